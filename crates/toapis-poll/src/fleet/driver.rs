//! The async driver: looks and sleeps for all, in the hands of whoever is polled.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use futures_util::FutureExt;
use futures_util::future::{AbortHandle, Abortable};
use futures_util::stream::FuturesUnordered;

use super::bell::{Bell, LateBell};
use super::looks::{About, Answer, Look, LookId};
use super::news::Supply;
use super::options::FleetOptions;
use super::registry::{Registry, Turn};
use super::watches::Seat;
use crate::budget::{Class, Permit, SharedBudget};
use crate::cancel::{CancelToken, Cancelled};
use crate::source::TaskSource;
use crate::time::Time;

/// What all handles and futures of one fleet share.
pub(super) struct Shared {
    source: Arc<dyn TaskSource>,
    pub(super) time: Arc<dyn Time>,
    desk: Mutex<Desk>,
    engine: Mutex<Engine>,
    /// Somebody wants the engine to run.
    wanted: AtomicBool,
    pub(super) bell: Arc<Bell>,
    late_bell: Waker,
}

/// What is decided. Held for moments only, and never while something foreign runs.
pub(super) struct Desk {
    pub(super) registry: Registry,
    pub(super) budget: Option<SharedBudget>,
    pub(super) cancel: Option<CancelToken>,
}

/// What is under way. Held by whoever drives; the others go on without.
struct Engine {
    looks: FuturesUnordered<LookFuture>,
    aborts: BTreeMap<LookId, AbortHandle>,
    sleep: Option<Alarm>,
    /// For the look that may take no longer, and for a bell that nobody heard.
    guard: Option<Alarm>,
    cancelled: Option<Cancelled>,
    /// Whether the alarms are as the last turn set them.
    is_asleep: bool,
}

struct Alarm {
    until: Duration,
    /// Who set it, and what woke that one then: the timer may belong to that one's runtime.
    owner: (Seat, Waker),
    future: Pin<Box<dyn Future<Output = ()> + Send>>,
}

type LookFuture = Pin<Box<dyn Future<Output = Landed> + Send>>;

/// A look that came to an end.
struct Landed {
    id: LookId,
    /// `None` when it was aborted.
    answer: Option<Answer>,
    permit: Option<Permit>,
}

impl Shared {
    pub(super) fn new(source: Arc<dyn TaskSource>, time: Arc<dyn Time>, options: &FleetOptions) -> Self {
        let bell = Arc::new(Bell::default());
        Self {
            source,
            time,
            desk: Mutex::new(Desk { registry: Registry::new(options), budget: None, cancel: None }),
            engine: Mutex::new(Engine {
                looks: FuturesUnordered::new(),
                aborts: BTreeMap::new(),
                sleep: None,
                guard: None,
                cancelled: None,
                is_asleep: false,
            }),
            wanted: AtomicBool::new(false),
            late_bell: Waker::from(Arc::new(LateBell(Arc::clone(&bell)))),
            bell,
        }
    }

