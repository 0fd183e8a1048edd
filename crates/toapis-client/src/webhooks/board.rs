//! Who waits for which task, and what came for those who do not wait yet.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};
use std::time::Duration;

use toapis_types::{TaskHandle, WebhookEvent};

use super::Webhooks;
use crate::fleet::{Reading, concerns};

/// Brings events and waits together. Times are monotonic.
#[derive(Default)]
pub(super) struct Board {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    seats: BTreeMap<u64, Taken>,
    next_seat: u64,
    /// What nobody waited for, oldest first.
    held: VecDeque<(Duration, WebhookEvent)>,
    last_event: Option<Duration>,
}

struct Taken {
    handle: TaskHandle,
    events: VecDeque<WebhookEvent>,
    waker: Option<Waker>,
}

impl Board {
    /// Gives an event to everyone who waits for its task; else holds it.
    pub(super) fn offer(&self, event: &WebhookEvent, now: Duration) -> bool {
        let mut inner = self.lock();
        inner.last_event = Some(now);
        if event.task.is_none() {
            return false;
        }
        let mut wanted = false;
        let mut wakers = Vec::new();
        for seat in inner.seats.values_mut().filter(|seat| concerns(event, &seat.handle)) {
            wanted = true;
            seat.events.push_back(event.clone());
            wakers.extend(seat.waker.take());
        }
        if !wanted {
            inner.held.push_back((now, event.clone()));
            inner.drop_old(now);
        }
        drop(inner);
        wakers.into_iter().for_each(Waker::wake);
        wanted
    }

    /// A place to be woken at, with what came for this task already.
    pub(super) fn take_seat(self: &Arc<Self>, handle: &TaskHandle, now: Duration) -> Seat {
        let mut inner = self.lock();
        inner.drop_old(now);
        let (ours, others) = std::mem::take(&mut inner.held)
            .into_iter()
            .partition::<VecDeque<_>, _>(|(_, event)| concerns(event, handle));
        inner.held = others;
        let number = inner.next_seat;
        inner.next_seat += 1;
        let events = ours.into_iter().map(|(_, event)| event).collect();
        inner.seats.insert(number, Taken { handle: handle.clone(), events, waker: None });
        Seat { board: Arc::clone(self), number, handle: handle.clone() }
    }

    pub(super) fn is_alive(&self, now: Duration) -> bool {
        let alive = |last: Duration| now.saturating_sub(last) < Webhooks::ALIVE_FOR;
        self.lock().last_event.is_some_and(alive)
    }

    /// A look has shown an end of which no event had told. That may be a matter of a second, or of webhooks that do not
    /// come; the next event says that they do.
    pub(super) fn ended_without_event(&self) {
        self.lock().last_event = None;
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here panics half-way; a poisoned lock is as good as another.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn drop_old(&mut self, now: Duration) {
        let too_old = |at: &Duration| now.saturating_sub(*at) > Webhooks::HELD_FOR;
        while self.held.len() > Webhooks::HELD || self.held.front().is_some_and(|(at, _)| too_old(at)) {
            self.held.pop_front();
        }
    }
}

impl fmt::Debug for Board {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = self.lock();
        f.debug_struct("Board").field("waits", &inner.seats.len()).field("held", &inner.held.len()).finish()
    }
}

/// The place of one wait. Dropping it leaves it.
pub(super) struct Seat {
    board: Arc<Board>,
    number: u64,
    handle: TaskHandle,
}

impl Seat {
    /// What everything that came since the last time means together; when nothing came, the task of this context is woken when
    /// something does.
    pub(super) fn next(&self, context: &Context<'_>) -> Option<Reading> {
        let mut inner = self.board.lock();
        let seat = inner.seats.get_mut(&self.number)?;
        let events = std::mem::take(&mut seat.events);
        if events.is_empty() {
            seat.waker = Some(context.waker().clone());
        }
        drop(inner);
        events.iter().map(|event| Reading::of(&self.handle, event)).reduce(Reading::and)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.board.lock().seats.remove(&self.number);
    }
}
