//! The result host: pictures and films, painted when they are asked for, and uploads.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;

use super::range::{Asked, asked_range};
use crate::media::{self, Film, Format};
use crate::paint::Reference;
use crate::state::{LAYERS, Output, Shows, Task, World, painting_of};

/// All routes of the result host. It asks for no key, and should never be sent one.
pub(crate) fn router(world: Arc<World>) -> Router {
    let verify = "This page stands where the service lets a person look into a camera. Ask verify-results.";
    Router::new()
        .route("/verify/{id}", get(async move || verify))
        .fallback(get(file))
        .layer(middleware::from_fn_with_state(Arc::clone(&world), super::stamp))
        .with_state(world)
}

async fn file(State(world): State<Arc<World>>, uri: Uri, headers: HeaderMap) -> Response {
    let Ok(path) = percent_decode_str(uri.path()).decode_utf8() else { return no_such_file() };
    world.catch_up();
    if let Some(upload) = world.upload(&path) {
        return answer(&headers, &upload.media_type, upload.bytes.0);
    }
    let Some((task, output)) = world.output(&path) else { return no_such_file() };
    if task.expires().is_none_or(|end| world.clock.now() >= end) {
        return (StatusCode::GONE, "the result has expired").into_response();
    }
    let media_type = output.shows.media_type();
    if let Some(bytes) = world.gallery.get(&path) {
        return answer(&headers, media_type, bytes);
    }
    // Painting takes a good part of a second at 4K; the other calls must not wait for it.
    let painted = {
        let world = Arc::clone(&world);
        tokio::task::spawn_blocking(move || make(&world, &task, &output)).await
    };
    match painted {
        Ok(bytes) => {
            let bytes = Bytes::from(bytes);
            world.gallery.keep(&path, &bytes);
            answer(&headers, media_type, bytes)
        }
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "the result could not be painted").into_response(),
    }
}

fn no_such_file() -> Response {
    (StatusCode::NOT_FOUND, "no such file").into_response()
}

/// The whole file, or the part of it that was asked for.
fn answer(headers: &HeaderMap, media_type: &str, bytes: Bytes) -> Response {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let tag = format!("\"{hash:016x}\"");
    let total = bytes.len();
    let mut response = match asked_range(headers, &tag, total) {
        Asked::Whole => bytes.into_response(),
        Asked::Part(range) => {
            let place = format!("bytes {}-{}/{total}", range.start, range.end - 1);
            (StatusCode::PARTIAL_CONTENT, [(header::CONTENT_RANGE, place)], bytes.slice(range))
                .into_response()
        }
        Asked::Nothing => {
            let place = format!("bytes */{total}");
            (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, place)]).into_response()
        }
    };
    let common = [(header::CONTENT_TYPE, media_type), (header::ACCEPT_RANGES, "bytes"), (header::ETAG, &tag)];
    for (name, value) in common {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Paints one file. The same task and place always give the same bytes.
fn make(world: &World, task: &Task, output: &Output) -> Vec<u8> {
    let references: Vec<Reference> = task
        .asked()
        .references()
        .into_iter()
        .map(|url| match world.upload_at(url) {
            Some(upload) => Reference::from_bytes(&upload.bytes.0, &upload.id),
            // The emulator never goes to the network; a foreign reference is shown as a card with its name.
            None => Reference::from_bytes(&[], url),
        })
        .collect();
    let film = |index| {
        let seconds = Duration::from_secs(task.asked().seconds().into());
        // The size and the length were brought into their limits when they were read.
        Film::new(painting_of(task, index, &references), seconds)
    };
    match output.shows {
        Shows::Picture { index, format } => media::picture(&painting_of(task, index, &references), format),
        Shows::Layer { index } => {
            let painting = painting_of(task, 0, &references);
            let layers = media::layers(&painting, LAYERS);
            let layer = index.checked_sub(1).and_then(|place| layers.get(place as usize));
            layer.map_or_else(|| media::picture(&painting, Format::Png), |layer| layer.png(&painting))
        }
        Shows::Film { index, container } => {
            film(index).map(|film| media::film(&film, container)).unwrap_or_default()
        }
        Shows::LastFrame { index } => film(index).map(|film| media::last_frame(&film)).unwrap_or_default(),
        Shows::Portrait => media::picture(&painting_of(task, 0, &references), Format::Png),
    }
}
