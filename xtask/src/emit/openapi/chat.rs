//! Text models: three compatible paths, passed through to the provider. They are not what this project is about, so
//! bodies stay open objects.

use serde_json::{Value, json};

use super::schemas::{boolean, integer, lenient, refer, text};
use super::{Parts, errors, json_answer, json_body};

/// Adds the three paths.
pub(super) fn add(parts: &mut Parts) {
    for (name, schema) in [
        ("ChatRequest", request("messages", CHAT, &["model", "messages"])),
        ("MessagesRequest", request("messages", MESSAGES, &["model", "messages", "max_tokens"])),
        ("ResponsesRequest", request("input", RESPONSES, &["model", "input"])),
        (
            "ChatAnswer",
            lenient(
                "The answer of the provider; the documentation of the format it copies tells what is in it.",
                &json!({
                    "id": text("The id of the answer."),
                    "model": text("The model that answered."),
                }),
            ),
        ),
    ] {
        parts.schemas.add(name, schema);
    }
    parts.operation(
        "post",
        "/v1/chat/completions",
        operation("createChatCompletion", "Chat, in the format of OpenAI's chat \
                                           completions", "ChatRequest", &json!({
            "plain": { "value": {
                "model": "gpt-5", "messages": [{ "role": "user", "content": "Name three lighthouses in Brittany" }],
            } },
        })),
    );
    let mut messages = operation(
        "createMessage",
        "Chat, in the format of Anthropic's messages",
        "MessagesRequest",
        &json!({
            "plain": { "value": {
                "model": "claude-sonnet-4-6", "max_tokens": 1024,
                "messages": [{ "role": "user", "content": "Name three lighthouses in Brittany" }],
            } },
        }),
    );
    messages["security"] = json!([{ "bearer": [] }, { "anthropicKey": [] }]);
    messages["parameters"] = json!([{
        "name": "anthropic-version", "in": "header", "required": false,
        "description": "The version of the format.",
        "schema": { "type": "string", "default": "2023-06-01" },
    }]);
    parts.operation("post", "/v1/messages", messages);
    parts.operation(
        "post",
        "/v1/responses",
        operation(
            "createResponse",
            "Chat, in the format of OpenAI's responses",
            "ResponsesRequest",
            &json!({
                "plain": { "value": {
                    "model": "gpt-5.3-codex-official", "input": "Sort these harbours by depth",
                } },
            }),
        ),
    );
}

const CHAT: &str = "Passed through. Models of the GPT-5 family ignore `temperature` and `top_p`.";
const MESSAGES: &str = "Passed through, for Claude models only.";
const RESPONSES: &str = "Passed through. Some models work here only, such as `gpt-5-pro-official`.";

fn operation(operation_id: &str, summary: &str, request: &str, examples: &Value) -> Value {
    let mut success = json_answer(
        "The answer; with `stream` a stream of server-sent events, the format of which is hardly documented.",
        &refer("ChatAnswer"),
        &json!({}),
    );
    success["content"]["text/event-stream"] = json!({ "schema": { "type": "string" } });
    json!({
        "operationId": operation_id,
        "tags": ["Text"],
        "summary": summary,
        "description": "Synchronous, and passed through to the provider of the model. The body is an open \
                        object here: use a client that is made for the format.",
        "requestBody": json_body(&refer(request), examples),
        "responses": errors::responses(&success, errors::CHAT),
        "x-toapis-pass-through": true,
    })
}

fn request(input: &str, about: &str, required: &[&str]) -> Value {
    let mut properties = json!({
        "model": text("The model."),
        "stream": boolean("Answers piece by piece; no when left out."),
    });
    if required.contains(&"max_tokens") {
        properties["max_tokens"] = integer("The most tokens the answer may have.");
    }
    properties[input] = match input {
        "input" => json!({
            "description": "A text, or messages.",
            "anyOf": [{ "type": "string" }, list_of_objects("Messages.")],
        }),
        _ => list_of_objects("The conversation, oldest first."),
    };
    json!({
        "type": "object", "description": about, "properties": properties, "required": required,
        "additionalProperties": true,
    })
}

fn list_of_objects(about: &str) -> Value {
    json!({ "type": "array", "description": about, "items": { "type": "object", "additionalProperties": true } })
}
