//! Faults, and the log of requests.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::problem::{Problem, read};
use crate::faults::{Fault, FaultId, catalogue};
use crate::state::World;

type Answer = Result<Json<Value>, Problem>;

pub(super) async fn faults(State(world): State<Arc<World>>) -> Json<Value> {
    Json(json!({"faults": world.faults.list(), "not_fired": world.faults.not_fired().len()}))
}

/// One fault, or a list of them. None is scripted when one of them is wrong.
pub(super) async fn script(State(world): State<Arc<World>>, body: Result<Bytes, BytesRejection>) -> Answer {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Several {
        Many(Vec<Value>),
        One(Value),
    }
    let faults = match read(body)? {
        Several::Many(faults) => faults,
        Several::One(fault) => vec![fault],
    };
    let faults: Result<Vec<Fault>, _> = faults.into_iter().map(serde_json::from_value).collect();
    let faults = faults.map_err(|error| Problem::bad(format!("the fault does not fit: {error}")))?;
    let mut added: Vec<FaultId> = Vec::new();
    for fault in faults {
        match world.faults.add(fault) {
            Ok(id) => added.push(id),
            Err(error) => {
                for id in added {
                    world.faults.remove(id);
                }
                return Err(Problem::bad(error.to_string()));
            }
        }
    }
    Ok(Json(json!({"added": added.iter().map(|id| id.number()).collect::<Vec<_>>()})))
}

pub(super) async fn clear(State(world): State<Arc<World>>) -> Json<Value> {
    world.faults.clear();
    faults(State(world)).await
}

pub(super) async fn remove(State(world): State<Arc<World>>, id: Result<Path<u64>, PathRejection>) -> Answer {
    let Path(id) = id.map_err(|_| Problem::missing("there is no such fault; faults have numbers"))?;
    if !world.faults.remove(FaultId::from(id)) {
        return Err(Problem::missing(format!("there is no fault {id}")));
    }
    Ok(faults(State(world)).await)
}

/// Every fault that has a name.
pub(super) async fn names() -> Json<Value> {
    Json(json!({"names": catalogue()}))
}

/// 200 when every scripted fault has fired, 409 with those that have not: for the end of a test.
pub(super) async fn verify(State(world): State<Arc<World>>) -> Answer {
    match world.unfired() {
        Some(unfired) => Err(Problem::new(StatusCode::CONFLICT, unfired)),
        None => Ok(faults(State(world)).await),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    #[serde(default = "usual")]
    limit: usize,
    /// Only requests after this sequence number.
    #[serde(default)]
    after: u64,
}

fn usual() -> usize {
    100
}

/// The newest first.
pub(super) async fn requests(
    State(world): State<Arc<World>>,
    page: Result<Query<Page>, QueryRejection>,
) -> Answer {
    let Query(page) = page.map_err(|rejection| Problem::bad(rejection.body_text()))?;
    let mut shown = world.requests.matching(|request| request.sequence > page.after);
    shown.reverse();
    shown.truncate(page.limit);
    Ok(Json(json!({
        "total": world.requests.len(),
        "dropped": world.requests.dropped(),
        "requests": shown,
    })))
}

pub(super) async fn forget(State(world): State<Arc<World>>) -> Json<Value> {
    world.requests.clear();
    Json(json!({"total": 0, "dropped": 0, "requests": []}))
}
