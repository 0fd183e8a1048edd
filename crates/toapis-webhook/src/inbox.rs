//! Deliveries in, events out: the verifier and the store put together.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use toapis_types::WebhookEvent;

use crate::handler::pause_after;
use crate::{
    Answer, Claimed, Decision, EventState, EventStore, Handler, HandlerError, Received, StoreError, Verifier,
    receive,
};

/// Takes deliveries: verifies them, stores them once, and hands them out to be handled. Clones share everything.
///
/// It is the whole of a receiver but its HTTP server. There is a tower service and an axum router around it (features
/// `tower` and `axum`), and a worker that runs handlers on tokio (feature `tokio`); without these:
///
/// ```
/// use toapis_webhook::{Answer, Inbox, MemoryStore, Received, Verifier, WebhookSecret, sign};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let secret = WebhookSecret::new("whsec_test_0123456789abcdef01234567")?;
/// let inbox = Inbox::new(Verifier::new(secret.clone()), MemoryStore::new());
///
/// // Your server has read a request: its headers and every byte of its body.
/// # let now = i64::try_from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs())?;
/// let body = br#"{"id":"evt_1","type":"endpoint.test","api_version":"v1"}"#;
/// let (time, signature) = (now.to_string(), sign(&secret, "evt_1", now, body));
/// let headers = [
///     ("X-ToAPIs-Webhook-Id", "evt_1"),
///     ("X-ToAPIs-Webhook-Timestamp", &time),
///     ("X-ToAPIs-Webhook-Signature", &signature),
/// ];
/// let answer = inbox.deliver(headers, body).await;
/// assert_eq!((answer.status(), &answer), (200, &Answer::Stored));
/// assert_eq!(inbox.deliver(headers, body).await, Answer::Duplicate);
///
/// // Some time after the answer, and again after a restart:
/// let handler = |received: Received| async move {
///     println!("{} {}", received.event.id, received.event.kind.as_str());
///     Ok::<_, std::io::Error>(())
/// };
/// assert_eq!(inbox.work(&handler, 10).await?, 1);
/// assert_eq!(inbox.work(&handler, 10).await?, 0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Inbox {
    verifier: Arc<Verifier>,
    store: Arc<dyn EventStore>,
    clock: Arc<dyn Fn() -> i64 + Send + Sync>,
    observer: Option<Arc<Observer>>,
    store_observer: Option<Arc<StoreObserver>>,
    #[cfg(feature = "tokio")]
    pub(crate) wake: Arc<tokio::sync::Notify>,
}

type Observer = dyn Fn(&Answer, Option<&WebhookEvent>) + Send + Sync;

type StoreObserver = dyn Fn(&StoreError) + Send + Sync;

impl Inbox {
    /// How long an event is a worker's once it has claimed it, in seconds: 2 minutes. The worker of the feature `tokio`
    /// prolongs it while the handler runs.
    pub const LEASE: i64 = 120;

    /// Takes deliveries that this verifier accepts, into this store.
    pub fn new(verifier: Verifier, store: impl EventStore + 'static) -> Self {
        Self {
            verifier: Arc::new(verifier),
            store: Arc::new(store),
            clock: Arc::new(system_clock),
            observer: None,
            store_observer: None,
            #[cfg(feature = "tokio")]
            wake: Arc::default(),
        }
    }

