//! Typed requests to Sora 2 character: page `videos/sora2/create-persona`.
//!
//! Generated from `catalog/sora2--create-persona.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Sora 2 character: `sora-2`, `sora-2-pro`, `sora-2-vip`.
///
/// Makes a character, to be used in later clips, out of 1 to 3 seconds of a video.
///
/// It is the path of the create call; the shape of the body alone makes it a character. No prompt is needed.
///
/// The video must have sound and a character that can be recognised; a single main one in the span works
/// best.
///
/// The result is of type `character` and comes, with `completed_at`, when the task has completed.
///
/// Later the task id serves as `character_url`, and the username as @username in a prompt.
///
/// Everything that is not set is left out of the request. Page `videos/sora2/create-persona`.
///
/// ```rust
/// use toapis_types::video::sora_2_character::Sora2Character;
///
/// let request = Sora2Character::new("1,3")
///     .url("https://example.com/captain.mp4");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Sora2Character {
    request: VideoRequest,
}

impl Sora2Character {
    /// Asks `sora-2`.
    ///
    /// - `timestamps`: Which seconds of the video show the character, as `start,end`, such as `1,3`. The span
    ///   must be at least 1 and at most 3 seconds. Limits: `start,end`, 1 to 3 apart.
    pub fn new(timestamps: impl Into<String>) -> Self {
        Self {
            request: VideoRequest::for_model("sora-2").extra("timestamps", Into::<String>::into(timestamps)),
        }
    }

    /// Chooses the model.
    pub fn model(mut self, model: Model) -> Self {
        model.as_str().clone_into(&mut self.request.model);
        self
    }

    /// The URL of a video with sound that shows the character.
    ///
    /// Either this or `from_task`.
    ///
    /// On the wire: `url` (page `videos/sora2/create-persona`).
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.extra("url", Into::<String>::into(url));
        self
    }

    /// The task id of an earlier video that shows the character.
    ///
    /// Either this or `url`.
    ///
    /// On the wire: `from_task` (page `videos/sora2/create-persona`).
    pub fn from_task(mut self, from_task: impl Into<String>) -> Self {
        self.request = self.request.extra("from_task", Into::<String>::into(from_task));
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

typed_request!(Sora2Character, VideoRequest, crate::generated::pages::video::sora2_create_persona::PAGE);

/// The models of [`Sora2Character`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `sora-2`.
    Sora2,
    /// `sora-2-pro`.
    Pro,
    /// `sora-2-vip`.
    Vip,
}

wire_words!(Model, "model", [Sora2 = "sora-2", Pro = "sora-2-pro", Vip = "sora-2-vip"]);
