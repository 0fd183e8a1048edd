//! The faults, and what each does to an exchange.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use crate::{
    BlockingBody, BlockingBodySource, BlockingResponse, BodySource, ErrorKind, Request, Response,
    ResponseBody, TransportError,
};

/// Something that goes wrong, how often, and with which requests.
///
/// It strikes every request, until [`chance`](Self::chance), [`on`](Self::on) or [`at_most`](Self::at_most) says otherwise.
#[derive(Clone)]
pub struct Fault {
    kind: Kind,
    chance: f64,
    on: Option<On>,
    at_most: usize,
}

type On = Arc<dyn Fn(&Request) -> bool + Send + Sync>;

impl Fault {
    /// The request is not sent: the transport behind never sees it. `kind` says why.
    pub fn not_sent(kind: ErrorKind) -> Self {
        Self::new(Kind::NotSent(kind))
    }

    /// The request is sent and answered, and the connection breaks before the answer arrives: `Closed`, unknown.
    pub fn lost_answer() -> Self {
        Self::new(Kind::Lost(ErrorKind::Closed))
    }

    /// The request is sent, and its answer does not arrive in time: `HeadTimeout`, unknown. No time passes.
    pub fn timed_out() -> Self {
        Self::new(Kind::Lost(ErrorKind::HeadTimeout))
    }

    /// The request is sent, and the body of its answer breaks off somewhere: `Truncated`, answered. An empty body
    /// breaks, too.
    pub fn cut_body() -> Self {
        Self::new(Kind::Cut(None))
    }

    /// As [`cut_body`](Self::cut_body), after exactly so many bytes; a shorter body breaks at its end.
    pub fn cut_body_after(bytes: usize) -> Self {
        Self::new(Kind::Cut(Some(bytes)))
    }

    /// The request is sent, and some bytes of the body of its answer change; the exchange itself succeeds.
    pub fn garbled_body() -> Self {
        Self::new(Kind::Garbled)
    }

    /// The request is sent, and this comes in place of its answer, as from an edge that lost patience (524, say).
    pub fn answer(status: u16, body: impl Into<Bytes>) -> Self {
        Self::new(Kind::Answer { status, body: body.into(), sent: true })
    }

    /// The request is not sent, and this is the answer, as from an edge that refuses it (429, say).
    pub fn answer_instead(status: u16, body: impl Into<Bytes>) -> Self {
        Self::new(Kind::Answer { status, body: body.into(), sent: false })
    }

    fn new(kind: Kind) -> Self {
        Self { kind, chance: 1.0, on: None, at_most: usize::MAX }
    }

    /// How often it strikes, from 0 (never) to 1 (always, the default). Numbers beyond are taken as the nearer end, and
    /// `NaN` as 0.
    pub fn chance(mut self, chance: f64) -> Self {
        self.chance = if chance.is_nan() { 0.0 } else { chance };
        self
    }

    /// Strikes only requests for which this is true. It must not use the transport.
    pub fn on(mut self, applies: impl Fn(&Request) -> bool + Send + Sync + 'static) -> Self {
        self.on = Some(Arc::new(applies));
        self
    }

    /// Strikes so many times at most.
    pub fn at_most(mut self, times: usize) -> Self {
        self.at_most = times;
        self
    }

