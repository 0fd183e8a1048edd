//! A task of a fleet that is not watched any more.

use toapis_poll::fleet::Finished as Ended;
use toapis_types::TaskHandle;

use crate::error::Error;
use crate::outcome::Completed;

/// A task of a [`Fleet`](super::Fleet) that is not watched any more.
#[derive(Debug)]
#[non_exhaustive]
pub struct Finished {
    /// Finds the task.
    pub handle: TaskHandle,
    /// What came of it, with the errors of a [single wait](crate::Wait).
    pub result: Result<Completed, Error>,
}

impl Finished {
    pub(crate) fn judge(ended: Ended) -> Self {
        let Ended { handle, result, .. } = ended;
        let result = match result {
            Ok(task) => Completed::judge(handle.clone(), task),
            Err(error) => Err(error.into()),
        };
        Self { handle, result }
    }
}
