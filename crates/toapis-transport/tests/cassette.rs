//! Recording and replaying: what is kept, what is never kept, and what is said when a request is not in a cassette.
#![cfg(feature = "cassette")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::error::Error as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use serde_json::json;
use toapis_transport::cassette::{Cassette, RecordTransport, ReplayTransport};
use toapis_transport::memory::{Expect, MemoryTransport, Reply};
use toapis_transport::{
    BlockingTransport, Bytes, Delivery, ErrorKind, Request, RequestBody, Transport, TransportError, http,
};

const KEY: &str = "sk-canary-0123456789abcdef";

fn post(path: &str, body: impl Into<Vec<u8>>) -> Request {
    http::Request::post(format!("https://api.example{path}"))
        .header("authorization", format!("Bearer {KEY}"))
        .header("content-type", "application/json")
        .body(RequestBody::from(body.into()))
        .unwrap()
}

fn get(path: &str) -> Request {
    http::Request::get(format!("https://api.example{path}")).body(RequestBody::empty()).unwrap()
}

/// Status, headers and body, or the error, in words; what a caller can see.
fn seen(transport: &impl BlockingTransport, request: Request) -> String {
    match transport.send(request) {
        Err(error) => words(&error),
        Ok(mut answer) => {
            let (status, headers) = (answer.status(), answer.headers().clone());
            match answer.body_mut().read_to_end(1 << 20) {
                Ok(body) => format!("{status} {headers:?} {body:?}"),
                Err(error) => format!("{status} {headers:?} {:?} {}", error.partial(), words(&error)),
            }
        }
    }
}

fn words(error: &TransportError) -> String {
    let source = error.source().map(ToString::to_string);
    format!(
        "{:?} {:?} {:?} {:?} {error} {source:?}",
        error.kind(),
        error.delivery(),
        error.host(),
        error.partial()
    )
}

fn script(replies: &[Reply]) -> MemoryTransport {
    let server = MemoryTransport::new();
    for reply in replies {
        server.expect(Expect::get("/x")).reply(reply.clone());
    }
    server
}

/// What is seen of these replies directly, and what is seen of a replay that went through JSON.
fn recorded_and_replayed(replies: &[Reply]) -> (Vec<String>, Vec<String>, String) {
    let direct: Vec<_> = {
        let server = script(replies);
        replies.iter().map(|_| seen(&server, get("/x"))).collect()
    };
    let recorder = RecordTransport::new(script(replies));
    let through: Vec<_> = replies.iter().map(|_| seen(&recorder, get("/x"))).collect();
    assert_eq!(direct, through, "a recorder changes nothing");
    let json = recorder.cassette().to_json();
    let replay = ReplayTransport::new(Cassette::from_json(&json).unwrap());
    let replayed = replies.iter().map(|_| seen(&replay, get("/x"))).collect();
    replay.assert_done();
    (direct, replayed, json)
}

#[test]
fn answers_of_every_kind_are_replayed_to_the_byte() {
    let bodies: [&[u8]; 12] = [
        b"",
        br#"{"b":1.0,"a":[1e400,{},[]],"a":"\u00e9\/"}"#,
        b"{\"spaced\": 1}",
        b"null",
        b"\"text\"",
        br#"{"id":"a"}{"code":"new_api_panic"}"#,
        br#"{"id":"tsk"#,
        b"\xef\xbb\xbf{}",
        b"\xff\xfe\0\x01",
        "<html>é</html>".as_bytes(),
        b"data: {\"a\":1}\n\ndata: [DONE]\n\n",
        b"\n {} ",
    ];
    let mut replies: Vec<_> = bodies
        .iter()
        .map(|body| Reply::new(200).header("x-request-id", "r1").body(Bytes::copy_from_slice(body)))
        .collect();
    replies.push(Reply::new(503).header("a", "1").header("a", "2").body("one ").body("two"));
    replies.push(Reply::new(200).body("[".repeat(5_000) + &"]".repeat(5_000)));
    replies.push(Reply::new(200).body("[".repeat(100_000)));
    let (direct, replayed, json) = recorded_and_replayed(&replies);
    assert_eq!(direct, replayed);
    assert!(json.contains("\"base64\": \"//4AAQ==\""), "{json}");
    assert!(json.contains("          \"json\": {\n            \"b\": 1.0,\n"), "JSON is laid out\n{json}");
}

