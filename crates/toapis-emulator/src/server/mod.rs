//! The HTTP surface: one router, one file a group of calls.

mod create;
mod files;
mod refusal;
mod status;
mod upload;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{Method, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde_json::json;

use crate::world::World;
use refusal::Refusal;

/// Keys must begin like this, so that a real one never ends up in an emulator.
pub(crate) const KEY_PREFIX: &str = "sk-emulator-";

/// The largest body that is read to its end, in bytes: far over the limit of an upload. An answer in the middle of a body
/// closes the connection under the sender, who may then see a reset in place of the refusal.
const MAX_BODY: usize = 64_000_000;

/// All routes of the gateway that this emulator has.
pub(crate) fn router(world: Arc<World>) -> Router {
    let api = Router::new()
        .route("/v1/images/generations", post(create::image))
        .route("/v1/images/edits", post(create::image))
        .route("/v1/images/generations/{id}", get(status::image))
        .route("/v1/uploads/images", post(upload::image))
        .layer(middleware::from_fn_with_state(Arc::clone(&world), authenticate))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    Router::new()
        .merge(api)
        .route("/", get(front_page))
        .route("/files/{*path}", get(files::file))
        .route("/emulator/ledger", get(ledger))
        .fallback(not_found)
        .method_not_allowed_fallback(not_found)
        .with_state(world)
}

/// The key must be the emulator's own. No message repeats the one that was sent.
async fn authenticate(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let sent = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let key = sent.and_then(|value| value.strip_prefix("Bearer "));
    match key {
        Some(key) if key == world.key => next.run(request).await,
        Some(key) if !key.starts_with(KEY_PREFIX) => Refusal::unauthorized(format!(
            "the emulator takes only its own key, which begins with {KEY_PREFIX}; keep real keys away from it"
        ))
        .into_response(),
        Some(_) => Refusal::unauthorized("the key was not accepted").into_response(),
        None => {
            Refusal::unauthorized("the Authorization header with a Bearer key is missing").into_response()
        }
    }
}

/// What someone sees who opens the emulator in a browser.
async fn front_page(State(world): State<Arc<World>>) -> String {
    format!(
        "The ToAPIs gateway, emulated on this machine.\n\n\
         TOAPIS_BASE_URL={}\nTOAPIS_API_KEY={}\n\n\
         POST /v1/images/generations        create a task (one charge in the ledger)\n\
         POST /v1/images/edits              the same, for models that edit\n\
         GET  /v1/images/generations/{{id}}   look at it, by task id or client_business_id\n\
         POST /v1/uploads/images            upload a reference picture\n\
         GET  /files/...                    results and uploads\n\
         GET  /emulator/ledger              what was charged\n",
        world.base_url, world.key
    )
}

async fn ledger(State(world): State<Arc<World>>) -> impl IntoResponse {
    Json(json!({"charges": world.ledger.charges(), "credits": world.ledger.credits()}))
}

async fn not_found(method: Method, uri: Uri) -> Refusal {
    Refusal::invalid_url(format!("Invalid URL ({method} {})", uri.path()))
}
