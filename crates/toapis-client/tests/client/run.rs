//! From a create to a finished task, on virtual time.

use std::future::IntoFuture as _;
use std::time::Duration;

use serde_json::json;
use toapis_client::poll::time::VirtualTime;
use toapis_client::poll::{Reason, WaitEvent};
use toapis_client::transport::ErrorKind;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{Category, TaskHandle};
use toapis_client::{Client, Completed, Error, Money, UnknownCause, blocking};

use crate::support::{
    Act, CREATE, FILE, NOW, TASK, WaitFor, block_on, both, completed, config, error, failed, handle, look,
    lost, refused, reply, run, run_after_loss, status_path, task,
};

#[test]
fn t01_a_create_that_is_finished_is_not_polled() {
    let (outcome, trace) = run(&reply(200, &completed()), &[]);
    let done = outcome.unwrap();
    assert_eq!((done.handle.id.as_str(), done.urls().collect::<Vec<_>>()), (TASK, vec![FILE]));
    assert_eq!(trace.slept(), Duration::ZERO);
}

#[test]
fn t01_the_synchronous_form_is_not_polled() {
    let (outcome, _) = run(&reply(200, &json!({"created": 5, "data": [{"b64_json": "aGk="}]})), &[]);
    assert!(outcome.unwrap().outputs()[0].source.is_inline());
}

#[test]
fn t02_a_create_that_has_failed_is_not_sent_again() {
    let (outcome, _) = run(&reply(200, &failed("content_policy")), &[]);
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::TaskFailed { task, .. } if task.id.as_str() == TASK));
    assert_eq!((error.category(), error.money()), (Some(Category::ContentPolicy), Money::Moved));
    assert!(!error.is_retryable());
    assert_eq!(error.task().unwrap().id.as_str(), TASK);
}

#[test]
fn t03_from_queued_to_completed() {
    let looks = [reply(200, &task("queued")), reply(200, &task("in_progress")), reply(200, &completed())];
    let (outcome, trace) = run(&reply(200, &task("pending")), &looks);
    assert_eq!(outcome.unwrap().task.phase().as_str(), "completed");
    assert_eq!(trace.sleeps.len(), 3);
    assert_eq!(trace.requests[1].uri(), format!("https://toapis.com{}", status_path()).as_str());
    assert!(trace.sleeps.iter().all(|rest| *rest >= Duration::from_secs(5)), "{:?}", trace.sleeps);
}

/// A server whose clock is off moves neither the floor of the first look nor the deadline.
#[test]
fn t19_t30_the_first_look_waits_five_seconds_whatever_the_servers_clock_says() {
    for servers in [NOW - 86_400, NOW + 86_400] {
        let mut body = task("queued");
        body["created_at"] = json!(servers);
        let (outcome, trace) = run(&reply(200, &body), &[reply(200, &completed())]);
        assert!(outcome.is_ok());
        assert_eq!(trace.sleeps.len(), 1, "{servers}");
        assert!((5..10).contains(&trace.sleeps[0].as_secs()), "{servers}: {:?}", trace.sleeps);
    }
}

#[test]
fn i02_h37_a_run_looks_for_a_lost_create_and_goes_on() {
    let mut found = task("in_progress");
    found["client_business_id"] = json!("job-1");
    for loss in [lost(), Reply::new(524).body("error code: 524"), Reply::new(200), reply(500, &error("oops"))]
    {
        let script = |transport: &MemoryTransport| {
            let by_business_id = || Expect::get(format!("{CREATE}/job-1"));
            transport.expect(Expect::post(CREATE)).reply(loss.clone());
            transport.expect(by_business_id()).reply(reply(404, &error("404")));
            transport.expect(by_business_id()).reply(reply(200, &found));
            transport.expect(look()).reply(reply(200, &completed()));
        };
        let (outcome, trace) = both(&config(), script, &crate::support::Run(crate::support::request()));
        let done = outcome.unwrap();
        assert_eq!((done.handle.id.as_str(), done.urls().collect::<Vec<_>>()), (TASK, vec![FILE]));
        assert_eq!(done.handle.submitted_at, Some(NOW));
        assert_eq!(
            (trace.posts(), trace.sleeps[0]),
            (1, Duration::from_secs(2)),
            "the first look is at once"
        );
    }
}

