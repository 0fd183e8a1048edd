//! What is sent again and what is not, budgets, the circuit, and what is told of attempts: both clients alike.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use toapis_client::poll::budget::{Limits, Window};
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{Balance, Task, TaskHandle};
use toapis_client::{AttemptOutcome, Client, Config, Error, Money, RetryPolicy, blocking};

use crate::films::act;
use crate::support::{
    Act, CREATE, KEY, Run, Submit, block_on, both, completed, config, error, handle, look, lost, refused,
    reply, request, task,
};

act!(Look, Task, |client| client.status(&handle()));
act!(TokenBalance, Balance, |client| client.token_balance());

fn again() -> Config {
    config().retry(RetryPolicy::new().seed(3))
}

fn busy(seconds: &str) -> Reply {
    reply(429, &error("rate_limit_exceeded")).header("retry-after", seconds)
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Answers to creates, in order.
fn script(answers: Vec<Reply>) -> impl Fn(&MemoryTransport) {
    move |transport| {
        for answer in &answers {
            transport.expect(Expect::post(CREATE)).reply(answer.clone());
        }
    }
}

#[test]
fn i01_h13_reads_are_made_again_whatever_got_lost() {
    for trouble in
        [lost(), refused(), Reply::new(503).body("down"), Reply::new(502).body("<html>"), busy("2")]
    {
        let script = |transport: &MemoryTransport| {
            transport.expect(look()).reply(trouble.clone());
            transport.expect(look()).reply(trouble.clone());
            transport.expect(look()).reply(reply(200, &task("queued")));
        };
        let (outcome, trace) = both(&again(), script, &Look);
        assert!(outcome.is_ok(), "{outcome:?}");
        assert_eq!(trace.sleeps.len(), 2);
    }
}

#[test]
fn i01_h14_h15_i11_i12_creates_are_sent_again_only_when_unsent_or_limited() {
    for trouble in [refused(), busy("5"), reply(503, &error("rate_limit_unavailable"))] {
        let answers = vec![trouble.clone(), trouble, reply(200, &task("queued"))];
        let (outcome, trace) = both(&again(), script(answers), &Submit(request()));
        assert!(outcome.is_ok(), "{outcome:?}");
        assert_eq!(trace.posts(), 3);
        let bodies: Vec<_> =
            trace.requests.iter().map(|request| request.body().as_bytes().to_vec()).collect();
        assert!(bodies.iter().all(|body| *body == bodies[0]), "the same bytes, and so the same business id");
    }
    for trouble in [lost(), Reply::new(503).body("down"), Reply::new(500), reply(400, &error("bad"))] {
        let (outcome, trace) = both(&again(), script(vec![trouble]), &Submit(request()));
        assert!(outcome.is_err());
        assert_eq!((trace.posts(), trace.sleeps.len()), (1, 0));
    }
}

#[test]
fn i11_a_429_of_the_edge_is_answered_by_one_more_attempt_at_the_most() {
    let page = Reply::new(429).body("<html>slow down</html>");
    let (outcome, trace) = both(&again(), script(vec![page.clone(), page]), &Submit(request()));
    assert!(matches!(outcome, Err(Error::Rejected(_))));
    assert_eq!(trace.posts(), 2);
}

#[test]
fn l01_l03_l04_a_wish_to_wait_is_kept_and_one_too_long_is_an_error_that_names_it() {
    let wish = busy("7").header("x-ratelimit-reset", "1750000000000").header("x-ratelimit-remaining", "0");
    let (outcome, trace) =
        both(&again(), script(vec![wish, reply(200, &task("queued"))]), &Submit(request()));
    assert!(outcome.is_ok());
    // Nothing is left until the window of ten seconds has passed, and the reset is not believed.
    assert_eq!(trace.slept(), secs(10));
    assert_eq!(trace.sleeps[0], secs(7));
    let (outcome, trace) = both(&again(), script(vec![busy("1e9")]), &Submit(request()));
    let error = outcome.unwrap_err();
    assert!(trace.sleeps.is_empty() && error.to_string().contains("1000000000 s"), "{error}");
}

#[test]
fn l05_without_a_wish_pauses_grow_with_full_jitter_under_their_cap() {
    let trouble = reply(429, &error("rate_limit_exceeded"));
    let answers = vec![trouble.clone(), trouble.clone(), trouble.clone(), trouble];
    let (_, trace) = both(&again(), script(answers), &Submit(request()));
    assert_eq!(trace.sleeps.len(), 3);
    for (pause, cap) in trace.sleeps.iter().zip([500, 1_000, 2_000]) {
        assert!(*pause <= Duration::from_millis(cap));
    }
}

#[test]
fn i19_an_error_lists_every_attempt_without_secrets() {
    let trouble = |id: &str| busy("1").header("x-request-id", id);
    let answers = vec![refused(), trouble("req-2"), trouble("req-3"), trouble(&format!("req-{KEY}"))];
    let (outcome, _) = both(&again(), script(answers), &Submit(request()));
    let error = outcome.unwrap_err();
    let outcomes: Vec<_> = error.attempts().iter().map(|attempt| attempt.outcome).collect();
    assert_eq!((outcomes.len(), outcomes[0]), (4, AttemptOutcome::NotSent));
    assert_eq!(error.attempts()[1].request_id.as_deref(), Some("req-2"));
    assert_eq!((error.money(), error.is_retryable()), (Money::NotMoved, true));
    let text = format!("{error} {error:?}");
    assert!(text.contains("after 4 attempts: not sent, refused with 429 (request req-2)"), "{text}");
    assert!(!text.contains(KEY) && !text.contains("lighthouse"), "{text}");
}

#[test]
fn h13_looks_of_a_waiter_are_left_to_the_waiter() {
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
        transport.expect(look()).reply(lost());
        transport.expect(look()).reply(reply(200, &completed()));
    };
    let (outcome, _) = both(&again(), script, &Run(request()));
    assert!(outcome.is_ok());
}

