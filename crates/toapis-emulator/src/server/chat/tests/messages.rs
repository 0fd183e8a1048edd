//! The Messages call.

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{COMPLETIONS, Gateway, MESSAGES, hello, joined, with};

#[tokio::test]
async fn a_message_has_the_documented_shape_plain_and_streamed() {
    let gateway = Gateway::new(false);
    let body = with(hello("claude-sonnet-4-6"), "max_tokens", json!(1024));
    let body = with(body, "system", json!([{"type": "text", "text": "answer in one line"}]));
    let plain = gateway.ok(MESSAGES, body.clone()).await;
    assert!(plain["id"].as_str().unwrap().starts_with("msg_"));
    let text = plain["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("heron") && text.contains("answer in one line"), "{text}");
    let output = text.chars().count().div_ceil(4);
    assert_eq!(
        plain,
        json!({
            "id": plain["id"], "type": "message", "role": "assistant", "model": "claude-sonnet-4-6",
            "content": [{"type": "text", "text": text}], "stop_reason": "end_turn",
            "usage": {"input_tokens": 12 + 8, "output_tokens": output},
        })
    );
    let events = gateway.events(MESSAGES, with(body, "stream", json!(true))).await;
    let start = &events[0]["message"];
    assert_eq!((&start["content"], &start["stop_reason"]), (&json!([]), &Value::Null));
    assert_eq!(start["usage"], json!({"input_tokens": 20, "output_tokens": 0}));
    assert_eq!(
        events[1],
        json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
    );
    let (deltas, end) = events[2..].split_at(events.len() - 5);
    assert!(deltas.iter().all(|event| event["type"] == "content_block_delta"));
    assert_eq!(joined(deltas.iter().map(|event| event["delta"]["text"].clone())), text);
    let usage = json!({"output_tokens": output});
    assert_eq!(
        end,
        [
            json!({"type": "content_block_stop", "index": 0}),
            json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": usage}),
            json!({"type": "message_stop"}),
        ]
    );
}

#[tokio::test]
async fn a_message_says_why_it_ended() {
    let gateway = Gateway::new(false);
    let short = gateway.ok(MESSAGES, with(hello("claude-haiku-4-5"), "max_tokens", json!(2))).await;
    assert_eq!((&short["stop_reason"], &short["usage"]["output_tokens"]), (&json!("max_tokens"), &json!(2)));
    let body = with(hello("claude-haiku-4-5"), "max_tokens", json!(500));
    let stopped = gateway.ok(MESSAGES, with(body, "stop_sequences", json!(["heron"]))).await;
    let reason = (&stopped["stop_reason"], &stopped["stop_sequence"]);
    assert_eq!(reason, (&json!("stop_sequence"), &json!("heron")));
}

#[tokio::test]
async fn refusals_of_the_messages_call_have_its_own_envelope() {
    let gateway = Gateway::new(false);
    let body =
        |key: &str, value: Value| with(with(hello("claude-opus-4-6"), "max_tokens", json!(10)), key, value);
    for (body, message) in [
        (json!({"model": "claude-opus-4-6", "max_tokens": 10}), "messages is missing"),
        (hello("claude-opus-4-6"), "max_tokens is missing"),
        (body("max_tokens", json!(32_001)), "max_tokens must be from 1 to 32000, not 32001"),
        (body("temperature", json!(1.5)), "temperature must be from 0 to 1, not 1.5"),
        (body("stop_sequences", json!("x")), "stop_sequences must be an array, not a string"),
        (body("system", json!(1)), "system must be a string or an array, not a number"),
        (
            body("messages", json!([{"role": "system", "content": "x"}])),
            "messages[0].role must be one of user, assistant, not \"system\"",
        ),
        (
            body("model", json!("glm-5")),
            "model glm-5 is not documented for POST /v1/messages; call it with POST /v1/chat/completions",
        ),
    ] {
        let (status, answer) = gateway.post(MESSAGES, &body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        let error = json!({"type": "invalid_request_error", "message": message});
        assert_eq!(answer, json!({"type": "error", "error": error}));
    }
    let (status, answer) = gateway.post(MESSAGES, &body("model", json!("claude-0"))).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer["error"]["type"], "new_api_error");
    assert_eq!(answer["error"]["message"], "no available channel for model_name: claude-0");
}

#[tokio::test]
async fn the_messages_call_takes_its_key_in_either_header() {
    let gateway = Gateway::new(false);
    let body = with(hello("claude-opus-4-6"), "max_tokens", json!(10)).to_string();
    for (path, header, key, wanted) in [
        (MESSAGES, "x-api-key", "right", StatusCode::OK),
        (MESSAGES, "authorization", "Bearer right", StatusCode::OK),
        (MESSAGES, "x-api-key", "wrong", StatusCode::UNAUTHORIZED),
        (MESSAGES, "x-other", "right", StatusCode::UNAUTHORIZED),
        (COMPLETIONS, "x-api-key", "right", StatusCode::UNAUTHORIZED),
    ] {
        let request = Request::post(path).header(header, key).body(Body::from(body.clone())).unwrap();
        let (status, _, answer) = gateway.send(request).await;
        assert_eq!(status, wanted, "{path} {header}");
        if path == MESSAGES && wanted == StatusCode::UNAUTHORIZED {
            let error = json!({"type": "authentication_error", "message": "wrong key"});
            let answer: Value = serde_json::from_str(&answer).unwrap();
            assert_eq!(answer, json!({"type": "error", "error": error}));
        }
    }
}
