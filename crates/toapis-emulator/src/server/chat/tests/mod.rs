//! The calls over a router: bodies in, status, headers and bodies out.

mod completions;
mod messages;
mod responses;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tower_service::Service;

use super::{ChatState, Desk, messages_dialect, routes};
use crate::clock::EmulatorClock;
use crate::server::refusal::Refusal;
use crate::state::Caller;

const COMPLETIONS: &str = "/v1/chat/completions";
const MESSAGES: &str = "/v1/messages";
const RESPONSES: &str = "/v1/responses";

/// The routes behind a check of keys, as in the emulator.
#[derive(Clone)]
struct Gateway {
    clock: EmulatorClock,
    router: Router,
}

impl Gateway {
    fn new(loose: bool) -> Self {
        let clock = EmulatorClock::stepped();
        let state = ChatState { clock: clock.clone(), loose, desk: Arc::new(Desk::new(7)) };
        let router = routes::<ChatState>()
            .layer(middleware::from_fn(check_key))
            .layer(middleware::from_fn(messages_dialect))
            .with_state(state);
        Self { clock, router }
    }

    async fn send(&self, request: Request) -> (StatusCode, HeaderMap, String) {
        let response = self.router.clone().call(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn post_raw(&self, path: &str, body: impl Into<Body>) -> (StatusCode, HeaderMap, String) {
        let request = Request::post(path).header("authorization", "Bearer right");
        self.send(request.body(body.into()).unwrap()).await
    }

    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let (status, headers, text) = self.post_raw(path, body.to_string()).await;
        assert_eq!(headers[header::CONTENT_TYPE], "application/json", "{text}");
        (status, serde_json::from_str(&text).unwrap())
    }

    async fn ok(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.post(path, &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    /// The frames of a streamed answer: names, where there are any, and data.
    async fn stream(&self, path: &str, body: Value) -> Vec<(Option<String>, String)> {
        let (status, headers, text) = self.post_raw(path, body.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{text}");
        assert_eq!(headers[header::CONTENT_TYPE], "text/event-stream");
        assert!(text.ends_with("\n\n"));
        let frame = |frame: &str| {
            let line = |key| frame.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
            (line("event: "), line("data: ").unwrap())
        };
        text.trim_end().split("\n\n").map(frame).collect()
    }

    /// The bodies of a streamed answer whose frames have names.
    async fn events(&self, path: &str, body: Value) -> Vec<Value> {
        let event = |(name, data): (Option<String>, String)| {
            let body: Value = serde_json::from_str(&data).unwrap();
            assert_eq!(Some(&body["type"]), name.map(Value::String).as_ref());
            body
        };
        self.stream(path, body).await.into_iter().map(event).collect()
    }
}

async fn check_key(mut request: Request, next: Next) -> Response {
    match request.headers().get("authorization") {
        Some(key) if key == "Bearer right" => {
            request.extensions_mut().insert(Caller { key: "right".to_owned(), user: 1, models: None });
            next.run(request).await
        }
        _ => Refusal::unauthorized("wrong key").into_response(),
    }
}

fn hello(model: &str) -> Value {
    json!({"model": model, "messages": [{"role": "user", "content": "name three uses of a heron feather"}]})
}

fn with(mut body: Value, key: &str, value: Value) -> Value {
    body[key] = value;
    body
}

fn joined(parts: impl Iterator<Item = Value>) -> String {
    parts.filter_map(|part| part.as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_loose_gateway_takes_what_other_clients_send() {
    let gateway = Gateway::new(true);
    let messages = json!([{"role": "developer", "content": "be brief"}, {"role": "tool", "content": "7"}]);
    gateway.ok(COMPLETIONS, json!({"model": "gpt-5", "messages": messages})).await;
    gateway.ok(MESSAGES, with(hello("gpt-5"), "max_tokens", json!(10))).await;
    let input = json!([{"role": "system", "content": "x"}, {"type": "item_reference", "id": "msg_1"}]);
    let body = json!({"model": "gpt-5", "input": input, "reasoning": {"effort": "xhigh"}});
    gateway.ok(RESPONSES, body).await;
}

#[tokio::test]
async fn the_list_of_models_is_asked_for_by_type() {
    let gateway = Gateway::new(false);
    for (query, status, part) in [
        ("", StatusCode::OK, "\"claude-sonnet-4-6\""),
        ("?type=image", StatusCode::OK, "\"image-generation\""),
        ("?page=2&type=video", StatusCode::OK, "\"video-generation\""),
        ("?type=audio", StatusCode::OK, "\"data\":[]"),
        ("?type=music", StatusCode::BAD_REQUEST, "\"param\":\"type\""),
        ("?type=%FF", StatusCode::BAD_REQUEST, "type must be one of"),
    ] {
        let request = Request::get(format!("/v1/models{query}")).header("authorization", "Bearer right");
        let (got, _, text) = gateway.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(got, status, "{query}: {text}");
        assert!(text.contains(part), "{query}: {text}");
    }
}
