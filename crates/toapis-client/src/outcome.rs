//! What a call that succeeded gives back.

use toapis_types::{Output, Phase, Task, TaskHandle};

use crate::error::Error;

/// A create that was accepted: the task exists, and money may have moved.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Submitted {
    /// Finds the task again. Store it before anything else.
    pub handle: TaskHandle,
    /// The task as the create call answered; it may be finished already.
    pub task: Task,
}

/// A task that completed, with at least one result.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Completed {
    /// Finds the task again.
    pub handle: TaskHandle,
    /// The task as it was last seen.
    pub task: Task,
}

impl Completed {
    /// What a task that ended comes to.
    ///
    /// # Errors
    ///
    /// [`Error::TaskFailed`] when it failed, [`Error::NoResult`] when it has not completed or shows neither a file nor a
    /// character.
    pub fn judge(handle: TaskHandle, task: Task) -> Result<Self, Error> {
        match task.phase() {
            Phase::Completed if !task.outputs.is_empty() || !task.characters.is_empty() => {
                Ok(Self { handle, task })
            }
            Phase::Failed => Err(Error::TaskFailed { handle: Box::new(handle), task: Box::new(task) }),
            _ => Err(Error::NoResult { handle: Box::new(handle), task: Box::new(task) }),
        }
    }

    /// The files it made, in the service's order.
    pub fn outputs(&self) -> &[Output] {
        &self.task.outputs
    }

    /// The URLs of the results. They stop working 24 hours after completion.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.task.urls()
    }
}
