//! The status calls.

use serde_json::{Value, json};

use super::schemas::refer;
use super::{Parts, errors, json_answer, path_parameter};

/// Adds the status calls of both kinds.
pub(super) fn add(parts: &mut Parts) {
    let kinds = [
        (
            "/v1/images/generations/{id}",
            "getImageTask",
            "Images",
            "an image task",
            image_examples(),
            image_pace(),
        ),
        (
            "/v1/videos/generations/{id}",
            "getVideoTask",
            "Videos",
            "a video task",
            video_examples(),
            video_pace(),
        ),
    ];
    for (path, operation_id, tag, what, examples, pace) in kinds {
        let mut success = json_answer(
            "The task as it stands. One that failed is an answer with 200 as well.",
            &refer("Task"),
            &examples,
        );
        success["headers"] = errors::limit_headers();
        parts.operation(
            "get",
            path,
            json!({
                "operationId": operation_id,
                "tags": [tag],
                "summary": format!("Ask how {what} is doing"),
                "description": DESCRIPTION,
                "parameters": [path_parameter("id", ID)],
                "responses": errors::responses(&success, errors::STATUS),
                "x-toapis-polling": pace,
            }),
        );
    }
}

const ID: &str = "The id of the task, or the `client_business_id` of the create call, which is looked up among the \
                  tasks of the key's user. Percent-encode it.";

const DESCRIPTION: &str = "Free. Webhooks are the better way to hear of the end; this call is for the time without \
                           them. `completed` and `failed` are final; any other word, known or not, means that the \
                           task is still under way. Result URLs stop working at `expires_at`, 24 hours after the end.\
                           \n\nTo stop asking does not stop the task.";

/// The answer to a create call.
pub(super) fn queued() -> Value {
    json!({
        "id": "tsk_img_01EXAMPLE", "object": "generation.task", "model": "gpt-image-2", "status": "queued",
        "progress": 0, "created_at": 1_750_000_000, "metadata": {},
    })
}

fn image_examples() -> Value {
    json!({
        "in progress": { "value": {
            "id": "tsk_img_01EXAMPLE", "object": "generation.task", "model": "gpt-image-2", "status": "in_progress",
            "progress": 40, "created_at": 1_750_000_000,
        } },
        "completed": { "value": {
            "id": "tsk_img_01EXAMPLE", "client_business_id": "job-2207", "object": "generation.task",
            "model": "gpt-image-2", "status": "completed", "progress": 100, "created_at": 1_750_000_000,
            "completed_at": 1_750_000_050, "expires_at": 1_750_086_450,
            "result": { "type": "image", "data": [{ "url": "https://files.toapis.com/images/example.png" }] },
            "billing": { "status": "settled", "credits": "27", "cost_usd": "0.135" },
        } },
        "failed": { "value": failed("tsk_img_01EXAMPLE", "gpt-image-2") },
    })
}

fn video_examples() -> Value {
    json!({
        "in progress": { "value": {
            "id": "tsk_vid_01EXAMPLE", "object": "generation.task", "model": "seedance-2", "status": "in_progress",
            "progress": 55, "created_at": 1_750_000_000,
        } },
        "completed": { "value": {
            "id": "tsk_vid_01EXAMPLE", "object": "generation.task", "model": "seedance-2", "status": "completed",
            "progress": 100, "created_at": 1_750_000_000, "completed_at": 1_750_000_300,
            "expires_at": 1_750_086_700,
            "result": { "type": "video", "data": [{
                "url": "https://files.toapis.com/videos/example.mp4", "format": "mp4",
                "last_frame_url": "https://files.toapis.com/images/last.png",
            }] },
            "usage": { "tool_usage": { "web_search": 0 } },
        } },
        "failed": { "value": failed("tsk_vid_01EXAMPLE", "seedance-2") },
    })
}

fn failed(id: &str, model: &str) -> Value {
    json!({
        "id": id, "object": "generation.task", "model": model, "status": "failed", "progress": 0,
        "created_at": 1_750_000_000,
        "error": { "code": "generation_failed", "message": "the provider refused the request" },
    })
}

fn image_pace() -> Value {
    json!({ "first_wait_s": 5, "wait_s": [5, 10], "jitter": true, "give_up_after_s": 120, "typical_s": [5, 30] })
}

fn video_pace() -> Value {
    json!({ "first_wait_s": 5, "wait_s": [10, 15], "jitter": true, "give_up_after_s": 600, "typical_s": [60, 300] })
}
