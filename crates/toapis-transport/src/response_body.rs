//! The body of a response, async and blocking, over one shared core.

use std::fmt;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
#[cfg(any(feature = "hyper", feature = "reqwest"))]
use http::uri::Authority;

use crate::{ErrorKind, TransportError};

/// The body of a [`Response`](crate::Response), read piece by piece or as a whole.
///
/// Dropping it before the end closes the connection; the next request gets a clean one. `Debug` shows no content.
pub struct ResponseBody {
    core: Core<Source>,
}

enum Source {
    Given(Box<dyn BodySource>),
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    Polled(Box<dyn PolledSource>),
}

impl ResponseBody {
    /// A body that pulls its pieces from `source`; this is how a transport makes one.
    pub fn from_source(source: impl BodySource + 'static) -> Self {
        Self { core: Core::new(Source::Given(Box::new(source))) }
    }

    /// A body of the backends here.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub(crate) fn from_polled(source: impl PolledSource + 'static) -> Self {
        let mut core = Core::new(Source::Polled(Box::new(source)));
        if let State::Open(Source::Polled(source)) = &core.state {
            core.host = Some(Host::Of(source.host().clone()));
        }
        Self { core }
    }

    /// A body that has come to its end already.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub(crate) fn whole(bytes: Bytes, host: Authority) -> Self {
        let mut body = Self::from(bytes);
        body.core.host = Some(Host::Of(host));
        body
    }

    /// Names the host that sends this body, for errors that arise while reading it.
    pub fn with_host(mut self, host: impl Into<Box<str>>) -> Self {
        self.core.host = Some(Host::Named(host.into()));
        self
    }

    /// A body without content.
    pub fn empty() -> Self {
        Self { core: Core::ended() }
    }

    /// The next piece, or `None` at the end of a complete body. Pieces are as the network cut them, never empty.
    ///
    /// No piece is lost when the future is dropped, as long as the source keeps its side of [`BodySource::chunk`].
    ///
    /// # Errors
    ///
    /// The body broke: [`ErrorKind::Truncated`], [`ErrorKind::IdleTimeout`], or [`ErrorKind::Protocol`]. Every
    /// later call returns the same error, so a broken body cannot be taken for a complete one.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self.core.kept() {
            Some(kept) => Ok(Some(kept)),
            None => self.pull().await,
        }
    }

    /// The rest of the body in one piece, if it is at most `limit` bytes long.
    ///
    /// Memory grows with what arrives, never with what a header announces. When the future is dropped, what it had
    /// read is kept, and the next call goes on from there.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TooLarge`] once `limit` is passed, otherwise as for [`chunk`](Self::chunk). What had arrived is
    /// in [`TransportError::partial`].
    pub async fn read_to_end(&mut self, limit: usize) -> Result<Bytes, TransportError> {
        loop {
            let pulled = self.pull().await;
            if let Some(result) = self.core.gather(pulled, limit) {
                return result;
            }
        }
    }

    async fn pull(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let pulled = match &mut self.core.state {
                State::Open(Source::Given(source)) => source.chunk().await,
                #[cfg(any(feature = "hyper", feature = "reqwest"))]
                State::Open(Source::Polled(source)) => {
                    source.resume();
                    std::future::poll_fn(|context| source.poll_chunk(context)).await
                }
                State::Ended => return Ok(None),
                State::Failed(error) => return Err(error.clone()),
            };
            if let Some(result) = self.core.note(pulled) {
                return result;
            }
        }
    }
}

impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self { core: Core::from(bytes) }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.describe("ResponseBody", f)
    }
}

/// Where the pieces of a [`ResponseBody`] come from.
#[async_trait]
pub trait BodySource: Send {
    /// The next piece, or `None` at the end of a complete body. Not called again after `None` or an error.
    ///
    /// It must not lose a piece when the future is dropped before it is done.
    ///
    /// # Errors
    ///
    /// The reason why no further piece can be had. Report a body that is shorter than announced as
    /// [`ErrorKind::Truncated`], never as `None`.
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError>;
}

