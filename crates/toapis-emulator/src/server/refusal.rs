//! The error bodies of the platform, in the shapes its pages show.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

/// A refusal: a status and a body.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    body: Value,
}

impl Refusal {
    /// 400: a field is wrong (`images/gpt-4o`, task tables).
    pub(crate) fn invalid_request(param: Option<&str>, message: impl Into<String>) -> Self {
        let mut error =
            json!({"code": "invalid_request", "message": message.into(), "type": "invalid_request_error"});
        if let Some(param) = param {
            error["param"] = json!(param);
        }
        Self { status: StatusCode::BAD_REQUEST, body: json!({"error": error}) }
    }

    /// 401 with the integer code of the task pages' examples.
    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self::integer(StatusCode::UNAUTHORIZED, "authentication_error", message)
    }

    /// 404 for an unknown task (`tasks/image-status`).
    pub(crate) fn no_such_task() -> Self {
        Self::integer(StatusCode::NOT_FOUND, "not_found_error", "no such task")
    }

    /// 503 for a model that no channel serves, as seen in the field.
    pub(crate) fn model_not_found(model: &str) -> Self {
        let message = format!("no available channel for model_name: {model}");
        let error = json!({"code": "model_not_found", "message": message, "type": "new_api_error"});
        Self { status: StatusCode::SERVICE_UNAVAILABLE, body: json!({"error": error}) }
    }

    /// 404 for an unknown address, as seen in the field.
    pub(crate) fn invalid_url(message: impl Into<String>) -> Self {
        let error =
            json!({"code": "", "message": message.into(), "param": "", "type": "invalid_request_error"});
        Self { status: StatusCode::NOT_FOUND, body: json!({"error": error}) }
    }

    /// 400 of the upload calls (`uploads/images`).
    pub(crate) fn upload(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, body: json!({"success": false, "message": message.into()}) }
    }

    fn integer(status: StatusCode, kind: &str, message: impl Into<String>) -> Self {
        let error = json!({"code": status.as_u16(), "message": message.into(), "type": kind});
        Self { status, body: json!({"error": error}) }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
