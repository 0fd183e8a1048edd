//! What the backends on top of hyper share: the head deadline, the response body, and reading error chains.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::io;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http_body::Body;
use http_body_util::BodyExt;

use crate::exchange::Exchange;
use crate::handover::Handover;
use crate::resolver::DnsFailure;
use crate::{BodySource, ErrorKind, ResponseBody, TransportError};

/// Waits for a response head until the deadline; `fail` judges what the library reports.
pub(crate) async fn head<T, E>(
    exchange: &Exchange,
    handover: &Handover,
    sending: impl Future<Output = Result<T, E>>,
    fail: impl FnOnce(E) -> TransportError,
) -> Result<T, TransportError> {
    if tokio::runtime::Handle::try_current().is_err() {
        let message = "this transport needs a tokio runtime, and there is none here";
        return Err(TransportError::not_sent(ErrorKind::Other, message).with_host(exchange.host.clone()));
    }
    let limit = exchange.timeouts.head;
    match tokio::time::timeout(limit, sending).await {
        Ok(result) => result.map_err(|error| fail(error).with_host(exchange.host.clone())),
        Err(_) if handover.withdraw() => {
            let message = format!("no connection could take the request within {limit:?}");
            Err(TransportError::not_sent(ErrorKind::ConnectTimeout, message).with_host(exchange.host.clone()))
        }
        Err(_) => {
            let message = format!("no complete response head within {limit:?}");
            Err(TransportError::unknown(ErrorKind::HeadTimeout, message).with_host(exchange.host.clone()))
        }
    }
}

/// A failure while connecting, which is proof that nothing was sent.
pub(crate) fn connect_error(error: impl Error + Send + Sync + 'static, https: bool) -> TransportError {
    let (kind, message) = if find::<DnsFailure>(&error).is_some() {
        (ErrorKind::Dns, "the host name could not be resolved")
    } else if find::<ConnectTimedOut>(&error).is_some() || has_io(&error, &[io::ErrorKind::TimedOut]) {
        (ErrorKind::ConnectTimeout, "no connection could be made in time")
    } else if find::<rustls::Error>(&error).is_some() || (https && has_io(&error, BROKEN)) {
        (ErrorKind::Tls, "the TLS handshake failed")
    } else {
        (ErrorKind::Connect, "no connection could be made")
    };
    TransportError::not_sent(kind, message).with_source(error)
}

/// A failure on a connection, before the response head was complete.
pub(crate) fn head_error(error: impl Error + Send + Sync + 'static, handover: &Handover) -> TransportError {
    let (kind, message) = match find::<hyper::Error>(&error) {
        Some(hyper) if hyper.is_parse() => (ErrorKind::Protocol, "the answer is not valid HTTP"),
        Some(hyper) if hyper.is_incomplete_message() || hyper.is_closed() || hyper.is_canceled() => CLOSED,
        _ if has_io(&error, BROKEN) => CLOSED,
        _ => (ErrorKind::Other, "the exchange failed"),
    };
    let failure = if handover.withdraw() {
        TransportError::not_sent(kind, message)
    } else {
        TransportError::unknown(kind, message)
    };
    failure.with_source(error)
}

/// The body of an answer, with the idle limit applied to each piece.
pub(crate) fn response_body<B>(exchange: &Exchange, body: B) -> ResponseBody
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Error + Send + Sync + 'static,
{
    let host = exchange.host.clone();
    let source = IncomingBody { body, idle: exchange.timeouts.idle, host: host.clone() };
    ResponseBody::from_source(source).with_host(host)
}

struct IncomingBody<B> {
    body: B,
    idle: Duration,
    host: Box<str>,
}

#[async_trait]
impl<B> BodySource for IncomingBody<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Error + Send + Sync + 'static,
{
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let frame = match tokio::time::timeout(self.idle, self.body.frame()).await {
                Ok(None) => return Ok(None),
                Ok(Some(Ok(frame))) => frame,
                Ok(Some(Err(error))) => return Err(body_error(error).with_host(self.host.clone())),
                Err(_) => {
                    let message = format!("silence in the response body for {:?}", self.idle);
                    let error = TransportError::answered(ErrorKind::IdleTimeout, message);
                    return Err(error.with_host(self.host.clone()));
                }
            };
            // Trailers carry nothing that a caller of this crate could want.
            if let Ok(data) = frame.into_data() {
                return Ok(Some(data));
            }
        }
    }
}

fn body_error(error: impl Error + Send + Sync + 'static) -> TransportError {
    let hyper = find::<hyper::Error>(&error);
    let (kind, message) = if hyper.is_some_and(hyper::Error::is_parse)
        || has_io(&error, &[io::ErrorKind::InvalidData, io::ErrorKind::InvalidInput])
    {
        (ErrorKind::Protocol, "the response body is not valid HTTP")
    } else if hyper.is_some_and(hyper::Error::is_incomplete_message) || has_io(&error, BROKEN) {
        (ErrorKind::Truncated, "the response body was cut short")
    } else {
        (ErrorKind::Other, "the response body could not be read")
    };
    TransportError::answered(kind, message).with_source(error)
}

/// The connect limit of a backend has passed.
#[derive(Debug)]
pub(crate) struct ConnectTimedOut(pub(crate) Duration);

impl fmt::Display for ConnectTimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no connection within {:?}", self.0)
    }
}

impl Error for ConnectTimedOut {}

/// The first error of a type in a chain. `io::Error` hides the error it wraps from `source`, so it is opened too.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

fn has_io(error: &(dyn Error + 'static), kinds: &[io::ErrorKind]) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|io| kinds.contains(&io.kind())) {
            return true;
        }
        next = match io.and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}

const CLOSED: (ErrorKind, &str) =
    (ErrorKind::Closed, "the connection was closed before an answer was complete");

const BROKEN: &[io::ErrorKind] = &[
    io::ErrorKind::UnexpectedEof,
    io::ErrorKind::ConnectionReset,
    io::ErrorKind::ConnectionAborted,
    io::ErrorKind::BrokenPipe,
    io::ErrorKind::NotConnected,
];
