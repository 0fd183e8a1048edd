//! What the service says when it says no, in any of the dozen shapes it says it in.

use std::fmt;

use serde_json::{Map, Value};

use crate::lenient::{object_in, text_of};
use crate::text::clean_text;

/// The error part of an answer or of a failed task.
///
/// The documentation and the field show many shapes: an `error` object whose `code` is a string, an integer, empty or
/// missing; a bare string; `{"success": false, "message": …}`; flat `code` and `message`; an Anthropic-style error; and
/// a `message` that is JSON with yet another error inside. All of them end up here.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    /// The code as text (`401` for the integer 401); `None` when missing or blank. An open set: provider codes pass
    /// through the gateway unchanged.
    pub code: Option<String>,
    /// The message, for display only: languages differ between pages and deployments. Cleaned of control characters
    /// and bounded by [`clean_text`].
    pub message: Option<String>,
    /// The error type, such as `invalid_request_error` or `new_api_error`.
    pub kind: Option<String>,
    /// The request field that is at fault, when the service names one.
    pub param: Option<String>,
    /// The codes around this one, outermost first, when the message held a nested error.
    pub outer_codes: Vec<String>,
}

impl ApiError {
    /// Finds the error in an answer's body; `None` when the body does not report one.
    ///
    /// Looked for in this order: an `error` object or text; `"type": "error"`; `"success": false`; flat `code` and
    /// `message` without a task. A task that failed reports through [`Task::error`](crate::Task::error).
    pub fn from_body(body: &Value) -> Option<Self> {
        let body = body.as_object()?;
        match body.get("error") {
            Some(Value::Array(list)) => return list.first().and_then(Self::from_error),
            Some(error) => {
                if let Some(error) = Self::from_error(error) {
                    return Some(error);
                }
            }
            None => {}
        }
        if body.get("type").and_then(Value::as_str) == Some("error") {
            return Some(Self::from_fields(body));
        }
        if body.get("success") == Some(&Value::Bool(false)) {
            return Some(Self::from_fields(body));
        }
        let is_success = |code: &Value| {
            code.as_i64().is_some_and(|n| n == 0 || (200..300).contains(&n))
                || code == "success"
                || code == "ok"
        };
        let is_flat = body.get("message").is_some_and(Value::is_string)
            && !["id", "task_id", "status", "task_status"].iter().any(|key| body.contains_key(*key))
            && !body.get("data").is_some_and(|data| data.is_object() || data.is_array())
            && !body.get("success").is_some_and(|success| success == &Value::Bool(true))
            && !body.get("code").is_some_and(is_success);
        is_flat.then(|| Self::from_fields(body))
    }

    /// Reads an `error` value: an object, or a bare text. `None` when it says nothing: a blank text, an empty object.
    pub fn from_error(error: &Value) -> Option<Self> {
        let error = match error {
            Value::Object(fields) => Self::from_fields(fields),
            Value::String(text) => {
                Self::from_fields(&Map::from_iter([("message".to_owned(), Value::String(text.clone()))]))
            }
            _ => return None,
        };
        let says_something = error.code.is_some() || error.message.is_some() || error.kind.is_some();
        says_something.then_some(error)
    }

    /// Whether the code (or one around it) is this word, exactly.
    pub fn has_code(&self, code: &str) -> bool {
        self.codes().any(|own| own == code)
    }

    /// All codes, the innermost first.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.code.iter().chain(self.outer_codes.iter().rev()).map(String::as_str)
    }

    fn from_fields(fields: &Map<String, Value>) -> Self {
        let mut fields = fields.clone();
        let mut outer_codes = Vec::new();
        // Wrapped errors are unwrapped to a fixed depth, so that a hostile body cannot keep us busy.
        for _ in 0..MAX_NESTING {
            let Some(inner) = nested_error(&fields) else { break };
            outer_codes.extend(word(&fields, "code"));
            fields = inner;
        }
        let message = ["message", "msg", "detail"].into_iter().find_map(|key| word(&fields, key));
        Self {
            code: word(&fields, "code"),
            message: message.map(|text| clean_text(&text)),
            kind: word(&fields, "type").filter(|kind| kind != "error"),
            param: word(&fields, "param"),
            outer_codes,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.message, self.code.as_ref().or(self.kind.as_ref())) {
            (Some(message), Some(code)) => write!(f, "{message} ({})", clean_text(code)),
            (Some(message), None) => f.write_str(message),
            (None, Some(code)) => f.write_str(&clean_text(code)),
            (None, None) => f.write_str("no reason given"),
        }
    }
}

