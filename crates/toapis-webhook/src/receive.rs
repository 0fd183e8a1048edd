//! What to do with one delivery, decided without I/O: for any framework, and none.

use toapis_types::WebhookEvent;

use crate::{Authentic, BODY_LIMIT, Insert, SignatureHeaders, StoreError, Verifier, VerifyError};

/// Judges a delivery: refuse it, or store it and answer then. No I/O, no clock; `now` is the wall clock in Unix seconds.
///
/// The pattern for a store and a server of your own:
///
/// ```
/// # use std::collections::HashMap;
/// use toapis_webhook::{Answer, Decision, Insert, Verifier, receive};
///
/// # fn on_request(verifier: &Verifier, table: &mut HashMap<String, Vec<u8>>, headers: &[(String, String)], body: &[u8], now: i64) -> u16 {
/// let headers = headers.iter().map(|(name, value)| (name, value));
/// let answer = match receive(verifier, headers, body, now) {
///     Decision::Refuse(error) => Answer::Refused(error),
///     Decision::Store(delivery, _) => {
///         // Durably, and in one step that only one of several copies can win.
///         let is_new = table.insert(delivery.id().to_owned(), body.to_vec()).is_none();
///         Answer::after(&Ok(if is_new { Insert::New } else { Insert::Duplicate }))
///     }
/// };
/// answer.status() // … and only now wake whoever handles what is new in the table.
/// # }
/// ```
pub fn receive<'a, N, V>(
    verifier: &Verifier,
    headers: impl IntoIterator<Item = (N, &'a V)>,
    raw_body: &'a [u8],
    now: i64,
) -> Decision<'a>
where
    N: AsRef<[u8]>,
    V: AsRef<[u8]> + ?Sized + 'a,
{
    let read = |headers: &SignatureHeaders<'a>| {
        let delivery = verifier.authenticate(headers, raw_body, now)?;
        Ok((delivery, delivery.read()?.event))
    };
    match SignatureHeaders::from_headers(headers).and_then(|headers| read(&headers)) {
        Ok((delivery, event)) => Decision::Store(delivery, Box::new(event)),
        Err(error) => Decision::Refuse(error),
    }
}

/// What to do with a delivery.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision<'a> {
    /// Keep it under its id, then say what came of it with [`Answer::after`]. The event is what its body says; handle
    /// it after the answer.
    Store(Authentic<'a>, Box<WebhookEvent>),
    /// Keep nothing, and answer [`Answer::Refused`].
    Refuse(VerifyError),
}

/// How a delivery is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// 200: it is stored, and will be handled.
    Stored,
    /// 200: it was stored before. It is not handled because of this.
    Duplicate,
    /// 400, 401 or 413, see [`VerifyError::status`]: it proves nothing, or cannot be used.
    Refused(VerifyError),
    /// 503: it is genuine, but could not be stored, so that the sender must try again.
    NotStored,
    /// 405: the request was no `POST`.
    NotPost,
    /// 408: the body did not come in time.
    Slow,
    /// 400: the body broke off.
    Broken,
}

impl Answer {
    /// The answer to a delivery that the store was asked to keep.
    pub fn after(inserted: &Result<Insert, StoreError>) -> Self {
        match inserted {
            Ok(Insert::New) => Self::Stored,
            Ok(Insert::Duplicate) => Self::Duplicate,
            Err(_) => Self::NotStored,
        }
    }

    /// The answer that the length announced in the head of a request decides alone, before any of its body is read.
    pub fn to_length(content_length: Option<u64>) -> Option<Self> {
        let limit = u64::try_from(BODY_LIMIT).unwrap_or(u64::MAX);
        content_length
            .is_some_and(|length| length > limit)
            .then_some(Self::Refused(VerifyError::BodyTooLarge))
    }

    /// The HTTP status. Send no body with it: what is wrong with a request is nobody's business but yours.
    pub fn status(&self) -> u16 {
        match self {
            Self::Stored | Self::Duplicate => 200,
            Self::Refused(error) => error.status(),
            Self::NotStored => 503,
            Self::NotPost => 405,
            Self::Slow => 408,
            Self::Broken => 400,
        }
    }

    /// Whether the sender will take it as delivered, and not come again.
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Stored | Self::Duplicate)
    }
}
