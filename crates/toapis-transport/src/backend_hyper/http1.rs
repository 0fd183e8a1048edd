//! One connection of HTTP/1.1, driven by whoever uses it.
//!
//! There is no task of its own for it: the future of an exchange, and after it the body of its answer, hold the connection
//! and poll it. To drop them is to close it, a connection in the pool does nothing, and no request waits for another task
//! to be scheduled.

use std::future::poll_fn;
use std::mem;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{Connection, SendRequest, handshake};
use hyper_util::rt::TokioIo;

use super::pool::Pool;
use super::shelf::Origin;
use super::stream::{Glance, Stream};
use crate::handover::OutgoingBody;

/// A connection that serves one request at a time.
pub(super) struct Line {
    pub(super) origin: Origin,
    /// The value of the `Host` header.
    pub(super) host: HeaderValue,
    sender: SendRequest<OutgoingBody>,
    /// `None` once it has ended.
    connection: Option<Connection<TokioIo<Stream>, OutgoingBody>>,
    glance: Glance,
    bell: Arc<Bell>,
    /// Rings the bell.
    waker: Waker,
}

impl Line {
    pub(super) async fn begin(stream: Stream, origin: Origin) -> hyper::Result<Self> {
        let glance = stream.glance();
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        let bell = Arc::<Bell>::default();
        let waker = Waker::from(Arc::clone(&bell));
        Ok(Self { host: origin.host(), origin, sender, connection: Some(connection), glance, bell, waker })
    }

    /// Sends a request and waits for the head of the answer. The error holds the request if nothing was done with it: then
    /// no byte of it was written, nor will be.
    pub(super) async fn exchange(
        &mut self,
        request: &mut Request<OutgoingBody>,
    ) -> Result<Response<Incoming>, TrySendError<Request<OutgoingBody>>> {
        // The connection reads before it takes up the request, so one that the server closed gives it back.
        self.glance.order();
        // Only the connection below makes this one ready, so it needs neither a waker nor a share of the task's budget.
        let mut answer = pin!(tokio::task::unconstrained(self.sender.try_send_request(mem::take(request))));
        poll_fn(|context| {
            self.drive(context);
            answer.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        })
        .await
    }

    /// Reads and writes as much as can be. An ended connection is dropped, which tells those who wait for something of it.
    fn drive(&mut self, context: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else { return };
        self.bell.wakes(context.waker());
        if Pin::new(connection).poll(&mut Context::from_waker(&self.waker)).is_ready() {
            self.connection = None;
        }
    }

    /// Whether it can take another request, all of the last exchange being done.
    fn is_free(&self) -> bool {
        self.connection.is_some() && self.sender.is_ready()
    }
}

/// What a connection wakes: the task that drives it now, or nobody.
///
/// To give a connection a request wakes it, but whoever gives it drives it in the next moment. Without this, each exchange
/// would wake its own task once for nothing.
#[derive(Debug, Default)]
struct Bell {
    task: Mutex<Option<Waker>>,
}

impl Bell {
    fn wakes(&self, waker: &Waker) {
        let mut task = self.lock();
        if !task.as_ref().is_some_and(|task| task.will_wake(waker)) {
            *task = Some(waker.clone());
        }
    }

    fn wakes_nobody(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Waker>> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // Without the lock, for a waker may run what it wakes.
        let task = self.lock().take();
        if let Some(task) = task {
            task.wake();
        }
    }
}

/// The body of an answer, with the connection that brings it.
///
/// At its end the connection goes back to the pool; dropped before, it is closed.
pub(super) struct LineBody {
    body: Incoming,
    line: Option<(Box<Line>, Arc<Pool>)>,
}

impl LineBody {
    pub(super) fn new(body: Incoming, line: Box<Line>, pool: Arc<Pool>) -> Self {
        let mut body = Self { body, line: Some((line, pool)) };
        if body.is_end_stream() {
            body.finish();
        }
        body
    }

    fn finish(&mut self) {
        if let Some((line, pool)) = self.line.take().filter(|(line, _)| line.is_free()) {
            line.bell.wakes_nobody();
            pool.put(line);
        }
    }
}

impl Body for LineBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        // The connection is what wakes: it waits for bytes whenever there is no frame.
        let mut nobody = Context::from_waker(Waker::noop());
        let mut frame = Pin::new(&mut self.body).poll_frame(&mut nobody);
        if frame.is_pending()
            && let Some((line, _)) = &mut self.line
        {
            line.drive(context);
            frame = Pin::new(&mut self.body).poll_frame(&mut nobody);
        }
        match &frame {
            Poll::Ready(Some(Err(_))) => self.line = None,
            Poll::Ready(_) if self.is_end_stream() || matches!(frame, Poll::Ready(None)) => self.finish(),
            _ => {}
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
