//! The blocking driver: the threads that wait look and sleep themselves.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};
use std::time::Duration;

use toapis_types::{Task, TaskHandle, TaskId};

use super::finished::Finished;
use super::looks::{About, Answer, Look};
use super::news::Supply;
use super::options::FleetOptions;
use super::registry::{Next, Registry, Turn};
use super::watches::{Outcome, Seat, WatchId};
use crate::budget::{Class, Permit, SharedBudget};
use crate::cancel::CancelToken;
use crate::error::WaitError;
use crate::look_error::LookErrorKind;
use crate::source::BlockingTaskSource;
use crate::time::BlockingTime;
use crate::wait::Reason;

/// The [`Fleet`](super::Fleet) for programs that block. Clones are one fleet.
///
/// No runtime and no thread is involved but those that wait: each makes one look at a time, for whichever task is due, and
/// one of them sleeps for all. So as many looks are under way at once as threads wait; [`run`](Self::run) lends it more.
///
/// For the same answers and seed, one thread makes the same looks at the same times as the async fleet does where no
/// answer takes any time.
#[derive(Clone)]
pub struct BlockingFleet {
    shared: Arc<Shared>,
}

impl BlockingFleet {
    /// A fleet without tasks.
    #[expect(clippy::needless_pass_by_value, reason = "cheap to clone, and one writes them in place")]
    pub fn new(
        source: impl BlockingTaskSource + 'static,
        time: impl BlockingTime + 'static,
        options: FleetOptions,
    ) -> Self {
        let registry = Registry::new(&options);
        let desk =
            Desk { registry, budget: None, cancel: None, sleeper: None, ends: BTreeSet::new(), moves: 0 };
        let shared = Shared {
            source: Box::new(source),
            time: Box::new(time),
            desk: Mutex::new(desk),
            moved: Condvar::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// As [`Fleet::budget`](super::Fleet::budget).
    pub fn budget(self, budget: SharedBudget) -> Self {
        self.shared.desk().budget = Some(budget);
        self
    }

    /// As [`Fleet::cancel_with`](super::Fleet::cancel_with).
    pub fn cancel_with(self, token: &CancelToken) -> Self {
        self.shared.desk().cancel = Some(token.clone());
        self
    }

    /// Waits for one task, which is taken on with this call: see [`Fleet::watch`](super::Fleet::watch).
    pub fn watch(&self, handle: impl Into<TaskHandle>) -> BlockingWatch {
        let (handle, time) = (handle.into(), &self.shared.time);
        let (now, unix) = (time.monotonic(), time.unix());
        let (id, _) = self.shared.change(|registry| registry.watch(now, unix, handle));
        let shared = Arc::clone(&self.shared);
        BlockingWatch { shared, id, is_over: false, begun: now, deadline: None, cancel: None }
    }

    /// Takes a task on, to be handed out by [`next`](Self::next): see [`Fleet::add`](super::Fleet::add).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn add(&self, handle: impl Into<TaskHandle>) -> Result<(), WaitError> {
        let (handle, time) = (handle.into(), &self.shared.time);
        let (now, unix) = (time.monotonic(), time.unix());
        self.shared.change(|registry| registry.add(now, unix, handle))
    }

    /// Holds the thread until the next of the [added](Self::add) tasks is not watched any more, each one once; `None` when
    /// none is left. Of those that are there, the one whose files expire first.
    pub fn next(&self) -> Option<Finished> {
        let seat = self.shared.desk().registry.seat();
        self.shared.drive(None, Until::default(), |registry, _| match registry.next(seat) {
            Next::Finished(finished) => Some(Some(*finished)),
            Next::Nothing => Some(None),
            Next::Wait => None,
        })
    }

    /// Holds the thread until the first of these waits ended, and takes it out; `None` when none did within this time.
    ///
    /// For a thread that has other things to do in between. Without any wait it sleeps, and watches the others' tasks.
    pub fn settle_first<K>(
        &self,
        watches: &mut Vec<(K, BlockingWatch)>,
        within: Duration,
    ) -> Option<(K, Outcome)> {
        let end = self.shared.time.monotonic().saturating_add(within);
        let until = Until { look: None, rest: (within < Duration::MAX).then_some(end) };
        let settled = self.shared.drive(None, until, |registry, now| {
            let mut each = watches.iter().enumerate();
            let ended = each.find_map(|(place, (_, watch))| Some((place, registry.take(watch.id)?)));
            ended.map(Some).or_else(|| (now >= end).then_some(None))
        });
        settled.map(|(place, outcome)| {
            let (key, mut watch) = watches.swap_remove(place);
            watch.is_over = true;
            (key, outcome)
        })
    }

    /// Watches until no task is left, with this thread and as many more as it takes to have `threads`, which end with it.
    pub fn run(&self, threads: usize) {
        let work = || {
            let seat = self.shared.desk().registry.seat();
            self.shared.drive(None, Until::default(), |registry, _| registry.is_idle(seat).then_some(()));
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
    }

    /// Takes a snapshot that came from elsewhere, see [`Fleet::tell`](super::Fleet::tell).
    pub fn tell(&self, task: &Task) -> bool {
        let now = self.shared.time.monotonic();
        self.shared.change(|registry| registry.tell(now, task))
    }

    /// What finds the task of a snapshot, see [`Fleet::find`](super::Fleet::find).
    pub fn find(&self, task: &Task) -> Option<TaskHandle> {
        self.shared.desk().registry.find(task).cloned()
    }

    /// Looks at a task before all others, see [`Fleet::look_soon`](super::Fleet::look_soon).
    pub fn look_soon(&self, id: &TaskId) -> bool {
        let now = self.shared.time.monotonic();
        self.shared.change(|registry| registry.look_soon(now, id))
    }

    /// Lets a task go, see [`Fleet::remove`](super::Fleet::remove).
    pub fn remove(&self, id: &TaskId) -> bool {
        let now = self.shared.time.monotonic();
        self.shared.change(|registry| registry.remove(now, id))
    }

    /// How many tasks are watched.
    pub fn len(&self) -> usize {
        self.shared.desk().registry.len()
    }

    /// Whether no task is watched. There may be results that nobody has taken yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What finds every task whose result nobody has taken yet, see [`Fleet::pending`](super::Fleet::pending).
    pub fn pending(&self) -> Vec<TaskHandle> {
        self.shared.desk().registry.pending()
    }

    /// How a task of this fleet stood when it was last seen.
    pub fn snapshot(&self, id: &TaskId) -> Option<Task> {
        self.shared.desk().registry.snapshot(id)
    }

    /// Whether the service does not accept the key, and the tasks are [held](FleetOptions::hold_when_refused).
    pub fn is_refused(&self) -> bool {
        self.shared.desk().registry.is_refused()
    }

    /// Looks again after the key was [refused](Self::is_refused), with one that is accepted.
    pub fn resume(&self) {
        self.shared.change(Registry::resume);
    }
}

impl fmt::Debug for BlockingFleet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingFleet").field("tasks", &self.len()).finish_non_exhaustive()
    }
}

