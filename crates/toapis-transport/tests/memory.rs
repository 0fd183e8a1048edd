//! The scripted transport: what it accepts, what it refuses, and what it says.
#![allow(clippy::unwrap_used)] // Also outside of the test functions themselves.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use toapis_transport::memory::{Expect, MemoryTransport, Reply};
use toapis_transport::{
    BlockingTransport, BodySource, Bytes, Delivery, ErrorKind, Request, RequestBody, ResponseBody, Transport,
    TransportError, async_trait, http,
};

fn post(path: &str, body: &'static str) -> Request {
    let mut key = http::HeaderValue::from_static("Bearer canary");
    key.set_sensitive(true);
    http::Request::post(format!("https://api.example{path}"))
        .header("authorization", key)
        .header("x-team", "pictures")
        .body(RequestBody::from(body))
        .unwrap()
}

fn send(transport: &MemoryTransport, request: Request) -> Result<String, TransportError> {
    let mut response = BlockingTransport::send(transport, request)?;
    let body = response.body_mut().read_to_end(1000)?;
    Ok(String::from_utf8(body.to_vec()).unwrap())
}

#[track_caller]
fn unplanned(expect: Expect, request: Request) -> String {
    let transport = MemoryTransport::new();
    transport.expect(expect).answer(200, "");
    let error = send(&transport, request).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Unplanned, Delivery::NotSent));
    assert!(transport.verify().is_err());
    let message = error.to_string();
    assert!(!message.contains("canary"), "{message}");
    message
}

#[test]
fn each_part_of_a_request_is_compared_and_named() {
    let request = || post("/v1/things?page=2", r#"{"a":1}"#);
    let expect = || Expect::post("/v1/things?page=2");
    for (expect, difference) in [
        (Expect::get("/v1/things?page=2"), "the method is POST, not GET"),
        (Expect::post("/v1/other"), r#"the path is "/v1/things?page=2", not "/v1/other""#),
        (expect().host("files.example"), r#"the host is "api.example", not "files.example""#),
        (expect().header("x-team", "films"), r#"the header x-team is ["pictures"], not "films""#),
        (expect().header("x-none", "1"), "the header x-none is missing"),
        (expect().header("authorization", "Bearer canary2"), "authorization has another value (not shown)"),
        (expect().no_header("x-team"), "the header x-team is there"),
        (expect().body(r#"{"a":2}"#), "the body differs at byte 5"),
        (expect().body_matches(<[u8]>::is_empty), "the body does not satisfy"),
        (expect().matches("must have a trace", |r| r.headers().contains_key("trace")), "must have a trace"),
    ] {
        let message = unplanned(expect, request());
        assert!(message.contains(difference), "{message}");
    }
}

#[test]
fn s01_a_secret_that_was_not_marked_is_not_shown_either() {
    let request = http::Request::get("https://api.example/").header("x-api-key", "canary");
    let message = unplanned(
        Expect::get("/").header("x-api-key", "another canary"),
        request.body(RequestBody::empty()).unwrap(),
    );
    assert!(message.contains("x-api-key"), "{message}");
}

#[test]
fn s11_recorded_requests_keep_the_mark_of_sensitive_values() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post("/a").header("authorization", "Bearer canary").body("{}")).answer(200, "");
    send(&transport, post("/a", "{}")).unwrap();
    let requests = transport.requests();
    assert!(requests[0].headers()["authorization"].is_sensitive());
    assert_eq!(requests[0].body().as_bytes(), "{}");
    assert!(!format!("{requests:?} {transport:?}").contains("canary"));
}

#[test]
fn plans_are_used_in_order_and_missing_ones_are_reported() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post("/a").times(2)).answer(200, "a");
    transport.expect(Expect::post("/b")).answer(200, "b");
    transport.expect(Expect::post("/any").any_times()).answer(200, "any");
    assert_eq!(send(&transport, post("/a", "")).unwrap(), "a");
    assert_eq!(send(&transport, post("/any", "")).unwrap(), "any");
    let missing = transport.verify().unwrap_err().to_string();
    assert!(missing.contains("POST /a (1 of 2)") && missing.contains("POST /b (1 of 1)"), "{missing}");
    assert_eq!(send(&transport, post("/a", "")).unwrap(), "a");
    assert_eq!(send(&transport, post("/b", "")).unwrap(), "b");
    transport.assert_done();
    let error = send(&transport, post("/b", "")).unwrap_err().to_string();
    assert!(error.contains("expected no further request") || error.contains("POST /any"), "{error}");
}

#[test]
fn an_unplanned_request_is_not_forgotten() {
    let transport = MemoryTransport::new();
    let _ = send(&transport, post("/a", ""));
    assert!(transport.verify().unwrap_err().to_string().contains("unplanned request number 1: POST /a"));
}

#[test]
fn any_order_and_a_function_as_server() {
    let transport = MemoryTransport::new()
        .in_any_order()
        .otherwise(|request| Reply::new(404).body(request.uri().path().to_owned()));
    transport.expect(Expect::post("/a")).answer(200, "a");
    transport
        .expect(Expect::post("/b"))
        .answer_with(|request| Reply::new(200).body(request.body().as_bytes().clone()));
    assert_eq!(send(&transport, post("/b", "echo")).unwrap(), "echo");
    assert_eq!(send(&transport, post("/c", "")).unwrap(), "/c");
    assert_eq!(send(&transport, post("/a", "")).unwrap(), "a");
    transport.assert_done();
}

#[test]
fn h23_a_body_that_breaks_keeps_what_arrived() {
    let transport = MemoryTransport::new();
    let cut = TransportError::answered(ErrorKind::Truncated, "cut");
    transport.expect(Expect::post("/a").times(2)).reply(Reply::new(200).body("ab").body("cd").then_fail(cut));
    let error = send(&transport, post("/a", "")).unwrap_err();
    assert_eq!(error.partial().unwrap(), "abcd");
    assert_eq!(error.host(), Some("api.example"));

    let mut body = BlockingTransport::send(&transport, post("/a", "")).unwrap().into_body();
    assert_eq!(body.chunk().unwrap().unwrap(), "ab");
    assert_eq!(body.chunk().unwrap().unwrap(), "cd");
    // A broken body stays broken: it must not look complete to someone who asks again.
    assert_eq!(body.chunk().unwrap_err().kind(), ErrorKind::Truncated);
    assert_eq!(body.chunk().unwrap_err().kind(), ErrorKind::Truncated);
    assert_eq!(body.read_to_end(100).unwrap_err().kind(), ErrorKind::Truncated);
}

#[test]
fn errors_and_silence_can_be_planned() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post("/a")).fail(TransportError::unknown(ErrorKind::Closed, "closed"));
    transport.expect(Expect::post("/b").times(2)).reply(Reply::never());
    assert_eq!(send(&transport, post("/a", "")).unwrap_err().kind(), ErrorKind::Closed);
    assert_eq!(send(&transport, post("/b", "")).unwrap_err().kind(), ErrorKind::HeadTimeout);
    let mut sending = pin!(Transport::send(&transport, post("/b", "")));
    assert!(sending.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    transport.assert_done();
}

#[test]
fn a_wrong_script_says_so() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post("/a")).answer(99, "");
    transport.expect(Expect::post("/a")).reply(Reply::new(200).header("no good", "x"));
    for mistake in ["99 is not a status", r#"the header "no good" is not valid"#] {
        assert!(send(&transport, post("/a", "")).unwrap_err().to_string().contains(mistake));
    }
}

