//! From flags to a request body. Where a value goes, and how it is spelled, depends on the model, so the catalogue is
//! asked.

use std::io::Read as _;

use serde_json::{Value, json};
use toapis_client::types::TaskKind;
use toapis_client::types::catalog::{self, Finding, ModelEntry};
use toapis_client::types::image::ImageRequest;
use toapis_client::types::video::VideoRequest;

use crate::args::{Image, Making, Video};
use crate::failure::Failure;
use crate::references::reference;

/// What someone asks for.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) kind: TaskKind,
    /// How many results there will be, as far as the flags say.
    pub(crate) count: u32,
    /// The body; files on this machine stand in it as such.
    pub(crate) body: Value,
}

/// Whether a model takes reference pictures.
pub(crate) fn takes_references(entry: ModelEntry) -> bool {
    REFERENCE.setter(entry).is_some()
}

impl Order {
    /// What the flags of `toapis image` ask for.
    pub(crate) fn image(args: &Image) -> Result<Self, Failure> {
        let mut order = Self::new(TaskKind::Image, &args.model, &args.prompt)?;
        order.count = args.n.unwrap_or(1);
        order.write_some("size", args.size.as_deref());
        order.write_some("resolution", args.resolution.as_deref());
        order.write_some("n", args.n.map(|n| n.to_string()).as_deref());
        order.write_some("google_search", args.google_search.then_some("true"));
        order.write_some("google_image_search", args.google_image_search.then_some("true"));
        order.add_media(&REFERENCE, &args.references)?;
        order.write_settings(&args.making);
        Ok(order)
    }

    /// What the flags of `toapis video` ask for.
    pub(crate) fn video(args: &Video) -> Result<Self, Failure> {
        let mut order = Self::new(TaskKind::Video, &args.model, &args.prompt)?;
        order.write_some("aspect_ratio", args.aspect_ratio.as_deref());
        order.write_some("resolution", args.resolution.as_deref());
        order.write_some("duration", args.duration.map(|seconds| seconds.to_string()).as_deref());
        order.write_some("audio", args.audio.map(|audio| audio.to_string()).as_deref());
        order.add_media(&FIRST_FRAME, args.first_frame.as_slice())?;
        order.add_media(&LAST_FRAME, args.last_frame.as_slice())?;
        order.add_media(&REFERENCE, &args.references)?;
        order.write_settings(&args.making);
        Ok(order)
    }

    /// What the model's page says against a body.
    pub(crate) fn check(&self, body: &Value) -> Vec<Finding> {
        match self.kind {
            TaskKind::Image => ImageRequest::from_json(body.clone()).map(|request| request.check()),
            TaskKind::Video => VideoRequest::from_json(body.clone()).map(|request| request.check()),
        }
        .unwrap_or_default()
    }

    fn new(kind: TaskKind, model: &str, prompt: &str) -> Result<Self, Failure> {
        let prompt = if prompt == "-" { prompt_from_stdin()? } else { prompt.to_owned() };
        let body = json!({"model": model, "prompt": prompt});
        Ok(Self { kind, count: 1, body })
    }

    /// Puts in pictures for a role. A model that is known must have it: a last frame that is taken for the first one costs
    /// as much as the film that was meant.
    fn add_media(&mut self, role: &'static Role, texts: &[String]) -> Result<(), Failure> {
        let model = self.body["model"].as_str().unwrap_or_default();
        let known = catalog::find(model);
        if let (Some(entry), false) = (known, texts.is_empty())
            && entry.kind() == self.kind
            && role.setter(entry).is_none()
        {
            let what = role.what;
            return Err(Failure::Usage(format!(
                "{model} takes no {what}; toapis model {model} shows what it takes. Nothing was sent"
            )));
        }
        let schemes: Vec<&str> =
            known.into_iter().flat_map(ModelEntry::fields).flat_map(|field| field.schemes).copied().collect();
        for text in texts {
            let url = reference(role.flag, text, &schemes)?;
            self.write_media(role, &url);
        }
        Ok(())
    }

    /// Puts a picture where the model wants it; a model that is not known gets it into `image_urls`, as most want it.
    fn write_media(&mut self, role: &Role, url: &str) {
        let known = catalog::find(self.body["model"].as_str().unwrap_or_default());
        let setter = known.and_then(|entry| Some((entry, role.setter(entry)?)));
        let written = setter.is_some_and(|(entry, name)| entry.write(&mut self.body, name, url));
        if !written && let Some(list) = list_at(&mut self.body, "image_urls") {
            list.push(url.into());
        }
    }

    fn write_settings(&mut self, making: &Making) {
        self.write_some("client_business_id", making.business_id.as_deref());
        for (name, value) in &making.settings {
            self.write(name, value);
        }
    }

    fn write_some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.write(name, value);
        }
    }

    /// A model or field that the catalogue does not know gets what most models of the service want, and a place with a
    /// dot or an unknown name as it is.
    fn write(&mut self, name: &str, text: &str) {
        let known = catalog::find(self.body["model"].as_str().unwrap_or_default());
        if known.is_some_and(|entry| entry.write(&mut self.body, name, text)) {
            return;
        }
        let place = match (self.kind, name) {
            (TaskKind::Image, "resolution" | "google_search" | "google_image_search") => {
                format!("metadata.{name}")
            }
            (_, other) => other.to_owned(),
        };
        let value = match name {
            "size" | "resolution" | "aspect_ratio" | "client_business_id" => Value::from(text),
            _ => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)),
        };
        put(&mut self.body, &place, value);
    }
}

