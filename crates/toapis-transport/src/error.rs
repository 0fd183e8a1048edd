//! What went wrong with one exchange, and whether the request can have reached the server.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Uri;
use http::uri::Authority;

/// A failed exchange: what went wrong, and whether the request can have reached the server.
///
/// The most important question is [`delivery`](Self::delivery). Only [`Delivery::NotSent`] makes it safe to send
/// a request again that has an effect (a paid create, say). [`kind`](Self::kind) says what happened, for people and
/// for statistics.
///
/// `Display` is one plain sentence that names the host. Neither `Display` nor `Debug` shows the URL, its query, a
/// header value or body bytes; the backends of this crate strip URLs from the [`source`](Error::source) as well.
/// Whoever builds an error elsewhere must keep secrets out of the message and the source.
///
/// Cloning is cheap and keeps everything.
///
/// ```
/// use toapis_transport::{Delivery, ErrorKind, TransportError};
///
/// let error = TransportError::not_sent(ErrorKind::Connect, "connection refused").with_host("api.example");
/// assert_eq!(error.delivery(), Delivery::NotSent);
/// assert_eq!(error.to_string(), "api.example: connection refused; the request was not sent");
/// ```
#[derive(Clone)]
pub struct TransportError {
    kind: ErrorKind,
    delivery: Delivery,
    message: Cow<'static, str>,
    host: Option<Box<str>>,
    partial: Option<Bytes>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl TransportError {
    /// An error with proof that the server cannot have the request; see [`Delivery::NotSent`] for what counts.
    ///
    /// `message` is a short clause for people, without secrets and without the host: `"connection refused"`.
    pub fn not_sent(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(kind, Delivery::NotSent, message.into())
    }

    /// An error after which nobody knows whether the server has the request: [`Delivery::Unknown`].
    pub fn unknown(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(kind, Delivery::Unknown, message.into())
    }

    /// An error after a response head was read: [`Delivery::Answered`].
    pub fn answered(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(kind, Delivery::Answered, message.into())
    }

    fn new(kind: ErrorKind, delivery: Delivery, message: Cow<'static, str>) -> Self {
        Self { kind, delivery, message, host: None, partial: None, source: None }
    }

    /// Keeps the error behind this one. Strip URLs from it first; error reporters print the whole chain.
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }

    /// Names the host the request was for, with the port where the URI names one: no scheme, no user-info.
    pub fn with_host(mut self, host: impl Into<Box<str>>) -> Self {
        self.host = Some(host.into());
        self
    }

    /// Keeps the part of the response body that arrived before the failure.
    pub fn with_partial(mut self, partial: impl Into<Bytes>) -> Self {
        self.partial = Some(partial.into());
        self
    }

    /// A failure to connect that happened on the way to a proxy.
    #[cfg(feature = "reqwest")]
    pub(crate) fn of_proxy(mut self) -> Self {
        self.kind = ErrorKind::Proxy;
        self.message = "the proxy could not be reached, or did not pass the request on".into();
        self
    }

    /// What went wrong, without the host and the delivery.
    #[cfg(feature = "cassette")]
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Whether the request can have reached the server.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The response body up to the failure, where reading the body failed; `None` where no body was being read.
    ///
    /// Look into it: a cut answer to a create often already holds the id of what was paid for.
    pub fn partial(&self) -> Option<&Bytes> {
        self.partial.as_ref()
    }

    /// The host the request was for, where known, with the port where the URI names one.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(host) = &self.host {
            write!(f, "{host}: ")?;
        }
        write!(f, "{}; {}", self.message, self.delivery)
    }
}

/// Written by hand: body bytes belong to the user and are shown by length only, and the source is shown by its
/// `Display`, because the `Debug` of HTTP libraries tends to hold whole URLs.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("delivery", &self.delivery)
            .field("message", &self.message)
            .field("host", &self.host)
            .field("partial_len", &self.partial.as_ref().map(Bytes::len))
            .field("source", &self.source.as_ref().map(ToString::to_string))
            .finish()
    }
}

