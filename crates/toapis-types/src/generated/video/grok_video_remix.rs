//! Typed requests to Grok Video 1.0 remix: page `videos/grok-video/remix`.
//!
//! Generated from `catalog/grok-video--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::RemixRequest;
use crate::words::wire_words;

/// A request to Grok Video 1.0 remix: `grok-video-1.0`.
///
/// Makes a finished clip anew with a change; the prompt says what is different.
///
/// Everything that is not set is left out of the request. Page `videos/grok-video/remix`.
///
/// ```rust
/// use toapis_types::video::grok_video_remix::{AspectRatio, GrokVideoRemix};
///
/// let request = GrokVideoRemix::new("Add a second kite")
///     .aspect_ratio(AspectRatio::R16x9);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GrokVideoRemix {
    request: RemixRequest,
}

impl GrokVideoRemix {
    /// Asks `grok-video-1.0`.
    ///
    /// - `prompt`: What to change.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: RemixRequest::for_model("grok-video-1.0").prompt(prompt) }
    }

    /// The size of the video.
    ///
    /// The page states neither a format nor values; leaving it out is the safe way.
    ///
    /// On the wire: `size` (page `videos/grok-video/remix`).
    pub fn size(mut self, size: impl Into<String>) -> Self {
        self.request = self.request.extra("size", Into::<String>::into(size));
        self
    }

    /// The shape of the picture.
    ///
    /// Values: `16:9`, `9:16`. Default: none documented.
    ///
    /// On the wire: `aspect_ratio` (page `videos/grok-video/remix`).
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

typed_request!(GrokVideoRemix, RemixRequest, crate::generated::pages::video::grok_video_remix::PAGE);

/// The values of [`GrokVideoRemix::aspect_ratio`].
///
/// Page `videos/grok-video/remix`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16"]);
