//! Webhook or poll: one wait, ended by whichever is first.

mod blocking;
mod board;

use std::fmt;
use std::future::{IntoFuture as _, poll_fn};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use async_trait::async_trait;
use toapis_poll::{Documented, LookState, Random, Strategy};
use toapis_types::{Task, TaskHandle, WebhookEvent};
use toapis_webhook::{Handler, HandlerError, Received};

use crate::client::Client;
use crate::error::Error;
use crate::fleet::Reading;
use crate::outcome::Completed;
use crate::wait::Wait;
pub use blocking::BlockingWebhooks;
use board::Board;

/// Waits that are ended by webhook events, and by polling where none comes (feature `webhook`). Clones share everything.
///
/// ```
/// use toapis_client::types::image::Gemini31FlashImage;
/// use toapis_client::webhooks::Webhooks;
/// use toapis_client::{Client, Error};
/// use toapis_webhook::{Inbox, Worker};
///
/// # fn main() {}
/// # #[cfg(feature = "image")]
/// async fn make(client: Client, inbox: Inbox) -> Result<(), Error> {
///     let webhooks = Webhooks::new(&client);
///     // Whatever the inbox receives goes to who waits for it.
///     let worker = Worker::new(&inbox, webhooks.clone()).run();
///
///     let making = async {
///         let submitted = client.images().submit(Gemini31FlashImage::new("A lighthouse at dusk")).await?;
///         let done = webhooks.wait(&submitted.handle).await?;
///         client.download(&done, "lighthouse.png").await
///     };
///     tokio::select! {
///         made = making => made.map(|_| ()),
///         () = worker => Ok(()),
///     }
/// }
/// ```
///
/// - An event that [settles](WebhookEvent::verdict) its task ends the wait at once. One that does not (a completion without
///   a result, a failure with one, another kind or business id than the handle has) makes the wait look, and what the
///   status call says counts.
/// - Events that contradict each other, when both are there, make it look as well.
/// - An event that comes before its wait, also one that comes before the answer of the create, is held for it, and found
///   by the task's id or by the business id.
/// - While events come in, tasks are looked at every half minute to minute only; when a look finds a task ended of which
///   no event came, or none of any kind came for an hour, as often as without webhooks.
/// - However many events and looks show the end of a task, a wait has one result.
///
/// An event is held in memory and for some time only. It is a hint, never the only trace of a task: the wait of a process
/// that was restarted looks, as it would without webhooks.
#[derive(Clone)]
pub struct Webhooks {
    client: Client,
    board: Arc<Board>,
    fallback: Arc<dyn Strategy>,
}

impl Webhooks {
    /// How many events nobody waits for yet are held: 1,000. The oldest go first.
    pub const HELD: usize = 1000;
    /// For how long: 10 minutes.
    pub const HELD_FOR: Duration = Duration::from_secs(600);
    /// How long webhooks count as alive after an event: one hour.
    pub const ALIVE_FOR: Duration = Duration::from_secs(3600);