#[test]
fn i02_a_lost_create_that_is_found_finished_is_not_polled() {
    let (outcome, trace) = run_after_loss(&lost(), &[reply(200, &completed())]);
    assert!(outcome.is_ok());
    assert_eq!(trace.slept(), Duration::ZERO);
}

#[test]
fn i03_a_run_that_finds_nothing_keeps_what_happened_and_says_that_it_looked() {
    let (outcome, trace) = run_after_loss(&lost(), &vec![reply(404, &error("404")); 7]);
    let error = outcome.unwrap_err();
    let Error::Unknown { ticket, cause, looked_up: Some(looked_up) } = &error else { panic!("{error}") };
    assert_eq!(**ticket, crate::support::ticket());
    assert!(
        matches!(&**cause, UnknownCause::Transport(error) if error.kind() == ErrorKind::Closed),
        "{cause}"
    );
    assert!(matches!(&**looked_up, Error::NotRecovered { .. }), "{looked_up}");
    assert_eq!((error.money(), error.is_retryable()), (Money::MayHaveMoved, false));
    assert_eq!(trace.slept(), Duration::from_secs(120));

    let mut other = task("completed");
    other["client_business_id"] = json!("job-2");
    let error = run_after_loss(&lost(), &[reply(200, &other)]).0.unwrap_err();
    assert!(
        matches!(&error, Error::Unknown { looked_up: Some(why), .. } if matches!(**why, Error::OtherTask { .. }))
    );
    assert_eq!(error.task(), None);
}

#[test]
fn i14_a_run_looks_for_nothing_when_nothing_was_created() {
    for answer in [refused(), reply(402, &error("insufficient_quota")), reply(429, &error("429"))] {
        assert_eq!(run(&answer, &[]).0.unwrap_err().money(), Money::NotMoved);
    }
}

#[test]
fn t03_the_events_come_in_order() {
    let script = || {
        let transport = MemoryTransport::new();
        transport.expect(look()).reply(reply(200, &task("queued")));
        transport.expect(look()).reply(lost());
        transport.expect(look()).reply(reply(200, &completed()));
        transport
    };
    let told = |event: &WaitEvent| match event {
        WaitEvent::Queued(status) | WaitEvent::Progress(status) => status.phase().to_string(),
        WaitEvent::Lost(missed) => missed.error.to_string(),
        WaitEvent::Completed(task) => task.phase().to_string(),
        other => panic!("{other:?}"),
    };
    let expected = ["queued", "the look was lost", "completed"];

    let mut seen = Vec::new();
    let client = Client::with(config(), script(), VirtualTime::new()).unwrap();
    block_on(client.wait(&handle()).on_event(|event| seen.push(told(event))).into_future()).unwrap();
    assert_eq!(seen, expected);

    let client = blocking::Client::with(config(), script(), VirtualTime::new()).unwrap();
    let events: Vec<String> = client.wait(&handle()).events().map(|event| told(&event.unwrap())).collect();
    assert_eq!(events, expected);
}

#[test]
fn t07_a_task_that_the_service_does_not_know_any_more_keeps_its_handle() {
    let gone = || reply(404, &error("404"));
    let looks = [reply(200, &task("in_progress")), gone(), gone(), gone(), gone()];
    let (outcome, _) = run(&reply(200, &task("queued")), &looks);
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::Wait(wait) if wait.reason() == Reason::Gone));
    assert_eq!((error.category(), error.money()), (Some(Category::NotFound), Money::Moved));
    assert_eq!(error.task().unwrap().business_id.as_ref().unwrap().as_str(), "job-1");
}

#[test]
fn t09_a_refused_key_in_mid_poll_gives_the_handle() {
    let refusal = reply(401, &json!({"error": {"message": "无效的令牌"}})).header("x-request-id", "req-9");
    let (outcome, trace) = run(&reply(200, &task("queued")), &[reply(200, &task("in_progress")), refusal]);
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::Wait(wait) if wait.reason() == Reason::Refused));
    assert_eq!(error.task().unwrap().id.as_str(), TASK);
    assert_eq!((error.money(), error.is_retryable()), (Money::Moved, false));
    // What the service said is still there, under the words of the wait.
    assert_eq!((error.category(), error.status().unwrap().as_u16()), (Some(Category::Authentication), 401));
    assert_eq!(error.request_id(), Some("req-9"));
    assert_eq!(trace.requests.len(), 3);
}