#[test]
fn every_attempt_is_told_to_who_watches() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&seen);
    let config = again().on_attempt(move |attempt| {
        notes.lock().unwrap().push((attempt.call, attempt.number, attempt.outcome));
    });
    both(&config, script(vec![refused(), reply(200, &task("queued"))]), &Submit(request())).0.unwrap();
    let each = [("create", 1, AttemptOutcome::NotSent), ("create", 2, AttemptOutcome::Succeeded)];
    assert_eq!(*seen.lock().unwrap(), [each, each].concat());
}

/// Two creates, a look, and another create once creates were resumed.
struct Three;

impl Act for Three {
    type Output = Vec<String>;

    async fn on_async(&self, client: Client) -> Self::Output {
        let mut seen = Vec::new();
        for _ in 0..2 {
            seen.push(word(&client.images().submit(request()).await));
        }
        seen.push(word(&client.status(&handle()).await));
        assert!(client.limits().halted.is_some());
        client.resume_creates();
        seen.push(word(&client.images().submit(request()).await));
        seen
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        let mut seen = Vec::new();
        for _ in 0..2 {
            seen.push(word(&client.images().submit(request())));
        }
        seen.push(word(&client.status(&handle())));
        assert!(client.limits().halted.is_some());
        client.resume_creates();
        seen.push(word(&client.images().submit(request())));
        seen
    }
}

fn word<T>(outcome: &Result<T, Error>) -> String {
    match outcome {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            assert!(!error.is_retryable() && error.money() == Money::NotMoved);
            error.to_string().chars().take(25).collect()
        }
    }
}

#[test]
fn i14_t10_after_a_401_or_402_creates_stop_and_looks_go_on() {
    for status in [401, 402] {
        let script = |transport: &MemoryTransport| {
            transport.expect(Expect::post(CREATE)).reply(reply(status, &error("no")));
            transport.expect(look()).reply(reply(200, &task("queued")));
            transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
        };
        let (seen, _) = both(&again(), script, &Three);
        assert_eq!(seen, ["no task was created and n", "nothing was sent: an earl", "ok", "ok"]);
    }
}

/// Creates at these seconds of virtual time, in words.
fn creates_at(status: u16, moments: &[u64], answers: &[Reply]) -> Vec<String> {
    let transport = || {
        let transport = MemoryTransport::new();
        for answer in [&[reply(status, &error("no"))], answers].concat() {
            transport.expect(Expect::post(CREATE)).reply(answer);
        }
        transport
    };
    let advance_to = |time: &VirtualTime, moment: u64| {
        let now = toapis_client::poll::time::Clock::monotonic(time);
        time.advance((secs(moment) + time_zero()).saturating_sub(now));
    };
    let (script, time) = (transport(), VirtualTime::new());
    let client = blocking::Client::with(again(), script.clone(), time.clone()).unwrap();
    let on_blocking: Vec<_> = moments
        .iter()
        .map(|moment| {
            advance_to(&time, *moment);
            word(&client.images().submit(request()))
        })
        .collect();
    script.assert_done();

    let (script, time) = (transport(), VirtualTime::new());
    let client = Client::with(again(), script.clone(), time.clone()).unwrap();
    let on_async = block_on(async {
        let mut words = Vec::new();
        for moment in moments {
            advance_to(&time, *moment);
            words.push(word(&client.images().submit(request()).await));
        }
        words
    });
    script.assert_done();
    assert_eq!(on_async, on_blocking);
    on_async
}

/// What virtual time begins with.
fn time_zero() -> Duration {
    toapis_client::poll::time::Clock::monotonic(&VirtualTime::new())
}

