//! What a wait tells while it lasts.

use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Phase, Task};

use crate::look_error::LookError;

/// One thing that happened during a wait. Told as soon as it is known, before the next rest.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum WaitEvent {
    /// The task was seen, and is not finished. One for every such look, whether anything changed or not.
    Status(Status),
    /// A look did not show the task, and the wait goes on. The one that ends the wait is in the
    /// [`WaitError`](crate::WaitError) instead.
    Missed(Missed),
    /// The task ended: **completed or failed**, [`Task::phase`] says which. The last event.
    Finished(Task),
}

impl WaitEvent {
    /// The snapshot, where there is one.
    pub fn task(&self) -> Option<&Task> {
        match self {
            Self::Status(status) => Some(&status.task),
            Self::Finished(task) => Some(task),
            Self::Missed(_) => None,
        }
    }
}

/// A task that is not finished yet.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Status {
    /// The snapshot.
    pub task: Task,
    /// How many looks were made so far; 0 for the snapshot that the wait was given at its start.
    pub looks: u64,
    /// How long the wait has lasted.
    pub elapsed: Duration,
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
    /// Why.
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
