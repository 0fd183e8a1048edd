//! Every shape that public clients recorded, and what is read out of it: one line each, in one snapshot.

#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::Value;
use toapis_types::{
    ApiError, Category, Output, OutputRole, OutputSource, Task, TaskId, Upload, WebhookEvent, json,
};

/// One recorded answer. The body is JSON, or text that is not.
#[derive(Debug, Deserialize)]
struct Shape {
    id: String,
    kind: String,
    http_status: Option<u16>,
    body: Value,
}

impl Shape {
    fn bytes(&self) -> Vec<u8> {
        match &self.body {
            Value::String(text) => text.clone().into_bytes(),
            body => body.to_string().into_bytes(),
        }
    }
}

fn shapes() -> Vec<Shape> {
    include_str!("fixtures/observed.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn p11_every_observed_shape_is_read_as_it_was_meant() {
    let mut lines = String::new();
    for shape in shapes() {
        let status = shape.http_status.map_or_else(|| "-".to_owned(), |status| status.to_string());
        writeln!(lines, "{} {status}{}", shape.id, reading(&shape)).unwrap();
    }
    insta::assert_snapshot!("observed", lines);
}

#[test]
fn the_fixture_is_whole() {
    let shapes = shapes();
    assert_eq!(shapes.len(), 85);
    for kind in ["create", "status", "error", "upload", "balance", "models", "webhook"] {
        assert!(shapes.iter().any(|shape| shape.kind == kind), "{kind}");
    }
}

/// A snapshot that is stored is the same when it is read back, whatever it was read from.
#[test]
fn every_task_survives_being_stored() {
    let known = TaskId::new("known-1").unwrap();
    let mut stored = 0;
    for shape in shapes().into_iter().filter(|shape| shape.body.is_object()) {
        let Ok(task) = Task::from_value_about(&known, shape.body) else { continue };
        let text = serde_json::to_string(&task).unwrap();
        assert_eq!(serde_json::from_str::<Task>(&text).unwrap(), task, "{}", shape.id);
        stored += 1;
    }
    assert!(stored > 40, "{stored}");
}

fn reading(shape: &Shape) -> String {
    let body = shape.bytes();
    let mut line = String::new();
    match shape.kind.as_str() {
        "webhook" => line.push_str(&event(&body)),
        "upload" => line.push_str(&upload(&shape.body)),
        _ => line.push_str(&task(&body)),
    }
    if let Ok(first) = json::first_value(&body) {
        let error = ApiError::from_body(&first.value);
        if let Some(error) = &error {
            write!(line, " | error {}", described(error)).unwrap();
        }
        if first.trailing_bytes > 0 {
            write!(line, " | {} bytes behind it", first.trailing_bytes).unwrap();
        }
        if let Some(error) = &error {
            let category = shape
                .http_status
                .map_or_else(|| Category::of_failure(error), |status| Category::of(status, Some(error)));
            write!(line, " | {category}").unwrap();
        }
    } else if let Some(status) = shape.http_status {
        write!(line, " | not JSON | {}", Category::of(status, None)).unwrap();
    }
    line
}

fn task(body: &[u8]) -> String {
    let Ok(first) = json::first_value(body) else { return String::new() };
    match Task::from_value(first.value.clone()) {
        Ok(task) => described_task(&task),
        Err(why) => match Task::from_value_about(&TaskId::new("known-1").unwrap(), first.value) {
            Ok(task) => described_task(&task),
            Err(_) => format!(" | no task: {why}"),
        },
    }
}

fn described_task(task: &Task) -> String {
    let mut line = format!(" | {} {} {:?}", task.id, task.phase(), task.status.as_str());
    if let Some(percent) = task.progress {
        write!(line, " {percent} %").unwrap();
    }
    if let Some(business_id) = &task.client_business_id {
        write!(line, " | yours {business_id}").unwrap();
    }
    if let Some(expiry) = task.expires_at {
        write!(line, " | until {expiry}").unwrap();
    }
    if !task.outputs.is_empty() {
        let outputs: Vec<String> = task.outputs.iter().map(described_output).collect();
        write!(line, " | {}: {}", outputs.len(), outputs.join(", ")).unwrap();
    }
    if let Some(error) = &task.error {
        write!(line, " | failed for {} | {}", described(error), Category::of_failure(error)).unwrap();
    }
    if let Some(billing) = &task.billing {
        let [status, credits, cost_usd] =
            [&billing.status, &billing.credits, &billing.cost_usd].map(|text| text.as_deref().unwrap_or("-"));
        write!(line, " | billed {status} {credits} {cost_usd}").unwrap();
    }
    line
}

fn described_output(output: &Output) -> String {
    let mut text = match &output.source {
        OutputSource::Url(url) => url.clone(),
        OutputSource::Base64(text) => format!("base64 {text}"),
    };
    if output.role == OutputRole::LastFrame {
        text.push_str(" (last frame)");
    }
    if let Some(format) = &output.format {
        write!(text, " ({format})").unwrap();
    }
    text
}

fn described(error: &ApiError) -> String {
    let codes: Vec<&str> = error.codes().collect();
    let kind = error.kind.as_deref().unwrap_or("-");
    format!("{codes:?} {kind} {:?}", error.message.as_deref().unwrap_or_default())
}

fn upload(body: &Value) -> String {
    match Upload::from_value(body) {
        Some(Upload { url, id, mime_type, size, .. }) => {
            format!(" | uploaded {url} id {id:?} type {mime_type:?} size {size:?}")
        }
        None => " | no upload".to_owned(),
    }
}

fn event(body: &[u8]) -> String {
    let event = WebhookEvent::from_slice(body).unwrap();
    let kind = event.task_kind.map_or("-", |kind| kind.as_str());
    let task = event.task.as_ref().map_or_else(|| " | touches no task".to_owned(), described_task);
    format!(" | {} {} {kind}{task}", event.id, event.kind.as_str())
}
