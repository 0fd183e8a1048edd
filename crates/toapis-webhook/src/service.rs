//! An inbox behind HTTP: a tower service, for every server that takes one.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body::Body;
use http_body_util::{BodyExt as _, Empty, LengthLimitError, Limited};
use tokio::time::timeout;
use tower_service::Service;

use crate::{Answer, BODY_LIMIT, Inbox, VerifyError};

/// Answers deliveries out of an [`Inbox`] (feature `tower`). One clone serves one request or many.
///
/// It reads the body itself, up to 1 MiB, and answers without one. Put it where nothing touches the body before: no layer
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
        B: Body + Send,
        B::Data: Send,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (head, body) = request.into_parts();
        if head.method != Method::POST {
            return self.inbox.answered(Answer::NotPost, None);
        }
        if let Some(answer) = Answer::to_length(announced_length(&head.headers)) {
            return self.inbox.answered(answer, None);
        }
        let mut read = false;
        let whole = async {
            match whole_body(body).await {
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
        let service = self.clone();
        Box::pin(async move { Ok(response(&service.answer(request).await)) })
    }
}

impl fmt::Debug for WebhookService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookService").field("inbox", &self.inbox).field("within", &self.within).finish()
    }
}

fn response(answer: &Answer) -> Response<Empty<Bytes>> {
    let mut response = Response::new(Empty::new());
    *response.status_mut() =
        StatusCode::from_u16(answer.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if *answer == Answer::NotPost {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    }
    response
}

/// What the head says; what cannot be read says nothing, for the body is counted in any case.
fn announced_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The bytes as they were sent, chunks joined, and never more than the limit of them.
async fn whole_body<B>(body: B) -> Result<Bytes, Answer>
where
    B: Body,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Answer::Refused(VerifyError::BodyTooLarge)),
        Err(_) => Err(Answer::Broken),
    }
}
