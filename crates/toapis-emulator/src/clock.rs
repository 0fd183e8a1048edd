//! The emulator's own time: as fast as real time, faster, or standing still until a test steps it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

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
        let speed = if speed.is_finite() { speed.clamp(0.0, 1e6) } else { 1.0 };
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { state: Arc::new(Mutex::new(State { speed, at, since: Instant::now() })) }
    }

    /// Runs with real time.
    pub fn real() -> Self {
        Self::scaled(1.0)
    }

    /// Stands still at the present until it is [stepped](Self::step).
    pub fn stepped() -> Self {
        Self::scaled(0.0)
    }

    /// The time since 1970, by this clock.
    pub fn now(&self) -> Duration {
        self.with(|state| state.at)
    }

    /// Moves the clock forward at once.
    pub fn step(&self, by: Duration) {
        self.with(|state| state.at = state.at.saturating_add(by));
    }

    /// How many times as fast as real time it runs; 0 for a stepped clock.
    pub fn speed(&self) -> f64 {
        self.with(|state| state.speed)
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
    fn odd_speeds_are_repaired() {
        assert!(EmulatorClock::scaled(f64::NAN).speed() > 0.9);
        assert!(EmulatorClock::scaled(-3.0).speed().abs() < f64::EPSILON);
    }
}
