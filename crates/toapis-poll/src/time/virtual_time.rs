//! Time that passes only when a test lets it.

use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::{BlockingSleep, Clock, Sleep, SleepFuture};

/// A clock for tests: nothing waits for real. Clones share one time.
///
/// There are two ways for it to pass:
///
/// - [`new`](Self::new): by itself. A sleep moves the clock forward by its length and is over. Made for **one** sleeper:
///   two at once would add their sleeps up, as if one waited for the other.
/// - [`stepped`](Self::stepped): by hand. A sleep lasts until [`advance`](Self::advance) or
///   [`advance_to_next`](Self::advance_to_next) has moved the clock past its end, for any number of sleepers, tasks and
///   threads.
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
    /// Time that passes by itself whenever someone sleeps. Starts at 0, and at 1,750,000,000 s by the wall clock.
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
        state.now = state.now.saturating_add(duration);
        let due = state.take_due();
        drop(state);
        self.shared.moved.notify_all();
        // Woken without the lock, for a waker may run what it wakes.
        due.into_iter().for_each(Waker::wake);
    }

    /// Moves both clocks to the end of the sleep that ends first, and wakes its sleeper; returns how far that was.
    ///
    /// `None`, and no time passes, when nobody sleeps.
    pub fn advance_to_next(&self) -> Option<Duration> {
        let state = self.shared.lock();
        let step = state.sleepers.iter().map(|sleeper| sleeper.until.saturating_sub(state.now)).min()?;
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

    /// How long every sleep so far was meant to last, in the order in which they began.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.shared.lock().sleeps.clone()
    }

    /// How many sleep right now. Always 0 unless [stepped](Self::stepped).
    pub fn sleepers(&self) -> usize {
        self.shared.lock().sleepers.len()
    }

    fn with_mode(stepped: bool) -> Self {
        let state = State {
            stepped,
            now: Duration::ZERO,
            wall_start: Duration::from_secs(1_750_000_000),
            sleeps: Vec::new(),
            sleepers: Vec::new(),
            next_key: 0,
        };
        Self { shared: Arc::new(Shared { state: Mutex::new(state), moved: Condvar::new() }) }
    }
}

impl Default for VirtualTime {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for VirtualTime {
    fn monotonic(&self) -> Duration {
        self.shared.lock().now
    }

    fn unix(&self) -> Duration {
        let state = self.shared.lock();
        state.wall_start.saturating_add(state.now)
    }
}

impl Sleep for VirtualTime {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(Sleeping { shared: &self.shared, duration, stage: Stage::New })
    }
}

impl BlockingSleep for VirtualTime {
    fn sleep(&self, duration: Duration) {
        let mut state = self.shared.lock();
        let Some(key) = state.begin(duration) else { return };
        while state.sleeps_on(key) {
            state = self.shared.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
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
}

#[derive(Debug)]
struct State {
    stepped: bool,
    now: Duration,
    /// What the wall clock shows when the monotonic one shows 0.
    wall_start: Duration,
    sleeps: Vec<Duration>,
    sleepers: Vec<Sleeper>,
    next_key: u64,
}

#[derive(Debug)]
struct Sleeper {
    key: u64,
    until: Duration,
    /// Missing for a thread, which waits for the condition instead.
    waker: Option<Waker>,
}

impl State {
    /// Logs a sleep. It is over at once when time passes by itself; otherwise the key of the new sleeper is returned.
    fn begin(&mut self, duration: Duration) -> Option<u64> {
        self.sleeps.push(duration);
        let until = self.now.saturating_add(duration);
        if !self.stepped || duration.is_zero() {
            self.now = until;
            return None;
        }
        let key = self.next_key;
        self.next_key += 1;
        self.sleepers.push(Sleeper { key, until, waker: None });
        Some(key)
    }

    fn sleeps_on(&self, key: u64) -> bool {
        self.sleepers.iter().any(|sleeper| sleeper.key == key)
    }

    fn wake_with(&mut self, key: u64, waker: &Waker) {
        if let Some(own) = self.sleepers.iter_mut().find(|sleeper| sleeper.key == key) {
            own.waker = Some(waker.clone());
        }
    }

    fn take_due(&mut self) -> Vec<Waker> {
        let now = self.now;
        let (mut due, waiting): (Vec<_>, Vec<_>) =
            self.sleepers.drain(..).partition(|sleeper| sleeper.until <= now);
        self.sleepers = waiting;
        // Stable: who began first is woken first among those that end together.
        due.sort_by_key(|sleeper| sleeper.until);
        due.into_iter().filter_map(|sleeper| sleeper.waker).collect()
    }
}

struct Sleeping<'a> {
    shared: &'a Shared,
    duration: Duration,
    stage: Stage,
}

#[derive(Clone, Copy)]
enum Stage {
    New,
    Asleep(u64),
    Over,
}

impl Future for Sleeping<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut shared = self.shared.lock();
        let next = match self.stage {
            Stage::New => shared.begin(self.duration).map_or(Stage::Over, Stage::Asleep),
            Stage::Asleep(key) if shared.sleeps_on(key) => Stage::Asleep(key),
            Stage::Asleep(_) | Stage::Over => return Poll::Ready(()),
        };
        match next {
            Stage::Asleep(key) => shared.wake_with(key, context.waker()),
            // Even a sleep that is over lets others run once, as a real one would.
            _ => context.waker().wake_by_ref(),
        }
        drop(shared);
        self.stage = next;
        Poll::Pending
    }
}

impl Drop for Sleeping<'_> {
    fn drop(&mut self) {
        if let Stage::Asleep(key) = self.stage {
            self.shared.lock().sleepers.retain(|sleeper| sleeper.key != key);
        }
    }
}