/// A source that is polled in place, so that a piece costs no future of its own.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) trait PolledSource: Send {
    /// Who sends it.
    fn host(&self) -> &Authority;

    /// Somebody begins to wait for a piece, perhaps after giving up a wait.
    fn resume(&mut self);

    /// As [`BodySource::chunk`].
    fn poll_chunk(
        &mut self,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<Option<Bytes>, TransportError>>;
}

/// The body of a [`BlockingResponse`](crate::BlockingResponse); like [`ResponseBody`], but the calling thread waits.
pub struct BlockingBody {
    core: Core<Box<dyn BlockingBodySource>>,
}

impl BlockingBody {
    /// A body that pulls its pieces from `source`; this is how a transport makes one.
    pub fn from_source(source: impl BlockingBodySource + 'static) -> Self {
        Self { core: Core::new(Box::new(source)) }
    }

    /// Names the host that sends this body, for errors that arise while reading it.
    pub fn with_host(mut self, host: impl Into<Box<str>>) -> Self {
        self.core.host = Some(Host::Named(host.into()));
        self
    }

    /// A body without content.
    pub fn empty() -> Self {
        Self { core: Core::ended() }
    }

    /// The next piece, or `None` at the end of a complete body; see [`ResponseBody::chunk`].
    ///
    /// # Errors
    ///
    /// As for [`ResponseBody::chunk`].
    pub fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self.core.kept() {
            Some(kept) => Ok(Some(kept)),
            None => self.pull(),
        }
    }

    /// The rest of the body in one piece, if it is at most `limit` bytes long; see [`ResponseBody::read_to_end`].
    ///
    /// # Errors
    ///
    /// As for [`ResponseBody::read_to_end`].
    pub fn read_to_end(&mut self, limit: usize) -> Result<Bytes, TransportError> {
        loop {
            let pulled = self.pull();
            if let Some(result) = self.core.gather(pulled, limit) {
                return result;
            }
        }
    }

    fn pull(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let pulled = match &mut self.core.state {
                State::Open(source) => source.chunk(),
                State::Ended => return Ok(None),
                State::Failed(error) => return Err(error.clone()),
            };
            if let Some(result) = self.core.note(pulled) {
                return result;
            }
        }
    }
}

impl From<Bytes> for BlockingBody {
    fn from(bytes: Bytes) -> Self {
        Self { core: Core::from(bytes) }
    }
}

impl fmt::Debug for BlockingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.describe("BlockingBody", f)
    }
}

/// Where the pieces of a [`BlockingBody`] come from.
pub trait BlockingBodySource: Send {
    /// The next piece, or `None` at the end of a complete body. Not called again after `None` or an error.
    ///
    /// # Errors
    ///
    /// As for [`BodySource::chunk`].
    fn chunk(&mut self) -> Result<Option<Bytes>, TransportError>;
}

/// What async and blocking bodies share: everything except the waiting.
struct Core<S> {
    state: State<S>,
    /// What a `read_to_end` gathered; outlives its future, so that a dropped future loses nothing.
    gathered: Gathered,
    /// For errors that arise here and not in the source.
    host: Option<Host>,
}

/// Whom an error names.
enum Host {
    Named(Box<str>),
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    Of(Authority),
}

/// What was read so far. Most bodies are one piece, which needs no copy.
enum Gathered {
    One(Bytes),
    Many(BytesMut),
}

