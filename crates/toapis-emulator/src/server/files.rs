//! `GET /files/…`: results, painted when they are asked for, and uploads.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use toapis_types::{Phase, TaskKind};

use crate::paint::{Painting, Reference, paint};
use crate::world::{TaskRecord, World};

pub(crate) async fn file(State(world): State<Arc<World>>, Path(path): Path<String>) -> Response {
    if let Some(upload) = world.upload(&format!("/files/{path}")) {
        return ([(header::CONTENT_TYPE, upload.media_type)], upload.bytes.clone()).into_response();
    }
    let Some((task, index)) = result(&world, &path) else {
        return (StatusCode::NOT_FOUND, "no such file").into_response();
    };
    if world.has_expired(&task) {
        return (StatusCode::GONE, "the result has expired").into_response();
    }
    // Painting takes a good part of a second at 4K; the other calls must not wait for it.
    match tokio::task::spawn_blocking(move || picture(&world, &task, index)).await {
        Ok(png) => ([(header::CONTENT_TYPE, "image/png")], png).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "the picture could not be painted").into_response(),
    }
}

/// The completed task and the place in its results that `images/{id}/{index}.png` names.
fn result(world: &World, path: &str) -> Option<(Arc<TaskRecord>, u32)> {
    let (id, file) = path.strip_prefix("images/")?.split_once('/')?;
    let index = file.strip_suffix(".png")?.parse().ok()?;
    let task = world.task(TaskKind::Image, id)?;
    let is_there = world.stage(&task).0 == Phase::Completed && index < task.count;
    is_there.then_some((task, index))
}

/// Paints one result. The same task and place always give the same bytes, so nothing needs to be kept.
fn picture(world: &World, task: &TaskRecord, index: u32) -> Vec<u8> {
    let references: Vec<Reference> = task
        .references()
        .map(|url| match world.upload_at(url) {
            Some(upload) => Reference::from_bytes(&upload.bytes, &upload.id),
            // The emulator never goes to the network; a foreign reference is shown as a card with its name.
            None => Reference::from_bytes(&[], url),
        })
        .collect();
    let (width, height) = task.pixels();
    paint(&Painting {
        prompt: task.body.get("prompt").and_then(Value::as_str).unwrap_or_default(),
        seed: task.seed.wrapping_add(u64::from(index)),
        width,
        height,
        model: &task.model,
        references: &references,
    })
}
