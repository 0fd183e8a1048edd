//! The admin API under `/__emulator/`: what the service does not have, and a test wants.
//!
//! It asks for no key. A page of another site that is open in a browser must not reach it, so requests that a browser sends
//! from elsewhere are refused.

mod clock;
mod money;
mod problem;
mod state;
mod tasks;
mod webhooks;
mod wire;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{delete, get, patch, post, put};
use serde_json::{Value, json};

use crate::state::World;
use problem::Problem;

/// All routes, without their common beginning.
pub(crate) fn router(world: &Arc<World>) -> Router<Arc<World>> {
    let routes = Router::new()
        .route("/", get(index))
        .route("/state", get(state::summary))
        .route("/reset", post(state::reset))
        .route("/snapshot", get(state::snapshot).put(state::restore).layer(DefaultBodyLimit::disable()))
        .route("/clock", get(clock::show).post(clock::change))
        .route("/ledger", get(money::ledger).delete(money::forget))
        .route("/limits", get(money::limits).put(money::set_limits))
        .route("/users", get(money::users).post(money::add_user))
        .route("/users/{name}", patch(money::change_user))
        .route("/lifecycle", get(tasks::lifecycles).put(tasks::set_lifecycles))
        .route("/tasks", get(tasks::list))
        .route("/tasks/{id}", get(tasks::show).patch(tasks::change))
        .route("/requests", get(wire::requests).delete(wire::forget))
        .route("/faults", get(wire::faults).post(wire::script).delete(wire::clear))
        .route("/faults/names", get(wire::names))
        .route("/faults/verify", post(wire::verify))
        .route("/faults/{id}", delete(wire::remove))
        .route("/webhook", get(webhooks::show).put(webhooks::set_up).delete(webhooks::remove))
        .route("/webhook/rotate", post(webhooks::rotate))
        .route("/webhook/test", post(webhooks::test))
        .route("/deliveries", get(webhooks::deliveries))
        .route("/deliveries/settings", put(webhooks::set_schedule))
        .route("/deliveries/faults", post(webhooks::script).delete(webhooks::clear_script))
        .route("/deliveries/{id}/resend", post(webhooks::resend))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(middleware::from_fn_with_state(Arc::clone(world), from_here));
    let guard = middleware::from_fn_with_state(Arc::clone(world), from_here);
    // The nest answers without the last slash only.
    Router::new().nest("/__emulator", routes).route("/__emulator/", get(index).layer(guard))
}

/// Every call and what it does, in the order of the documentation.
const CALLS: [(&str, &str); 36] = [
    ("GET /__emulator/state", "what the page at / shows"),
    (
        "POST /__emulator/reset",
        "forgets everything but the settings; {\"seed\": 7, \"at\": 1790000000} begins with that seed, at that time",
    ),
    ("GET /__emulator/snapshot", "the whole state as JSON"),
    ("PUT /__emulator/snapshot", "goes back to such a state"),
    ("GET /__emulator/clock", "the time and the speed"),
    ("POST /__emulator/clock", "{\"step\": 30} seconds forward, event by event; {\"speed\": 0} stops it"),
    ("GET /__emulator/ledger", "all charges"),
    ("DELETE /__emulator/ledger", "forgets them"),
    ("GET /__emulator/limits", "the rate limits"),
    ("PUT /__emulator/limits", "sets them: {\"reading\": \"buckets\" | \"windows\" | \"off\", …}"),
    ("GET /__emulator/users", "users, groups, balances"),
    ("POST /__emulator/users", "adds one: {\"name\", \"key\": \"sk-emulator-…\", \"group\", \"credits\"}"),
    ("PATCH /__emulator/users/{name}", "{\"group\": \"vip\"} or {\"credits\": 10}"),
    ("GET /__emulator/lifecycle", "how tasks move"),
    (
        "PUT /__emulator/lifecycle",
        "{\"default\": \"reads=3\", \"models\": {\"sora-2-official\": \"manual\"}}",
    ),
    ("GET /__emulator/tasks", "tasks, the newest first; ?limit=100&offset=0"),
    ("GET /__emulator/tasks/{id}", "one task with its request"),
    ("PATCH /__emulator/tasks/{id}", "moves it by hand: {\"status\": \"in_progress\", \"progress\": 40}"),
    (
        "PATCH /__emulator/tasks/{id}",
        "{\"status\": \"completed\"}, or \"failed\" with {\"error\": {\"code\", \"message\"}}",
    ),
    ("GET /__emulator/requests", "what was asked, secrets masked, the newest first; ?limit=100&after=0"),
    ("DELETE /__emulator/requests", "forgets it"),
    ("GET /__emulator/faults", "scripted faults and how often they fired"),
    ("POST /__emulator/faults", "{\"on\": \"create\", \"action\": \"lose-answer\", \"times\": 1}, or a list"),
    ("DELETE /__emulator/faults", "forgets them all; /faults/{id} forgets one"),
    ("GET /__emulator/faults/names", "every fault that has a name"),
    ("POST /__emulator/faults/verify", "409 when a scripted fault has not fired"),
    ("GET /__emulator/webhook", "who has a webhook"),
    (
        "PUT /__emulator/webhook",
        "{\"url\": \"http://127.0.0.1:8080/hook\", \"secret\": \"whsec_…\"}; loopback only",
    ),
    ("DELETE /__emulator/webhook", "removes it"),
    ("POST /__emulator/webhook/rotate", "a new secret; both sign for 24 hours"),
    ("POST /__emulator/webhook/test", "sends a test event"),
    ("GET /__emulator/deliveries", "the newest 200 deliveries and their attempts, the newest first"),
    ("PUT /__emulator/deliveries/settings", "{\"retry_after_s\": [10, 30], \"timeout_ms\": 10000}"),
    (
        "POST /__emulator/deliveries/faults",
        "makes the next event odd: {\"kind\": \"twice\" | \"bad_signature\"}, or {\"kind\": \"late\" | \"old_timestamp\" | \"renewed_timestamp\", \"seconds\": 600}",
    ),
    ("POST /__emulator/deliveries/{id}/resend", "sends it again now"),
    ("GET /__emulator/", "this list"),
];

async fn index() -> Json<Value> {
    let calls: Vec<Value> = CALLS.iter().map(|(call, what)| json!({"call": call, "what": what})).collect();
    Json(json!({"calls": calls}))
}

async fn unknown() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "there is no such call; GET /__emulator/ lists them all")
}

/// Lets through what comes from a program or from the emulator's own page.
async fn from_here(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    if !is_from_here(request.headers(), &world) {
        let message = "the admin API is for programs on this machine and the page of this emulator";
        return Problem::new(StatusCode::FORBIDDEN, message).into_response();
    }
    world.catch_up();
    next.run(request).await
}

/// A browser says where a request comes from; programs do not.
fn is_from_here(headers: &HeaderMap, world: &World) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let port = world.base_url.rsplit(':').next().unwrap_or_default();
    let is_own = |origin: &str| origin == world.base_url || origin == format!("http://localhost:{port}");
    // A name that someone else points at this machine is not this machine's name.
    let host = text(header::HOST).map(|host| host.rsplit_once(':').map_or(host, |(host, _)| host));
    text(header::ORIGIN).is_none_or(is_own)
        && host.is_none_or(|host| ["127.0.0.1", "localhost", "[::1]"].contains(&host))
}
