//! The error bodies of the platform, in the shapes its pages show.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use crate::state::Denied;
use crate::webhooks::CallbackRefusal;

/// A refusal: a status and a body.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    body: Value,
    /// The code as the tables of the pages spell it, where their examples show a number.
    word: Option<&'static str>,
}

/// The body with the code as a word; rides along until it is known which spelling is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Worded(pub(crate) Value);

impl Refusal {
    /// 400: a field is wrong (`images/gpt-4o`, task tables).
    pub(crate) fn invalid_request(param: Option<&str>, message: impl Into<String>) -> Self {
        let mut error =
            json!({"code": "invalid_request", "message": message.into(), "type": "invalid_request_error"});
        if let Some(param) = param {
            error["param"] = json!(param);
        }
        Self::new(StatusCode::BAD_REQUEST, json!({"error": error}))
    }

    /// 400 of a character (`videos/sora2/create-persona`): a number, and no parameter.
    pub(crate) fn invalid_character(message: impl Into<String>) -> Self {
        Self::numbered(StatusCode::BAD_REQUEST, "invalid_request", "invalid_request_error", message)
    }

    /// 401: a number in the examples of the task and account pages, a word in their tables.
    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self::numbered(StatusCode::UNAUTHORIZED, "unauthorized", "authentication_error", message)
    }

    /// 402 (`videos/sora2/create-persona`, task tables).
    pub(crate) fn no_credits() -> Self {
        let message = "the balance is too low for this request";
        Self::numbered(StatusCode::PAYMENT_REQUIRED, "insufficient_quota", "payment_required", message)
    }

    /// 403: the key's own list of models; in the gateway's wrapper, since no page shows it.
    pub(crate) fn model_not_allowed(model: &str) -> Self {
        let message = format!("this token has no access to model {model}");
        let error = json!({"code": "", "message": message, "param": "", "type": "new_api_error"});
        Self::new(StatusCode::FORBIDDEN, json!({"error": error}))
    }

    /// 404 for an unknown task (`tasks/image-status`).
    pub(crate) fn no_such_task() -> Self {
        Self::numbered(StatusCode::NOT_FOUND, "task_not_found", "not_found_error", "no such task")
    }

    /// 503 for a model that no channel serves, as seen in the field.
    pub(crate) fn model_not_found(model: &str) -> Self {
        let message = format!("no available channel for model_name: {model}");
        let error = json!({"code": "model_not_found", "message": message, "type": "new_api_error"});
        Self::new(StatusCode::SERVICE_UNAVAILABLE, json!({"error": error}))
    }

    /// 404 for an unknown address, as seen in the field.
    pub(crate) fn invalid_url(message: impl Into<String>) -> Self {
        let error =
            json!({"code": "", "message": message.into(), "param": "", "type": "invalid_request_error"});
        Self::new(StatusCode::NOT_FOUND, json!({"error": error}))
    }

    /// 400 of the upload and asset calls (`uploads/images`).
    pub(crate) fn upload(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, json!({"success": false, "message": message.into()}))
    }

    /// 404 of the asset calls, whose pages show no error.
    pub(crate) fn no_such_asset(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, json!({"success": false, "message": message.into()}))
    }

    /// HTTP 200 with `success: false`, as the account pages fail.
    pub(crate) fn account(message: impl Into<String>) -> Self {
        Self::new(StatusCode::OK, json!({"success": false, "message": message.into()}))
    }

    pub(crate) fn new(status: StatusCode, body: Value) -> Self {
        Self { status, body, word: None }
    }

    fn numbered(status: StatusCode, word: &'static str, kind: &str, message: impl Into<String>) -> Self {
        let error = json!({"code": status.as_u16(), "message": message.into(), "type": kind});
        Self { status, body: json!({"error": error}), word: Some(word) }
    }
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Unknown => Self::unauthorized("the key was not accepted"),
            Denied::Expired => Self::unauthorized("the key has expired"),
            Denied::NoCredits => Self::no_credits(),
            Denied::Model(model) => Self::model_not_allowed(&model),
        }
    }
}

impl From<CallbackRefusal> for Refusal {
    fn from(refusal: CallbackRefusal) -> Self {
        let status = StatusCode::from_u16(CallbackRefusal::STATUS).unwrap_or(StatusCode::BAD_REQUEST);
        Self::new(status, refusal.body())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(&self.body)).into_response();
        if let Some(word) = self.word {
            let mut worded = self.body;
            worded["error"]["code"] = json!(word);
            response.extensions_mut().insert(Worded(worded));
        }
        response
    }
}
