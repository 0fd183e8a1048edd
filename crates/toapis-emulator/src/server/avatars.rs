//! Avatar groups, assets and identity checks (`videos/seedance-2/private-avatar`, `videos/seedance-2/real-avatar`).

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use crate::state::{Asset, AvatarGroup, Caller, Check, LINK_LIFE, World};

type Answer = Result<Json<Value>, Refusal>;
type Body = Result<Bytes, BytesRejection>;
type Id = Result<Path<String>, PathRejection>;

/// The `result_code` of a person who passed.
const PASSED: &str = "10000";
const ASSET_TYPES: [&str; 3] = ["image", "video", "audio"];

/// `POST …/private-avatar/groups`.
pub(crate) async fn create_group(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    body: Body,
) -> Answer {
    let body = read(body)?;
    let group = AvatarGroup {
        user: caller.user,
        real: false,
        name: needed(&body, "name")?,
        description: text(&body, "description")?.unwrap_or_default(),
    };
    let (name, description) = (group.name.clone(), group.description.clone());
    let id = world.avatars(|avatars, random| {
        let id = format!("pg_{}", random.name(26));
        avatars.groups.insert(id.clone(), group);
        id
    });
    Ok(success(&json!({"group_id": id, "name": name, "description": description})))
}

/// `POST …/private-avatar/assets`.
pub(crate) async fn private_asset(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    body: Body,
) -> Answer {
    create_asset(&world, &caller, &read(body)?, false)
}

/// `POST …/real-avatar/assets`.
pub(crate) async fn real_asset(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    body: Body,
) -> Answer {
    create_asset(&world, &caller, &read(body)?, true)
}

/// `GET …/private-avatar/assets/{asset_id}`.
pub(crate) async fn private_asset_status(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    id: Id,
) -> Answer {
    asset_status(&world, &caller, id, false)
}

/// `GET …/real-avatar/assets/{asset_id}`.
pub(crate) async fn real_asset_status(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    id: Id,
) -> Answer {
    asset_status(&world, &caller, id, true)
}

fn create_asset(world: &World, caller: &Caller, body: &Map<String, Value>, real: bool) -> Answer {
    let (group, kind, source_url) =
        (needed(body, "group_id")?, needed(body, "asset_type")?, needed(body, "source_url")?);
    if !ASSET_TYPES.contains(&kind.as_str()) {
        return Err(Refusal::upload(format!("asset_type must be one of {}", ASSET_TYPES.join(", "))));
    }
    if !source_url.starts_with("http://") && !source_url.starts_with("https://") {
        return Err(Refusal::upload("invalid request body: source_url must be a public http or https URL"));
    }
    let name = text(body, "name")?;
    let asset = Asset {
        user: caller.user,
        group: group.clone(),
        real,
        kind,
        source_url,
        name,
        created: world.clock.now(),
    };
    let id = world.avatars(|avatars, random| {
        let fits = |group: &AvatarGroup| group.user == caller.user && group.real == real;
        if !avatars.groups.get(&group).is_some_and(fits) {
            return Err(Refusal::no_such_asset(format!("there is no group {group} of this kind")));
        }
        let id = format!("pa_{}", random.name(26));
        avatars.assets.insert(id.clone(), asset.clone());
        Ok(id)
    })?;
    Ok(success(&describe_asset(&id, &asset, world)))
}

fn asset_status(world: &World, caller: &Caller, id: Id, real: bool) -> Answer {
    let missing = || Refusal::no_such_asset("there is no such asset");
    let Path(id) = id.map_err(|_| missing())?;
    let asset = world.avatars(|avatars, _| avatars.assets.get(&id).cloned());
    let asset = asset.filter(|asset| asset.user == caller.user && asset.real == real).ok_or_else(missing)?;
    Ok(success(&describe_asset(&id, &asset, world)))
}

fn describe_asset(id: &str, asset: &Asset, world: &World) -> Value {
    let mut shown = json!({
        "asset_id": id,
        "asset_url": format!("asset://{id}"),
        "group_id": asset.group,
        "asset_type": asset.kind,
        "source_url": asset.source_url,
        "status": asset.status(world.clock.now()),
    });
    if let Some(name) = &asset.name {
        shown["name"] = json!(name);
    }
    shown
}

