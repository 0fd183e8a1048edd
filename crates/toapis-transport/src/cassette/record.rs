//! Recording what goes through a transport.

use std::error::Error as _;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::exchange::{AnswerPart, BodyPart, ErrorPart, Exchange, RequestPart};
use super::scrub::Scrubber;
use super::{Cassette, CassetteError};
use crate::{
    BlockingBody, BlockingBodySource, BlockingResponse, BlockingTransport, BodySource, Request, Response,
    ResponseBody, Transport, TransportError,
};

/// A transport that passes everything on unchanged, and keeps it in a [`Cassette`] without its secrets.
///
/// Clones share the cassette. With [`to_file`](Self::to_file) it is written by [`finish`](Self::finish), and when the last
/// clone and the last body of an answer are dropped, also when a test panics; only an error of writing is lost then. A file
/// that was there is replaced, unless nothing was recorded.
///
/// Bodies are recorded while they are read, and kept in memory until the end. See the [module](super) for an example.
pub struct RecordTransport<T> {
    inner: Arc<T>,
    tape: Arc<Tape>,
}

impl<T> RecordTransport<T> {
    /// Records in memory only; [`cassette`](Self::cassette) gives what there is.
    pub fn new(inner: T) -> Self {
        Self { inner: Arc::new(inner), tape: Arc::default() }
    }

    /// Records into a file.
    pub fn to_file(inner: T, path: impl Into<PathBuf>) -> Self {
        let tape = Tape { state: Mutex::default(), path: Some(path.into()) };
        Self { inner: Arc::new(inner), tape: Arc::new(tape) }
    }

    /// Names a secret that must not be recorded, beside those that are found without help. Text shorter than eight
    /// bytes is no secret.
    pub fn secret(self, secret: impl AsRef<[u8]>) -> Self {
        self.tape.state().scrubber.learn(secret.as_ref());
        self
    }

    /// What was recorded so far, without its secrets. A body that is still open is there as far as it was read.
    pub fn cassette(&self) -> Cassette {
        self.tape.state().cassette()
    }

    /// Writes the file, where there is one. Recording may go on; what comes later is written again.
    ///
    /// # Errors
    ///
    /// The file cannot be written, or the cassette holds something that looks like a key; then nothing is written.
    pub fn finish(&self) -> Result<(), CassetteError> {
        self.tape.save()
    }
}

#[async_trait]
impl<T: Transport> Transport for RecordTransport<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let track = self.tape.begin(&request);
        match self.inner.send(request).await {
            Ok(response) => {
                track.answer(response.status(), response.headers());
                Ok(response.map(|body| ResponseBody::from_source(Recorded { body, track })))
            }
            Err(error) => {
                track.fail(&error);
                Err(error)
            }
        }
    }
}

impl<T: BlockingTransport> BlockingTransport for RecordTransport<T> {
    fn send(&self, request: Request) -> Result<BlockingResponse, TransportError> {
        let track = self.tape.begin(&request);
        match self.inner.send(request) {
            Ok(response) => {
                track.answer(response.status(), response.headers());
                Ok(response.map(|body| BlockingBody::from_source(Recorded { body, track })))
            }
            Err(error) => {
                track.fail(&error);
                Err(error)
            }
        }
    }
}

impl<T> Clone for RecordTransport<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), tape: self.tape.clone() }
    }
}

impl<T: fmt::Debug> fmt::Debug for RecordTransport<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordTransport")
            .field("inner", &self.inner)
            .field("path", &self.tape.path)
            .field("exchanges", &self.tape.state().takes.len())
            .finish()
    }
}

/// Where everything is kept, secrets included, until it is written.
#[derive(Default)]
struct Tape {
    state: Mutex<State>,
    path: Option<PathBuf>,
}

impl Tape {
    fn begin(self: &Arc<Self>, request: &Request) -> Track {
        let mut state = self.state();
        state.scrubber.learn_headers(request.headers());
        state.takes.push(Take { request: request.clone(), result: None });
        state.dirty = true;
        Track { tape: self.clone(), index: state.takes.len() - 1 }
    }

