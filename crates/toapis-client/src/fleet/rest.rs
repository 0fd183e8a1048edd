//! What is left of a list.

use std::fmt;

use http::StatusCode;

use super::in_flight::InFlight;

/// What is left of a list that did not go to its end, from [`SubmitAll::into_rest`](super::SubmitAll::into_rest).
#[derive(Debug)]
#[non_exhaustive]
pub struct Rest<I, P> {
    /// What was sent and has not come out.
    pub in_flight: Vec<InFlight>,
    /// What was taken from the iterator and not sent, with its index. It can be sent.
    pub unsent: Vec<(usize, P)>,
    /// The iterator, with all that was not taken from it.
    pub requests: I,
}

/// Why a list takes no more requests, and how many of them were never sent.
///
/// The requests that the service refused are not among them: each came out with its error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stopped {
    /// What a create was answered with: 401 or 402.
    pub status: StatusCode,
    /// How many requests were never sent, at least.
    pub at_least: usize,
    /// How many at most, where the iterator knows.
    pub at_most: Option<usize>,
}

impl Stopped {
    pub(crate) fn new(status: StatusCode, held: usize, (low, high): (usize, Option<usize>)) -> Self {
        let at_most = high.and_then(|high| high.checked_add(held));
        Self { status, at_least: low.saturating_add(held), at_most }
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.status == StatusCode::PAYMENT_REQUIRED { "the balance" } else { "the key" };
        let least = self.at_least;
        write!(f, "the service refused {what} ({}), so ", self.status.as_u16())?;
        match self.at_most {
            Some(most) if most == least => write!(f, "{least} requests were not sent"),
            Some(most) => write!(f, "from {least} to {most} requests were not sent"),
            None => write!(f, "{least} requests or more were not sent"),
        }
    }
}
