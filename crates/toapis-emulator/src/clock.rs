//! The emulator's own time: as fast as real time, faster, or standing still until a test steps it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// A clock that all of an emulator's tasks live by. Clones show the same time.
///
/// ```
/// use std::time::Duration;
/// use toapis_emulator::EmulatorClock;
///
/// let clock = EmulatorClock::stepped();
/// let start = clock.now();
/// clock.step(Duration::from_secs(30));
/// assert_eq!(clock.now() - start, Duration::from_secs(30));
/// ```
#[derive(Clone, Debug)]
pub struct EmulatorClock {
    state: Arc<Mutex<State>>,
    /// Told when the clock was stepped or its speed changed.
    changes: Arc<watch::Sender<()>>,
}

#[derive(Debug)]
struct State {
    /// How fast it runs: 0 stands still, 1 is real time.
    speed: f64,
    /// The emulator's time since 1970 at `since`.
    at: Duration,
    since: Instant,
}

impl EmulatorClock {
    /// Runs `speed` times as fast as real time, from the present on. Speeds below 0, above 1,000,000 or not a number are
    /// moved to the nearest that works.
    pub fn scaled(speed: f64) -> Self {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let state = State { speed: repaired(speed), at, since: Instant::now() };
        Self { state: Arc::new(Mutex::new(state)), changes: Arc::new(watch::Sender::new(())) }
    }

    /// Runs with real time.
    pub fn real() -> Self {
        Self::scaled(1.0)
    }

    /// Stands still at the present until it is [stepped](Self::step).
    pub fn stepped() -> Self {
        Self::scaled(0.0)
    }

    /// The same, beginning at a time of your choice, as the time since 1970: with a seed, this makes two runs the same
    /// to the second.
    #[must_use]
    pub fn starting_at(self, at: Duration) -> Self {
        self.change(|state| state.at = at);
        self
    }

    /// The time since 1970, by this clock.
    pub fn now(&self) -> Duration {
        self.with(|state| state.at)
    }

    /// Moves the clock forward at once. What an emulator owes for the time between is done afterwards, in order, but with
    /// the clock already at its new place; [`Emulator::advance`](crate::Emulator::advance) stops at each event.
    pub fn step(&self, by: Duration) {
        self.change(|state| state.at = state.at.saturating_add(by));
    }

    /// How many times as fast as real time it runs; 0 for a stepped clock.
    pub fn speed(&self) -> f64 {
        self.with(|state| state.speed)
    }

    /// Runs at another speed from now on; the same limits as for [`scaled`](Self::scaled).
    pub fn set_speed(&self, speed: f64) {
        self.change(|state| state.speed = repaired(speed));
    }

    /// Moves the clock forward to a time, if it is not there yet.
    pub(crate) fn reach(&self, at: Duration) {
        self.change(|state| state.at = state.at.max(at));
    }

    /// Puts the clock to a time, also an earlier one.
    pub(crate) fn set(&self, at: Duration) {
        self.change(|state| state.at = at);
    }

    /// Tells when the clock is stepped or changes its speed.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }

    /// How long it takes in real time until the clock shows `at`; `None` when it stands still before it.
    pub(crate) fn real_time_until(&self, at: Duration) -> Option<Duration> {
        self.with(|state| {
            let left = at.saturating_sub(state.at).as_secs_f64();
            if left == 0.0 {
                return Some(Duration::ZERO);
            }
            // A year is as good as forever here.
            (state.speed > 0.0).then(|| Duration::from_secs_f64((left / state.speed).min(31_536_000.0)))
        })
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        self.with(change);
        self.changes.send_replace(());
    }

    /// Brings the state up to the present, then uses it.
    fn with<T>(&self, use_it: impl FnOnce(&mut State) -> T) -> T {
        // A panic elsewhere leaves nothing half done here: the state is a few numbers.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let passed = now.saturating_duration_since(state.since).mul_f64(state.speed);
        state.at = state.at.saturating_add(passed);
        state.since = now;
        use_it(&mut state)
    }
}

/// A speed that works.
fn repaired(speed: f64) -> f64 {
    if speed.is_nan() { 1.0 } else { speed.clamp(0.0, 1e6) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stepped_clock_stands_still_between_steps() {
        let clock = EmulatorClock::stepped();
        let start = clock.now();
        assert_eq!(clock.clone().now(), start);
        clock.clone().step(Duration::MAX);
        assert_eq!(clock.now(), Duration::MAX);
    }

    #[test]
    fn a_clock_begins_where_it_is_told() {
        let at = Duration::from_secs(1_790_000_000);
        let clock = EmulatorClock::stepped().starting_at(at);
        assert_eq!(clock.now(), at);
        clock.reach(Duration::ZERO);
        assert_eq!(clock.now(), at, "reaching never goes back");
        assert_eq!(clock.real_time_until(at), Some(Duration::ZERO));
        assert_eq!(clock.real_time_until(Duration::MAX), None);
        clock.set_speed(1000.0);
        assert!(clock.real_time_until(at + Duration::from_secs(1000)) <= Some(Duration::from_secs(1)));
    }

    #[test]
    fn odd_speeds_are_repaired() {
        assert!(EmulatorClock::scaled(f64::NAN).speed() > 0.9);
        assert!(EmulatorClock::scaled(-3.0).speed().abs() < f64::EPSILON);
        assert!(EmulatorClock::scaled(f64::INFINITY).speed() > 9e5);
    }
}
