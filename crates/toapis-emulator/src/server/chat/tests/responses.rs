//! The Responses call.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Gateway, RESPONSES, joined, with};

#[tokio::test]
async fn a_response_has_the_documented_shape_plain_and_streamed() {
    let gateway = Gateway::new(false);
    let body =
        json!({"model": "gpt-5.3-codex-official", "instructions": "be brief", "input": "reverse a list"});
    let plain = gateway.ok(RESPONSES, body.clone()).await;
    assert!(plain["id"].as_str().unwrap().starts_with("resp_"));
    assert_eq!((&plain["object"], &plain["status"]), (&json!("response"), &json!("completed")));
    let item = &plain["output"][0];
    assert_eq!((&item["type"], &item["role"]), (&json!("message"), &json!("assistant")));
    assert_eq!(item["content"][0]["type"], "output_text");
    let text = item["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("reverse a list") && text.contains("be brief"), "{text}");
    let output = text.chars().count().div_ceil(4);
    assert_eq!(
        (&plain["usage"]["input_tokens"], &plain["usage"]["output_tokens"]),
        (&json!(12), &json!(output))
    );
    assert_eq!(plain["usage"]["total_tokens"], 12 + output);

    let events = gateway.events(RESPONSES, with(body, "stream", json!(true))).await;
    let mut kinds: Vec<_> = events.iter().map(|event| event["type"].as_str().unwrap()).collect();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed",
        ]
    );
    assert_eq!(joined(events.iter().map(|event| event["delta"].clone())), text);
    assert!(events.iter().enumerate().all(|(number, event)| event["sequence_number"] == number));
    let last = &events.last().unwrap()["response"];
    assert_eq!(last["output"][0]["content"], plain["output"][0]["content"]);
    assert_eq!(last["usage"], plain["usage"]);
    assert_eq!(events[0]["response"]["status"], "in_progress");
}

#[tokio::test]
async fn a_response_that_is_cut_is_incomplete() {
    let gateway = Gateway::new(false);
    let body = json!({"model": "gpt-5.2-official", "input": "hello", "max_output_tokens": 3});
    let plain = gateway.ok(RESPONSES, body.clone()).await;
    assert_eq!((&plain["status"], &plain["usage"]["output_tokens"]), (&json!("incomplete"), &json!(3)));
    assert_eq!(plain["incomplete_details"], json!({"reason": "max_output_tokens"}));
    let events = gateway.events(RESPONSES, with(body, "stream", json!(true))).await;
    assert_eq!(events.last().unwrap()["type"], "response.incomplete");
}

#[tokio::test]
async fn a_conversation_goes_on_from_an_earlier_response() {
    let gateway = Gateway::new(false);
    let first = json!({"model": "gpt-5.2-official", "instructions": "be brief", "input": "12345678"});
    let first = gateway.ok(RESPONSES, first).await;
    let input = json!([{"role": "user", "content": [{"type": "input_text", "text": "now add tests"}]}]);
    let body = json!({"model": "gpt-5.2-official", "previous_response_id": first["id"], "input": input});
    let second = gateway.ok(RESPONSES, body.clone()).await;
    assert_eq!(second["previous_response_id"], first["id"]);
    let text = second["output"][0]["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("now add tests") && text.contains("message 2 from you"), "{text}");
    assert!(!text.contains("be brief"), "instructions hold for one request: {text}");
    // The first question (5) and its answer (3 and its words), then the second question (7).
    let answered = first["usage"]["output_tokens"].as_u64().unwrap();
    assert_eq!(second["usage"]["input_tokens"], 5 + 3 + answered + 7);

    let (status, answer) =
        gateway.post(RESPONSES, &with(body, "previous_response_id", json!("resp_0"))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.starts_with("previous_response_id is \"resp_0\", which is no response"), "{message}");
}

#[tokio::test]
async fn a_required_function_is_called_and_takes_its_result() {
    let gateway = Gateway::new(false);
    let parameters =
        json!({"type": "object", "properties": {"lake": {"type": "string"}}, "required": ["lake"]});
    let tools = json!([{"type": "function", "name": "lake_depth", "parameters": parameters}]);
    let body = json!({"model": "gpt-5-pro-official", "input": "how deep is lake 7?", "tools": tools});
    let body = with(body, "tool_choice", json!("required"));
    let called = gateway.ok(RESPONSES, body.clone()).await;
    let item = &called["output"][0];
    assert_eq!((&item["type"], &item["name"]), (&json!("function_call"), &json!("lake_depth")));
    assert_eq!(item["arguments"], "{\"lake\":\"example\"}");
    let result = json!({"type": "function_call_output", "call_id": item["call_id"], "output": "12 m"});
    for input in [json!([result]), json!([{"role": "user", "content": "x"}, item, result])] {
        let body =
            json!({"model": "gpt-5-pro-official", "previous_response_id": called["id"], "input": input});
        assert_eq!(gateway.ok(RESPONSES, body).await["output"][0]["type"], "message");
    }
    let events = gateway.events(RESPONSES, with(body, "stream", json!(true))).await;
    let arguments = joined(events.iter().map(|event| event["delta"].clone()));
    assert_eq!(arguments, "{\"lake\":\"example\"}");
    let done = events.iter().find(|event| event["type"] == "response.function_call_arguments.done").unwrap();
    assert_eq!(done["arguments"], arguments);
}

#[tokio::test]
async fn a_wrong_responses_body_is_refused_without_param() {
    let gateway = Gateway::new(false);
    let body =
        |key: &str, value: Value| with(json!({"model": "gpt-5.2-official", "input": "hello"}), key, value);
    for (body, wrong) in [
        (json!({"model": "gpt-5.2-official"}), "input is missing"),
        (body("input", json!([])), "input must not be empty"),
        (body("input", json!(1)), "input must be a string or an array, not a number"),
        (body("input", json!(["x"])), "input[0] must be an object, not a string"),
        (body("input", json!([{"role": "system", "content": "x"}])), "input[0].role must be one of"),
        (
            body("input", json!([{"type": "item_reference"}])),
            "input[0].type must be one of message, function_call",
        ),
        (body("input", json!([{"type": "function_call_output"}])), "input[0].call_id is missing"),
        (body("reasoning", json!("high")), "reasoning must be an object, not a string"),
        (
            body("reasoning", json!({"effort": "xhigh"})),
            "reasoning.effort must be one of high, medium, low, none",
        ),
        (body("max_output_tokens", json!(-1)), "max_output_tokens must be at least 1, not -1"),
        (body("tool_choice", json!("any")), "tool_choice must be one of auto, none, required"),
        (body("model", json!("gpt-5")), "model gpt-5 is not documented for POST /v1/responses"),
    ] {
        let (status, answer) = gateway.post(RESPONSES, &body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
        assert!(answer["error"]["message"].as_str().unwrap().starts_with(wrong), "{answer}");
        assert_eq!(answer["error"]["code"], "invalid_request_error");
        assert_eq!(answer["error"].get("param"), None);
    }
}
