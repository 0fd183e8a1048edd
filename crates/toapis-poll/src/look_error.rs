//! A look that did not show the task.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use thiserror::Error;

/// Why one look did not show the task. Says nothing about the task itself.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::{LookError, LookErrorKind};
///
/// let error = LookError::rate_limited("HTTP 429").with_retry_after(Duration::from_secs(7));
/// assert_eq!(error.kind(), LookErrorKind::RateLimited);
/// assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
/// ```
#[derive(Debug, Error)]
#[error("{kind}")]
pub struct LookError {
    kind: LookErrorKind,
    retry_after: Option<Duration>,
    source: Box<dyn Error + Send + Sync>,
}

impl LookError {
    /// An error of this kind, with what caused it: an error, or a text.
    pub fn new(kind: LookErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind, retry_after: None, source: source.into() }
    }

    /// [`LookErrorKind::Lost`].
    pub fn lost(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(LookErrorKind::Lost, source)
    }

    /// [`LookErrorKind::RateLimited`].
    pub fn rate_limited(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(LookErrorKind::RateLimited, source)
    }

    /// [`LookErrorKind::Gone`].
    pub fn gone(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(LookErrorKind::Gone, source)
    }

    /// [`LookErrorKind::Refused`].
    pub fn refused(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(LookErrorKind::Refused, source)
    }

    /// [`LookErrorKind::TimedOut`], after this long.
    pub fn timed_out(after: Duration) -> Self {
        Self::new(LookErrorKind::TimedOut, format!("no answer within {after:?}"))
    }

    /// Adds how long the server said to stay away (`Retry-After`). Counts for lost and rate-limited looks, within
    /// [`WaitOptions::MAX_RETRY_AFTER`](crate::WaitOptions::MAX_RETRY_AFTER).
    pub fn with_retry_after(self, retry_after: impl Into<Option<Duration>>) -> Self {
        Self { retry_after: retry_after.into(), ..self }
    }

    /// What went wrong, as far as a waiter cares.
    pub fn kind(&self) -> LookErrorKind {
        self.kind
    }

    /// How long the server said to stay away, unclamped.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

/// What a failed look means for the wait.
///
/// When in doubt use [`Lost`](Self::Lost): it is forgiven most often. A 402 is `Lost` too; it stops creates, not looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LookErrorKind {
    /// No answer, or none that tells anything: a broken connection, a 5xx, HTML, a body that is no task.
    Lost,
    /// No answer in time, see [`WaitOptions::look_timeout`](crate::WaitOptions::look_timeout). Counts as lost.
    TimedOut,
    /// Asked too often (429). Waited out, and never counted as lost.
    RateLimited,
    /// The server does not know the task: 404, 410, or 400 with `task_not_exist`.
    ///
    /// A wait that has not seen the task yet looks for it as the other kind then, at once and once, since an image that is
    /// looked for among the videos is not found.
    Gone,
    /// The server does not accept the key: 401, 403. Ends the wait at once.
    Refused,
}

impl fmt::Display for LookErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lost => "the look was lost",
            Self::TimedOut => "the look took too long",
            Self::RateLimited => "the service was asked too often",
            Self::Gone => "the service does not know the task",
            Self::Refused => "the service did not accept the key",
        })
    }
}
