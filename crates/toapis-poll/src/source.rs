//! Where looks come from: the one thing this crate cannot do itself.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use toapis_types::{Task, TaskHandle};

use crate::look_error::LookError;

/// Looks at tasks, for async waiters.
///
/// One call is **one** look: it must not retry, for the waiter decides when to ask again. A look that takes longer than the
/// [look timeout](crate::WaitOptions::look_timeout), or than the wait, is dropped, which must be harmless.
#[async_trait]
pub trait TaskSource: Send + Sync {
    /// Asks once how the task stands.
    ///
    /// # Errors
    ///
    /// When the answer does not show the task. A task that failed is no error.
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError>;

    /// Asks about many tasks in one call, the answers in the order of the handles; `None` where that is not possible.
    ///
    /// A seam: the documentation mentions a batch call of up to 100 ids, but not its path, so nothing here guesses one
    /// and the default is `None`.
    async fn status_many(&self, handles: &[TaskHandle]) -> Option<Vec<Result<Task, LookError>>> {
        let _ = handles;
        None
    }
}

/// Looks at tasks, for waiters that hold the thread. The contract is that of [`TaskSource`], but that nobody can cut a look
/// off from outside: see [`look_within`](Self::look_within).
pub trait BlockingTaskSource: Send + Sync {
    /// Asks once how the task stands.
    ///
    /// # Errors
    ///
    /// As for [`TaskSource::look`].
    fn look(&self, handle: &TaskHandle) -> Result<Task, LookError>;

    /// Asks once how the task stands, and comes back within `limit` even without an answer.
    ///
    /// This is what waiters call. By default it is [`look`](Self::look), which takes as long as it takes; then a look that
    /// hangs outlives the wait's deadline.
    ///
    /// # Errors
    ///
    /// As for [`TaskSource::look`], and [`LookErrorKind::TimedOut`](crate::LookErrorKind::TimedOut) when the time is over.
    fn look_within(&self, handle: &TaskHandle, limit: Duration) -> Result<Task, LookError> {
        let _ = limit;
        self.look(handle)
    }

    /// Asks about many tasks in one call, see [`TaskSource::status_many`].
    fn status_many(&self, handles: &[TaskHandle]) -> Option<Vec<Result<Task, LookError>>> {
        let _ = handles;
        None
    }
}

macro_rules! through_a_pointer {
    ($($pointer:ty),+) => {$(
        #[async_trait]
        impl<T: TaskSource + ?Sized> TaskSource for $pointer {
            async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
                (**self).look(handle).await
            }

            async fn status_many(&self, handles: &[TaskHandle]) -> Option<Vec<Result<Task, LookError>>> {
                (**self).status_many(handles).await
            }
        }

        impl<T: BlockingTaskSource + ?Sized> BlockingTaskSource for $pointer {
            fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
                (**self).look(handle)
            }

            fn look_within(&self, handle: &TaskHandle, limit: Duration) -> Result<Task, LookError> {
                (**self).look_within(handle, limit)
            }

            fn status_many(&self, handles: &[TaskHandle]) -> Option<Vec<Result<Task, LookError>>> {
                (**self).status_many(handles)
            }
        }
    )+};
}

through_a_pointer!(&T, Arc<T>, Box<T>);