#[test]
fn h53_async_and_blocking_give_the_same_through_any_pointer() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post("/a").times(2)).reply(Reply::new(201).header("x-a", "1").body("a"));
    let shared: Arc<dyn Transport> = Arc::new(transport.clone());
    let boxed: Box<dyn BlockingTransport> = Box::new(Arc::new(transport.clone()));
    let mut async_answer = ready(Transport::send(&shared, post("/a", ""))).unwrap();
    let mut blocking_answer = boxed.send(post("/a", "")).unwrap();
    assert_eq!(async_answer.status(), blocking_answer.status());
    assert_eq!(async_answer.headers(), blocking_answer.headers());
    let async_body = ready(async_answer.body_mut().read_to_end(10)).unwrap();
    assert_eq!(async_body, blocking_answer.body_mut().read_to_end(10).unwrap());
    transport.assert_done();
}

/// Gives its pieces one poll late each.
struct Hesitant {
    pieces: Vec<&'static str>,
    hesitate: bool,
}

#[async_trait]
impl BodySource for Hesitant {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.hesitate = !self.hesitate;
        if self.hesitate {
            std::future::pending::<()>().await;
        }
        Ok(if self.pieces.is_empty() { None } else { Some(self.pieces.remove(0).into()) })
    }
}

#[test]
fn a_dropped_read_loses_nothing() {
    let mut body = ResponseBody::from_source(Hesitant { pieces: vec!["ab", "", "cd"], hesitate: false });
    let mut rounds = 0;
    let all = loop {
        rounds += 1;
        let mut reading = pin!(body.read_to_end(100));
        if let Poll::Ready(result) = reading.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            break result.unwrap();
        }
    };
    assert_eq!(all, "abcd");
    assert!(rounds > 3);
}

#[test]
fn h33_the_limit_applies_to_bodies_in_memory_too() {
    let mut body = ResponseBody::from(Bytes::from_static(b"abcdef"));
    let error = ready(body.read_to_end(3)).unwrap_err();
    assert_eq!((error.kind(), &error.partial().unwrap()[..]), (ErrorKind::TooLarge, &b"abc"[..]));
    let mut body = ResponseBody::from(Bytes::from_static(b"abc"));
    assert_eq!(ready(body.read_to_end(3)).unwrap(), "abc");
    assert_eq!(ready(body.chunk()).unwrap(), None);
}

#[test]
fn public_types_are_send_and_show_themselves() {
    fn check<T: Send + std::fmt::Debug + 'static>() {}
    fn shared<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}
    check::<ResponseBody>();
    check::<toapis_transport::BlockingBody>();
    shared::<MemoryTransport>();
    shared::<RequestBody>();
    shared::<TransportError>();
    shared::<Expect>();
    shared::<Reply>();
    #[cfg(feature = "hyper")]
    shared::<toapis_transport::HyperTransport>();
    #[cfg(feature = "reqwest")]
    shared::<toapis_transport::ReqwestTransport>();
    #[cfg(feature = "ureq")]
    shared::<toapis_transport::UreqTransport>();
}

fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}
