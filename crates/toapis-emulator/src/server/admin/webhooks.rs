//! Webhooks: what the console of the service sets up, and the log of deliveries.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::problem::{Problem, read};
use crate::state::World;
use crate::webhooks::{
    Delivery, DeliveryFault, DeliverySettings, Endpoint, ReceiverUrl, ResendError, Secret,
};

type Body = Result<Bytes, BytesRejection>;
type Answer = Result<Json<Value>, Problem>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Setup {
    url: ReceiverUrl,
    /// Left out: a new one is made, and shown once.
    secret: Option<Secret>,
    #[serde(default = "yes")]
    enabled: bool,
    user: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whose {
    user: Option<String>,
    secret: Option<Secret>,
}

/// The id of a user by name; of the first one without a name.
fn user_id(world: &World, name: Option<&str>) -> Result<String, Problem> {
    world
        .user_id(name)
        .ok_or_else(|| Problem::missing(format!("there is no user {}", name.unwrap_or_default())))
}

pub(super) async fn show(State(world): State<Arc<World>>) -> Json<Value> {
    let names = world.accounts(|accounts, _| {
        accounts.users.iter().map(|(id, user)| (id.to_string(), user.name.clone())).collect::<Vec<_>>()
    });
    let endpoints = world.webhooks(|webhooks, _| {
        let shown = names.iter().filter_map(|(id, name)| {
            let endpoint = webhooks.endpoint(id)?;
            Some(json!({"user": name, "url": endpoint.url, "enabled": endpoint.enabled}))
        });
        shown.collect::<Vec<_>>()
    });
    Json(json!({"endpoints": endpoints}))
}

pub(super) async fn set_up(State(world): State<Arc<World>>, body: Body) -> Answer {
    let setup: Setup = read(body)?;
    let user = user_id(&world, setup.user.as_deref())?;
    let shown = world.webhooks(|webhooks, random| {
        let secret = match setup.secret {
            Some(secret) => secret,
            None => Secret::new(format!("whsec_{}", random.secret(32)))
                .map_err(|error| Problem::bad(error.to_string()))?,
        };
        let mut endpoint = Endpoint::new(setup.url, secret);
        endpoint.enabled = setup.enabled;
        let shown =
            json!({"url": endpoint.url, "enabled": endpoint.enabled, "secret": endpoint.secret().expose()});
        webhooks.set_endpoint(&user, Some(endpoint));
        Ok(shown)
    })?;
    Ok(Json(shown))
}

pub(super) async fn remove(State(world): State<Arc<World>>, body: Body) -> Answer {
    let whose: Whose = read(body)?;
    let user = user_id(&world, whose.user.as_deref())?;
    world.webhooks(|webhooks, _| webhooks.set_endpoint(&user, None));
    Ok(show(State(world)).await)
}

/// A new secret. The one before it signs as well for 24 hours.
pub(super) async fn rotate(State(world): State<Arc<World>>, body: Body) -> Answer {
    let whose: Whose = read(body)?;
    let user = user_id(&world, whose.user.as_deref())?;
    let now = world.clock.now();
    let shown = world.webhooks(|webhooks, random| {
        let secret = match whose.secret {
            Some(secret) => secret,
            None => Secret::new(format!("whsec_{}", random.secret(32)))
                .map_err(|error| Problem::bad(error.to_string()))?,
        };
        let shown = json!({"secret": secret.expose()});
        let endpoint = webhooks.endpoint_mut(&user).ok_or_else(|| Problem::bad("no webhook is set up"))?;
        endpoint.rotate(secret, now);
        Ok::<_, Problem>(shown)
    })?;
    Ok(Json(shown))
}

/// The button of the console: a test event to the default URL.
pub(super) async fn test(State(world): State<Arc<World>>, body: Body) -> Answer {
    let whose: Whose = read(body)?;
    let user = user_id(&world, whose.user.as_deref())?;
    let now = world.clock.now();
    let delivery = world
        .webhooks(|webhooks, random| webhooks.queue_test(&user, random.rng(), now))
        .map_err(|refusal| Problem::bad(refusal.to_string()))?;
    Ok(Json(json!({"delivery": delivery})))
}

/// The newest of them; the page asks every second.
const SHOWN: usize = 200;

pub(super) async fn deliveries(State(world): State<Arc<World>>) -> Json<Value> {
    Json(world.webhooks(|webhooks, _| {
        let newest_first: Vec<Value> = webhooks.list().rev().take(SHOWN).map(Delivery::describe).collect();
        json!({
            "total": webhooks.list().len(),
            "settings": webhooks.settings(),
            "faults": webhooks.scripted(),
            "deliveries": newest_first,
        })
    }))
}

pub(super) async fn resend(State(world): State<Arc<World>>, id: Result<Path<u64>, PathRejection>) -> Answer {
    let Path(id) = id.map_err(|_| Problem::missing("there is no such delivery; deliveries have numbers"))?;
    let now = world.clock.now();
    world.webhooks(|webhooks, _| webhooks.resend(id, now)).map_err(|error| match error {
        ResendError::Unknown { .. } => Problem::missing(error.to_string()),
        ResendError::UnderWay { .. } => Problem::bad(error.to_string()),
    })?;
    Ok(deliveries(State(world)).await)
}

/// Makes the next event odd, to test a receiver with.
pub(super) async fn script(State(world): State<Arc<World>>, body: Body) -> Answer {
    let fault: DeliveryFault = read(body)?;
    world.webhooks(|webhooks, _| webhooks.script(fault));
    Ok(Json(json!({"scripted": fault})))
}

/// Takes back the faults that have met no event yet.
pub(super) async fn clear_script(State(world): State<Arc<World>>) -> Json<Value> {
    world.webhooks(|webhooks, _| webhooks.clear_script());
    Json(json!({"faults": []}))
}

pub(super) async fn set_schedule(State(world): State<Arc<World>>, body: Body) -> Answer {
    let settings: DeliverySettings = read(body)?;
    world.webhooks(|webhooks, _| webhooks.set_settings(settings));
    Ok(deliveries(State(world)).await)
}
