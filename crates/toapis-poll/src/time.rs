//! Clocks and sleeps, passed in rather than read in the middle of things.
//!
//! Elapsed time comes from [`Clock::monotonic`] only, so that a wall clock that jumps neither hurries a wait nor ends it.
//! [`Clock::unix`] is read once, to learn how old a task is that was submitted by an earlier run.
//!
//! [`ThreadTime`] is for blocking programs, `TokioTime` (feature `tokio`) for async ones, [`VirtualTime`] for tests. For
//! another runtime, implement [`Clock`] and [`Sleep`]; [`Time`] then comes by itself.

mod real;
mod virtual_time;

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::cancel::CancelToken;

pub use real::ThreadTime;
#[cfg(feature = "tokio")]
pub use real::TokioTime;
pub use virtual_time::VirtualTime;

/// Tells the time, in the two senses of the word.
pub trait Clock: Send + Sync + Debug {
    /// The time since some fixed moment, the same one for the life of this clock. Never goes back, never jumps.
    fn monotonic(&self) -> Duration;

    /// The wall clock: the time since 1970-01-01 UTC. May jump either way when someone sets it.
    fn unix(&self) -> Duration;
}

/// Sleeps without holding the thread.
pub trait Sleep: Send + Sync + Debug {
    /// A future that is ready once this much monotonic time has passed, counted from its first poll or earlier.
    ///
    /// It may come late. If it comes early the waiter sleeps again for the rest.
    fn sleep(&self, duration: Duration) -> SleepFuture<'_>;

    /// A sleep that only bounds something else, such as a look that may hang. By default a [`sleep`](Self::sleep) like any
    /// other; time that passes by itself must not pass because of it.
    fn guard(&self, duration: Duration) -> SleepFuture<'_> {
        self.sleep(duration)
    }
}

/// Sleeps by holding the thread.
pub trait BlockingSleep: Send + Sync + Debug {
    /// Returns once this much monotonic time has passed.
    fn sleep(&self, duration: Duration);

    /// Returns once this much monotonic time has passed, or `cancel` was cancelled, whichever comes first.
    ///
    /// By default it sleeps to the end all the same, so that a cancelled wait ends no earlier than its current rest.
    fn sleep_unless(&self, duration: Duration, cancel: &CancelToken) {
        if !cancel.is_cancelled() {
            self.sleep(duration);
        }
    }
}

/// What an async waiter needs: [`Clock`] and [`Sleep`]. Implemented for everything that is both.
pub trait Time: Clock + Sleep {}

/// What a blocking waiter needs: [`Clock`] and [`BlockingSleep`]. Implemented for everything that is both.
pub trait BlockingTime: Clock + BlockingSleep {}

/// The future of [`Sleep::sleep`].
pub type SleepFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

impl<T: Clock + Sleep> Time for T {}

impl<T: Clock + BlockingSleep> BlockingTime for T {}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn monotonic(&self) -> Duration {
        (**self).monotonic()
    }

    fn unix(&self) -> Duration {
        (**self).unix()
    }
}

impl<T: Sleep + ?Sized> Sleep for Arc<T> {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        (**self).sleep(duration)
    }

    fn guard(&self, duration: Duration) -> SleepFuture<'_> {
        (**self).guard(duration)
    }
}

impl<T: BlockingSleep + ?Sized> BlockingSleep for Arc<T> {
    fn sleep(&self, duration: Duration) {
        (**self).sleep(duration);
    }

    fn sleep_unless(&self, duration: Duration, cancel: &CancelToken) {
        (**self).sleep_unless(duration, cancel);
    }
}
