//! One face for all backends, async and blocking, and a check of every error on the way out.

use std::error::Error;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use toapis_transport::{
    BlockingResponse, BlockingTransport, Bytes, Delivery, ErrorKind, Request, RequestBody, Resolver,
    Response, SystemResolver, Timeouts, Transport, TransportError, http,
};
use tokio::runtime::Runtime;

/// A value that must appear in no error; every request of the suite carries it in a header and in its query.
pub const CANARY: &str = "canary-7d41";

/// A backend under test: how to make a transport of it.
#[derive(Clone, Copy)]
pub struct Backend {
    pub make: fn(Settings) -> Client,
}

impl Backend {
    pub fn client(self) -> Client {
        (self.make)(Settings::default())
    }

    pub fn client_with(self, settings: Settings) -> Client {
        (self.make)(settings)
    }
}

pub struct Settings {
    pub connect_timeout: Duration,
    pub roots: Vec<Vec<u8>>,
    pub resolver: Arc<dyn Resolver>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            roots: Vec::new(),
            resolver: Arc::new(SystemResolver),
        }
    }
}

/// A transport with what it needs to run. Dropping it closes its connections.
pub enum Client {
    Async(Runtime, Arc<dyn Transport>),
    Blocking(Arc<dyn BlockingTransport>),
}

/// A response whose body has been read as far as it went.
#[derive(Debug)]
pub struct Answer {
    pub head: http::response::Parts,
    pub body: Result<Bytes, TransportError>,
}

impl Answer {
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    #[track_caller]
    pub fn body(self) -> Bytes {
        self.body.unwrap()
    }

    #[track_caller]
    pub fn body_error(self) -> TransportError {
        let error = self.body.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Answered, "{error:?}");
        error
    }
}

impl Client {
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub fn asynchronous(transport: impl Transport) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        Self::Async(runtime, Arc::new(transport))
    }

    #[cfg(feature = "ureq")]
    pub fn blocking(transport: impl BlockingTransport) -> Self {
        Self::Blocking(Arc::new(transport))
    }

    pub fn send(&self, request: Request) -> Result<Answer, TransportError> {
        self.send_limited(request, 1 << 20)
    }

    pub fn send_limited(&self, request: Request, limit: usize) -> Result<Answer, TransportError> {
        let answer = match self {
            Self::Async(runtime, transport) => runtime.block_on(exchange(&**transport, request, limit)),
            Self::Blocking(transport) => exchange_blocking(&**transport, request, limit),
        };
        if let Some(error) = answer.as_ref().map_or_else(Some, |answer| answer.body.as_ref().err()) {
            assert_harmless(error);
        }
        answer
    }

    /// Reads one piece of the body and drops the rest.
    pub fn send_and_abandon(&self, request: Request) {
        match self {
            Self::Async(runtime, transport) => runtime.block_on(async {
                let mut response: Response = transport.send(request).await.unwrap();
                response.body_mut().chunk().await.unwrap().unwrap();
            }),
            Self::Blocking(transport) => {
                let mut response: BlockingResponse = transport.send(request).unwrap();
                response.body_mut().chunk().unwrap().unwrap();
            }
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
pub fn assert_harmless(error: &TransportError) {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(source) = next {
        shown.extend([source.to_string(), format!("{source:?}")]);
        next = source.source();
    }
    assert!(!shown.contains(CANARY), "{shown}");
    assert!(error.host().is_some(), "{shown}");
}

#[track_caller]
pub fn assert_failed(
    result: Result<Answer, TransportError>,
    kind: ErrorKind,
    delivery: Delivery,
) -> TransportError {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (kind, delivery), "{error:?}");
    error
}

pub fn post(port: u16, path: &str) -> Request {
    request("POST", &format!("http://127.0.0.1:{port}{path}"), r#"{"prompt":"a lighthouse"}"#)
}

pub fn get(port: u16, path: &str) -> Request {
    request("GET", &format!("http://127.0.0.1:{port}{path}"), "")
}

pub fn request(method: &str, uri: &str, body: &'static str) -> Request {
    let mut key = http::HeaderValue::try_from(format!("Bearer {CANARY}")).unwrap();
    key.set_sensitive(true);
    http::Request::builder()
        .method(method)
        .uri(format!("{uri}?signature={CANARY}"))
        .header("authorization", key)
        .body(RequestBody::from(body))
        .unwrap()
}

pub fn limited(mut request: Request, head: u64, idle: u64) -> Request {
    let timeouts = Timeouts { head: Duration::from_millis(head), idle: Duration::from_millis(idle) };
    request.extensions_mut().insert(timeouts);
    request
}

/// Knows one address for every name.
#[derive(Debug)]
pub struct Pinned(pub IpAddr);

impl Resolver for Pinned {
    fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        Ok(vec![self.0])
    }
}

/// Knows this machine under every name, after 400 ms.
#[derive(Debug)]
pub struct Thoughtful;

impl Resolver for Thoughtful {
    fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        std::thread::sleep(Duration::from_millis(400));
        Ok(vec![Ipv4Addr::LOCALHOST.into()])
    }
}

/// Knows no name.
#[derive(Debug)]
pub struct NoNames;

impl Resolver for NoNames {
    fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        Err(io::Error::new(io::ErrorKind::NotFound, "no such name"))
    }
}

/// Takes longer than any limit in the tests, and then fails.
#[derive(Debug)]
pub struct SlowNames;

impl Resolver for SlowNames {
    fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        std::thread::sleep(Duration::from_millis(700));
        Err(io::Error::new(io::ErrorKind::NotFound, "no such name"))
    }
}
