//! Real time: of the thread, and of tokio.

use std::sync::Arc;
use std::task::{Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::{BlockingSleep, Clock};
#[cfg(feature = "tokio")]
use super::{Sleep, SleepFuture};
use crate::cancel::CancelToken;

/// The clocks and the sleep of the standard library.
///
/// Whether the monotonic clock counts the time a machine is suspended depends on the operating system; on Linux it does
/// not, so a deadline may come later than expected on a laptop that slept.
#[derive(Clone, Copy, Debug)]
pub struct ThreadTime {
    start: Instant,
}

impl ThreadTime {
    /// A clock that starts now.
    pub fn new() -> Self {
        Self { start: Instant::now() }
    }
}

impl Default for ThreadTime {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for ThreadTime {
    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }

    fn unix(&self) -> Duration {
        wall_clock()
    }
}

impl BlockingSleep for ThreadTime {
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }

    fn sleep_unless(&self, duration: Duration, cancel: &CancelToken) {
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let Some(_woken) = cancel.wake(&waker) else { return };
        let start = Instant::now();
        while let Some(left) = duration.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) {
            if cancel.is_cancelled() {
                return;
            }
            std::thread::park_timeout(left);
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Tokio's clock and timer. The monotonic clock is tokio's, so that it stands still where tokio's time is paused.
///
/// Its sleeps must be polled within a tokio runtime that has its timer enabled; tokio panics otherwise.
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug)]
pub struct TokioTime {
    start: tokio::time::Instant,
}

#[cfg(feature = "tokio")]
impl TokioTime {
    /// A clock that starts now.
    pub fn new() -> Self {
        Self { start: tokio::time::Instant::now() }
    }
}

#[cfg(feature = "tokio")]
impl Default for TokioTime {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "tokio")]
impl Clock for TokioTime {
    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }

    fn unix(&self) -> Duration {
        wall_clock()
    }
}

#[cfg(feature = "tokio")]
impl Sleep for TokioTime {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        // Made within the block, so that the timer is only asked for when the future is polled.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

/// A wall clock set before 1970 reads as 1970: every task is then younger than it looks, which costs one short rest.
fn wall_clock() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
