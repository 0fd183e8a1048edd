//! Runs handlers on tokio: several at once, with leases that are kept alive, and none of them able to take the rest down.

use std::any::Any;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::{Claimed, Handler, HandlerError, Inbox, MIN_LIFE, Received, StoreError};

/// Handles the events of an [`Inbox`] (feature `tokio`): the new ones as soon as they are stored, and those that a crash,
/// a failure or another receiver left behind.
///
/// ```
/// use toapis_webhook::{HandlerError, Inbox, MemoryStore, Received, Verifier, WebhookSecret, Worker};
///
/// async fn handle(received: Received) -> Result<(), HandlerError> {
///     println!("{} {}", received.event.id, received.event.kind.as_str());
///     Ok(())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let verifier = Verifier::new(WebhookSecret::new("whsec_test_0123456789abcdef01234567")?);
/// let inbox = Inbox::new(verifier, MemoryStore::new());
/// let worker = Worker::new(&inbox, handle);
/// // Beside the server that fills the inbox, until it is told to stop:
/// let stop = async { /* tokio::signal::ctrl_c() */ };
/// worker.run_until(stop).await;
/// # Ok(())
/// # }
/// ```
///
/// An event is handled at least once, and by one worker at a time. A handler that is still running when a third of the
/// lease is over has it prolonged; one whose lease was lost all the same (its machine slept) is dropped.
pub struct Worker {
    inbox: Inbox,
    handler: Arc<dyn Handler>,
    concurrency: usize,
    lease: Duration,
    look_every: Duration,
    remember: Duration,
    observer: Arc<Observer>,
}

type Observer = dyn Fn(&Trouble) + Send + Sync;

impl Worker {
    /// How many events are handled at once by default: 16.
    pub const DEFAULT_CONCURRENCY: usize = 16;
    /// How often the store is looked at by default for events that did not come through this inbox: every 5 s.
    pub const DEFAULT_LOOK_EVERY: Duration = Duration::from_secs(5);
    /// How long events that are done stay known by default, counted from the last delivery: 72 hours.
    pub const DEFAULT_REMEMBER: Duration = Duration::from_secs(72 * 60 * 60);

    /// A worker that does nothing until it is run.
    pub fn new(inbox: &Inbox, handler: impl Handler + 'static) -> Self {
        Self {
            inbox: inbox.clone(),
            handler: Arc::new(handler),
            concurrency: Self::DEFAULT_CONCURRENCY,
            lease: Duration::from_secs(Inbox::LEASE.unsigned_abs()),
            look_every: Self::DEFAULT_LOOK_EVERY,
            remember: Self::DEFAULT_REMEMBER,
            observer: Arc::new(|_| {}),
        }
    }

    /// How many events are handled at once; 0 counts as 1. Others wait in the store.
    pub fn concurrency(self, handlers: usize) -> Self {
        Self { concurrency: handlers.max(1), ..self }
    }

    /// How long after the death of a worker its events are taken by another: 2 minutes by default, 10 s at least, whole
    /// seconds. No limit to how long a handler may run.
    pub fn lease(self, lease: Duration) -> Self {
        Self { lease: Duration::from_secs(lease.as_secs().clamp(10, 24 * 60 * 60)), ..self }
    }

    /// How often to look for events that another process stored, that failed and have rested, or whose worker died.
    /// From 10 ms to an hour.
    pub fn look_every(self, pause: Duration) -> Self {
        Self { look_every: pause.clamp(Duration::from_millis(10), Duration::from_secs(3600)), ..self }
    }

    /// How long events that are done stay known; less than 48 hours count as that.
    pub fn remember(self, time: Duration) -> Self {
        Self { remember: time, ..self }
    }

    /// Is called when a handler fails or the store cannot be used. Must not block.
    pub fn on_trouble(self, observer: impl Fn(&Trouble) + Send + Sync + 'static) -> Self {
        Self { observer: Arc::new(observer), ..self }
    }

    /// Works until the future is dropped. Handlers that run then are dropped with it, and their events handled again when
    /// their leases have run out; [`run_until`](Self::run_until) is kinder.
    pub async fn run(self) {
        self.run_until(std::future::pending()).await;
    }

    /// Works until `stop` is ready, and then until the handlers that run have ended. No new event is begun meanwhile.
    pub async fn run_until(self, stop: impl Future<Output = ()>) {
        let worker = Arc::new(self);
        let permits = Arc::new(Semaphore::new(worker.concurrency));
        let mut handlers = JoinSet::new();
        tokio::select! {
            () = stop => {}
            () = worker.keep_claiming(&permits, &mut handlers) => {}
        }
        while handlers.join_next().await.is_some() {}
    }

