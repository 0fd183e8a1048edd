//! The two traits that a transport implements: one async, one blocking.

use std::fmt::Debug;
use std::sync::Arc;

use async_trait::async_trait;

use crate::{BlockingBody, RequestBody, ResponseBody, TransportError};

/// Sends requests and returns answers, for async programs.
///
/// A transport is shared by everything that sends: implement it on a cheap handle, or put it in an
/// [`Arc`](std::sync::Arc), which is a transport as well.
///
/// # The contract
///
/// Money depends on these, so an implementation must keep them all:
///
/// - One call puts the request on the wire **at most once**: no retry, no redirect followed.
/// - A status code is not an error. `Ok` means that a complete response head was read, whatever it says.
/// - The error says [`Delivery::NotSent`](crate::Delivery::NotSent) only with proof.
/// - Nothing is added that names the user: no cookies, no `Referer`, no `User-Agent` unless the caller set one.
/// - [`Timeouts`](crate::Timeouts) in the extensions of the request are honoured.
/// - So is an [`AddressPolicy`](crate::AddressPolicy), or the request is refused without being sent.
/// - Header values are not logged, and a value marked as sensitive keeps its mark.
///
/// Dropping the future gives up the exchange. The request may then have been sent or not; a connection with a
/// half-done exchange is not used again.
#[async_trait]
pub trait Transport: Send + Sync + Debug + 'static {
    /// Sends one request and returns as soon as the response head is complete.
    ///
    /// # Errors
    ///
    /// Whatever kept a response head from being read. Read [`TransportError::delivery`] before sending the request
    /// again.
    async fn send(&self, request: Request) -> Result<Response, TransportError>;
}

/// Sends requests and returns answers, for programs without an async runtime.
///
/// The contract is that of [`Transport`]; the calling thread waits.
pub trait BlockingTransport: Send + Sync + Debug + 'static {
    /// Sends one request and returns as soon as the response head is complete.
    ///
    /// # Errors
    ///
    /// As for [`Transport::send`].
    fn send(&self, request: Request) -> Result<BlockingResponse, TransportError>;
}

/// A request: method, absolute `http` or `https` URI, headers, and a body that can be sent more than once.
pub type Request = http::Request<RequestBody>;

/// A response whose body arrives while it is read.
pub type Response = http::Response<ResponseBody>;

/// A response whose body arrives while it is read, on the reading thread.
pub type BlockingResponse = http::Response<BlockingBody>;

#[async_trait]
impl<T: Transport + ?Sized> Transport for Arc<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        (**self).send(request).await
    }
}

#[async_trait]
impl<T: Transport + ?Sized> Transport for Box<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        (**self).send(request).await
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send(&self, request: Request) -> Result<BlockingResponse, TransportError> {
        (**self).send(request)
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Box<T> {
    fn send(&self, request: Request) -> Result<BlockingResponse, TransportError> {
        (**self).send(request)
    }
}
