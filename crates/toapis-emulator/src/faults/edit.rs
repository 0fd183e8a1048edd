//! Changes to an answer that stay within HTTP: its status, its headers, its body.

use axum::http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::observed;

/// One change to an answer. A fault has any number of them; they are applied in order.
///
/// The answer they start from is the gateway's own, or a plain 500 when the request was not processed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Edit {
    /// Another status, 200 to 999. The body stays; with 204, 205 and 304 it is left out.
    Status(u16),
    /// Another status, 200 to 999, for an answer that accepts the request. The fault waits for such an answer: one
    /// that refuses the request goes out as it is, and the fault has not fired.
    AcceptedUnder(u16),
    /// A header, in place of those of that name.
    Header {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// A header, beside those of that name.
    AddHeader {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// No header of this name.
    RemoveHeader(String),
    /// A redirect.
    Redirect {
        /// 301, 302, 303, 307, 308 or another status of 300 to 399.
        status: u16,
        /// The `Location`. Default: the path of the request, on the same host. The emulator sends nothing there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<String>,
    },
    /// A `Date` this many seconds off the computer's clock.
    DateOffBy(i64),
    /// This JSON as body.
    Json(Value),
    /// This text as body.
    Text {
        /// The text.
        text: String,
        /// The `Content-Type`. Default: `text/plain; charset=utf-8`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        media_type: Option<String>,
    },
    /// These bytes as body, as Base64; the `Content-Type` stays.
    Base64(String),
    /// No body.
    EmptyBody,
    /// Status and body of an answer that was observed in the field, by its id, such as `error-064`. A sample without a
    /// status gets 200. When the request was processed, the ids and URLs of the sample become those of the real task;
    /// other URLs of the service become URLs of the emulator.
    Observed(String),
    /// These fields set at the top of the JSON body.
    Merge(Map<String, Value>),
    /// A second JSON value right behind the body.
    Glue(Value),
    /// The `status` of a task becomes an empty string. Waits for an answer that accepts the request, like
    /// [`AcceptedUnder`](Self::AcceptedUnder).
    EmptyStatus,
    /// The task id stays as `task_id`, and the `id` becomes another one.
    TwoIds,
    /// A byte order mark before the body.
    ByteOrderMark,
    /// A field of this name whose raw JSON text is this, be it valid or not.
    RawField {
        /// The name of the field.
        name: String,
        /// The text of its value.
        json: String,
    },
    /// A `message` whose string is not UTF-8.
    InvalidUtf8,
    /// A field with this many arrays in each other.
    Nested {
        /// How many, 1 to 1,000,000.
        depth: u32,
        /// The name of the field.
        field: String,
    },
    /// The body put into an array.
    InArray,
    /// The body put into an object, as its only field.
    Under(String),
    /// The body cut, in an answer that ends as announced.
    Truncate {
        /// How many bytes stay. Default: half.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bytes: Option<u64>,
    },
    /// The body compressed this many times, 1 to 20, with one `gzip` in `Content-Encoding` for each.
    Gzip(u8),
    /// A `Content-Encoding` that the body does not have.
    FalseEncoding(String),
}

impl Edit {
    /// Whether it is only for answers that accept the request.
    pub(crate) fn waits_for_acceptance(&self) -> bool {
        matches!(self, Self::AcceptedUnder(_) | Self::EmptyStatus)
    }

    /// What is wrong with it, if anything.
    pub(crate) fn problem(&self) -> Option<String> {
        match self {
            Self::Status(status) | Self::AcceptedUnder(status) if !(200..=999).contains(status) => {
                Some(format!(
                    "a status of an answer is 200 to 999, not {status}; for others see the interim and status-word faults"
                ))
            }
            Self::Redirect { status, .. } if !(300..=399).contains(status) => {
                Some(format!("a redirect has a status of 300 to 399, not {status}"))
            }
            Self::Redirect { location: Some(location), .. } => value_problem(location),
            Self::Header { name, value } | Self::AddHeader { name, value } => {
                name_problem(name).or_else(|| value_problem(value))
            }
            Self::RemoveHeader(name) => name_problem(name),
            Self::FalseEncoding(value) | Self::Text { media_type: Some(value), .. } => value_problem(value),
            Self::Base64(text) => super::base64_bytes(text).err(),
            Self::Observed(id) => observed::sample(id).err().map(|error| error.to_string()),
            Self::Nested { depth, .. } if *depth == 0 || *depth > 1_000_000 => {
                Some(format!("nesting is 1 to 1000000 deep, not {depth}"))
            }
            Self::Gzip(layers) if *layers == 0 || *layers > 20 => {
                Some(format!("gzip is put on 1 to 20 times, not {layers}"))
            }
            _ => None,
        }
    }
}

/// What is wrong with the name of a header; also names whose values the server itself must set.
fn name_problem(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    if matches!(lower.as_str(), "content-length" | "transfer-encoding" | "connection") {
        return Some(format!(
            "`{name}` is set by the server; wrong lengths are framing faults, such as length-too-long"
        ));
    }
    HeaderName::from_bytes(name.as_bytes()).err().map(|_| format!("`{name}` is no name of an HTTP header"))
}

fn value_problem(value: &str) -> Option<String> {
    let problem = || format!("a header cannot hold {value:?}; for broken lines see the head faults");
    HeaderValue::from_bytes(value.as_bytes()).err().map(|_| problem())
}