    fn save(&self) -> Result<(), CassetteError> {
        let Some(path) = &self.path else { return Ok(()) };
        let cassette = {
            let mut state = self.state();
            if !std::mem::take(&mut state.dirty) {
                return Ok(());
            }
            state.cassette()
        };
        cassette.save(path)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code of others runs under this lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Tape {
    fn drop(&mut self) {
        // Documented: whoever wants to see the error calls `finish`.
        let _ = self.save();
    }
}

#[derive(Default)]
struct State {
    takes: Vec<Take>,
    scrubber: Scrubber,
    /// Whether there is something that was not written yet.
    dirty: bool,
}

impl State {
    fn cassette(&self) -> Cassette {
        let exchanges = self.takes.iter().map(|take| take.exchange(&self.scrubber)).collect();
        Cassette { exchanges, path: None }
    }
}

/// One exchange as it really was.
struct Take {
    request: Request,
    result: Option<Result<Answered, TransportError>>,
}

struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    /// `None` as long as there may be more.
    ending: Option<Result<(), TransportError>>,
}

impl Take {
    fn exchange(&self, scrubber: &Scrubber) -> Exchange {
        let (answer, error) = match &self.result {
            Some(Ok(answered)) => (Some(answered.part(scrubber)), None),
            Some(Err(error)) => (None, Some(error_part(error, scrubber))),
            None => (None, None),
        };
        Exchange { request: request_part(&self.request, scrubber), answer, error }
    }
}

impl Answered {
    fn part(&self, scrubber: &Scrubber) -> AnswerPart {
        let (unread, broken) = match &self.ending {
            None => (true, None),
            Some(Ok(())) => (false, None),
            Some(Err(error)) => (false, Some(error_part(error, scrubber))),
        };
        let headers = headers_part(&self.headers, scrubber);
        let part = AnswerPart { status: self.status.as_u16(), headers, body: None, unread, broken };
        part.with_body(self.body.len(), &scrubber.body(&self.body))
    }
}

/// A request as a cassette has it.
pub(super) fn request_part(request: &Request, scrubber: &Scrubber) -> RequestPart {
    RequestPart {
        method: request.method().to_string(),
        url: scrubber.text(&request.uri().to_string()),
        headers: headers_part(request.headers(), scrubber),
        body: BodyPart::new(&scrubber.body(request.body().as_bytes())),
    }
}

fn headers_part(headers: &HeaderMap, scrubber: &Scrubber) -> Vec<String> {
    headers.iter().map(|(name, value)| scrubber.header(name, value)).collect()
}

fn error_part(error: &TransportError, scrubber: &Scrubber) -> ErrorPart {
    ErrorPart {
        kind: error.kind(),
        delivery: error.delivery(),
        message: scrubber.text(error.message()),
        host: error.host().map(|host| scrubber.text(host)),
        partial: error.partial().and_then(|partial| BodyPart::new(&scrubber.body(partial))),
        source: error.source().map(|source| scrubber.text(&source.to_string())),
    }
}

/// The place of one exchange on the tape.
struct Track {
    tape: Arc<Tape>,
    index: usize,
}

impl Track {
    fn answer(&self, status: StatusCode, headers: &HeaderMap) {
        let answered = Answered { status, headers: headers.clone(), body: Vec::new(), ending: None };
        let mut state = self.tape.state();
        state.scrubber.learn_headers(headers);
        state.put(self.index, Ok(answered));
    }

    fn fail(&self, error: &TransportError) {
        self.tape.state().put(self.index, Err(error.clone()));
    }

    fn pulled(&self, pulled: &Result<Option<Bytes>, TransportError>) {
        let mut state = self.tape.state();
        state.dirty = true;
        let take = state.takes.get_mut(self.index);
        if let Some(Ok(answered)) = take.and_then(|take| take.result.as_mut()) {
            match pulled {
                Ok(Some(piece)) => answered.body.extend_from_slice(piece),
                Ok(None) => answered.ending = Some(Ok(())),
                Err(error) => answered.ending = Some(Err(error.clone())),
            }
        }
    }
}

impl State {
    fn put(&mut self, index: usize, result: Result<Answered, TransportError>) {
        self.dirty = true;
        if let Some(take) = self.takes.get_mut(index) {
            take.result = Some(result);
        }
    }
}

/// A body that is recorded while it is read.
struct Recorded<B> {
    body: B,
    track: Track,
}

#[async_trait]
impl BodySource for Recorded<ResponseBody> {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let pulled = self.body.chunk().await;
        self.track.pulled(&pulled);
        pulled
    }
}

impl BlockingBodySource for Recorded<BlockingBody> {
    fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let pulled = self.body.chunk();
        self.track.pulled(&pulled);
        pulled
    }
}
