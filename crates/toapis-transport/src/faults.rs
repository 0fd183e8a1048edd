//! Breaking exchanges on purpose, by a seed.
//!
//! [`FaultTransport`] wraps any transport and makes some requests fail. It is honest about delivery: a request that is
//! reported as [`NotSent`](crate::Delivery::NotSent) never reaches the transport behind it, and one whose answer is lost really is sent.
//!
//! ```
//! use toapis_transport::faults::{Fault, FaultTransport};
//! use toapis_transport::memory::{MemoryTransport, Reply};
//! use toapis_transport::{Delivery, ErrorKind, RequestBody, Transport, http};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = MemoryTransport::new().otherwise(|_| Reply::new(200).body("{}"));
//! let faulty = FaultTransport::new(server.clone(), 7)
//!     .with(Fault::lost_answer().chance(0.2).on(|request| request.method() == "POST"))
//!     .with(Fault::not_sent(ErrorKind::Connect).chance(0.1).at_most(3));
//!
//! for _ in 0..100 {
//!     let request = http::Request::post("https://api.example/buy").body(RequestBody::from("{}"))?;
//!     if let Err(error) = faulty.send(request).await {
//!         assert_ne!(error.delivery(), Delivery::Answered);
//!     }
//! }
//! let kept_back = faulty.injected().iter().filter(|injected| injected.fault == "not-sent").count();
//! assert_eq!(server.requests().len(), 100 - kept_back);
//! assert_eq!(kept_back, 3);
//! # Ok(())
//! # }
//! ```
//!
//! The transports of this crate compose: a recorder around faults keeps the faults in the
//! cassette, and a replay needs neither the seed nor the server.

mod fault;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use fastrand::Rng;

pub use self::fault::Fault;
use self::fault::{Plan, Shot};
use crate::error::host_of;
use crate::{BlockingResponse, BlockingTransport, Request, Response, Transport, TransportError};

/// A transport that breaks some of what goes through it.
///
/// Each request meets the faults in the order in which they were added; the first one that strikes is used. With the
/// same seed, the same faults and the same order of requests the same ones are struck, on every platform. Clones share
/// the dice and the record. An error of the transport behind is passed on as it is: it is the truth.
pub struct FaultTransport<T> {
    inner: Arc<T>,
    faults: Arc<Vec<Fault>>,
    state: Arc<Mutex<State>>,
}

impl<T> FaultTransport<T> {
    /// A transport without faults; [`with`](Self::with) adds them.
    pub fn new(inner: T, seed: u64) -> Self {
        let state = State { rng: Rng::with_seed(seed), used: Vec::new(), requests: 0, injected: Vec::new() };
        Self { inner: Arc::new(inner), faults: Arc::default(), state: Arc::new(Mutex::new(state)) }
    }

    /// Adds a fault. Add all of them before cloning: a clone keeps the faults that it was made with.
    pub fn with(mut self, fault: Fault) -> Self {
        Arc::make_mut(&mut self.faults).push(fault);
        self
    }

    /// What was broken so far, in the order of the requests.
    pub fn injected(&self) -> Vec<Injected> {
        self.state().injected.clone()
    }

    /// How many requests came.
    pub fn requests(&self) -> usize {
        self.state().requests
    }

    fn strike(&self, request: &Request) -> Option<Shot> {
        let shot = self.state().strike(&self.faults, request)?;
        Some(match host_of(request.uri()) {
            Some(host) => shot.of_host(host),
            None => shot,
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A closure of the test panicked; the state itself is whole, and the test fails anyway.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl<T: Transport> Transport for FaultTransport<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        match self.strike(&request) {
            None => self.inner.send(request).await,
            Some(shot) => match shot.before() {
                Plan::Keep(result) => result.map(|answer| answer.map(Into::into)),
                Plan::Send(shot) => shot.after(self.inner.send(request).await?),
            },
        }
    }
}

impl<T: BlockingTransport> BlockingTransport for FaultTransport<T> {
    fn send(&self, request: Request) -> Result<BlockingResponse, TransportError> {
        match self.strike(&request) {
            None => self.inner.send(request),
            Some(shot) => match shot.before() {
                Plan::Keep(result) => result.map(|answer| answer.map(Into::into)),
                Plan::Send(shot) => shot.after_blocking(self.inner.send(request)?),
            },
        }
    }
}

impl<T> Clone for FaultTransport<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), faults: self.faults.clone(), state: self.state.clone() }
    }
}

impl<T: fmt::Debug> fmt::Debug for FaultTransport<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultTransport")
            .field("inner", &self.inner)
            .field("faults", &self.faults)
            .field("injected", &self.state().injected.len())
            .finish_non_exhaustive()
    }
}

/// One request that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Injected {
    /// Which request it was, counted from 1.
    pub request: usize,
    /// Its method.
    pub method: http::Method,
    /// Its path, without the query.
    pub path: String,
    /// The fault: `not-sent`, `lost-answer`, `timed-out`, `cut-body`, `garbled-body`, `answer` or `answer-instead`.
    pub fault: &'static str,
}

struct State {
    rng: Rng,
    used: Vec<usize>,
    requests: usize,
    injected: Vec<Injected>,
}

impl State {
    /// Every fault throws its die for every request, so that one fault does not change the luck of another.
    fn strike(&mut self, faults: &[Fault], request: &Request) -> Option<Shot> {
        self.requests += 1;
        self.used.resize(faults.len(), 0);
        let dice: Vec<(f64, u64)> = faults.iter().map(|_| (self.rng.f64(), self.rng.u64(..))).collect();
        let mut all = faults.iter().zip(&mut self.used).zip(dice);
        let ((fault, used), (_, luck)) =
            all.find(|((fault, used), (die, _))| fault.strikes(request, **used, *die))?;
        *used += 1;
        self.injected.push(Injected {
            request: self.requests,
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            fault: fault.name(),
        });
        Some(fault.shot(luck))
    }
}