#[test]
fn t10_a_402_does_not_end_the_wait() {
    let looks = [reply(402, &error("insufficient_quota")), reply(200, &completed())];
    assert!(run(&reply(200, &task("queued")), &looks).0.is_ok());
}

#[test]
fn t11_five_lost_looks_in_a_row_are_sat_out() {
    let page = Reply::new(502).body("<html>Bad gateway</html>");
    let cut = crate::support::cut(200, r#"{"id":"tsk_img_01AAAA"#);
    let looks = [lost(), page, refused(), cut, reply(200, &json!({})), reply(200, &completed())];
    assert!(run(&reply(200, &task("queued")), &looks).0.is_ok());
}

#[test]
fn t11_six_are_too_many_and_the_task_is_not_called_failed() {
    let (outcome, _) = run(&reply(200, &task("queued")), &[lost(), lost(), lost(), lost(), lost(), lost()]);
    let error = outcome.unwrap_err();
    assert!(
        matches!(&error, Error::Wait(wait) if wait.reason() == Reason::LostTooOften && wait.lost_looks() == 6)
    );
    assert_eq!(error.task().unwrap().id.as_str(), TASK);
}

#[test]
fn t12_a_deadline_gives_a_handle_that_waits_again_in_another_process() {
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
        let mut stuck = task("in_progress");
        stuck["progress"] = json!(10);
        transport.expect(look().any_times()).reply(reply(200, &stuck));
    };
    let (outcome, trace) = both(&config(), script, &crate::support::Run(crate::support::request()));
    let error = outcome.unwrap_err();
    let Error::Wait(wait) = &error else { panic!("{error}") };
    assert_eq!((wait.reason(), wait.snapshot().unwrap().progress), (Reason::Deadline, Some(10)));
    assert_eq!((error.money(), error.is_retryable(), trace.posts()), (Money::Moved, false, 1));
    assert_eq!(trace.slept(), Duration::from_secs(600));

    let stored = serde_json::to_string(error.task().unwrap()).unwrap();
    let restored: TaskHandle = serde_json::from_str(&stored).unwrap();
    let script = |transport: &MemoryTransport| transport.expect(look()).reply(reply(200, &completed()));
    let (outcome, trace) = both(&config(), script, &WaitFor(restored));
    assert_eq!(outcome.unwrap().urls().collect::<Vec<_>>(), [FILE]);
    assert_eq!(trace.posts(), 0);
}

#[test]
fn s09_a_handle_of_another_address_is_refused_before_anything_is_sent() {
    let mut foreign = handle();
    foreign.origin = Some("https://toapis.cn".to_owned());
    let (outcome, trace) = both(&config(), |_| {}, &WaitFor(foreign.clone()));
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::Wait(wait) if wait.reason() == Reason::Refused), "{error}");
    assert_eq!((error.task(), trace.requests.len()), (Some(&foreign), 0));

    let client = blocking::Client::with(config(), MemoryTransport::new(), VirtualTime::new()).unwrap();
    let error = client.status(&foreign).unwrap_err();
    assert!(matches!(&error, Error::OtherOrigin { origin, .. } if origin == "https://toapis.com"), "{error}");
    let at_home =
        blocking::Client::with(config().base_url("toapis.cn/v1"), MemoryTransport::new(), VirtualTime::new());
    assert!(!matches!(at_home.unwrap().status(&foreign), Err(Error::OtherOrigin { .. })));
}

#[test]
fn completed_without_a_file_says_so_and_keeps_the_handle() {
    let (outcome, _) = run(&reply(200, &task("completed")), &[]);
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::NoResult { .. }), "{error}");
    assert_eq!((error.money(), error.task().unwrap().id.as_str()), (Money::Moved, TASK));
}

/// A future that is dropped loses nothing: the handle still finds the task.
#[test]
fn h47_a_dropped_wait_sends_nothing_more() {
    struct DropHalfWay;
    impl Act for DropHalfWay {
        type Output = Result<Completed, Error>;

        async fn on_async(&self, client: Client) -> Self::Output {
            drop(client.wait(&handle()));
            client.wait(&handle()).await
        }

        fn on_blocking(&self, client: blocking::Client) -> Self::Output {
            let _ = client.wait(&handle());
            client.wait(&handle()).run()
        }
    }
    let script = |transport: &MemoryTransport| transport.expect(look()).reply(reply(200, &completed()));
    assert!(both(&config(), script, &DropHalfWay).0.is_ok());
}
