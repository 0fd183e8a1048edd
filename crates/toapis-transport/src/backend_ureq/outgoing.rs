//! A request body for ureq that knows how much of it was taken, and keeps the pace.

use std::io::{self, Read};
use std::time::Instant;

use bytes::{Buf, Bytes};

use crate::pace::{PIECE, Stalled, Watch};
use crate::{Timeouts, TransportError};

/// ureq reads it piece by piece, each time after it has sent the piece before.
pub(super) struct Outgoing {
    bytes: Bytes,
    watch: Watch,
    before: Option<Instant>,
    stalled: Option<Stalled>,
}

impl Outgoing {
    pub(super) fn new(bytes: Bytes, timeouts: &Timeouts) -> Self {
        Self { bytes, watch: Watch::new(timeouts), before: None, stalled: None }
    }

    /// Why the body stopped itself, if it did.
    pub(super) fn stalled(&self) -> Option<Stalled> {
        self.stalled
    }

    /// The exchange ends because the body did not move. What was not read was not sent.
    pub(super) fn given_up(&self, stalled: Stalled) -> TransportError {
        if self.bytes.is_empty() {
            TransportError::unknown(stalled.kind(), stalled.of_request())
        } else {
            TransportError::not_sent(stalled.kind(), stalled.of_request())
        }
    }
}

impl Read for Outgoing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.bytes.len().min(PIECE).min(buffer.len());
        // One piece is sent as a whole: there is nothing to time.
        if length < self.bytes.len() || self.before.is_some() {
            let now = Instant::now();
            let waited = self.before.replace(now).map(|before| now.duration_since(before));
            if let Some(waited) = waited
                && let Err(stalled) = self.watch.note(waited, PIECE)
            {
                self.stalled = Some(stalled);
                return Err(io::Error::other("the request body moves too slowly"));
            }
        }
        self.bytes.copy_to_slice(buffer.get_mut(..length).unwrap_or_default());
        Ok(length)
    }
}
