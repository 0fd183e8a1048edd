//! Answers of the service that were observed in the field, by id.

use std::sync::LazyLock;

use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::FaultError;

/// One observed answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Observed {
    /// Its id, such as `error-064`.
    pub id: String,
    /// What it answered: `create`, `status`, `error`, `upload`, `balance`, `models`, or `webhook` for a delivery.
    pub kind: String,
    /// The HTTP status, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The body, when it is one JSON value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<Value>,
    /// The body, when it is anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// All of them, one a line.
const SAMPLES: &str = include_str!("observed.jsonl");

static OBSERVED: LazyLock<Vec<Observed>> =
    LazyLock::new(|| SAMPLES.lines().filter_map(|line| serde_json::from_str(line).ok()).collect());

/// All observed answers, in the order of their file.
pub fn observed() -> &'static [Observed] {
    &OBSERVED
}

/// The observed answer with this id.
///
/// # Errors
///
/// When there is none.
pub(crate) fn sample(id: &str) -> Result<&'static Observed, FaultError> {
    let found = OBSERVED.iter().find(|sample| sample.id == id);
    found.ok_or_else(|| FaultError::UnknownObserved(id.to_owned()))
}

impl Observed {
    /// Whether the request it answered was refused.
    pub fn is_error(&self) -> bool {
        let refused = self.status.is_some_and(|status| status >= 400);
        let without_success =
            self.json.as_ref().is_some_and(|json| json.get("success") == Some(&Value::Bool(false)));
        self.kind == "error" || refused || without_success
    }

    /// The bytes of the body.
    pub(crate) fn body(&self) -> Bytes {
        match (&self.json, &self.text) {
            (Some(json), _) => json.to_string().into(),
            (None, Some(text)) => text.clone().into(),
            (None, None) => Bytes::new(),
        }
    }

    /// The `Content-Type` it is sent with.
    pub(crate) fn media_type(&self) -> &'static str {
        match &self.text {
            Some(text) if text.starts_with('<') => "text/html; charset=utf-8",
            Some(text) if !text.starts_with('{') => "text/plain; charset=utf-8",
            _ => "application/json",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_sample_with_one_body_and_its_own_id() {
        assert_eq!(observed().len(), SAMPLES.lines().count());
        let mut ids: Vec<&str> = observed().iter().map(|sample| sample.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 85);
        for sample in observed() {
            assert!(sample.json.is_some() != sample.text.is_some(), "{}", sample.id);
            assert!(!sample.body().is_empty());
        }
    }

    #[test]
    fn errors_are_known_by_kind_status_or_success() {
        assert!(sample("error-079").unwrap().is_error());
        assert!(sample("upload-101").unwrap().is_error());
        assert!(sample("balance-110").unwrap().is_error());
        assert!(!sample("status-051").unwrap().is_error());
        assert_eq!(sample("error-092").unwrap().media_type(), "text/html; charset=utf-8");
        assert_eq!(sample("status-045").unwrap().media_type(), "application/json");
        let error = sample("error-999").unwrap_err().to_string();
        assert!(error.contains("error-999") && error.contains("error-064"), "{error}");
    }
}
