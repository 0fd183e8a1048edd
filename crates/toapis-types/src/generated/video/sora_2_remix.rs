//! Typed requests to Sora 2 remix: page `videos/sora2/remix`.
//!
//! Generated from `catalog/sora2--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::RemixRequest;
use crate::words::wire_words;

/// A request to Sora 2 remix: `sora-2`, `sora-2-pro`, `sora-2-vip`.
///
/// Makes a finished Sora 2 clip anew with a change, in 10, 15 or 25 seconds and three aspect ratios.
///
/// A video made with `metadata.private` cannot be remixed.
///
/// Everything that is not set is left out of the request. Page `videos/sora2/remix`.
///
/// ```rust
/// use toapis_types::video::sora_2_remix::{AspectRatio, Sora2Remix};
///
/// let request = Sora2Remix::new("Add a second boat in the background")
///     .duration(15)
///     .aspect_ratio(AspectRatio::R16x9);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Sora2Remix {
    request: RemixRequest,
}

impl Sora2Remix {
    /// Asks `sora-2`.
    ///
    /// - `prompt`: What to change.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: RemixRequest::for_model("sora-2").prompt(prompt) }
    }

    /// Chooses the model.
    pub fn model(mut self, model: Model) -> Self {
        model.as_str().clone_into(&mut self.request.model);
        self
    }

    /// The length of the new clip in seconds.
    ///
    /// sora-2 takes 10 or 15, sora-2-pro 15 or 25.
    ///
    /// Default: none documented. Limits: one of 10, 15, 25.
    ///
    /// On the wire: `duration` (page `videos/sora2/remix`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The shape of the picture.
    ///
    /// The page recommends 16:9.
    ///
    /// Values: `16:9`, `9:16`, `1:1`. Default: none documented.
    ///
    /// On the wire: `aspect_ratio` (page `videos/sora2/remix`).
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

typed_request!(Sora2Remix, RemixRequest, crate::generated::pages::video::sora2_remix::PAGE);

/// The models of [`Sora2Remix`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `sora-2`: 10 or 15 seconds.
    Sora2,
    /// `sora-2-pro`: 15 seconds in HD, or 25 seconds.
    Pro,
    /// `sora-2-vip`: The page does not say which of the durations it takes.
    Vip,
}

wire_words!(Model, "model", [Sora2 = "sora-2", Pro = "sora-2-pro", Vip = "sora-2-vip"]);

/// The values of [`Sora2Remix::aspect_ratio`].
///
/// Page `videos/sora2/remix`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `1:1`, square.
    R1x1,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16", R1x1 = "1:1"]);
