//! One attempt of a call, for errors and for those who watch.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use toapis_transport::Delivery;
use toapis_types::Category;

use crate::error::Error;

/// One request that was made, and what came of it. It holds no secret, no prompt and no address.
///
/// [`Config::on_attempt`](crate::Config::on_attempt) is called with each; an error lists those that led to it, see
/// [`Error::attempts`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Attempt {
    /// Which call it was part of, such as `create` or `look`.
    pub call: &'static str,
    /// 1 for the first attempt of its call.
    pub number: u32,
    /// When it began, in Unix seconds.
    pub began: i64,
    /// How long it took.
    pub took: Duration,
    /// What came of it.
    pub outcome: AttemptOutcome,
    /// The HTTP status, where an answer came.
    pub status: Option<StatusCode>,
    /// The id under which the service logged the request, where it refused it and named one.
    pub request_id: Option<String>,
}

/// What came of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttemptOutcome {
    /// It was answered as was hoped for.
    Succeeded,
    /// Proof that it did not reach the service.
    NotSent,
    /// No answer, or none that can be read.
    Lost,
    /// The service refused it.
    Refused(Category),
}

impl AttemptOutcome {
    pub(crate) fn of<T>(outcome: &Result<T, Error>) -> Self {
        match outcome {
            Ok(_) => Self::Succeeded,
            Err(Error::NotSent(_)) => Self::NotSent,
            Err(Error::Transport(error)) if error.delivery() == Delivery::NotSent => Self::NotSent,
            Err(Error::Rejected(refusal) | Error::Refused(refusal)) => Self::Refused(refusal.category),
            Err(_) => Self::Lost,
        }
    }

    /// The word for it, as in logs.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::NotSent => "not sent",
            Self::Lost => "lost",
            Self::Refused(_) => "refused",
        }
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.outcome.as_str())?;
        if let Some(status) = self.status {
            write!(f, " with {}", status.as_u16())?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}

/// All attempts in one line, when there was more than one.
pub(crate) fn listed(attempts: &[Attempt]) -> String {
    if attempts.len() < 2 {
        return String::new();
    }
    let each: Vec<_> = attempts.iter().map(ToString::to_string).collect();
    format!(", after {} attempts: {}", attempts.len(), each.join(", "))
}

/// All looks of a search in one line, when there was more than one, each with the seconds since the first.
pub(crate) fn looked(looks: &[Attempt]) -> String {
    let [first, _, ..] = looks else { return String::new() };
    let each: Vec<_> =
        looks.iter().map(|look| format!("+{} s {look}", look.began.saturating_sub(first.began))).collect();
    format!(" in {} looks ({})", looks.len(), each.join(", "))
}
