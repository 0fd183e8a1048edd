//! The open request for films: any model, any field.

use serde_json::{Map, Value};

use crate::kind::TaskKind;
use crate::request::open_request;

/// A request for a film, for any model.
///
/// What is not set is left out of the JSON: defaults differ from model to model, so an unset field must stay unset.
/// The typed builders turn into this type, and it is what a client sends.
///
/// Families spell the same idea differently: the resolution of a Kling film is its `mode`, its first frame may be an
/// entry of `image_with_roles`. The typed builders know; here everything is written as it is given.
///
/// ```
/// use toapis_types::video::VideoRequest;
///
/// let request = VideoRequest::new("sora-2-official", "A paper boat in the rain").duration(8).aspect_ratio("16:9");
/// assert_eq!(
///     serde_json::to_string(&request)?,
///     r#"{"model":"sora-2-official","prompt":"A paper boat in the rain","duration":8,"aspect_ratio":"16:9"}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct VideoRequest {
    /// The model id, such as `sora-2-official`. Required by every model, left out when empty.
    pub model: String,
    /// What happens in the film. Most models require it; some do without when they get pictures. Left out when empty.
    pub prompt: String,
    /// How long the film is, in seconds. Some models take `-1` or `0` for "as long as it needs".
    pub duration: Option<i64>,
    /// The aspect ratio, such as `16:9`.
    pub aspect_ratio: Option<String>,
    /// The resolution, such as `720p`. Its letter case differs from model to model, and some put it elsewhere.
    pub resolution: Option<String>,
    /// URLs of pictures, fetched by the service: frames or references, as the model's page says. Left out when empty.
    pub image_urls: Vec<String>,
    /// Options of the model's own. Left out when empty.
    pub metadata: Map<String, Value>,
    /// Where the service reports the end of the task (`webhooks/task-webhooks`). The API key's token needs a default
    /// URL and a signing secret, and this URL must have the same scheme, host and port as that default.
    pub callback_url: Option<String>,
    /// Your own name for the task, which finds it again when the answer of the create call is lost
    /// (`tasks/video-status`). Nothing documents its limits; 1 to 64 characters of `A-Z a-z 0-9 _ -` are safe.
    pub client_business_id: Option<String>,
    /// Other top-level fields. A field that has its own place above wins over an entry of the same name here.
    pub extra: Map<String, Value>,
}

open_request!(
    VideoRequest,
    [
        model,
        prompt,
        duration,
        aspect_ratio,
        resolution,
        image_urls,
        metadata,
        callback_url,
        client_business_id
    ],
    Video,
    Create
);

impl VideoRequest {
    /// Asks a model for a film of the prompt.
    pub fn new(model: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self { model: model.into(), prompt: prompt.into(), ..Self::default() }
    }

    /// Sets how long the film is, in seconds.
    pub fn duration(mut self, seconds: impl Into<i64>) -> Self {
        self.duration = Some(seconds.into());
        self
    }

    /// Sets the `aspect_ratio`, such as `16:9`.
    pub fn aspect_ratio(mut self, ratio: impl Into<String>) -> Self {
        self.aspect_ratio = Some(ratio.into());
        self
    }

    /// Sets the `resolution`, such as `720p`, at the top level.
    pub fn resolution(mut self, resolution: impl Into<String>) -> Self {
        self.resolution = Some(resolution.into());
        self
    }

    /// Adds the URL of a picture to `image_urls`. The service fetches it, so it must be public.
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.image_urls.push(url.into());
        self
    }

    /// Adds URLs of pictures to `image_urls`, behind those already there.
    pub fn references<I>(mut self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.image_urls.extend(urls.into_iter().map(Into::into));
        self
    }

    /// The path this request is posted to: that of the model's page, `/v1/videos/generations` for an unknown model.
    pub fn path(&self) -> &'static str {
        let known = crate::generated::paths::VIDEO.iter().find(|(id, _)| *id == self.model);
        known.map_or(TaskKind::Video.path(), |(_, path)| path)
    }
}