    async fn keep_claiming(self: &Arc<Self>, permits: &Arc<Semaphore>, handlers: &mut JoinSet<()>) {
        let mut next_purge = Instant::now();
        loop {
            if Instant::now() >= next_purge {
                next_purge = Instant::now() + PURGE_EVERY;
                self.purge().await;
            }
            // The ended ones are let go of, or the set would grow for ever.
            while handlers.try_join_next().is_some() {}
            let Ok(first) = Arc::clone(permits).acquire_owned().await else { return };
            // Registered before the claim, so that an event that is stored in the middle of it is not slept through.
            let woken = self.inbox.wake.notified();
            match in_time(self.inbox.claim(1, self.lease_seconds())).await {
                Ok(mut claimed) => {
                    if let Some(claimed) = claimed.pop() {
                        let worker = Arc::clone(self);
                        handlers.spawn(async move {
                            worker.handle(claimed).await;
                            drop(first);
                        });
                        continue;
                    }
                }
                Err(error) => (self.observer)(&Trouble::Store(error)),
            }
            drop(first);
            // Either way round, it is looked again.
            let _ = timeout(self.look_every, woken).await;
        }
    }

    /// Handles one event, and writes down what came of it.
    async fn handle(&self, claimed: Claimed) {
        let (id, attempt) = (claimed.id.clone(), claimed.attempt);
        let handling = async {
            let received = Received::read(claimed).map_err(HandlerError::from)?;
            // The call too, and not only its future: a handler written by hand may panic before it has one.
            AssertUnwindSafe(async { self.handler.handle(received).await })
                .catch_unwind()
                .await
                .unwrap_or_else(|panic| Err(Panicked(message_of(&*panic)).into()))
        };
        let outcome = tokio::select! {
            outcome = handling => outcome,
            () = self.until_lease_is_lost(&id, attempt) => return (self.observer)(&Trouble::LeaseLost { id }),
        };
        self.settle(&id, attempt, &outcome).await;
        if let Err(error) = outcome {
            (self.observer)(&Trouble::Handler { id, attempt, error });
        }
    }

    /// Prolongs the lease again and again. Ends when it is another's.
    async fn until_lease_is_lost(&self, id: &str, attempt: u32) {
        loop {
            sleep(self.lease / 3).await;
            match in_time(self.inbox.renew(id, attempt, self.lease_seconds())).await {
                Ok(true) => {}
                Ok(false) => return,
                // There are two more tries before it runs out.
                Err(error) => (self.observer)(&Trouble::Store(error)),
            }
        }
    }

    /// Writes the outcome down. An event that is done and cannot be marked is handled again, so it is worth some patience.
    async fn settle(&self, id: &str, attempt: u32, outcome: &Result<(), HandlerError>) {
        let give_up = Instant::now() + self.lease / 2;
        let mut pause = Duration::from_millis(100);
        loop {
            match in_time(self.inbox.settle(id, attempt, outcome)).await {
                Ok(true) => return,
                Ok(false) => return (self.observer)(&Trouble::LeaseLost { id: id.to_owned() }),
                Err(error) => (self.observer)(&Trouble::Store(error)),
            }
            if Instant::now() + pause > give_up {
                return;
            }
            sleep(pause).await;
            pause *= 2;
        }
    }

    async fn purge(&self) {
        let age = i64::try_from(self.remember.as_secs()).unwrap_or(i64::MAX).max(MIN_LIFE);
        if let Err(error) = in_time(self.inbox.purge(age)).await {
            (self.observer)(&Trouble::Store(error));
        }
    }

    fn lease_seconds(&self) -> i64 {
        i64::try_from(self.lease.as_secs()).unwrap_or(i64::MAX)
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker")
            .field("inbox", &self.inbox)
            .field("concurrency", &self.concurrency)
            .field("lease", &self.lease)
            .field("look_every", &self.look_every)
            .field("remember", &self.remember)
            .finish_non_exhaustive()
    }
}

/// What went wrong in a [`Worker`]. Nothing of it is lost: the event comes again.
#[derive(Debug)]
#[non_exhaustive]
pub enum Trouble {
    /// A handler failed or panicked. Its event rests for a while, and is then handled again.
    Handler {
        /// The event's id.
        id: String,
        /// How often it was tried, this time included.
        attempt: u32,
        /// What the handler said.
        error: HandlerError,
    },
    /// The event was taken by another worker, or marked by it, while this one still worked on it.
    LeaseLost {
        /// The event's id.
        id: String,
    },
    /// The store could not be used. It is tried again.
    Store(StoreError),
}

/// A store that hangs must not hold up the worker for ever. What it does after all is found by the next look: a claim that
/// nobody knows of is free again when its lease has run out.
async fn in_time<T>(asked: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    timeout(STORE_WITHIN, asked).await.unwrap_or(Err(StoreError::TimedOut))
}

/// A handler that panicked.
#[derive(Debug, thiserror::Error)]
#[error("the handler panicked: {0}")]
struct Panicked(String);

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

const PURGE_EVERY: Duration = Duration::from_secs(3600);

const STORE_WITHIN: Duration = Duration::from_secs(30);
