//! An optional guard against sending the same request twice, without I/O.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use toapis_types::{BusinessId, TaskHandle, Ticket};

use crate::error::Error;
use crate::outcome::Submitted;

/// What became of the same request when this client sent it a short time ago, see [`Error::Duplicate`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Earlier {
    /// It is being sent at this moment.
    InFlight(Ticket),
    /// It was accepted: this task is the one that it makes.
    Accepted(TaskHandle),
    /// Its answer was lost, or nobody waited for it: it may have been charged.
    Unknown(Ticket),
}

/// Which creates this client is sending, or has sent within a window of time.
#[derive(Debug)]
pub(crate) struct Duplicates {
    window: Duration,
    known: Mutex<HashMap<Fingerprint, Known>>,
}

#[derive(Debug)]
struct Known {
    earlier: Earlier,
    /// When it was sent, or when its outcome was known, by the monotonic clock.
    since: Duration,
}

/// A create that is about to be sent, in the books of the guard. Dropped without an outcome, it counts as lost if it was sent.
#[derive(Debug)]
pub(crate) struct Intent<'a> {
    books: &'a Duplicates,
    fingerprint: Fingerprint,
    ticket: Ticket,
    /// The lost create that it is sent again for.
    lost: Option<Known>,
    /// When it was begun.
    since: Duration,
    has_left: AtomicBool,
    is_settled: bool,
}

/// The SHA-256 of what a create asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of the bytes that are posted to `path`, without the business id, which names a request and is no part of it.
    pub(crate) fn of(path: &str, body: &Value) -> Self {
        let mut body = body.clone();
        remove_business_id(&mut body);
        if let Some(metadata) = body.get_mut("metadata") {
            remove_business_id(metadata);
        }
        let mut hash = Sha256::new();
        hash.update(path);
        hash.update([0]);
        hash.update(body.to_string());
        Self(hash.finalize().into())
    }
}

fn remove_business_id(fields: &mut Value) {
    if let Value::Object(fields) = fields {
        fields.remove("client_business_id");
    }
}

impl Duplicates {
    /// Refuses what was sent within `window`; nothing at all when it is zero.
    pub(crate) fn new(window: Duration) -> Self {
        Self { window, known: Mutex::default() }
    }

    pub(crate) fn is_on(&self) -> bool {
        !self.window.is_zero()
    }

    /// Notes a create that is about to be sent. One that is sent again by order, for the lost one in the books, takes its
    /// place. One that is `allowed` to be a duplicate, and is one, is not noted: the first one goes on to count.
    pub(crate) fn begin(
        &self,
        fingerprint: Fingerprint,
        ticket: Ticket,
        allowed: bool,
        now: Duration,
    ) -> Result<Option<Intent<'_>>, Error> {
        if !self.is_on() {
            return Ok(None);
        }
        let mut known = self.lock();
        known.retain(|_, known| known.is_in_flight() || now.saturating_sub(known.since) < self.window);
        if let Some(Known { earlier, since }) = known.get(&fingerprint) {
            let is_ordered = earlier.is_lost() && ticket.resubmit_of.as_ref() == earlier.business_id();
            match is_ordered {
                true => {}
                false if allowed => return Ok(None),
                false => {
                    let (earlier, ago) = (Box::new(earlier.clone()), now.saturating_sub(*since));
                    return Err(Error::Duplicate { earlier, ago });
                }
            }
        }
        if known.len() >= MOST
            && let Some(oldest) = oldest(&known)
        {
            known.remove(&oldest);
        }
        let lost =
            known.insert(fingerprint, Known { earlier: Earlier::InFlight(ticket.clone()), since: now });
        drop(known);
        let has_left = AtomicBool::new(false);
        Ok(Some(Intent { books: self, fingerprint, ticket, lost, since: now, has_left, is_settled: false }))
    }

    /// A lost create was found after all.
    pub(crate) fn found(&self, submitted: &Submitted) {
        let Some(id) = submitted.handle.business_id.as_ref().filter(|_| self.is_on()) else { return };
        let mut known = self.lock();
        let lost = known
            .values_mut()
            .find(|known| known.earlier.is_lost() && known.earlier.business_id() == Some(id));
        if let Some(lost) = lost {
            lost.earlier = Earlier::Accepted(submitted.handle.clone());
        }
    }

    /// Writes down what became of a create. Where nothing did, all is as it was before.
    fn settle(&self, intent: &mut Intent<'_>, earlier: Option<Earlier>, now: Duration) {
        let known = earlier.map(|earlier| Known { earlier, since: now }).or_else(|| intent.lost.take());
        match known {
            Some(known) => self.lock().insert(intent.fingerprint, known),
            None => self.lock().remove(&intent.fingerprint),
        };
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Fingerprint, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intent<'_> {
    /// From here on the service may see it.
    pub(crate) fn leaves(&self) {
        self.has_left.store(true, Ordering::Relaxed);
    }

    /// Its outcome is known.
    pub(crate) fn settle(mut self, outcome: &Result<Submitted, Error>, now: Duration) {
        self.is_settled = true;
        let earlier = match outcome {
            Ok(submitted) => Some(Earlier::Accepted(submitted.handle.clone())),
            Err(error) => error.ticket().cloned().map(Earlier::Unknown),
        };
        self.books.settle(&mut self, earlier, now);
    }
}

