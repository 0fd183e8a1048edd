//! What the backends on top of hyper share: the head deadline, and reading error chains.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use crate::exchange::Exchange;
use crate::handover::{Handover, Withdrawal};
use crate::pools::{AddressRefused, REFUSED_ADDRESS};
use crate::resolver::DnsFailure;
use crate::upload::{Limits, Next};
use crate::{ErrorKind, TransportError};

/// Waits for a response head within the limits; `fail` judges what the library reports.
///
/// The exchange is pinned by the caller, so that it is not held twice.
pub(crate) async fn head<T, E>(
    exchange: &Exchange,
    handover: &Handover,
    mut sending: Pin<&mut impl Future<Output = Result<T, E>>>,
    fail: impl FnOnce(E) -> TransportError,
) -> Result<T, TransportError> {
    let mut limits = Limits::new(&exchange.timeouts, handover.length());
    let mut wait = limits.first();
    loop {
        if let Ok(result) = tokio::time::timeout(wait, sending.as_mut()).await {
            return result.map_err(|error| fail(error).with_host(exchange.host()));
        }
        let (now, moved) = handover.progress();
        match limits.next(now, &moved) {
            Next::Wait(longer) => wait = longer,
            end => match given_up(end, handover, exchange.timeouts.head) {
                Some(error) => return Err(error.with_host(exchange.host())),
                None => wait = Duration::ZERO,
            },
        }
    }
}

/// The failure where there is no runtime, which the callers of [`head`] look for.
pub(crate) fn no_runtime() -> TransportError {
    TransportError::not_sent(ErrorKind::Other, "this transport needs a tokio runtime, and there is none here")
}

/// `None` when the last piece of the body was taken at this very moment, so that the wait for the head begins.
fn given_up(end: Next, handover: &Handover, head: Duration) -> Option<TransportError> {
    let (kind, message) = match (end, handover.withdraw()) {
        (Next::Stalled(_), Withdrawal::Complete) => return None,
        (_, Withdrawal::Complete) => {
            let message = format!("no complete response head within {head:?}");
            return Some(TransportError::unknown(ErrorKind::HeadTimeout, message));
        }
        (Next::Stalled(stalled), _) => (stalled.kind(), stalled.of_request()),
        (_, Withdrawal::Untouched) => {
            (ErrorKind::ConnectTimeout, format!("no connection could take the request within {head:?}"))
        }
        (_, Withdrawal::Incomplete) => {
            (ErrorKind::HeadTimeout, format!("only a part of the request could be sent within {head:?}"))
        }
    };
    Some(TransportError::not_sent(kind, message))
}

/// A failure while connecting, which is proof that nothing was sent.
pub(crate) fn connect_error(error: impl Into<BoxError>, https: bool) -> TransportError {
    let error = error.into();
    let (kind, message) = if find::<AddressRefused>(&*error).is_some() {
        (ErrorKind::Address, REFUSED_ADDRESS)
    } else if find::<DnsFailure>(&*error).is_some() {
        (ErrorKind::Dns, "the host name could not be resolved")
    } else if find::<ConnectTimedOut>(&*error).is_some() || has_io(&*error, &[io::ErrorKind::TimedOut]) {
        (ErrorKind::ConnectTimeout, "no connection could be made in time")
    } else if find::<rustls::Error>(&*error).is_some() || (https && has_io(&*error, BROKEN)) {
        (ErrorKind::Tls, "the TLS handshake failed")
    } else {
        (ErrorKind::Connect, "no connection could be made")
    };
    TransportError::not_sent(kind, message).with_source(error)
}

/// A connection ended before anything was done with the request.
#[cfg(feature = "hyper")]
pub(crate) fn unsent_error(error: hyper::Error) -> TransportError {
    TransportError::not_sent(CLOSED.0, "the connection ended before the request was written")
        .with_source(error)
}

