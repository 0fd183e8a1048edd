//! Typed requests to Grok Video 1.0: page `videos/grok-video/generation`.
//!
//! Generated from `catalog/grok-video--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Grok Video 1.0: `grok-video-1.0`.
///
/// Makes clips of 1 to 15 seconds from text, a main picture and references, in five aspect ratios and up to
/// 720p. Its clips can be extended and remixed.
///
/// Everything that is not set is left out of the request. Page `videos/grok-video/generation`.
///
/// ```rust
/// use toapis_types::video::grok_video_1::{AspectRatio, GrokVideo1, Resolution};
///
/// let request = GrokVideo1::new("A kite circles above a dune")
///     .duration(10)
///     .resolution(Resolution::P720)
///     .aspect_ratio(AspectRatio::R16x9);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GrokVideo1 {
    request: VideoRequest,
}

impl GrokVideo1 {
    /// Asks `grok-video-1.0`.
    ///
    /// - `prompt`: What happens in the clip. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("grok-video-1.0").prompt(prompt) }
    }

    /// The length of the clip in seconds.
    ///
    /// Default: `8`. Limits: 1 to 15.
    ///
    /// On the wire: `duration` (page `videos/grok-video/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// How many lines the picture has.
    ///
    /// Values: `480p`, `720p`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/grok-video/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The shape of the picture.
    ///
    /// Values: `16:9`, `9:16`, `3:2`, `2:3`, `1:1`. Default: none documented.
    ///
    /// On the wire: `aspect_ratio` (page `videos/grok-video/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// The public URL of the main picture, when there is one.
    ///
    /// It counts as one of the 8 pictures.
    ///
    /// On the wire: `image` (page `videos/grok-video/generation`).
    pub fn image(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.extra("image", Into::<String>::into(url));
        self
    }

    /// Adds the public URL of a picture whose person, clothing or scene the clip keeps.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first. Alone,
    /// without a main picture, they make the clip from pictures.
    ///
    /// Limits: at most 8 URLs.
    ///
    /// On the wire: `reference_images` (page `videos/grok-video/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.push("reference_images", Into::<String>::into(url));
        self
    }

    /// Adds several at once, behind those already there; see [`reference`](Self::reference).
    pub fn references<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::reference)
    }

    /// Where the service reports the end of the task.
    ///
    /// The API key's token needs webhooks switched on, with a default URL and a signing secret, and this URL
    /// must have the same scheme, host and port as that default. Otherwise the call is refused with HTTP 400
    /// `webhook_not_configured` and no task is made.
    ///
    /// On the wire: `callback_url` (page `webhooks/task-webhooks`).
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.callback_url(url);
        self
    }

    /// Your own name for the task, which finds it again when the answer of the create call is lost.
    ///
    /// It is a look-up key, not an idempotency key: nothing documents that it is unique. Its limits are not
    /// documented either; 1 to 64 characters of `A-Z a-z 0-9 _ -` are this project's cautious choice.
    ///
    /// Limits: at most 64 characters; characters out of `A-Z a-z 0-9 _ -`; `check` only warns about these.
    ///
    /// On the wire: `client_business_id` (page `tasks/video-status`).
    pub fn client_business_id(mut self, client_business_id: impl Into<String>) -> Self {
        self.request = self.request.client_business_id(client_business_id);
        self
    }
}

typed_request!(GrokVideo1, VideoRequest, crate::generated::pages::video::grok_video_generation::PAGE);

/// The values of [`GrokVideo1::resolution`].
///
/// Page `videos/grok-video/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `480p`.
    P480,
    /// `720p`.
    P720,
}

wire_words!(Resolution, "resolution", [P480 = "480p", P720 = "720p"]);

/// The values of [`GrokVideo1::aspect_ratio`].
///
/// Page `videos/grok-video/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
    /// `1:1`, square.
    R1x1,
}

wire_words!(
    AspectRatio,
    "aspect ratio",
    [R16x9 = "16:9", R9x16 = "9:16", R3x2 = "3:2", R2x3 = "2:3", R1x1 = "1:1"]
);
