//! The connections of a transport under one rule: found, made, used, and kept for the next request.

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::HOST;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};
use http::{HeaderValue, Request, Response, Uri};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use tokio::runtime::{self, Handle};
use tokio::time::Instant;

use super::dial::Dialer;
use super::http1::{self, LineBody};
#[cfg(feature = "http2")]
use super::http2;
use super::shelf::{Origin, Shelf};
use crate::exchange::POOL_IDLE;
use crate::handover::OutgoingBody;
use crate::wire::BoxError;

#[cfg(not(feature = "http2"))]
type Shared = std::convert::Infallible;
#[cfg(feature = "http2")]
type Shared = http2::Line;

/// A pool of connections.
pub(super) struct Pool {
    dialer: Dialer,
    state: Mutex<State>,
}

struct State {
    shelf: Shelf<Box<http1::Line>, Shared>,
    is_swept: bool,
}

/// Why there is no answer.
pub(super) enum Failure {
    /// There was no connection.
    Connect(BoxError),
    /// There was one, and nothing was done with the request on it.
    Unsent(hyper::Error),
    /// The request was taken up.
    Lost(hyper::Error),
}

impl Pool {
    pub(super) fn new(dialer: Dialer) -> Self {
        let state = State { shelf: Shelf::new(POOL_IDLE), is_swept: false };
        Self { dialer, state: Mutex::new(state) }
    }

    /// Sends a request, once, and waits for the head of the answer.
    ///
    /// A kept connection may turn out to have ended. It then gives the request back untouched, and another one is asked; a
    /// new connection that does so ends the search.
    pub(super) async fn send(self: &Arc<Self>, asked: &mut Asked) -> Result<Response<PoolBody>, Failure> {
        loop {
            let (line, is_new) = match self.take(&asked.origin) {
                Some(line) => (line, false),
                // Boxed, so that a request which finds a connection does not carry the room for making one.
                None => (Box::pin(self.dial(&asked.origin)).await?, true),
            };
            let failed = match line {
                Line::Http1(mut line) => {
                    asked.for_http1(&line.host);
                    match line.exchange(&mut asked.request).await {
                        Ok(answer) => {
                            let whole = |body| PoolBody::Http1(LineBody::new(body, line, Arc::clone(self)));
                            return Ok(answer.map(whole));
                        }
                        Err(failed) => failed,
                    }
                }
                #[cfg(feature = "http2")]
                Line::Http2(mut line) => {
                    asked.for_http2().map_err(Failure::Connect)?;
                    match line.exchange(&mut asked.request).await {
                        Ok(answer) => return Ok(answer.map(PoolBody::Http2)),
                        Err(failed) => {
                            self.lock().shelf.drop_shared(&asked.origin, http2::Line::is_closed);
                            failed
                        }
                    }
                }
            };
            asked.take_back(failed, is_new)?;
        }
    }

    /// Keeps a connection for the next request.
    pub(super) fn put(self: &Arc<Self>, line: Box<http1::Line>) {
        let (origin, now) = (line.origin.clone(), Instant::now());
        let mut state = self.lock();
        state.shelf.put(&origin, line, now);
        self.keep_swept(&mut state);
    }

    fn take(&self, origin: &Origin) -> Option<Line> {
        let (now, mut state) = (Instant::now(), self.lock());
        #[cfg(feature = "http2")]
        if let Some(line) = state.shelf.share(origin, now).filter(|line| !line.is_closed()) {
            return Some(Line::Http2(line));
        }
        state.shelf.take(origin, now).map(Line::Http1)
    }

    async fn dial(self: &Arc<Self>, origin: &Origin) -> Result<Line, Failure> {
        let uri = origin.uri(None).map_err(Failure::Connect)?;
        let stream = self.dialer.dial(uri).await.map_err(Failure::Connect)?;
        let no_line = |error: hyper::Error| Failure::Connect(error.into());
        #[cfg(feature = "http2")]
        if stream.is_http2() {
            // Of those that dial at the same time, all but one are not needed for long.
            let line = http2::Line::begin(stream).await.map_err(no_line)?;
            let mut state = self.lock();
            state.shelf.put_shared(origin, line.clone(), Instant::now());
            self.keep_swept(&mut state);
            return Ok(Line::Http2(line));
        }
        let line = http1::Line::begin(stream, origin.clone()).await.map_err(no_line)?;
        Ok(Line::Http1(Box::new(line)))
    }

