//! The body of an answer on the libraries above hyper: polled piece by piece, within the limits.

use std::collections::VecDeque;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::uri::Authority;
use http::{HeaderMap, Version};
use http_body::Body;
use tokio::time::{Instant, Sleep};

use crate::error::host_name;
use crate::exchange::Exchange;
use crate::pace::{Stalled, Watch};
use crate::response_body::PolledSource;
use crate::wire::body_error;
use crate::{ErrorKind, ResponseBody, TransportError};

/// The answer, with the limits applied to each piece of its body.
///
/// Most bodies have come with the head. Those are taken over at once, so that they cost no watch, and their connection is
/// free before anyone reads them.
pub(crate) fn response<B>(exchange: &Exchange, response: http::Response<B>) -> http::Response<ResponseBody>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Error + Send + Sync + 'static,
{
    let missing = match response.version() {
        Version::HTTP_2 => Missing::Until(announced(response.headers())),
        _ => Missing::Checked,
    };
    response.map(|body| {
        let (watch, host) = (Watch::new(&exchange.timeouts), exchange.authority.clone());
        let mut pieces = Pieces { body, watch, missing, host, early: VecDeque::new(), waiting: None };
        match pieces.whole() {
            Some(whole) => ResponseBody::whole(whole, pieces.host),
            None => ResponseBody::from_polled(pieces),
        }
    })
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// What is still to come of a body.
///
/// hyper takes some resets of an HTTP/2 stream for the end of the body. They are not: only the frame that ends the
/// stream is, or as many bytes as were announced. On HTTP/1.1 it keeps count itself.
enum Missing {
    Checked,
    Until(Option<u64>),
}

struct Pieces<B> {
    body: B,
    watch: Watch,
    missing: Missing,
    host: Authority,
    /// What was polled before anyone asked, in order.
    early: VecDeque<Piece>,
    waiting: Option<Waiting>,
}

/// `Ok(None)` is the end of a complete body.
type Piece = Result<Option<Bytes>, TransportError>;

/// A wait for the next piece.
struct Waiting {
    since: Instant,
    /// When it was last looked at: a reader may pause in the middle.
    looked: Instant,
    end: Pin<Box<Sleep>>,
}

impl<B> Pieces<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Error + Send + Sync + 'static,
{
    /// The whole body, if it is there and is one piece. What is there of others is kept for those who read.
    fn whole(&mut self) -> Option<Bytes> {
        let mut context = Context::from_waker(Waker::noop());
        let Poll::Ready(first) = self.poll_piece(&mut context) else { return None };
        if !matches!(first, Ok(Some(_))) {
            return self.keep(first);
        }
        match (first, self.poll_piece(&mut context)) {
            (Ok(whole), Poll::Ready(Ok(None))) => whole,
            (first, next) => {
                self.early.push_back(first);
                if let Poll::Ready(next) = next {
                    self.early.push_back(next);
                }
                None
            }
        }
    }

    fn keep(&mut self, piece: Piece) -> Option<Bytes> {
        if let Ok(None) = piece {
            return Some(Bytes::new());
        }
        self.early.push_back(piece);
        None
    }

    /// The next piece, without a limit.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        loop {
            if self.body.is_end_stream() {
                return Poll::Ready(Ok(None));
            }
            let frame = match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => frame.into_data().ok(),
                Some(Err(error)) => return Poll::Ready(Err(body_error(error))),
                None => return Poll::Ready(self.end()),
            };
            // Trailers carry nothing that a caller of this crate could want.
            let length = frame.as_ref().map_or(0, Bytes::len);
            let waited = self.waiting.take().map_or(Duration::ZERO, |waiting| waiting.since.elapsed());
            self.watch.note(waited, length).map_err(Stalled::of_response)?;
            if let Missing::Until(Some(missing)) = &mut self.missing {
                *missing = missing.saturating_sub(length as u64);
            }
            if frame.is_some() {
                return Poll::Ready(Ok(frame));
            }
        }
    }

    fn end(&self) -> Piece {
        match self.missing {
            Missing::Until(missing) if missing != Some(0) && !self.body.is_end_stream() => {
                let message = "the stream was reset before the response body was complete";
                Err(TransportError::answered(ErrorKind::Truncated, message))
            }
            _ => Ok(None),
        }
    }

    /// The next piece, or why there is none in time.
    fn poll_in_time(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        loop {
            if let Poll::Ready(piece) = self.poll_piece(context) {
                return Poll::Ready(piece);
            }
            let now = Instant::now();
            let patience = self.watch.patience();
            let waiting = self.waiting.get_or_insert_with(|| Waiting {
                since: now,
                looked: now,
                end: Box::pin(tokio::time::sleep(patience)),
            });
            waiting.looked = now;
            ready!(waiting.end.as_mut().poll(context));
            let waited = waiting.since.elapsed();
            self.waiting = None;
            self.watch.note(waited, 0).map_err(Stalled::of_response)?;
        }
    }
}

impl<B> PolledSource for Pieces<B>
where
    B: Body<Data = Bytes> + Send + Unpin,
    B::Error: Error + Send + Sync + 'static,
{
    fn host(&self) -> &Authority {
        &self.host
    }

    fn resume(&mut self) {
        // A wait that was given up counts up to where it was last looked at, and no further.
        if let Some(Waiting { since, looked, .. }) = self.waiting.take()
            && let Err(stalled) = self.watch.note(looked.saturating_duration_since(since), 0)
        {
            self.early.push_back(Err(stalled.of_response()));
        }
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let piece = match self.early.pop_front() {
            Some(early) => early,
            None => ready!(self.poll_in_time(context)),
        };
        Poll::Ready(piece.map_err(|error| error.with_host(host_name(&self.host))))
    }
}
