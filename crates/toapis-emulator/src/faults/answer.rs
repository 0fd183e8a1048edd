//! An answer on its way out, and the changes that faults make to it.

use std::io::Write as _;
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::edit::Edit;
use super::observed::{self, Observed};
use super::{base64_bytes, json_text};

/// A whole answer in memory.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Without those that frame the body: whoever sends it sets them.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// What the changes need to know about the request.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    /// Scheme and host the client used, without a slash at the end.
    pub(crate) origin: String,
    /// The path of the request, with its query.
    pub(crate) path: String,
    /// Whether the request was processed.
    pub(crate) processed: bool,
}

const JSON: &str = "application/json";
/// Where the service keeps results and uploads.
const SERVICE_FILES: &str = "https://files.toapis.com";

impl Answer {
    /// An answer with a JSON body.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
        Self { status, headers, body: body.to_string().into() }
    }

    /// What a request that was kept from being processed starts from.
    pub(crate) fn unprocessed() -> Self {
        let message = "a scripted fault kept this request from being processed";
        Self::json(
            500,
            &json!({"error": {"code": "internal_error", "message": message, "type": "new_api_error"}}),
        )
    }

    /// The answer after these changes.
    pub(crate) fn edited(mut self, edits: &[Edit], context: &Context) -> Self {
        let own = self.body.clone();
        for edit in edits {
            self.apply(edit, &own, context);
        }
        if matches!(self.status, 204 | 205 | 304) {
            self.body = Bytes::new();
        }
        self
    }

    fn apply(&mut self, edit: &Edit, own: &[u8], context: &Context) {
        match edit {
            Edit::Status(status) | Edit::AcceptedUnder(status) => self.status = *status,
            Edit::Header { name, value } => self.header(name, value),
            Edit::AddHeader { name, value } => self.add_header(name, value),
            Edit::RemoveHeader(name) => {
                self.headers.remove(name.as_str());
            }
            Edit::Redirect { status, location } => {
                self.status = *status;
                self.header("location", location.as_deref().unwrap_or(&context.path));
            }
            Edit::DateOffBy(seconds) => self.header("date", &date_off_by(*seconds)),
            Edit::Json(value) => self.replace(value.to_string(), JSON),
            Edit::Text { text, media_type } => {
                self.replace(text.clone(), media_type.as_deref().unwrap_or("text/plain; charset=utf-8"));
            }
            // Checked when the fault was made; nothing is left of bytes that are none.
            Edit::Base64(text) => self.body = base64_bytes(text).unwrap_or_default().into(),
            Edit::EmptyBody => self.body = Bytes::new(),
            Edit::Observed(id) => {
                if let Ok(sample) = observed::sample(id) {
                    self.status = sample.status.unwrap_or(200);
                    self.header("content-type", sample.media_type());
                    self.body = placed(sample, own, context);
                }
            }
            Edit::Merge(fields) => self.body = json_text::merged(&self.body, fields).into(),
            Edit::Glue(value) => self.surround(b"", value.to_string().as_bytes()),
            Edit::EmptyStatus => self.body = json_text::without_status_word(&self.body).into(),
            Edit::TwoIds => self.body = json_text::with_two_ids(&self.body).into(),
            Edit::ByteOrderMark => self.surround(b"\xEF\xBB\xBF", b""),
            Edit::RawField { name, json } => self.raw_field(name, json.as_bytes()),
            Edit::InvalidUtf8 => self.raw_field("message", b"\"\xFF\xFE\xC3\x28\""),
            Edit::Nested { depth, field } => {
                let depth = usize::try_from(*depth).unwrap_or(usize::MAX);
                self.raw_field(field, ("[".repeat(depth) + &"]".repeat(depth)).as_bytes());
            }
            Edit::Under(name) => self.surround(format!("{{{}:", Value::from(name.as_str())).as_bytes(), b"}"),
            Edit::InArray => self.surround(b"[", b"]"),
            Edit::Truncate { bytes } => self.body.truncate(cut(self.body.len(), *bytes)),
            Edit::Gzip(layers) => {
                for _ in 0..*layers {
                    self.body = gzip(&self.body);
                    self.add_header("content-encoding", "gzip");
                }
            }
            Edit::FalseEncoding(encoding) => self.header("content-encoding", encoding),
        }
    }

    fn replace(&mut self, body: String, media_type: &str) {
        self.header("content-type", media_type);
        self.body = body.into();
    }

    fn surround(&mut self, before: &[u8], after: &[u8]) {
        self.body = [before, self.body.as_ref(), after].concat().into();
    }

    fn raw_field(&mut self, name: &str, raw: &[u8]) {
        self.body = json_text::with_raw_field(&self.body, name, raw).into();
    }

    /// Sets a header that was checked when the fault was made.
    fn header(&mut self, name: &str, value: &str) {
        if let Some((name, value)) = checked(name, value) {
            self.headers.insert(name, value);
        }
    }

    fn add_header(&mut self, name: &str, value: &str) {
        if let Some((name, value)) = checked(name, value) {
            self.headers.append(name, value);
        }
    }
}

fn checked(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_bytes(value.as_bytes()).ok()?))
}

/// Where a text of this length is cut: after so many bytes, or in the middle.
pub(crate) fn cut(length: usize, bytes: Option<u64>) -> usize {
    bytes.map_or(length / 2, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX).min(length))
}

fn date_off_by(seconds: i64) -> String {
    let now = SystemTime::now();
    let by = Duration::from_secs(seconds.unsigned_abs());
    let moved = if seconds < 0 { now.checked_sub(by) } else { now.checked_add(by) };
    // The date of HTTP has four digits for the year; beyond them it stays at the present.
    let last = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799);
    let moved = moved.filter(|moved| (SystemTime::UNIX_EPOCH..=last).contains(moved));
    httpdate::fmt_http_date(moved.unwrap_or(now))
}

fn gzip(body: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let written = encoder.write_all(body).and_then(|()| encoder.finish());
    written.unwrap_or_default().into()
}

/// The body of a sample as this gateway would have sent it: about the real task when there is one, with files here.
fn placed(sample: &Observed, own: &[u8], context: &Context) -> Bytes {
    let files = format!("{}/files", context.origin);
    let own: Option<Value> = if context.processed { serde_json::from_slice(own).ok() } else { None };
    let text = sample.body();
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if let Some(mut own) = own {
        // A glued sample is no JSON; its first value is.
        let first = serde_json::Deserializer::from_str(&text).into_iter::<Value>().next();
        if let Some(Ok(mut first)) = first {
            for (theirs, ours) in json_text::urls(&mut first).into_iter().zip(json_text::urls(&mut own)) {
                text = text.replace(theirs.as_str(), ours);
            }
            let has_id = matches!(sample.kind.as_str(), "create" | "status" | "upload");
            if let (true, Some(theirs), Some(ours)) =
                (has_id, json_text::task_id(&first), json_text::task_id(&own))
            {
                text = text.replace(theirs, ours);
            }
        }
    }
    text.replace(SERVICE_FILES, &files).into()
}
