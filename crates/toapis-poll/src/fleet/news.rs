//! What a schedule is told.

use std::time::Duration;

use toapis_types::Task;

use super::slots::TaskKey;
use crate::durations::Observation;
use crate::look_error::{LookError, LookErrorKind};

/// What the query budget allows now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supply {
    /// How many queries may be sent at once.
    pub ready: u32,
    /// How long until the next one, when there is none.
    pub next: Duration,
}

impl Supply {
    /// No limit.
    pub const PLENTY: Self = Self { ready: u32::MAX, next: Duration::ZERO };
}

/// What happened. Each look that the schedule asked for gets one answer, or [`Dropped`](Self::Dropped); `Told` may come at
/// any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum News {
    /// Nothing: time passed, or tasks were added or removed.
    None,
    /// The task was seen, and is not finished.
    Running(TaskKey),
    /// The task ended, completed or failed. With how long it took, where the server told.
    Ended(TaskKey, Option<Duration>),
    /// Somebody else saw that the task ended: a webhook, another wait. As `Ended`, and no answer: a look that is under way
    /// stays so until its own comes, which is then ignored.
    Told(TaskKey, Option<Duration>),
    /// The look brought no answer that tells anything. With how long the server said to stay away, which stops all looks.
    Lost(TaskKey, Option<Duration>),
    /// The server said that it was asked too often (429), and how long to stay away: stops all looks.
    Limited(TaskKey, Option<Duration>),
    /// The server does not know the task (404, 410).
    Gone(TaskKey),
    /// The server does not accept the key (401, 403): stops all looks until [`resume`](super::Schedule::resume).
    Refused(TaskKey),
    /// The look was broken off on this side.
    Dropped(TaskKey),
}

impl News {
    /// What the answer of a look means.
    pub fn of(key: TaskKey, answer: &Result<Task, LookError>) -> Self {
        match answer {
            Ok(task) if task.is_terminal() => Self::Ended(key, Observation::took(task)),
            Ok(_) => Self::Running(key),
            Err(error) => match error.kind() {
                LookErrorKind::Lost | LookErrorKind::TimedOut => Self::Lost(key, error.retry_after()),
                LookErrorKind::RateLimited => Self::Limited(key, error.retry_after()),
                LookErrorKind::Gone => Self::Gone(key),
                LookErrorKind::Refused => Self::Refused(key),
            },
        }
    }

    pub(super) fn key(&self) -> Option<TaskKey> {
        match *self {
            Self::None => None,
            Self::Running(key)
            | Self::Ended(key, _)
            | Self::Told(key, _)
            | Self::Lost(key, _)
            | Self::Limited(key, _)
            | Self::Gone(key)
            | Self::Refused(key)
            | Self::Dropped(key) => Some(key),
        }
    }
}
