//! Webhook or poll, one result.

use std::future::{pending, poll_fn};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::Poll;
use std::time::Duration;

use serde_json::{Value, json};
use toapis_client::poll::time::{Clock, Sleep, SleepFuture, ThreadTime, VirtualTime};
use toapis_client::poll::{CancelToken, Reason};
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{BusinessId, TaskHandle, WebhookEvent};
use toapis_client::webhooks::{BlockingWebhooks, Webhooks};
use toapis_client::{Client, Completed, Error, blocking};

use crate::support::{FILE, TASK, completed, config, handle, look, reply, status_path, task, ticket};

fn event_with(kind: &str, change: impl FnOnce(&mut Value)) -> WebhookEvent {
    let mut data = json!({
        "task_id": TASK, "client_business_id": "job-1", "task_type": "image", "model": "m", "status": "SUCCESS",
        "progress": "100%", "result": {"type": "image", "data": [{"url": FILE}]}, "error": null,
    });
    change(&mut data);
    let event = json!({"id": "evt_1", "type": kind, "api_version": "v1", "data": data});
    WebhookEvent::from_slice(event.to_string().as_bytes()).unwrap()
}

fn event() -> WebhookEvent {
    event_with("generation.completed", |_| {})
}

/// A client on a script, whose time passes when it sleeps.
fn webhooks(transport: &MemoryTransport) -> (Client, Webhooks, VirtualTime) {
    let time = VirtualTime::new();
    let client = Client::with(config(), transport.clone(), time.clone()).unwrap();
    let webhooks = Webhooks::new(&client);
    (client, webhooks, time)
}

fn named() -> TaskHandle {
    let mut handle = handle();
    handle.business_id = Some(BusinessId::new("job-1").unwrap());
    handle
}

#[tokio::test]
async fn t20_an_event_between_two_looks_ends_the_wait() {
    let transport = MemoryTransport::new();
    let (_, webhooks, _) = webhooks(&transport);
    let offered = webhooks.clone();
    transport.expect(look()).answer_with(move |_| {
        // Twice, as the sender may; and the answer of this look is older than the event.
        assert!(offered.offer(&event()) && offered.offer(&event()));
        reply(200, &task("in_progress"))
    });
    let done = webhooks.wait(&handle()).await.unwrap();
    assert_eq!(done.urls().collect::<Vec<_>>(), [FILE]);
    transport.assert_done();
    // A later copy meets nobody, and does nothing.
    assert!(!webhooks.offer(&event()));
}

#[tokio::test]
async fn t20_a_look_and_an_event_at_once_are_one_result() {
    let transport = MemoryTransport::new();
    let (_, webhooks, _) = webhooks(&transport);
    let offered = webhooks.clone();
    transport.expect(look()).answer_with(move |_| {
        offered.offer(&event());
        reply(200, &completed())
    });
    let done = webhooks.wait(&handle()).await.unwrap();
    assert_eq!(done.handle, handle());
    transport.assert_done();
}

#[tokio::test]
async fn t21_an_event_before_the_answer_of_the_create_is_held_for_its_name() {
    let transport = MemoryTransport::new();
    let (client, webhooks, _) = webhooks(&transport);
    let offered = webhooks.clone();
    transport.expect(Expect::post("/v1/images/generations")).answer_with(move |_| {
        assert!(!offered.offer(&event()));
        reply(200, &task("queued"))
    });
    let submitted = client.images().submit(crate::support::request()).await.unwrap();
    let done = webhooks.wait(&submitted.handle).await.unwrap();
    assert_eq!(done.handle, submitted.handle);

    // The same for a create whose answer was lost: all there is is the name.
    assert!(!webhooks.offer(&event()));
    let done = webhooks.wait(&ticket().handle()).await.unwrap();
    assert_eq!(done.handle.id.as_str(), TASK);
    transport.assert_done();
}

