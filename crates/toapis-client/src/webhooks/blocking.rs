//! Webhook or poll, blocking.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::task::Poll;

use async_trait::async_trait;
use toapis_poll::{Documented, Strategy};
use toapis_types::{Task, TaskHandle, WebhookEvent};
use toapis_webhook::{Handler, HandlerError, Received};

use super::board::Board;
use super::{better, seldom};
use crate::blocking::{Client, Wait};
use crate::error::Error;
use crate::fleet::Reading;
use crate::outcome::Completed;

/// Waits of the blocking client that are ended by webhook events, and by polling where none comes: the twin of
/// [`Webhooks`](super::Webhooks), with the same rules. Clones share everything.
///
/// Events are [offered](Self::offer) from any thread; the one that waits is woken.
#[derive(Clone)]
pub struct BlockingWebhooks {
    client: Client,
    board: Arc<Board>,
    fallback: Arc<dyn Strategy>,
}

impl BlockingWebhooks {
    /// Waits through this client, and polls as [`Documented`] while webhooks are not known to be alive.
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), board: Arc::default(), fallback: Arc::new(Documented) }
    }

    /// How to poll while webhooks are not known to be alive.
    pub fn fallback(self, strategy: impl Strategy + 'static) -> Self {
        Self { fallback: Arc::new(strategy), ..self }
    }

    /// Gives an event to who waits for its task, see [`Webhooks::offer`](super::Webhooks::offer).
    pub fn offer(&self, event: &WebhookEvent) -> bool {
        let now = self.client.inner.time.monotonic();
        let has_fleet = self.client.inner.shared.fleets.offer(event, now);
        self.board.offer(event, now) || has_fleet
    }

    /// Whether events are coming in, see [`Webhooks::is_alive`](super::Webhooks::is_alive).
    pub fn is_alive(&self) -> bool {
        self.board.is_alive(self.client.inner.time.monotonic())
    }

    /// Blocks until the task ended, with the client's own deadline.
    ///
    /// # Errors
    ///
    /// As of [`Wait::run`].
    pub fn wait(&self, handle: &TaskHandle) -> Result<Completed, Error> {
        self.wait_with(handle, |wait| wait)
    }

    /// Blocks with a wait that was changed: `|wait| wait.deadline(…)`, see
    /// [`Webhooks::wait_with`](super::Webhooks::wait_with).
    ///
    /// # Errors
    ///
    /// As of [`Wait::run`].
    pub fn wait_with<'a>(
        &self,
        handle: &TaskHandle,
        change: impl FnOnce(Wait<'a>) -> Wait<'a>,
    ) -> Result<Completed, Error> {
        let seat = self.board.take_seat(handle, self.client.inner.time.monotonic());
        let time = Arc::clone(&self.client.inner.time);
        let strategy = seldom(&self.board, &self.fallback, move || time.monotonic());
        let polling = change(self.client.wait(handle).strategy(strategy));
        let ended = polling.run_or(|context| {
            while let Some(reading) = seat.next(context) {
                if let Some(task) = self.settle(handle, reading) {
                    return Poll::Ready(task);
                }
            }
            Poll::Pending
        });
        match ended {
            Ok(ControlFlow::Break(task)) => Completed::judge(better(handle, &task), task),
            Ok(ControlFlow::Continue(done)) => {
                self.board.ended_without_event();
                Ok(done)
            }
            Err(error) => Err(error),
        }
    }

    /// The end of the task, if what came or a look because of it shows one.
    fn settle(&self, handle: &TaskHandle, reading: Reading) -> Option<Task> {
        match reading {
            Reading::Ended(task) => Some(*task),
            Reading::Ask => self.client.status(handle).ok().filter(Task::is_terminal),
            Reading::Nothing => None,
        }
    }
}

/// Hands the events of a worker of `toapis-webhook` over, as [`Webhooks`](super::Webhooks) does.
#[async_trait]
impl Handler for BlockingWebhooks {
    async fn handle(&self, event: Received) -> Result<(), HandlerError> {
        self.offer(&event.event);
        Ok(())
    }
}

impl fmt::Debug for BlockingWebhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingWebhooks")
            .field("client", &self.client)
            .field("board", &self.board)
            .finish_non_exhaustive()
    }
}
