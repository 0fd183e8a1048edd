//! `GET /v1/models` (`chat/list-models`): every model the emulator knows, by what it makes.

use serde_json::{Value, json};
use toapis_types::TaskKind;
use toapis_types::catalog;

use super::chat::{Endpoint, Problem, text_models};

/// The kinds that can be asked for. `text` and `chat` mean the same.
const KINDS: [&str; 6] = ["text", "chat", "image", "video", "audio", "all"];

/// The date of every model, in Unix seconds: the service's default, no release date.
const CREATED: u64 = 1_626_777_600;

/// The list for a value of `type`; text models when there is none. It depends on the key, as documented: only what `may_call`
/// says yes to is in it. No audio model is documented, so that list is empty.
///
/// # Errors
///
/// For a `type` that is not documented. The page shows no error; an empty list would hide a misspelt word.
pub(crate) fn list(kind: Option<&str>, may_call: impl Fn(&str) -> bool) -> Result<Value, Problem> {
    let kind = kind.unwrap_or("text");
    if !KINDS.contains(&kind) {
        let message = format!("type must be one of {}, not {kind:?}", KINDS.join(", "));
        return Err(Problem::invalid("type", message));
    }
    let mut models = Vec::new();
    if ["text", "chat", "all"].contains(&kind) {
        let listed = text_models().iter().filter(|model| model.listed && may_call(&model.id));
        models.extend(listed.map(|model| {
            let types: Vec<_> = model.endpoints.iter().filter_map(|endpoint| type_of(*endpoint)).collect();
            entry(&model.id, &model.provider.to_lowercase(), &types)
        }));
    }
    for (word, makes, endpoint) in
        [("image", TaskKind::Image, "image-generation"), ("video", TaskKind::Video, "video-generation")]
    {
        if [word, "all"].contains(&kind) {
            let made = catalog::models().filter(|model| model.kind() == makes && may_call(model.id()));
            models.extend(made.map(|model| entry(model.id(), "custom", &[endpoint])));
        }
    }
    Ok(json!({"success": true, "object": "list", "data": models}))
}

fn entry(id: &str, owner: &str, endpoints: &[&str]) -> Value {
    json!({
        "id": id,
        "object": "model",
        "created": CREATED,
        "owned_by": owner,
        "supported_endpoint_types": endpoints,
    })
}

/// The word for an endpoint. The page shows none for the Messages call.
fn type_of(endpoint: Endpoint) -> Option<&'static str> {
    match endpoint {
        Endpoint::Chat => Some("chat_completions"),
        Endpoint::Responses => Some("responses"),
        Endpoint::Messages => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use toapis_types::ListedModel;

    use super::*;

    fn listed(kind: Option<&str>) -> Vec<ListedModel> {
        ListedModel::list_from_value(&list(kind, |_| true).unwrap()).unwrap()
    }

    #[test]
    fn text_is_the_default_and_all_is_everything_once() {
        assert_eq!(listed(None), listed(Some("text")));
        assert_eq!(listed(None), listed(Some("chat")));
        let parts: usize =
            ["text", "image", "video", "audio"].map(|kind| listed(Some(kind)).len()).iter().sum();
        let all = listed(Some("all"));
        assert_eq!(all.len(), parts);
        assert_eq!(all.iter().map(|model| &model.id).collect::<HashSet<_>>().len(), parts);
        assert!(listed(Some("audio")).is_empty());
    }

    #[test]
    fn entries_are_as_shown_by_the_page_and_in_the_field() {
        let find = |kind, id: &str| listed(Some(kind)).into_iter().find(|model| model.id == id).unwrap();
        for (kind, id, owner, types) in [
            ("text", "claude-sonnet-4-6", "anthropic", &["chat_completions", "responses"][..]),
            ("text", "gpt-5", "openai", &["chat_completions"]),
            ("text", "gpt-5-pro-official", "openai", &["responses"]),
            ("image", "gpt-image-2", "custom", &["image-generation"]),
            ("video", "seedance-2", "custom", &["video-generation"]),
        ] {
            let model = find(kind, id);
            assert_eq!(
                (model.owned_by.as_deref(), model.created),
                (Some(owner), Some(1_626_777_600)),
                "{id}"
            );
            assert_eq!(model.supported_endpoint_types, types, "{id}");
        }
        assert!(!listed(None).iter().any(|model| model.id == "gpt-4o"), "only an integration page names it");
    }

    #[test]
    fn an_unknown_kind_is_refused_by_name() {
        for kind in ["", "Image", "images", "music"] {
            let wanted = format!("type must be one of text, chat, image, video, audio, all, not {kind:?}");
            assert_eq!(list(Some(kind), |_| true), Err(Problem::invalid("type", wanted)));
        }
    }
}
