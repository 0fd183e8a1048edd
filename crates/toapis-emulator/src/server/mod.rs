//! The HTTP surface: one router for the API, one for the result host, one file a group of calls.

mod account;
mod admin;
mod avatars;
mod chat;
mod create;
mod files;
mod limit;
mod models;
mod page;
mod range;
mod refusal;
mod status;
mod upload;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, options, post};

use crate::state::{KEY_PREFIX, Spelling, World};
use chat::ChatState;
pub(crate) use refusal::Refusal;
use refusal::Worded;

pub(crate) use chat::{Desk, Memory as DeskMemory};
pub(crate) use files::router as files_router;

/// The largest body that a call takes, in bytes: far over the limit of an upload.
const MAX_BODY: usize = 64_000_000;

/// The header that chooses how the codes of errors are spelled in one answer: `numbers` or `words`.
const SPELLING_HEADER: &str = "x-emulator-spelling";

/// All routes of the gateway.
pub(crate) fn router(world: Arc<World>) -> Router {
    let avatar = |kind: &str, call: &str| format!("/v1/videos/doubao-seedance-2-0/{kind}-avatar/{call}");
    let api = Router::new()
        .route("/v1/images/generations", post(create::image))
        .route("/v1/images/edits", post(create::image))
        .route("/v1/images/generations/{id}", get(status::image))
        .route("/v1/videos/generations", post(create::video))
        .route("/v1/video/generations", post(create::video))
        .route("/v1/videos/generations/{id}", get(status::video))
        .route("/v1/video/generations/{id}", get(status::video))
        .route("/v1/videos/{id}/remix", post(create::remix))
        .route("/v1/videos/{id}/extend", post(create::extend))
        .route("/v1/characters_tasks/{id}", get(status::character))
        .route(&avatar("private", "groups"), post(avatars::create_group))
        .route(&avatar("private", "assets"), post(avatars::private_asset))
        .route(&avatar("private", "assets/{id}"), get(avatars::private_asset_status))
        .route(&avatar("real", "verify-tasks"), post(avatars::start_check))
        .route(&avatar("real", "verify-tasks/{id}"), get(avatars::check_details))
        .route(&avatar("real", "verify-results"), get(avatars::check_result))
        .route(&avatar("real", "assets"), post(avatars::real_asset))
        .route(&avatar("real", "assets/{id}"), get(avatars::real_asset_status))
        .route("/v1/uploads/images", post(upload::image))
        .route("/v1/uploads/videos", post(upload::video))
        .route("/v1/tokens", post(account::create_token))
        .merge(chat::routes())
        .layer(middleware::from_fn_with_state(Arc::clone(&world), limit::limit))
        .layer(middleware::from_fn_with_state(Arc::clone(&world), authenticate))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    let balances = Router::new()
        .route("/v1/balance", get(account::token_balance))
        .route("/balance", get(account::token_balance))
        .route("/v1/user/balance", get(account::user_balance))
        .route("/user/balance", get(account::user_balance))
        .layer(middleware::from_fn_with_state(Arc::clone(&world), authenticate))
        // A browser asks ahead without a key.
        .route("/v1/balance", options(account::ask_ahead))
        .route("/balance", options(account::ask_ahead))
        .route("/v1/user/balance", options(account::ask_ahead))
        .route("/user/balance", options(account::ask_ahead))
        .layer(middleware::from_fn(account::from_any_page));
    Router::new()
        .merge(api)
        .merge(balances)
        .merge(admin::router(&world))
        .merge(page::router())
        .fallback(not_found)
        .method_not_allowed_fallback(not_found)
        .layer(middleware::from_fn(chat::messages_dialect))
        .layer(middleware::from_fn_with_state(Arc::clone(&world), spell))
        .layer(middleware::from_fn_with_state(Arc::clone(&world), stamp))
        .with_state(world)
}

impl FromRef<Arc<World>> for ChatState {
    fn from_ref(world: &Arc<World>) -> Self {
        let (clock, desk) = (world.clock.clone(), Arc::clone(&world.chat));
        Self { clock, loose: world.settings.loose, desk }
    }
}

/// The key must be one of the emulator's own. No message repeats the one that was sent.
async fn authenticate(State(world): State<Arc<World>>, mut request: Request, next: Next) -> Response {
    world.catch_up();
    let Some(key) = key_of(request.headers(), request.uri().path()) else {
        return Refusal::unauthorized("the Authorization header with a Bearer key is missing")
            .into_response();
    };
    if !key.starts_with(KEY_PREFIX) {
        return Refusal::unauthorized(format!(
            "the emulator takes only its own keys, which begin with {KEY_PREFIX}; keep real keys away from it"
        ))
        .into_response();
    }
    match world.authorize(key) {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(denied) => Refusal::from(denied).into_response(),
    }
}

/// `Authorization: Bearer …`; the list of models takes an `x-api-key` as well, as the Messages call does.
fn key_of<'a>(headers: &'a HeaderMap, path: &str) -> Option<&'a str> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme_and_key = text(header::AUTHORIZATION.as_str()).and_then(|value| value.split_once(' '));
    let bearer =
        scheme_and_key.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer")).map(|(_, key)| key);
    bearer.or_else(|| text("x-api-key").filter(|_| path.starts_with("/v1/models"))).map(str::trim)
}

/// Gives error codes the spelling that is wanted.
async fn spell(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let asked = match request.headers().get(SPELLING_HEADER).map(HeaderValue::as_bytes) {
        None => world.settings.spelling == Spelling::Words,
        Some(b"words") => true,
        Some(b"numbers") => false,
        Some(_) => {
            let message = format!("{SPELLING_HEADER} is numbers or words");
            return Refusal::invalid_request(Some(SPELLING_HEADER), message).into_response();
        }
    };
    // The chat pages know words only.
    let is_chat = ["/v1/chat/completions", "/v1/responses"].contains(&request.uri().path());
    let in_words = is_chat || asked;
    let mut response = next.run(request).await;
    if in_words && let Some(Worded(body)) = response.extensions_mut().remove::<Worded>() {
        let (mut head, _) = response.into_parts();
        head.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(head, Body::from(body.to_string()));
    }
    response
}

/// Dates an answer by the emulator's clock, which its tasks live by.
async fn stamp(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    // A date of four digits; a clock stepped beyond it has none.
    let latest = Duration::from_secs(253_402_300_799);
    let date = SystemTime::UNIX_EPOCH.checked_add(world.clock.now().min(latest)).map(httpdate::fmt_http_date);
    if let Some(date) = date.and_then(|date| date.parse().ok()) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

async fn not_found(method: Method, uri: Uri) -> Refusal {
    Refusal::invalid_url(format!("Invalid URL ({method} {})", uri.path()))
}
