//! Typed requests to Sora 2 (official) remix: page `videos/sora-2-official/remix`.
//!
//! Generated from `catalog/sora-2-official--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::RemixRequest;

/// A request to Sora 2 (official) remix: `sora-2-official`.
///
/// Makes a finished Sora 2 clip anew with a change; length and size stay as they are.
///
/// One focused change works best.
///
/// The first video must have completed.
///
/// Everything that is not set is left out of the request. Page `videos/sora-2-official/remix`.
///
/// ```rust
/// use toapis_types::video::sora_2_official_remix::Sora2OfficialRemix;
///
/// let request = Sora2OfficialRemix::new("Turn the sky to a cold violet dusk");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Sora2OfficialRemix {
    request: RemixRequest,
}

impl Sora2OfficialRemix {
    /// Asks `sora-2-official`.
    ///
    /// - `prompt`: What to change.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: RemixRequest::for_model("sora-2-official").prompt(prompt) }
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

typed_request!(Sora2OfficialRemix, RemixRequest, crate::generated::pages::video::sora_2_official_remix::PAGE);
