//! What a wait tells while it lasts.

use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Phase, Task};

use crate::look_error::LookError;

/// One thing that happened during a wait. Told as soon as it is known, before the next rest.
///
/// One for every look. The last one of a wait is [`Completed`](Self::Completed), [`Failed`](Self::Failed) or
/// [`Reached`](Self::Reached); a wait that ends without a result ends with a [`WaitError`](crate::WaitError) instead.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum WaitEvent {
    /// The task was seen, and nobody works on it yet, or its status is a word that this version does not know.
    Queued(Status),
    /// The task was seen, and is being made.
    Progress(Status),
    /// The task was seen as it was before, for [some time now](crate::WaitOptions::stalled_after). It may still finish, and
    /// the wait goes on; this is for people who wonder.
    Stalled(Status),
    /// A look did not show the task, and the wait goes on. Says nothing about the task.
    Lost(Missed),
    /// The task completed: its result is there. The last event.
    Completed(Task),
    /// The task failed: it ended without a result. The last event.
    Failed(Task),
    /// What was [waited for](crate::Waiting::until) is there, before the task ended. The last event.
    Reached(Task),
}

impl WaitEvent {
    /// The snapshot, where there is one.
    pub fn task(&self) -> Option<&Task> {
        match self {
            Self::Queued(status) | Self::Progress(status) | Self::Stalled(status) => Some(&status.task),
            Self::Completed(task) | Self::Failed(task) | Self::Reached(task) => Some(task),
            Self::Lost(_) => None,
        }
    }

    /// How it stands, when the task was seen and the wait goes on.
    pub fn status(&self) -> Option<&Status> {
        match self {
            Self::Queued(status) | Self::Progress(status) | Self::Stalled(status) => Some(status),
            _ => None,
        }
    }

    /// Whether it is the last one.
    pub fn is_last(&self) -> bool {
        matches!(self, Self::Completed(_) | Self::Failed(_) | Self::Reached(_))
    }

    /// The snapshot with which the wait ends, if this is the last event.
    pub fn into_end(self) -> Option<Task> {
        match self {
            Self::Completed(task) | Self::Failed(task) | Self::Reached(task) => Some(task),
            _ => None,
        }
    }

    /// The event that a task is which is not finished.
    pub(crate) fn of(status: Status, stalled_after: Duration) -> Self {
        if status.unchanged >= stalled_after {
            Self::Stalled(status)
        } else if status.phase() == Phase::InProgress {
            Self::Progress(status)
        } else {
            Self::Queued(status)
        }
    }
}

/// A task that is not finished yet.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Status {
    /// The snapshot.
    pub task: Task,
    /// Whether its status word or its progress differs from what was told before; true for the first one.
    pub is_news: bool,
    /// How many looks were made so far; 0 for the snapshot that the wait was given at its start.
    pub looks: u64,
    /// How long the wait has lasted.
    pub elapsed: Duration,
    /// For how long neither phase nor progress has changed.
    pub unchanged: Duration,
    /// How much longer it takes, best effort; `None` when that is anyone's guess. See
    /// [`WaitOptions::estimate`](crate::WaitOptions::estimate).
    pub remaining: Option<Duration>,
    /// How long nothing will happen now; zero when the deadline is reached.
    pub rest: Duration,
}

impl Status {
    /// Queued or in progress; a status word this version does not know counts as queued.
    pub fn phase(&self) -> Phase {
        self.task.phase()
    }

    /// Percent done, 0 to 100. For display only: it may stick at 10 and then jump.
    pub fn progress(&self) -> Option<u8> {
        self.task.progress
    }
}

/// A look that did not show the task, and is forgiven.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Missed {
    /// Why, and for how long the server said to stay away.
    pub error: Arc<LookError>,
    /// How many looks were lost in a row by now; 0 when this one does not count as lost.
    pub lost_in_a_row: u32,
    /// How many looks were made so far.
    pub looks: u64,
    /// How long the wait has lasted.
    pub elapsed: Duration,
    /// How long nothing will happen now.
    pub rest: Duration,
}
