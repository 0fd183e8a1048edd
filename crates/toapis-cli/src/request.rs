//! From flags to a request. Where a value goes, and how it is spelled, depends on the model, so the catalogue is asked.

use std::io::Read as _;

use serde_json::Value;
use toapis_client::types::catalog::{self, ModelEntry};
use toapis_client::types::image::ImageRequest;

use crate::args::Image;
use crate::failure::Failure;

/// The request that the flags of `toapis image` describe, without its references.
pub(crate) fn image_request(args: &Image) -> Result<ImageRequest, Failure> {
    let prompt = if args.prompt == "-" { prompt_from_stdin()? } else { args.prompt.clone() };
    let mut request = ImageRequest::new(&args.model, prompt);
    request.n = args.n;
    request.client_business_id.clone_from(&args.business_id);
    let entry = catalog::find(&args.model);
    let mut settings: Vec<(&str, &str)> = Vec::new();
    settings.extend(args.size.as_deref().map(|size| ("size", size)));
    settings.extend(args.resolution.as_deref().map(|resolution| ("resolution", resolution)));
    settings.extend(args.google_search.then_some(("google_search", "true")));
    settings.extend(args.google_image_search.then_some(("google_image_search", "true")));
    settings.extend(args.settings.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    for (name, value) in settings {
        let (place, value) = place_and_value(entry, name, value);
        request = request.set(&place, value);
    }
    Ok(request)
}

/// The wire place and value of a field. A model or field that the catalogue does not know gets what most models of the
/// service want: `size` at the top, other flags in `metadata`, and a place with a dot or an unknown name as it is.
fn place_and_value(entry: Option<ModelEntry>, name: &str, text: &str) -> (String, Value) {
    if let Some((place, value)) = entry.and_then(|entry| entry.setting(name, text)) {
        return (place.to_owned(), value);
    }
    let place = match name {
        "resolution" | "google_search" | "google_image_search" => format!("metadata.{name}"),
        other => other.to_owned(),
    };
    let value = match name {
        "size" | "resolution" => Value::from(text),
        _ => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)),
    };
    (place, value)
}

fn prompt_from_stdin() -> Result<String, Failure> {
    let mut prompt = String::new();
    std::io::stdin()
        .read_to_string(&mut prompt)
        .map_err(|error| Failure::Usage(format!("the prompt cannot be read from stdin: {error}")))?;
    Ok(prompt.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_go_where_the_model_wants_them() {
        let entry = catalog::find("gemini-3.1-flash-image-preview");
        let put = |entry, name, text| place_and_value(entry, name, text);
        assert_eq!(put(entry, "resolution", "2k"), ("metadata.resolution".into(), json!("2K")));
        assert_eq!(put(entry, "n", "2"), ("n".into(), json!(2)));
        assert_eq!(put(entry, "metadata.new", "[1]"), ("metadata.new".into(), json!([1])));
        assert_eq!(put(None, "resolution", "2k"), ("metadata.resolution".into(), json!("2k")));
        assert_eq!(put(None, "size", "1"), ("size".into(), json!("1")));
        assert_eq!(put(None, "seed", "7"), ("seed".into(), json!(7)));
        assert_eq!(put(None, "style", "wild"), ("style".into(), json!("wild")));
    }
}