/// A wait for one task of a [`BlockingFleet`]: see [`Watch`](super::Watch).
#[must_use = "dropping it lets the task go"]
pub struct BlockingWatch {
    shared: Arc<Shared>,
    id: WatchId,
    is_over: bool,
    begun: Duration,
    deadline: Option<Duration>,
    cancel: Option<CancelToken>,
}

impl BlockingWatch {
    /// When to stop waiting, counted from when the wait was made. A look that this thread is making then is cut short, as
    /// far as the source [can](BlockingTaskSource::look_within).
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(self.begun.saturating_add(deadline));
        self.shared.change(|registry| registry.set_deadline(self.id, deadline));
        self
    }

    /// Ends with [`Reason::Cancelled`](crate::Reason::Cancelled) once the token is cancelled; where this thread is making
    /// a look, after that. The task goes on and is billed.
    pub fn cancel_with(mut self, token: &CancelToken) -> Self {
        self.cancel = Some(token.clone());
        self
    }

    /// Holds the thread until the task ended, **completed or failed**.
    ///
    /// # Errors
    ///
    /// When the wait ends before the task does; the error carries what finds the task again.
    pub fn wait(self) -> Result<Task, WaitError> {
        Ok(self.settle()?.1)
    }

    /// As [`wait`](Self::wait), and gives the handle back with the task.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn settle(mut self) -> Outcome {
        let (id, cancel) = (self.id, self.cancel.as_ref());
        let outcome =
            self.shared.drive(cancel, Until { look: self.deadline, rest: None }, |registry, now| {
                if cancel.is_some_and(CancelToken::is_cancelled) {
                    registry.give_up(now, id, Reason::Cancelled);
                }
                registry.take(id)
            });
        self.is_over = true;
        outcome
    }
}

