//! Who drives the fleet, and who is woken for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};

use super::watches::Seat;

/// The waker of everything that the fleet waits for.
///
/// Looks and sleeps belong to the fleet, not to one of the futures that wait for it, so they ring here. Whoever is polled
/// drives, and the one that was polled last is woken for it. With it goes a deputy, from another task where there is
/// one: a future that is kept and not polled would else hold up all others.
#[derive(Debug, Default)]
pub(super) struct Bell {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    seats: BTreeMap<Seat, Waker>,
    leader: Option<Seat>,
    deputy: Option<Seat>,
}

impl Bell {
    /// Takes a seat, and the lead.
    pub(super) fn sit(&self, seat: Seat, waker: &Waker) {
        let mut state = self.lock();
        state.seats.entry(seat).and_modify(|own| own.clone_from(waker)).or_insert_with(|| waker.clone());
        let before = state.leader.replace(seat).filter(|before| *before != seat);
        let elsewhere = |other: &Seat| state.seats.get(other).is_some_and(|other| !other.will_wake(waker));
        if let Some(before) = before.filter(elsewhere) {
            state.deputy = Some(before);
        }
        if state.deputy == Some(seat) {
            state.deputy = None;
        }
    }

    /// Gives a seat up. Where it had the lead, somebody else is woken to take it. Whether nobody is left.
    pub(super) fn leave(&self, seat: Seat) -> bool {
        let mut state = self.lock();
        let mut successor = None;
        if state.seats.remove(&seat).is_some() {
            state.deputy = state.deputy.filter(|deputy| *deputy != seat);
            if state.leader == Some(seat) {
                state.leader = state.deputy.take().or_else(|| state.seats.keys().next().copied());
                successor = state.leader.and_then(|leader| state.seats.get(&leader)).cloned();
            }
        }
        let is_empty = state.seats.is_empty();
        drop(state);
        successor.into_iter().for_each(Waker::wake);
        is_empty
    }

    pub(super) fn is_taken(&self, seat: Seat) -> bool {
        self.lock().seats.contains_key(&seat)
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
        let state = self.lock();
        let waker = |seat: Option<Seat>| seat.and_then(|seat| state.seats.get(&seat)).cloned();
        let other = || state.seats.keys().copied().find(|seat| Some(*seat) != state.leader);
        let (leader, deputy) = (waker(state.leader), waker(state.deputy.or_else(other)));
        drop(state);
        leader.into_iter().chain(deputy).for_each(Waker::wake);
    }
}
