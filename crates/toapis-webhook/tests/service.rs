//! The receiver as a sender sees it: statuses, limits, times, and what is in the store afterwards.
#![cfg(feature = "axum")]
#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

mod support;

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes};
use http::{Method, Request, Response};
use http_body::Frame;
use support::{NOW, Signed, body, signed};
use toapis_webhook::{
    Answer, Authentic, BODY_LIMIT, Claimed, EventState, EventStore, Inbox, Insert, MemoryStore, StoreError,
    VerifyError, WebhookService, router,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::Instant;
use tower_service::Service as _;

/// What was answered, by the inbox's own account.
type Seen = Arc<Mutex<Vec<Answer>>>;

fn watched(store: impl EventStore + 'static) -> (Inbox, Seen) {
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    let inbox =
        support::inbox(store, NOW).on_answer(move |answer, _| log.lock().unwrap().push(answer.clone()));
    (inbox, seen)
}

fn request<B>(signed: &Signed, body: B) -> Request<B> {
    let mut request = Request::post("/hooks");
    for (name, value) in &signed.headers {
        request = request.header(*name, value);
    }
    request.body(body).unwrap()
}

async fn call<B>(inbox: &Inbox, request: Request<B>) -> Response<http_body_util::Empty<Bytes>>
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    WebhookService::new(inbox).call(request).await.unwrap()
}

#[tokio::test]
async fn w14_a_delivery_is_stored_once_and_its_repetitions_are_answered_2xx() {
    let (inbox, seen) = watched(MemoryStore::new());
    let signed = signed("evt_1", NOW, body("evt_1"));
    for _ in 0..3 {
        let answer = call(&inbox, request(&signed, Body::from(signed.body.clone()))).await;
        assert_eq!(answer.status(), 200);
    }
    assert_eq!(*seen.lock().unwrap(), [Answer::Stored, Answer::Duplicate, Answer::Duplicate]);
    assert_eq!(inbox.work(&support::count_only(), 9).await.unwrap(), 1);
}

#[tokio::test]
async fn w03_malformed_deliveries_are_refused_and_leave_nothing_behind() {
    let (inbox, _) = watched(MemoryStore::new());
    let good = signed("evt_1", NOW, body("evt_1"));
    let with = |change: &dyn Fn(&mut Request<Body>)| {
        let mut request = request(&good, Body::from(good.body.clone()));
        change(&mut request);
        request
    };
    let set = |name: &'static str, value: &'static [u8]| {
        with(&move |request| {
            request.headers_mut().insert(name, http::HeaderValue::from_bytes(value).unwrap());
        })
    };
    let (id, time, signature) =
        (toapis_webhook::ID_HEADER, toapis_webhook::TIMESTAMP_HEADER, toapis_webhook::SIGNATURE_HEADER);
    let cases = [
        (400, with(&|request| drop(request.headers_mut().remove(id)))),
        (400, with(&|request| drop(request.headers_mut().remove(time)))),
        (400, with(&|request| drop(request.headers_mut().remove(signature)))),
        (400, with(&|request| assert!(request.headers_mut().append(id, "evt_1".parse().unwrap())))),
        (400, set(id, b"")),
        (400, set(id, b"evt_\xff")),
        (400, set(id, b"evt.1")),
        (401, set(id, b"evt_2")),
        (400, set(time, b"now")),
        (400, set(time, b"1783953302\t1")),
        (401, set(time, b"1783953303")),
        (401, set(time, b"1")),
        (401, set(time, b"1783953302000")),
        (400, set(signature, b"v1")),
        (400, set(signature, b"\xff\xfe")),
        (400, set(signature, b",,,,,,,,,,,,,,,,,,,,,")),
        (401, set(signature, b"v1=0000000000000000000000000000000000000000000000000000000000000000")),
        (401, with(&|request| *request.body_mut() = Body::from("{}"))),
        (401, with(&|request| *request.body_mut() = Body::empty())),
        (405, with(&|request| *request.method_mut() = Method::GET)),
        (405, with(&|request| *request.method_mut() = Method::PUT)),
    ];
    for (number, (status, request)) in cases.into_iter().enumerate() {
        let answer = call(&inbox, request).await;
        assert_eq!(answer.status(), status, "case {number}");
        assert_eq!(answer.headers().get("allow").is_some(), status == 405);
    }
    assert_eq!(inbox.work(&support::count_only(), 99).await.unwrap(), 0);
    assert_eq!(inbox.state("evt_1").await.unwrap(), None);
}