#[tokio::test]
async fn w26_an_event_that_settles_nothing_makes_the_wait_look() {
    type Change = fn(&mut Value);
    let odd: [(&str, Change); 5] = [
        ("generation.completed", |data| data["result"] = Value::Null),
        ("generation.failed", |data| data["status"] = "FAILURE".into()),
        ("generation.paused", |_| {}),
        // P23: it names another task of ours, or another kind.
        ("generation.completed", |data| data["client_business_id"] = "job-2".into()),
        ("generation.completed", |data| data["task_type"] = "video".into()),
    ];
    for (kind, change) in odd {
        let transport = MemoryTransport::new();
        let (_, webhooks, _) = webhooks(&transport);
        webhooks.offer(&event_with(kind, change));
        transport.expect(look()).answer(200, completed().to_string());
        let done = webhooks.wait(&named()).await.unwrap();
        assert_eq!(done.urls().collect::<Vec<_>>(), [FILE], "{kind}");
        transport.assert_done();
    }
}

#[tokio::test]
async fn w26_what_the_status_call_says_counts() {
    let transport = MemoryTransport::new();
    let (_, webhooks, _) = webhooks(&transport);
    // It is said to have failed, with a result in hand; the API knows better, at the third look.
    webhooks.offer(&event_with("generation.failed", |data| data["status"] = "FAILURE".into()));
    transport.expect(look()).answer(200, task("in_progress").to_string());
    transport.expect(look()).answer(503, "busy");
    transport.expect(look()).answer(200, completed().to_string());
    assert!(webhooks.wait(&handle()).await.is_ok());
    transport.assert_done();
}

#[tokio::test]
async fn w25_a_failure_is_one_and_a_test_event_touches_nothing() {
    let transport = MemoryTransport::new();
    let (_, webhooks, _) = webhooks(&transport);
    assert!(!webhooks.offer(&event_with("endpoint.test", |_| {})));
    webhooks.offer(&event_with("generation.failed", |data| {
        data["status"] = "FAILURE".into();
        data["result"] = Value::Null;
        data["error"] = json!({"code": "content_policy_violation", "message": "no"});
    }));
    let Err(Error::TaskFailed { task, .. }) = webhooks.wait(&handle()).await else { panic!("it failed") };
    assert_eq!(task.error.unwrap().code.as_deref(), Some("content_policy_violation"));
    transport.assert_done();
}

