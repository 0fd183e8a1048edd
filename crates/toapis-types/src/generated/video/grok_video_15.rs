//! Typed requests to Grok Video 1.5: page `videos/grok-video-1.5/generation`.
//!
//! Generated from `catalog/grok-video-1.5.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Grok Video 1.5: `grok-video-1.5`.
///
/// Makes a picture move for 1 to 15 seconds, in five aspect ratios and up to 720p. It always needs the
/// picture.
///
/// The page names a price of 0.01 USD for each second made.
///
/// Everything that is not set is left out of the request. Page `videos/grok-video-1.5/generation`.
///
/// ```rust
/// use toapis_types::video::grok_video_15::{AspectRatio, GrokVideo15};
///
/// let request = GrokVideo15::new("Slow push-in on the perfume bottle", "https://example.com/bottle.jpg")
///     .duration(10)
///     .aspect_ratio(AspectRatio::R16x9);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GrokVideo15 {
    request: VideoRequest,
}

impl GrokVideo15 {
    /// Asks `grok-video-1.5`.
    ///
    /// - `prompt`: How the picture moves: motion, camera, look. The page names no limit on its length.
    ///
    /// - `first_frame`: The public URL of the picture the clip begins with. The service fetches it, and takes
    ///   no base64. A file on this machine is uploaded first. A prompt without a picture is not enough.
    pub fn new(prompt: impl Into<String>, first_frame: impl Into<String>) -> Self {
        Self {
            request: VideoRequest::for_model("grok-video-1.5")
                .prompt(prompt)
                .extra("image", Into::<String>::into(first_frame)),
        }
    }

    /// The length of the clip in seconds.
    ///
    /// Default: `8`. Limits: 1 to 15.
    ///
    /// On the wire: `duration` (page `videos/grok-video-1.5/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// How many lines the picture has.
    ///
    /// Values: `480p`, `720p`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/grok-video-1.5/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The shape of the picture.
    ///
    /// Values: `1:1`, `16:9`, `9:16`, `3:2`, `2:3`. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/grok-video-1.5/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
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

typed_request!(GrokVideo15, VideoRequest, crate::generated::pages::video::grok_video_1_5::PAGE);

/// The values of [`GrokVideo15::resolution`].
///
/// Page `videos/grok-video-1.5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `480p`.
    P480,
    /// `720p`.
    P720,
}

wire_words!(Resolution, "resolution", [P480 = "480p", P720 = "720p"]);

/// The values of [`GrokVideo15::aspect_ratio`].
///
/// Page `videos/grok-video-1.5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `1:1`, square.
    R1x1,
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
}

wire_words!(
    AspectRatio,
    "aspect ratio",
    [R1x1 = "1:1", R16x9 = "16:9", R9x16 = "9:16", R3x2 = "3:2", R2x3 = "2:3"]
);
