//! `POST /v1/images/generations`: every accepted one is a charge.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Json;
use serde_json::Value;
use toapis_types::TaskKind;
use toapis_types::catalog::{self, FindingKind};

use super::refusal::Refusal;
use crate::world::{MAX_IMAGES, World};

pub(crate) async fn image(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refusal> {
    let body = body.map_err(|rejection| Refusal::invalid_request(None, rejection.body_text()))?;
    let body = checked(TaskKind::Image, &body)?;
    let task = world.accept(TaskKind::Image, body);
    Ok(Json(world.describe(&task)))
}

/// The body, if the catalogue has nothing against it.
fn checked(kind: TaskKind, body: &[u8]) -> Result<Value, Refusal> {
    let body: Value = serde_json::from_slice(body)
        .map_err(|error| Refusal::invalid_request(None, format!("the body is not JSON: {error}")))?;
    for finding in catalog::check(kind, &body) {
        match finding.kind {
            FindingKind::UnknownModel => {
                let model = body.get("model").and_then(Value::as_str).unwrap_or_default();
                return Err(Refusal::model_not_found(model));
            }
            // The service could not fetch from this machine; an emulator on it can.
            FindingKind::LocalUrl => {}
            _ if finding.is_error() => {
                return Err(Refusal::invalid_request(Some(&finding.field), finding.to_string()));
            }
            _ => {}
        }
    }
    if body.get("n").and_then(Value::as_u64).is_some_and(|n| n > u64::from(MAX_IMAGES)) {
        let message = format!("n: the emulator makes at most {MAX_IMAGES} pictures a task");
        return Err(Refusal::invalid_request(Some("n"), message));
    }
    Ok(body)
}
