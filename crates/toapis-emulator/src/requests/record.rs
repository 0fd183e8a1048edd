//! One request in the log.

use axum::http::HeaderMap;
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};

use super::mask::{self, KEY_HEADERS};
use crate::faults::FaultId;

/// A request as it was received, and what it was answered. Keys, cookies, signatures and webhook secrets are masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Its number, from 1, in the order in which the heads were read.
    pub sequence: u64,
    /// When its head was read, in Unix milliseconds of the emulator's clock.
    pub at: u64,
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The headers, with names in lower case, in the order of their names' first appearance.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: RecordedBody,
    /// How many bytes of the body were read.
    pub body_bytes: u64,
    /// Whether the body was read to its end.
    pub body_complete: bool,
    /// The first header that carried a key: `authorization`, `x-api-key` or `api-key`.
    pub key_header: Option<String>,
    /// Whether it carried a key, right or wrong.
    pub carried_key: bool,
    /// The status that was sent: `None` when no status line was.
    pub status: Option<u16>,
    /// Whether the gateway processed it, be it to accept or to refuse it. `false` until it is answered.
    pub processed: bool,
    /// The fault it met.
    pub fault: Option<FiredFault>,
}

/// The fault that a request met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FiredFault {
    /// Its number in the script: `None` for one that the request asked for itself.
    pub id: Option<FaultId>,
    /// Its name.
    pub name: String,
}

/// The body of a request in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RecordedBody {
    /// It had none, or none was read.
    #[default]
    Empty,
    /// Text in UTF-8.
    Text {
        /// The text, up to 64 KiB of it.
        text: String,
        /// Whether there was more.
        cut: bool,
    },
    /// Multipart or other bytes, which are not kept.
    Binary {
        /// The `Content-Type`, when there was one.
        media_type: Option<String>,
    },
}

/// The sequence number of a request, as an extension for those who handle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestSequence(pub(crate) u64);

/// What a request is answered.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) status: Option<u16>,
    pub(crate) processed: bool,
    pub(crate) fault: Option<FiredFault>,
}

/// How much text of a body is kept, in bytes.
const TEXT: usize = 64 * 1024;
/// How far beyond that secrets are looked for, so that none is cut in two and missed.
const BEYOND: usize = 1024;

impl RecordedRequest {
    /// A request of which only the head is known. Its sequence number is not yet set.
    pub(super) fn of(parts: &Parts, at: u64) -> Self {
        let key_header = key_header(&parts.headers);
        let headers = parts.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), mask::header(name.as_str(), &value))
        });
        Self {
            sequence: 0,
            at,
            method: parts.method.to_string(),
            path: mask::target(parts.uri.path_and_query().map_or("/", |path| path.as_str())),
            headers: headers.collect(),
            body: RecordedBody::Empty,
            body_bytes: 0,
            body_complete: false,
            carried_key: key_header.is_some(),
            key_header,
            status: None,
            processed: false,
            fault: None,
        }
    }

    /// The first header of this name, which is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON, when it is some and was kept whole.
    pub fn json(&self) -> Option<serde_json::Value> {
        match &self.body {
            RecordedBody::Text { text, cut: false } => serde_json::from_str(text).ok(),
            _ => None,
        }
    }
}

fn key_header(headers: &HeaderMap) -> Option<String> {
    let carries = |name: &&str| {
        let value =
            headers.get(*name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned());
        let value = value.unwrap_or_default();
        let key = value.strip_prefix("Bearer").map_or(value.as_str(), str::trim_start);
        !key.is_empty()
    };
    KEY_HEADERS.iter().copied().find(carries).map(str::to_owned)
}

