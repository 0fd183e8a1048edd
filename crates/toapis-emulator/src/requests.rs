//! The log of requests: what clients sent, and what they were answered. Secrets are masked before anything is kept.

mod mask;
mod record;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::request::Parts;

use crate::clock::EmulatorClock;

pub use record::{FiredFault, RecordedBody, RecordedRequest};

pub(crate) use record::{RequestSequence, Sent};

/// The requests an emulator received, in order, but those for its own pages. Clones show the same log.
///
/// It keeps the newest, 10,000 unless it is told otherwise. A request is in it as soon as its head was read; its answer is
/// in it before the first byte of it is sent.
#[derive(Clone, Debug)]
pub struct RequestLog {
    clock: EmulatorClock,
    log: Arc<Mutex<Log>>,
}

/// How many requests a log keeps.
const CAPACITY: usize = 10_000;

#[derive(Debug)]
struct Log {
    capacity: usize,
    /// The sequence number of the latest request.
    latest: u64,
    dropped: u64,
    /// Their sequence numbers have no gaps.
    requests: VecDeque<RecordedRequest>,
}

impl RequestLog {
    /// An empty log whose times are those of the clock.
    pub fn new(clock: EmulatorClock) -> Self {
        Self::with_capacity(clock, CAPACITY)
    }

    /// An empty log that keeps this many requests, at least 1.
    pub fn with_capacity(clock: EmulatorClock, capacity: usize) -> Self {
        let log = Log { capacity: capacity.max(1), latest: 0, dropped: 0, requests: VecDeque::new() };
        Self { clock, log: Arc::new(Mutex::new(log)) }
    }

    /// All requests that are kept, the oldest first.
    pub fn all(&self) -> Vec<RecordedRequest> {
        self.with(|log| log.requests.iter().cloned().collect())
    }

    /// The requests that are kept and fit.
    pub fn matching(&self, fits: impl Fn(&RecordedRequest) -> bool) -> Vec<RecordedRequest> {
        self.with(|log| log.requests.iter().filter(|request| fits(request)).cloned().collect())
    }

    /// The request with this sequence number, when it is kept.
    pub fn get(&self, sequence: u64) -> Option<RecordedRequest> {
        self.with(|log| log.find(sequence).cloned())
    }

    /// How many requests are kept.
    pub fn len(&self) -> usize {
        self.with(|log| log.requests.len())
    }

    /// Whether no request is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many old requests were dropped to make room, since the start or the last [`clear`](Self::clear).
    pub fn dropped(&self) -> u64 {
        self.with(|log| log.dropped)
    }

    /// Forgets all requests. Sequence numbers go on.
    pub fn clear(&self) {
        self.with(|log| {
            log.requests.clear();
            log.dropped = 0;
        });
    }

    /// Adds a request of which the head was read, and gives its sequence number, from 1.
    pub(crate) fn open(&self, parts: &Parts) -> u64 {
        let at = u64::try_from(self.clock.now().as_millis()).unwrap_or(u64::MAX);
        let mut request = RecordedRequest::of(parts, at);
        self.with(|log| {
            log.latest += 1;
            request.sequence = log.latest;
            if log.requests.len() == log.capacity {
                log.requests.pop_front();
                log.dropped += 1;
            }
            log.requests.push_back(request);
            log.latest
        })
    }

    /// Adds the body to a request, as far as it was read.
    pub(crate) fn body(&self, sequence: u64, bytes: &[u8], complete: bool) {
        let media_type = self.with(|log| log.find(sequence)?.header("content-type").map(str::to_owned));
        let body = RecordedBody::of(media_type, bytes);
        self.with(|log| {
            if let Some(request) = log.find(sequence) {
                request.body = body;
                request.body_bytes = bytes.len() as u64;
                request.body_complete = complete;
            }
        });
    }

    /// Adds to a request what it is answered.
    pub(crate) fn answered(&self, sequence: u64, sent: Sent) {
        self.with(|log| {
            if let Some(request) = log.find(sequence) {
                request.status = sent.status;
                request.processed = sent.processed;
                request.fault = sent.fault;
            }
        });
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Log) -> T) -> T {
        // A panic elsewhere cannot leave the log half changed.
        use_it(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Log {
    /// A request that is no longer kept is not found.
    fn find(&mut self, sequence: u64) -> Option<&mut RecordedRequest> {
        let first = self.requests.front()?.sequence;
        let index = usize::try_from(sequence.checked_sub(first)?).ok()?;
        self.requests.get_mut(index)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn parts(uri: &str) -> Parts {
        Request::post(uri).body(()).unwrap().into_parts().0
    }

    #[test]
    fn it_keeps_the_newest_and_counts_the_rest() {
        let log = RequestLog::with_capacity(EmulatorClock::stepped(), 2);
        for uri in ["/a", "/b", "/c"] {
            log.open(&parts(uri));
        }
        let paths: Vec<String> = log.all().into_iter().map(|request| request.path).collect();
        assert_eq!(paths, ["/b", "/c"]);
        assert_eq!((log.len(), log.dropped(), log.is_empty()), (2, 1, false));
        assert!(log.get(1).is_none() && log.get(4).is_none());
        assert_eq!(log.get(3).unwrap().path, "/c");
        // News of a request that is gone changes nothing.
        log.body(1, b"x", true);
        log.answered(1, Sent { status: Some(200), processed: true, fault: None });
        assert!(
            log.all().iter().all(|request| request.status.is_none() && request.body == RecordedBody::Empty)
        );
        log.clear();
        assert!(log.is_empty() && log.dropped() == 0);
        assert_eq!(log.open(&parts("/d")), 4);
        assert_eq!(log.matching(|request| request.path == "/d").len(), 1);
    }

    #[test]
    fn times_are_those_of_the_clock() {
        let clock = EmulatorClock::stepped();
        let log = RequestLog::new(clock.clone());
        log.open(&parts("/a"));
        clock.step(std::time::Duration::from_millis(1500));
        log.open(&parts("/b"));
        let at: Vec<u64> = log.all().iter().map(|request| request.at).collect();
        assert_eq!(at[1] - at[0], 1500);
    }
}
