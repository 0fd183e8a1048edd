//! Waiting for a task, blocking.

use std::fmt;
#[cfg(feature = "webhook")]
use std::ops::ControlFlow;
use std::sync::Arc;
#[cfg(feature = "webhook")]
use std::task::{Context, Poll};
use std::time::Duration;

use toapis_poll::condition::Condition;
use toapis_poll::{
    BlockingEvents, BlockingWaiting, CancelToken, Estimate, IntoStrategy, Status, WaitEvent, WaitOptions,
    wait_blocking,
};
use toapis_types::{Task, TaskHandle};

use super::client::Client;
use crate::error::Error;
use crate::outcome::Completed;
use crate::wait::reached;

/// A wait that is about to begin. [`run`](Self::run) it for the result, or go through its [`events`](Self::events).
#[must_use = "a wait does nothing until it is run"]
pub struct Wait<'a> {
    waiting: BlockingWaiting<'a>,
}

impl<'a> Wait<'a> {
    pub(crate) fn new(client: &Client, handle: TaskHandle) -> Self {
        let waiting = wait_blocking(client.clone(), handle)
            .time(Arc::clone(&client.inner.time))
            .options(client.inner.shared.wait.clone());
        Self { waiting }
    }

    /// Blocks until the task ended.
    ///
    /// # Errors
    ///
    /// [`Error::TaskFailed`] when it failed, [`Error::NoResult`] when it completed without a file, [`Error::Wait`] when
    /// the wait ended first; each carries the handle.
    pub fn run(self) -> Result<Completed, Error> {
        let (handle, task) = self.waiting.settle()?;
        Completed::judge(handle, task)
    }

    /// Blocks until the task ended, unless something beside it is ready first, see [`BlockingWaiting::settle_or`].
    #[cfg(feature = "webhook")]
    pub(crate) fn run_or<T>(
        self,
        beside: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Result<ControlFlow<T, Completed>, Error> {
        Ok(match self.waiting.settle_or(beside)? {
            ControlFlow::Break(other) => ControlFlow::Break(other),
            ControlFlow::Continue((handle, task)) => ControlFlow::Continue(Completed::judge(handle, task)?),
        })
    }

    /// The events of the wait, one by one; the iterator rests between them. A task that failed is an event here,
    /// [`Completed::judge`] makes it an error.
    pub fn events(self) -> BlockingEvents<'a> {
        self.waiting.events()
    }

    /// Waits until a snapshot shows this, instead of for the result: see [the async method](crate::Wait::until).
    pub fn until(self, condition: impl Condition + 'a) -> Until<'a> {
        Until { waiting: self.waiting.until(condition) }
    }

    crate::wait::forward_wait_options!();

    fn map(self, change: impl FnOnce(BlockingWaiting<'a>) -> BlockingWaiting<'a>) -> Self {
        Self { waiting: change(self.waiting) }
    }
}

impl fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.waiting.fmt(f)
    }
}

/// A wait for less than the result, from [`Wait::until`].
#[must_use = "a wait does nothing until it is run"]
pub struct Until<'a> {
    waiting: BlockingWaiting<'a>,
}

impl<'a> Until<'a> {
    /// Blocks until a snapshot shows what is waited for, or the task completed.
    ///
    /// # Errors
    ///
    /// [`Error::TaskFailed`] when it failed, [`Error::Wait`] when the wait ended first; each carries the handle.
    pub fn run(self) -> Result<Task, Error> {
        let (handle, task) = self.waiting.settle()?;
        reached(handle, task)
    }

    /// The events of the wait, one by one.
    pub fn events(self) -> BlockingEvents<'a> {
        self.waiting.events()
    }
}

impl fmt::Debug for Until<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.waiting.fmt(f)
    }
}
