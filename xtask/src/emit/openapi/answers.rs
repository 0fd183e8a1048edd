//! The schemas of tasks: what is documented is named, nothing is demanded.

use serde_json::{Value, json};

use super::Parts;
use super::schemas::{integer, lenient, open_words, refer, text, url};

/// Adds `Task` and what it is made of.
pub(super) fn add(parts: &mut Parts) {
    let schemas = [
        ("Task", task()),
        ("TaskResult", result()),
        ("TaskOutput", output()),
        ("CharacterResult", characters()),
        ("Character", character()),
        ("TaskError", error()),
        ("Billing", billing()),
        ("Usage", usage()),
    ];
    for (name, schema) in schemas {
        parts.schemas.add(name, schema);
    }
}

fn task() -> Value {
    let mut progress =
        integer("Percent done. For display only: it may stay at 10 and then jump, or be 100 on a failure.");
    progress["minimum"] = 0.into();
    progress["maximum"] = 100.into();
    let mut object = text("`generation.task`; `video` was seen for videos.");
    object["examples"] = json!(["generation.task"]);
    lenient(
        "A task as one answer describes it. Every field may be missing, so that a generated client does not lose a paid \
         task over one of them; an answer of a create call always has an `id`, or in older forms a `task_id`.",
        &json!({
            "id": text("The id to ask by. Its form differs; treat it as opaque."),
            "task_id": text("The id in an older form of the answer."),
            "client_business_id": text("Your own name for the task, when one was sent."),
            "object": object,
            "model": text("The model that works on it."),
            "status": open_words(
                "Where it stands. `completed` and `failed` are final. An open set: an unknown or empty word means that \
                 it is still under way. `submitted` is in older copies of the documentation, `pending` was seen.",
                &["queued", "in_progress", "completed", "failed", "submitted", "pending"],
            ),
            "progress": progress,
            "created_at": integer("When it was accepted, in seconds since 1970."),
            "completed_at": integer("When it completed, in seconds since 1970."),
            "expires_at": integer("When the result URLs stop working, in seconds since 1970: 24 hours after \
                                   completion."),
            "estimated_time": integer("Named on one page in Russian only."),
            "result": refer("TaskResult"),
            "url": url("The first result at the top level: listed for pictures, in no example of the \
                        documentation."),
            "video_url": url("The result at the top level: listed on the pages of Gemini Omni Flash."),
            "revised_prompt": text("The prompt the provider worked with; named on one page only."),
            "error": refer("TaskError"),
            "usage": refer("Usage"),
            "billing": refer("Billing"),
            "metadata": { "type": ["object", "null"], "additionalProperties": true, "description": "Often empty." },
        }),
    )
}

fn result() -> Value {
    lenient(
        "What a completed task made.",
        &json!({
            "type": open_words(
                "What it is. A video was seen with `image`.",
                &["image", "video", "character"],
            ),
            "data": {
                "description": "The files; an object for characters.",
                "anyOf": [
                    { "type": "array", "items": refer("TaskOutput") },
                    refer("CharacterResult"),
                ],
            },
        }),
    )
}

fn output() -> Value {
    lenient(
        "One file. Some models add fields of their own.",
        &json!({
            "url": url("Where it is, for 24 hours. Do not send the API key there."),
            "format": text("The file format, such as `mp4`; often missing."),
            "last_frame_url": url("The last frame of the film, when `return_last_frame` asked for it."),
            "b64_json": text("The file itself in base64, an older form."),
        }),
    )
}

fn characters() -> Value {
    lenient(
        "The characters a character task made.",
        &json!({ "characters": { "type": "array", "items": refer("Character") } }),
    )
}

fn character() -> Value {
    lenient(
        "A character that later prompts can name.",
        &json!({
            "id": text("The id of the character."),
            "username": text("The name prompts use, behind an `@`."),
            "display_name": text("The name for people."),
            "profile_picture_url": url("A picture of it."),
        }),
    )
}

fn error() -> Value {
    lenient(
        "Why a task failed. A new request is a new task with a new charge.",
        &json!({
            "code": {
                "type": ["string", "integer", "null"],
                "description": "An open set: codes of providers are passed through. Integers were seen.",
                "examples": ["generation_failed", "InvalidParameter.TaskTypeConstraint"],
            },
            "message": { "type": ["string", "null"], "description": "For people; its language differs." },
        }),
    )
}

fn billing() -> Value {
    let amount = |about: &str| json!({ "type": ["string", "number", "null"], "description": about });
    let mut schema = lenient(
        "What the task cost. Not documented; seen in answers since August 2026, sometimes incomplete.",
        &json!({
            "status": open_words("How far the charge is.", &["pending", "settled", "refunded"]),
            "credits": amount("The price in credits as a decimal text; 200 credits are 1 USD."),
            "cost_usd": amount("The price in US dollars as a decimal text."),
        }),
    );
    schema["x-toapis-source"] = json!("observed");
    schema
}

fn usage() -> Value {
    let searches = integer("How many searches the model made; 0 is none.");
    lenient(
        "What the model used. Documented for web searches; token counts were seen.",
        &json!({
            "tool_usage": {
                "type": "object", "additionalProperties": true, "properties": { "web_search": searches },
            },
        }),
    )
}
