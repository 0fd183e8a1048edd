//! Everything at once: what the page shows, a reset, a snapshot.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::money::describe_users;
use super::problem::{Problem, read};
use crate::state::World;

/// How many of the newest entries of each list the page gets.
const SHOWN: usize = 60;
/// The last second that a date of four digits can name.
const MAX_TIME: u64 = 253_402_300_799;

pub(super) async fn summary(State(world): State<Arc<World>>) -> Json<Value> {
    let (total, tasks) = world.newest_tasks(0, SHOWN);
    let charges = world.ledger.charges();
    let newest: Vec<_> = charges.iter().rev().take(SHOWN).collect();
    Json(json!({
        "base_url": world.base_url,
        "files_url": world.files_url,
        "api_key": world.key,
        "loose": world.settings.loose,
        "clock": super::clock::describe(&world),
        "users": describe_users(&world),
        "tasks": {"total": total, "newest": tasks},
        "ledger": {
            "charges": charges.len(),
            "credits": world.ledger.credits(),
            "refunded_credits": world.ledger.refunded_credits(),
            "newest": newest,
        },
    }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    seed: Option<u64>,
    /// The time since 1970 in seconds.
    at: Option<u64>,
}

pub(super) async fn reset(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Problem> {
    let Reset { seed, at } = read(body)?;
    if at.is_some_and(|at| at > MAX_TIME) {
        return Err(Problem::bad(format!("at is in Unix seconds, up to {MAX_TIME}")));
    }
    world.reset(seed, at.map(Duration::from_secs)).await;
    Ok(summary(State(world)).await)
}

pub(super) async fn snapshot(State(world): State<Arc<World>>) -> Result<Response, Problem> {
    let json = world.snapshot().map_err(|error| {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, format!("no snapshot could be made: {error}"))
    })?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

pub(super) async fn restore(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Problem> {
    let body = body.map_err(|rejection| Problem::bad(rejection.body_text()))?;
    world.restore_while_running(&body).await.map_err(|error| Problem::bad(error.to_string()))?;
    // Programs that run hold this emulator's key, not that of the snapshot.
    world.accounts(|accounts, _| accounts.also_takes(&world.key));
    Ok(summary(State(world)).await)
}