/// `POST …/real-avatar/verify-tasks`.
pub(crate) async fn start_check(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    body: Body,
) -> Answer {
    let body = read(body)?;
    let (callback_url, locale, biz_id) =
        (Some(needed(&body, "callback_url")?), text(&body, "locale")?, text(&body, "biz_id")?);
    let created = world.clock.now();
    let (id, check) = world.avatars(|avatars, random| {
        let id = format!("tsk_dav_{}", random.name(26));
        let token = format!("{}{}", created.as_secs(), random.name(24));
        let check = Check { user: caller.user, callback_url, locale, biz_id, token, created, group: None };
        avatars.checks.insert(id.clone(), check.clone());
        (id, check)
    });
    Ok(success(&describe_check(&id, &check, &world)))
}

/// `GET …/real-avatar/verify-tasks/{task_id}`.
pub(crate) async fn check_details(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    id: Id,
) -> Answer {
    let missing = || Refusal::no_such_asset("there is no such identity check");
    let Path(id) = id.map_err(|_| missing())?;
    let check = world.avatars(|avatars, _| avatars.checks.get(&id).cloned());
    let check = check.filter(|check| check.user == caller.user).ok_or_else(missing)?;
    Ok(success(&describe_check(&id, &check, &world)))
}

/// `completed` means only that the session exists, as documented.
fn describe_check(id: &str, check: &Check, world: &World) -> Value {
    let created = check.created.as_secs();
    let mut shown = json!({
        "task_id": id,
        "status": "completed",
        "byted_token": check.token,
        "h5_link": format!("{}/verify/{id}", world.files_url),
        "expires_at": created.saturating_add(LINK_LIFE.as_secs()),
        "created_at": created,
        "updated_at": created,
    });
    let sent = [("callback_url", &check.callback_url), ("locale", &check.locale), ("biz_id", &check.biz_id)];
    for (field, value) in sent {
        if let Some(value) = value {
            shown[field] = json!(value);
        }
    }
    shown
}

/// The query of `verify-results`.
#[derive(Debug, Deserialize)]
pub(crate) struct ResultQuery {
    task_id: Option<String>,
    byted_token: Option<String>,
    result_code: Option<String>,
}

/// `GET …/real-avatar/verify-results`: nobody looks into a camera here, so the code of the caller decides; without one
/// the person has passed.
pub(crate) async fn check_result(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<ResultQuery>, QueryRejection>,
) -> Answer {
    let Query(query) = query.map_err(|rejection| Refusal::upload(rejection.body_text()))?;
    if query.task_id.is_none() && query.byted_token.is_none() {
        return Err(Refusal::upload("task_id or byted_token is needed"));
    }
    let code = query.result_code.filter(|code| !code.is_empty()).unwrap_or_else(|| PASSED.to_owned());
    let passed = code == PASSED;
    world.avatars(|avatars, random| {
        let fits = |id: &str, check: &Check| {
            check.user == caller.user
                && query.task_id.as_deref().is_none_or(|task| task == id)
                && query.byted_token.as_deref().is_none_or(|token| token == check.token)
        };
        let found = avatars.checks.iter_mut().find(|(id, check)| fits(id, check));
        let (id, check) = found.ok_or_else(|| Refusal::no_such_asset("there is no such identity check"))?;
        let mut shown = json!({
            "task_id": id,
            "byted_token": check.token,
            "result_code": code,
            "verify_status": if passed { "verified" } else { "failed" },
        });
        if passed {
            let group = check.group.get_or_insert_with(|| format!("pg_{}", random.name(26))).clone();
            shown["group_id"] = json!(group);
            avatars.groups.entry(group).or_insert(AvatarGroup {
                user: caller.user,
                real: true,
                name: String::new(),
                description: String::new(),
            });
        }
        Ok(success(&shown))
    })
}

fn success(data: &Value) -> Json<Value> {
    Json(json!({"success": true, "message": "", "data": data}))
}

fn read(body: Body) -> Result<Map<String, Value>, Refusal> {
    let body = body.map_err(|rejection| Refusal::upload(rejection.body_text()))?;
    serde_json::from_slice(&body).map_err(|error| Refusal::upload(format!("invalid request body: {error}")))
}

/// A text that must be there, and not be blank.
fn needed(body: &Map<String, Value>, field: &str) -> Result<String, Refusal> {
    text(body, field)?
        .filter(|text| !text.trim().is_empty())
        .ok_or_else(|| Refusal::upload(format!("{field} is missing")))
}

fn text(body: &Map<String, Value>, field: &str) -> Result<Option<String>, Refusal> {
    match body.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Refusal::upload(format!("{field} must be a string"))),
    }
}