impl Gathered {
    fn len(&self) -> usize {
        match self {
            Self::One(piece) => piece.len(),
            Self::Many(pieces) => pieces.len(),
        }
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn add(&mut self, piece: Bytes) {
        match self {
            Self::One(first) if first.is_empty() => *first = piece,
            Self::One(first) => {
                let mut pieces = BytesMut::from(std::mem::take(first));
                pieces.extend_from_slice(&piece);
                *self = Self::Many(pieces);
            }
            Self::Many(pieces) => pieces.extend_from_slice(&piece),
        }
    }

    fn truncate(&mut self, length: usize) {
        match self {
            Self::One(piece) => piece.truncate(length),
            Self::Many(pieces) => pieces.truncate(length),
        }
    }

    fn take(&mut self) -> Bytes {
        match std::mem::take(self) {
            Self::One(piece) => piece,
            Self::Many(pieces) => pieces.freeze(),
        }
    }
}

impl Default for Gathered {
    fn default() -> Self {
        Self::One(Bytes::new())
    }
}

impl<S> Core<S> {
    fn new(source: S) -> Self {
        Self { state: State::Open(source), gathered: Gathered::default(), host: None }
    }

    fn ended() -> Self {
        Self { state: State::Ended, gathered: Gathered::default(), host: None }
    }

    /// What an abandoned `read_to_end` left behind; it comes before everything still to be read.
    fn kept(&mut self) -> Option<Bytes> {
        (!self.gathered.is_empty()).then(|| self.gathered.take())
    }

    /// Remembers how the source ended; `None` asks for another pull, because an empty piece says nothing.
    fn note(
        &mut self,
        pulled: Result<Option<Bytes>, TransportError>,
    ) -> Option<Result<Option<Bytes>, TransportError>> {
        match &pulled {
            Ok(Some(piece)) if piece.is_empty() => return None,
            Ok(Some(_)) => {}
            Ok(None) => self.state = State::Ended,
            Err(error) => self.state = State::Failed(error.clone()),
        }
        Some(pulled)
    }

    /// Adds one pulled piece to the gathered ones; `Some` ends the reading.
    fn gather(
        &mut self,
        pulled: Result<Option<Bytes>, TransportError>,
        limit: usize,
    ) -> Option<Result<Bytes, TransportError>> {
        match pulled {
            Ok(Some(piece)) => {
                let room = limit.saturating_sub(self.gathered.len());
                if piece.len() > room {
                    self.gathered.add(piece.slice(..room));
                    return Some(Err(self.too_large(limit)));
                }
                self.gathered.add(piece);
                None
            }
            // A body that was in memory from the start, or gathered by an abandoned call with a larger limit.
            Ok(None) if self.gathered.len() > limit => {
                self.gathered.truncate(limit);
                Some(Err(self.too_large(limit)))
            }
            Ok(None) => Some(Ok(self.gathered.take())),
            Err(error) => Some(Err(self.fail(error))),
        }
    }

    fn too_large(&mut self, limit: usize) -> TransportError {
        let message = format!("the response body is longer than {limit} bytes");
        let error = TransportError::answered(ErrorKind::TooLarge, message);
        let error = match self.host.take() {
            Some(Host::Named(host)) => error.with_host(host),
            #[cfg(any(feature = "hyper", feature = "reqwest"))]
            Some(Host::Of(authority)) => error.with_host(crate::error::host_name(&authority)),
            None => error,
        };
        self.fail(error)
    }

    fn fail(&mut self, error: TransportError) -> TransportError {
        let error = match (error.partial(), self.gathered.is_empty()) {
            (Some(_), true) => error,
            _ => error.with_partial(self.gathered.take()),
        };
        self.state = State::Failed(error.clone());
        error
    }

    fn describe(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.state {
            State::Open(_) => "open",
            State::Ended if self.gathered.is_empty() => "ended",
            State::Ended => "in memory",
            State::Failed(_) => "failed",
        };
        write!(f, "{name}({state})")
    }
}

impl<S> From<Bytes> for Core<S> {
    fn from(bytes: Bytes) -> Self {
        Self { state: State::Ended, gathered: Gathered::One(bytes), host: None }
    }
}

enum State<S> {
    Open(S),
    Ended,
    Failed(TransportError),
}
