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
            seen_running: None,
            pace: None,
            previous: None,
        }
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
}