#[test]
fn errors_of_every_kind_are_replayed_with_their_delivery() {
    use ErrorKind::{
        Address, Closed, Connect, ConnectTimeout, Dns, HeadTimeout, IdleTimeout, InvalidRequest, Other,
        Protocol, Proxy, Refused, Tls, TooLarge, TooSlow, Truncated, Unplanned,
    };
    let kinds = [
        Dns,
        Connect,
        ConnectTimeout,
        Tls,
        Proxy,
        HeadTimeout,
        IdleTimeout,
        TooSlow,
        Closed,
        Refused,
        Address,
        Protocol,
        Truncated,
        TooLarge,
        InvalidRequest,
        Unplanned,
        Other,
    ];
    let mut replies = Vec::new();
    for kind in kinds {
        replies.push(Reply::failure(TransportError::not_sent(kind, "first").with_source("the cause")));
        replies.push(Reply::failure(TransportError::unknown(kind, "second").with_host("other.example:8")));
        let broken = TransportError::answered(kind, "third");
        replies.push(Reply::failure(broken.clone().with_partial(&b"{\"id\":"[..])));
        replies.push(Reply::new(200).header("content-length", "99").body("{\"id\":\"tsk").then_fail(broken));
    }
    let (direct, replayed, _) = recorded_and_replayed(&replies);
    assert_eq!(direct, replayed);
}

#[tokio::test]
async fn h48_a_body_that_is_dropped_is_recorded_as_far_as_it_was_read() {
    let server = MemoryTransport::new();
    server.expect(Expect::get("/x")).reply(Reply::new(200).body("first ").body("second"));
    let recorder = RecordTransport::new(server);
    let mut answer = Transport::send(&recorder, get("/x")).await.unwrap();
    assert_eq!(answer.body_mut().chunk().await.unwrap().unwrap(), "first ");
    drop(answer);

    let replay = ReplayTransport::new(recorder.cassette());
    let mut answer = Transport::send(&replay, get("/x")).await.unwrap();
    assert_eq!(answer.body_mut().chunk().await.unwrap().unwrap(), "first ");
    let error = answer.body_mut().chunk().await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Unplanned, Delivery::Answered));
}

#[tokio::test]
async fn h47_a_request_that_was_given_up_replays_as_one_without_an_answer() {
    let server = MemoryTransport::new();
    server.expect(Expect::get("/x")).reply(Reply::never());
    let recorder = RecordTransport::new(server);
    let given_up = std::time::Duration::ZERO;
    tokio::time::timeout(given_up, Transport::send(&recorder, get("/x"))).await.unwrap_err();

    let replay = ReplayTransport::new(recorder.cassette());
    tokio::time::timeout(given_up, Transport::send(&replay, get("/x"))).await.unwrap_err();
    let replay = ReplayTransport::new(recorder.cassette());
    let error = BlockingTransport::send(&replay, get("/x")).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::HeadTimeout, Delivery::Unknown));
}

