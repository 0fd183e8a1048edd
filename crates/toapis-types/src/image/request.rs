//! The open request: any model, any field.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use thiserror::Error;

use super::body;
use crate::catalog::{self, Finding};
use crate::kind::TaskKind;

/// A request for pictures, for any model.
///
/// What is not set is left out of the JSON: defaults differ from model to model, so an unset field must stay unset.
/// The typed builders turn into this type, and it is what a client sends.
///
/// ```
/// use toapis_types::image::ImageRequest;
///
/// let request = ImageRequest::new("gemini-3.1-flash-image-preview", "A lighthouse at dusk")
///     .size("16:9")
///     .metadata("resolution", "2K");
/// assert_eq!(
///     serde_json::to_string(&request)?,
///     r#"{"model":"gemini-3.1-flash-image-preview","prompt":"A lighthouse at dusk","size":"16:9","metadata":{"resolution":"2K"}}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ImageRequest {
    /// The model id, such as `gemini-3.1-flash-image-preview`. Required by every model, left out when empty.
    pub model: String,
    /// What to draw. Required by every model, left out when empty.
    pub prompt: String,
    /// Usually an aspect ratio such as `16:9`; some models take `auto` and other words. Pixels are taken by none of
    /// the documented models.
    pub size: Option<String>,
    /// How many pictures; each one is charged.
    pub n: Option<u32>,
    /// URLs of reference pictures, fetched by the service. Sent as plain strings, left out when empty.
    ///
    /// Some pages declare objects with a `url` key here; all their examples send strings, and so does this type. Both
    /// forms are read.
    pub image_urls: Vec<String>,
    /// Options of the model's own; most models want their resolution here. Left out when empty.
    pub metadata: Map<String, Value>,
    /// Where the service reports the end of the task (`webhooks/task-webhooks`). The API key's token needs a default
    /// URL and a signing secret, and this URL must have the same scheme, host and port as that default.
    pub callback_url: Option<String>,
    /// Your own name for the task, which finds it again when the answer of the create call is lost
    /// (`tasks/image-status`). Nothing documents its limits; 1 to 64 characters of `A-Z a-z 0-9 _ -` are safe.
    pub client_business_id: Option<String>,
    /// Other top-level fields. A field that has its own place above wins over an entry of the same name here.
    pub extra: Map<String, Value>,
}

impl ImageRequest {
    /// Asks a model for a picture of the prompt.
    pub fn new(model: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self { model: model.into(), prompt: prompt.into(), ..Self::default() }
    }

    /// Takes a body over as it is.
    ///
    /// Nothing is judged: a field of an unexpected type is kept in `extra` and goes out as it came in, for
    /// [`check`](Self::check) to name. One thing is changed: references given as `{"url": …}` become plain strings.
    ///
    /// # Errors
    ///
    /// When the JSON is not an object.
    pub fn from_json(body: Value) -> Result<Self, NotAnObject> {
        match body {
            Value::Object(map) => Ok(Self::from_map(map)),
            _ => Err(NotAnObject),
        }
    }

    /// Sets the `size`: an aspect ratio such as `16:9` for most models.
    pub fn size(mut self, size: impl Into<String>) -> Self {
        self.size = Some(size.into());
        self
    }

    /// Sets how many pictures to make. Each one is charged; most models make exactly one.
    pub fn n(mut self, n: u32) -> Self {
        self.n = Some(n);
        self
    }

