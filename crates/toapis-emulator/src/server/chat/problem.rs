//! Why a chat call is refused, and the error body its page shows for it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::json;

use crate::server::refusal::Refusal;

/// What is wrong with a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A field is missing or wrong, or the body as a whole is.
    Invalid {
        /// The field, such as `messages[0].role`; `None` for the body as a whole.
        param: Option<String>,
        /// What is wrong with it, with its name.
        message: String,
    },
    /// No channel serves the model.
    NoChannel {
        /// The id as it was sent.
        model: String,
    },
    /// The key has a list of models, and this one is not on it.
    NotAllowed {
        /// The id as it was sent.
        model: String,
    },
}

impl Problem {
    /// A field is wrong.
    pub(crate) fn invalid(param: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid { param: Some(param.into()), message: message.into() }
    }

    /// The body as a whole is wrong.
    pub(crate) fn body(message: impl Into<String>) -> Self {
        Self::Invalid { param: None, message: message.into() }
    }

    /// What a person reads.
    #[cfg(test)]
    pub(super) fn message(&self) -> &str {
        match self {
            Self::Invalid { message, .. } => message,
            Self::NoChannel { model } | Self::NotAllowed { model } => model,
        }
    }

    /// The same without the name of the field: the Responses page shows its errors like that.
    pub(super) fn without_param(self) -> Self {
        match self {
            Self::Invalid { message, .. } => Self::Invalid { param: None, message },
            other => other,
        }
    }
}

impl IntoResponse for Problem {
    /// 400 with the code `invalid_request_error` (`chat/chat`), or 503 and 403 as for every call.
    fn into_response(self) -> Response {
        match self {
            Self::Invalid { param, message } => {
                let kind = "invalid_request_error";
                let mut error = json!({"code": kind, "message": message, "type": kind});
                if let Some(param) = param {
                    error["param"] = json!(param);
                }
                (StatusCode::BAD_REQUEST, Json(json!({"error": error}))).into_response()
            }
            Self::NoChannel { model } => Refusal::model_not_found(&model).into_response(),
            Self::NotAllowed { model } => Refusal::model_not_allowed(&model).into_response(),
        }
    }
}
