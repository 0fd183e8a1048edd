//! The clock: read it, step it, change its speed.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::problem::{Problem, read};
use crate::state::World;

/// A hundred years: more is a slip.
const MAX_STEP: f64 = 3.2e9;

pub(super) async fn show(State(world): State<Arc<World>>) -> Json<Value> {
    Json(describe(&world))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    /// Seconds forward.
    step: Option<f64>,
    /// How many times as fast as real time.
    speed: Option<f64>,
}

/// Changes the speed, then steps. Everything that falls due on the way has happened when this answers, deliveries included.
pub(super) async fn change(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Problem> {
    let change: Change = read(body)?;
    if change.step.is_none() && change.speed.is_none() {
        return Err(Problem::bad("say {\"step\": seconds}, {\"speed\": times} or both"));
    }
    let step = change.step.unwrap_or(0.0);
    let speed = change.speed.unwrap_or_else(|| world.clock.speed());
    if !(0.0..=MAX_STEP).contains(&step) {
        return Err(Problem::bad(
            "step must be a number of seconds from 0 to 3200000000; time does not go back",
        ));
    }
    if !(0.0..=1e6).contains(&speed) {
        return Err(Problem::bad("speed must be a number from 0 (stands still) to 1000000"));
    }
    world.clock.set_speed(speed);
    world.advance(Duration::from_secs_f64(step)).await;
    Ok(Json(describe(&world)))
}

pub(super) fn describe(world: &World) -> Value {
    let now = world.clock.now();
    json!({"now": now.as_secs(), "now_ms": u64::try_from(now.as_millis()).unwrap_or(u64::MAX), "speed": world.clock.speed()})
}
