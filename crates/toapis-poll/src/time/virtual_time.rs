//! Time that passes only when a test lets it.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::{BlockingSleep, Clock, Sleep, SleepFuture};
use crate::cancel::CancelToken;

/// A clock for tests: nothing waits for real. Clones share one time.
///
/// There are two ways for it to pass:
///
/// - [`new`](Self::new): by itself, as soon as everybody sleeps: then the clock moves to the end of the sleep that ends
///   first. Any number of async tasks may sleep at once, on one thread (a current-thread runtime, `join`, `select`). Threads
///   cannot be told apart from the outside, so a **thread** that sleeps moves the clock at once: only one thread then.
/// - [`stepped`](Self::stepped): by hand. A sleep lasts until [`advance`](Self::advance) or
///   [`advance_to_next`](Self::advance_to_next) has moved the clock past its end, for any number of sleepers, tasks and
///   threads.
///
/// "Everybody sleeps" means that nobody looked at the clock or began a sleep while the others ran a few times. What waits
/// for something else, such as a real socket, is not seen, so time passes meanwhile. A [guard](Sleep::guard), such as the
/// timeout of a look, lets no time pass by itself: a look that never answers needs [`stepped`](Self::stepped), or a
/// source that sleeps on this clock.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::time::{BlockingSleep, Clock, VirtualTime};
///
/// let time = VirtualTime::new();
/// BlockingSleep::sleep(&time, Duration::from_secs(3600));
/// assert_eq!(time.monotonic(), Duration::from_secs(3600));
/// assert_eq!(time.sleeps(), [Duration::from_secs(3600)]);
/// ```
#[derive(Clone, Debug)]
pub struct VirtualTime {
    shared: Arc<Shared>,
}

impl VirtualTime {
    /// Time that passes by itself when everybody sleeps. Starts at 0, and at 1,750,000,000 s by the wall clock.
    pub fn new() -> Self {
        Self::with_mode(false)
    }

    /// Time that passes only when it is [advanced](Self::advance). Starts as [`new`](Self::new) does.
    pub fn stepped() -> Self {
        Self::with_mode(true)
    }

    /// Moves both clocks forward and wakes the sleepers whose time has come, the earliest first.
    ///
    /// They all see the new time when they run. To let each one run at its own moment, use
    /// [`advance_to_next`](Self::advance_to_next).
    pub fn advance(&self, duration: Duration) {
        let mut state = self.shared.lock();
        let now = state.now.saturating_add(duration);
        let due = state.move_to(now);
        drop(state);
        self.shared.wake_all(due);
    }

    /// Moves both clocks to the end of the sleep that ends first, and wakes its sleeper; returns how far that was.
    ///
    /// `None`, and no time passes, when nobody sleeps.
    pub fn advance_to_next(&self) -> Option<Duration> {
        let state = self.shared.lock();
        let step = state.sleepers.keys().next()?.0.saturating_sub(state.now);
        drop(state);
        self.advance(step);
        Some(step)
    }

    /// Sets the wall clock forward, or back when negative, without any time passing. Not below 1970.
    pub fn shift_wall(&self, seconds: i64) {
        let mut state = self.shared.lock();
        let shift = Duration::from_secs(seconds.unsigned_abs());
        state.wall_start = if seconds < 0 {
            state.wall_start.saturating_sub(shift)
        } else {
            state.wall_start.saturating_add(shift)
        };
    }

    /// How long every sleep so far was meant to last, in the order in which they began. Guards do not count.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.shared.lock().sleeps.clone()
    }

    /// How many sleep right now. Guards do not count.
    pub fn sleepers(&self) -> usize {
        self.shared.lock().sleepers.values().filter(|sleeper| !sleeper.is_guard).count()
    }

    fn with_mode(is_stepped: bool) -> Self {
        let state = State {
            is_stepped,
            now: Duration::ZERO,
            wall_start: Duration::from_secs(1_750_000_000),
            sleeps: Vec::new(),
            sleepers: BTreeMap::new(),
            next_key: 0,
            stirs: 0,
        };
        Self { shared: Arc::new(Shared { state: Mutex::new(state), moved: Condvar::new() }) }
    }

    fn asleep(&self, duration: Duration, is_guard: bool) -> SleepFuture<'_> {
        Box::pin(Sleeping { shared: &self.shared, duration, is_guard, stage: Stage::New })
    }
}

impl Default for VirtualTime {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for VirtualTime {
    fn monotonic(&self) -> Duration {
        let mut state = self.shared.lock();
        state.stir();
        state.now
    }

    fn unix(&self) -> Duration {
        let mut state = self.shared.lock();
        state.stir();
        state.wall_start.saturating_add(state.now)
    }
}

impl Sleep for VirtualTime {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        self.asleep(duration, false)
    }

    fn guard(&self, duration: Duration) -> SleepFuture<'_> {
        self.asleep(duration, true)
    }
}

impl BlockingSleep for VirtualTime {
    fn sleep(&self, duration: Duration) {
        self.sleep_unless(duration, &CancelToken::new());
    }