    /// Tells the time in Unix seconds, for tests. Default: the system's clock.
    pub fn clock(mut self, clock: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Is called with every answer, and the event where its signature was right. Log what was
    /// [refused](Answer::Refused) here, and raise an alarm for what is [genuine and
    /// unusable](crate::VerifyError::is_authentic) or [not stored](Answer::NotStored). Must not block.
    pub fn on_answer(
        mut self,
        observer: impl Fn(&Answer, Option<&WebhookEvent>) + Send + Sync + 'static,
    ) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Is called when a delivery could not be stored, with the reason. Its sender tries again. Must not block.
    pub fn on_store_error(mut self, observer: impl Fn(&StoreError) + Send + Sync + 'static) -> Self {
        self.store_observer = Some(Arc::new(observer));
        self
    }

    /// Takes one delivery: its headers, and its body's bytes exactly as they came. When this returns that it is
    /// [stored](Answer::Stored), it is, durably; nothing was handled yet.
    ///
    /// Answer with [`Answer::status`], within the 10 seconds that the service waits. Dropping the future at any point is
    /// harmless: the delivery is stored or it is not, and the sender comes again.
    pub async fn deliver<'a, N, V>(
        &self,
        headers: impl IntoIterator<Item = (N, &'a V)> + Send,
        raw_body: &'a [u8],
    ) -> Answer
    where
        N: AsRef<[u8]>,
        V: AsRef<[u8]> + ?Sized + 'a,
    {
        let now = self.now();
        let (delivery, event) = match receive(&self.verifier, headers, raw_body, now) {
            Decision::Store(delivery, event) => (delivery, event),
            Decision::Refuse(error) => return self.answered(Answer::Refused(error), None),
        };
        let inserted = self.store.insert(&delivery, now).await;
        if let (Err(error), Some(observer)) = (&inserted, &self.store_observer) {
            observer(error);
        }
        let answer = Answer::after(&inserted);
        #[cfg(feature = "tokio")]
        if answer == Answer::Stored {
            self.wake.notify_one();
        }
        self.answered(answer, Some(&event))
    }

    /// Claims up to `limit` events that wait to be handled, and handles them one after the other: new ones, those that
    /// failed before and have rested, and those whose worker died. Says how many were claimed.
    ///
    /// Call it after a delivery, at the start of the process, and every now and then. One that runs beside it, here or on
    /// another machine, gets other events. Every handler has to end within the [lease](Self::LEASE); the worker of the
    /// feature `tokio` is free of that, handles several at once, and survives a handler that panics.
    ///
    /// # Errors
    ///
    /// When the store cannot be used. Events that were claimed are claimed again when their lease has run out.
    pub async fn work(&self, handler: &impl Handler, limit: usize) -> Result<usize, StoreError> {
        let mut worked = 0;
        while worked < limit {
            // One by one, so that the lease of the last one does not run out while the first is being handled.
            let Some(claimed) = self.claim(1, Self::LEASE).await?.pop() else { break };
            worked += 1;
            let (id, attempt) = (claimed.id.clone(), claimed.attempt);
            let outcome = match Received::read(claimed) {
                Ok(received) => handler.handle(received).await,
                Err(error) => Err(error.into()),
            };
            self.settle(&id, attempt, &outcome).await?;
        }
        Ok(worked)
    }

    /// Forgets what is done and was last delivered this many seconds ago; less than [48 hours](crate::MIN_LIFE) count as
    /// that. Says how many.
    ///
    /// # Errors
    ///
    /// When the store cannot be used.
    pub async fn purge(&self, older_than: i64) -> Result<u64, StoreError> {
        self.store.purge(self.now().saturating_sub(older_than.max(crate::MIN_LIFE))).await
    }

    /// Where an event stands; `None` when it never came, or was forgotten.
    ///
    /// # Errors
    ///
    /// When the store cannot be used.
    pub async fn state(&self, id: &str) -> Result<Option<EventState>, StoreError> {
        self.store.state(id).await
    }

    pub(crate) fn now(&self) -> i64 {
        (self.clock)()
    }

    pub(crate) async fn claim(&self, limit: usize, lease: i64) -> Result<Vec<Claimed>, StoreError> {
        let now = self.now();
        self.store.claim(limit, now.saturating_add(lease), now).await
    }

    /// Writes down what came of an attempt. False when that no longer matters.
    pub(crate) async fn settle(
        &self,
        id: &str,
        attempt: u32,
        outcome: &Result<(), HandlerError>,
    ) -> Result<bool, StoreError> {
        if outcome.is_ok() {
            return self.store.finish(id, attempt).await;
        }
        let due_at = self.now().saturating_add(pause_after(attempt));
        self.store.release(id, attempt, due_at).await
    }

    #[cfg(feature = "tokio")]
    pub(crate) async fn renew(&self, id: &str, attempt: u32, lease: i64) -> Result<bool, StoreError> {
        self.store.renew(id, attempt, self.now().saturating_add(lease)).await
    }

    pub(crate) fn answered(&self, answer: Answer, event: Option<&WebhookEvent>) -> Answer {
        if let Some(observer) = &self.observer {
            observer(&answer, event);
        }
        answer
    }
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox").field("verifier", &self.verifier).finish_non_exhaustive()
    }
}

/// The one place that reads a clock, unless another is given.
fn system_clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