impl Drop for Intent<'_> {
    fn drop(&mut self) {
        if !self.is_settled {
            let lost = self.has_left.load(Ordering::Relaxed).then(|| Earlier::Unknown(self.ticket.clone()));
            self.books.settle(self, lost, self.since);
        }
    }
}

impl Known {
    fn is_in_flight(&self) -> bool {
        matches!(self.earlier, Earlier::InFlight(_))
    }
}

impl Earlier {
    /// The name under which it was sent.
    pub fn business_id(&self) -> Option<&BusinessId> {
        match self {
            Self::InFlight(ticket) | Self::Unknown(ticket) => Some(&ticket.business_id),
            Self::Accepted(handle) => handle.business_id.as_ref(),
        }
    }

    fn is_lost(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }
}

/// What can be forgotten first. What is in flight is not forgotten.
fn oldest(known: &HashMap<Fingerprint, Known>) -> Option<Fingerprint> {
    let settled = known.iter().filter(|(_, known)| !known.is_in_flight());
    settled.min_by_key(|(_, known)| known.since).map(|(fingerprint, _)| *fingerprint)
}

/// The most creates that are remembered, of which each takes less than a kilobyte.
const MOST: usize = 4096;

#[cfg(test)]
mod tests {
    use serde_json::json;
    use toapis_types::TaskKind;

    use super::*;

    const S: Duration = Duration::from_secs(1);

    fn print(number: usize) -> Fingerprint {
        Fingerprint::of("/v1", &json!({"prompt": number}))
    }

    fn ticket(id: &str) -> Ticket {
        Ticket::new(TaskKind::Image, BusinessId::new(id).unwrap(), "m", "https://toapis.com", 0)
    }

    fn lost(id: &str) -> Result<Submitted, Error> {
        let cause = toapis_transport::TransportError::unknown(toapis_transport::ErrorKind::Closed, "lost");
        let cause = Box::new(crate::error::UnknownCause::Transport(cause));
        Err(Error::Unknown { ticket: Box::new(ticket(id)), cause, looked_up: None })
    }

