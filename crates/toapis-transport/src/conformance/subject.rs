//! One face for all transports under test, async and blocking, and a check of every error on the way out.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt::Write as _;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;

use super::Mismatch;
use super::server::Server;
use crate::{
    AddressPolicy, BlockingTransport, Bytes, Delivery, ErrorKind, Pace, Request, RequestBody, Resolver,
    Timeouts, Transport, TransportError,
};

/// A value that must appear in no error; every request of the suite carries it in a header and in its query.
pub(super) const CANARY: &str = "canary-7d41";

/// A transport with what it needs to run. Dropping it closes its connections.
pub(super) enum Subject {
    Async(Handle, Arc<dyn Transport>),
    Blocking(Arc<dyn BlockingTransport>),
}

/// A response whose body has been read as far as it went.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) head: http::response::Parts,
    pub(super) body: Result<Bytes, TransportError>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body must be complete.
    pub(super) fn body(self) -> Result<Bytes, Mismatch> {
        self.body.map_err(|error| Mismatch::new("a complete body", shown(&error)))
    }

    /// The body must be broken, in this way.
    pub(super) fn broken(self, kind: ErrorKind) -> Result<TransportError, Mismatch> {
        match self.body {
            Err(error) if (error.kind(), error.delivery()) == (kind, Delivery::Answered) => Ok(error),
            Err(error) => Err(Mismatch::new(format!("a body that breaks with {kind:?}"), shown(&error))),
            Ok(body) => Err(Mismatch::new(
                format!("a body that breaks with {kind:?}"),
                format!("a complete body of {} bytes", body.len()),
            )),
        }
    }
}

impl Subject {
    pub(super) fn send(&self, request: Request) -> Result<Result<Answer, TransportError>, Mismatch> {
        self.send_limited(request, 1 << 20)
    }

    /// The answer must have a head.
    pub(super) fn answered(&self, request: Request) -> Result<Answer, Mismatch> {
        self.send(request)?.map_err(|error| Mismatch::new("an answer", shown(&error)))
    }

    /// The answer must have this status.
    pub(super) fn status(&self, request: Request, status: u16) -> Result<Answer, Mismatch> {
        let answer = self.answered(request)?;
        super::equal("the status", &answer.head.status.as_u16(), &status)?;
        Ok(answer)
    }

    /// There must be no answer, for this reason.
    pub(super) fn fails(
        &self,
        request: Request,
        kind: ErrorKind,
        delivery: Delivery,
    ) -> Result<TransportError, Mismatch> {
        let expected = format!("a failure of kind {kind:?}, delivery {delivery:?}");
        match self.send(request)? {
            Err(error) if (error.kind(), error.delivery()) == (kind, delivery) => Ok(error),
            Err(error) => Err(Mismatch::new(expected, shown(&error))),
            Ok(answer) => {
                Err(Mismatch::new(expected, format!("an answer with status {}", answer.head.status)))
            }
        }
    }

    pub(super) fn send_limited(
        &self,
        request: Request,
        limit: usize,
    ) -> Result<Result<Answer, TransportError>, Mismatch> {
        let answer = match self {
            Self::Async(runtime, transport) => runtime.block_on(exchange(&**transport, request, limit)),
            Self::Blocking(transport) => exchange_blocking(&**transport, request, limit),
        };
        if let Some(error) = answer.as_ref().map_or_else(Some, |answer| answer.body.as_ref().err()) {
            harmless(error)?;
        }
        Ok(answer)
    }

    /// Reads one piece of the body and drops the rest.
    pub(super) fn abandon(&self, request: Request) -> Result<(), Mismatch> {
        let piece = match self {
            Self::Async(runtime, transport) => {
                runtime.block_on(async { transport.send(request).await?.body_mut().chunk().await })
            }
            Self::Blocking(transport) => {
                transport.send(request).and_then(|mut response| response.body_mut().chunk())
            }
        };
        match piece {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(Mismatch::new("a piece of the body", "an empty body")),
            Err(error) => Err(Mismatch::new("a piece of the body", shown(&error))),
        }
    }
}

async fn exchange(
    transport: &dyn Transport,
    request: Request,
    limit: usize,
) -> Result<Answer, TransportError> {
    let (head, mut body) = transport.send(request).await?.into_parts();
    Ok(Answer { head, body: body.read_to_end(limit).await })
}

