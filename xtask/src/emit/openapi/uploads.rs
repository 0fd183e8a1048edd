//! Uploads: a file goes in, a public URL comes out.

use serde_json::{Value, json};

use super::schemas::{integer, lenient, refer, text, url};
use super::{Parts, errors, json_answer};

/// Adds both uploads.
pub(super) fn add(parts: &mut Parts) {
    parts.schemas.add(
        "Upload",
        lenient(
            "A stored file. Its URL is public, can be used in several requests, and has no documented end.",
            &json!({
                "url": url("Where it is: what requests take."),
                "id": text("The id of the file."),
                "mime_type": text("The media type the service saw."),
                "size": integer("Its size in bytes."),
            }),
        ),
    );
    let answer =
        errors::envelope("The answer to an upload. Without a `data.url` it is no success.", &refer("Upload"));
    parts.schemas.add("UploadAnswer", answer);
    for kind in KINDS {
        let request = parts.schemas.add(kind.schema, kind.request());
        parts.operation("post", kind.path, kind.operation(&request));
    }
}

/// What can be uploaded.
struct Kind {
    path: &'static str,
    operation_id: &'static str,
    schema: &'static str,
    summary: &'static str,
    about: &'static str,
    media_types: &'static str,
    max_bytes: u64,
    example_type: &'static str,
    example_url: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        path: "/v1/uploads/images",
        operation_id: "uploadImage",
        schema: "UploadImageRequest",
        summary: "Upload a picture",
        about: "JPEG, PNG, WebP or GIF, up to 10 MB; whether that is 10,000,000 bytes or a little more is \
                not documented. Models take URLs, so a file on your machine is uploaded first.",
        media_types: "image/jpeg, image/png, image/webp, image/gif",
        max_bytes: 10_000_000,
        example_type: "image/png",
        example_url: "https://files.toapis.com/uploads/1/example.png",
    },
    Kind {
        path: "/v1/uploads/videos",
        operation_id: "uploadVideo",
        schema: "UploadVideoRequest",
        summary: "Upload a video",
        about: "MP4, WebM or MOV, up to 50 MB. There is no upload of sounds.",
        media_types: "video/mp4, video/webm, video/quicktime",
        max_bytes: 50_000_000,
        example_type: "video/mp4",
        example_url: "https://files.toapis.com/uploads/1/videos/example.mp4",
    },
];

impl Kind {
    fn request(&self) -> Value {
        json!({
            "type": "object",
            "description": "The parts of the form.",
            "properties": {
                "file": {
                    "type": "string", "format": "binary", "contentMediaType": "application/octet-stream",
                    "description": "The file, with its name and media type.",
                    "x-toapis-max-bytes": self.max_bytes,
                },
                "purpose": {
                    "type": "string", "default": "generation",
                    "description": "What it is for; no other word is documented.",
                },
            },
            "required": ["file"],
        })
    }

    fn operation(&self, request: &Value) -> Value {
        let stored = json!({ "success": true, "message": "", "data": {
            "id": "upload_01example", "url": self.example_url, "mime_type": self.example_type, "size": 51_234,
        } });
        let success =
            json_answer("Stored.", &refer("UploadAnswer"), &json!({ "stored": { "value": stored } }));
        json!({
            "operationId": self.operation_id,
            "tags": ["Uploads"],
            "summary": self.summary,
            "description": self.about,
            "requestBody": { "required": true, "content": { "multipart/form-data": {
                "schema": request,
                "encoding": { "file": { "contentType": self.media_types } },
            } } },
            "responses": errors::responses(&success, errors::PLAIN),
        })
    }
}