    fn begin<'a>(books: &'a Duplicates, number: usize, id: &str) -> Intent<'a> {
        books.begin(print(number), ticket(id), false, S).unwrap().unwrap()
    }

    fn is_refused(books: &Duplicates, now: Duration) -> bool {
        books.begin(print(1), ticket("probe"), false, now).is_err()
    }

    #[test]
    fn i07_the_business_id_is_no_part_of_what_is_asked_for() {
        let of = |body: Value| Fingerprint::of("/v1/images/generations", &body);
        let plain = json!({"model": "m", "prompt": "p", "metadata": {"a": 1}});
        let named = json!({"model": "m", "prompt": "p", "client_business_id": "x", "metadata": {"a": 1, "client_business_id": "y"}});
        assert_eq!(of(plain.clone()), of(named));
        for other in [
            json!({"model": "m2", "prompt": "p", "metadata": {"a": 1}}),
            json!({"model": "m", "prompt": "p ", "metadata": {"a": 1}}),
            json!({"model": "m", "prompt": "p", "metadata": {"a": 2}}),
            json!({"model": "m", "prompt": "p"}),
        ] {
            assert_ne!(of(plain.clone()), of(other));
        }
        assert_ne!(of(plain.clone()), Fingerprint::of("/v1/videos/generations", &plain));
    }

    #[test]
    fn i07_what_was_dropped_before_it_was_sent_is_forgotten_and_after_that_it_counts_as_lost() {
        let books = Duplicates::new(60 * S);
        drop(begin(&books, 1, "a"));
        let sent = begin(&books, 1, "b");
        sent.leaves();
        drop(sent);
        let Err(Error::Duplicate { earlier, ago }) = books.begin(print(1), ticket("c"), false, 3 * S) else {
            panic!()
        };
        assert_eq!((*earlier, ago), (Earlier::Unknown(ticket("b")), 2 * S));
        assert!(is_refused(&books, 60 * S) && !is_refused(&books, 61 * S), "the window ends");
    }

    #[test]
    fn i07_what_is_in_flight_stays_so_however_long_it_takes() {
        let books = Duplicates::new(S);
        let _slow = begin(&books, 1, "a");
        assert!(is_refused(&books, 1_000 * S));
    }

    #[test]
    fn i06_i07_a_lost_create_is_sent_again_by_order_and_only_once() {
        let books = Duplicates::new(60 * S);
        begin(&books, 1, "a").settle(&lost("a"), S);
        let mut again = ticket("a-r2");
        again.resubmit_of = Some(ticket("a").business_id);
        let sent = books.begin(print(1), again.clone(), false, S).unwrap().unwrap();
        assert!(books.begin(print(1), again.clone(), false, S).is_err(), "the order was carried out already");
        sent.settle(&lost("a-r2"), S);
        assert!(
            books.begin(print(1), again, false, S).is_err(),
            "the ticket of the second one leads to the third"
        );
    }

    #[test]
    fn i07_one_that_may_be_a_duplicate_leaves_the_first_one_in_the_books() {
        let books = Duplicates::new(60 * S);
        let first = begin(&books, 1, "a");
        assert!(books.begin(print(1), ticket("b"), true, S).unwrap().is_none());
        assert!(is_refused(&books, S));
        drop(first);
        assert!(
            books.begin(print(1), ticket("b"), true, S).unwrap().is_some(),
            "there is no first one any more"
        );
    }

    #[test]
    fn i06_i07_an_order_that_was_refused_leaves_the_lost_one_in_the_books() {
        let books = Duplicates::new(60 * S);
        begin(&books, 1, "a").settle(&lost("a"), S);
        let mut again = ticket("a-r2");
        again.resubmit_of = Some(ticket("a").business_id);
        drop(books.begin(print(1), again, false, S).unwrap());
        assert!(is_refused(&books, S));
    }

    #[test]
    fn i07_what_is_remembered_is_bounded_and_what_is_in_flight_is_kept() {
        let books = Duplicates::new(3600 * S);
        let _flying = begin(&books, 1, "a");
        for number in 2..2 * MOST {
            begin(&books, number, "b").settle(&lost("b"), 2 * S);
        }
        assert_eq!(books.lock().len(), MOST);
        assert!(is_refused(&books, 3 * S));
    }
}
