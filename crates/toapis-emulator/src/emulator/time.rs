//! Time and tasks of an emulator, from Rust.

use std::sync::Arc;
use std::time::Duration;

use super::Emulator;
use crate::lifecycle::Lifecycle;
use crate::state::{Move, MoveError};

impl Emulator {
    /// Moves the clock forward, stopping at each event: progress, ends of tasks, expiry, deliveries and their retries happen
    /// at their own times, in order. When this returns, all of them have happened, and receivers have answered.
    ///
    /// A receiver that lives in the same test must be able to run meanwhile; from code that blocks its thread, use
    /// [`advance_blocking`](Self::advance_blocking).
    pub async fn advance(&self, by: Duration) {
        let world = Arc::clone(&self.world);
        // The server's own runtime does it; it ends early only when the emulator does.
        let _ = self.runtime.spawn(async move { world.advance(by).await }).await;
    }

    /// The same for code that is not async.
    pub fn advance_blocking(&self, by: Duration) {
        let (done, wait) = std::sync::mpsc::channel();
        let world = Arc::clone(&self.world);
        self.runtime.spawn(async move {
            world.advance(by).await;
            // Nobody may be left to hear it.
            let _ = done.send(());
        });
        let _ = wait.recv();
    }

    /// How tasks created from now on move.
    pub fn set_lifecycle(&self, lifecycle: Lifecycle) {
        self.world.tasks(|tasks| *tasks.lifecycle() = lifecycle);
    }

    /// How tasks of one model move that are created from now on.
    pub fn set_lifecycle_of(&self, model: impl Into<String>, lifecycle: Lifecycle) {
        self.world.tasks(|tasks| tasks.model_lifecycles().insert(model.into(), lifecycle));
    }

    /// Puts a task into progress at a percentage, by its id or business id. From then on only a hand moves it.
    ///
    /// # Errors
    ///
    /// When there is no such task or it has ended.
    pub fn set_task_progress(&self, id: impl AsRef<str>, percent: u8) -> Result<(), MoveError> {
        self.world.move_task(id.as_ref(), Move::Run { progress: percent.min(100) })
    }

    /// Completes a task now, by its id or business id.
    ///
    /// # Errors
    ///
    /// When there is no such task or it has ended.
    pub fn finish_task(&self, id: impl AsRef<str>) -> Result<(), MoveError> {
        self.world.move_task(id.as_ref(), Move::Complete)
    }

    /// Fails a task now, by its id or business id, with a code such as one of [`FAILURE_CODES`](crate::FAILURE_CODES).
    ///
    /// # Errors
    ///
    /// When there is no such task or it has ended.
    pub fn fail_task(
        &self,
        id: impl AsRef<str>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Result<(), MoveError> {
        self.world.move_task(id.as_ref(), Move::fail(code, message))
    }
}