/// What a picture is for: the flag it comes by, what it is called, and the names of the setters that take it, the best
/// first.
#[derive(Debug)]
pub(crate) struct Role {
    flag: &'static str,
    what: &'static str,
    names: &'static [&'static str],
}

impl Role {
    /// The name of the model's setter for this role.
    ///
    /// Some models call the picture that a film begins with a reference image; such a name is no way to give a reference,
    /// nor is another spelling of a list of frames.
    fn setter(&self, entry: ModelEntry) -> Option<&'static str> {
        let written = |name: &str| {
            let mut body = json!({});
            entry.write(&mut body, name, "https://example.com/a.png").then_some(body)
        };
        let is_alias = |name: &str| entry.field(name).is_some_and(|field| !field.alias_of.is_empty());
        let frame = written("first_frame");
        let fits = |name: &&&'static str| {
            let loose = name.starts_with("reference_image");
            written(name).is_some_and(|body| !loose || (!is_alias(name) && Some(body) != frame))
        };
        self.names.iter().find(fits).copied()
    }
}

static REFERENCE: Role = Role {
    flag: "ref",
    what: "reference pictures",
    names: &["reference", "references", "reference_image", "reference_images"],
};
static FIRST_FRAME: Role =
    Role { flag: "first-frame", what: "first frame", names: &["first_frame", "first_frames"] };
static LAST_FRAME: Role = Role { flag: "last-frame", what: "last frame", names: &["last_frame"] };

/// The list in a top-level field, made if it is missing; `None` when something else is there.
fn list_at<'a>(body: &'a mut Value, key: &str) -> Option<&'a mut Vec<Value>> {
    let slot = &mut body[key];
    if slot.is_null() {
        *slot = json!([]);
    }
    slot.as_array_mut()
}

/// Sets a place such as `metadata.style`; what is not an object on the way is replaced by one.
fn put(body: &mut Value, place: &str, value: Value) {
    let mut slot = body;
    for key in place.split('.') {
        if !slot.is_object() {
            *slot = json!({});
        }
        slot = &mut slot[key];
    }
    *slot = value;
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
    use super::*;

    fn written(kind: TaskKind, model: &str, fields: &[(&str, &str)]) -> Value {
        let mut order = Order::new(kind, model, "p").unwrap();
        for (name, value) in fields {
            order.write(name, value);
        }
        let Value::Object(mut body) = order.body else { unreachable!("a body is an object") };
        assert_eq!((body.remove("model"), body.remove("prompt")), (Some(model.into()), Some("p".into())));
        body.into()
    }

    #[test]
    fn values_go_where_the_model_wants_them() {
        let image = |model, fields: &[_]| written(TaskKind::Image, model, fields);
        let gemini = "gemini-3.1-flash-image-preview";
        assert_eq!(
            image(gemini, &[("resolution", "2k"), ("n", "2")]),
            json!({"n": 2, "metadata": {"resolution": "2K"}})
        );
        assert_eq!(image("gpt-image-2", &[("resolution", "2K")]), json!({"resolution": "2k"}));
        assert_eq!(
            image(gemini, &[("metadata.new", "[1]"), ("style", "wild")]),
            json!({"metadata": {"new": [1]}, "style": "wild"})
        );

        let video = |model, fields: &[_]| written(TaskKind::Video, model, fields);
        assert_eq!(video("kling-v3", &[("resolution", "1080p")]), json!({"mode": "pro"}));
        assert_eq!(
            video("veo3.1-fast", &[("resolution", "720p")]),
            json!({"metadata": {"resolution": "720p"}})
        );
        assert_eq!(video("seedance-2", &[("audio", "false")]), json!({"generate_audio": false}));
    }

    #[test]
    fn an_unknown_model_gets_what_most_models_want() {
        let body =
            written(TaskKind::Image, "brand-new", &[("resolution", "2k"), ("size", "1"), ("seed", "7")]);
        assert_eq!(body, json!({"metadata": {"resolution": "2k"}, "size": "1", "seed": 7}));
        let mut order = Order::new(TaskKind::Image, "brand-new", "p").unwrap();
        order.write_media(&REFERENCE, "https://h/a");
        assert_eq!(order.body["image_urls"], json!(["https://h/a"]));
    }

    /// A picture goes where the model takes it for what it was given as, or nowhere.
    #[test]
    fn a_frame_is_never_taken_for_something_else() {
        let refused = |model: &str, role: &'static Role| {
            let mut order = Order::new(TaskKind::Video, model, "p").unwrap();
            order.add_media(role, &["https://h/a.png".to_owned()]).is_err()
        };
        for model in [
            "sora-2-official",
            "gemini-omni-flash",
            "MiniMax-Hailuo-2.3",
            "wan2.6",
            "kling-3.0-turbo",
            "doubao-seedance-1-0-pro-fast",
        ] {
            assert!(refused(model, &LAST_FRAME), "{model}");
        }
        for model in ["doubao-seedance-1-5-pro", "viduq3-pro", "wan2.6", "kling-3.0-turbo", "viduq3-pro-fast"]
        {
            assert!(refused(model, &REFERENCE), "{model}");
        }
        for model in ["kling-v3", "seedance-2", "veo3.1-fast", "viduq3-pro", "MiniMax-Hailuo-02"] {
            assert!(!refused(model, &LAST_FRAME), "{model}");
        }
    }
}