#[tokio::test]
async fn w25_signed_bodies_that_are_no_event_are_refused_and_alarm() {
    let (inbox, seen) = watched(MemoryStore::new());
    for body in
        ["", "{}", "[]", "null", "\"evt_1\"", r#"{"id":"evt_1"}"#, r#"{"id":"evt_2","type":"x"}"#, "{\"id\":"]
    {
        let signed = signed("evt_1", NOW, body);
        let answer = call(&inbox, request(&signed, Body::from(body))).await;
        assert_eq!(answer.status(), 400, "{body}");
        let last = seen.lock().unwrap().pop().unwrap();
        assert!(matches!(last, Answer::Refused(error) if error.is_authentic()), "{body}");
    }
    // What is only unknown, odd or damaged is kept.
    for (id, body) in [
        ("evt_1", &br#"{"id":"evt_1","type":"generation.paused","api_version":"v9","data":[]}"#[..]),
        ("evt_2", br#"{"id":"evt_2","type":"generation.failed","data":{"task_id":"t","error":{"message":"\ud800"}}}"#),
        ("evt_3", b"{\"id\":\"evt_3\",\"type\":\"x\",\"data\":\"\xff\"}"),
        ("evt_4", br#"{"id":"evt_4","type":"generation.completed","data":null} "#),
    ] {
        let signed = signed(id, NOW, body);
        assert_eq!(call(&inbox, request(&signed, Body::from(signed.body.clone()))).await.status(), 200, "{id}");
    }
    assert_eq!(inbox.work(&support::count_only(), 99).await.unwrap(), 4);
}

/// A body that never ends, and counts what was taken of it.
struct Endless(Arc<AtomicUsize>);

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.fetch_add(16_384, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 16_384])))))
    }
}

#[tokio::test]
async fn w23_an_endless_body_is_cut_at_1_mib() {
    let (inbox, seen) = watched(MemoryStore::new());
    let signed = signed("evt_1", NOW, body("evt_1"));
    let taken = Arc::new(AtomicUsize::new(0));
    let answer = call(&inbox, request(&signed, Endless(Arc::clone(&taken)))).await;
    assert_eq!(answer.status(), 413);
    assert!(taken.load(Ordering::Relaxed) <= BODY_LIMIT + 16_384);

    // One that announces its length is refused by that, before a byte of it is read.
    let taken = Arc::new(AtomicUsize::new(0));
    let mut announced = request(&signed, Endless(Arc::clone(&taken)));
    announced.headers_mut().insert("content-length", "50000000".parse().unwrap());
    assert_eq!(call(&inbox, announced).await.status(), 413);
    assert_eq!(taken.load(Ordering::Relaxed), 0);
    let too_large = Answer::Refused(VerifyError::BodyTooLarge);
    assert_eq!(*seen.lock().unwrap(), [too_large.clone(), too_large]);

    // One at the limit is taken.
    let mut whole = body("evt_1").into_bytes();
    whole.resize(BODY_LIMIT, b' ');
    let signed = support::signed("evt_1", NOW, &whole);
    assert_eq!(call(&inbox, request(&signed, Body::from(whole))).await.status(), 200);
}

/// A body that does not come, or breaks off.
struct Stuck(bool);

impl http_body::Body for Stuck {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if self.0 {
            Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
        } else {
            Poll::Pending
        }
    }
}