fn exchange_blocking(
    transport: &dyn BlockingTransport,
    request: Request,
    limit: usize,
) -> Result<Answer, TransportError> {
    let (head, mut body) = transport.send(request)?.into_parts();
    Ok(Answer { head, body: body.read_to_end(limit) })
}

/// S01: neither the error nor anything behind it shows a header value, a query or a body.
fn harmless(error: &TransportError) -> Result<(), Mismatch> {
    if shown(error).contains(CANARY) {
        return Err(Mismatch::new("an error without secrets (S01)", shown(error)));
    }
    if error.host().is_none() {
        return Err(Mismatch::new("an error that names the host", shown(error)));
    }
    Ok(())
}

/// The error with everything behind it.
pub(super) fn shown(error: &TransportError) -> String {
    let mut shown = format!("{error} ({error:?})");
    let mut next = error.source();
    while let Some(source) = next {
        let _ = write!(shown, ", because: {source} ({source:?})");
        next = source.source();
    }
    shown
}

pub(super) fn post(server: &Server, path: &str) -> Request {
    request("POST", &server.uri(path), r#"{"prompt":"a lighthouse"}"#)
}

pub(super) fn get(server: &Server, path: &str) -> Request {
    request("GET", &server.uri(path), "")
}

/// The URIs of the suite are valid; one that is not would be refused by every transport, and so be noticed.
pub(super) fn request(method: &str, uri: &str, body: impl Into<RequestBody>) -> Request {
    let mut request = Request::new(body.into());
    if let Ok(method) = method.parse() {
        *request.method_mut() = method;
    }
    if let Ok(uri) = format!("{uri}?signature={CANARY}").parse() {
        *request.uri_mut() = uri;
    }
    if let Ok(mut key) = http::HeaderValue::try_from(format!("Bearer {CANARY}")) {
        key.set_sensitive(true);
        request.headers_mut().insert(http::header::AUTHORIZATION, key);
    }
    request
}

/// With limits in milliseconds.
pub(super) fn limited(mut request: Request, head: u64, idle: u64) -> Request {
    let limits = Timeouts {
        head: Duration::from_millis(head),
        idle: Duration::from_millis(idle),
        ..Timeouts::default()
    };
    request.extensions_mut().insert(limits);
    request
}

/// With a pace: so many bytes in so many milliseconds.
pub(super) fn paced(mut request: Request, bytes: u64, window: u64) -> Request {
    let pace = Some(Pace::new(bytes, Duration::from_millis(window)));
    request.extensions_mut().insert(Timeouts { pace, ..Timeouts::default() });
    request
}

pub(super) fn ruled(mut request: Request, policy: &AddressPolicy) -> Request {
    request.extensions_mut().insert(policy.clone());
    request
}

/// Knows these addresses for every name, each time those of the next list.
#[derive(Debug)]
pub(super) struct Changing(Mutex<VecDeque<Vec<IpAddr>>>);

impl Changing {
    pub(super) fn between(answers: impl IntoIterator<Item = Vec<IpAddr>>) -> Arc<dyn Resolver> {
        Arc::new(Self(Mutex::new(answers.into_iter().collect())))
    }
}

impl Resolver for Changing {
    fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        let next = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        next.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "asked too often"))
    }
}

/// Knows these addresses for every name, and none without any.
#[derive(Debug)]
pub(super) struct Names {
    addresses: Vec<IpAddr>,
    after: Duration,
}

impl Names {
    pub(super) fn pinned(address: impl Into<IpAddr>) -> Arc<dyn Resolver> {
        Arc::new(Self { addresses: vec![address.into()], after: Duration::ZERO })
    }

    pub(super) fn none(after: Duration) -> Arc<dyn Resolver> {
        Arc::new(Self { addresses: Vec::new(), after })
    }

    /// Knows this machine under every name, after a while.
    pub(super) fn slow(after: Duration) -> Arc<dyn Resolver> {
        Arc::new(Self { addresses: vec![Ipv4Addr::LOCALHOST.into()], after })
    }
}

impl Resolver for Names {
    fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        std::thread::sleep(self.after);
        if self.addresses.is_empty() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "no such name"));
        }
        Ok(self.addresses.clone())
    }
}
