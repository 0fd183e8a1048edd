//! Typed requests to Sora 2 (official): page `videos/sora-2-official/generation`.
//!
//! Generated from `catalog/sora-2-official--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Sora 2 (official): `sora-2-official`.
///
/// OpenAI's Sora 2 on Azure: clips of 4, 8 or 12 seconds with 1280x720 pixels, wide or upright, from text or
/// from a picture of just that size.
///
/// A prompt with one clear purpose works best.
///
/// Finished clips can be remixed.
///
/// Everything that is not set is left out of the request. Page `videos/sora-2-official/generation`.
///
/// ```rust
/// use toapis_types::video::sora_2_official::{AspectRatio, Sora2Official};
///
/// let request = Sora2Official::new("A tram climbs a steep street at dawn")
///     .duration(12)
///     .aspect_ratio(AspectRatio::R16x9);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Sora2Official {
    request: VideoRequest,
}

impl Sora2Official {
    /// Asks `sora-2-official`.
    ///
    /// - `prompt`: What happens in the clip. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("sora-2-official").prompt(prompt) }
    }

    /// The length of the clip in seconds.
    ///
    /// Default: `4`. Limits: one of 4, 8, 12.
    ///
    /// On the wire: `duration` (page `videos/sora-2-official/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The shape of the picture; it decides the pixels.
    ///
    /// Upright is the default here, wide on most other pages.
    ///
    /// Values: `16:9`, `9:16`. Default: `9:16`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/sora-2-official/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// Sets the public URL of the picture to make the clip from.
    ///
    /// The picture must be exactly 1280x720 or 720x1280 pixels. The service fetches it, and takes no base64.
    ///
    /// Limits: jpeg, png, webp.
    ///
    /// On the wire: `image_urls` (page `videos/sora-2-official/generation`).
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

typed_request!(Sora2Official, VideoRequest, crate::generated::pages::video::sora_2_official_generation::PAGE);

/// The values of [`Sora2Official::aspect_ratio`].
///
/// Page `videos/sora-2-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`: wide, 1280x720 pixels.
    R16x9,
    /// `9:16`: upright, 720x1280 pixels.
    R9x16,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16"]);
