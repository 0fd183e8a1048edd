//! The log of deliveries, and the schedule by which they are tried.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::delivery::{Attempt, Delivery, DeliveryState, InFlight, Outcome};
use super::endpoint::Endpoint;
use super::event::Event;
use super::fault::DeliveryFault;
use super::settings::DeliverySettings;
use super::url::ReceiverUrl;

/// All deliveries, oldest first. Makes no connection and reads no clock: someone takes what is due, sends it, and says what
/// came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Deliveries {
    pub(super) settings: DeliverySettings,
    log: VecDeque<Delivery>,
    made: u64,
    faults: VecDeque<DeliveryFault>,
}

impl Deliveries {
    /// Puts a fault into the line for the next events.
    pub(super) fn script(&mut self, fault: DeliveryFault) {
        self.faults.push_back(fault);
    }

    /// The faults that have met no event yet.
    pub(super) fn scripted(&self) -> impl ExactSizeIterator<Item = DeliveryFault> {
        self.faults.iter().copied()
    }

    /// Takes back the faults that have met no event yet.
    pub(super) fn clear_script(&mut self) {
        self.faults.clear();
    }

    /// Queues an event, due now. The first number it has in the log.
    pub(super) fn queue(&mut self, user: &str, url: &ReceiverUrl, event: &Event, now: Duration) -> u64 {
        let fault = self.faults.pop_front();
        let first = self.made.saturating_add(1);
        let copies = if fault == Some(DeliveryFault::Twice) { 2 } else { 1 };
        for _ in 0..copies {
            self.made = self.made.saturating_add(1);
            self.log.push_back(Delivery {
                id: self.made,
                user: user.to_owned(),
                event_id: event.id.clone(),
                event_type: event.kind,
                url: url.clone(),
                body: event.body.clone(),
                state: DeliveryState::Pending,
                next_attempt: Some(now.saturating_add(fault.map_or(Duration::ZERO, DeliveryFault::delay))),
                attempts: Vec::new(),
                fault,
                failures: 0,
                in_flight: None,
            });
        }
        self.trim();
        first
    }

    /// When the next attempt is due, of those that are not under way.
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.log.iter().filter_map(Delivery::due).min()
    }

    /// The attempt that has been due for longest, signed for `now`. It is under way until it is [finished](Self::finish).
    pub(super) fn take_due(
        &mut self,
        endpoints: &BTreeMap<String, Endpoint>,
        now: Duration,
    ) -> Option<Attempt> {
        loop {
            let due = self.log.iter_mut().filter_map(|delivery| Some((delivery.due()?, delivery)));
            let (_, delivery) =
                due.filter(|(at, _)| *at <= now).min_by_key(|(at, delivery)| (*at, delivery.id))?;
            let Some(endpoint) = endpoints.get(&delivery.user).filter(|endpoint| endpoint.enabled) else {
                let reason = "the user has no enabled webhook endpoint any more".to_owned();
                delivery.record(InFlight { at: now, signature: String::new() }, Outcome::NotSent { reason });
                delivery.end(DeliveryState::GivenUp);
                continue;
            };
            let attempt = delivery.sign(endpoint, now, self.settings.attempt_timeout());
            delivery.in_flight = Some(InFlight { at: now, signature: attempt.signature.clone() });
            return Some(attempt);
        }
    }

    /// Says what came of an attempt, at its end. A delivery that has left the log in the meantime is passed over.
    pub(super) fn finish(&mut self, id: u64, outcome: Outcome, now: Duration) {
        let Some(delivery) = self.log.iter_mut().find(|delivery| delivery.id == id) else { return };
        let Some(made) = delivery.in_flight.take() else { return };
        let success = outcome.is_success();
        delivery.record(made, outcome);
        if success {
            delivery.end(DeliveryState::Delivered);
            return;
        }
        delivery.failures = delivery.failures.saturating_add(1);
        match self.settings.wait_after(delivery.failures) {
            Some(wait) => delivery.next_attempt = Some(now.saturating_add(wait)),
            None => delivery.end(DeliveryState::GivenUp),
        }
    }

    /// Makes a delivery due now. One that had come to its end has its whole schedule before it again.
    pub(super) fn resend(&mut self, id: u64, now: Duration) -> Result<(), ResendError> {
        let found = self.log.iter_mut().find(|delivery| delivery.id == id);
        let delivery = found.ok_or(ResendError::Unknown { id })?;
        if delivery.in_flight.is_some() {
            return Err(ResendError::UnderWay { id });
        }
        if delivery.state != DeliveryState::Pending {
            delivery.state = DeliveryState::Pending;
            delivery.failures = 0;
        }
        delivery.next_attempt = Some(now);
        Ok(())
    }

    pub(super) fn list(&self) -> impl DoubleEndedIterator<Item = &Delivery> + ExactSizeIterator {
        self.log.iter()
    }

    /// Keeps as many as the settings say.
    pub(super) fn trim(&mut self) {
        while self.log.len() > self.settings.kept() {
            let ended = self.log.iter().position(|delivery| delivery.state != DeliveryState::Pending);
            self.log.remove(ended.unwrap_or(0));
        }
    }
}

impl Delivery {
    fn sign(&self, endpoint: &Endpoint, now: Duration, timeout: Duration) -> Attempt {
        let fault = self.fault.filter(|_| self.attempts.is_empty());
        let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        let (signed, shown) = fault.map_or((seconds, seconds), |fault| fault.timestamps(seconds));
        let signature = endpoint.signature(&self.event_id, signed, self.body.as_bytes(), now);
        Attempt {
            delivery: self.id,
            url: self.url.clone(),
            event_id: self.event_id.clone(),
            timestamp: shown,
            signature: match fault {
                Some(fault) => fault.spoil(signature),
                None => signature,
            },
            body: self.body.clone(),
            timeout,
        }
    }

    fn end(&mut self, state: DeliveryState) {
        self.state = state;
        self.next_attempt = None;
    }
}

/// Why nothing is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum ResendError {
    /// There is no delivery of this number, or none any more.
    #[error("there is no delivery {id} in the log; the list of deliveries has their numbers")]
    Unknown {
        /// What was asked for.
        id: u64,
    },
    /// An attempt has not come to its end.
    #[error("delivery {id} is being sent right now; ask again when the attempt has ended")]
    UnderWay {
        /// What was asked for.
        id: u64,
    },
}
