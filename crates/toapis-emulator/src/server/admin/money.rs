//! Charges, users, balances and rate limits.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::problem::{Problem, read};
use crate::limits::{Group, RateLimits};
use crate::state::{KEY_PREFIX, Purse, World, is_own_key};

type Body = Result<Bytes, BytesRejection>;
type Answer = Result<Json<Value>, Problem>;

pub(super) async fn ledger(State(world): State<Arc<World>>) -> Json<Value> {
    Json(json!({
        "charges": world.ledger.charges(),
        "credits": world.ledger.credits(),
        "refunded_credits": world.ledger.refunded_credits(),
    }))
}

pub(super) async fn forget(State(world): State<Arc<World>>) -> Json<Value> {
    world.ledger.reset();
    ledger(State(world)).await
}

pub(super) async fn limits(State(world): State<Arc<World>>) -> Json<RateLimits> {
    Json(world.limits(|limits| limits.settings.clone()))
}

/// Replaces the settings and fills all buckets.
pub(super) async fn set_limits(
    State(world): State<Arc<World>>,
    body: Body,
) -> Result<Json<RateLimits>, Problem> {
    let settings: RateLimits = read(body)?;
    world.limits(|limits| {
        limits.settings = settings.clone();
        limits.refill_all();
    });
    Ok(Json(settings))
}

pub(super) async fn users(State(world): State<Arc<World>>) -> Json<Value> {
    Json(json!({"users": describe_users(&world)}))
}

pub(super) fn describe_users(world: &World) -> Vec<Value> {
    world.accounts(|accounts, _| {
        let keys_of = |id| accounts.keys.values().filter(|key| key.user == id).count();
        let shown = accounts.users.iter().map(|(id, user)| {
            json!({
                "id": id,
                "name": user.name,
                "group": user.group,
                "keys": keys_of(*id),
                "balance": user.purse.describe(),
            })
        });
        shown.collect()
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewUser {
    name: String,
    key: String,
    #[serde(default)]
    group: Group,
    #[serde(default = "plenty")]
    credits: u64,
}

fn plenty() -> u64 {
    1_000_000
}

pub(super) async fn add_user(State(world): State<Arc<World>>, body: Body) -> Answer {
    let NewUser { name, key, group, credits } = read(body)?;
    if !is_own_key(&key) {
        let message =
            format!("a key must begin with {KEY_PREFIX} and go on in visible ASCII; real keys stay away");
        return Err(Problem::bad(message));
    }
    if name.trim().is_empty() {
        return Err(Problem::bad("a user must have a name"));
    }
    let now = world.clock.now().as_secs();
    world.accounts(|accounts, _| {
        if accounts.keys.contains_key(&key) || accounts.users.values().any(|user| user.name == name) {
            return Err(Problem::bad("there is such a user or key already"));
        }
        accounts.add_user(&name, group, credits, key, now);
        Ok(())
    })?;
    Ok(users(State(world)).await)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UserChange {
    group: Option<Group>,
    credits: Option<u64>,
}

/// Another group, or another balance; the balance of the user's keys goes with it.
pub(super) async fn change_user(
    State(world): State<Arc<World>>,
    name: Result<Path<String>, PathRejection>,
    body: Body,
) -> Answer {
    let Path(name) = name.map_err(|_| Problem::missing("there is no such user"))?;
    let change: UserChange = read(body)?;
    world.accounts(|accounts, _| {
        let found = accounts.users.iter_mut().find(|(_, user)| user.name == name);
        let (id, user) = found.ok_or_else(|| Problem::missing(format!("there is no user {name}")))?;
        user.group = change.group.unwrap_or(user.group);
        if let Some(credits) = change.credits {
            let filled = |purse: Purse| Purse { used: purse.used, ..Purse::credits(credits) };
            user.purse = filled(user.purse);
            accounts
                .keys
                .values_mut()
                .filter(|key| key.user == *id)
                .for_each(|key| key.purse = filled(key.purse));
        }
        Ok(())
    })?;
    Ok(users(State(world)).await)
}
