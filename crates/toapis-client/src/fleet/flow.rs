//! Which creates of a long list are sent, waited for, or held back: decisions only, no clock and no I/O.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use toapis_types::Ticket;

use super::in_flight::{InFlight, Receipt};
use crate::error::{Error, UnknownCause};
use crate::outcome::Submitted;
use crate::prepared::Draft;

/// The state of one list. All times are monotonic.
#[derive(Debug)]
pub(crate) struct Flow {
    most: usize,
    next_index: usize,
    /// Pulled, and nothing sent: their files are uploaded, or they wait for their turn.
    preparing: BTreeMap<usize, Draft>,
    /// Taken from `preparing` again, as creates were stopped.
    unsent: BTreeMap<usize, Draft>,
    /// Sent, and not handed out.
    in_flight: BTreeMap<usize, Receipt>,
    /// How many creates are on their way.
    unanswered: usize,
    accepted: usize,
    ended: usize,
    /// How many creates in a row met with no answer, or with a rate limit.
    trouble: u32,
    hold_until: Duration,
    stopped: Option<StatusCode>,
}

/// Whether another request may be taken from the iterator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pull {
    Now,
    /// From this moment on.
    At(Duration),
    /// Not before something ends.
    Full,
    /// Never: the service refuses the key or the balance.
    Stopped,
}

/// What comes after a create.
#[derive(Debug)]
pub(crate) enum Next {
    Wait(Box<Submitted>),
    Recover(Box<Lost>),
    Give(Box<Error>),
    /// It was not sent, and is kept.
    Kept,
}

/// A create without an answer.
#[derive(Debug)]
pub(crate) struct Lost {
    pub(crate) ticket: Box<Ticket>,
    /// Missing when it was sent by another run.
    pub(crate) cause: Option<Box<UnknownCause>>,
}

