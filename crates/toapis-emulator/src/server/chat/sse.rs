//! Server-sent events: one frame an event, each sent on its own.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::Value;

/// The frame that ends a stream of the `OpenAI` kind.
pub(super) const DONE: &str = "data: [DONE]\n\n";

/// A frame without a name.
pub(super) fn data(body: &Value) -> String {
    // JSON on one line holds no line break, so one `data:` line is enough.
    format!("data: {body}\n\n")
}

/// A frame named after the `type` of its body.
pub(super) fn event(body: &Value) -> String {
    let name = body["type"].as_str().unwrap_or("message");
    format!("event: {name}\ndata: {body}\n\n")
}

/// The answer that sends the frames one by one.
pub(super) fn response(frames: Vec<String>) -> Response {
    let frames = frames.into_iter().map(|frame| Ok::<_, Infallible>(Bytes::from(frame)));
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-cache")];
    (headers, Body::from_stream(stream::iter(frames))).into_response()
}
