//! Tasks: see them, move them by hand, and say how new ones move.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::problem::{Problem, read};
use crate::lifecycle::{InvalidLifecycle, Lifecycle};
use crate::state::{Move, MoveError, World};

type Body = Result<Bytes, BytesRejection>;
type Id = Result<Path<String>, PathRejection>;
type Answer = Result<Json<Value>, Problem>;

/// The most tasks of one answer.
const MAX_LISTED: usize = 1000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    #[serde(default = "usual")]
    limit: usize,
    #[serde(default)]
    offset: usize,
}

fn usual() -> usize {
    100
}

pub(super) async fn list(
    State(world): State<Arc<World>>,
    page: Result<Query<Page>, QueryRejection>,
) -> Answer {
    let Query(page) = page.map_err(|rejection| Problem::bad(rejection.body_text()))?;
    let (total, shown) = world.newest_tasks(page.offset, page.limit.min(MAX_LISTED));
    Ok(Json(json!({"total": total, "tasks": shown})))
}

/// One task, by its id or by the business id of any user.
pub(super) async fn show(State(world): State<Arc<World>>, id: Id) -> Answer {
    let Path(id) = id.map_err(|_| Problem::missing("there is no such task"))?;
    world.task_report(&id).map(Json).ok_or_else(|| Problem::missing(format!("there is no task {id}")))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    status: String,
    progress: Option<u8>,
    error: Option<Failure>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    code: String,
    #[serde(default)]
    message: String,
}

pub(super) async fn change(State(world): State<Arc<World>>, id: Id, body: Body) -> Answer {
    let Path(id) = id.map_err(|_| Problem::missing("there is no such task"))?;
    let change: Change = read(body)?;
    if change.progress.is_some_and(|progress| progress > 100) {
        return Err(Problem::bad("progress is a percentage: 0 to 100"));
    }
    let step = match (change.status.as_str(), change.error) {
        ("queued", None) => Move::Wait { progress: change.progress.unwrap_or(0) },
        ("in_progress", None) => Move::Run { progress: change.progress.unwrap_or(10) },
        ("completed", None) => Move::Complete,
        ("failed", None) => Move::fail("generation_failed", "ended by hand"),
        ("failed", Some(error)) => Move::fail(error.code, error.message),
        (_, Some(_)) => return Err(Problem::bad("only a failed task has an error")),
        _ => return Err(Problem::bad("status is one of queued, in_progress, completed, failed")),
    };
    world.move_task(&id, step).map_err(|error| match error {
        MoveError::NoSuchTask => Problem::missing(error.to_string()),
        MoveError::HasEnded => Problem::bad(error.to_string()),
    })?;
    show(State(world), Ok(Path(id))).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lifecycles {
    default: Option<Text>,
    models: Option<BTreeMap<String, Text>>,
}

/// A life cycle in its text form.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Text(Lifecycle);

impl TryFrom<String> for Text {
    type Error = InvalidLifecycle;

    fn try_from(text: String) -> Result<Self, InvalidLifecycle> {
        text.parse().map(Self)
    }
}

pub(super) async fn lifecycles(State(world): State<Arc<World>>) -> Json<Value> {
    Json(world.tasks(|tasks| {
        let default = tasks.lifecycle().to_string();
        let models = tasks.model_lifecycles().iter().map(|(model, life)| (model.clone(), life.to_string()));
        json!({"default": default, "models": models.collect::<BTreeMap<_, _>>()})
    }))
}

/// For tasks from now on. `models` replaces the whole list.
pub(super) async fn set_lifecycles(State(world): State<Arc<World>>, body: Body) -> Answer {
    let change: Lifecycles = read(body)?;
    world.tasks(|tasks| {
        if let Some(Text(default)) = change.default {
            *tasks.lifecycle() = default;
        }
        if let Some(models) = change.models {
            *tasks.model_lifecycles() = models.into_iter().map(|(model, Text(life))| (model, life)).collect();
        }
    });
    Ok(lifecycles(State(world)).await)
}
