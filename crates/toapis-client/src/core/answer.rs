//! One answer of the service, read as far as it came, and what reading it gives.

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use toapis_poll::budget::Class;
use toapis_transport::{Request, TransportError};
use toapis_types::{ApiError, Category, Task, clean_text, json};

use super::retry_after::retry_after;
use crate::error::{Error, NoAnswer, Refusal};
use crate::key::ApiKey;

/// One exchange with the service: a request, and the meaning of whatever comes back.
pub(crate) trait Call {
    type Output;

    /// The word for it in logs and attempts.
    const NAME: &'static str;

    /// When it may be made again.
    fn repeat(&self) -> Repeat;

    /// The limit that it counts against.
    fn bucket(&self) -> Bucket;

    /// Who asks: one call, or one of very many.
    fn class(&self) -> Class {
        Class::Single
    }

    /// Whether somebody else has taken the permit for it.
    fn is_permitted(&self) -> bool {
        false
    }

    /// The id of what it is about, for logs.
    fn subject(&self) -> &str {
        Default::default()
    }

    /// The request to send, once.
    ///
    /// # Errors
    ///
    /// When it has no valid address. Nothing was sent then.
    fn request(&self) -> Result<Request, Error>;

    /// What the answer, or the failure to get one, means. `now` is Unix seconds.
    fn judge(&self, answer: Result<Answer<'_>, TransportError>, now: i64) -> Result<Self::Output, Error>;
}

/// When a call may be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It only reads.
    Freely,
    /// It may be repeated, for the documentation names no charge, but it is heavy.
    Upload,
    /// Only when it was proven not to have been sent, or refused by a rate limit. The user waits for its outcome.
    Unsent,
    /// As `Unsent`, and it costs money.
    Create,
    /// Somebody else decides, or nobody may.
    Never,
}

/// The limit that a call counts against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bucket {
    Submit,
    Query,
    /// The documentation names no limit.
    None,
}

/// A head, and the body as far as it came.
///
/// The body is as it was sent, since ids are read out of it; whatever is made of it for people is without the key.
pub(crate) struct Answer<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Why the body ended early, if it did.
    pub(crate) cut: Option<TransportError>,
    key: &'a ApiKey,
}

impl<'a> Answer<'a> {
    /// An answer from a head and the outcome of reading the body, to a request with this key.
    pub(crate) fn new(
        head: http::response::Parts,
        body: Result<Bytes, TransportError>,
        key: &'a ApiKey,
    ) -> Self {
        let (body, cut) = match body {
            Ok(body) => (body, None),
            Err(error) => (error.partial().cloned().unwrap_or_default(), Some(error)),
        };
        Self { status: head.status, headers: head.headers, body, cut, key }
    }

    /// The answer, if it came at all and came to its end: what a call needs that may simply be made again.
    pub(crate) fn whole(answer: Result<Self, TransportError>) -> Result<Self, Error> {
        match answer {
            Ok(Self { cut: Some(cut), .. }) | Err(cut) => Err(Error::Transport(Box::new(NoAnswer::new(cut)))),
            Ok(whole) => Ok(whole),
        }
    }

    /// The first JSON value of the body, unless the body was cut off or holds none. A key that the service repeats is taken
    /// out of everything but ids.
    pub(crate) fn json(&self) -> Option<Value> {
        if self.cut.is_some() {
            return None;
        }
        let first = json::first_value(&self.body).ok()?;
        if first.trailing_bytes > 0 {
            tracing::warn!(
                bytes = first.trailing_bytes,
                "the answer goes on behind its JSON; the first value counts"
            );
        }
        Some(if self.key.may_be_in(&self.body) { self.key.redact_json(first.value) } else { first.value })
    }

    /// The task, if the answer came to its end and is of exactly the documented form, so that nothing in it can be an error
    /// or a key. `None` says nothing.
    pub(crate) fn documented_task(&self) -> Option<Task> {
        let is_safe = self.cut.is_none() && !self.key.may_be_in(&self.body);
        is_safe.then(|| Task::from_documented(&self.body))?
    }

    /// The refusal that this answer is, given the error found in its body.
    pub(crate) fn refusal(&self, error: Option<ApiError>, now: i64) -> Refusal {
        Refusal {
            status: self.status,
            category: Category::of(self.status.as_u16(), error.as_ref()),
            excerpt: if error.is_some() { None } else { self.excerpt() },
            redirect_host: self.redirect_host(),
            error: error.map(|error| self.key.redact_error(error)),
            request_id: self.request_id(),
            retry_after: retry_after(&self.headers, now),
            uploads: Vec::new(),
            attempts: Vec::new(),
        }
    }

    /// The beginning of a body that could not be read as what it should be, safe to show.
    fn excerpt(&self) -> Option<String> {
        const SHOWN: usize = 160;
        const SCANNED: usize = 4 * SHOWN;
        let text = match self.body.get(..SCANNED) {
            Some(head) => String::from_utf8_lossy(head) + "…",
            None => String::from_utf8_lossy(&self.body),
        };
        // The key is taken out before anything more is cut off: half a key is still half a secret.
        let text = clean_text(&self.key.redact(&text));
        let cut: String = text.chars().take(SHOWN).collect();
        (!cut.is_empty()).then(|| if cut.len() < text.len() { cut + "…" } else { cut })
    }

    /// Where an answer sends us; we do not go there.
    fn redirect_host(&self) -> Option<String> {
        let location = self.headers.get(LOCATION).filter(|_| self.status.is_redirection())?;
        let target: http::Uri = location.to_str().ok()?.parse().ok()?;
        target.host().map(|host| clean_text(&self.key.redact(host)))
    }

    fn request_id(&self) -> Option<String> {
        ["x-oneapi-request-id", "x-request-id", "cf-ray"]
            .iter()
            .find_map(|name| self.headers.get(*name))
            .and_then(|value| value.to_str().ok())
            .map(|text| clean_text(&self.key.redact(text)).chars().take(100).collect())
    }
}
