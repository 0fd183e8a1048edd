//! What is done with an event once it is stored.

use std::error::Error;
use std::fmt;

use async_trait::async_trait;
use toapis_types::{ReadEventError, WebhookEvent};

use crate::Claimed;

/// Does something about events. Any `async` closure or function from [`Received`] to a `Result` is one.
///
/// An event whose handler fails, panics or dies with its process is handled again, so what it does should bear being
/// done twice: write under the event's or the task's id, and look whether it is there.
#[async_trait]
pub trait Handler: Send + Sync {
    /// Handles an event. `Ok` means done, for good; after an error it comes again, later each time, at last once an
    /// hour.
    ///
    /// # Errors
    ///
    /// Any; it is reported, not judged. To give an event up, look at [`Received::attempt`] and return `Ok`.
    async fn handle(&self, event: Received) -> Result<(), HandlerError>;
}

#[async_trait]
impl<F, Fut, E> Handler for F
where
    F: Fn(Received) -> Fut + Send + Sync,
    Fut: Future<Output = Result<(), E>> + Send,
    E: Into<HandlerError>,
{
    async fn handle(&self, event: Received) -> Result<(), HandlerError> {
        self(event).await.map_err(Into::into)
    }
}

/// What a [`Handler`] may fail with.
pub type HandlerError = Box<dyn Error + Send + Sync>;

/// An event that was verified and stored, on its way to a [`Handler`].
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Received {
    /// The event. Its [`verdict`](WebhookEvent::verdict) says whether it can be relied on without asking.
    pub event: WebhookEvent,
    /// The body as it was signed.
    pub body: Vec<u8>,
    /// When the delivery that was stored was signed, in Unix seconds.
    pub signed_at: i64,
    /// When it was stored, in Unix seconds.
    pub stored_at: i64,
    /// 1 the first time. Higher after a failure, and after a worker that died.
    pub attempt: u32,
}

impl Received {
    /// An event as if it had been received, to test a handler with.
    ///
    /// # Errors
    ///
    /// When the body is no event.
    pub fn from_body(body: impl Into<Vec<u8>>) -> Result<Self, ReadEventError> {
        Self::read(Claimed::new(String::new(), body.into(), 0, 0, 1))
    }

    pub(crate) fn read(claimed: Claimed) -> Result<Self, ReadEventError> {
        Ok(Self {
            event: WebhookEvent::from_slice(&claimed.body)?,
            body: claimed.body,
            signed_at: claimed.signed_at,
            stored_at: claimed.stored_at,
            attempt: claimed.attempt,
        })
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The rest holds the URLs of results, which open them to whoever reads a log.
        f.debug_struct("Received")
            .field("id", &self.event.id)
            .field("kind", &self.event.kind)
            .field("body_bytes", &self.body.len())
            .field("signed_at", &self.signed_at)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// How long an event rests after its handler failed, in seconds: 10 s, doubled each time, at most an hour.
pub(crate) fn pause_after(attempt: u32) -> i64 {
    let doublings = attempt.saturating_sub(1).min(16);
    (FIRST_PAUSE << doublings).min(LONGEST_PAUSE)
}

const FIRST_PAUSE: i64 = 10;
const LONGEST_PAUSE: i64 = 3600;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour() {
        assert_eq!(
            [0, 1, 2, 3, 9, 10, 100, u32::MAX].map(pause_after),
            [10, 10, 20, 40, 2560, 3600, 3600, 3600]
        );
    }
}
