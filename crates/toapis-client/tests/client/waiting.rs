//! Waits through the client: the other kind, handles of other origins, conditions, cancelling, an hour in no time.

use std::time::{Duration, Instant};

use serde_json::json;
use toapis_client::poll::condition::progress;
use toapis_client::poll::time::VirtualTime;
use toapis_client::poll::{CancelToken, Reason};
use toapis_client::transport::memory::{Expect, MemoryTransport};
use toapis_client::types::{TaskHandle, TaskKind};
use toapis_client::{Client, Completed, Config, Error, Money, blocking};

use crate::support::{
    TASK, WaitFor, block_on, both, completed, config, error, failed, handle, look, lost, reply, task, ticket,
};

fn as_video() -> Expect {
    Expect::get(format!("/v1/videos/generations/{TASK}"))
}

fn video() -> TaskHandle {
    let mut handle = handle();
    handle.kind = TaskKind::Video;
    handle
}

fn living_on(origin: &str) -> TaskHandle {
    let mut handle = handle();
    handle.origin = Some(origin.to_owned());
    handle
}

#[test]
fn t27_an_image_looked_for_among_the_videos_is_found() {
    let script = |transport: &MemoryTransport| {
        transport.expect(as_video()).reply(reply(404, &error("task_not_exist")));
        transport.expect(look()).reply(reply(200, &task("queued")));
        transport.expect(look()).reply(reply(200, &completed()));
    };
    let (done, trace) = both(&config(), script, &WaitFor(video()));
    assert_eq!(
        done.unwrap().handle.kind,
        TaskKind::Image,
        "the handle is better than the one that was given"
    );
    assert_eq!(trace.requests.len(), 3);
}

#[test]
fn t27_one_look_tries_the_other_path_once_after_a_404_alone() {
    let status = |script: &dyn Fn(&MemoryTransport)| {
        let transport = MemoryTransport::new();
        script(&transport);
        let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
        let outcome = block_on(client.status(&video()));
        transport.assert_done();
        let transport = MemoryTransport::new();
        script(&transport);
        let client = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
        assert_eq!(format!("{outcome:?}"), format!("{:?}", client.status(&video())));
        transport.assert_done();
        outcome
    };
    let found = status(&|transport| {
        transport.expect(as_video()).reply(reply(404, &error("task_not_exist")));
        transport.expect(look()).reply(reply(200, &completed()));
    });
    assert!(found.unwrap().is_terminal());
    let missing = status(&|transport| {
        transport.expect(as_video()).reply(reply(404, &error("task_not_exist")));
        transport.expect(look()).reply(lost());
    });
    assert_eq!(
        missing.unwrap_err().status().unwrap(),
        404,
        "what was said of the kind that was asked for counts"
    );
    let shut_out = status(&|transport| transport.expect(as_video()).reply(reply(401, &error("bad key"))));
    assert_eq!(shut_out.unwrap_err().status().unwrap(), 401);
}

#[test]
fn a_stored_handle_goes_on_in_another_process_and_nowhere_else() {
    let transport = MemoryTransport::new();
    transport.expect(look()).reply(reply(200, &completed()));
    let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let stored = serde_json::to_string(&living_on(&client.origin())).unwrap();

    let task = client.task(serde_json::from_str::<TaskHandle>(&stored).unwrap()).unwrap();
    let done = block_on(async { task.wait().await.unwrap() });
    assert_eq!(&done.handle, task.handle());

    // The key stays here: handles and tickets of another origin are refused before anything is sent.
    let elsewhere = living_on("https://evil.example");
    let refused = client.task(&elsewhere).unwrap_err();
    assert!(matches!(refused, Error::OtherOrigin { .. }) && refused.money() == Money::NotMoved);
    let error = block_on(client.wait(&elsewhere).into_future()).unwrap_err();
    assert!(matches!(&error, Error::Wait(wait) if wait.reason() == Reason::Refused), "{error}");
    let mut foreign = ticket();
    foreign.origin = "https://evil.example".to_owned();
    assert!(block_on(client.recover(&foreign)).is_err());
    let other = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    assert!(other.task(&elsewhere).is_err() && other.wait(&elsewhere).run().is_err());
    assert_eq!(transport.requests().len(), 1);
}

#[test]
fn a_condition_gives_the_snapshot_and_a_failure_stays_an_error() {
    let half = json!({"id": TASK, "status": "in_progress", "progress": 50});
    let client = |last: &serde_json::Value| {
        let transport = MemoryTransport::new();
        transport.expect(look()).reply(reply(200, &task("queued")));
        transport.expect(look()).reply(reply(200, last));
        blocking::Client::with(config(), transport, VirtualTime::new()).unwrap()
    };
    let until = |last: &serde_json::Value| client(last).wait(&handle()).until(progress(50..)).run();
    assert_eq!(until(&half).unwrap().progress, Some(50));
    assert!(until(&completed()).unwrap().is_terminal());
    assert!(matches!(until(&failed("oops")), Err(Error::TaskFailed { .. })));
}

#[test]
fn t26_a_cancelled_wait_carries_all_that_finds_the_task() {
    let transport = MemoryTransport::new();
    transport.expect(look()).reply(reply(200, &task("queued")));
    let client = Client::with(config(), transport, VirtualTime::new()).unwrap();
    let token = CancelToken::new();
    let wait = client.wait(&handle()).cancel_with(&token).on_progress(|_| token.cancel());
    let error = block_on(wait.into_future()).unwrap_err();
    assert_eq!((error.task(), error.money()), (Some(&handle()), Money::Moved));
    assert!(
        error.to_string().contains("it was called off (last seen queued); it may still finish and be billed")
    );
}

#[test]
fn an_hour_of_waiting_is_over_at_once_in_both_clients() {
    let wait_an_hour = |config: &Config| {
        let script = |transport: &MemoryTransport| {
            for _ in 0..12 {
                transport.expect(look()).reply(reply(200, &task("in_progress")));
            }
            transport.expect(look()).reply(reply(200, &completed()));
        };
        both(config, script, &WaitFor(handle()))
    };
    let options = toapis_client::poll::WaitOptions::new().strategy([Duration::from_secs(300)]).no_deadline();
    let start = Instant::now();
    let (done, trace): (Result<Completed, Error>, _) = wait_an_hour(&config().wait_options(options));
    assert!(done.is_ok() && trace.slept() == Duration::from_secs(3600));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