/// A failure on a connection, before the response head was complete.
pub(crate) fn head_error(error: impl Error + Send + Sync + 'static, handover: &Handover) -> TransportError {
    let stream = stream_error(&error);
    let (kind, message) = match find::<hyper::Error>(&error) {
        _ if stream == Some(Stream::Refused) => {
            let message = "the server refused the request before it did anything with it";
            return TransportError::not_sent(ErrorKind::Refused, message).with_source(error);
        }
        _ if stream == Some(Stream::Reset) => CLOSED,
        _ if stream == Some(Stream::Invalid) => (ErrorKind::Protocol, "the answer is not valid HTTP"),
        Some(hyper) if hyper.is_parse() => (ErrorKind::Protocol, "the answer is not valid HTTP"),
        Some(hyper) if hyper.is_incomplete_message() || hyper.is_closed() || hyper.is_canceled() => CLOSED,
        _ if has_io(&error, BROKEN) => CLOSED,
        _ => (ErrorKind::Other, "the exchange failed"),
    };
    // A server that got a part of a body may have refused it for that reason, so a part is no proof here.
    let failure = match handover.withdraw() {
        Withdrawal::Untouched => TransportError::not_sent(kind, message),
        Withdrawal::Incomplete | Withdrawal::Complete => TransportError::unknown(kind, message),
    };
    failure.with_source(error)
}

/// A failure while reading a body.
pub(crate) fn body_error(error: impl Error + Send + Sync + 'static) -> TransportError {
    let hyper = find::<hyper::Error>(&error);
    let stream = stream_error(&error);
    let (kind, message) = if hyper.is_some_and(hyper::Error::is_parse)
        || stream == Some(Stream::Invalid)
        || has_io(&error, &[io::ErrorKind::InvalidData, io::ErrorKind::InvalidInput])
    {
        (ErrorKind::Protocol, "the response body is not valid HTTP")
    } else if hyper.is_some_and(hyper::Error::is_incomplete_message)
        || stream.is_some()
        || has_io(&error, BROKEN)
    {
        (ErrorKind::Truncated, "the response body was cut short")
    } else {
        (ErrorKind::Other, "the response body could not be read")
    };
    TransportError::answered(kind, message).with_source(error)
}

/// How a stream of HTTP/2 ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stream {
    /// The server did not process it: by `REFUSED_STREAM`, or by a GOAWAY that does not count it.
    Refused,
    /// The server reset it.
    Reset,
    /// What the server sent breaks the protocol.
    Invalid,
}

/// h2 reports a GOAWAY of the server for a stream only when the stream is beyond the last one that the server
/// counts, or was never opened; a stream that the server counts ends with an error of its own.
#[cfg(feature = "http2")]
fn stream_error(error: &(dyn Error + 'static)) -> Option<Stream> {
    let error = find::<h2::Error>(error)?;
    let refused = error.is_go_away() || error.reason() == Some(h2::Reason::REFUSED_STREAM);
    match error.is_remote() {
        true if refused => Some(Stream::Refused),
        true => Some(Stream::Reset),
        false if error.is_library() => Some(Stream::Invalid),
        false => None,
    }
}

#[cfg(not(feature = "http2"))]
fn stream_error(_: &(dyn Error + 'static)) -> Option<Stream> {
    None
}

/// An error of whatever type.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// The connect limit of a backend has passed.
#[derive(Debug)]
pub(crate) struct ConnectTimedOut(pub(crate) Duration);

impl fmt::Display for ConnectTimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no connection within {:?}", self.0)
    }
}

impl Error for ConnectTimedOut {}

/// The first error of a type in a chain.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    chain(error).find_map(|error| error.downcast_ref())
}

fn has_io(error: &(dyn Error + 'static), kinds: &[io::ErrorKind]) -> bool {
    chain(error).filter_map(|error| error.downcast_ref::<io::Error>()).any(|io| kinds.contains(&io.kind()))
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| inner(*error))
}

/// Some errors hide the error that they wrap from `source`; they are opened too.
fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    if let Some(wrapped) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        return Some(wrapped);
    }
    #[cfg(feature = "http2")]
    if let Some(io) = error.downcast_ref::<h2::Error>().and_then(h2::Error::get_io) {
        return Some(io);
    }
    error.source()
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