    /// Waits through this client, and polls as [`Documented`] while webhooks are not known to be alive.
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), board: Arc::default(), fallback: Arc::new(Documented) }
    }

    /// How to poll while webhooks are not known to be alive.
    pub fn fallback(self, strategy: impl Strategy + 'static) -> Self {
        Self { fallback: Arc::new(strategy), ..self }
    }

    /// Gives an event to who waits for its task, single waits and [fleets](crate::fleet) of this client alike, or holds it
    /// for who will. Says whether somebody waits already.
    ///
    /// Only events whose signature was right belong here. With an inbox and a worker of `toapis-webhook`, this is the
    /// worker's handler.
    pub fn offer(&self, event: &WebhookEvent) -> bool {
        let now = self.client.inner.time.monotonic();
        let has_fleet = self.client.inner.shared.fleets.offer(event, now);
        self.board.offer(event, now) || has_fleet
    }

    /// Whether events are coming in: one did within an hour, and no task has ended since without one.
    pub fn is_alive(&self) -> bool {
        self.board.is_alive(self.client.inner.time.monotonic())
    }

    /// Waits for a task, with the client's own deadline.
    ///
    /// # Errors
    ///
    /// As [`Client::wait`].
    pub async fn wait(&self, handle: &TaskHandle) -> Result<Completed, Error> {
        self.wait_with(handle, |wait| wait).await
    }

    /// Waits for a task, with a wait that was changed: `|wait| wait.deadline(…)`. A strategy that is set there counts
    /// whether webhooks are alive or not.
    ///
    /// # Errors
    ///
    /// As [`Client::wait`].
    pub async fn wait_with<'a>(
        &self,
        handle: &TaskHandle,
        change: impl FnOnce(Wait<'a>) -> Wait<'a>,
    ) -> Result<Completed, Error> {
        let seat = self.board.take_seat(handle, self.client.inner.time.monotonic());
        let polling = change(self.client.wait(handle).strategy(self.strategy()));
        let mut polling = polling.into_future();
        loop {
            let first = poll_fn(|context| {
                // An event that is there spares a look that is about to begin.
                if let Some(reading) = seat.next(context) {
                    return Poll::Ready(First::Told(reading));
                }
                polling.as_mut().poll(context).map(|outcome| First::Polled(Box::new(outcome)))
            });
            match first.await {
                First::Polled(outcome) => {
                    if outcome.is_ok() {
                        self.board.ended_without_event();
                    }
                    return *outcome;
                }
                First::Told(reading) => {
                    if let Some(task) = self.settle(handle, reading).await {
                        return Completed::judge(better(handle, &task), task);
                    }
                }
            }
        }
    }

    /// The end of the task, if what came or a look because of it shows one.
    async fn settle(&self, handle: &TaskHandle, reading: Reading) -> Option<Task> {
        match reading {
            Reading::Ended(task) => Some(*task),
            // A look that fails is no matter: the wait goes on, and will look again.
            Reading::Ask => self.client.status(handle).await.ok().filter(Task::is_terminal),
            Reading::Nothing => None,
        }
    }

    fn strategy(&self) -> impl Strategy + use<> {
        let time = Arc::clone(&self.client.inner.time);
        seldom(&self.board, &self.fallback, move || time.monotonic())
    }
}

/// Rarely while webhooks are alive, else as the fallback says.
fn seldom<N: Fn() -> Duration + Send + Sync + 'static>(
    board: &Arc<Board>,
    fallback: &Arc<dyn Strategy>,
    now: N,
) -> impl Strategy + use<N> {
    let (board, fallback) = (Arc::clone(board), Arc::clone(fallback));
    move |look: &LookState, random: &mut Random| {
        let usual = fallback.delay(look, random);
        if board.is_alive(now()) { usual.max(random.between(SELDOM, SELDOM * 2)) } else { usual }
    }
}

/// How often a task is looked at at most while webhooks are alive.
const SELDOM: Duration = Duration::from_secs(30);

/// The handle with the server's own id, where it had the business id in its place.
fn better(handle: &TaskHandle, task: &Task) -> TaskHandle {
    let mut better = handle.clone();
    if better.business_id.as_ref().is_some_and(|id| id.as_str() == handle.id.as_str()) {
        better.id = task.id.clone();
    }
    better
}

enum First {
    Told(Reading),
    Polled(Box<Result<Completed, Error>>),
}

/// A worker of `toapis-webhook` hands its events over. It never fails: an event that nobody waits for is held for a while.
#[async_trait]
impl Handler for Webhooks {
    async fn handle(&self, event: Received) -> Result<(), HandlerError> {
        self.offer(&event.event);
        Ok(())
    }
}

impl fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhooks")
            .field("client", &self.client)
            .field("board", &self.board)
            .finish_non_exhaustive()
    }
}