    /// Sees to it that connections which nobody takes are closed in time.
    fn keep_swept(self: &Arc<Self>, state: &mut State) {
        if !state.is_swept
            && let Ok(runtime) = Handle::try_current()
        {
            state.is_swept = true;
            runtime.spawn(sweep(Sweep(Arc::downgrade(self))));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The task that closes what was idle for too long. Ends with the pool, or when nothing is left to close.
async fn sweep(sweep: Sweep) {
    // It does not look before: one that finds all connections in use would end, and be made anew with the next answer.
    let mut next = Instant::now() + POOL_IDLE;
    loop {
        tokio::time::sleep_until(next).await;
        match sweep.now() {
            Some(later) => next = later,
            None => return,
        }
    }
}

/// The right to sweep a pool, which comes free when the task ends in whatever way, such as with its runtime.
struct Sweep(Weak<Pool>);

impl Sweep {
    fn now(&self) -> Option<Instant> {
        let pool = self.0.upgrade()?;
        let mut state = pool.lock();
        let next = state.shelf.sweep(Instant::now());
        state.is_swept = next.is_some();
        next
    }
}

impl Drop for Sweep {
    fn drop(&mut self) {
        if let Some(pool) = self.0.upgrade() {
            pool.lock().is_swept = false;
        }
    }
}

/// A connection that a request has found.
enum Line {
    Http1(Box<http1::Line>),
    #[cfg(feature = "http2")]
    Http2(http2::Line),
}

/// The body of an answer.
pub(super) enum PoolBody {
    Http1(LineBody),
    #[cfg_attr(not(feature = "http2"), expect(dead_code, reason = "for HTTP/2"))]
    Http2(Incoming),
}

impl Body for PoolBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        match self.get_mut() {
            Self::Http1(body) => Pin::new(body).poll_frame(context),
            Self::Http2(body) => Pin::new(body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Http1(body) => body.is_end_stream(),
            Self::Http2(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Http1(body) => body.size_hint(),
            Self::Http2(body) => body.size_hint(),
        }
    }
}

impl Origin {
    /// The URI of a path here.
    fn uri(&self, path: Option<PathAndQuery>) -> Result<Uri, BoxError> {
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path.unwrap_or_else(root));
        Ok(Uri::from_parts(parts)?)
    }
}

/// A request on its way to a connection.
pub(super) struct Asked {
    origin: Origin,
    has_own_host: bool,
    /// Moved out by the connection that takes it up, and back in by one that does nothing with it.
    request: Request<OutgoingBody>,
}

impl Asked {
    /// A request with an absolute URI, to be sent from this runtime.
    pub(super) fn new(mut request: Request<OutgoingBody>, runtime: runtime::Id) -> Self {
        let parts = mem::take(request.uri_mut()).into_parts();
        *request.uri_mut() = parts.path_and_query.unwrap_or_else(root).into();
        let origin = Origin {
            runtime,
            scheme: parts.scheme.unwrap_or(Scheme::HTTP),
            authority: parts.authority.unwrap_or_else(|| Authority::from_static("localhost")),
        };
        let has_own_host = request.headers().contains_key(HOST);
        Self { origin, has_own_host, request }
    }

    fn for_http1(&mut self, host: &HeaderValue) {
        if !self.has_own_host {
            self.request.headers_mut().insert(HOST, host.clone());
        }
    }

    #[cfg(feature = "http2")]
    fn for_http2(&mut self) -> Result<(), BoxError> {
        if !self.has_own_host {
            self.request.headers_mut().remove(HOST);
        }
        let path = self.request.uri().path_and_query().cloned();
        *self.request.uri_mut() = self.origin.uri(path)?;
        Ok(())
    }

    /// Gets it back for another connection to take up, if this one was kept from earlier and did nothing with it.
    fn take_back(
        &mut self,
        mut failed: TrySendError<Request<OutgoingBody>>,
        is_new: bool,
    ) -> Result<(), Failure> {
        match failed.take_message() {
            Some(request) if !is_new => self.request = request,
            Some(_) => return Err(Failure::Unsent(failed.into_error())),
            None => return Err(Failure::Lost(failed.into_error())),
        }
        let parts = mem::take(self.request.uri_mut()).into_parts();
        *self.request.uri_mut() = parts.path_and_query.unwrap_or_else(root).into();
        Ok(())
    }
}

fn root() -> PathAndQuery {
    PathAndQuery::from_static("/")
}
