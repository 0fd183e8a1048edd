//! One exchange as it stands in a cassette, and the way from and to live values.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::layout;
use super::scrub::is_json;
use crate::memory::Reply;
use crate::{Delivery, ErrorKind, TransportError};

/// A request, and its answer or its error; neither, when it was given up before there was one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exchange {
    pub(super) request: RequestPart,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<AnswerPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<ErrorPart>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequestPart {
    pub(super) method: String,
    pub(super) url: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) headers: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<BodyPart>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerPart {
    pub(super) status: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) headers: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<BodyPart>,
    /// The body was left before its end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) unread: bool,
    /// The body broke here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) broken: Option<ErrorPart>,
}

impl AnswerPart {
    /// The answer with another body where that changed, and with the length of that one.
    pub(super) fn with_body(mut self, old: usize, new: &[u8]) -> Self {
        let complete = !self.unread && self.broken.is_none();
        for header in &mut self.headers {
            let is_length = header.strip_prefix("content-length: ") == Some(old.to_string().as_str());
            if complete && is_length {
                *header = format!("{CONTENT_LENGTH}: {}", new.len());
            }
        }
        self.body = BodyPart::new(new);
        self
    }

    /// What a replay answers.
    pub(super) fn reply(&self) -> Result<Reply, String> {
        let mut reply = Reply::new(self.status);
        for header in &self.headers {
            let (name, value) = header_of(header)?;
            reply = reply.append(name, value);
        }
        if let Some(body) = &self.body {
            reply = reply.body(body.bytes()?);
        }
        if let Some(broken) = &self.broken {
            return Ok(reply.then_fail(broken.error()?));
        }
        if self.unread {
            let message = "the recording of this body ends here, because its reader went no further";
            return Ok(reply.then_fail(TransportError::answered(ErrorKind::Unplanned, message)));
        }
        Ok(reply)
    }
}

/// `name: value`, with the value's bytes as Latin-1.
pub(super) fn header_of(line: &str) -> Result<(HeaderName, HeaderValue), String> {
    let wrong = || format!("{:?} is no header", line.split(':').next().unwrap_or_default());
    let (name, value) =
        line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, ""))).ok_or_else(wrong)?;
    let value: Vec<u8> = value.chars().map(u8::try_from).collect::<Result<_, _>>().map_err(|_| wrong())?;
    match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        (Ok(name), Ok(value)) => Ok((name, value)),
        _ => Err(wrong()),
    }
}

/// A body: exactly one of the three.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyPart {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    json: Option<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

impl BodyPart {
    /// JSON is kept as JSON only where laying it out and packing it again gives the same bytes.
    pub(super) fn new(bytes: &[u8]) -> Option<Self> {
        let (mut json, mut text, mut base64) = (None, None, None);
        match std::str::from_utf8(bytes) {
            Ok("") => return None,
            Ok(said) => {
                let fits = is_json(said) && layout::depth(said) <= DEEPEST && layout::compact(said) == said;
                json = fits.then(|| RawValue::from_string(said.to_owned()).ok()).flatten();
                text = json.is_none().then(|| said.to_owned());
            }
            Err(_) => base64 = Some(BASE64.encode(bytes)),
        }
        Some(Self { json, text, base64 })
    }

    pub(super) fn bytes(&self) -> Result<Bytes, String> {
        match (&self.json, &self.text, &self.base64) {
            (Some(json), None, None) => Ok(layout::compact(json.get()).into()),
            (None, Some(text), None) => Ok(text.clone().into()),
            (None, None, Some(coded)) => {
                BASE64.decode(coded).map(Bytes::from).map_err(|_| "a body is no base64".to_owned())
            }
            _ => Err("a body has to be one of json, text and base64".to_owned()),
        }
    }
}

/// Deeper JSON is kept as text: nobody reads it, and its indentation would be larger than itself.
const DEEPEST: usize = 32;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorPart {
    pub(super) kind: ErrorKind,
    pub(super) delivery: Delivery,
    pub(super) message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) host: Option<String>,
    /// What had come of a body, where the transport said so itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) partial: Option<BodyPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<String>,
}

impl ErrorPart {
    /// The same error again; its source is its text.
    pub(super) fn error(&self) -> Result<TransportError, String> {
        let message = self.message.clone();
        let mut error = match self.delivery {
            Delivery::NotSent => TransportError::not_sent(self.kind, message),
            Delivery::Unknown => TransportError::unknown(self.kind, message),
            Delivery::Answered => TransportError::answered(self.kind, message),
        };
        if let Some(host) = &self.host {
            error = error.with_host(host.as_str());
        }
        if let Some(partial) = &self.partial {
            error = error.with_partial(partial.bytes()?);
        }
        if let Some(source) = &self.source {
            error = error.with_source(source.as_str());
        }
        Ok(error)
    }
}
