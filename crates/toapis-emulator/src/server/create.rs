//! The calls that create tasks: every accepted one is a charge.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::Json;
use serde_json::Value;
use toapis_types::catalog::{self, FindingKind, Operation};
use toapis_types::{Phase, TaskKind};

use super::refusal::Refusal;
use crate::asked::{Asked, MAX_RESULTS};
use crate::lifecycle::Lifecycle;
use crate::state::{Caller, Making, Order, World};

type Body = Result<Bytes, BytesRejection>;
type Answer = Result<Json<Value>, Refusal>;
type Id = Result<Path<String>, PathRejection>;

/// The header of a create that says how its task moves.
pub(crate) const LIFECYCLE_HEADER: &str = "x-emulator-lifecycle";

/// `POST /v1/images/generations` and `/v1/images/edits`.
pub(crate) async fn image(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let body = read(body)?;
    let entry = body.get("model").and_then(Value::as_str).and_then(catalog::find);
    let entry = entry.filter(|entry| entry.kind() == TaskKind::Image && entry.path() != uri.path());
    if let Some(entry) = entry.filter(|_| !world.settings.loose) {
        let message = format!("model: {} is served on {}", entry.id(), entry.path());
        return Err(Refusal::invalid_request(Some("model"), message));
    }
    create(&world, &caller, &headers, Making::Image, &body, None)
}

/// `POST /v1/videos/generations` and its singular alias: a film, or a character by the shape of the body alone.
pub(crate) async fn video(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let body = read(body)?;
    let is_character = body.get("timestamps").is_some() && body.get("prompt").is_none_or(Value::is_null);
    let making = if is_character { Making::Character } else { Making::Video };
    if let Some(source) = body.get("from_task").and_then(Value::as_str).filter(|_| is_character) {
        finished(&world, &caller, source, making)?;
    }
    create(&world, &caller, &headers, making, &body, None)
}

/// `POST /v1/videos/{video_id}/remix`.
pub(crate) async fn remix(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    id: Id,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    follow_up(&world, &caller, &headers, Making::Remix, id, body)
}

/// `POST /v1/videos/{video_id}/extend`.
pub(crate) async fn extend(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    id: Id,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    follow_up(&world, &caller, &headers, Making::Extension, id, body)
}

fn follow_up(
    world: &World,
    caller: &Caller,
    headers: &HeaderMap,
    making: Making,
    id: Id,
    body: Body,
) -> Answer {
    let Path(id) = id.map_err(|_| Refusal::no_such_task())?;
    let body = read(body)?;
    let source = finished(world, caller, &id, making)?;
    create(world, caller, headers, making, &body, Some(source))
}

/// The id of an earlier video of the caller that has completed.
fn finished(world: &World, caller: &Caller, id: &str, making: Making) -> Result<String, Refusal> {
    let is_film = |made: Making| made.kind() == TaskKind::Video && made != Making::Character;
    let source = world.task(caller.user, id, is_film).ok_or_else(Refusal::no_such_task)?;
    match source.stage(world.clock.now()).0 {
        Phase::Completed => Ok(source.id),
        _ => Err(wrong(making, "video_id", "the video has not completed")),
    }
}

/// A wrong field. The page of characters shows it in another shape than all others.
fn wrong(making: Making, param: &str, message: impl Into<String>) -> Refusal {
    if making == Making::Character {
        return Refusal::invalid_character(message);
    }
    Refusal::invalid_request(Some(param), message)
}

/// The body as JSON.
fn read(body: Body) -> Result<Value, Refusal> {
    let body = body.map_err(|rejection| Refusal::invalid_request(None, rejection.body_text()))?;
    serde_json::from_slice(&body)
        .map_err(|error| Refusal::invalid_request(None, format!("the body is not JSON: {error}")))
}

fn create(
    world: &World,
    caller: &Caller,
    headers: &HeaderMap,
    making: Making,
    body: &Value,
    source: Option<String>,
) -> Answer {
    let life = lifecycle_of(headers)?;
    if !world.settings.loose {
        check_type(headers)?;
    }
    check(making, body, world.settings.loose)?;
    let asked = Asked::new(making.operation(), body);
    if asked.count() > u64::from(MAX_RESULTS) {
        let message = format!("n: the emulator makes at most {MAX_RESULTS} results a task");
        return Err(Refusal::invalid_request(Some("n"), message));
    }
    check_assets(world, caller, &asked)?;
    let callback = world.check_callback(caller, asked.callback_url())?;
    let order = Order { making, body: body.clone(), source, life, callback };
    Ok(Json(world.accept(caller, order)?))
}

/// Refuses a body that says it is something else than JSON. One that says nothing is taken.
fn check_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let said = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
    let said = said.map(|said| said.split(';').next().unwrap_or_default().trim());
    if said.is_none_or(|said| said.eq_ignore_ascii_case("application/json")) {
        return Ok(());
    }
    Err(Refusal::invalid_request(Some("Content-Type"), "Content-Type: send the body as application/json"))
}

/// Refuses what the catalogue speaks against. A loose emulator takes everything that has a model.
fn check(making: Making, body: &Value, loose: bool) -> Result<(), Refusal> {
    if body.get("model").and_then(Value::as_str).is_none_or(|model| model.trim().is_empty()) {
        return Err(wrong(making, "model", "model: is missing or not a text"));
    }
    if loose {
        return Ok(());
    }
    for finding in catalog::check_for(operation_of(making), making.kind(), body) {
        match finding.kind {
            FindingKind::UnknownModel => {
                let model = body.get("model").and_then(Value::as_str).unwrap_or_default();
                return Err(Refusal::model_not_found(model));
            }
            // The service could not fetch from this machine; an emulator on it can.
            FindingKind::LocalUrl => {}
            _ if finding.is_error() => {
                return Err(wrong(making, &finding.field, finding.to_string()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The check itself tells characters from films.
fn operation_of(making: Making) -> Operation {
    if making == Making::Character { Operation::Create } else { making.operation() }
}

/// `asset://` references must be active assets of the caller.
fn check_assets(world: &World, caller: &Caller, asked: &Asked<'_>) -> Result<(), Refusal> {
    let now = world.clock.now();
    for id in asked.references().into_iter().filter_map(|url| url.strip_prefix("asset://")) {
        let status = world.avatars(|avatars, _| {
            avatars.assets.get(id).filter(|asset| asset.user == caller.user).map(|asset| asset.status(now))
        });
        let problem = match status {
            Some("active") => continue,
            Some(status) => format!("the asset {id} is {status}; only an active one can be used"),
            None => format!("there is no asset {id}"),
        };
        if !world.settings.loose {
            return Err(Refusal::invalid_request(Some("image_with_roles"), problem));
        }
    }
    Ok(())
}

fn lifecycle_of(headers: &HeaderMap) -> Result<Option<Lifecycle>, Refusal> {
    let Some(value) = headers.get(LIFECYCLE_HEADER) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    let life = text.parse().map_err(|error| {
        Refusal::invalid_request(Some(LIFECYCLE_HEADER), format!("{LIFECYCLE_HEADER}: {error}"))
    })?;
    Ok(Some(life))
}