    /// Nothing in here is left half done by a panic.
    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes something, and has the consequences seen to.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Registry) -> T) -> T {
        let mut desk = self.desk();
        let changed = change(&mut desk.registry);
        let (calls, is_stirred) = (desk.registry.take_calls(), desk.registry.is_stirred());
        drop(desk);
        self.bell.call(&calls);
        if is_stirred {
            Waker::from(Arc::clone(&self.bell)).wake();
        }
        changed
    }

    /// Gives a seat up. Looks go on without anyone; alarms that nobody hears do not.
    pub(super) fn leave(&self, seat: Seat) {
        self.bell.leave(seat);
        let Some(mut engine) = self.try_engine() else { return };
        engine.tidy(self);
        // Somebody may have come meanwhile.
        if self.bell.is_empty() {
            (engine.sleep, engine.guard, engine.is_asleep) = (None, None, false);
        }
        drop(engine);
        if self.wanted.load(Ordering::SeqCst) {
            Waker::from(Arc::clone(&self.bell)).wake();
        }
    }

    /// Brings everything as far as it goes now, in the name of `seat`. What is left wakes the bell.
    pub(super) fn drive(&self, seat: Seat) {
        self.wanted.store(true, Ordering::SeqCst);
        // Somebody else may drive right now; then he sees that he is to go on.
        while self.wanted.load(Ordering::SeqCst) {
            let Some(mut engine) = self.try_engine() else { return };
            self.wanted.store(false, Ordering::SeqCst);
            engine.run(self, seat);
        }
    }

    fn try_engine(&self) -> Option<MutexGuard<'_, Engine>> {
        match self.engine.try_lock() {
            Ok(engine) => Some(engine),
            Err(TryLockError::Poisoned(engine)) => Some(engine.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// The future of a look, which owns all it needs.
    fn look(&self, look: Look, permit: Option<Permit>) -> (LookFuture, AbortHandle) {
        let (source, id) = (Arc::clone(&self.source), look.id);
        let (abort, registration) = AbortHandle::new_pair();
        let asked = async move {
            match look.about {
                About::One(handle) => Answer::One(Box::new(source.look(&handle).await)),
                About::Many(handles) => Answer::Many(source.status_many(&handles).await),
            }
        };
        let asked = Abortable::new(AssertUnwindSafe(asked).catch_unwind(), registration);
        let future = async move {
            let answer = match asked.await {
                Ok(Ok(answer)) => Some(answer),
                Ok(Err(_)) => Some(Answer::Panicked),
                Err(_aborted) => None,
            };
            Landed { id, answer, permit }
        };
        (Box::pin(future), abort)
    }
}

impl Engine {
    fn run(&mut self, shared: &Shared, seat: Seat) {
        let waker = Waker::from(Arc::clone(&shared.bell));
        let context = &mut Context::from_waker(&waker);
        self.see_to_cancelling(shared, context);
        for _ in 0..MOST_AT_A_TIME {
            let landed = self.land(shared, context);
            let rang = self.has_rung(shared, context);
            if !(landed | rang | shared.desk().registry.is_stirred()) {
                return;
            }
            while self.turn(shared, seat) {
                self.land(shared, context);
            }
        }
        // The others have a right to run, too.
        waker.wake();
    }

    /// Takes one turn. Whether there is more to do.
    fn turn(&mut self, shared: &Shared, seat: Seat) -> bool {
        let now = shared.time.monotonic();
        let budget = shared.desk().budget.clone();
        let (permit, supply) = match budget.map(|budget| budget.try_take(now, Class::Bulk)) {
            None => (None, Supply::PLENTY),
            Some(Ok(permit)) => (Some(permit), Supply { ready: 1, next: Duration::ZERO }),
            Some(Err(next)) => (None, Supply { ready: 0, next }),
        };
        let mut desk = shared.desk();
        let turn = desk.registry.turn(now, supply);
        let (calls, end) = (desk.registry.take_calls(), desk.registry.first_end_of_a_look());
        drop(desk);
        shared.bell.call(&calls);
        match turn {
            Turn::Look(look) => {
                let id = look.id;
                let (future, abort) = shared.look(look, permit);
                self.aborts.insert(id, abort);
                self.looks.push(future);
                return true;
            }
            Turn::BreakOff(id) => {
                if let Some(abort) = self.aborts.remove(&id) {
                    abort.abort();
                }
            }
            Turn::Rest(rest) => {
                let rest = rest.map(|rest| now.saturating_add(rest));
                let owner = || (seat, shared.bell.waker(seat).unwrap_or_else(|| Waker::noop().clone()));
                set(&mut self.sleep, rest, now, owner, |rest| {
                    let time = Arc::clone(&shared.time);
                    Box::pin(async move { time.sleep(rest).await })
                });
                let late = end.map(|end| end.min(now.saturating_add(LATE))).into_iter();
                let late = late.chain(rest.map(|rest| rest.saturating_add(LATE))).min();
                // While there are looks, one that is set too early is set again when it rings.
                let early = self.guard.as_ref().map(|guard| guard.until);
                let early = early.filter(|early| end.is_some() && Some(*early) < late);
                set(&mut self.guard, early.or(late), now, owner, |rest| {
                    let time = Arc::clone(&shared.time);
                    Box::pin(async move { time.guard(rest).await })
                });
                self.tidy(shared);
                permit.into_iter().for_each(Permit::give_back);
                return false;
            }
        }
        permit.into_iter().for_each(Permit::give_back);
        true
    }

    /// Takes the answers that are there. Whether there were any.
    fn land(&mut self, shared: &Shared, context: &mut Context<'_>) -> bool {
        let mut landed_any = false;
        while let Poll::Ready(Some(landed)) = Pin::new(&mut self.looks).poll_next(context) {
            landed_any = true;
            self.aborts.remove(&landed.id);
            let now = shared.time.monotonic();
            let Some(answer) = landed.answer else { continue };
            landed.permit.into_iter().for_each(|permit| permit.finish(now));
            let mut desk = shared.desk();
            let pause = desk.registry.answer(now, landed.id, answer);
            let (calls, budget) = (desk.registry.take_calls(), desk.budget.clone());
            drop(desk);
            if let (Some(pause), Some(budget)) = (pause, budget) {
                budget.pause(now, pause);
            }
            shared.bell.call(&calls);
        }
        landed_any
    }

    /// Whether one of the alarms rang. Nobody looks at the clock here: under virtual time, that would say that there is
    /// more to do.
    fn has_rung(&mut self, shared: &Shared, context: &Context<'_>) -> bool {
        let mut rang = !std::mem::replace(&mut self.is_asleep, true);
        for (alarm, waker) in [(&mut self.sleep, context.waker()), (&mut self.guard, &shared.late_bell)] {
            let context = &mut Context::from_waker(waker);
            let Some(Alarm { owner: (owner, waker), future, .. }) = alarm else { continue };
            if !shared.bell.is_taken_by(*owner, waker) || future.as_mut().poll(context).is_ready() {
                *alarm = None;
                rang = true;
            }
        }
        rang
    }

    fn see_to_cancelling(&mut self, shared: &Shared, context: &mut Context<'_>) {
        if self.cancelled.is_none() {
            self.cancelled = shared.desk().cancel.as_ref().map(CancelToken::cancelled);
        }
        let Some(cancelled) = &mut self.cancelled else { return };
        if Pin::new(cancelled).poll(context).is_ready() {
            let now = shared.time.monotonic();
            shared.change(|registry| registry.cancel(now));
        }
    }

    fn tidy(&mut self, shared: &Shared) {
        let is_idle = shared.desk().registry.len() == 0;
        if is_idle && !self.looks.is_empty() {
            let now = shared.time.monotonic();
            shared.desk().registry.drop_looks_when_idle(now);
            self.aborts.clear();
            self.looks = FuturesUnordered::new();
        }
    }
}

/// Sets an alarm, unless it is set to that moment already.
fn set(
    alarm: &mut Option<Alarm>,
    until: Option<Duration>,
    now: Duration,
    owner: impl FnOnce() -> (Seat, Waker),
    begin: impl FnOnce(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>,
) {
    if alarm.as_ref().map(|alarm| alarm.until) == until {
        return;
    }
    *alarm = until.map(|until| {
        let future = begin(until.saturating_sub(now));
        Alarm { until, owner: owner(), future }
    });
}

/// So many rounds before others may run.
const MOST_AT_A_TIME: usize = 64;

/// So long after it rang, the bell is taken not to have been heard.
const LATE: Duration = Duration::from_secs(2);
