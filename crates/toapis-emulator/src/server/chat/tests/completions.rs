//! The chat completions call.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{COMPLETIONS, Gateway, hello, joined, with};

#[tokio::test]
async fn a_completion_has_the_documented_shape() {
    let gateway = Gateway::new(false);
    let answer = gateway.ok(COMPLETIONS, hello("gpt-5")).await;
    assert!(answer["id"].as_str().unwrap().starts_with("chatcmpl-"));
    assert_eq!(answer["object"], "chat.completion");
    assert_eq!(answer["created"], gateway.clock.now().as_secs());
    assert_eq!(answer["model"], "gpt-5");
    let choice = &answer["choices"][0];
    assert_eq!((&choice["index"], &choice["finish_reason"]), (&json!(0), &json!("stop")));
    assert_eq!(choice["message"]["role"], "assistant");
    let text = choice["message"]["content"].as_str().unwrap();
    assert!(text.contains("ToAPIs emulator") && text.contains("heron feather"), "{text}");
    // 34 characters in a message; the answer as long as it is.
    let completion = text.chars().count().div_ceil(4);
    let usage =
        json!({"prompt_tokens": 12, "completion_tokens": completion, "total_tokens": 12 + completion});
    assert_eq!(answer["usage"], usage);
    let again = gateway.ok(COMPLETIONS, hello("gpt-5")).await;
    assert_eq!(again["choices"], answer["choices"]);
    assert_ne!(again["id"], answer["id"]);
}

#[tokio::test]
async fn limits_cut_the_answer_and_say_so() {
    let gateway = Gateway::new(false);
    for key in ["max_tokens", "max_completion_tokens"] {
        let answer = gateway.ok(COMPLETIONS, with(hello("gpt-5"), key, json!(5))).await;
        assert_eq!(answer["choices"][0]["finish_reason"], "length");
        assert_eq!(answer["usage"]["completion_tokens"], 5);
    }
    for stop in [json!("heron"), json!(["zebra", "heron", "ibis", "stork"])] {
        let answer = gateway.ok(COMPLETIONS, with(hello("gpt-5"), "stop", stop)).await;
        assert_eq!(answer["choices"][0]["finish_reason"], "stop");
        let text = answer["choices"][0]["message"]["content"].as_str().unwrap();
        assert!(text.ends_with("name three uses of a "), "{text}");
    }
}

#[tokio::test]
async fn a_streamed_completion_adds_up_to_the_plain_one() {
    let gateway = Gateway::new(false);
    let plain = gateway.ok(COMPLETIONS, hello("gpt-5")).await;
    for include_usage in [false, true] {
        let body = with(hello("gpt-5"), "stream", json!(true));
        let body = with(body, "stream_options", json!({"include_usage": include_usage}));
        let mut frames = gateway.stream(COMPLETIONS, body).await;
        assert_eq!(frames.pop(), Some((None, "[DONE]".to_owned())));
        let mut chunks: Vec<Value> =
            frames.iter().map(|(_, data)| serde_json::from_str(data).unwrap()).collect();
        assert!(chunks.iter().all(|chunk| chunk["object"] == "chat.completion.chunk"));
        assert!(chunks.iter().all(|chunk| chunk["id"] == chunks[0]["id"] && chunk["model"] == "gpt-5"));
        assert!(chunks.iter().all(|chunk| chunk.get("usage").is_some() == include_usage));
        if include_usage {
            let last = chunks.pop().unwrap();
            assert_eq!((&last["choices"], &last["usage"]), (&json!([]), &plain["usage"]));
            assert!(chunks.iter().all(|chunk| chunk["usage"].is_null()));
        }
        assert_eq!(chunks[0]["choices"][0]["delta"], json!({"role": "assistant", "content": ""}));
        let last = chunks.last().unwrap();
        assert_eq!(last["choices"], json!([{"index": 0, "delta": {}, "finish_reason": "stop"}]));
        let text = joined(chunks.iter().map(|chunk| chunk["choices"][0]["delta"]["content"].clone()));
        assert_eq!(text, plain["choices"][0]["message"]["content"]);
    }
}

#[tokio::test]
async fn several_choices_are_made_when_asked_for() {
    let gateway = Gateway::new(false);
    let answer = gateway.ok(COMPLETIONS, with(hello("gpt-5"), "n", json!(20))).await;
    let choices = answer["choices"].as_array().unwrap();
    assert_eq!(choices.len(), 20);
    let texts: std::collections::HashSet<_> =
        choices.iter().map(|choice| choice["message"]["content"].to_string()).collect();
    assert!(texts.len() > 1);
    let body = with(with(hello("gpt-5"), "n", json!(2)), "stream", json!(true));
    let frames = gateway.stream(COMPLETIONS, body).await;
    assert_eq!(frames.iter().filter(|(_, data)| data.contains("\"finish_reason\":\"stop\"")).count(), 2);
}

#[tokio::test]
async fn a_wrong_completion_body_is_refused_by_field() {
    let gateway = Gateway::new(false);
    let body = |key: &str, value: Value| with(hello("gpt-5"), key, value);
    for (body, param) in [
        (json!({"messages": []}), "model"),
        (body("model", json!("")), "model"),
        (body("model", json!(5)), "model"),
        (body("model", json!("gpt-5.3-codex-official")), "model"),
        (body("model", json!("gpt-image-2")), "model"),
        (json!({"model": "gpt-5"}), "messages"),
        (body("messages", json!("hello")), "messages"),
        (body("messages", json!([])), "messages"),
        (body("messages", json!([{"role": "tool", "content": "x"}])), "messages[0].role"),
        (body("temperature", json!(2.1)), "temperature"),
        (body("temperature", json!("hot")), "temperature"),
        (body("top_p", json!(-0.1)), "top_p"),
        (body("max_tokens", json!(0)), "max_tokens"),
        (body("max_completion_tokens", json!("5")), "max_completion_tokens"),
        (body("stop", json!(["a", "b", "c", "d", "e"])), "stop"),
        (body("stream", json!("true")), "stream"),
        (body("n", json!(0)), "n"),
        (body("reasoning_effort", json!(3)), "reasoning_effort"),
        (with(hello("gpt-5.6-sol"), "reasoning_effort", json!("minimal")), "reasoning_effort"),
    ] {
        let (status, answer) = gateway.post(COMPLETIONS, &body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
        let error = &answer["error"];
        assert_eq!(error["param"], param, "{answer}");
        assert_eq!((&error["code"], &error["type"]), (&json!("invalid_request_error"), &error["code"]));
        assert!(error["message"].as_str().unwrap().starts_with(param.split('[').next().unwrap()), "{answer}");
    }
    for body in ["", "{", "[]", "\"hello\""] {
        let (status, _, answer) = gateway.post_raw(COMPLETIONS, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(answer.contains("the body ") && !answer.contains("param"), "{answer}");
    }
    let (status, answer) = gateway.post(COMPLETIONS, &hello("gpt-99")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let message = "no available channel for model_name: gpt-99";
    let error = json!({"code": "model_not_found", "message": message, "type": "new_api_error"});
    assert_eq!(answer, json!({"error": error}));
}

#[tokio::test]
async fn fields_that_are_not_documented_pass() {
    let mut body = hello("gpt-5");
    for (key, value) in [
        ("tools", json!([{"type": "function"}])),
        ("response_format", json!({"type": "text"})),
        ("seed", json!(1)),
        ("user", json!("u")),
        ("logprobs", json!(false)),
        ("temperature", json!(null)),
        ("anything", json!([])),
    ] {
        body[key] = value;
    }
    Gateway::new(false).ok(COMPLETIONS, body).await;
}
