//! Waiting for a task, async.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use toapis_poll::condition::Condition;
use toapis_poll::{
    CancelToken, Estimate, IntoStrategy, Status, WaitEvent, WaitOptions, WaitStream, Waiting, wait_with,
};
use toapis_types::{Phase, Task, TaskHandle};

use crate::client::Client;
use crate::error::Error;
use crate::outcome::Completed;

/// The setters that the async and the blocking wait share.
macro_rules! forward_wait_options {
    () => {
        /// Replaces all options at once; without this, the client's own are used.
        pub fn options(self, options: WaitOptions) -> Self {
            self.map(|waiting| waiting.options(options))
        }

        /// How long to rest between looks: a strategy, a closure or a list of durations, see [`WaitOptions::strategy`].
        pub fn strategy<How>(self, strategy: impl IntoStrategy<How>) -> Self {
            self.map(|waiting| waiting.strategy(strategy))
        }

        /// When to stop waiting, counted from now, see [`WaitOptions::deadline`]. The task goes on.
        pub fn deadline(self, deadline: Duration) -> Self {
            self.map(|waiting| waiting.deadline(deadline))
        }

        /// Waits however long it takes.
        pub fn no_deadline(self) -> Self {
            self.map(|waiting| waiting.no_deadline())
        }

        /// How long one look may take, see [`WaitOptions::look_timeout`].
        pub fn look_timeout(self, timeout: Duration) -> Self {
            self.map(|waiting| waiting.look_timeout(timeout))
        }

        /// How many lost looks in a row to put up with, see [`WaitOptions::tolerate_lost`].
        pub fn tolerate_lost(self, looks: u32) -> Self {
            self.map(|waiting| waiting.tolerate_lost(looks))
        }

        /// Who guesses how much longer it takes, see [`WaitOptions::estimate`].
        pub fn estimate(self, estimate: impl Estimate + 'static) -> Self {
            self.map(|waiting| waiting.estimate(estimate))
        }

        /// A snapshot that is already there, such as the answer of the create call. If it shows the end of the task, no
        /// look is made at all.
        pub fn seen(self, task: Task) -> Self {
            self.map(|waiting| waiting.seen(task))
        }

        /// Ends the wait once the token is cancelled, at once, with an [`Error::Wait`]. **The task goes on and is billed.**
        pub fn cancel_with(self, token: &CancelToken) -> Self {
            self.map(|waiting| waiting.cancel_with(token))
        }

        /// Is called with every event, as soon as it happened.
        pub fn on_event(self, callback: impl FnMut(&WaitEvent) + Send + 'a) -> Self {
            self.map(|waiting| waiting.on_event(callback))
        }

        /// Is called whenever the task was seen and is not finished, the first time at once: for a progress bar.
        pub fn on_progress(self, callback: impl FnMut(&Status) + Send + 'a) -> Self {
            self.map(|waiting| waiting.on_progress(callback))
        }
    };
}

pub(crate) use forward_wait_options;

/// A wait that is about to begin. Await it for the result, or take its [`stream`](Self::stream) of events.
///
/// Dropping it at any point stops the looks and nothing else: the task goes on, and its handle finds it again.
#[must_use = "a wait does nothing until it is awaited"]
pub struct Wait<'a> {
    waiting: Waiting<'a>,
}

impl<'a> Wait<'a> {
    pub(crate) fn new(client: &Client, handle: TaskHandle) -> Self {
        let waiting = wait_with(Arc::clone(&client.inner.time), client.clone(), handle)
            .options(client.inner.shared.wait.clone());
        Self { waiting }
    }

    /// The events of the wait, one by one: how it stands, lost looks, the end. A task that failed is an event here,
    /// [`Completed::judge`] makes it an error.
    pub fn stream(self) -> WaitStream<'a> {
        self.waiting.stream()
    }

    /// Waits until a snapshot shows this, instead of for the result: see [`poll::condition`](toapis_poll::condition). A
    /// closure will do.
    ///
    /// ```no_run
    /// # async fn run(client: toapis_client::Client, handle: toapis_client::types::TaskHandle) -> Result<(), toapis_client::Error> {
    /// use toapis_client::poll::condition::progress;
    ///
    /// let task = client.wait(&handle).until(progress(50..)).await?;
    /// println!("{} %", task.progress.unwrap_or(100));
    /// # Ok(())
    /// # }
    /// ```
    pub fn until(self, condition: impl Condition + 'a) -> Until<'a> {
        Until { waiting: self.waiting.until(condition) }
    }

    forward_wait_options!();

    fn map(self, change: impl FnOnce(Waiting<'a>) -> Waiting<'a>) -> Self {
        Self { waiting: change(self.waiting) }
    }
}

impl<'a> IntoFuture for Wait<'a> {
    type Output = Result<Completed, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let (handle, task) = self.waiting.settle().await?;
            Completed::judge(handle, task)
        })
    }
}

/// A wait for less than the result, from [`Wait::until`]. Await it for the snapshot that shows what was waited for, or a
/// task that completed before any did.
///
/// A task that failed is an [`Error::TaskFailed`]; all else is an [`Error::Wait`].
#[must_use = "a wait does nothing until it is awaited"]
pub struct Until<'a> {
    waiting: Waiting<'a>,
}

impl<'a> Until<'a> {
    /// The events of the wait, one by one.
    pub fn stream(self) -> WaitStream<'a> {
        self.waiting.stream()
    }
}

impl<'a> IntoFuture for Until<'a> {
    type Output = Result<Task, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let (handle, task) = self.waiting.settle().await?;
            reached(handle, task)
        })
    }
}

/// What a wait for a condition comes to.
pub(crate) fn reached(handle: TaskHandle, task: Task) -> Result<Task, Error> {
    match task.phase() {
        Phase::Failed => Err(Error::TaskFailed { handle: Box::new(handle), task: Box::new(task) }),
        _ => Ok(task),
    }
}

impl fmt::Debug for Until<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.waiting.fmt(f)
    }
}

impl fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.waiting.fmt(f)
    }
}
