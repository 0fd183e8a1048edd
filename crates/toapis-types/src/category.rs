//! What kind of no it was: the question a caller can act on.

use std::fmt;

use crate::ApiError;

/// The kind of a refusal or failure, from the HTTP status and the error's code; never from its wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Category {
    /// The key is missing, wrong or was withdrawn. Give another key.
    Authentication,
    /// The key may not do this. Ask the account's owner.
    Permission,
    /// The balance does not cover it. Top up.
    Balance,
    /// Something in the request is wrong. Change it; the same request fails again.
    InvalidRequest,
    /// The prompt, a reference or the result was refused as content. Change it.
    ContentPolicy,
    /// No channel serves the model at present. Choose another model, or come back later.
    ModelUnavailable,
    /// Too many requests, or the limiter itself is down. Wait, then try again: nothing was created.
    RateLimit,
    /// No such task or address.
    NotFound,
    /// The gateway or the provider behind it failed.
    Server,
    /// A proxy or content delivery network answered in place of the service.
    Edge,
    /// None of the above.
    Other,
}

impl Category {
    /// Sorts an answer. `status` is the HTTP status; `error` what [`ApiError::from_body`] found, `None` when the body
    /// was not the service's (HTML, plain text, nothing).
    pub fn of(status: u16, error: Option<&ApiError>) -> Self {
        if let Some(category) = error.and_then(Self::of_code) {
            return category;
        }
        match status {
            401 => Self::Authentication,
            402 => Self::Balance,
            403 => Self::Permission,
            404 | 410 => Self::NotFound,
            422 => Self::ContentPolicy,
            429 => Self::RateLimit,
            // Time-out and too early: nothing is wrong with the request.
            408 | 425 => Self::Server,
            400 | 405..=421 | 423..=428 | 430..=499 => Self::InvalidRequest,
            502..=504 | 520..=599 if error.is_none() => Self::Edge,
            500..=599 => Self::Server,
            300..=399 => Self::Edge,
            _ => error.map_or(Self::Other, |_| Self::Server),
        }
    }

    /// Sorts the error of a failed task, which has no HTTP status of its own.
    pub fn of_failure(error: &ApiError) -> Self {
        Self::of_code(error).unwrap_or(Self::Server)
    }

    /// The codes are compared letter by letter; several have a prefix that names the provider.
    fn of_code(error: &ApiError) -> Option<Self> {
        let misplaced = error.message.as_deref().filter(|text| error.code.is_none() && is_code_word(text));
        error.codes().chain(error.kind.as_deref()).chain(misplaced).find_map(|code| match code {
            "unauthorized" | "authentication_error" | "401" => Some(Self::Authentication),
            "access_denied" | "permission_error" | "403" => Some(Self::Permission),
            "insufficient_quota"
            | "insufficient_user_quota"
            | "pre_consume_token_quota_failed"
            | "quota_not_enough"
            | "payment_required"
            | "402" => Some(Self::Balance),
            "task_not_exist" | "task_not_found" | "not_found_error" | "404" => Some(Self::NotFound),
            "rate_limit_exceeded" | "rate_limit_unavailable" | "rate_limit_error" | "429" => {
                Some(Self::RateLimit)
            }
            "model_not_found" => Some(Self::ModelUnavailable),
            "sensitive_words_detected" | "prompt_blocked" => Some(Self::ContentPolicy),
            "invalid_request" | "invalid_request_error" | "webhook_not_configured" | "400" => {
                Some(Self::InvalidRequest)
            }
            code if ["content_policy", "SensitiveContent", "PolicyViolation", "PrivacyInformation"]
                .iter()
                .any(|part| code.contains(part)) =>
            {
                Some(Self::ContentPolicy)
            }
            code if code.starts_with("InvalidParameter") => Some(Self::InvalidRequest),
            _ => None,
        })
    }

    /// What a person can do about it, as a short sentence.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Authentication => "Check the key: TOAPIS_API_KEY, or the token in the ToAPIs console.",
            Self::Permission => {
                "The key is valid but may not do this; check its models and groups in the console."
            }
            Self::Balance => "Top up the account or raise the token's limit, then send it again.",
            Self::InvalidRequest => "Change the request; the same one will be refused again.",
            Self::ContentPolicy => {
                "Change the prompt or the reference images; the same ones will be refused again."
            }
            Self::ModelUnavailable => {
                "No channel serves this model right now; try another model or try later."
            }
            Self::RateLimit => "Wait before the next request.",
            Self::NotFound => {
                "Check the id, the kind (image or video) and that the key is of the same account."
            }
            Self::Server => "The service failed; look at the task's status before sending anything again.",
            Self::Edge => {
                "A proxy in front of the service answered; look at the task's status before sending anything again."
            }
            Self::Other => "Look at the task's status before sending anything again.",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Authentication => "authentication",
            Self::Permission => "permission",
            Self::Balance => "balance",
            Self::InvalidRequest => "invalid request",
            Self::ContentPolicy => "content policy",
            Self::ModelUnavailable => "model unavailable",
            Self::RateLimit => "rate limit",
            Self::NotFound => "not found",
            Self::Server => "server",
            Self::Edge => "edge",
            Self::Other => "other",
        })
    }
}

/// `task_not_exist` was seen where the message belongs. A sentence never looks so.
fn is_code_word(text: &str) -> bool {
    text.contains('_') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn of(status: u16, body: &Value) -> Category {
        Category::of(status, ApiError::from_body(body).as_ref())
    }

    #[test]
    fn codes_refine_the_status() {
        let error = |code: Value| json!({"error": {"code": code, "message": "m"}});
        assert_eq!(of(401, &error(json!(401))), Category::Authentication);
        assert_eq!(of(403, &error(json!("insufficient_user_quota"))), Category::Balance);
        assert_eq!(of(503, &error(json!("model_not_found"))), Category::ModelUnavailable);
        assert_eq!(of(503, &error(json!("rate_limit_unavailable"))), Category::RateLimit);
        assert_eq!(of(400, &json!({"code": "task_not_exist", "message": "m"})), Category::NotFound);
        assert_eq!(of(400, &error(json!("xxx.PrivacyInformation"))), Category::ContentPolicy);
        assert_eq!(of(500, &error(json!("pricing_failed"))), Category::Server);
        assert_eq!(of(400, &json!({"message": "task_not_exist"})), Category::NotFound);
        assert_eq!(of(400, &json!({"message": "the task_not_exist"})), Category::InvalidRequest);
    }

    #[test]
    fn p18_a_foreign_body_leaves_the_status_to_decide() {
        for (status, category) in [
            (401, Category::Authentication),
            (402, Category::Balance),
            (403, Category::Permission),
            (404, Category::NotFound),
            (413, Category::InvalidRequest),
            (422, Category::ContentPolicy),
            (429, Category::RateLimit),
            (500, Category::Server),
            (502, Category::Edge),
            (524, Category::Edge),
            (307, Category::Edge),
            (200, Category::Other),
        ] {
            assert_eq!(Category::of(status, None), category, "{status}");
        }
    }
}
