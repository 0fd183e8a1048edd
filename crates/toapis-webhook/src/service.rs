//! An inbox behind HTTP: a tower service, for every server that takes one.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Buf, Bytes};
use http::header::{ALLOW, CONNECTION, CONTENT_LENGTH, EXPECT};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Version};
use http_body::Body;
use http_body_util::{BodyExt as _, Empty, LengthLimitError, Limited};
use tokio::time::timeout;
use tower_service::Service;

use crate::{Answer, BODY_LIMIT, Inbox, VerifyError};

/// Answers deliveries out of an [`Inbox`] (feature `tower`). One clone serves one request or many.
///
/// It reads the body itself, up to 1 MiB, and answers without one. A longer body is refused as soon as that is known; what
/// its sender has sent by then is taken and thrown away for 5 s, or 64 MiB, so that the answer gets through. Put it where nothing touches the body before: no layer
/// that decompresses, decodes or parses. Whatever its path and query are, they are yours to route by.
///
/// ```
/// # use toapis_webhook::{Inbox, MemoryStore, Verifier, WebhookSecret, WebhookService};
/// # fn main() -> Result<(), toapis_webhook::InvalidSecret> {
/// # let verifier = Verifier::new(WebhookSecret::new("whsec_test_0123456789abcdef01234567")?);
/// let inbox = Inbox::new(verifier, MemoryStore::new());
/// let service = WebhookService::new(&inbox); // into hyper, axum's route_service, tonic, …
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct WebhookService {
    inbox: Inbox,
    within: Duration,
}

impl WebhookService {
    /// How long a request may take by default, from its head to its answer: 8 s, two less than the service waits.
    pub const DEFAULT_WITHIN: Duration = Duration::from_secs(8);

    /// A service that fills this inbox.
    pub fn new(inbox: &Inbox) -> Self {
        Self { inbox: inbox.clone(), within: Self::DEFAULT_WITHIN }
    }

    /// How long a request may take until it is answered 408, when the body did not come, or 503, when the store did not
    /// answer. What the store still does then is found by the sender's next try.
    pub fn within(self, limit: Duration) -> Self {
        Self { within: limit, ..self }
    }

    async fn answer<B>(self, request: Request<B>) -> Answer
    where
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (head, body) = request.into_parts();
        if head.method != Method::POST {
            return self.inbox.answered(Answer::NotPost, None);
        }
        if let Some(answer) = Answer::to_length(announced_length(&head.headers)) {
            // A sender that waits to be told to go on sends nothing now.
            if !head.headers.contains_key(EXPECT) {
                let_run_out(Box::pin(body));
            }
            return self.inbox.answered(answer, None);
        }
        let mut read = false;
        let whole = async {
            match whole_body(Box::pin(body)).await {
                Ok(body) => {
                    read = true;
                    self.inbox.deliver(&head.headers, &body).await
                }
                Err(answer) => self.inbox.answered(answer, None),
            }
        };
        let in_time = timeout(self.within, pin!(whole)).await;
        in_time.unwrap_or_else(|_| {
            self.inbox.answered(if read { Answer::NotStored } else { Answer::Slow }, None)
        })
    }
}

impl<B> Service<Request<B>> for WebhookService
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Response = Response<Empty<Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let (service, version) = (self.clone(), request.version());
        Box::pin(async move { Ok(response(&service.answer(request).await, version)) })
    }
}

impl fmt::Debug for WebhookService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookService").field("inbox", &self.inbox).field("within", &self.within).finish()
    }
}

fn response(answer: &Answer, version: Version) -> Response<Empty<Bytes>> {
    let mut response = Response::new(Empty::new());
    *response.status_mut() =
        StatusCode::from_u16(answer.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if *answer == Answer::NotPost {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    }
    // What is still under way of such a request is in the way of the next one. HTTP/2 has no such header, and no such need.
    if *answer == Answer::Refused(VerifyError::BodyTooLarge) && version <= Version::HTTP_11 {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// What the head says; what cannot be read says nothing, for the body is counted in any case.
fn announced_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The bytes as they were sent, chunks joined, and never more than the limit of them.
async fn whole_body<B>(mut body: Pin<Box<B>>) -> Result<Bytes, Answer>
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    match Limited::new(&mut body, BODY_LIMIT).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            let_run_out(body);
            Err(Answer::Refused(VerifyError::BodyTooLarge))
        }
        Err(_) => Err(Answer::Broken),
    }
}

/// Takes the rest of a body that was refused, beside the answer, and throws it away: a connection that is closed while its
/// sender still writes is reset, and the answer lost on the way. There is a limit to this kindness.
fn let_run_out<B>(mut body: Pin<Box<B>>)
where
    B: Body + Send + 'static,
    B::Data: Send,
{
    let taking = async move {
        let mut left = RUN_OUT_BYTES;
        while let Some(Ok(frame)) = body.frame().await {
            let length = frame.data_ref().map_or(0, Buf::remaining);
            let Some(rest) = left.checked_sub(length) else { return };
            left = rest;
        }
    };
    tokio::spawn(timeout(RUN_OUT_WITHIN, taking));
}

const RUN_OUT_BYTES: usize = 64 * BODY_LIMIT;

const RUN_OUT_WITHIN: Duration = Duration::from_secs(5);