impl Drop for BlockingWatch {
    fn drop(&mut self) {
        if !self.is_over {
            self.shared.change(|registry| registry.drop_watch(self.id));
        }
    }
}

impl fmt::Debug for BlockingWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingWatch").finish_non_exhaustive()
    }
}

struct Shared {
    source: Box<dyn BlockingTaskSource>,
    time: Box<dyn BlockingTime>,
    desk: Mutex<Desk>,
    /// Somebody has a result, or there is something to do for another thread.
    moved: Condvar,
}

/// What is decided. Never held while a thread looks or sleeps.
struct Desk {
    registry: Registry,
    budget: Option<SharedBudget>,
    cancel: Option<CancelToken>,
    /// What wakes the one that sleeps for all, and when it wakes by itself.
    sleeper: Option<(CancelToken, Duration)>,
    /// When threads have to be back that have other things to do. Whoever sleeps for all wakes them.
    ends: BTreeSet<(Duration, Seat)>,
    /// How often the threads that wait were woken.
    moves: u64,
}

impl Shared {
    /// Nothing in here is left half done by a panic.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes something, and has the consequences seen to.
    fn change<T>(&self, change: impl FnOnce(&mut Registry) -> T) -> T {
        let mut desk = self.desk();
        let changed = change(&mut desk.registry);
        if desk.registry.is_stirred() || !desk.registry.take_calls().is_empty() {
            self.wake_all(desk);
        }
        changed
    }

    fn wake_all(&self, mut desk: MutexGuard<'_, Desk>) {
        desk.moves = desk.moves.wrapping_add(1);
        let sleeper = desk.sleeper.as_ref().map(|(token, _)| token.clone());
        drop(desk);
        self.moved.notify_all();
        sleeper.iter().for_each(CancelToken::cancel);
    }

    /// Looks and sleeps, for all, until `found` has found what this thread waits for.
    fn drive<T>(
        self: &Arc<Self>,
        cancel: Option<&CancelToken>,
        until: Until,
        mut found: impl FnMut(&mut Registry, Duration) -> Option<T>,
    ) -> T {
        let waker = Waker::from(Arc::new(Nudge(Arc::clone(self))));
        let mut desk = self.desk();
        let fleets = desk.cancel.clone();
        let own_end = until.rest.map(|end| (end, desk.registry.seat()));
        desk.ends.extend(own_end);
        drop(desk);
        let _woken: Vec<_> = cancel.into_iter().chain(&fleets).map(|token| token.wake(&waker)).collect();
        loop {
            let now = self.time.monotonic();
            let (permit, supply) = self.supply(now);
            let mut desk = self.desk();
            if fleets.as_ref().is_some_and(CancelToken::is_cancelled) {
                desk.registry.cancel(now);
            }
            let before = found(&mut desk.registry, now);
            let turn = if before.is_none() { Some(desk.registry.turn(now, supply)) } else { None };
            // The turn may have brought it, a deadline for one.
            let found = match turn {
                Some(Turn::Rest(_)) => found(&mut desk.registry, now),
                _ => before,
            };
            let moves = desk.moves;
            let mut has_calls = !desk.registry.take_calls().is_empty();
            if let (Some(_), Some(own_end)) = (&found, &own_end) {
                desk.ends.remove(own_end);
            }
            has_calls |= desk.ends.first().is_some_and(|(end, _)| *end <= now);
            let is_left_to_others = found.is_some() && desk.sleeper.is_none();
            let mut rest = None;
            if let (None, Some(Turn::Rest(some))) = (&found, &turn) {
                let end = desk.registry.first_end_of_a_look().map(|end| end.saturating_sub(now));
                // Those that have passed have been called.
                let mut ends = desk.ends.iter().map(|(end, _)| end.saturating_sub(now));
                let others = ends.find(|left| !left.is_zero());
                rest = some.iter().copied().chain(end).chain(others).min();
            }
            if has_calls || is_left_to_others {
                self.wake_all(desk);
            } else {
                drop(desk);
            }
            match (found, turn) {
                (Some(found), _) => {
                    permit.into_iter().for_each(Permit::give_back);
                    return found;
                }
                (None, Some(Turn::Look(look))) => {
                    // There may be more to look at than this.
                    self.wake_one();
                    self.look(&look, permit, until.look);
                }
                (None, Some(Turn::Rest(_))) => {
                    permit.into_iter().for_each(Permit::give_back);
                    self.rest(now, rest, if has_calls { moves.wrapping_add(1) } else { moves });
                }
                (None, Some(Turn::BreakOff(_)) | None) => permit.into_iter().for_each(Permit::give_back),
            }
        }
    }

