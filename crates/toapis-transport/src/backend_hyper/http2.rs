//! One connection of HTTP/2, which many requests share and a task of its own drives.

use std::mem;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http2::{Builder, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};

use super::stream::Stream;
use crate::handover::OutgoingBody;

/// A share in a connection.
#[derive(Clone)]
pub(super) struct Line {
    sender: SendRequest<OutgoingBody>,
}

impl Line {
    pub(super) async fn begin(stream: Stream) -> hyper::Result<Self> {
        let (sender, connection) = Builder::new(TokioExecutor::new()).handshake(TokioIo::new(stream)).await?;
        // How it ends is told to each request that it has.
        tokio::spawn(async { _ = connection.await });
        Ok(Self { sender })
    }

    /// Whether it takes no more requests.
    pub(super) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Sends a request and waits for the head of the answer. The error holds the request if nothing was done with it.
    pub(super) async fn exchange(
        &mut self,
        request: &mut Request<OutgoingBody>,
    ) -> Result<Response<Incoming>, TrySendError<Request<OutgoingBody>>> {
        self.sender.try_send_request(mem::take(request)).await
    }
}
