//! What a create and its looks send, and what is refused before anything is sent.

use std::time::Duration;

use serde_json::{Value, json};
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport};
use toapis_client::transport::{Request, Timeouts};
use toapis_client::types::image::ImageRequest;
use toapis_client::types::{BusinessId, TaskHandle, TaskId, TaskKind};
use toapis_client::{Client, Config, ConfigError, Error, Money};

use crate::support::{CREATE, KEY, MODEL, Submit, both, config, lost, request, task};

fn sent(config: &Config, request: ImageRequest) -> Request {
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::post(CREATE)).answer(200, task("queued").to_string());
    };
    let (outcome, mut trace) = both(config, script, &Submit(request));
    outcome.unwrap();
    trace.requests.remove(0)
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(request.body().as_bytes()).unwrap()
}

#[test]
fn a_create_holds_what_was_asked_for_and_nothing_else() {
    let request = sent(&config().user_agent("shop/2"), request().size("16:9").metadata("resolution", "2K"));
    assert_eq!(request.uri(), "https://toapis.com/v1/images/generations");
    assert_eq!(
        body(&request),
        json!({"model": MODEL, "prompt": "A lighthouse at dusk", "size": "16:9",
               "metadata": {"resolution": "2K"}, "client_business_id": "job-1"})
    );
    let mut headers: Vec<_> =
        request.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    headers.sort_unstable();
    let agent = format!("shop/2 toapis-rs/{}", env!("CARGO_PKG_VERSION"));
    let key = format!("Bearer {KEY}");
    assert_eq!(
        headers,
        [
            ("accept", &b"application/json"[..]),
            ("authorization", key.as_bytes()),
            ("content-type", b"application/json"),
            ("user-agent", agent.as_bytes()),
        ]
    );
}

#[test]
fn the_time_limits_travel_with_the_request() {
    let timeouts = Timeouts { head: Duration::from_secs(9), ..Timeouts::default() };
    let request = sent(&config().timeouts(timeouts), request());
    assert_eq!(request.extensions().get::<Timeouts>().unwrap().head, Duration::from_secs(9));
}

#[test]
fn i08_a_business_id_is_made_and_sent_when_none_is_given() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(CREATE).times(2)).answer(200, task("queued").to_string());
    let settings = Config::new(KEY).check_requests(false);
    let client =
        toapis_client::blocking::Client::with(settings, transport.clone(), VirtualTime::new()).unwrap();
    for _ in 0..2 {
        let create = client.images().prepare(request()).unwrap();
        let ticket = create.ticket();
        let before = create.body().clone();
        let submitted = create.submit().unwrap();
        let sent = body(transport.requests().last().unwrap());
        assert_eq!(sent, before, "what was shown is what is sent");
        assert_eq!(sent["client_business_id"], ticket.business_id.as_str());
        assert_eq!(submitted.handle.business_id, Some(ticket.business_id));
    }
    let ids: Vec<String> = transport
        .requests()
        .iter()
        .map(|request| body(request)["client_business_id"].as_str().unwrap().to_owned())
        .collect();
    assert_ne!(ids[0], ids[1]);
    assert!(ids.iter().all(|id| id.starts_with("rs-") && BusinessId::new(id.as_str()).is_ok()), "{ids:?}");
}

#[test]
fn i08_an_id_of_the_callers_own_is_kept() {
    assert_eq!(
        body(&sent(&config(), request().client_business_id("mine-1")))["client_business_id"],
        "mine-1"
    );
    let in_metadata = sent(&config(), request().metadata("client_business_id", "mine-2"));
    assert_eq!(body(&in_metadata)["client_business_id"], "mine-2");
}

#[test]
fn i08_an_id_that_cannot_find_the_task_again_is_refused_before_sending() {
    for id in ["", "a b", "../x", &"x".repeat(65)] {
        let (outcome, trace) = both(&config(), |_| {}, &Submit(request().client_business_id(id)));
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{error}");
        assert_eq!((error.money(), trace.requests.len()), (Money::NotMoved, 0));
    }
}

#[test]
fn a_request_that_breaks_a_documented_limit_is_not_sent() {
    let request = ImageRequest::new("gemini-3.1-flash-image-preview", " ");
    let (outcome, trace) = both(&config().check_requests(true), |_| {}, &Submit(request));
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::Invalid(findings) if findings[0].field == "prompt"), "{error}");
    assert_eq!((error.money(), trace.requests.len()), (Money::NotMoved, 0));
}

#[test]
fn h44_a_base_url_with_a_prefix_keeps_it() {
    let script = |transport: &MemoryTransport| {
        transport
            .expect(Expect::post("/gateway/v1/images/generations"))
            .answer(200, task("queued").to_string());
    };
    let config = config().base_url("https://proxy.example/gateway/v1/");
    let (outcome, trace) = both(&config, script, &Submit(request()));
    assert_eq!(outcome.unwrap().handle.origin.as_deref(), Some("https://proxy.example"));
    assert_eq!(trace.requests[0].uri().host(), Some("proxy.example"));
}

/// The base passes, and so does no path behind it: that must not become a request to some other place.
#[test]
fn h44_an_address_that_cannot_be_built_is_not_sent() {
    let config = config().base_url(format!("https://toapis.com/{}", "x".repeat(65_520)));
    let (outcome, trace) = both(&config, |_| {}, &Submit(request()));
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::Config(ConfigError::Address)), "{error}");
    assert_eq!((error.money(), trace.requests.len()), (Money::NotMoved, 0));
}

#[test]
fn ids_cannot_leave_their_path() {
    let transport = MemoryTransport::new();
    transport
        .expect(Expect::get("/v1/videos/generations/..%2F..%2Fbalance%3Fx"))
        .answer(200, task("queued").to_string());
    let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let handle = TaskHandle::new(TaskKind::Video, TaskId::new("../../balance?x").unwrap());
    assert!(crate::support::block_on(client.status(&handle)).is_ok());
    transport.assert_done();
}

#[test]
fn i06_i10_sending_again_is_another_create_with_an_id_of_its_own() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(CREATE)).reply(lost());
    transport.expect(Expect::post(CREATE)).answer(200, task("queued").to_string());
    let settings = Config::new(KEY).check_requests(false);
    let client =
        toapis_client::blocking::Client::with(settings, transport.clone(), VirtualTime::new()).unwrap();
    let error = client.images().submit(request()).unwrap_err();
    assert!(!error.is_retryable(), "{error}");
    let lost = error.ticket().unwrap().business_id.clone();
    let again = client.images().submit(request()).unwrap();
    assert_ne!(again.handle.business_id, Some(lost));
    // No header promises what nobody keeps: the service documents no such key.
    let names = ["idempotency-key", "x-idempotency-key"];
    assert!(
        transport.requests().iter().all(|sent| names.iter().all(|name| !sent.headers().contains_key(*name)))
    );
}