#[test]
fn i14_one_create_a_minute_tries_whether_things_got_better() {
    let (rejected, halted) = ("no task was created and n", "nothing was sent: an earl");
    for status in [401, 402] {
        // The first one is refused at 0 s; the one at 60 s is a probe, and refused too.
        let worse = [reply(status, &error("no")), reply(200, &task("queued")), reply(200, &task("queued"))];
        let words = creates_at(status, &[0, 1, 59, 60, 61, 119, 120, 121], &worse);
        assert_eq!(words, [rejected, halted, halted, rejected, halted, halted, "ok", "ok"]);
        // One that is lost tells nothing, and the next may try a minute after it was let pass.
        let lost_probe = [Reply::new(502), reply(200, &task("queued"))];
        let transport = MemoryTransport::new();
        transport.expect(Expect::post(CREATE)).reply(reply(status, &error("no")));
        for answer in lost_probe {
            transport.expect(Expect::post(CREATE)).reply(answer);
        }
        let time = VirtualTime::new();
        let client = blocking::Client::with(again(), transport.clone(), time.clone()).unwrap();
        assert_eq!(word(&client.images().submit(request())), rejected);
        time.advance(secs(60));
        assert!(matches!(client.images().submit(request()), Err(Error::Unknown { .. })));
        assert!(
            matches!(client.images().submit(request()), Err(Error::Halted { left, .. }) if left == secs(60))
        );
        time.advance(secs(60));
        assert_eq!(word(&client.images().submit(request())), "ok");
        assert!(client.limits().halted.is_none());
        transport.assert_done();
    }
}

/// Two looks and a create.
struct Mixed(TaskHandle);

impl Act for Mixed {
    type Output = (bool, u32);

    async fn on_async(&self, client: Client) -> Self::Output {
        let _ = client.status(&self.0).await;
        let _ = client.status(&self.0).await;
        (client.images().submit(request()).await.is_ok(), client.limits().query.ready)
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        let _ = client.status(&self.0);
        let _ = client.status(&self.0);
        (client.images().submit(request()).is_ok(), client.limits().query.ready)
    }
}

#[test]
fn l06_an_empty_budget_is_waited_for_before_sending_and_the_other_is_not_touched() {
    let one = Limits::new([Window::new(1, secs(30)).unwrap()]);
    let config = again().limits(one.clone(), one);
    let script = |transport: &MemoryTransport| {
        transport.expect(look().times(2)).reply(reply(200, &task("queued")));
        transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
    };
    let (outcome, trace) = both(&config, script, &Mixed(handle()));
    assert_eq!(outcome, (true, 0));
    assert_eq!(trace.sleeps, [secs(30)], "the create goes at once");
}

#[test]
fn t17_a_wish_to_wait_stops_all_queries_and_no_create() {
    let script = |transport: &MemoryTransport| {
        transport.expect(look()).reply(busy("9"));
        transport.expect(look()).reply(reply(200, &task("queued")));
        transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
    };
    let (_, trace) = both(&config(), script, &Mixed(handle()));
    assert_eq!(trace.sleeps, [secs(9)], "the second look is another call, and waits all the same");
}

#[test]
fn l07_l04_headers_are_kept_raw_and_only_slow_down() {
    let answer = reply(200, &json!({"success": true, "remain_credits": 1}))
        .header("x-ratelimit-remaining", "2")
        .header("x-ratelimit-reset", "soon");
    let transport = MemoryTransport::new();
    transport.expect(Expect::get("/v1/balance")).reply(answer);
    let client = blocking::Client::with(again(), transport, VirtualTime::new()).unwrap();
    client.token_balance().unwrap();
    let limits = client.limits();
    assert_eq!((limits.query.ready, limits.submit.ready), (2, 50));
    let raw: Vec<_> = limits.headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    assert_eq!(raw, [("x-ratelimit-remaining", &b"2"[..]), ("x-ratelimit-reset", b"soon")]);
}

#[test]
fn s10_s11_each_client_has_its_own_key_and_marks_it() {
    let transport = MemoryTransport::new();
    transport
        .expect(Expect::get("/v1/balance").times(2))
        .answer(200, r#"{"success": true, "remain_credits": 1}"#);
    let clients = ["sk-one", "sk-two"]
        .map(|key| blocking::Client::with(Config::new(key), transport.clone(), VirtualTime::new()).unwrap());
    for client in &clients {
        let _ = client.clone().token_balance();
    }
    let requests = transport.requests();
    for (request, key) in requests.iter().zip(["Bearer sk-one", "Bearer sk-two"]) {
        let header = &request.headers()["authorization"];
        assert!(header.is_sensitive() && header.as_bytes() == key.as_bytes());
    }
}

#[test]
fn never_means_never() {
    let script = |transport: &MemoryTransport| transport.expect(Expect::get("/v1/balance")).reply(lost());
    let (outcome, trace) = both(&config().retry(RetryPolicy::never()), script, &TokenBalance);
    assert!(outcome.is_err() && trace.sleeps.is_empty());
}