    fn sleep_unless(&self, duration: Duration, cancel: &CancelToken) {
        let waker = Waker::from(Arc::clone(&self.shared));
        let Some(_woken) = cancel.wake(&waker) else { return };
        let mut state = self.shared.lock();
        let key = state.begin(duration, false);
        if !state.is_stepped {
            let due = state.move_to(key.0);
            drop(state);
            return self.shared.wake_all(due);
        }
        while state.sleepers.contains_key(&key) && !cancel.is_cancelled() {
            state = self.shared.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.sleepers.remove(&key);
    }
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    moved: Condvar,
}

impl Shared {
    /// A test that panicked while it held the lock left nothing half done.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Without the lock, for a waker may run what it wakes.
    fn wake_all(&self, due: Vec<Waker>) {
        self.moved.notify_all();
        due.into_iter().for_each(Waker::wake);
    }
}

/// Wakes the threads that sleep, so that they see that they were cancelled.
impl Wake for Shared {
    fn wake(self: Arc<Self>) {
        // Whoever is between its last check and its wait holds the lock.
        drop(self.lock());
        self.moved.notify_all();
    }
}

#[derive(Debug)]
struct State {
    is_stepped: bool,
    now: Duration,
    /// What the wall clock shows when the monotonic one shows 0.
    wall_start: Duration,
    sleeps: Vec<Duration>,
    sleepers: BTreeMap<Key, Sleeper>,
    next_key: u64,
    /// Grows whenever someone shows that he is awake.
    stirs: u64,
}

/// When a sleep ends, and a number, so that those who end together keep their order.
type Key = (Duration, u64);

#[derive(Debug)]
struct Sleeper {
    is_guard: bool,
    /// Missing for a thread, which waits for the condition instead.
    waker: Option<Waker>,
}

impl State {
    fn stir(&mut self) {
        self.stirs = self.stirs.wrapping_add(1);
    }

    fn begin(&mut self, duration: Duration, is_guard: bool) -> Key {
        self.stir();
        if !is_guard {
            self.sleeps.push(duration);
        }
        let key = (self.now.saturating_add(duration), self.next_key);
        self.next_key += 1;
        self.sleepers.insert(key, Sleeper { is_guard, waker: None });
        key
    }

    /// The sleep that moves the clock when time passes by itself.
    fn first(&self) -> Option<Key> {
        self.sleepers.iter().find(|(_, sleeper)| !sleeper.is_guard).map(|(key, _)| *key)
    }

    /// Moves the clock; who is to be woken by that.
    fn move_to(&mut self, now: Duration) -> Vec<Waker> {
        self.stir();
        self.now = self.now.max(now);
        let waiting = self.sleepers.split_off(&(self.now, u64::MAX));
        let due = std::mem::replace(&mut self.sleepers, waiting);
        let mut due: Vec<_> = due.into_values().filter_map(|sleeper| sleeper.waker).collect();
        due.extend(self.next_mover());
        due
    }

    /// Someone has to watch whether the others sleep.
    fn next_mover(&self) -> Option<Waker> {
        let first = self.first().filter(|_| !self.is_stepped)?;
        self.sleepers.get(&first)?.waker.clone()
    }
}

struct Sleeping<'a> {
    shared: &'a Shared,
    duration: Duration,
    is_guard: bool,
    stage: Stage,
}

#[derive(Clone, Copy)]
enum Stage {
    New,
    /// Asleep, and how often in a row nobody stirred since the count was `stirs`.
    Asleep {
        key: Key,
        stirs: u64,
        quiet: u32,
    },
    Over,
}

impl Future for Sleeping<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.shared.lock();
        let (key, stirs, quiet) = match self.stage {
            Stage::New if self.duration.is_zero() => {
                // Even a sleep that is over lets others run once, as a real one would.
                state.sleeps.extend((!self.is_guard).then_some(self.duration));
                context.waker().wake_by_ref();
                drop(state);
                self.stage = Stage::Over;
                return Poll::Pending;
            }
            Stage::New => {
                let key = state.begin(self.duration, self.is_guard);
                (key, state.stirs, 0)
            }
            Stage::Asleep { key, stirs, quiet } if state.sleepers.contains_key(&key) => {
                if stirs == state.stirs { (key, stirs, quiet + 1) } else { (key, state.stirs, 0) }
            }
            Stage::Asleep { .. } | Stage::Over => {
                drop(state);
                self.stage = Stage::Over;
                return Poll::Ready(());
            }
        };
        let moves_time = !state.is_stepped && state.first() == Some(key);
        if moves_time && quiet >= QUIET {
            let next = state.sleepers.keys().next().map_or(key.0, |key| key.0);
            let due = state.move_to(next);
            let is_over = !state.sleepers.contains_key(&key);
            let stirs = state.stirs;
            drop(state);
            self.stage = if is_over { Stage::Over } else { Stage::Asleep { key, stirs, quiet: 0 } };
            self.shared.wake_all(due);
            context.waker().wake_by_ref();
            return if is_over { Poll::Ready(()) } else { Poll::Pending };
        }
        if let Some(own) = state.sleepers.get_mut(&key) {
            own.waker = Some(context.waker().clone());
        }
        if moves_time {
            context.waker().wake_by_ref();
        }
        drop(state);
        self.stage = Stage::Asleep { key, stirs, quiet };
        Poll::Pending
    }
}

impl Drop for Sleeping<'_> {
    fn drop(&mut self) {
        if let Stage::Asleep { key, .. } = self.stage {
            let mut state = self.shared.lock();
            state.sleepers.remove(&key);
            let mover = state.next_mover();
            drop(state);
            mover.into_iter().for_each(Waker::wake);
        }
    }
}

/// How often the others run without anyone stirring before time passes: enough for a message to go through a few hands.
const QUIET: u32 = 16;
