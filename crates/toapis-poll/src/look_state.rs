//! What a strategy may know when it decides.

use std::time::Duration;

use toapis_types::{Phase, TaskKind};

/// One wait, as a [`Strategy`](crate::Strategy) sees it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LookState {
    /// Image or video.
    pub kind: TaskKind,
    /// The model that works on it, where the handle tells.
    pub model: Option<String>,
    /// How many looks were begun so far, lost ones included; 0 before the first.
    pub looks: u64,
    /// How long this wait has lasted.
    pub elapsed: Duration,
    /// How long ago the task was submitted. Where that is not known, the same as `elapsed`.
    pub age: Duration,
    /// What the last look that succeeded showed; `None` before.
    pub phase: Option<Phase>,
    /// Percent done, 0 to 100, as the last look that succeeded told; often missing, and never to be relied on.
    pub progress: Option<u8>,
    /// For how long neither phase nor progress has changed, counted from the look that saw them change; since the wait
    /// began, before the first look that succeeded.
    pub unchanged: Duration,
    /// The age at which the task was last seen running; `None` before.
    pub seen_running: Option<Duration>,
    /// How progress moved; `None` where none was told.
    pub pace: Option<Pace>,
    /// What the strategy said the last time, after the floor and the ceiling were applied. Rests that a lost look or
    /// the server demanded do not count.
    pub previous: Option<Duration>,
}

impl LookState {
    /// The state before the first look at a task that was submitted just now.
    pub fn new(kind: TaskKind) -> Self {
        Self {
            kind,
            model: None,
            looks: 0,
            elapsed: Duration::ZERO,
            age: Duration::ZERO,
            phase: None,
            progress: None,
            unchanged: Duration::ZERO,
            seen_running: None,
            pace: None,
            previous: None,
        }
    }

    /// How much longer the task takes if its progress goes on as it did. `None` unless the progress rose twice or more, when
    /// it stands still for longer than it used to, and when the task should have ended by now: a guess from this task alone,
    /// worth something for models that report an honest progress.
    pub fn remaining(&self) -> Option<Duration> {
        self.pace?.remaining(self.age)
    }
}

/// How progress moved since it was first told, or since it last went back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// What it was at first, in percent.
    pub first_percent: u8,
    /// The age at which that was seen.
    pub first_at: Duration,
    /// What it is now.
    pub percent: u8,
    /// The age at which that was first seen.
    pub at: Duration,
    /// How many times it moved.
    pub steps: u32,
}

impl Pace {
    /// Goes on with what a look showed at this age.
    pub(crate) fn next(pace: Option<Self>, progress: Option<u8>, at: Duration) -> Option<Self> {
        match (pace, progress) {
            (_, None) => pace,
            (Some(pace), Some(percent)) if percent == pace.percent => Some(pace),
            (Some(pace), Some(percent)) if percent > pace.percent => {
                Some(Self { percent, at, steps: pace.steps.saturating_add(1), ..pace })
            }
            (_, Some(percent)) => Some(Self { first_percent: percent, first_at: at, percent, at, steps: 0 }),
        }
    }
    fn remaining(self, age: Duration) -> Option<Duration> {
        if self.steps < 2 || self.percent >= 100 {
            return None;
        }
        let took = self.at.saturating_sub(self.first_at);
        let silent = age.saturating_sub(self.at);
        if silent > took.checked_div(self.steps)?.saturating_mul(PATIENCE) {
            return None;
        }
        let each = took.checked_div(u32::from(self.percent.checked_sub(self.first_percent)?))?;
        let expected = each.saturating_mul(u32::from(100 - self.percent));
        expected.checked_sub(silent).filter(|left| !left.is_zero())
    }
}

/// A silence of this many usual steps is one too long.
const PATIENCE: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seen: &[(u64, u8)], now: u64) -> Option<u64> {
        let mut look = LookState::new(TaskKind::Video);
        for (at, percent) in seen {
            look.pace = Pace::next(look.pace, Some(*percent), Duration::from_secs(*at));
        }
        look.age = Duration::from_secs(now);
        look.remaining().map(|left| left.as_secs())
    }

    #[test]
    fn an_honest_progress_tells_how_long_it_takes() {
        assert_eq!(after(&[(10, 10), (20, 20), (30, 30)], 30), Some(70));
        assert_eq!(after(&[(10, 10), (20, 20), (30, 30)], 45), Some(55));
        assert_eq!(after(&[(10, 0), (20, 40), (30, 80), (31, 80)], 31), Some(4));
    }

    #[test]
    fn t12_what_sticks_or_jumps_tells_nothing() {
        assert_eq!(after(&[], 100), None);
        assert_eq!(after(&[(5, 0), (10, 10), (20, 10), (900, 10)], 900), None, "one jump is no pace");
        assert_eq!(after(&[(10, 10), (20, 20), (30, 30)], 61), None, "silent for longer than three steps");
        assert_eq!(after(&[(10, 10), (20, 20), (30, 99)], 31), None, "it should have ended by now");
        assert_eq!(after(&[(10, 10), (20, 50), (30, 100)], 31), None, "100 without an end is no news");
        assert_eq!(after(&[(10, 10), (20, 50), (30, 90), (40, 5)], 41), None, "begun anew");
        assert_eq!(after(&[(0, 10), (0, 20), (0, 30)], 0), None, "no time has passed");
    }
}
