//! The texts that are sent and answered, and the plainest types that read them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use toapis_types::TaskKind;

/// The prompt that every caller sends.
pub const PROMPT: &str = "A lighthouse on a cliff at dusk, its beam over a calm sea";

/// The answer to a create.
pub const CREATED: &str = r#"{"id":"tsk_img_01jz8m5e6q","object":"generation.task","model":"gemini-3.1-flash-image-preview","status":"queued","progress":0,"created_at":1783953302,"metadata":{}}"#;

/// The answer to a look at a task that is done.
pub const DONE: &str = r#"{"id":"tsk_img_01jz8m5e6q","object":"generation.task","model":"gemini-3.1-flash-image-preview","status":"completed","progress":100,"created_at":1783953302,"completed_at":1783953319,"expires_at":1784039719,"result":{"type":"image","data":[{"url":"https://files.toapis.com/images/tsk_img_01jz8m5e6q/1783953318_9f31c07a.png"}]}}"#;

/// The answer to a picture of the OpenAI API.
pub const OPENAI_IMAGE: &str = r#"{"created":1783953302,"data":[{"url":"https://files.toapis.com/images/tsk_img_01jz8m5e6q/1783953318_9f31c07a.png"}]}"#;

/// The answer to a chat of the OpenAI API.
pub const OPENAI_CHAT: &str = r#"{"id":"chatcmpl-1","object":"chat.completion","created":1783953302,"model":"gpt-5","choices":[{"index":0,"message":{"role":"assistant","content":"A lighthouse."},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16}}"#;

/// What somebody writes by hand to create a picture.
#[derive(Serialize)]
pub struct PlainRequest {
    pub model: &'static str,
    pub prompt: &'static str,
    pub n: u8,
    pub size: &'static str,
    pub client_business_id: String,
    pub metadata: PlainMetadata,
}

/// The part of a request that this model wants under `metadata`.
#[derive(Serialize)]
pub struct PlainMetadata {
    pub resolution: &'static str,
}

impl PlainRequest {
    /// The same request as the other callers send, under another name each time.
    pub fn new(number: usize) -> Self {
        Self {
            model: "gemini-3.1-flash-image-preview",
            prompt: PROMPT,
            n: 1,
            size: "16:9",
            client_business_id: format!("order-{number}"),
            metadata: PlainMetadata { resolution: "2K" },
        }
    }
}

/// A request to be checked: the `picture` that the toolkit sends, or a `film` with references in a list of objects.
pub fn checked(what: &str) -> Option<(TaskKind, Value)> {
    let picture = || {
        json!({
            "model": "gemini-3.1-flash-image-preview", "prompt": PROMPT, "size": "16:9",
            "metadata": {"resolution": "2K"},
        })
    };
    let film = || {
        json!({
            "model": "kling-v3-omni", "prompt": PROMPT, "duration": 5, "aspect_ratio": "16:9",
            "metadata": {"image_list": [
                {"image_url": "https://example.com/a.png", "type": "first_frame"},
                {"image_url": "https://example.com/b.png", "type": "end_frame"},
            ]},
        })
    };
    match what {
        "picture" => Some((TaskKind::Image, picture())),
        "film" => Some((TaskKind::Video, film())),
        _ => None,
    }
}

/// What somebody writes by hand to read a task: strict, and only what is needed.
#[derive(Deserialize)]
pub struct PlainTask {
    pub id: String,
    pub object: String,
    pub model: String,
    pub status: String,
    pub progress: u8,
    pub created_at: i64,
    pub completed_at: Option<i64>,
    pub expires_at: Option<i64>,
    pub result: Option<PlainResult>,
}

/// The results of a [`PlainTask`].
#[derive(Deserialize)]
pub struct PlainResult {
    #[serde(rename = "type")]
    pub kind: String,
    pub data: Vec<PlainOutput>,
}

/// One result.
#[derive(Deserialize)]
pub struct PlainOutput {
    pub url: String,
}
