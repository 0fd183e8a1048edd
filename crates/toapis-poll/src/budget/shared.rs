//! One budget for many users at once.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::{Budget, BudgetState, Class, Limits, Slot};
use crate::time::{BlockingTime, SleepFuture, Time};

/// A budget that clones, tasks and threads share. Who waits for a permit gets it in the order of asking; bulk users come
/// behind the others.
///
/// ```
/// use toapis_poll::budget::{Class, Group, SharedBudget};
/// use toapis_poll::time::{Clock, VirtualTime};
///
/// let (budget, time) = (SharedBudget::new(Group::Default.query()), VirtualTime::new());
/// let permit = budget.take_blocking(&time, Class::Single);
/// // … send the request, and when its answer is there:
/// permit.finish(time.monotonic());
/// assert_eq!(budget.state(time.monotonic()).ready, 499);
/// ```
///
/// All users must tell the time by the same clock.
#[derive(Clone, Debug)]
pub struct SharedBudget {
    shared: Arc<Shared>,
}

impl SharedBudget {
    /// A budget of which nothing was used.
    pub fn new(limits: Limits) -> Self {
        let state = State {
            budget: Budget::new(limits),
            single: VecDeque::new(),
            bulk: VecDeque::new(),
            next_turn: 0,
        };
        Self { shared: Arc::new(Shared { state: Mutex::new(state), moved: Condvar::new() }) }
    }

    /// Waits for a permit. Dropping the future gives the turn to the next in line and counts nothing.
    ///
    /// Who waits must be polled: a future that is kept and not polled holds up those behind it.
    pub async fn take<T: Time + ?Sized>(&self, time: &T, class: Class) -> Permit {
        let mut turn = match self.begin(time.monotonic(), class) {
            Ok(permit) => return permit,
            Err(turn) => turn,
        };
        let mut sleep: Option<(Duration, SleepFuture<'_>)> = None;
        poll_fn(|context| {
            loop {
                // Who only sleeps on leaves the clock alone: under virtual time, reading it says that there is more to do.
                if let Some((_, sleeping)) = &mut sleep
                    && !turn.is_nudged(context)
                {
                    if sleeping.as_mut().poll(context).is_pending() {
                        return Poll::Pending;
                    }
                    sleep = None;
                }
                let now = time.monotonic();
                match turn.step(now, Some(context)) {
                    Step::Taken(permit) => return Poll::Ready(permit),
                    Step::Behind => {
                        sleep = None;
                        return Poll::Pending;
                    }
                    Step::Sleep(pause) => {
                        let until = now.saturating_add(pause);
                        sleep = match sleep.take() {
                            Some(same) if same.0 == until => Some(same),
                            _ => Some((until, time.sleep(pause))),
                        };
                    }
                }
            }
        })
        .await
    }

    /// Waits for a permit, holding the thread.
    pub fn take_blocking<T: BlockingTime + ?Sized>(&self, time: &T, class: Class) -> Permit {
        let mut turn = match self.begin(time.monotonic(), class) {
            Ok(permit) => return permit,
            Err(turn) => turn,
        };
        loop {
            match turn.step(time.monotonic(), None) {
                Step::Taken(permit) => return permit,
                Step::Sleep(pause) => time.sleep(pause),
                Step::Behind => turn.wait_to_be_first(),
            }
        }
    }

    /// A permit, if there is one now and nobody waits for it.
    ///
    /// # Errors
    ///
    /// How long to wait before asking again.
    pub fn try_take(&self, now: Duration, class: Class) -> Result<Permit, Duration> {
        let mut state = self.shared.lock();
        let wait = state.budget.next(now, class);
        if state.is_contended(class) {
            return Err(wait.max(SHORTEST_WAIT));
        }
        state.budget.take(now, class).map(|slot| self.permit(slot))
    }

    /// Lets nobody pass for this long, see [`Budget::pause`].
    pub fn pause(&self, now: Duration, pause: Duration) {
        self.shared.lock().budget.pause(now, pause);
    }

    /// What the service says is left, see [`Budget::remaining`].
    pub fn remaining(&self, now: Duration, remaining: u32) {
        self.shared.lock().budget.remaining(now, remaining);
    }

    /// How many requests may be sent at once, see [`Budget::ready`].
    pub fn ready(&self, now: Duration, class: Class) -> u32 {
        let mut state = self.shared.lock();
        if state.is_contended(class) { 0 } else { state.budget.ready(now, class) }
    }

    /// How long until a request may be sent, see [`Budget::next`].
    pub fn next(&self, now: Duration, class: Class) -> Duration {
        self.shared.lock().budget.next(now, class)
    }

    /// How the budget stands.
    pub fn state(&self, now: Duration) -> BudgetState {
        self.shared.lock().budget.state(now)
    }

    /// How many wait for a permit.
    pub fn waiting(&self) -> usize {
        let state = self.shared.lock();
        state.single.len() + state.bulk.len()
    }

    /// A permit at once, or a place in the line.
    fn begin(&self, now: Duration, class: Class) -> Result<Permit, Turn> {
        let mut state = self.shared.lock();
        if !state.is_contended(class)
            && let Ok(slot) = state.budget.take(now, class)
        {
            return Ok(self.permit(slot));
        }
        let turn = state.next_turn;
        state.next_turn += 1;
        state.line(class).push_back(Waiter { turn, waker: None, is_nudged: false });
        Err(Turn { budget: self.clone(), class, number: turn })
    }

    fn permit(&self, slot: Slot) -> Permit {
        Permit { shared: Arc::clone(&self.shared), slot: Some(slot) }
    }
}

/// The right to send one request. Dropping it means that the request may have been sent and nothing more is heard of it.
#[derive(Debug)]
#[must_use = "without its permit a request is not counted rightly"]
pub struct Permit {
    shared: Arc<Shared>,
    slot: Option<Slot>,
}

impl Permit {
    /// The request was answered, or the attempt is over in another way.
    pub fn finish(mut self, now: Duration) {
        if let Some(slot) = self.slot.take() {
            self.shared.lock().budget.finish(slot, now);
        }
    }

