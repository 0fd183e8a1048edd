//! Proof of what was handed to the network, for libraries that do not give it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::Instant;

use crate::Request;
use crate::pace::PIECE;
use crate::upload::Moved;

/// The sending side's view of one request body: how much of it has a connection taken?
///
/// A request with a body cannot be processed by a server that never got the end of the body. The body decides whether
/// that is so: its last piece is either taken, once and for all, or the body is withdrawn, once and for all. Whatever
/// the HTTP library does before, after or at the same moment, both cannot happen. This does not depend on how the
/// library orders its steps, which is why it counts as proof.
#[derive(Clone, Debug)]
pub(crate) struct Handover {
    /// Without a body there is nothing to share.
    shared: Option<Arc<Shared>>,
    start: Instant,
    length: u64,
}

#[derive(Debug)]
struct Shared {
    state: AtomicU8,
    /// Of a body in several pieces, where it matters how they move.
    start: Option<Instant>,
    bytes: AtomicU64,
    /// In microseconds since the start.
    first: AtomicU64,
    last: AtomicU64,
}

/// What a withdrawal finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Withdrawal {
    /// Nothing of the body was taken, and nothing will be.
    Untouched,
    /// A part of the body was taken, and its end never will be.
    Incomplete,
    /// It is too late: all was taken, or there is no body, so that the head is the whole request.
    Complete,
}

impl Handover {
    /// A body to send, and the means to learn what became of it.
    pub(crate) fn new(bytes: Bytes) -> (Self, OutgoingBody) {
        let start = Instant::now();
        let shared = (!bytes.is_empty()).then(|| {
            Arc::new(Shared {
                state: AtomicU8::new(WAITING),
                start: (bytes.len() > PIECE).then_some(start),
                bytes: AtomicU64::new(0),
                first: AtomicU64::new(0),
                last: AtomicU64::new(0),
            })
        });
        let handover = Self { shared: shared.clone(), start, length: bytes.len() as u64 };
        (handover, OutgoingBody { bytes, shared })
    }

    /// A request to send, and the means to learn what became of it.
    pub(crate) fn of(request: Request) -> (Self, http::Request<OutgoingBody>) {
        let (parts, body) = request.into_parts();
        let (handover, body) = Self::new(body.into_bytes());
        (handover, http::Request::from_parts(parts, body))
    }

    /// The length of the body.
    pub(crate) fn length(&self) -> usize {
        usize::try_from(self.length).unwrap_or(usize::MAX)
    }

    /// Withdraws what is left of the body.
    pub(crate) fn withdraw(&self) -> Withdrawal {
        let Some(shared) = &self.shared else { return Withdrawal::Complete };
        let withdraw = |from| {
            shared.state.compare_exchange(from, WITHDRAWN, Ordering::AcqRel, Ordering::Acquire).is_ok()
        };
        // In this order: a body goes from the first state to the second, and never back.
        if withdraw(WAITING) {
            Withdrawal::Untouched
        } else if withdraw(MOVING) {
            Withdrawal::Incomplete
        } else {
            Withdrawal::Complete
        }
    }

    /// The time since the start, and how far a body of several pieces has come.
    pub(crate) fn progress(&self) -> (Duration, Moved) {
        let load = |of: fn(&Shared) -> &AtomicU64| {
            self.shared.as_ref().map_or(0, |shared| of(shared).load(Ordering::Acquire))
        };
        let bytes = load(|shared| &shared.bytes);
        let moved = Moved {
            bytes,
            complete: bytes == self.length,
            first: Duration::from_micros(load(|shared| &shared.first)),
            last: Duration::from_micros(load(|shared| &shared.last)),
        };
        (self.start.elapsed(), moved)
    }
}

/// A request body in memory that marks the moments when it is taken.
#[derive(Debug, Default)]
pub(crate) struct OutgoingBody {
    bytes: Bytes,
    /// There is one as long as there are bytes.
    shared: Option<Arc<Shared>>,
}

impl OutgoingBody {
    /// Marks the next piece as taken, unless the body was withdrawn.
    fn take(&self, last: bool) -> bool {
        let to = if last { TAKEN } else { MOVING };
        let Some(Shared { state, .. }) = self.shared.as_deref() else { return false };
        let advance = |from| state.compare_exchange(from, to, Ordering::AcqRel, Ordering::Acquire).is_ok();
        advance(WAITING) || advance(MOVING)
    }

    fn note(&self, length: usize) {
        let Some(shared) = self.shared.as_deref() else { return };
        if let Some(start) = shared.start {
            let now = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
            shared.last.store(now, Ordering::Release);
            if shared.bytes.load(Ordering::Acquire) == 0 {
                shared.first.store(now, Ordering::Release);
            }
        }
        shared.bytes.fetch_add(length as u64, Ordering::AcqRel);
    }
}

impl Body for OutgoingBody {
    type Data = Bytes;
    type Error = Withdrawn;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        if self.bytes.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.bytes.len().min(PIECE);
        let piece = self.bytes.split_to(length);
        if !self.take(self.bytes.is_empty()) {
            self.bytes.clear();
            return Poll::Ready(Some(Err(Withdrawn)));
        }
        self.note(length);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}

/// The exchange was given up before its body was taken.
#[derive(Debug)]
pub(crate) struct Withdrawn;

impl std::fmt::Display for Withdrawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the exchange was given up before its body was sent")
    }
}

impl std::error::Error for Withdrawn {}

const WAITING: u8 = 0;
const MOVING: u8 = 1;
const TAKEN: u8 = 2;
const WITHDRAWN: u8 = 3;

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn poll(body: &mut OutgoingBody) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn h04_a_withdrawn_body_can_never_be_taken() {
        let (handover, mut body) = Handover::new(Bytes::from_static(b"{}"));
        assert_eq!(handover.withdraw(), Withdrawal::Untouched);
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Err(Withdrawn)))));
    }

    #[test]
    fn h04_a_taken_body_can_never_be_withdrawn() {
        let (handover, mut body) = Handover::new(Bytes::from_static(b"{}"));
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Ok(_)))));
        assert!(matches!(poll(&mut body), Poll::Ready(None)));
        assert_eq!(handover.withdraw(), Withdrawal::Complete);
    }

    #[test]
    fn h04_without_a_body_there_is_no_proof() {
        let (handover, body) = Handover::new(Bytes::new());
        assert!(body.is_end_stream());
        assert_eq!(handover.withdraw(), Withdrawal::Complete);
    }

    #[test]
    fn h18_the_last_piece_decides() {
        let bytes = Bytes::from(vec![7; 2 * PIECE + 1]);
        for pieces in 1..=3 {
            let (handover, mut body) = Handover::new(bytes.clone());
            for _ in 0..pieces {
                assert!(matches!(poll(&mut body), Poll::Ready(Some(Ok(_)))));
            }
            let complete = pieces == 3;
            assert_eq!(handover.progress().1.complete, complete);
            let expected = if complete { Withdrawal::Complete } else { Withdrawal::Incomplete };
            assert_eq!(handover.withdraw(), expected);
            assert_eq!(matches!(poll(&mut body), Poll::Ready(Some(Err(Withdrawn)))), !complete);
        }
    }
}
