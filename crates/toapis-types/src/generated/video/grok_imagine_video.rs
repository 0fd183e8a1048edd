//! Typed requests to Grok Imagine 1.0 Video: page `videos/grok-imagine-1.0-video/generation`.
//!
//! Generated from `catalog/grok-imagine-1.0-video.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Grok Imagine 1.0 Video: `grok-imagine-1.0-video`.
///
/// Makes clips of 6 to 30 seconds from text and up to seven pictures, in five aspect ratios and up to 720p.
///
/// The prompt may be in any language.
///
/// Everything that is not set is left out of the request. Page `videos/grok-imagine-1.0-video/generation`.
///
/// ```rust
/// use toapis_types::video::grok_imagine_video::{AspectRatio, GrokImagineVideo, Resolution};
///
/// let request = GrokImagineVideo::new("A fox trots through fresh snow")
///     .aspect_ratio(AspectRatio::R16x9)
///     .duration(6)
///     .resolution(Resolution::P720);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GrokImagineVideo {
    request: VideoRequest,
}

impl GrokImagineVideo {
    /// Asks `grok-imagine-1.0-video`.
    ///
    /// - `prompt`: What happens in the clip. Any language; the page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("grok-imagine-1.0-video").prompt(prompt) }
    }

    /// The shape of the picture.
    ///
    /// Values: `16:9`, `9:16`, `1:1`, `3:2`, `2:3`. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/grok-imagine-1.0-video/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// The length of the clip in seconds.
    ///
    /// A quoted number is refused by the service.
    ///
    /// Default: `6`. Limits: 6 to 30.
    ///
    /// On the wire: `duration` (page `videos/grok-imagine-1.0-video/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// How many lines the picture has; this page calls it quality.
    ///
    /// Values: `480p`, `720p`. Default: `480p`.
    ///
    /// On the wire: `quality` (page `videos/grok-imagine-1.0-video/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.extra("quality", resolution);
        self
    }

    /// Adds the public URL of a picture to make the clip from.
    ///
    /// No base64. The page does not say whether they are frames or references.
    ///
    /// Limits: at most 7 URLs.
    ///
    /// On the wire: `image_urls` (page `videos/grok-imagine-1.0-video/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.reference(url);
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

typed_request!(GrokImagineVideo, VideoRequest, crate::generated::pages::video::grok_imagine_1_0_video::PAGE);

/// The values of [`GrokImagineVideo::aspect_ratio`].
///
/// Page `videos/grok-imagine-1.0-video/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `1:1`, square.
    R1x1,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
}

wire_words!(
    AspectRatio,
    "aspect ratio",
    [R16x9 = "16:9", R9x16 = "9:16", R1x1 = "1:1", R3x2 = "3:2", R2x3 = "2:3"]
);

/// The values of [`GrokImagineVideo::resolution`].
///
/// Page `videos/grok-imagine-1.0-video/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `480p`.
    P480,
    /// `720p`.
    P720,
}

wire_words!(Resolution, "resolution", [P480 = "480p", P720 = "720p"]);
