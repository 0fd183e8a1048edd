//! Files that are not where they should be: looked for, taken from a mirror, or over.

use std::time::Duration;

use serde_json::{Value, json};
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::transport::{ErrorKind, TransportError};
use toapis_client::types::Task;
use toapis_client::{Client, Completed, Target, blocking};

use crate::download::{Download, Outcome, PNG, file};
use crate::support::{Act, FILE, NOW, Trace, both, completed, config, handle, look, reply, task};

const FRESH: &str = "https://files.toapis.com/images/fresh.png?sig=canary";

/// A download of a finished task as this body shows it.
struct Fetch(Value);

impl Fetch {
    fn done(&self) -> Completed {
        Completed::judge(handle(), Task::from_value(self.0.clone()).unwrap()).unwrap()
    }
}

impl Act for Fetch {
    type Output = Outcome;

    async fn on_async(&self, client: Client) -> Outcome {
        let dir = tempfile::tempdir().unwrap();
        let outcome = client.download(&self.done(), dir.path().join("a.png")).await;
        Outcome::of(&dir, outcome)
    }

    fn on_blocking(&self, client: blocking::Client) -> Outcome {
        let dir = tempfile::tempdir().unwrap();
        let outcome = client.download(&self.done(), dir.path().join("a.png"));
        Outcome::of(&dir, outcome)
    }
}

fn fetch(body: Value, script: impl Fn(&MemoryTransport)) -> (Outcome, Trace) {
    both(&config(), script, &Fetch(body))
}

fn with_url(url: &str) -> Value {
    let mut body = task("completed");
    body["result"] = json!({"data": [{"url": url}]});
    body
}

#[test]
fn d08_a_fresh_url_is_asked_for_and_used_at_once() {
    for status in [403, 404, 410] {
        let (outcome, trace) = fetch(completed(), |transport| {
            file(transport, "a.png").answer(status, "");
            transport.expect(look()).reply(reply(200, &with_url(FRESH)));
            file(transport, "fresh.png?sig=canary").answer(200, PNG);
        });
        assert_eq!(outcome.files["a.png"], PNG);
        assert_eq!((trace.sleeps.len(), trace.posts()), (0, 0), "{status}");
    }
}

#[test]
fn d08_a_file_that_comes_late_is_waited_for() {
    let (outcome, trace) = fetch(completed(), |transport| {
        for look_answer in [reply(200, &completed()), reply(401, &json!({})), reply(200, &task("queued"))] {
            file(transport, "a.png").answer(404, "");
            transport.expect(look()).reply(look_answer);
        }
        file(transport, "a.png").answer(200, PNG);
    });
    assert_eq!(&outcome.files["a.png"][..], PNG);
    trace.rested_under(&[1, 2, 4]);
}

#[test]
fn d08_a_file_that_does_not_come_is_unreachable_and_stays_paid_for() {
    let (outcome, trace) = fetch(completed(), |transport| {
        transport.expect(look().any_times()).reply(reply(200, &completed()));
        drop(transport.clone().otherwise(|_| Reply::new(404)));
    });
    assert_eq!((trace.slept(), trace.posts(), outcome.files.len()), (Duration::from_secs(300), 0, 0));
    let text = "files.toapis.com answered 404 for 5 minutes, although the file has not expired; try again later. The task is paid for";
    assert!(outcome.error().contains(text), "{}", outcome.error());
}

#[test]
fn d08_a_fresh_url_on_a_host_that_is_not_allowed_is_not_used() {
    let (outcome, trace) = fetch(completed(), |transport| {
        file(transport, "a.png").answer(404, "");
        transport.expect(look()).reply(reply(200, &with_url("https://evil.example/a.png")));
        file(transport, "a.png").answer(200, PNG);
    });
    assert_eq!(&outcome.files["a.png"][..], PNG);
    trace.rested_under(&[1]);
}

#[test]
fn s09_addresses_in_answers_are_not_asked_with_the_key() {
    let mut body = completed();
    for field in ["polling_url", "next", "callback_url", "status_url"] {
        body[field] = json!("https://evil.example/v1/images/generations/x");
    }
    let (_, trace) = fetch(body.clone(), |transport| {
        file(transport, "a.png").answer(404, "");
        transport.expect(look().host("toapis.com")).reply(reply(200, &body));
        file(transport, "a.png").answer(200, PNG);
    });
    for request in &trace.requests {
        let host = request.uri().host().unwrap();
        let has_key = request.headers().contains_key("authorization");
        assert_eq!((host == "toapis.com", host == "files.toapis.com"), (has_key, !has_key), "{host}");
    }
}