    /// Adds the URL of a reference picture. The service fetches it, so it must be public.
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.image_urls.push(url.into());
        self
    }

    /// Adds URLs of reference pictures, behind those already there.
    pub fn references<I>(mut self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.image_urls.extend(urls.into_iter().map(Into::into));
        self
    }

    /// Sets one entry of `metadata`.
    pub fn metadata(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.metadata.insert(key.into(), value.into());
        self
    }

    /// Sets where the service reports the end of the task.
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.callback_url = Some(url.into());
        self
    }

    /// Sets your own name for the task. Safe are 1 to 64 characters of `A-Z a-z 0-9 _ -`.
    pub fn client_business_id(mut self, id: impl Into<String>) -> Self {
        self.client_business_id = Some(id.into());
        self
    }

    /// Sets a top-level field that has no setter here. A known field lands where its setter would put it.
    pub fn extra(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.put(key.into(), value.into());
        self
    }

    /// Sets the field at a place such as `metadata.thinkingConfig.thinkingLevel`, making the objects on the way.
    /// Anything that is not an object on the way is replaced.
    ///
    /// ```
    /// use toapis_types::image::ImageRequest;
    ///
    /// let request = ImageRequest::new("m", "p").set("n", 2).set("metadata.resolution", "2K");
    /// assert_eq!(request, ImageRequest::new("m", "p").n(2).metadata("resolution", "2K"));
    /// ```
    pub fn set(mut self, place: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        match place.split_once('.') {
            None => self.put(place.to_owned(), value),
            Some(("metadata", inner)) => body::set(&mut self.metadata, inner, value),
            Some(_) => body::set(&mut self.extra, place, value),
        }
        self
    }

    /// Adds a value to the list at a place such as `reference_images` or `metadata.image_list`, making the list when
    /// there is none. Anything else at that place is replaced.
    pub fn push(self, place: &str, value: impl Into<Value>) -> Self {
        let mut list = match self.at(place) {
            Some(Value::Array(entries)) => entries,
            _ => Vec::new(),
        };
        list.push(value.into());
        self.set(place, list)
    }

    /// What the documentation says against this request: see [`catalog::check`].
    pub fn check(&self) -> Vec<Finding> {
        catalog::check(TaskKind::Image, &self.to_json())
    }

    /// The path this request is posted to: that of the model's page, `/v1/images/generations` for an unknown model.
    pub fn path(&self) -> &'static str {
        let entry = catalog::find(&self.model).filter(|entry| entry.kind() == TaskKind::Image);
        entry.map_or(TaskKind::Image.path(), catalog::ModelEntry::path)
    }

    /// The body as JSON.
    pub fn to_json(&self) -> Value {
        let mut map = Map::new();
        self.for_each(|key, value| {
            map.insert(key.to_owned(), value);
        });
        Value::Object(map)
    }

    /// Puts a value at the top level, into its own place when it has one and the type fits. What was there is gone.
    fn put(&mut self, key: String, value: Value) {
        self.clear(&key);
        match (key.as_str(), value) {
            ("model", Value::String(text)) => self.model = text,
            ("prompt", Value::String(text)) => self.prompt = text,
            ("size", Value::String(text)) => self.size = Some(text),
            ("callback_url", Value::String(text)) => self.callback_url = Some(text),
            ("client_business_id", Value::String(text)) => self.client_business_id = Some(text),
            ("metadata", Value::Object(map)) => self.metadata = map,
            ("n", value) if body::count(&value).is_some() => self.n = body::count(&value),
            ("image_urls", value) if body::urls(&value).is_some() => {
                self.image_urls = body::urls(&value).unwrap_or_default();
            }
            (_, value) => {
                self.extra.insert(key, value);
            }
        }
    }

    fn at(&self, place: &str) -> Option<Value> {
        match place.split_once('.') {
            Some(("metadata", inner)) => body::get(&self.metadata, inner).cloned(),
            None if place == "image_urls" && !self.image_urls.is_empty() => {
                Some(Value::from(self.image_urls.clone()))
            }
            _ => body::get(&self.extra, place).cloned(),
        }
    }

    fn clear(&mut self, key: &str) {
        self.extra.remove(key);
        match key {
            "model" => self.model.clear(),
            "prompt" => self.prompt.clear(),
            "size" => self.size = None,
            "n" => self.n = None,
            "image_urls" => self.image_urls.clear(),
            "metadata" => self.metadata.clear(),
            "callback_url" => self.callback_url = None,
            "client_business_id" => self.client_business_id = None,
            _ => {}
        }
    }

    fn from_map(map: Map<String, Value>) -> Self {
        let mut request = Self::default();
        for (key, value) in map {
            request.put(key, value);
        }
        request
    }

    /// Visits every field that is sent, in the order in which it is written.
    fn for_each(&self, mut visit: impl FnMut(&str, Value)) {
        let mut own = |key: &str, value: Option<Value>| {
            if let Some(value) = value.or_else(|| self.extra.get(key).cloned()) {
                visit(key, value);
            }
        };
        let text = |text: &Option<String>| text.clone().map(Value::from);
        let filled = |text: &String| (!text.is_empty()).then(|| Value::from(text.as_str()));
        own("model", filled(&self.model));
        own("prompt", filled(&self.prompt));
        own("size", text(&self.size));
        own("n", self.n.map(Value::from));
        own("image_urls", (!self.image_urls.is_empty()).then(|| Value::from(self.image_urls.clone())));
        own("metadata", (!self.metadata.is_empty()).then(|| Value::from(self.metadata.clone())));
        own("callback_url", text(&self.callback_url));
        own("client_business_id", text(&self.client_business_id));
        for (key, value) in self.extra.iter().filter(|(key, _)| !OWN_PLACE.contains(&key.as_str())) {
            visit(key, value.clone());
        }
    }
}

impl Serialize for ImageRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = Vec::new();
        self.for_each(|key, value| fields.push((key.to_owned(), value)));
        serializer.collect_map(fields)
    }
}

impl<'de> Deserialize<'de> for ImageRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// A request body that is not a JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a request body must be a JSON object")]
pub struct NotAnObject;

/// The top-level fields that have a place of their own.
const OWN_PLACE: &[&str] =
    &["model", "prompt", "size", "n", "image_urls", "metadata", "callback_url", "client_business_id"];
