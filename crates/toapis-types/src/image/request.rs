//! The open request for pictures: any model, any field.

use serde_json::{Map, Value};

use crate::kind::TaskKind;
use crate::request::open_request;

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

open_request!(
    ImageRequest,
    [model, prompt, size, n, image_urls, metadata, callback_url, client_business_id],
    Image,
    Create
);

impl ImageRequest {
    /// Asks a model for a picture of the prompt.
    pub fn new(model: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self { model: model.into(), prompt: prompt.into(), ..Self::default() }
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

    /// The path this request is posted to: that of the model's page, `/v1/images/generations` for an unknown model.
    pub fn path(&self) -> &'static str {
        let known = crate::generated::paths::IMAGE.iter().find(|(id, _)| *id == self.model);
        known.map_or(TaskKind::Image.path(), |(_, path)| path)
    }
}