#[test]
fn d09_what_has_expired_is_said_to_be_and_nothing_is_made_anew() {
    for (field, at) in [("expires_at", NOW - 60), ("completed_at", NOW - 60 - 86_400)] {
        for status in [403, 404, 410, 503] {
            let mut body = completed();
            body[field] = json!(at);
            let (outcome, trace) = fetch(body, |transport| file(transport, "a.png").answer(status, ""));
            assert_eq!((trace.requests.len(), trace.sleeps.len(), outcome.files.len()), (1, 0, 0));
            let text =
                "it expired on Sun, 15 Jun 2025 15:05:40 GMT, and it is Sun, 15 Jun 2025 15:06:40 GMT now";
            assert!(outcome.error().contains(text), "{}", outcome.error());
            assert!(outcome.error().ends_with("Nothing was created or charged again"), "{}", outcome.error());
        }
    }
}

#[test]
fn d09_a_file_that_is_there_after_its_time_is_saved_all_the_same() {
    let mut body = completed();
    body["expires_at"] = json!(NOW - 60);
    let (outcome, _) = fetch(body, |transport| file(transport, "a.png").answer(200, PNG));
    assert_eq!(outcome.files["a.png"], PNG);
}

#[test]
fn h50_d09_the_file_hosts_clock_says_whether_a_file_has_expired() {
    let mut body = completed();
    body["expires_at"] = json!(NOW + 60);
    let two_hours_later = "Sun, 15 Jun 2025 17:06:40 GMT";
    let (outcome, trace) = fetch(body, |transport| {
        file(transport, "a.png").reply(Reply::new(404).header("date", two_hours_later));
    });
    assert!(outcome.error().contains("and it is Sun, 15 Jun 2025 17:06:40 GMT now"), "{}", outcome.error());
    assert_eq!(trace.requests.len(), 1);
}

fn blocked(kind: ErrorKind) -> Reply {
    Reply::failure(TransportError::not_sent(kind, "there is no way"))
}

fn mirrored(host: &str) -> Expect {
    Expect::get("/images/a.png").host(host).no_header("authorization")
}

#[test]
fn d22_a_host_that_is_blocked_is_replaced_by_its_mirror() {
    for kind in
        [ErrorKind::Dns, ErrorKind::Connect, ErrorKind::ConnectTimeout, ErrorKind::Tls, ErrorKind::Address]
    {
        let (outcome, trace) = fetch(completed(), |transport| {
            file(transport, "a.png").reply(blocked(kind));
            transport.expect(mirrored("files.toapis.cn")).reply(Reply::new(200).body(PNG));
        });
        assert_eq!((&outcome.files["a.png"][..], trace.sleeps.len()), (PNG, 0), "{kind:?}");
        assert!(trace.requests.iter().all(|request| request.method() == "GET"));
    }
}

#[test]
fn d22_an_answer_is_no_reason_to_ask_another_host_and_own_mirrors_can_be_named() {
    let (outcome, _) = fetch(completed(), |transport| {
        file(transport, "a.png").answer(503, "");
        file(transport, "a.png").answer(200, PNG);
    });
    assert_eq!(outcome.files["a.png"], PNG);

    let config = config().result_mirrors(["files.toapis.com", "m.example.com"]);
    let script = |transport: &MemoryTransport| {
        file(transport, "a.png").reply(blocked(ErrorKind::Dns));
        transport.expect(mirrored("m.example.com")).reply(blocked(ErrorKind::Connect));
        transport.expect(mirrored("files.toapis.cn")).reply(blocked(ErrorKind::Connect));
        file(transport, "a.png").reply(Reply::new(200).body(PNG));
    };
    let (outcome, trace) = both(&config, script, &Fetch(completed()));
    assert_eq!(&outcome.files["a.png"][..], PNG);
    trace.rested_under(&[1]);
}

#[test]
fn d24_no_debug_or_text_shows_a_signature() {
    // `Outcome::of` looks at both texts of every error for `sig=`.
    for status in [401, 404, 503] {
        let script = |transport: &MemoryTransport| {
            drop(transport.clone().otherwise(move |_| Reply::new(status)));
        };
        let items = json!([{"url": format!("{FILE}?sig=canary")}]);
        let download = Download { items, target: |dir| Target::file(dir.join("a.png")), prepare: |_| {} };
        assert!(!both(&config(), script, &download).0.error().contains("canary"));
    }
}
