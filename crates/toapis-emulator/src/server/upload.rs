//! `POST /v1/uploads/images`: pictures by their bytes, up to 10 MB.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::response::Json;
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::world::World;

/// 10MB by the page, which does not say which; the smaller reading.
const MAX_BYTES: usize = 10_000_000;

pub(crate) async fn image(
    State(world): State<Arc<World>>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<Value>, Refusal> {
    let mut form = form.map_err(|rejection| Refusal::upload(rejection.body_text()))?;
    let bytes = loop {
        match form.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => match field.bytes().await {
                Ok(bytes) => break bytes,
                Err(error) if error.status().as_u16() == 413 => return Err(too_large()),
                Err(error) => return Err(Refusal::upload(error.body_text())),
            },
            Ok(Some(_)) => {}
            Ok(None) => return Err(Refusal::upload("the form holds no file")),
            Err(error) => return Err(Refusal::upload(error.body_text())),
        }
    };
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    let kind = infer::get(&bytes).map(|kind| (kind.mime_type(), kind.extension()));
    let Some((media_type @ ("image/jpeg" | "image/png" | "image/webp" | "image/gif"), extension)) = kind
    else {
        return Err(Refusal::upload("Unsupported image type. Allowed: JPEG, PNG, WebP, GIF"));
    };
    let upload = world.store_upload(media_type, extension, bytes.to_vec());
    Ok(Json(json!({
        "success": true,
        "message": "",
        "data": {
            "id": upload.id,
            "url": format!("{}{}", world.base_url, upload.path),
            "mime_type": upload.media_type,
            "size": upload.bytes.len(),
        },
    })))
}

fn too_large() -> Refusal {
    Refusal::upload("Image too large. Maximum size is 10MB")
}