    pub(super) fn strikes(&self, request: &Request, used: usize, die: f64) -> bool {
        used < self.at_most && die < self.chance && self.on.as_ref().is_none_or(|applies| applies(request))
    }

    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            Kind::NotSent(_) => "not-sent",
            Kind::Lost(ErrorKind::HeadTimeout) => "timed-out",
            Kind::Lost(_) => "lost-answer",
            Kind::Cut(_) => "cut-body",
            Kind::Garbled => "garbled-body",
            Kind::Answer { sent: true, .. } => "answer",
            Kind::Answer { sent: false, .. } => "answer-instead",
        }
    }

    pub(super) fn shot(&self, luck: u64) -> Shot {
        Shot { kind: self.kind.clone(), luck, host: None }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fault")
            .field("name", &self.name())
            .field("chance", &self.chance)
            .field("at_most", &self.at_most)
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
enum Kind {
    NotSent(ErrorKind),
    Lost(ErrorKind),
    Cut(Option<usize>),
    Garbled,
    Answer { status: u16, body: Bytes, sent: bool },
}

/// A fault that strikes one request, with the luck of that moment.
pub(super) struct Shot {
    kind: Kind,
    luck: u64,
    host: Option<Box<str>>,
}

/// What happens before anything is sent.
pub(super) enum Plan {
    /// Nothing is sent.
    Keep(Result<http::Response<Bytes>, TransportError>),
    /// The request is sent, and the fault strikes its answer.
    Send(Shot),
}

impl Shot {
    pub(super) fn of_host(mut self, host: Box<str>) -> Self {
        self.host = Some(host);
        self
    }

    pub(super) fn before(self) -> Plan {
        match self.kind {
            Kind::NotSent(kind) => Plan::Keep(Err(
                self.error(TransportError::not_sent(kind, "a fault was injected before sending"))
            )),
            Kind::Answer { status, ref body, sent: false } => Plan::Keep(self.instead(status, body)),
            _ => Plan::Send(self),
        }
    }

    pub(super) fn after(self, response: Response) -> Result<Response, TransportError> {
        match &self.kind {
            Kind::Lost(kind) => Err(self.lost(*kind)),
            Kind::Answer { status, body, .. } => {
                self.instead(*status, body).map(|answer| answer.map(Into::into))
            }
            Kind::Cut(_) | Kind::Garbled => {
                let host = self.host.clone();
                let broken = |body| ResponseBody::from_source(Broken::new(body, self));
                Ok(response.map(|body| named(broken(body), host, ResponseBody::with_host)))
            }
            Kind::NotSent(_) => Ok(response),
        }
    }

    pub(super) fn after_blocking(
        self,
        response: BlockingResponse,
    ) -> Result<BlockingResponse, TransportError> {
        match &self.kind {
            Kind::Lost(kind) => Err(self.lost(*kind)),
            Kind::Answer { status, body, .. } => {
                self.instead(*status, body).map(|answer| answer.map(Into::into))
            }
            Kind::Cut(_) | Kind::Garbled => {
                let host = self.host.clone();
                let broken = |body| BlockingBody::from_source(Broken::new(body, self));
                Ok(response.map(|body| named(broken(body), host, BlockingBody::with_host)))
            }
            Kind::NotSent(_) => Ok(response),
        }
    }

    fn lost(&self, kind: ErrorKind) -> TransportError {
        self.error(TransportError::unknown(kind, "a fault was injected after sending"))
    }

    fn instead(&self, status: u16, body: &Bytes) -> Result<http::Response<Bytes>, TransportError> {
        http::Response::builder().status(status).body(body.clone()).map_err(|_| {
            let message = format!("the fault is wrong: {status} is not a status");
            self.error(TransportError::not_sent(ErrorKind::Unplanned, message))
        })
    }

    fn error(&self, error: TransportError) -> TransportError {
        match &self.host {
            Some(host) => error.with_host(host.clone()),
            None => error,
        }
    }
}

fn named<B>(body: B, host: Option<Box<str>>, with: impl FnOnce(B, Box<str>) -> B) -> B {
    match host {
        Some(host) => with(body, host),
        None => body,
    }
}

/// A body that breaks, or whose bytes change. It is read to its end first, so that the place can be anywhere in it.
struct Broken<B> {
    body: B,
    shot: Shot,
    gathered: Vec<u8>,
    given: bool,
}

impl<B> Broken<B> {
    fn new(body: B, shot: Shot) -> Self {
        Self { body, shot, gathered: Vec::new(), given: false }
    }

    /// Takes one piece in; `Some` is what the reader gets.
    fn take(
        &mut self,
        pulled: Result<Option<Bytes>, TransportError>,
    ) -> Option<Result<Option<Bytes>, TransportError>> {
        match pulled {
            Ok(Some(piece)) => {
                self.gathered.extend_from_slice(&piece);
                None
            }
            Ok(None) => Some(self.end()),
            Err(error) if self.gathered.is_empty() || self.given => Some(Err(error)),
            // What had come is given out first; the body says the same error again.
            Err(_) => {
                self.given = true;
                Some(Ok(Some(std::mem::take(&mut self.gathered).into())))
            }
        }
    }

    fn end(&mut self) -> Result<Option<Bytes>, TransportError> {
        let whole = std::mem::take(&mut self.gathered);
        match (&self.shot.kind, self.given) {
            (Kind::Cut(at), false) => {
                self.given = true;
                let at = at.unwrap_or_else(|| below(self.shot.luck, whole.len())).min(whole.len());
                if at > 0 { Ok(Some(Bytes::from(whole).slice(..at))) } else { Err(self.cut()) }
            }
            (Kind::Cut(_), true) => Err(self.cut()),
            (_, false) if !whole.is_empty() => {
                self.given = true;
                Ok(Some(garbled(whole, self.shot.luck).into()))
            }
            _ => Ok(None),
        }
    }

    fn cut(&self) -> TransportError {
        let message = "a fault was injected into the body";
        self.shot.error(TransportError::answered(ErrorKind::Truncated, message))
    }
}

#[async_trait]
impl BodySource for Broken<ResponseBody> {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let pulled = self.body.chunk().await;
            if let Some(result) = self.take(pulled) {
                return result;
            }
        }
    }
}

impl BlockingBodySource for Broken<BlockingBody> {
    fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let pulled = self.body.chunk();
            if let Some(result) = self.take(pulled) {
                return result;
            }
        }
    }
}

/// Changes one to four bytes.
fn garbled(mut body: Vec<u8>, luck: u64) -> Vec<u8> {
    let mut rng = fastrand::Rng::with_seed(luck);
    for _ in 0..rng.usize(1..=4) {
        let at = rng.usize(..body.len());
        // Never the same byte as before.
        body[at] ^= rng.u8(1..);
    }
    body
}

fn below(luck: u64, limit: usize) -> usize {
    fastrand::Rng::with_seed(luck).usize(..limit.max(1))
}
