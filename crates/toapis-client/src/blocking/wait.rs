//! Waiting for a task, blocking.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use toapis_poll::{BlockingEvents, BlockingWaiting, Strategy, WaitEvent, WaitOptions, wait_blocking};
use toapis_types::{Task, TaskHandle};

use super::client::Client;
use crate::error::Error;
use crate::outcome::Completed;

/// A wait that is about to begin. [`run`](Self::run) it for the result, or go through its [`events`](Self::events).
#[must_use = "a wait does nothing until it is run"]
pub struct Wait<'a> {
    handle: TaskHandle,
    waiting: BlockingWaiting<'a>,
}

impl<'a> Wait<'a> {
    pub(crate) fn new(client: &Client, handle: TaskHandle) -> Self {
        let waiting = wait_blocking(client.clone(), handle.clone())
            .time(Arc::clone(&client.inner.time))
            .options(client.inner.shared.wait.clone());
        Self { handle, waiting }
    }

    /// Blocks until the task ended.
    ///
    /// # Errors
    ///
    /// [`Error::TaskFailed`] when it failed, [`Error::NoResult`] when it completed without a file, [`Error::Wait`] when
    /// the wait ended first; each carries the handle.
    pub fn run(self) -> Result<Completed, Error> {
        Completed::judge(self.handle, self.waiting.run()?)
    }

    /// Is called with every event, as soon as it happened.
    pub fn on_event(self, callback: impl FnMut(&WaitEvent) + Send + 'a) -> Self {
        self.map(|waiting| waiting.on_event(callback))
    }

    /// The events of the wait, one by one; the iterator rests between them. A task that failed is an event here,
    /// [`Completed::judge`] makes it an error.
    pub fn events(self) -> BlockingEvents<'a> {
        self.waiting.events()
    }

    crate::wait::forward_wait_options!();

    fn map(self, change: impl FnOnce(BlockingWaiting<'a>) -> BlockingWaiting<'a>) -> Self {
        Self { handle: self.handle, waiting: change(self.waiting) }
    }
}

impl fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.waiting.fmt(f)
    }
}