#[tokio::test(start_paused = true)]
async fn w28_whatever_hangs_is_answered_before_the_sender_gives_up() {
    let (inbox, _) = watched(Hanging);
    let signed = signed("evt_1", NOW, body("evt_1"));
    for (status, answered) in [
        (408, call(&inbox, request(&signed, Stuck(false))).await),
        (503, call(&inbox, request(&signed, Body::from(signed.body.clone()))).await),
        (400, call(&inbox, request(&signed, Stuck(true))).await),
    ] {
        assert_eq!(answered.status(), status);
    }
    let begun = Instant::now();
    call(&inbox, request(&signed, Body::from(signed.body.clone()))).await;
    assert_eq!(begun.elapsed(), WebhookService::DEFAULT_WITHIN);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn w24_what_is_verified_is_what_was_sent() {
    let (inbox, seen) = watched(MemoryStore::new());
    let app = Router::new().merge(router("/hooks", &inbox));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    let exchange = |wire: Vec<u8>| async move {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(&wire).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer.lines().next().unwrap_or_default().to_owned()
    };
    let head = |signed: &Signed, more: &str| {
        let [(_, id), (_, time), (_, signature)] = &signed.headers;
        format!(
            "POST /hooks HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-ToAPIs-Webhook-Id: {id}\r\n\
             X-TOAPIS-WEBHOOK-TIMESTAMP:   {time}  \r\nx-toapis-webhook-signature:{signature}\r\n{more}\r\n\r\n"
        )
        .into_bytes()
    };
    // Chunked, in pieces of 7 bytes: the chunks count, not their framing.
    let chunked = signed("evt_1", NOW, body("evt_1"));
    let mut wire = head(&chunked, "Transfer-Encoding: chunked");
    for piece in chunked.body.chunks(7) {
        wire.extend(format!("{:x}\r\n", piece.len()).as_bytes());
        wire.extend(piece);
        wire.extend(b"\r\n");
    }
    wire.extend(b"0\r\n\r\n");
    assert_eq!(exchange(wire).await, "HTTP/1.1 200 OK");
    // Said to be packed, and signed as it stands: nothing is unpacked before the signature was checked, nor after it.
    let packed = signed("evt_2", NOW, body("evt_2"));
    let length = format!("Content-Encoding: gzip\r\nContent-Length: {}", packed.body.len());
    let wire = [head(&packed, &length), packed.body.clone()].concat();
    assert_eq!(exchange(wire).await, "HTTP/1.1 200 OK");
    let gzip = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00";
    let really = signed("evt_3", NOW, gzip);
    let length = format!("Content-Encoding: gzip\r\nContent-Length: {}", really.body.len());
    let wire = [head(&really, &length), really.body.clone()].concat();
    assert_eq!(exchange(wire).await, "HTTP/1.1 400 Bad Request");
    let last = seen.lock().unwrap().pop().unwrap();
    assert!(matches!(last, Answer::Refused(VerifyError::Unreadable(_))), "{last:?}");
    // Signed unpacked, sent packed: what was sent does not match.
    let unpacked = signed("evt_4", NOW, body("evt_4"));
    let length = format!("Content-Encoding: gzip\r\nContent-Length: {}", gzip.len());
    let wire = [head(&unpacked, &length), gzip.to_vec()].concat();
    assert_eq!(exchange(wire).await, "HTTP/1.1 401 Unauthorized");
}

/// A store that never answers.
struct Hanging;

#[async_trait]
impl EventStore for Hanging {
    async fn insert(&self, _: &Authentic<'_>, _: i64) -> Result<Insert, StoreError> {
        std::future::pending().await
    }

    async fn claim(&self, _: usize, _: i64, _: i64) -> Result<Vec<Claimed>, StoreError> {
        std::future::pending().await
    }

    async fn renew(&self, _: &str, _: u32, _: i64) -> Result<bool, StoreError> {
        std::future::pending().await
    }

    async fn finish(&self, _: &str, _: u32) -> Result<bool, StoreError> {
        std::future::pending().await
    }

    async fn release(&self, _: &str, _: u32, _: i64) -> Result<bool, StoreError> {
        std::future::pending().await
    }

    async fn purge(&self, _: i64) -> Result<u64, StoreError> {
        std::future::pending().await
    }

    async fn state(&self, _: &str) -> Result<Option<EventState>, StoreError> {
        std::future::pending().await
    }
}