#[tokio::test]
async fn w27_the_url_of_an_event_is_no_more_trusted_than_another() {
    let transport = MemoryTransport::new();
    let (client, webhooks, _) = webhooks(&transport);
    webhooks.offer(&event_with("generation.completed", |data| {
        data["result"]["data"][0]["url"] = "https://files.toapis.com.evil.example/a.png".into();
    }));
    let done = webhooks.wait(&handle()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let refused = client.download(&done, folder.path().join("a.png")).await;
    assert!(matches!(refused, Err(Error::Download(_))), "{refused:?}");
    // Nothing was asked for, of anyone.
    transport.assert_done();
}

#[tokio::test]
async fn looks_are_rare_while_webhooks_are_alive() {
    for alive in [false, true] {
        let transport = MemoryTransport::new();
        let (_, webhooks, time) = webhooks(&transport);
        if alive {
            webhooks.offer(&event_with("endpoint.test", |_| {}));
        }
        assert_eq!(webhooks.is_alive(), alive);
        let times: Arc<Mutex<Vec<Duration>>> = Arc::default();
        for word in ["queued", "in_progress", "in_progress", "completed"] {
            let (times, time) = (Arc::clone(&times), time.clone());
            let body = if word == "completed" { completed() } else { task(word) };
            transport.expect(Expect::get(status_path())).answer_with(move |_| {
                times.lock().unwrap().push(time.monotonic());
                reply(200, &body)
            });
        }
        webhooks.wait(&handle()).await.unwrap();
        let gaps: Vec<_> =
            times.lock().unwrap().windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
        let seldom = Duration::from_secs(30);
        assert_eq!(gaps.iter().all(|gap| *gap >= seldom && *gap <= 2 * seldom), alive, "{gaps:?}");
        // It ended and no event had told of it: who knows whether any will.
        assert!(!webhooks.is_alive());
        transport.assert_done();
    }
}

#[tokio::test]
async fn webhooks_do_not_count_as_alive_for_ever_and_events_are_not_held_for_ever() {
    let transport = MemoryTransport::new();
    let (_, webhooks, time) = webhooks(&transport);
    webhooks.offer(&event());
    time.sleep(Webhooks::ALIVE_FOR.saturating_sub(Duration::from_secs(1))).await;
    assert!(webhooks.is_alive());
    time.sleep(Duration::from_secs(1)).await;
    assert!(!webhooks.is_alive());
    transport.expect(look()).answer(200, completed().to_string());
    webhooks.wait(&handle()).await.unwrap();
    transport.assert_done();
}

/// A time in which no sleep ends.
#[derive(Clone, Debug)]
struct Still;

impl Clock for Still {
    fn monotonic(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn unix(&self) -> Duration {
        Duration::from_secs(1_750_000_000)
    }
}

impl Sleep for Still {
    fn sleep(&self, _: Duration) -> SleepFuture<'_> {
        Box::pin(pending())
    }
}

#[tokio::test]
async fn t20_a_wait_that_sleeps_is_woken_and_its_place_is_given_up() {
    let transport = MemoryTransport::new().otherwise(|_| Reply::new(200).body(task("queued").to_string()));
    let client = Client::with(config(), transport, Still).unwrap();
    let webhooks = Webhooks::new(&client);
    let waiting = {
        let webhooks = webhooks.clone();
        tokio::spawn(async move { webhooks.wait(&handle()).await })
    };
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert!(format!("{webhooks:?}").contains("waits: 1"));
    assert!(webhooks.offer(&event()));
    assert_eq!(waiting.await.unwrap().unwrap().urls().count(), 1);
    assert!(format!("{webhooks:?}").contains("waits: 0"));

    // One that is dropped leaves nothing behind either.
    let handle = handle();
    {
        let mut dropped = Box::pin(webhooks.wait(&handle));
        poll_fn(|context| {
            assert!(dropped.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        assert!(format!("{webhooks:?}").contains("waits: 1"));
    }
    assert!(format!("{webhooks:?}").contains("waits: 0"));
}

#[test]
fn t20_t21_w26_the_blocking_twin_keeps_the_same_rules() {
    let transport = MemoryTransport::new();
    let client = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let webhooks = BlockingWebhooks::new(&client);
    let urls = |done: &Completed| done.urls().map(str::to_owned).collect::<Vec<_>>();

    // Before its wait, by name: no look at all.
    assert!(!webhooks.offer(&event()));
    let done = webhooks.wait(&ticket().handle()).unwrap();
    assert_eq!((done.handle.id.as_str(), urls(&done)), (TASK, vec![FILE.to_owned()]));

    // During a look whose answer is older.
    let offered = webhooks.clone();
    transport.expect(look()).answer_with(move |_| {
        assert!(offered.offer(&event()));
        reply(200, &task("in_progress"))
    });
    assert_eq!(urls(&webhooks.wait(&handle()).unwrap()), [FILE]);

    // One that settles nothing makes it look.
    webhooks.offer(&event_with("generation.completed", |data| data["result"] = Value::Null));
    transport.expect(look()).answer(200, completed().to_string());
    assert_eq!(urls(&webhooks.wait(&handle()).unwrap()), [FILE]);
    assert!(webhooks.is_alive());
    transport.assert_done();
}

#[test]
fn t20_a_wait_that_holds_its_thread_is_woken() {
    let transport = MemoryTransport::new().otherwise(|_| Reply::new(200).body(task("queued").to_string()));
    let client = blocking::Client::with(config(), transport, ThreadTime::new()).unwrap();
    let webhooks = BlockingWebhooks::new(&client);
    let waiting = {
        let webhooks = webhooks.clone();
        // Its first look would come after five seconds, and its deadline after ten minutes.
        std::thread::spawn(move || webhooks.wait(&handle()))
    };
    while !format!("{webhooks:?}").contains("waits: 1") {
        std::thread::yield_now();
    }
    assert!(webhooks.offer(&event()));
    assert_eq!(waiting.join().unwrap().unwrap().urls().count(), 1);
}

#[tokio::test]
async fn t20_an_event_ends_the_task_in_every_fleet_and_each_hands_it_out_once() {
    let transport = MemoryTransport::new();
    let (client, webhooks, _) = webhooks(&transport);
    let (one, other, stranger) = (client.fleet(), client.fleet(), client.fleet());
    one.add(handle()).unwrap();
    other.add(handle()).unwrap();
    let watch = one.watch(handle());
    let offered = webhooks.clone();
    transport.expect(look()).answer_with(move |_| {
        assert!(offered.offer(&event()) && offered.offer(&event()));
        // The look that was under way is older than the event, and tells nothing any more.
        reply(200, &task("in_progress"))
    });
    let done = watch.await.unwrap();
    assert_eq!(done.urls().collect::<Vec<_>>(), [FILE]);
    for fleet in [&one, &other] {
        let finished = fleet.next().await.unwrap();
        assert_eq!((finished.handle, finished.result.unwrap().task.id.as_str()), (handle(), TASK));
        assert!(fleet.next().await.is_none());
    }
    assert!(stranger.next().await.is_none());
    transport.assert_done();
    // A fleet that is gone is told nothing.
    drop((one, other, stranger));
    assert!(!webhooks.offer(&event()));
}

#[tokio::test]
async fn t21_an_event_before_the_answer_of_the_create_is_held_for_a_fleet() {
    let transport = MemoryTransport::new();
    let (client, webhooks, _) = webhooks(&transport);
    let offered = webhooks.clone();
    transport.expect(Expect::post("/v1/images/generations")).answer_with(move |_| {
        assert!(!offered.offer(&event()));
        reply(200, &task("queued"))
    });
    let mut results = client.submit_all([crate::support::request()]);
    let (index, result) = results.next().await.unwrap();
    assert_eq!((index, result.unwrap().urls().collect::<Vec<_>>()), (0, vec![FILE]));
    assert!(results.next().await.is_none());
    // Not one look was made.
    transport.assert_done();
}

#[tokio::test]
async fn w26_an_event_that_settles_nothing_makes_a_fleet_look() {
    type Change = fn(&mut Value);
    let odd: [(&str, Change); 4] = [
        ("generation.completed", |data| data["result"] = Value::Null),
        ("generation.failed", |data| data["status"] = "FAILURE".into()),
        ("generation.completed", |data| data["client_business_id"] = "job-2".into()),
        ("generation.completed", |data| data["task_type"] = "video".into()),
    ];
    for (kind, change) in odd {
        for is_early in [true, false] {
            let transport = MemoryTransport::new();
            let (client, webhooks, time) = webhooks(&transport);
            let fleet = client.fleet();
            let event = event_with(kind, change);
            let mut named = named();
            named.submitted_at = Some(1_750_000_000);
            if is_early {
                assert!(!webhooks.offer(&event));
            }
            fleet.add(&named).unwrap();
            if !is_early {
                assert!(webhooks.offer(&event));
            }
            transport.expect(look()).answer(200, completed().to_string());
            let finished = fleet.next().await.unwrap();
            assert_eq!(finished.result.unwrap().urls().collect::<Vec<_>>(), [FILE], "{kind}");
            assert_eq!(time.monotonic(), Duration::ZERO, "at once, not when its turn has come");
            transport.assert_done();
        }
    }
}

/// Failed, in one event; completed, in another of the same task.
fn contradiction() -> [WebhookEvent; 2] {
    let failed = event_with("generation.failed", |data| {
        data["status"] = "FAILURE".into();
        data["result"] = Value::Null;
        data["error"] = json!({"code": "generation_failed", "message": "no"});
    });
    [failed, event()]
}

#[tokio::test]
async fn w26_events_that_contradict_each_other_are_settled_by_asking() {
    for turned in [false, true] {
        let mut events = contradiction();
        if turned {
            events.reverse();
        }
        let transport = MemoryTransport::new();
        let (_, webhooks, _) = webhooks(&transport);
        for event in &events {
            assert!(!webhooks.offer(event));
        }
        transport.expect(look()).answer(200, completed().to_string());
        assert_eq!(webhooks.wait(&handle()).await.unwrap().urls().collect::<Vec<_>>(), [FILE]);
        transport.assert_done();

        let transport = MemoryTransport::new();
        let client = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
        let webhooks = BlockingWebhooks::new(&client);
        for event in &events {
            assert!(!webhooks.offer(event));
        }
        transport.expect(look()).answer(200, completed().to_string());
        assert_eq!(webhooks.wait(&handle()).unwrap().urls().collect::<Vec<_>>(), [FILE]);
        transport.assert_done();

        // The same for a fleet, which has them held for it, too.
        let fleet = client.fleet();
        transport.expect(look()).answer(200, completed().to_string());
        fleet.add(handle()).unwrap();
        assert_eq!(fleet.next().unwrap().result.unwrap().urls().collect::<Vec<_>>(), [FILE]);
        transport.assert_done();
    }
    // Alone, a failure is one.
    let (_, webhooks, _) = webhooks(&MemoryTransport::new());
    webhooks.offer(&contradiction()[0]);
    assert!(matches!(webhooks.wait(&handle()).await, Err(Error::TaskFailed { .. })));
}

/// Every second look finds that an event came meanwhile, which settles nothing and makes it look once more.
fn restless(offer: impl Fn(&WebhookEvent) -> bool + Send + Sync + 'static) -> MemoryTransport {
    let looks = AtomicU32::new(0);
    let empty = event_with("generation.completed", |data| data["result"] = Value::Null);
    MemoryTransport::new().otherwise(move |_| {
        if looks.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
            assert!(offer(&empty));
        }
        Reply::new(200).body(task("queued").to_string())
    })
}

#[tokio::test]
async fn w26_an_event_that_settles_nothing_does_not_put_off_the_deadline() {
    let deadline = Duration::from_secs(600);
    let mut ends = Vec::new();

    let place: Arc<OnceLock<Webhooks>> = Arc::default();
    let offered = Arc::clone(&place);
    let transport = restless(move |event| offered.get().unwrap().offer(event));
    let (_, webhooks, time) = webhooks(&transport);
    place.set(webhooks.clone()).unwrap();
    let begun = time.monotonic();
    let ended = webhooks.wait_with(&handle(), |wait| wait.deadline(deadline)).await;
    ends.push((ended, time.monotonic().saturating_sub(begun), transport.requests().len()));

    let place: Arc<OnceLock<BlockingWebhooks>> = Arc::default();
    let offered = Arc::clone(&place);
    let (transport, time) = (restless(move |event| offered.get().unwrap().offer(event)), VirtualTime::new());
    let client = blocking::Client::with(config(), transport.clone(), time.clone()).unwrap();
    let webhooks = BlockingWebhooks::new(&client);
    place.set(webhooks.clone()).unwrap();
    let begun = time.monotonic();
    let ended = webhooks.wait_with(&handle(), |wait| wait.deadline(deadline));
    ends.push((ended, time.monotonic().saturating_sub(begun), transport.requests().len()));

    for (ended, after, looks) in &ends {
        let Err(Error::Wait(error)) = ended else { panic!("{ended:?}") };
        assert_eq!((error.reason(), *after), (Reason::Deadline, deadline));
        assert!((20..80).contains(looks), "{looks}");
    }
    assert_eq!(ends[0].2, ends[1].2);
}

#[test]
fn a_blocking_wait_can_be_called_off_by_a_token_of_its_own() {
    let token = CancelToken::new();
    let elsewhere = token.clone();
    let transport = MemoryTransport::new().otherwise(move |_| {
        elsewhere.cancel();
        Reply::new(200).body(task("queued").to_string())
    });
    let client = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let ended = BlockingWebhooks::new(&client).wait_with(&handle(), |wait| wait.cancel_with(&token));
    assert!(matches!(ended, Err(Error::Wait(error)) if error.reason() == Reason::Cancelled));
    assert_eq!(transport.requests().len(), 1);
}

#[test]
fn t20_t21_events_reach_the_fleets_of_the_blocking_client() {
    let transport = MemoryTransport::new();
    let client = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let webhooks = BlockingWebhooks::new(&client);
    assert!(!webhooks.offer(&event()));
    let (early, late) = (client.fleet(), client.fleet());
    early.add(named()).unwrap();
    assert!(early.next().unwrap().result.is_ok());
    late.add(named()).unwrap();
    let offered = webhooks.clone();
    transport.expect(look()).answer_with(move |_| {
        assert!(offered.offer(&event()));
        reply(200, &task("in_progress"))
    });
    assert!(late.next().unwrap().result.is_ok());
    assert!(late.next().is_none());
    transport.assert_done();
}