    /// The request was proven not to have been sent: somebody else may have the permit.
    pub fn give_back(mut self) {
        if let Some(slot) = self.slot.take() {
            let mut state = self.shared.lock();
            state.budget.give_back(slot);
            let wakers = state.wakers();
            drop(state);
            self.shared.notify(wakers);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(slot) = self.slot.take() {
            self.shared.lock().budget.abandon(slot);
        }
    }
}

/// A place in the line. Dropping it leaves the line.
#[derive(Debug)]
struct Turn {
    budget: SharedBudget,
    class: Class,
    number: u64,
}

/// What one that waits does next.
enum Step {
    Taken(Permit),
    /// The first in line sleeps for as long as the windows say.
    Sleep(Duration),
    /// The others are woken once they are first.
    Behind,
}

impl Turn {
    fn step(&mut self, now: Duration, context: Option<&mut Context<'_>>) -> Step {
        let mut state = self.budget.shared.lock();
        let waker = context.map(|context| context.waker().clone());
        if let Some(own) = state.line(self.class).iter_mut().find(|waiter| waiter.turn == self.number) {
            own.waker = waker;
        }
        if state.line(self.class).front().is_none_or(|first| first.turn != self.number) {
            return Step::Behind;
        }
        if self.class == Class::Bulk && !state.single.is_empty() {
            return Step::Behind;
        }
        match state.budget.take(now, self.class) {
            Ok(slot) => {
                drop(state);
                Step::Taken(self.budget.permit(slot))
            }
            Err(wait) => Step::Sleep(wait),
        }
    }

    /// Whether something changed, other than time, since it was asked last.
    fn is_nudged(&self, context: &Context<'_>) -> bool {
        let mut state = self.budget.shared.lock();
        let mut line = state.line(self.class).iter_mut();
        line.find(|waiter| waiter.turn == self.number).is_none_or(|own| {
            own.waker = Some(context.waker().clone());
            std::mem::take(&mut own.is_nudged)
        })
    }

    fn wait_to_be_first(&self) {
        let mut state = self.budget.shared.lock();
        while state.is_behind(self.class, self.number) {
            state = self.budget.shared.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut state = self.budget.shared.lock();
        let turn = self.number;
        state.line(self.class).retain(|waiter| waiter.turn != turn);
        let wakers = state.wakers();
        drop(state);
        self.budget.shared.notify(wakers);
    }
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    moved: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Without the lock, for a waker may run what it wakes.
    fn notify(&self, wakers: [Option<Waker>; 2]) {
        self.moved.notify_all();
        wakers.into_iter().flatten().for_each(Waker::wake);
    }
}

#[derive(Debug)]
struct State {
    budget: Budget,
    single: VecDeque<Waiter>,
    bulk: VecDeque<Waiter>,
    next_turn: u64,
}

#[derive(Debug)]
struct Waiter {
    turn: u64,
    waker: Option<Waker>,
    /// Something changed for it, other than time.
    is_nudged: bool,
}

impl State {
    fn line(&mut self, class: Class) -> &mut VecDeque<Waiter> {
        match class {
            Class::Single => &mut self.single,
            Class::Bulk => &mut self.bulk,
        }
    }

    /// Whether somebody is first.
    fn is_contended(&self, class: Class) -> bool {
        !self.single.is_empty() || (class == Class::Bulk && !self.bulk.is_empty())
    }

    fn is_behind(&mut self, class: Class, turn: u64) -> bool {
        (class == Class::Bulk && !self.single.is_empty())
            || self.line(class).front().is_some_and(|first| first.turn != turn)
    }

    /// Those who may go now.
    fn wakers(&mut self) -> [Option<Waker>; 2] {
        let first = |line: &mut VecDeque<Waiter>| {
            let first = line.front_mut()?;
            first.is_nudged = true;
            first.waker.clone()
        };
        [first(&mut self.single), first(&mut self.bulk)]
    }
}

/// Keeps one that asks without a place in the line from asking for ever.
const SHORTEST_WAIT: Duration = Duration::from_millis(1);