/// How deep errors within messages are followed.
const MAX_NESTING: usize = 8;

/// The error inside of this one: in `error`, or in a `message` that is itself JSON.
fn nested_error(fields: &Map<String, Value>) -> Option<Map<String, Value>> {
    if let Some(Value::Object(inner)) = fields.get("error") {
        return Some(inner.clone());
    }
    let text = fields.get("message")?.as_str()?.trim_start();
    if !text.starts_with('{') {
        return None;
    }
    let inner = crate::json::first_value(text.as_bytes()).ok()?.value;
    let inner = object_in(&inner, "error").or(inner.as_object())?;
    (inner.contains_key("message") || inner.contains_key("code")).then(|| inner.clone())
}

fn word(fields: &Map<String, Value>, key: &str) -> Option<String> {
    fields.get(key).and_then(text_of).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
#[expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "what is compared has the form of what is read"
)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: Value) -> Option<(Option<String>, Option<String>)> {
        ApiError::from_body(&body).map(|error| (error.code, error.message))
    }

    fn some(code: &str, message: &str) -> Option<(Option<String>, Option<String>)> {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some((text(code), text(message)))
    }

    #[test]
    fn p15_every_observed_shape_is_understood() {
        assert_eq!(
            read(json!({"error": {"code": 401, "message": "no", "type": "authentication_error"}})),
            some("401", "no")
        );
        assert_eq!(
            read(json!({"error": {"code": "", "message": "bad token", "type": "new_api_error"}})),
            some("", "bad token")
        );
        assert_eq!(read(json!({"error": {"code": null, "message": "x"}})), some("", "x"));
        assert_eq!(read(json!({"error": {"code": {"odd": 1}, "message": "x"}})), some("", "x"));
        assert_eq!(read(json!({"error": "plain"})), some("", "plain"));
        assert_eq!(read(json!({"success": false, "message": "too large"})), some("", "too large"));
        assert_eq!(
            read(json!({"code": "task_not_exist", "message": "gone", "data": null})),
            some("task_not_exist", "gone")
        );
        assert_eq!(read(json!({"message": "task_not_exist"})), some("", "task_not_exist"));
        assert_eq!(read(json!({"type": "error", "error": {"type": "t", "message": "m"}})), some("", "m"));
    }

    #[test]
    fn answers_that_are_no_errors_stay_so() {
        assert_eq!(read(json!({"id": "tsk_1", "status": "queued", "message": ""})), None);
        assert_eq!(read(json!({"success": true, "message": "uploaded", "data": {"url": "u"}})), None);
        assert_eq!(read(json!({"code": 200, "message": "ok", "data": [{"task_id": "t"}]})), None);
        assert_eq!(read(json!({"error": null, "id": "tsk_1"})), None);
        assert_eq!(read(json!([1])), None);
    }

    #[test]
    fn p15_json_in_a_message_is_unwrapped_up_to_a_limit() {
        let inner = json!({"error": {"code": "model_not_found", "message": "No channel"}}).to_string();
        let error =
            ApiError::from_body(&json!({"code": "fail_to_fetch_task", "message": inner, "data": null}))
                .unwrap();
        assert_eq!(error.code.as_deref(), Some("model_not_found"));
        assert_eq!(error.outer_codes, ["fail_to_fetch_task"]);
        assert!(error.has_code("fail_to_fetch_task"));
        assert_eq!(error.to_string(), "No channel (model_not_found)");

        let mut deep = json!({"code": "core", "message": "end"});
        for level in 0..12 {
            deep = json!({"code": format!("level{level}"), "message": deep.to_string()});
        }
        let error = ApiError::from_error(&deep).unwrap();
        assert_eq!(error.outer_codes.len(), MAX_NESTING);
    }
}
