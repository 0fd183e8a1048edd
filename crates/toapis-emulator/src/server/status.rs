//! `GET /v1/images/generations/{id}`: where a task stands, by task id or business id.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Json;
use serde_json::Value;
use toapis_types::TaskKind;

use super::refusal::Refusal;
use crate::world::World;

pub(crate) async fn image(
    State(world): State<Arc<World>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Value>, Refusal> {
    let Path(id) = id.map_err(|_| Refusal::no_such_task())?;
    let task = world.task(TaskKind::Image, &id).ok_or_else(Refusal::no_such_task)?;
    Ok(Json(world.describe(&task)))
}