impl Flow {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            next_index: 0,
            preparing: BTreeMap::new(),
            unsent: BTreeMap::new(),
            in_flight: BTreeMap::new(),
            unanswered: 0,
            accepted: 0,
            ended: 0,
            trouble: 0,
            hold_until: Duration::ZERO,
            stopped: None,
        }
    }

    pub(crate) fn set_most(&mut self, most: usize) {
        self.most = most.max(1);
    }

    pub(crate) fn start_at(&mut self, index: usize) {
        self.next_index = self.next_index.max(index);
    }

    /// Whether to take another request.
    pub(crate) fn pull(&self) -> Pull {
        if self.stopped.is_some() {
            return Pull::Stopped;
        }
        // In trouble, one create at a time finds out whether it is over.
        let is_probing = self.trouble > 0 && self.preparing.len() + self.unanswered > 0;
        let is_full = self.preparing.len() + self.in_flight.len() >= self.most;
        if is_probing || is_full || self.preparing.len() >= AHEAD {
            Pull::Full
        } else if !self.hold_until.is_zero() {
            Pull::At(self.hold_until)
        } else {
            Pull::Now
        }
    }

    /// The place of the next request.
    pub(crate) fn place(&mut self) -> usize {
        let index = self.next_index;
        self.next_index += 1;
        index
    }

    /// A request was taken, checked and named.
    pub(crate) fn prepared(&mut self, index: usize, draft: Draft) {
        self.preparing.insert(index, draft);
    }

    /// A request of an earlier stop, to be begun again.
    pub(crate) fn take_unsent(&mut self) -> Option<(usize, Draft)> {
        self.unsent.pop_first()
    }

    /// A create is about to leave. Called for each attempt.
    pub(crate) fn sending(&mut self, index: usize, ticket: &Ticket) {
        if self.preparing.remove(&index).is_some() {
            self.unanswered += 1;
            self.in_flight.insert(index, Receipt::Ticket(ticket.clone()));
        } else {
            // It is tried once more: the others had better see what comes of it.
            self.trouble = self.trouble.max(1);
        }
    }

    /// Something that an earlier run has sent.
    pub(crate) fn take_up(&mut self, earlier: InFlight) {
        self.start_at(earlier.index.saturating_add(1));
        self.in_flight.insert(earlier.index, earlier.receipt);
    }

    /// A create is over.
    pub(crate) fn created(&mut self, index: usize, outcome: Result<Submitted, Error>, now: Duration) -> Next {
        let unsent = self.preparing.remove(&index);
        if unsent.is_none() {
            self.unanswered = self.unanswered.saturating_sub(1);
        }
        let was_stopped = self.stopped.is_some();
        self.learn(&outcome, now);
        match (outcome, unsent) {
            (Ok(submitted), _) => self.accept(index, submitted),
            (Err(Error::Unknown { ticket, cause, .. }), _) => {
                self.in_flight.insert(index, Receipt::Ticket((*ticket).clone()));
                Next::Recover(Box::new(Lost { ticket, cause: Some(cause) }))
            }
            // The first refusal is told; the others are what was not sent.
            (Err(Error::Halted { .. }), Some(draft)) if was_stopped => {
                self.unsent.insert(index, draft);
                Next::Kept
            }
            (Err(error), _) => Next::Give(Box::new(error)),
        }
    }

    /// The search for a lost create is over.
    pub(crate) fn recovered(&mut self, index: usize, lost: Lost, outcome: Result<Submitted, Error>) -> Next {
        match (outcome, lost.cause) {
            (Ok(submitted), _) => self.accept(index, submitted),
            (Err(error), Some(cause)) => {
                let looked_up = Some(Box::new(error));
                Next::Give(Box::new(Error::Unknown { ticket: lost.ticket, cause, looked_up }))
            }
            (Err(error), None) => Next::Give(Box::new(error)),
        }
    }

    /// The result is in the caller's hands.
    pub(crate) fn given(&mut self, index: usize) {
        self.in_flight.remove(&index);
        self.ended += 1;
    }

    /// Lets it go on after a refusal of the key or the balance.
    pub(crate) fn resume(&mut self) {
        self.stopped = None;
        (self.trouble, self.hold_until) = (0, Duration::ZERO);
    }

    pub(crate) fn stopped(&self) -> Option<StatusCode> {
        self.stopped
    }

    /// How many requests were taken and are held back.
    pub(crate) fn held(&self) -> usize {
        self.unsent.len() + self.preparing.len()
    }

    /// What was taken and not sent.
    pub(crate) fn into_unsent(mut self) -> BTreeMap<usize, Draft> {
        self.unsent.append(&mut self.preparing);
        self.unsent
    }

    pub(crate) fn in_flight(&self) -> Vec<InFlight> {
        let each = self.in_flight.iter();
        each.map(|(index, receipt)| InFlight { index: *index, receipt: receipt.clone() }).collect()
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts {
            pulled: self.next_index,
            accepted: self.accepted,
            in_flight: self.in_flight.len(),
            ended: self.ended,
        }
    }

    fn accept(&mut self, index: usize, submitted: Submitted) -> Next {
        self.accepted += 1;
        self.in_flight.insert(index, Receipt::Handle(submitted.handle.clone()));
        Next::Wait(Box::new(submitted))
    }

    /// What an outcome says to the creates that come next.
    fn learn(&mut self, outcome: &Result<Submitted, Error>, now: Duration) {
        match outcome {
            Err(Error::Rejected(refusal))
                if matches!(refusal.status, StatusCode::UNAUTHORIZED | StatusCode::PAYMENT_REQUIRED) =>
            {
                self.stopped = Some(refusal.status);
            }
            Err(Error::Halted { status, .. }) => self.stopped = Some(*status),
            Err(error) if is_trouble(error) => {
                let wish = error.retry_after().unwrap_or_default().min(LONGEST_WISH);
                // Those that were on their way together are one sign of trouble, not many.
                let pause = if now >= self.hold_until {
                    self.trouble = self.trouble.saturating_add(1);
                    let factor = 2_u32.checked_pow(self.trouble).unwrap_or(u32::MAX);
                    FIRST_HOLD.saturating_mul(factor).min(LONGEST_HOLD)
                } else {
                    Duration::ZERO
                };
                self.hold_until = self.hold_until.max(now.saturating_add(pause.max(wish)));
            }
            // A file that is not there says nothing about the service.
            Err(Error::Upload { .. }) => {}
            _ => (self.trouble, self.hold_until) = (0, Duration::ZERO),
        }
    }
}

/// A panic of somebody's callback left nothing half done.
pub(crate) fn lock(flow: &Mutex<Flow>) -> MutexGuard<'_, Flow> {
    flow.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How far a list of creates is, see [`SubmitAll::counts`](super::SubmitAll::counts).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// How many requests were taken from the iterator; the index of the next one.
    pub pulled: usize,
    /// How many were accepted, those that were found again included.
    pub accepted: usize,
    /// How many were sent and have not come out.
    pub in_flight: usize,
    /// How many came out, as a result or as an error.
    pub ended: usize,
}

/// Whether further creates would only meet with the same.
fn is_trouble(error: &Error) -> bool {
    match error {
        Error::Unknown { .. } => true,
        Error::NotSent(_) | Error::Rejected(_) => error.is_retryable(),
        _ => false,
    }
}

/// So many requests are taken before their turn has come, so that their files are there by then.
const AHEAD: usize = 4;

/// In trouble, creates are held back for longer each time.
const FIRST_HOLD: Duration = Duration::from_millis(500);
const LONGEST_HOLD: Duration = Duration::from_secs(60);
/// What the service asks for is honoured up to here.
const LONGEST_WISH: Duration = Duration::from_secs(120);
