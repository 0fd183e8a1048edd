//! Where a task stands, by task id or business id.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Json;
use serde_json::Value;
use toapis_types::TaskKind;

use super::refusal::Refusal;
use crate::state::{Caller, Making, World};

type Id = Result<Path<String>, PathRejection>;
type Answer = Result<Json<Value>, Refusal>;

/// `GET /v1/images/generations/{id}`.
pub(crate) async fn image(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    id: Id,
) -> Answer {
    look(&world, &caller, id, |making| making.kind() == TaskKind::Image)
}

/// `GET /v1/videos/generations/{id}`: films, and characters too.
pub(crate) async fn video(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    id: Id,
) -> Answer {
    look(&world, &caller, id, |making| making.kind() == TaskKind::Video)
}

/// `GET /v1/characters_tasks/{id}` (`videos/sora2/get-personas`).
pub(crate) async fn character(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    id: Id,
) -> Answer {
    look(&world, &caller, id, |making| making == Making::Character)
}

fn look(world: &World, caller: &Caller, id: Id, fits: impl Fn(Making) -> bool) -> Answer {
    let Path(id) = id.map_err(|_| Refusal::no_such_task())?;
    world.look(caller, &id, fits).map(Json).ok_or_else(Refusal::no_such_task)
}
