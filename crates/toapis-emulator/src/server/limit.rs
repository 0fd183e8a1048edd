//! The rate limits in front of the calls they are for (`rate-limits/async-tasks`).

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;
use crate::limits::{Category, Headers, Verdict};
use crate::state::{Caller, World};

/// Counts creates as submits and status calls as queries. All other calls have no documented limits.
pub(super) async fn limit(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    request: Request,
    next: Next,
) -> Response {
    let Some(category) = category_of(request.method(), request.uri().path()) else {
        return next.run(request).await;
    };
    let verdict = world.admit(&caller, category);
    let mut response = match &verdict {
        Verdict::Admitted(_) => next.run(request).await,
        Verdict::Refused(refused) => {
            let status = StatusCode::from_u16(refused.status).unwrap_or(StatusCode::TOO_MANY_REQUESTS);
            Refusal::new(status, refused.body()).into_response()
        }
    };
    write(verdict.headers(), response.headers_mut());
    response
}

fn category_of(method: &Method, path: &str) -> Option<Category> {
    let parts: Vec<&str> = path.trim_start_matches("/v1/").split('/').collect();
    match (method, parts.as_slice()) {
        (
            &Method::POST,
            ["images", "generations" | "edits"]
            | ["videos" | "video", "generations"]
            | ["videos", _, "remix" | "extend"],
        ) => Some(Category::Submit),
        (&Method::GET, ["images" | "videos" | "video", "generations", _] | ["characters_tasks", _]) => {
            Some(Category::Query)
        }
        _ => None,
    }
}

fn write(headers: &Headers, into: &mut HeaderMap) {
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), value.parse()) {
            into.insert(name, value);
        }
    }
}
