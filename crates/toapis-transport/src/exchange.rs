//! What every backend does with a request before it touches the network.

use std::time::Duration;

use http::header::{CONTENT_LENGTH, EXPECT, TRANSFER_ENCODING, UPGRADE};
use http::uri::Authority;
use http::{HeaderName, HeaderValue, Method, Version};

use crate::error::host_name;
use crate::{AddressPolicy, ErrorKind, Request, Timeouts, TransportError};

/// The facts of one exchange that outlive the request.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) authority: Authority,
    pub(crate) https: bool,
    pub(crate) timeouts: Timeouts,
    pub(crate) policy: Option<AddressPolicy>,
}

impl Exchange {
    /// Refuses what HTTP/1.1 cannot carry, or what libraries carry in different ways, before a connection is made.
    ///
    /// Doing it here gives every backend the same answer, with proof that nothing was sent.
    pub(crate) fn begin(request: &mut Request) -> Result<Self, TransportError> {
        let uri = request.uri();
        let is_host = |authority: &&Authority| !matches!(authority.as_str().as_bytes(), [] | [b':', ..]);
        let Some(authority) = uri.authority().filter(is_host) else {
            return Err(refused("the URI has no host"));
        };
        let exchange = Self {
            authority: authority.clone(),
            https: uri.scheme_str() == Some("https"),
            timeouts: Timeouts::of(request.extensions()),
            policy: AddressPolicy::of(request.extensions()).cloned(),
        };
        if let Some(objection) = exchange.objection(request) {
            return Err(refused(objection).with_host(exchange.host()));
        }
        if exchange.timeouts.head.is_zero() {
            let error = TransportError::not_sent(
                ErrorKind::HeadTimeout,
                "there is no time to wait for a response head",
            );
            return Err(error.with_host(exchange.host()));
        }
        if request.body().is_empty()
            && matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH)
        {
            // Some libraries leave it out, and some servers wait for a body then, or answer 411.
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        *request.version_mut() = Version::HTTP_11;
        Ok(exchange)
    }

    /// The host, as errors name it.
    pub(crate) fn host(&self) -> Box<str> {
        host_name(&self.authority)
    }

    fn objection(&self, request: &Request) -> Option<&'static str> {
        let uri = request.uri();
        if !self.https && uri.scheme_str() != Some("http") {
            return Some("the URI is neither http nor https");
        }
        // Libraries turn user-info into a header, drop it, or send it; a secret in a URL is a mistake anyway.
        if self.authority.as_str().contains('@') {
            return Some("the URI holds user-info");
        }
        if request.method() == Method::CONNECT {
            return Some("CONNECT is not an exchange");
        }
        let judge = |(name, value): (&HeaderName, &HeaderValue)| match *name {
            TRANSFER_ENCODING | UPGRADE | EXPECT => {
                Some("the headers change the framing, which is the transport's business")
            }
            CONTENT_LENGTH if value.as_bytes() != request.body().len().to_string().as_bytes() => {
                Some("the Content-Length is not the length of the body")
            }
            _ => None,
        };
        request.headers().iter().find_map(judge)
    }
}

fn refused(message: &'static str) -> TransportError {
    TransportError::not_sent(ErrorKind::InvalidRequest, message)
}

/// How long a connection without a request is kept. Shorter than what servers and load balancers commonly allow, so
/// that few requests meet a connection that is being closed.
pub(crate) const POOL_IDLE: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RequestBody;

    fn begin(build: http::request::Builder) -> Result<Exchange, TransportError> {
        Exchange::begin(&mut build.body(RequestBody::from("1234")).unwrap())
    }

    #[test]
    fn h44_user_info_is_refused_and_not_shown() {
        let error = begin(http::Request::post("https://user:canary@api.example/")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.host(), Some("api.example"));
        assert!(!format!("{error} {error:?}").contains("canary"));
        let error = begin(http::Request::post("http://u:canary@127.0.0.1:8080/")).unwrap_err();
        assert_eq!(error.host(), Some("127.0.0.1:8080"));
    }

    #[test]
    fn framing_headers_are_refused() {
        for (name, value) in
            [("content-length", "5"), ("transfer-encoding", "chunked"), ("expect", "100-continue")]
        {
            let error = begin(http::Request::post("https://api.example/").header(name, value)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{name}");
        }
        assert!(begin(http::Request::post("https://api.example/").header("content-length", "4")).is_ok());
    }

    #[test]
    fn only_absolute_http_uris_pass() {
        for uri in ["/relative", "ftp://api.example/", "api.example:443"] {
            assert!(begin(http::Request::post(uri)).is_err(), "{uri}");
        }
    }
}