/// Every place that a request or an answer has, each with the key or something that looks like one in it.
fn full_of_secrets() -> RecordTransport<MemoryTransport> {
    let server = MemoryTransport::new().in_any_order();
    let error = TransportError::unknown(ErrorKind::Other, format!("message with {KEY}"))
        .with_source(format!("source with {KEY}"))
        .with_partial(format!("partial with {KEY}"));
    server.expect(Expect::get("/fail")).fail(error.clone());
    server
        .expect(Expect::post(format!("/v1/{KEY}?key={KEY}&X-Amz-Signature=f00dcafe")))
        .reply(
            Reply::new(200)
                .header("set-cookie", "session=c00kie-canary; Path=/")
                .header("location", "https://files.example/a.png?X-Amz-Signature=f00dcafe&X-Amz-Date=1")
                .header("x-echo", KEY)
                .header("content-length", "5")
                .body(format!(
                    r#"{{"url":"https:\/\/files.example\/a.png?X-Amz-Signature=f00dcafe","message":"{{\"key\": \"{KEY}\"}}",
                    "escaped":"\u0073k-canary-0123456789abcdef","webhook_secret":"plain-canary","cookie":"c00kie-canary",
                    "other": "sk-another-0123456789", "hook":"whsec_0123456789abcdef"}}"#
                )),
        );
    server.expect(Expect::post("/binary")).reply(Reply::new(200).body([b"\xff\0", KEY.as_bytes()].concat()));
    server.expect(Expect::post("/cut")).reply(
        Reply::new(200)
            .body(format!(r#"{{"a":"\n{KEY}","u":"https:\/\/f\/a?x=1\u0026sig=f00dcafe"#))
            .then_fail(error),
    );
    let recorder = RecordTransport::new(server).secret("told-canary");
    let signature = "258988b0b76ee13b218de0df8f07c0b2069d3b6527b34fc0bbbf7f3052a374bc";
    let body = json!({"prompt": format!("say {KEY} and told-canary"), "api_key": "plain-canary"});
    let mut full = post(&format!("/v1/{KEY}?key={KEY}&X-Amz-Signature=f00dcafe"), body.to_string());
    let headers = full.headers_mut();
    headers.insert("x-api-key", "xapi-canary-1".parse().unwrap());
    headers.insert("cookie", "a=c00kie-canary-2".parse().unwrap());
    headers.insert("x-toapis-webhook-signature", format!("v1={signature}").parse().unwrap());
    headers.insert("x-note", format!("{KEY} v1={signature}").parse().unwrap());
    let mut marked = http::HeaderValue::from_static("marked-canary");
    marked.set_sensitive(true);
    headers.insert("x-custom", marked);
    seen(&recorder, full);
    seen(&recorder, post("/binary", [b"\xff\0", KEY.as_bytes()].concat()));
    seen(&recorder, post("/cut", "xapi-canary-1 marked-canary"));
    seen(&recorder, get("/fail"));
    recorder
}

#[test]
fn s05_s07_no_secret_reaches_a_cassette() {
    let recorder = full_of_secrets();
    let shown = format!("{recorder:?}");
    let json = recorder.cassette().to_json();
    for text in [&shown, &json, &format!("{:?}", recorder.cassette())] {
        for secret in [
            "0123456789",
            "canary-0",
            "c00kie",
            "f00dcafe",
            "plain-canary",
            "xapi",
            "told-canary",
            "marked",
            "258988b0",
        ] {
            assert!(!text.contains(secret), "{secret} is in\n{text}");
        }
    }
    assert_eq!(json.matches("\"base64\"").count(), 2, "{json}");
    // Base64 hides nothing either.
    let again = Cassette::from_json(&json).unwrap();
    assert_eq!(again.to_json(), json);
    assert!(json.contains("authorization: [redacted]") && json.contains("\"prompt\": \"say "), "{json}");
}

#[test]
fn s07_what_was_scrubbed_still_finds_its_recording() {
    let recorder = RecordTransport::new(MemoryTransport::new().otherwise(|_| Reply::new(200).body("{}")));
    let url = "/a.png?Expires=1&Signature=0badcafe";
    seen(&recorder, get(url));
    seen(&recorder, post("/v1/x", format!(r#"{{"a":"{KEY}"}}"#)));
    let replay = ReplayTransport::new(recorder.cassette());
    // The client of a replay sees the URL that was scrubbed.
    assert!(seen(&replay, get("/a.png?Expires=redacted&Signature=redacted")).starts_with("200"));
    assert!(seen(&replay, post("/v1/x", format!(r#"{{"a":"{KEY}"}}"#))).starts_with("200"));
    replay.assert_done();
}

#[test]
fn s07_a_file_with_a_key_is_neither_loaded_nor_saved() {
    let recorder = RecordTransport::new(script(&[Reply::new(200).body(&b"\xff\xfe"[..])]));
    seen(&recorder, get("/x"));
    let json = recorder.cassette().to_json();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("deep/er/c.json");
    for (from, to) in [
        ("https://api.example/x", "https://api.example/x?a=sk-0123456789abcdef"),
        ("https://api.example/x", r"https://api.example/x?a=\u0073k-0123456789abcdef"),
        ("\"base64\": \"//4=\"", "\"base64\": \"c2stMDEyMzQ1Njc4OWFiY2RlZg==\""),
        ("\"status\"", "\"headers\": [\"x-api-key: abc\"], \"status\""),
        ("\"method\"", "\"headers\": [\"x-note: bearer abcdef0123456789\"], \"method\""),
        ("\"base64\": \"//4=\"", "\"text\": \"whsec_0123456789\""),
    ] {
        let spoiled = json.replacen(from, to, 1);
        assert_ne!(spoiled, json, "{from}");
        let error = Cassette::from_json(&spoiled).unwrap_err();
        assert!(error.is_secret(), "{to}: {error}");
        assert!(!error.to_string().contains("0123456789"), "{error}");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &spoiled).unwrap();
        let error = ReplayTransport::load(&path).unwrap_err();
        assert!(error.is_secret() && error.to_string().contains("c.json"), "{error}");
    }
    recorder.cassette().save(&path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), json);
}

#[test]
fn a_file_that_is_no_cassette_says_what_is_wrong() {
    let recorder = RecordTransport::new(script(&[Reply::new(200).body("a")]));
    seen(&recorder, get("/x"));
    let json = recorder.cassette().to_json();
    for (from, to, wanted) in [
        ("toapis-cassette/1", "other/2", "the format is \"other/2\""),
        ("\"GET\"", "\"G T\"", "exchange 1: invalid HTTP method"),
        ("https://api.example/x", "https://", "exchange 1: its url"),
        ("200", "20", "exchange 1: invalid status code"),
        ("\"text\": \"a\"", "\"text\": \"a\", \"base64\": \"\"", "has to be one of json, text and base64"),
        ("\"text\": \"a\"", "\"base64\": \"!\"", "no base64"),
        ("\"text\"", "\"txt\"", "unknown field `txt`"),
        ("\"status\"", "\"headers\": [\"no header\"], \"status\"", "is no header"),
    ] {
        let spoiled = json.replacen(from, to, 1);
        let error = Cassette::from_json(&spoiled).unwrap_err();
        assert!(error.to_string().contains(wanted), "{to}: {error}");
        assert!(!error.is_secret());
    }
    let missing = ReplayTransport::load("no/such/cassette.json").unwrap_err();
    assert!(missing.to_string().starts_with("the cassette no/such/cassette.json: "), "{missing}");
    assert!(missing.source().is_some());
}

#[test]
fn h52_what_was_not_recorded_shows_the_nearest_recording() {
    let recorder = RecordTransport::new(MemoryTransport::new().otherwise(|_| Reply::new(200).body("{}")));
    seen(&recorder, post("/v1/images?page=1", r#"{"model":"a","size":"1:1","n":1,"list":[1,2]}"#));
    seen(&recorder, get("/v1/images/tsk_1"));
    let replay = ReplayTransport::new(recorder.cassette());

    let miss = |request| {
        let error = BlockingTransport::send(&replay, request).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Unplanned, Delivery::NotSent));
        assert_eq!(error.host(), Some("api.example"));
        error.to_string()
    };
    let said =
        miss(post("/v1/images?page=2", r#"{"n":2,"model":"a","list":[1],"extra":true,"size":"16:9"}"#));
    for line in [
        "no recording of POST /v1/images?page=2 in the cassette; the nearest is 1 of 2, POST /v1/images?page=1:",
        "  query: recorded page=1\n",
        "  query: now page=2\n",
        "  /size: recorded \"1:1\", now \"16:9\"\n",
        "  /n: recorded 1, now 2\n",
        "  /list/1: recorded 2, now missing\n",
        "  /extra: not recorded, now true\n",
    ] {
        assert!(said.contains(line), "{line:?} is missing in\n{said}");
    }
    assert!(miss(get("/v1/images/tsk_2")).contains("path: recorded /v1/images/tsk_1, now /v1/images/tsk_2"));
    assert!(seen(&replay, get("/v1/images/tsk_1")).starts_with("200"));
    assert!(miss(get("/v1/images/tsk_1")).contains("it was used already"));
    let error = replay.verify().unwrap_err().to_string();
    assert!(error.contains("recorded but missing: POST /v1/images?page=1"), "{error}");
    assert_eq!(error.matches("no recording of").count(), 3, "{error}");

    let empty = ReplayTransport::new(Cassette::default());
    assert!(words(&BlockingTransport::send(&empty, get("/")).unwrap_err()).contains("the cassette is empty"));
}

#[test]
fn s01_a_difference_shows_no_key() {
    let recorder = RecordTransport::new(MemoryTransport::new().otherwise(|_| Reply::new(200)));
    seen(&recorder, post("/v1/x?sig=f00dcafe", r#"{"a":"sk-0123456789abcdef"}"#));
    let replay = ReplayTransport::new(recorder.cassette());
    let said = seen(&replay, post("/v1/y?sig=f00dcaff", format!(r#"{{"a":"{KEY} {KEY}"}}"#)));
    assert!(said.contains("/a: recorded") && said.contains("[redacted]"), "{said}");
    assert!(!said.contains("0123456789") && !said.contains("f00d"), "{said}");
}

#[test]
fn bodies_are_compared_by_value() {
    let record = |body: &str| {
        let recorder = RecordTransport::new(MemoryTransport::new().otherwise(|_| Reply::new(200).body("ok")));
        seen(&recorder, post("/x?a=1&b=2", body));
        ReplayTransport::new(recorder.cassette())
    };
    let fits =
        |replay: &ReplayTransport, path: &str, body: &str| seen(replay, post(path, body)).starts_with("200");
    assert!(fits(&record(r#"{"a":1,"b":[1.0,"\u00e9"]}"#), "/x?b=2&a=1", "{ \"b\": [1, \"é\"], \"a\": 1 }"));
    assert!(!fits(&record(r#"{"a":1}"#), "/x?a=1&b=2", r#"{"a":"1"}"#));
    assert!(!fits(&record(r#"{"a":[1,2]}"#), "/x?a=1&b=2", r#"{"a":[2,1]}"#));
    assert!(!fits(&record("plain"), "/x?a=1&b=2", "plain "));
    assert!(!fits(&record(""), "/x?a=1", ""));
    assert!(!fits(&record(""), "/x?a=1&b=2&b=2", ""));
    assert!(fits(&record("").ignore_query("b"), "/x?a=1", ""));
    assert!(!fits(
        &record(r#"{"a":{"b":1},"c":{"b":2}}"#).ignore_field("/a/b"),
        "/x?a=1&b=2",
        r#"{"a":{"b":3},"c":{"b":4}}"#
    ));
    assert!(fits(
        &record(r#"{"a":{"b":1},"c":{"b":2}}"#).ignore_field("b"),
        "/x?a=1&b=2",
        r#"{"a":{"b":3},"c":{}}"#
    ));
}

#[test]
fn the_separator_of_a_form_is_not_compared() {
    let form = |boundary: &str, content: &str| {
        let body = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n{content}\r\n--{boundary}--\r\n"
        );
        let mut request = post("/upload", body);
        let kind = format!("multipart/form-data; boundary={boundary}").parse().unwrap();
        request.headers_mut().insert("content-type", kind);
        request
    };
    let recorder = RecordTransport::new(MemoryTransport::new().otherwise(|_| Reply::new(200)));
    seen(&recorder, form("one-11111", "\u{1}file"));
    let replay = ReplayTransport::new(recorder.cassette());
    assert!(seen(&replay, form("two-222", "\u{1}other")).contains("body: differs at byte"));
    assert!(seen(&replay, form("two-222", "\u{1}file")).starts_with("200"));
}

#[test]
fn an_ignored_id_takes_the_place_of_the_recorded_one() {
    let body = |id: &str| format!(r#"{{"client_business_id":"{id}","prompt":"a"}}"#);
    let server = MemoryTransport::new();
    server.expect(Expect::post("/v1/things")).reply(
        Reply::new(200).header("content-length", "36").body(r#"{"client_business_id":"job-recorded"}"#),
    );
    server.expect(Expect::get("/v1/things/job-recorded")).answer(200, r#"{"of":"job-recorded"}"#);
    let recorder = RecordTransport::new(server);
    seen(&recorder, post("/v1/things", body("job-recorded")));
    seen(&recorder, get("/v1/things/job-recorded"));
    let replay = ReplayTransport::new(recorder.cassette()).ignore_field("client_business_id");
    assert!(seen(&replay, post("/v1/things", body("now"))).contains(r#"{\"client_business_id\":\"now\"}"#));
    assert!(seen(&replay, get("/v1/things/now")).contains(r#"{\"of\":\"now\"}"#));
    replay.assert_done();
}

#[test]
fn the_host_is_compared_on_demand() {
    let recorder = RecordTransport::new(MemoryTransport::new().otherwise(|_| Reply::new(200)));
    seen(&recorder, get("/x"));
    let elsewhere = || http::Request::get("http://127.0.0.1:8080/x").body(RequestBody::empty()).unwrap();
    assert!(seen(&ReplayTransport::new(recorder.cassette()), elsewhere()).starts_with("200"));
    let said = seen(&ReplayTransport::new(recorder.cassette()).match_host(), elsewhere());
    assert!(said.contains(r#"host: recorded "api.example", now "127.0.0.1:8080""#), "{said}");
}

#[test]
fn a_file_is_written_at_the_end_also_when_a_test_panics() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("new/c.json");
    let record = || RecordTransport::to_file(script(&[Reply::new(200).body("{}")]), &path);

    drop(record());
    assert!(!path.exists(), "nothing was recorded");

    let recorder = record();
    seen(&recorder, get("/x"));
    let clone = recorder.clone();
    drop(recorder);
    assert!(!path.exists());
    drop(clone);
    assert_eq!(Cassette::load(&path).unwrap().len(), 1);
    std::fs::remove_file(&path).unwrap();

    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let recorder = record();
        seen(&recorder, get("/x"));
        panic!("on purpose");
    }));
    assert!(panicked.is_err());
    assert_eq!(Cassette::load(&path).unwrap().len(), 1);
    std::fs::remove_file(&path).unwrap();

    let recorder = record();
    let answer = BlockingTransport::send(&recorder, get("/x")).unwrap();
    recorder.finish().unwrap();
    assert!(std::fs::read_to_string(&path).unwrap().contains("\"unread\": true"));
    drop(recorder);
    let mut answer = answer;
    answer.body_mut().read_to_end(10).unwrap();
    drop(answer);
    assert!(!std::fs::read_to_string(&path).unwrap().contains("unread"), "the last body writes again");
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn a_file_that_cannot_be_written_is_an_error_of_finish() {
    let directory = tempfile::tempdir().unwrap();
    let recorder = RecordTransport::to_file(script(&[Reply::new(200)]), directory.path());
    seen(&recorder, get("/x"));
    let error = recorder.finish().unwrap_err();
    assert!(!error.is_secret());
    assert!(error.to_string().contains(&directory.path().display().to_string()), "{error}");
}

#[test]
fn several_requests_at_once_keep_the_order_in_which_they_began() {
    let server =
        MemoryTransport::new().otherwise(|request| Reply::new(200).body(request.uri().path().to_owned()));
    let recorder = RecordTransport::new(server);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut first = Transport::send(&recorder, get("/1")).await.unwrap();
        let mut second = Transport::send(&recorder, get("/2")).await.unwrap();
        second.body_mut().read_to_end(10).await.unwrap();
        first.body_mut().read_to_end(10).await.unwrap();
    });
    let json = recorder.cassette().to_json();
    assert!(json.find("\"/1\"").unwrap() < json.find("\"/2\"").unwrap(), "{json}");
    let replay = ReplayTransport::new(recorder.cassette());
    assert!(seen(&replay, get("/2")).contains("/2"), "replayed in any order");
}

proptest! {
    #[test]
    fn p27_any_body_is_replayed_to_the_byte(body in proptest::collection::vec(any::<u8>(), 0..200), status in 100u16..1000) {
        let (direct, replayed, _) = recorded_and_replayed(&[Reply::new(status).body(body)]);
        prop_assert_eq!(direct, replayed);
    }

    #[test]
    fn s05_a_key_anywhere_in_any_text_is_not_recorded(before in "[ -~]{0,20}", after in "[ -~]{0,20}", json in any::<bool>()) {
        let said = format!("{before} {KEY}{after}");
        let said = if json { json!({ "a": [said] }).to_string() } else { said };
        let recorder = RecordTransport::new(MemoryTransport::new().otherwise(move |_| Reply::new(200).body(said.clone())));
        seen(&recorder, post("/x", "{}"));
        let json = recorder.cassette().to_json();
        prop_assert!(!json.contains(KEY), "{}", json);
        prop_assert!(Cassette::from_json(&json).is_ok());
    }

    #[test]
    fn any_text_is_read_as_a_cassette_or_refused(text in "[ -~]{0,60}") {
        let _ = Cassette::from_json(&text);
    }
}