impl RecordedBody {
    /// What is kept of these bytes.
    pub(super) fn of(media_type: Option<String>, bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::Empty;
        }
        let multipart = media_type.as_deref().is_some_and(|kind| kind.trim_start().starts_with("multipart/"));
        match text(&bytes[..bytes.len().min(TEXT + BEYOND)], bytes.len() > TEXT + BEYOND) {
            Some(text) if !multipart => {
                let mut text = mask::text(text);
                let cut = bytes.len() > TEXT;
                if cut {
                    let mut end = text.len().min(TEXT);
                    while !text.is_char_boundary(end) {
                        end -= 1;
                    }
                    text.truncate(end);
                }
                Self::Text { text, cut }
            }
            _ => Self::Binary { media_type },
        }
    }
}

/// The bytes as text. When they go on, the last character may be cut in two.
fn text(bytes: &[u8], goes_on: bool) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if goes_on && error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn recorded(name: &str, value: &str) -> RecordedRequest {
        let request = Request::get("/v1/balance").header(name, value).body(()).unwrap();
        RecordedRequest::of(&request.into_parts().0, 0)
    }

    #[test]
    fn s07_a_request_says_that_it_carried_a_key_but_not_which() {
        let request = recorded("Authorization", "Bearer sk-emulator-demo");
        assert_eq!(request.header("authorization"), Some("Bearer sk-emulator-…"));
        assert_eq!((request.carried_key, request.key_header.as_deref()), (true, Some("authorization")));
        let request = recorded("X-Api-Key", "canary");
        assert_eq!(request.header("x-api-key"), Some("***"));
        assert_eq!(request.key_header.as_deref(), Some("x-api-key"));
        for (name, value) in [("authorization", "Bearer "), ("cookie", "a=b"), ("accept", "*/*")] {
            assert!(!recorded(name, value).carried_key, "{name}");
        }
    }

    #[test]
    fn bodies_are_kept_as_text_up_to_a_limit_and_else_described() {
        assert_eq!(RecordedBody::of(None, b""), RecordedBody::Empty);
        let json = br#"{"prompt":"a sk-canary0123"}"#;
        let kept = RecordedBody::of(None, json);
        assert_eq!(kept, RecordedBody::Text { text: r#"{"prompt":"a sk-***"}"#.to_owned(), cut: false });

        let long = "é".repeat(TEXT);
        let RecordedBody::Text { text, cut } = RecordedBody::of(None, long.as_bytes()) else {
            panic!("text")
        };
        assert!(cut && text.len() == TEXT);
        // One byte off, so that the limit lies within a character.
        let long = format!("a{long}");
        let RecordedBody::Text { text, cut } = RecordedBody::of(None, long.as_bytes()) else {
            panic!("text")
        };
        assert!(cut && text.len() == TEXT - 1);
        let exact = "a".repeat(TEXT);
        assert!(matches!(RecordedBody::of(None, exact.as_bytes()), RecordedBody::Text { cut: false, .. }));
        // A key that the limit cuts in two.
        let key = format!("{} sk-canary0123456789", "a".repeat(TEXT - 12));
        let RecordedBody::Text { text, .. } = RecordedBody::of(None, key.as_bytes()) else { panic!("text") };
        assert!(!text.contains("canary"));

        let multipart = Some("multipart/form-data; boundary=x".to_owned());
        assert_eq!(
            RecordedBody::of(multipart.clone(), b"--x"),
            RecordedBody::Binary { media_type: multipart }
        );
        assert_eq!(RecordedBody::of(None, b"\xFF\xD8"), RecordedBody::Binary { media_type: None });
        // Broken text is no text, also at its end.
        assert_eq!(RecordedBody::of(None, b"ab\xC3"), RecordedBody::Binary { media_type: None });
    }

    #[test]
    fn a_record_goes_through_json() {
        let mut request = recorded("accept", "*/*");
        request.body = RecordedBody::Text { text: "{\"a\":1}".to_owned(), cut: false };
        request.fault = Some(FiredFault { id: Some(FaultId::from(3)), name: "lose-answer".to_owned() });
        let json = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<RecordedRequest>(&json).unwrap(), request);
        assert_eq!(request.json(), Some(serde_json::json!({"a": 1})));
    }
}
