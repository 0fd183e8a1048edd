//! Where events are kept between the answer to the sender and the end of the handler, and remembered afterwards.

mod memory;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::error::Error;
use std::sync::Arc;

use async_trait::async_trait;
use thiserror::Error;

use crate::Authentic;

pub use memory::MemoryStore;
#[cfg(feature = "postgres")]
pub use postgres::PostgresStore;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;

/// The shortest time that an id must be remembered, in seconds: 48 hours. The last retry of the service comes about 31
/// hours after the first attempt.
pub const MIN_LIFE: i64 = 48 * 60 * 60;

/// Remembers events by their id: the guard against handling one twice, and against losing one in a crash.
///
/// An event is in one of three [states](EventState). All times are in Unix seconds, and come from the caller, so that a
/// store reads no clock; receivers that share a store should have clocks that agree within a fraction of the lease.
///
/// The contract, which `check_store` (feature `conformance`) tests:
///
/// - [`insert`](Self::insert) is durable when it returns, and for one id exactly one call ever says
///   [`New`](Insert::New), however many run in parallel, on however many machines;
/// - [`claim`](Self::claim) gives an event to one caller only, until its lease has run out;
/// - an attempt that is not the newest one of its event changes nothing any more.
///
/// An error means that nothing is known: the sender is then answered 503, and tries again.
#[async_trait]
pub trait EventStore: Send + Sync {
    /// Keeps a delivery, or says that its id is known. Only deliveries whose signature was right can get here.
    ///
    /// # Errors
    ///
    /// When it cannot be kept. It must not be handled then.
    async fn insert(&self, delivery: &Authentic<'_>, now: i64) -> Result<Insert, StoreError>;

    /// Takes up to `limit` events that nobody works on: new ones that are due, and those whose lease ran out because their
    /// worker died. The longest due first. They are the caller's until `lease_until`.
    ///
    /// # Errors
    ///
    /// When the store cannot be used.
    async fn claim(&self, limit: usize, lease_until: i64, now: i64) -> Result<Vec<Claimed>, StoreError>;

    /// Prolongs the lease of an attempt. False when the event is done or another attempt has taken it.
    ///
    /// # Errors
    ///
    /// When the store cannot be used.
    async fn renew(&self, id: &str, attempt: u32, lease_until: i64) -> Result<bool, StoreError>;

    /// Marks an event as done by this attempt, for good. False when it is done already or another attempt has taken it.
    ///
    /// # Errors
    ///
    /// When the store cannot be used.
    async fn finish(&self, id: &str, attempt: u32) -> Result<bool, StoreError>;

    /// Gives an event back, to be claimed again from `due_at` on. False when it is done or another attempt has taken it.
    ///
    /// # Errors
    ///
    /// When the store cannot be used.
    async fn release(&self, id: &str, attempt: u32, due_at: i64) -> Result<bool, StoreError>;

    /// Forgets events that are done and were last delivered before this time, and says how many. The caller keeps to
    /// [`MIN_LIFE`]. Events that are not done are never forgotten.
    ///
    /// # Errors
    ///
    /// When the store cannot be used.
    async fn purge(&self, before: i64) -> Result<u64, StoreError>;

    /// Where an event stands; `None` when its id is not known.
    ///
    /// # Errors
    ///
    /// When the store cannot be used.
    async fn state(&self, id: &str) -> Result<Option<EventState>, StoreError>;
}

/// What became of a delivery that was to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insert {
    /// Nobody had it; it is stored now.
    New,
    /// The id was there. Whatever its state, it needs nothing more than a 2xx.
    Duplicate,
}

/// Where a stored event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventState {
    /// To be handled from this time on: at once, or after a pause when it failed before.
    New {
        /// In Unix seconds.
        due_at: i64,
    },
    /// Someone works on it.
    Processing {
        /// When it may be taken from them, in Unix seconds.
        lease_until: i64,
    },
    /// Handled. It stays known, so that it is not handled again.
    Done,
}

/// An event that was claimed, to be handled.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claimed {
    /// The event's id.
    pub id: String,
    /// The body as it was signed.
    pub body: Vec<u8>,
    /// When the delivery that was stored was signed, in Unix seconds.
    pub signed_at: i64,
    /// When it was stored, in Unix seconds.
    pub stored_at: i64,
    /// How often it was claimed, this time included; tells this attempt from a later one.
    pub attempt: u32,
}

impl Claimed {
    /// For stores.
    pub fn new(id: String, body: Vec<u8>, signed_at: i64, stored_at: i64, attempt: u32) -> Self {
        Self { id, body, signed_at, stored_at, attempt }
    }
}

impl std::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The body holds the URLs of results, which open them to whoever reads a log.
        f.debug_struct("Claimed")
            .field("id", &self.id)
            .field("body_bytes", &self.body.len())
            .field("signed_at", &self.signed_at)
            .field("stored_at", &self.stored_at)
            .field("attempt", &self.attempt)
            .finish()
    }
}

/// Why a store did not do what it was asked to.
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// It has no room for another event, and none that it may forget.
    #[error("the event store is full with {events} events, none of them old enough to be forgotten")]
    Full {
        /// How many it holds.
        events: usize,
    },
    /// It could not be reached, or did not do its work.
    #[error("the event store cannot be used")]
    Unavailable(#[source] Arc<dyn Error + Send + Sync>),
    /// It did not answer in time. It may have done its work all the same.
    #[error("the event store did not answer in time")]
    TimedOut,
}

impl StoreError {
    /// An error of the database or file below.
    pub fn unavailable(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Unavailable(Arc::from(error.into()))
    }
}

macro_rules! through_a_pointer {
    ($($pointer:ty),+) => {$(
        #[async_trait]
        impl<S: EventStore + ?Sized> EventStore for $pointer {
            async fn insert(&self, delivery: &Authentic<'_>, now: i64) -> Result<Insert, StoreError> {
                (**self).insert(delivery, now).await
            }

            async fn claim(&self, limit: usize, lease_until: i64, now: i64) -> Result<Vec<Claimed>, StoreError> {
                (**self).claim(limit, lease_until, now).await
            }

            async fn renew(&self, id: &str, attempt: u32, lease_until: i64) -> Result<bool, StoreError> {
                (**self).renew(id, attempt, lease_until).await
            }

            async fn finish(&self, id: &str, attempt: u32) -> Result<bool, StoreError> {
                (**self).finish(id, attempt).await
            }

            async fn release(&self, id: &str, attempt: u32, due_at: i64) -> Result<bool, StoreError> {
                (**self).release(id, attempt, due_at).await
            }

            async fn purge(&self, before: i64) -> Result<u64, StoreError> {
                (**self).purge(before).await
            }

            async fn state(&self, id: &str) -> Result<Option<EventState>, StoreError> {
                (**self).state(id).await
            }
        }
    )+};
}

through_a_pointer!(Arc<S>, Box<S>);
