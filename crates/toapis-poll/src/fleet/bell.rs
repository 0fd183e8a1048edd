//! Who drives the fleet, and who is woken for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};

use super::watches::Seat;

/// The waker of everything that the fleet waits for.
///
/// Looks and sleeps belong to the fleet, not to one of the futures that wait for it, so they ring here. Whoever is polled
/// drives, and the one that was polled last is woken for it. With it goes a deputy, from another task where there is
/// one: a future that is kept and not polled would else hold up all others. Should both be of that sort, an alarm that
/// rings [later](LateBell) wakes everyone.
#[derive(Debug, Default)]
pub(super) struct Bell {
    state: Mutex<State>,
}

/// The waker of an alarm that rings after the others: where nobody has come since the bell rang, it wakes all.
///
/// Futures of one task may have wakers of their own, as in a `FuturesUnordered`, so nobody can tell which of the others
/// would come.
#[derive(Debug)]
pub(super) struct LateBell(pub(super) Arc<Bell>);

#[derive(Debug, Default)]
struct State {
    seats: BTreeMap<Seat, Waker>,
    leader: Option<Seat>,
    deputy: Option<Seat>,
    /// Nobody has come since the bell rang.
    is_unheard: bool,
    /// Nor since the late one did, which will not ring again by itself.
    is_late: bool,
}

impl State {
    /// Those who are to be woken when the bell rings.
    fn ring(&mut self) -> Vec<Waker> {
        self.is_unheard = true;
        if std::mem::take(&mut self.is_late) {
            return self.seats.values().cloned().collect();
        }
        let other = || self.seats.keys().copied().find(|seat| Some(*seat) != self.leader);
        let called = self.leader.into_iter().chain(self.deputy.or_else(other));
        called.filter_map(|seat| self.seats.get(&seat)).cloned().collect()
    }
}

impl Bell {
    /// Takes a seat, and the lead.
    pub(super) fn sit(&self, seat: Seat, waker: &Waker) {
        let mut state = self.lock();
        (state.is_unheard, state.is_late) = (false, false);
        let is_same = state.seats.get(&seat).is_some_and(|own| own.will_wake(waker));
        let old = if is_same { None } else { state.seats.insert(seat, waker.clone()) };
        let before = state.leader.replace(seat).filter(|before| *before != seat);
        let elsewhere = |other: &Seat| state.seats.get(other).is_some_and(|other| !other.will_wake(waker));
        if let Some(before) = before.filter(elsewhere) {
            state.deputy = Some(before);
        }
        if state.deputy == Some(seat) {
            state.deputy = None;
        }
        drop(state);
        // Without the lock, for with the last waker of a task goes all that the task holds.
        drop(old);
    }

    /// Gives a seat up. Where it had the lead, somebody else is woken to take it.
    pub(super) fn leave(&self, seat: Seat) {
        let mut state = self.lock();
        let mut successor = None;
        let own = state.seats.remove(&seat);
        if own.is_some() {
            state.deputy = state.deputy.filter(|deputy| *deputy != seat);
            if state.leader == Some(seat) {
                state.leader = state.deputy.take().or_else(|| state.seats.keys().next().copied());
                successor = state.leader.and_then(|leader| state.seats.get(&leader)).cloned();
            }
        }
        drop(state);
        drop(own);
        successor.into_iter().for_each(Waker::wake);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lock().seats.is_empty()
    }

    /// What wakes the one who sits there.
    pub(super) fn waker(&self, seat: Seat) -> Option<Waker> {
        self.lock().seats.get(&seat).cloned()
    }

    /// Whether somebody sits there who is woken by this.
    pub(super) fn is_taken_by(&self, seat: Seat, waker: &Waker) -> bool {
        self.lock().seats.get(&seat).is_some_and(|own| own.will_wake(waker))
    }

    /// Wakes these.
    pub(super) fn call(&self, seats: &[Seat]) {
        if seats.is_empty() {
            return;
        }
        let state = self.lock();
        let wakers: Vec<Waker> = seats.iter().filter_map(|seat| state.seats.get(seat)).cloned().collect();
        // Without the lock, for a waker may run what it wakes.
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let woken = self.lock().ring();
        // Without the lock, for a waker may run what it wakes.
        woken.into_iter().for_each(Waker::wake);
    }
}

impl Wake for LateBell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut state = self.0.lock();
        let is_late = state.is_unheard;
        state.is_late = is_late;
        let woken = state.ring();
        state.is_late = !is_late;
        drop(state);
        woken.into_iter().for_each(Waker::wake);
    }
}
