//! Events: what the service posts to your URL.

use serde_json::{Value, json};

use super::Parts;
use super::schemas::{integer, lenient, open_words, refer, text};

/// Adds the event of a task.
pub(super) fn add(parts: &mut Parts) {
    parts.schemas.add("WebhookEvent", event());
    parts.schemas.add("WebhookTask", task());
    parts.webhooks.insert("taskEvent".to_owned(), json!({ "post": operation() }));
}

fn operation() -> Value {
    json!({
        "operationId": "receiveTaskEvent",
        "tags": ["Webhooks"],
        "summary": "A task ended, or someone pressed the test button",
        "description": ABOUT,
        "security": [],
        "parameters": [
            header(
                "X-ToAPIs-Webhook-Id",
                "The id of the event, the same on every delivery of it.",
                &json!({ "type": "string", "examples": ["evt_01example"] }),
            ),
            header(
                "X-ToAPIs-Webhook-Timestamp",
                "When this delivery was sent, in seconds since 1970. Refuse more than 300 seconds of \
                 difference either way.",
                &json!({ "type": "integer" }),
            ),
            header(
                "X-ToAPIs-Webhook-Signature",
                "`v1=` and 64 lower-case hexadecimal digits; for 24 hours after a change of the secret two \
                 of them with a comma between. One that fits is enough. Without `v1=` it is no signature.",
                &json!({ "type": "string", "pattern": "^\\s*v1=[0-9a-f]{64}\\s*(,\\s*v1=[0-9a-f]{64}\\s*)*$" }),
            ),
        ],
        "requestBody": super::json_body(&refer("WebhookEvent"), &examples()),
        "responses": {
            "2XX": { "description": "Taken. Answer within 10 seconds, also to an event you know already." },
            "default": { "description": "Not taken, redirects included: it is sent again." },
        },
        "x-toapis-delivery": {
            "guarantee": "at least once", "timeout_s": 10, "retry_after_s": [10, 30, 120, 600, 3600, 21600, 86400],
        },
        "x-toapis-signature": {
            "algorithm": "HMAC-SHA256", "encoding": "lower-case hex", "max_skew_s": 300,
            "signed": "event id, full stop, timestamp, full stop, raw body",
            "secret": "the text of the secret as it is, neither decoded from hex nor from base64",
        },
    })
}

const ABOUT: &str = "Sent to the `callback_url` of the create call, or else to the default URL of the key's token, once \
                     webhooks are switched on for it in the console. Delivered at least once: remember the `id`. \
                     Check the signature over the raw bytes before you read them as JSON.\n\nThe words differ from \
                     those of the status call: `SUCCESS` for `completed`, `\"100%\"` for `100`, `task_id` for `id`. \
                     Failures are reported after the refund is settled. There are no events on the way.";

fn header(name: &str, about: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "header", "required": true, "description": about, "schema": schema })
}

fn event() -> Value {
    let mut schema = lenient(
        "One event.",
        &json!({
            "id": text("The id of the event."),
            "type": open_words(
                "What happened.",
                &["generation.completed", "generation.failed", "endpoint.test"],
            ),
            "api_version": text("`v1`."),
            "created_at": integer("When the event was made, in seconds since 1970."),
            "data": refer("WebhookTask"),
        }),
    );
    schema["required"] = json!(["id", "type"]);
    schema
}

fn task() -> Value {
    let or_null = |name: &str| json!({ "anyOf": [refer(name), { "type": "null" }] });
    lenient(
        "The task of an event.",
        &json!({
            "task_id": text("The id of the task; `endpoint_test` in the test event."),
            "client_business_id": text("Your own name for the task, when one was sent."),
            "task_type": open_words("What it makes.", &["image", "video"]),
            "model": text("The model; missing in the test event."),
            "status": open_words("How it ended.", &["SUCCESS", "FAILURE"]),
            "progress": text("`100%`, on failures too."),
            "result": or_null("TaskResult"),
            "error": or_null("TaskError"),
            "submitted_at": integer("When it was accepted, in seconds since 1970; 0 in the test event."),
            "finished_at": integer("When it ended, in seconds since 1970; 0 in the test event."),
        }),
    )
}

fn examples() -> Value {
    let event = |id: &str, kind: &str, data: Value| {
        let event = json!({
            "id": id, "type": kind, "api_version": "v1", "created_at": 1_750_000_400, "data": data,
        });
        json!({ "value": event })
    };
    json!({
        "completed": event("evt_01example", "generation.completed", json!({
            "task_id": "tsk_img_01EXAMPLE", "client_business_id": "job-2207", "task_type": "image",
            "model": "gpt-image-2", "status": "SUCCESS", "progress": "100%",
            "result": { "type": "image", "data": [{ "url": "https://files.toapis.com/images/example.png" }] },
            "error": null, "submitted_at": 1_750_000_000, "finished_at": 1_750_000_399,
        })),
        "failed": event("evt_02example", "generation.failed", json!({
            "task_id": "tsk_vid_01EXAMPLE", "client_business_id": "job-2208", "task_type": "video",
            "model": "seedance-2", "status": "FAILURE", "progress": "100%", "result": null,
            "error": { "code": "generation_failed", "message": "every attempt failed" },
            "submitted_at": 1_750_000_000, "finished_at": 1_750_000_399,
        })),
        "test": event("evt_03example", "endpoint.test", json!({
            "task_id": "endpoint_test", "task_type": "image", "status": "SUCCESS", "progress": "100%",
            "result": { "message": "ToAPIs webhook endpoint test" }, "error": null,
            "submitted_at": 0, "finished_at": 0,
        })),
    })
}
