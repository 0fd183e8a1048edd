//! Why a delivery was refused.

use thiserror::Error;
use toapis_types::ReadEventError;

/// Why a delivery was refused.
///
/// No variant and no message holds a secret, a signature that was given, or the one that would have been right, so an
/// error may be logged. Answer the sender with [`status`](Self::status) and no text: which check failed is of use to
/// you and to a forger, not to the service, which repeats a delivery after any answer but 2xx.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A header that every delivery carries is not there; the name is one of the constants of this crate.
    ///
    /// Seen when a proxy removes headers it does not know, and for everything that is no webhook.
    #[error("the header {0} is missing")]
    MissingHeader(&'static str),
    /// A header is there more than once. Different layers take the first or the last of them, so neither is taken.
    #[error("the header {0} is there more than once")]
    RepeatedHeader(&'static str),
    /// The event id is empty, longer than 128 bytes, has a dot, or has something other than visible ASCII.
    #[error("the event id in the header is malformed")]
    MalformedId,
    /// The timestamp is not a plain positive decimal number of seconds: no sign, space, leading zero or fraction.
    #[error("the timestamp in the header is malformed")]
    MalformedTimestamp,
    /// No entry of the signature header is `v1=` with 64 lowercase hex digits.
    #[error("the signature header has no well-formed v1 signature")]
    MalformedSignature,
    /// The signature header has more entries than [`MAX_SIGNATURES`](crate::MAX_SIGNATURES).
    #[error("the signature header has too many entries")]
    TooManySignatures,
    /// A header is longer than any that the service would send. Nothing of it was compared.
    #[error("the header {0} is too long")]
    HeaderTooLong(&'static str),
    /// The body is longer than [`BODY_LIMIT`](crate::BODY_LIMIT). Nothing of it was hashed.
    #[error("the body is larger than {} bytes", crate::BODY_LIMIT)]
    BodyTooLarge,
    /// The timestamp lies too far back: an old delivery sent again, or a clock of yours that runs fast.
    ///
    /// The service signs every retry anew, so its own retries do not end here.
    #[error("the timestamp lies {seconds} s in the past")]
    TooOld {
        /// How far back it lies.
        seconds: u64,
    },
    /// The timestamp lies too far ahead: most likely a clock of yours that runs slow.
    #[error("the timestamp lies {seconds} s in the future")]
    InFuture {
        /// How far ahead it lies.
        seconds: u64,
    },
    /// None of the signatures was made with any of the secrets, over this id, timestamp and body.
    ///
    /// A forgery, a secret that is not (or no longer) yours, or a body that was changed on the way, for example by a
    /// framework that parsed it first.
    #[error("no signature matches")]
    NoMatch,
    /// The signature is right, but the body is no event that this version can read.
    #[error("the signature is right, but the body is no event")]
    Unreadable(#[source] ReadEventError),
    /// The signature is right, but the event in the body has another id than the header.
    ///
    /// Neither can be trusted to tell a repeated delivery by.
    #[error("the signature is right, but the event's id is not the one in the header")]
    IdMismatch,
}

impl VerifyError {
    /// The HTTP status to answer with.
    ///
    /// - 400 for a delivery that is not formed like one: missing, repeated or malformed headers, an unreadable event;
    /// - 401 for a well-formed one that proves nothing: no signature matches, or the timestamp is out of tolerance;
    /// - 413 for a body over the limit.
    ///
    /// The service retries after each of them.
    pub fn status(&self) -> u16 {
        match self {
            Self::MissingHeader(_)
            | Self::RepeatedHeader(_)
            | Self::MalformedId
            | Self::MalformedTimestamp
            | Self::MalformedSignature
            | Self::TooManySignatures
            | Self::HeaderTooLong(_)
            | Self::Unreadable(_)
            | Self::IdMismatch => 400,
            Self::TooOld { .. } | Self::InFuture { .. } | Self::NoMatch => 401,
            Self::BodyTooLarge => 413,
        }
    }

    /// Whether the signature was right all the same, and only the event could not be used.
    ///
    /// Then something happened to one of your tasks: keep the body and raise an alarm instead of dropping it as noise
    /// ([`Verifier::authenticate`](crate::Verifier::authenticate) gives it out unread).
    pub fn is_authentic(&self) -> bool {
        matches!(self, Self::Unreadable(_) | Self::IdMismatch)
    }
}
