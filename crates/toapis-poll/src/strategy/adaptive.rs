//! Looks when a task is likely to have finished.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use toapis_types::Task;

use super::Strategy;
use crate::durations::{Durations, Observation, duration, seconds};
use crate::look_state::{LookState, Pace};
use crate::random::Random;

/// Looks when it is worth a query: learns how long each model takes, and makes the least of waiting and queries.
///
/// One dial says what a query is worth, in seconds of waiting. With durations as they are assumed (see
/// [`Prior::assumed`](crate::durations::Prior::assumed)) and the default floor of 5 s, that comes to:
///
/// | dial | image: looks, found late by | video: looks, found late by |
/// | --- | --- | --- |
/// | 0.3 s | 3.1, 2.5 s | 13.6, 4.6 s |
/// | 0.7 s (default) | 2.8, 2.6 s | 9.1, 6.9 s |
/// | 3 s | 2.0, 4.1 s | 4.7, 14 s |
/// | 30 s | 1.2, 11 s | 2.2, 36 s |
///
/// For comparison, a look every 5 s makes 3.8 and 33 looks and finds out 2.5 s late. The longer tasks take, the longer
/// the rests; a task that outlives everything that was seen before is looked at ever more rarely.
///
/// It learns from each wait that uses it, so keep one and clone it, or its [durations](Self::durations), for all waits.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::{Adaptive, WaitOptions};
///
/// let adaptive = Adaptive::new().with_dial(Duration::from_secs(2));
/// let options = WaitOptions::new().strategy(adaptive.clone());
/// // … wait for many tasks …
/// let learned = serde_json::to_string(&*adaptive.durations())?;
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [Progress](LookState::pace) is used while it moves steadily: then the next look comes when it will reach 100, but never
/// in less than half or in more than three times the rest that the durations suggest. Progress that sticks and then
/// jumps is ignored.
#[derive(Clone, Debug)]
pub struct Adaptive {
    durations: Arc<Mutex<Durations>>,
    dial: Duration,
}

impl Adaptive {
    /// What a query is worth by default: 0.7 s of waiting. That keeps the assumed durations below ten looks a task,
    /// which is what the limits of an account allow for a steady stream of tasks.
    pub const DEFAULT_DIAL: Duration = Duration::from_millis(700);

    /// Knows nothing but what is assumed, and learns.
    pub fn new() -> Self {
        Self::with_durations(Durations::new())
    }

    /// Begins with what was learned before.
    pub fn with_durations(durations: Durations) -> Self {
        Self { durations: Arc::new(Mutex::new(durations)), dial: Self::DEFAULT_DIAL }
    }

    /// Goes by durations that others have too, such as a [fleet](crate::fleet::FleetOptions::durations).
    pub fn with_shared(durations: Arc<Mutex<Durations>>) -> Self {
        Self { durations, dial: Self::DEFAULT_DIAL }
    }

    /// The durations, to be shared with others.
    pub fn shared(&self) -> Arc<Mutex<Durations>> {
        Arc::clone(&self.durations)
    }

    /// How many seconds of waiting a query is worth: less means more looks and earlier news. Default: 0.7 s; from 1 ms to
    /// 1 h.
    pub fn with_dial(self, dial: Duration) -> Self {
        Self { dial: dial.clamp(Duration::from_millis(1), Duration::from_secs(3600)), ..self }
    }

    /// What was learned so far. All waits on this strategy pause while it is held.
    pub fn durations(&self) -> MutexGuard<'_, Durations> {
        // Whoever panicked while holding it left a table that is at worst short of one observation.
        self.durations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Adaptive {
    fn default() -> Self {
        Self::new()
    }
}

impl Strategy for Adaptive {
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        let age = if look.looks == 0 { Duration::ZERO } else { look.age };
        let due = self.durations().curve(look.kind, look.model.as_deref()).due(age, self.dial);
        let rest = due.saturating_sub(age);
        let rest = match look.pace.and_then(|pace| to_go(pace, look.age)) {
            Some(to_go) => to_go.clamp(rest / 2, rest.saturating_mul(3)),
            None => rest,
        };
        // Enough to pull apart those who began together, too little to matter otherwise.
        random.between(duration(seconds(rest) * 0.95), rest)
    }

    fn learn(&self, look: &LookState, task: &Task) {
        let observation = Observation::of(task, look.seen_running.unwrap_or_default(), look.age);
        self.durations().observe(look.kind, look.model.as_deref(), observation);
    }
}

/// How long progress will take to reach 100, where it moves as if it meant something.
fn to_go(pace: Pace, age: Duration) -> Option<Duration> {
    let percent = f64::from(pace.percent.checked_sub(pace.first_percent)?);
    let time = seconds(pace.at.checked_sub(pace.first_at)?);
    if pace.steps < 2 || percent < 15.0 || pace.percent >= 100 || time <= 0.0 {
        return None;
    }
    let per_percent = time / percent;
    let still = seconds(age.saturating_sub(pace.at));
    // Two steps' worth of standing still, and it is not believed any more.
    if still > 2.0 * time / f64::from(pace.steps) {
        return None;
    }
    let to_go = f64::from(100 - pace.percent) * per_percent - still;
    (to_go > 0.0).then(|| duration(to_go))
}

#[cfg(test)]
mod tests {
    use toapis_types::TaskKind;

    use super::*;

    fn state(age: u64, pace: Option<Pace>) -> LookState {
        let mut look = LookState::new(TaskKind::Video);
        (look.looks, look.age, look.pace) = (3, Duration::from_secs(age), pace);
        look
    }

    fn pace(steps: u32, percent: u8, at: u64) -> Pace {
        let (at, first_at) = (Duration::from_secs(at), Duration::from_secs(10));
        Pace { first_percent: 10, first_at, percent, at, steps }
    }

    #[test]
    fn steady_progress_moves_the_next_look_and_a_jump_does_not() {
        let adaptive = Adaptive::new();
        let rest = |look: &LookState| adaptive.delay(look, &mut Random::seeded(1)).as_secs_f64();
        let plain = rest(&state(90, None));
        // One percent a second from 10 to 90: ten seconds to go.
        assert!((rest(&state(90, Some(pace(8, 90, 90)))) - 10.0).abs() < 0.6);
        // 20 percent in 80 s: far from done, so the rest is three times as long.
        assert!((rest(&state(90, Some(pace(4, 30, 90)))) - 3.0 * plain).abs() < 0.2 * plain);
        // It sticks at 10, or it jumped once, or it stands still for long.
        for ignored in [pace(0, 10, 10), pace(1, 90, 90), pace(4, 50, 30)] {
            assert!((rest(&state(90, Some(ignored))) - plain).abs() < 1e-9, "{ignored:?}");
        }
    }

    #[test]
    fn the_dial_moves_from_few_looks_to_early_news() {
        let first = |dial: u64| {
            let adaptive = Adaptive::new().with_dial(Duration::from_millis(dial));
            adaptive.delay(&LookState::new(TaskKind::Video), &mut Random::seeded(1))
        };
        assert!(first(10) < first(700) && first(700) < first(30_000));
        assert_eq!(first(0), first(1));
    }
}
