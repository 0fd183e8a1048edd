//! Waiting for a task, async.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use toapis_poll::{Strategy, WaitEvent, WaitOptions, WaitStream, Waiting, wait_with};
use toapis_types::{Task, TaskHandle};

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

        /// How long to rest between looks, see [`WaitOptions::strategy`].
        pub fn strategy(self, strategy: impl Strategy + 'static) -> Self {
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

        /// A snapshot that is already there, such as the answer of the create call. If it shows the end of the task, no
        /// look is made at all.
        pub fn seen(self, task: Task) -> Self {
            self.map(|waiting| waiting.seen(task))
        }
    };
}

pub(crate) use forward_wait_options;

/// A wait that is about to begin. Await it for the result, or take its [`stream`](Self::stream) of events.
///
/// Dropping it at any point stops the looks and nothing else: the task goes on, and its handle finds it again.
#[must_use = "a wait does nothing until it is awaited"]
pub struct Wait<'a> {
    handle: TaskHandle,
    waiting: Waiting<'a>,
}

impl<'a> Wait<'a> {
    pub(crate) fn new(client: &Client, handle: TaskHandle) -> Self {
        let waiting = wait_with(Arc::clone(&client.inner.time), client.clone(), handle.clone())
            .options(client.inner.shared.wait.clone());
        Self { handle, waiting }
    }

    /// Is called with every event, as soon as it happened.
    pub fn on_event(self, callback: impl FnMut(&WaitEvent) + Send + 'a) -> Self {
        self.map(|waiting| waiting.on_event(callback))
    }

    /// The events of the wait, one by one: statuses with their progress, lost looks, the end. A task that failed is an
    /// event here, [`Completed::judge`] makes it an error.
    pub fn stream(self) -> WaitStream<'a> {
        self.waiting.stream()
    }

    forward_wait_options!();

    fn map(self, change: impl FnOnce(Waiting<'a>) -> Waiting<'a>) -> Self {
        Self { handle: self.handle, waiting: change(self.waiting) }
    }
}

impl<'a> IntoFuture for Wait<'a> {
    type Output = Result<Completed, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Completed::judge(self.handle, self.waiting.await?) })
    }
}

impl fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.waiting.fmt(f)
    }
}
