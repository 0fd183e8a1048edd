//! A swappable HTTP transport that says whether a failed request can have reached the server.
//!
//! Some requests cost money. When one fails, the question is not "shall I try again?" but "can the server have
//! it?". HTTP libraries do not answer that: their timeouts look the same before and after sending, and some
//! re-send on their own. Here the answer is part of the error: [`TransportError::delivery`].
//!
//! ```
//! use toapis_transport::memory::{Expect, MemoryTransport};
//! use toapis_transport::{Delivery, ErrorKind, RequestBody, Transport, TransportError, http};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let transport = MemoryTransport::new();
//! transport.expect(Expect::get("/health")).answer(200, "fine");
//! transport.expect(Expect::post("/buy")).fail(TransportError::unknown(ErrorKind::Closed, "connection closed"));
//!
//! let request = http::Request::get("https://api.example/health").body(RequestBody::empty())?;
//! let mut response = transport.send(request).await?;
//! assert_eq!(response.body_mut().read_to_end(1024).await?, "fine");
//!
//! let request = http::Request::post("https://api.example/buy").body(RequestBody::from("{}"))?;
//! let error = transport.send(request).await.unwrap_err();
//! assert_eq!(error.delivery(), Delivery::Unknown);
//! # Ok(())
//! # }
//! ```
//!
//! # Your own transport
//!
//! A transport is one method over types of the [`http`] crate. This one adds a header and passes on:
//!
//! ```
//! use toapis_transport::{Request, Response, Transport, TransportError, async_trait, http};
//!
//! #[derive(Debug)]
//! struct Tagged<T>(T);
//!
//! #[async_trait]
//! impl<T: Transport> Transport for Tagged<T> {
//!     async fn send(&self, mut request: Request) -> Result<Response, TransportError> {
//!         request.headers_mut().insert("x-team", http::HeaderValue::from_static("pictures"));
//!         self.0.send(request).await
//!     }
//! }
//! ```
//!
//! Read the contract at [`Transport`] before writing one that talks to a server.
//!
//! # Backends and features
//!
//! No feature is on by default: the traits, the types and the [`memory`] transport need no network and no TLS.
//!
//! | feature | what it adds | needs |
//! | --- | --- | --- |
//! | `hyper` | `HyperTransport`, the smallest async backend | a tokio runtime |
//! | `reqwest` | `ReqwestTransport`, for programs that have reqwest anyway, or a proxy | a tokio runtime |
//! | `ureq` | `UreqTransport`, blocking | nothing |
//! | `http2` | HTTP/2 for `hyper` and `reqwest`, where a server offers it over TLS | one of them |
//! | `cassette` | `cassette`: recording and replaying of exchanges, without their secrets | nothing |
//! | `faults` | `faults`: a transport that breaks exchanges by a seed | nothing |
//! | `conformance` | the tests that every backend passes, for your own transport | a tokio runtime for async ones |
//! | `ring` | the TLS provider ring; it builds everywhere with a C compiler | |
//! | `aws-lc-rs` | the TLS provider AWS-LC; larger, slower to build; used when `ring` is off | |
//!
//! A backend needs one of the two TLS providers; without one the build stops with a sentence that says so. With
//! both, `ring` is used. All backends share one TLS configuration (TLS 1.2 and 1.3, the root certificates of
//! Mozilla compiled in, more can be added), speak HTTP/1.1, pass the same conformance suite, and agree on these:
//!
//! - redirects are not followed and nothing is re-sent, not even where it would be safe: that is the caller's call;
//! - no cookies, no `Referer`, no `User-Agent`, no `Accept-Encoding` unless the caller sets it, and no decompression;
//! - no proxy, also not one of the environment (`HTTP_PROXY` and the like);
//! - plain `http` is allowed, for emulators on this machine; whether to allow it elsewhere is the caller's call;
//! - [`Timeouts`] and an [`AddressPolicy`] in the extensions of a request are kept;
//! - on HTTP/2, a stream that the server refuses is reported as not sent, and a stream that it resets in the middle of
//!   a body as cut, whatever reason the server gives;
//! - verification of certificates cannot be switched off, and TLS keys are not logged.

mod address_policy;
#[cfg(feature = "hyper")]
mod backend_hyper;
#[cfg(feature = "reqwest")]
mod backend_reqwest;
#[cfg(feature = "ureq")]
mod backend_ureq;
#[cfg(feature = "cassette")]
pub mod cassette;
#[cfg(feature = "conformance")]
pub mod conformance;
mod error;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod exchange;
#[cfg(feature = "faults")]
pub mod faults;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod handover;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod incoming;
pub mod memory;
mod pace;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod pools;
mod request_body;
#[cfg(any(feature = "conformance", feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod resolver;
mod response_body;
mod timeouts;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod tls;
mod transport;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod upload;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod wire;

pub use async_trait::async_trait;
pub use bytes::Bytes;
pub use http;

pub use self::address_policy::AddressPolicy;
#[cfg(feature = "hyper")]
pub use self::backend_hyper::{HyperTransport, HyperTransportBuilder};
#[cfg(feature = "reqwest")]
pub use self::backend_reqwest::{ReqwestTransport, ReqwestTransportBuilder};
#[cfg(feature = "ureq")]
pub use self::backend_ureq::{UreqTransport, UreqTransportBuilder};
pub use self::error::{Delivery, ErrorKind, TransportError};
pub use self::pace::Pace;
pub use self::request_body::RequestBody;
#[cfg(any(feature = "conformance", feature = "hyper", feature = "reqwest", feature = "ureq"))]
pub use self::resolver::{Resolver, SystemResolver};
pub use self::response_body::{BlockingBody, BlockingBodySource, BodySource, ResponseBody};
pub use self::timeouts::{DEFAULT_CONNECT_TIMEOUT, DEFAULT_HEAD_TIMEOUT, DEFAULT_IDLE_TIMEOUT, Timeouts};
pub use self::transport::{BlockingResponse, BlockingTransport, Request, Response, Transport};

#[cfg(all(
    any(feature = "hyper", feature = "reqwest", feature = "ureq"),
    not(any(feature = "ring", feature = "aws-lc-rs"))
))]
compile_error!(
    "toapis-transport: a backend (hyper, reqwest or ureq) needs a TLS provider; \
     switch on one of the features `ring` and `aws-lc-rs`"
);
