//! Proof of what was handed to the network, for libraries that do not give it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// The sending side's view of one request body: has a connection begun to take it?
///
/// A request with a body cannot be processed by a server that never got a byte of the body. The body decides
/// whether that is so: it is either taken, once and for all, or withdrawn, once and for all. Whatever the HTTP
/// library does before, after or at the same moment, both cannot happen. This does not depend on how the library
/// orders its steps, which is why it counts as proof.
#[derive(Clone, Debug)]
pub(crate) struct Handover {
    state: Arc<AtomicU8>,
    has_body: bool,
}

impl Handover {
    /// A body to send, and the means to learn what became of it.
    pub(crate) fn new(bytes: Bytes) -> (Self, OutgoingBody) {
        let state = Arc::new(AtomicU8::new(WAITING));
        let handover = Self { state: Arc::clone(&state), has_body: !bytes.is_empty() };
        (handover, OutgoingBody { bytes, state })
    }

    /// Withdraws the body; `true` proves that the server has nothing to process, now and later.
    ///
    /// Always `false` without a body: then the head is the whole request, and nothing is known about it.
    pub(crate) fn withdraw(&self) -> bool {
        let withdrawn = self.state.compare_exchange(WAITING, WITHDRAWN, Ordering::AcqRel, Ordering::Acquire);
        self.has_body && withdrawn.is_ok()
    }
}

/// A request body in memory that marks the moment it is taken.
#[derive(Debug)]
pub(crate) struct OutgoingBody {
    bytes: Bytes,
    state: Arc<AtomicU8>,
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
        let bytes = std::mem::take(&mut self.bytes);
        let taken = self.state.compare_exchange(WAITING, TAKEN, Ordering::AcqRel, Ordering::Acquire);
        Poll::Ready(Some(match taken {
            Ok(_) => Ok(Frame::data(bytes)),
            Err(_) => Err(Withdrawn),
        }))
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
const TAKEN: u8 = 1;
const WITHDRAWN: u8 = 2;

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
        assert!(handover.withdraw());
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Err(Withdrawn)))));
    }

    #[test]
    fn h04_a_taken_body_can_never_be_withdrawn() {
        let (handover, mut body) = Handover::new(Bytes::from_static(b"{}"));
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Ok(_)))));
        assert!(matches!(poll(&mut body), Poll::Ready(None)));
        assert!(!handover.withdraw());
    }

    #[test]
    fn h04_without_a_body_there_is_no_proof() {
        let (handover, body) = Handover::new(Bytes::new());
        assert!(body.is_end_stream());
        assert!(!handover.withdraw());
    }
}