    /// Sleeps for all, or waits for the one who does, unless something has moved since.
    fn rest(&self, now: Duration, rest: Option<Duration>, moves: u64) {
        let mut desk = self.desk();
        if desk.moves != moves {
            return;
        }
        let until = rest.map(|rest| now.saturating_add(rest));
        match (&desk.sleeper, rest) {
            (None, Some(rest)) => {
                let token = CancelToken::new();
                desk.sleeper = Some((token.clone(), now.saturating_add(rest)));
                drop(desk);
                self.time.sleep_unless(rest, &token);
                self.desk().sleeper = None;
                return;
            }
            (Some((token, wakes)), Some(_)) if until.is_some_and(|until| until < *wakes) => {
                // It is to take a turn and sleep for less. Not under the lock: a waker may run what it wakes.
                let token = token.clone();
                drop(desk);
                token.cancel();
                desk = self.desk();
            }
            _ => {}
        }
        while desk.moves == moves {
            desk = self.moved.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn wake_one(&self) {
        let mut desk = self.desk();
        desk.moves = desk.moves.wrapping_add(1);
        drop(desk);
        self.moved.notify_one();
    }

    fn supply(&self, now: Duration) -> (Option<Permit>, Supply) {
        let budget = self.desk().budget.clone();
        match budget.map(|budget| budget.try_take(now, Class::Bulk)) {
            None => (None, Supply::PLENTY),
            Some(Ok(permit)) => (Some(permit), Supply { ready: 1, next: Duration::ZERO }),
            Some(Err(next)) => (None, Supply { ready: 0, next }),
        }
    }

    fn look(&self, look: &Look, permit: Option<Permit>, deadline: Option<Duration>) {
        let now = self.time.monotonic();
        let left = deadline.map_or(Duration::MAX, |deadline| deadline.saturating_sub(now).max(SHORTEST_LOOK));
        let limit = look.limit.min(left);
        let asked = catch_unwind(AssertUnwindSafe(|| match &look.about {
            About::One(handle) => Answer::One(Box::new(self.source.look_within(handle, limit))),
            About::Many(handles) => Answer::Many(self.source.status_many(handles)),
        }));
        let answer = match asked {
            // It was not the service that took too long.
            Ok(Answer::One(result)) if limit < look.limit && is_timed_out(&result) => Answer::BrokenOff,
            Ok(answer) => answer,
            Err(_) => Answer::Panicked,
        };
        let now = self.time.monotonic();
        if let Some(permit) = permit {
            permit.finish(now);
        }
        let mut desk = self.desk();
        let pause = desk.registry.answer(now, look.id, answer);
        let (has_calls, budget) = (!desk.registry.take_calls().is_empty(), desk.budget.clone());
        if has_calls {
            self.wake_all(desk);
        } else {
            drop(desk);
        }
        if let (Some(pause), Some(budget)) = (pause, budget) {
            budget.pause(now, pause);
        }
    }
}

/// For how long a thread drives.
#[derive(Clone, Copy, Default)]
struct Until {
    /// When a look that is being made is cut short.
    look: Option<Duration>,
    /// When a rest ends, whatever there is to wait for.
    rest: Option<Duration>,
}

fn is_timed_out(result: &Result<Task, crate::LookError>) -> bool {
    result.as_ref().is_err_and(|error| error.kind() == LookErrorKind::TimedOut)
}

/// Has the threads see that a token was cancelled.
struct Nudge(Arc<Shared>);

impl Wake for Nudge {
    fn wake(self: Arc<Self>) {
        self.0.wake_all(self.0.desk());
    }
}

/// Time enough for an answer, should the service be well; as for a single wait.
const SHORTEST_LOOK: Duration = Duration::from_secs(2);
