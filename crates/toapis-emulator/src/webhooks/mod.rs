//! Webhooks of finished tasks, as `webhooks/task-webhooks` documents them: signed, at least once, tried again on a schedule.
//!
//! - an [`Endpoint`] is what a user has set up: a default URL and a secret;
//! - an `Event` is made once for each task that ended, and its body never changes;
//! - a [`Delivery`] is an event on its way to a receiver, with the log of its attempts;
//! - a [`DeliveryFault`] makes the next one odd, to test receivers with.
//!
//! One thing is the other way round from the service: that delivers over https to public addresses only, the emulator over
//! plain http to [this machine](ReceiverUrl) only.

mod deliveries;
mod delivery;
mod endpoint;
mod event;
mod fault;
mod send;
mod settings;
#[cfg(test)]
mod tests;
mod url;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use deliveries::Deliveries;
pub(crate) use deliveries::ResendError;
pub(crate) use delivery::Attempt;
pub use delivery::{AttemptRecord, Delivery, DeliveryState, Outcome};
pub(crate) use endpoint::CallbackRefusal;
pub use endpoint::{Endpoint, Secret};
pub use event::EventType;
pub(crate) use event::{EndedTask, Event, TaskEnd};
pub use fault::DeliveryFault;
pub(crate) use send::send;
pub use settings::{DeliverySettings, InvalidDeliverySettings};
pub use toapis_webhook::InvalidSecret;
pub use url::{InvalidReceiver, ReceiverUrl};

/// The endpoints of all users, and all deliveries. All times are since 1970, by the emulator's clock.
///
/// It makes no connection by itself. Whoever drives it repeats: [`take_due`](Self::take_due), [`send`], without a lock on
/// this, and [`finish`](Self::finish); and looks again at [`next_due`](Self::next_due). Retries count from the end of the
/// attempt before, so a stepped clock sees each of them when it is stepped from one `next_due` to the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Webhooks {
    endpoints: BTreeMap<String, Endpoint>,
    deliveries: Deliveries,
}

impl Webhooks {
    /// Sets up, changes or (with `None`) removes the endpoint of a user. Deliveries that wait for it are signed with what it
    /// is when they are sent, and given up when it is not there or not enabled.
    pub(crate) fn set_endpoint(&mut self, user: &str, endpoint: Option<Endpoint>) {
        match endpoint {
            Some(endpoint) => self.endpoints.insert(user.to_owned(), endpoint),
            None => self.endpoints.remove(user),
        };
    }

    /// What a user has set up.
    pub(crate) fn endpoint(&self, user: &str) -> Option<&Endpoint> {
        self.endpoints.get(user)
    }

    /// What a user has set up, to rotate its secret or switch it.
    pub(crate) fn endpoint_mut(&mut self, user: &str) -> Option<&mut Endpoint> {
        self.endpoints.get_mut(user)
    }

    /// Where the event of a task would go, to be asked before the task is made: to its `callback_url`, else to the default,
    /// else nowhere (`None`).
    pub(crate) fn check_callback(
        &self,
        user: &str,
        callback_url: Option<&str>,
    ) -> Result<Option<ReceiverUrl>, CallbackRefusal> {
        endpoint::destination(self.endpoint(user), callback_url)
    }

    /// Queues the event of a task for the URL that [`check_callback`](Self::check_callback) gave. The number of the delivery.
    pub(crate) fn queue(&mut self, user: &str, url: &ReceiverUrl, event: &Event, now: Duration) -> u64 {
        self.deliveries.queue(user, url, event, now)
    }

    /// Queues a test event for the default URL, as the console's button does. The number of the delivery.
    pub(crate) fn queue_test(
        &mut self,
        user: &str,
        random: &mut fastrand::Rng,
        now: Duration,
    ) -> Result<u64, CallbackRefusal> {
        let url = self.check_callback(user, None)?.ok_or(CallbackRefusal::NotConfigured)?;
        Ok(self.queue(user, &url, &Event::test(random, now), now))
    }

    /// When the next attempt is due, of those that are not under way.
    pub(crate) fn next_due(&self) -> Option<Duration> {
        self.deliveries.next_due()
    }

    /// The attempt that has been due for longest (of equals, the one queued first), signed for `now`. Until it is
    /// [finished](Self::finish) it is under way, and not given out again; after a snapshot is read it is due once more.
    pub(crate) fn take_due(&mut self, now: Duration) -> Option<Attempt> {
        self.deliveries.take_due(&self.endpoints, now)
    }

    /// Says what came of an attempt at its end. Only 2xx is success; after all else it is due again by the schedule, or given
    /// up at its end.
    pub(crate) fn finish(&mut self, delivery: u64, outcome: Outcome, now: Duration) {
        self.deliveries.finish(delivery, outcome, now);
    }

    /// Makes a delivery due now, whatever came of it. One that had come to its end has its whole schedule before it again.
    pub(crate) fn resend(&mut self, delivery: u64, now: Duration) -> Result<(), ResendError> {
        self.deliveries.resend(delivery, now)
    }

    /// All deliveries in the log, oldest first.
    pub(crate) fn list(&self) -> impl DoubleEndedIterator<Item = &Delivery> + ExactSizeIterator {
        self.deliveries.list()
    }

    /// Makes one of the next events odd: the first fault the next event, the second the one after it.
    pub(crate) fn script(&mut self, fault: DeliveryFault) {
        self.deliveries.script(fault);
    }

    /// The faults that have met no event yet.
    pub(crate) fn scripted(&self) -> Vec<DeliveryFault> {
        self.deliveries.scripted().collect()
    }

    /// Takes back the faults that have met no event yet.
    pub(crate) fn clear_script(&mut self) {
        self.deliveries.clear_script();
    }

    /// The schedule and the size of the log.
    pub(crate) fn settings(&self) -> &DeliverySettings {
        &self.deliveries.settings
    }

    /// Changes the schedule for all that comes; what is due already stays due then.
    pub(crate) fn set_settings(&mut self, settings: DeliverySettings) {
        self.deliveries.settings = settings;
        self.deliveries.trim();
    }
}
