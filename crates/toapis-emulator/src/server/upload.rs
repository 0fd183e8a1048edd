//! `POST /v1/uploads/images` and `/v1/uploads/videos`: files by their bytes.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use axum::response::Json;
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::state::{Caller, World};

type Form = Result<Multipart, MultipartRejection>;
type Answer = Result<Json<Value>, Refusal>;

/// What one of the calls takes.
struct Door {
    /// The pages say "10MB" and "50MB", not which megabyte; the smaller reading.
    max_bytes: usize,
    too_large: &'static str,
    wrong_type: &'static str,
    media_types: &'static [&'static str],
}

impl Door {
    /// What is said to a form that cannot be read; one that is too large to be read holds too large a file.
    fn refuse(&self, error: &MultipartError) -> Refusal {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Refusal::upload(self.too_large);
        }
        Refusal::upload(error.body_text())
    }
}

const IMAGES: Door = Door {
    max_bytes: 10_000_000,
    too_large: "Image too large. Maximum size is 10MB",
    wrong_type: "Unsupported image type. Allowed: JPEG, PNG, WebP, GIF",
    media_types: &["image/jpeg", "image/png", "image/webp", "image/gif"],
};

const VIDEOS: Door = Door {
    max_bytes: 50_000_000,
    too_large: "Video too large. Maximum size is 50MB",
    wrong_type: "Unsupported or invalid video file. Allowed: MP4, WebM, MOV",
    media_types: &["video/mp4", "video/webm", "video/quicktime"],
};

pub(crate) async fn image(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    form: Form,
) -> Answer {
    store(&world, &caller, form, &IMAGES).await
}

pub(crate) async fn video(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    form: Form,
) -> Answer {
    store(&world, &caller, form, &VIDEOS).await
}

async fn store(world: &World, caller: &Caller, form: Form, door: &Door) -> Answer {
    let mut form = form.map_err(|rejection| Refusal::upload(rejection.body_text()))?;
    let bytes = loop {
        match form.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => match field.bytes().await {
                Ok(bytes) => break bytes,
                Err(error) => return Err(door.refuse(&error)),
            },
            Ok(Some(_)) => {}
            Ok(None) => return Err(Refusal::upload("the form holds no file")),
            Err(error) => return Err(door.refuse(&error)),
        }
    };
    if bytes.len() > door.max_bytes {
        return Err(Refusal::upload(door.too_large));
    }
    let kind = infer::get(&bytes).filter(|kind| door.media_types.contains(&kind.mime_type()));
    let kind = kind.ok_or_else(|| Refusal::upload(door.wrong_type))?;
    let upload = world.store_upload(caller, kind.mime_type(), kind.extension(), bytes);
    Ok(Json(json!({
        "success": true,
        "message": "",
        "data": {
            "id": upload.id,
            "url": format!("{}{}", world.files_url, upload.path),
            "mime_type": upload.media_type,
            "size": upload.bytes.0.len(),
        },
    })))
}
