//! One event on its way to one receiver, and what came of each attempt.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::event::EventType;
use super::fault::DeliveryFault;
use super::url::ReceiverUrl;

/// How much of a receiver's answer is read and kept, in bytes.
pub(super) const ANSWER_LIMIT: usize = 4096;

/// How many attempts a delivery keeps: more than the schedule has, fewer than someone can ask for by hand.
const ATTEMPTS_KEPT: usize = 128;

/// An event for a receiver: the log of its attempts, and when the next one is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its number in the log, from 1.
    pub id: u64,
    /// Whose event it is.
    pub user: String,
    /// The same on every attempt, and on every delivery of the event.
    pub event_id: String,
    /// What the event tells.
    pub event_type: EventType,
    /// Where it goes.
    pub url: ReceiverUrl,
    /// The bytes that are signed and sent.
    pub body: String,
    /// Whether it is still on its way.
    pub state: DeliveryState,
    /// When the next attempt is due, since 1970 by the emulator's clock; `None` when there is none.
    pub next_attempt: Option<Duration>,
    /// What was tried, oldest first: the newest 128.
    pub attempts: Vec<AttemptRecord>,
    /// What was asked to be odd about it.
    pub fault: Option<DeliveryFault>,
    /// How many attempts failed since it was queued, or resent after its end.
    pub(super) failures: u32,
    /// The attempt that was handed out. Not part of a snapshot: what was not finished is tried again.
    #[serde(skip)]
    pub(super) in_flight: Option<InFlight>,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// An attempt is due or under way.
    Pending,
    /// An attempt was answered with 2xx.
    Delivered,
    /// Every attempt failed.
    GivenUp,
}

/// An attempt that came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptRecord {
    /// Counts from 1, over the whole delivery.
    pub number: u32,
    /// When it was made, since 1970 by the emulator's clock.
    pub at: Duration,
    /// The signature header that was sent; empty for [`Outcome::NotSent`].
    pub signature: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// The receiver answered. Only 2xx counts as success; a redirect is not followed.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The first 4,096 bytes of the body; what is no UTF-8 is replaced.
        body: String,
    },
    /// Nothing listens there.
    Refused,
    /// There was no whole answer in time.
    TimedOut,
    /// The connection broke, or what came back is not HTTP.
    Broken {
        /// What happened.
        reason: String,
    },
    /// Nothing was sent: the user has no endpoint to sign with any more, or switched it off. The delivery is given up.
    NotSent {
        /// Why.
        reason: String,
    },
}

impl Outcome {
    /// Whether the event has arrived: the receiver answered 2xx.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Answered { status: 200..=299, .. })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InFlight {
    pub(super) at: Duration,
    pub(super) signature: String,
}

impl Delivery {
    /// For people and for the admin API: times in Unix seconds, signatures cut short, the event as JSON.
    pub(crate) fn describe(&self) -> Value {
        let attempts: Vec<_> = self.attempts.iter().map(AttemptRecord::describe).collect();
        json!({
            "id": self.id,
            "user": self.user,
            "event_id": self.event_id,
            "event_type": self.event_type,
            "url": self.url,
            "state": self.state,
            "in_flight": self.in_flight.is_some(),
            "next_attempt_at": self.next_attempt.map(|at| at.as_secs()),
            "fault": self.fault,
            "attempts": attempts,
            "event": serde_json::from_str(&self.body).unwrap_or_else(|_| json!(self.body)),
        })
    }

    /// Counts from 1.
    pub(super) fn next_number(&self) -> u32 {
        self.attempts.last().map_or(1, |last| last.number.saturating_add(1))
    }

    pub(super) fn record(&mut self, made: InFlight, outcome: Outcome) {
        let InFlight { at, signature } = made;
        let number = self.next_number();
        self.attempts.push(AttemptRecord { number, at, signature, outcome });
        let excess = self.attempts.len().saturating_sub(ATTEMPTS_KEPT);
        self.attempts.drain(..excess);
    }

    /// When it is due, if it waits for that.
    pub(super) fn due(&self) -> Option<Duration> {
        self.next_attempt.filter(|_| self.in_flight.is_none())
    }
}

impl AttemptRecord {
    fn describe(&self) -> Value {
        let signatures = self.signature.split(',').filter(|entry| !entry.is_empty());
        let masked: Vec<_> =
            signatures.map(|entry| format!("{}…", entry.get(..11).unwrap_or_default())).collect();
        json!({
            "number": self.number,
            "at": self.at.as_secs(),
            "signature": masked.join(","),
            "outcome": self.outcome,
        })
    }
}

/// An attempt to be made now: everything that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// The number of the delivery, to finish it with.
    pub(crate) delivery: u64,
    pub(crate) url: ReceiverUrl,
    pub(crate) event_id: String,
    /// Unix seconds, as the header says them.
    pub(crate) timestamp: i64,
    /// The value of the signature header.
    pub(crate) signature: String,
    pub(crate) body: String,
    /// For the attempt as a whole, in real time.
    pub(crate) timeout: Duration,
}
