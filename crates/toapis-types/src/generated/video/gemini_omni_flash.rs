//! Typed requests to Gemini Omni Flash: page `videos/gemini-omni-flash/generation`.
//!
//! Generated from `catalog/gemini-omni-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Gemini Omni Flash: `gemini-omni-flash`.
///
/// Makes clips of 4, 6 or 10 seconds from text, with up to three reference pictures, up to 1080p.
///
/// A channel that is not Google's own: another model than gemini-omni-flash-preview-official, with other
/// limits.
///
/// This channel takes no videos, no base64 and no data URIs; older channels of the same name may have limits
/// of their own.
///
/// The alias `gemini_omni_flash` exists on some channel configurations only.
///
/// Everything that is not set is left out of the request. Page `videos/gemini-omni-flash/generation`.
///
/// ```rust
/// use toapis_types::video::gemini_omni_flash::{AspectRatio, GeminiOmniFlash, Resolution};
///
/// let request = GeminiOmniFlash::new("A tin robot turns its head on a wooden desk")
///     .duration(6)
///     .aspect_ratio(AspectRatio::R9x16)
///     .resolution(Resolution::P720)
///     .reference("https://example.com/robot.jpg");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GeminiOmniFlash {
    request: VideoRequest,
}

impl GeminiOmniFlash {
    /// Asks `gemini-omni-flash`.
    ///
    /// - `prompt`: What happens in the clip. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("gemini-omni-flash").prompt(prompt) }
    }

    /// The length of the clip in seconds.
    ///
    /// Default: `6`. Limits: one of 4, 6, 10.
    ///
    /// On the wire: `duration` (page `videos/gemini-omni-flash/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The shape of the picture.
    ///
    /// Upright clips are made in 720p only.
    ///
    /// Values: `16:9`, `9:16`. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/gemini-omni-flash/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// How many lines a wide picture has.
    ///
    /// Values: `720p`, `1080p`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/gemini-omni-flash/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// Adds the public URL of a picture to take subjects and style from.
    ///
    /// Without any, the clip is made from the text alone. No base64 and no data URIs.
    ///
    /// Limits: at most 3 URLs.
    ///
    /// On the wire: `image_urls` (page `videos/gemini-omni-flash/generation`).
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

typed_request!(GeminiOmniFlash, VideoRequest, crate::generated::pages::video::gemini_omni_flash::PAGE);

/// The values of [`GeminiOmniFlash::aspect_ratio`].
///
/// Page `videos/gemini-omni-flash/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16"]);

/// The values of [`GeminiOmniFlash::resolution`].
///
/// Page `videos/gemini-omni-flash/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720p`.
    P720,
    /// `1080p`: wide clips only.
    P1080,
}

wire_words!(Resolution, "resolution", [P720 = "720p", P1080 = "1080p"]);