/// By hand rather than derived: a derive would hand out the `Arc`, which then cannot be downcast to what it holds.
impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

/// Whether a request that failed can have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "cassette",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
pub enum Delivery {
    /// Proof that the server cannot have processed the request: no connection was made, none was given the whole
    /// request, or the server said by protocol that it did nothing with it. Sending it again cannot have a second
    /// effect.
    NotSent,
    /// The request, or enough of it, may have been received. Sending it again may have a second effect.
    Unknown,
    /// The server answered: a complete response head was read, and reading the body failed afterwards.
    Answered,
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "the request was not sent",
            Self::Unknown => "the request may have reached the server",
            Self::Answered => "the server has the request and began to answer",
        })
    }
}

/// What went wrong with an exchange. It says nothing about delivery: ask [`TransportError::delivery`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "cassette",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The host name could not be resolved. Check the spelling of the base URL and the network.
    Dns,
    /// No connection could be made: refused, unreachable, reset while connecting.
    Connect,
    /// No connection could be made within the connect timeout of the backend.
    ConnectTimeout,
    /// The TLS handshake failed: wrong host, expired or unknown certificate, or no TLS on that port.
    Tls,
    /// The proxy could not be reached or refused to pass the request on.
    Proxy,
    /// No complete response head within [`Timeouts::head`](crate::Timeouts::head).
    HeadTimeout,
    /// Silence in the response body, or a server that takes nothing of the request body, for longer than
    /// [`Timeouts::idle`](crate::Timeouts::idle).
    IdleTimeout,
    /// A body, in either direction, that moves more slowly than
    /// [`Timeouts::pace`](crate::Timeouts::pace) allows.
    TooSlow,
    /// The connection was closed or reset before a response head was complete.
    Closed,
    /// The server said by protocol that it did nothing with the request: the stream was refused, or the connection
    /// ended before it (HTTP/2). It was not sent, in the sense that matters.
    Refused,
    /// The request may not go to the address that the host has; see
    /// [`AddressPolicy`](crate::AddressPolicy).
    Address,
    /// What the server sent is not HTTP, or contradicts itself.
    Protocol,
    /// The response body ended before the length the server had announced.
    Truncated,
    /// The response body is longer than the limit of the reader.
    TooLarge,
    /// The request cannot be expressed in HTTP, or this transport cannot send it. Sending it again will not help.
    InvalidRequest,
    /// A test transport got a request that its script did not plan.
    Unplanned,
    /// Anything else; the message and the source say what.
    Other,
}

/// Whom a request is for, as errors name it: the host, and the port where the URI names one.
pub(crate) fn host_of(uri: &Uri) -> Option<Box<str>> {
    uri.authority().filter(|authority| !authority.host().is_empty()).map(host_name)
}

/// The same of the part of a URI that holds it.
pub(crate) fn host_name(authority: &Authority) -> Box<str> {
    let has_port = authority.port_u16().is_some();
    let with_port = || authority.as_str().rsplit('@').next().unwrap_or_default();
    if has_port { with_port().into() } else { authority.host().into() }
}

/// The error, with the host of this request where it names none itself.
pub(crate) fn named(error: TransportError, request: &crate::Request) -> TransportError {
    match (error.host(), host_of(request.uri())) {
        (None, Some(host)) => error.with_host(host),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s01_debug_and_display_show_no_body_and_no_debug_of_the_source() {
        #[derive(Debug)]
        struct Leaky(#[expect(dead_code, reason = "read by Debug, which must not be called")] &'static str);
        impl fmt::Display for Leaky {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("inner failure")
            }
        }
        impl Error for Leaky {}

        let error = TransportError::answered(ErrorKind::Truncated, "the body was cut")
            .with_host("api.example")
            .with_partial("canary-body")
            .with_source(Leaky("canary-url"));
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains("canary"), "{shown}");
        assert!(shown.contains("inner failure"));
        assert!(error.source().unwrap().downcast_ref::<Leaky>().is_some());
    }

    #[test]
    fn the_error_stays_small_enough_to_return_by_value() {
        assert!(size_of::<TransportError>() <= 128);
    }
}
