//! Typed requests to Grok Video 1.0 extend: page `videos/grok-video/extend`.
//!
//! Generated from `catalog/grok-video--extend.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::ExtendRequest;

/// A request to Grok Video 1.0 extend: `grok-video-1.0`.
///
/// Makes a finished clip longer; the prompt says what happens in the new part.
///
/// How much is added is not documented, and there is no field for it.
///
/// Everything that is not set is left out of the request. Page `videos/grok-video/extend`.
///
/// ```rust
/// use toapis_types::video::grok_video_extend::GrokVideoExtend;
///
/// let request = GrokVideoExtend::new("The kite drifts out over the sea");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GrokVideoExtend {
    request: ExtendRequest,
}

impl GrokVideoExtend {
    /// Asks `grok-video-1.0`.
    ///
    /// - `prompt`: What happens in the part that is added.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ExtendRequest::for_model("grok-video-1.0").prompt(prompt) }
    }

    /// The size of the video.
    ///
    /// The page states neither a format nor values; leaving it out is the safe way.
    ///
    /// On the wire: `size` (page `videos/grok-video/extend`).
    pub fn size(mut self, size: impl Into<String>) -> Self {
        self.request = self.request.extra("size", Into::<String>::into(size));
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

typed_request!(GrokVideoExtend, ExtendRequest, crate::generated::pages::video::grok_video_extend::PAGE);
