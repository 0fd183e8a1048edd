//! The page at `/`, for people: what happened, as it happens, and the clock at hand.
//!
//! Its files are compiled in. It calls the admin API and nothing else, asks for no key, and needs no network.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::state::World;

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Where each file is, its media type, and its text.
const FILES: [(&str, &str, &str); 8] = [
    ("/", "text/html; charset=utf-8", include_str!("index.html")),
    ("/__emulator/page/page.css", "text/css; charset=utf-8", include_str!("page.css")),
    ("/__emulator/page/icon.svg", "image/svg+xml", include_str!("icon.svg")),
    ("/__emulator/page/page.js", SCRIPT, include_str!("page.js")),
    ("/__emulator/page/server.js", SCRIPT, include_str!("server.js")),
    ("/__emulator/page/tasks.js", SCRIPT, include_str!("tasks.js")),
    ("/__emulator/page/logs.js", SCRIPT, include_str!("logs.js")),
    ("/__emulator/page/dom.js", SCRIPT, include_str!("dom.js")),
];

/// The page and its files.
pub(crate) fn router() -> Router<Arc<World>> {
    FILES.into_iter().fold(Router::new(), |router, (path, media_type, text)| {
        let file = async move |State(world): State<Arc<World>>| answer(&world, media_type, text);
        router.route(path, get(file))
    })
}

fn answer(world: &World, media_type: &str, text: &'static str) -> Response {
    let policy = policy(&world.files_url);
    let headers = [
        (CONTENT_TYPE, media_type),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, policy.as_str()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
    ];
    (headers, text).into_response()
}

/// Its own files and the results, nothing else. Should a client's text ever become markup, it could not run or call out.
fn policy(files_url: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' {files_url}; \
         media-src {files_url}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests;
