//! Typed requests to Sora 2: page `videos/sora2/get-personas`.
//!
//! Generated from `catalog/sora2--get-personas.toml` by `cargo xtask codegen`; do not edit.

use crate::call::{self, Arguments, Call, ReadAnswerError};
use crate::request::typed_request;
use crate::task::Task;
use crate::video::VideoRequest;

/// A request to Sora 2: `sora-2`.
///
/// Makes clips with a character that was made before. The page is about asking how the making of a character
/// goes, and shows these clips as what comes next.
///
/// The status of a character is asked at `GET /v1/characters_tasks/{task_id}`: every 5 seconds for at most 5
/// minutes, says the page, and then submit again.
///
/// The result is always of type `character`; `result.data.characters` lists an id, a display name, a picture
/// URL and a username each.
///
/// `completed_at`, `expires_at` and the result come when the task has completed, the error when it has
/// failed; `progress` may be missing.
///
/// A character is used as @username in the prompt, or by its task id in `character_url`.
///
/// Everything that is not set is left out of the request. Page `videos/sora2/get-personas`.
///
/// ```rust
/// use toapis_types::video::sora_2::Sora2;
///
/// let request = Sora2::new()
///     .prompt("@abcdefgh.capt_biscuit steers a ship through fog");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Sora2 {
    request: VideoRequest,
}

impl Sora2 {
    /// Asks `sora-2`.
    pub fn new() -> Self {
        Self { request: VideoRequest::for_model("sora-2") }
    }

    /// What happens in the clip; @username stands for a character made earlier.
    ///
    /// On the wire: `prompt` (page `videos/sora2/get-personas`).
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.request = self.request.prompt(prompt);
        self
    }

    /// The task id of a character made earlier.
    ///
    /// The name says URL, and the page sends a task id.
    ///
    /// On the wire: `character_url` (page `videos/sora2/get-personas`).
    pub fn character_url(mut self, character_url: impl Into<String>) -> Self {
        self.request = self.request.extra("character_url", Into::<String>::into(character_url));
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

impl Default for Sora2 {
    fn default() -> Self {
        Self::new()
    }
}

typed_request!(Sora2, VideoRequest, crate::generated::pages::video::sora2_get_personas::PAGE);

/// Asks how the making of a character goes.
///
/// `GET /v1/characters_tasks/{task_id}` (page `videos/sora2/get-personas`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetCharacterTask {
    arguments: Arguments,
}

impl GetCharacterTask {
    /// What the call needs.
    ///
    /// - `task_id`: The id of the task that makes the character.
    pub fn new(task_id: impl Into<String>) -> Self {
        Self { arguments: Arguments::default().in_path("task_id", task_id) }
    }
}

impl Call for GetCharacterTask {
    type Answer = Task;

    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/v1/characters_tasks/{task_id}";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        call::task(answer)
    }
}
