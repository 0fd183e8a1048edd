//! From an unproven request to a verified event.

use std::fmt;
use std::time::Duration;

use toapis_types::WebhookEvent;

use crate::signature::matching_secret;
use crate::{InvalidSecret, SignatureHeaders, VerifyError, WebhookSecret};

/// The longest body taken: 1 MiB. Events are a few kilobytes; stop reading a request here.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// How far a delivery's timestamp may be from the clock in either direction, as the service documents it: 300 s.
pub const DEFAULT_TOLERANCE: Duration = Duration::from_secs(300);

/// Checks deliveries against one or several secrets (`webhooks/task-webhooks`).
///
/// Holds no state beyond its configuration: one verifier serves any number of threads. It does not notice a delivery
/// that comes twice; see the crate's front page.
///
/// Each secret costs one pass over the body, for right and for wrong signatures alike.
#[derive(Clone, Debug)]
pub struct Verifier {
    /// Never empty.
    secrets: Vec<WebhookSecret>,
    tolerance: Duration,
}

impl Verifier {
    /// Verifies with one secret and a tolerance of [`DEFAULT_TOLERANCE`].
    pub fn new(secret: WebhookSecret) -> Self {
        Self { secrets: vec![secret], tolerance: DEFAULT_TOLERANCE }
    }

    /// Verifies with several secrets: the new and the previous one during a rotation, or those of several tokens that
    /// call the same URL. A signature made with any of them is accepted.
    ///
    /// # Errors
    ///
    /// [`InvalidSecret::NoSecrets`] for an empty list.
    pub fn with_secrets(secrets: impl IntoIterator<Item = WebhookSecret>) -> Result<Self, InvalidSecret> {
        let secrets: Vec<_> = secrets.into_iter().collect();
        if secrets.is_empty() {
            return Err(InvalidSecret::NoSecrets);
        }
        Ok(Self { secrets, tolerance: DEFAULT_TOLERANCE })
    }

    /// How far the timestamp may lie from the clock, into the past and into the future. Exactly as far is accepted.
    ///
    /// Default [`DEFAULT_TOLERANCE`]. The longer it is, the longer a captured delivery can be sent again;
    /// [`Duration::MAX`] switches the check off.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Checks a delivery and reads its event. `now` is the wall clock in whole Unix seconds; `raw_body` is every byte
    /// of the body as it was sent, before any decoding.
    ///
    /// Nothing of the body is looked at before a signature over it was found right.
    ///
    /// # Errors
    ///
    /// Every [`VerifyError`] but those of [`SignatureHeaders::from_headers`].
    pub fn verify(
        &self,
        headers: &SignatureHeaders<'_>,
        raw_body: &[u8],
        now: i64,
    ) -> Result<Verified, VerifyError> {
        self.authenticate(headers, raw_body, now)?.read()
    }

    /// The first half of [`verify`](Self::verify): proves the bytes and leaves them unread, to store or forward them.
    ///
    /// Should the service ever sign an id with a dot, the same signature would also prove the shorter id before that
    /// dot, with a timestamp and a body that begin earlier. Such a body begins with a number and is no event, so that
    /// [`verify`](Self::verify) refuses it in any case; a user of the bytes alone has only the timestamp check.
    ///
    /// # Errors
    ///
    /// As [`verify`](Self::verify), except for [`Unreadable`](VerifyError::Unreadable) and
    /// [`IdMismatch`](VerifyError::IdMismatch), which come from [`Authentic::read`].
    pub fn authenticate<'a>(
        &self,
        headers: &SignatureHeaders<'a>,
        raw_body: &'a [u8],
        now: i64,
    ) -> Result<Authentic<'a>, VerifyError> {
        // The cheap refusals come first, so that junk costs no hash.
        if raw_body.len() > BODY_LIMIT {
            return Err(VerifyError::BodyTooLarge);
        }
        let claims = headers.read()?;
        self.check_age(claims.timestamp, now)?;
        let secret_index =
            matching_secret(&self.secrets, &claims.signatures, claims.id, claims.timestamp, raw_body)
                .ok_or(VerifyError::NoMatch)?;
        Ok(Authentic { id: claims.id, signed_at: claims.timestamp, body: raw_body, secret_index })
    }

    fn check_age(&self, timestamp: i64, now: i64) -> Result<(), VerifyError> {
        // The distance of two i64 always fits a u64; a plain subtraction would overflow.
        let seconds = now.abs_diff(timestamp);
        if Duration::from_secs(seconds) <= self.tolerance {
            return Ok(());
        }
        Err(if timestamp < now { VerifyError::TooOld { seconds } } else { VerifyError::InFuture { seconds } })
    }
}

/// A delivery whose signature is right and whose event was not read yet. Only a [`Verifier`] makes one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Authentic<'a> {
    id: &'a str,
    signed_at: i64,
    body: &'a [u8],
    secret_index: usize,
}

impl<'a> Authentic<'a> {
    /// The event's id as the header has it: the key to tell a repeated delivery by. At most 128 visible ASCII
    /// characters, without a dot.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// When this delivery attempt was signed, in Unix seconds. A retry of the same event has a later one.
    pub fn signed_at(&self) -> i64 {
        self.signed_at
    }

    /// The signed body.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// Which secret signed it, as its place in the list that the verifier was made with, from 0.
    pub fn secret_index(&self) -> usize {
        self.secret_index
    }

    /// Reads the event.
    ///
    /// # Errors
    ///
    /// [`Unreadable`](VerifyError::Unreadable) when the body is no event, and
    /// [`IdMismatch`](VerifyError::IdMismatch) when it is the event of another id.
    pub fn read(&self) -> Result<Verified, VerifyError> {
        let event = WebhookEvent::from_slice(self.body).map_err(VerifyError::Unreadable)?;
        if event.id != self.id {
            return Err(VerifyError::IdMismatch);
        }
        Ok(Verified { event, signed_at: self.signed_at, secret_index: self.secret_index })
    }
}

impl fmt::Debug for Authentic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body holds the URLs of results, which open them to whoever reads a log.
        f.debug_struct("Authentic")
            .field("id", &self.id)
            .field("signed_at", &self.signed_at)
            .field("body_bytes", &self.body.len())
            .field("secret_index", &self.secret_index)
            .finish()
    }
}

/// An event whose signature is right.
///
/// Its type may be one this version does not know, and its task one you never made: a token has one webhook for
/// everything it is used for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Verified {
    /// The event; its [`id`](WebhookEvent::id) is the one that the header was signed with.
    pub event: WebhookEvent,
    /// When this delivery attempt was signed, in Unix seconds. A retry of the same event has a later one.
    pub signed_at: i64,
    /// Which secret signed it, as its place in the list that the verifier was made with, from 0.
    ///
    /// Once a rotation is over and nothing comes with the previous secret any more, drop that one.
    pub secret_index: usize,
}
