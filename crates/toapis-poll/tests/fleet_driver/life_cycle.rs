//! One task and its waits, from the beginning to the end.

use std::time::Duration;

use futures_util::future::join;
use toapis_poll::fleet::{Fleet, FleetOptions};
use toapis_poll::time::{Clock, Sleep, VirtualTime};
use toapis_poll::{CancelToken, LookErrorKind, Reason};
use toapis_types::{BusinessId, Phase, TaskHandle, TaskId, TaskKind};

use crate::server::{Answer, Server, poll_once, s};

fn server() -> (VirtualTime, Server) {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    (time, server)
}

#[tokio::test]
async fn t03_a_watch_is_awaited_like_any_wait() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let task = fleet.watch(server.image("tsk_1", s(20))).await.unwrap();
    assert_eq!(task.phase(), Phase::Completed);
    assert!(fleet.is_empty() && fleet.pending().is_empty());
    let looks = server.looks_at("tsk_1");
    assert!(looks[0] >= s(5) && time.monotonic() >= s(20) && time.monotonic() < s(40), "{looks:?}");
}

#[tokio::test]
async fn waits_for_one_task_share_its_looks_and_each_gets_the_result() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.image("tsk_1", s(20));
    let alone = {
        let server = Server::new(&VirtualTime::new());
        server.fleet(FleetOptions::new()).watch(server.image("tsk_1", s(20))).await.unwrap();
        server.looks_at("tsk_1")
    };
    fleet.add(handle.clone()).unwrap();
    let watches: Vec<_> = (0..100).map(|_| fleet.watch(&handle)).collect();
    let finished = fleet.next().await.unwrap();
    assert_eq!((finished.handle, finished.result.unwrap().phase()), (handle, Phase::Completed));
    for watch in watches {
        assert_eq!(watch.await.unwrap().phase(), Phase::Completed);
    }
    assert!(fleet.next().await.is_none());
    assert_eq!(server.looks_at("tsk_1"), alone);
}

#[tokio::test]
async fn a_failure_is_a_result_and_an_unknown_status_waits_on() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.endless("tsk_1");
    server.order("tsk_1", [Answer::Task("warming_up"), Answer::Task(""), Answer::Task("failed")]);
    assert_eq!(fleet.watch(handle).await.unwrap().phase(), Phase::Failed);
    assert_eq!(server.looks_at("tsk_1").len(), 3);
}

#[tokio::test]
async fn tasks_come_and_go_at_any_time() {
    let time = VirtualTime::new();
    let server = Server::new(&time).taking(s(2));
    let fleet = server.fleet(FleetOptions::new());
    for n in 0..10 {
        fleet.add(server.image(&format!("tsk_{n}"), s(20))).unwrap();
    }
    let come_and_go = async {
        // In the middle of the first looks.
        while server.looks().len() < 5 {
            Sleep::sleep(&time, s(1)).await;
        }
        for n in 0..5 {
            assert!(fleet.remove(&TaskId::new(format!("tsk_{n}")).unwrap()));
            fleet.add(server.image(&format!("late_{n}"), s(30))).unwrap();
        }
        assert!(!fleet.remove(&TaskId::new("tsk_0").unwrap()), "it is gone already");
        assert_eq!(fleet.len(), 10);
    };
    let collect = async {
        let mut ids = Vec::new();
        while let Some(finished) = fleet.next().await {
            finished.result.unwrap();
            ids.push(finished.handle.id.to_string());
        }
        ids.sort();
        ids
    };
    let ((), ids) = join(come_and_go, collect).await;
    let expected: Vec<_> =
        (0..5).map(|n| format!("late_{n}")).chain((5..10).map(|n| format!("tsk_{n}"))).collect();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn t26_removing_a_task_ends_its_waits_and_says_that_it_may_still_be_billed() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.endless("tsk_1");
    fleet.add(&handle).unwrap();
    let mut watch = fleet.watch(&handle);
    assert!(poll_once(&mut watch).is_pending());
    assert!(fleet.remove(&handle.id));
    let error = watch.await.unwrap_err();
    assert_eq!((error.reason(), error.handle()), (Reason::Cancelled, &handle));
    assert!(error.to_string().contains("be billed"), "{error}");
    assert!(fleet.next().await.is_none() && fleet.pending().is_empty());
}

#[tokio::test]
async fn t25_dropping_one_of_two_watches_leaves_the_other() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.image("tsk_1", s(20));
    let (mut first, second) = (fleet.watch(&handle), fleet.watch(&handle));
    assert!(poll_once(&mut first).is_pending());
    drop(first);
    assert_eq!(fleet.len(), 1);
    assert_eq!(second.await.unwrap().phase(), Phase::Completed);
}

#[tokio::test]
async fn the_last_watch_lets_a_task_go_that_was_not_added() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time).taking(s(3));
    let fleet = server.fleet(FleetOptions::new());
    let (one, two) = (server.endless("tsk_1"), server.endless("tsk_2"));
    fleet.add(&two).unwrap();
    let mut watches = [fleet.watch(&one), fleet.watch(&one), fleet.watch(&two)];
    while server.looks_at("tsk_1").is_empty() {
        assert!(watches.iter_mut().all(|watch| poll_once(watch).is_pending()));
        time.advance_to_next();
    }
    drop(watches);
    assert_eq!(fleet.pending(), [two], "in the middle of a look");
}

#[tokio::test]
async fn t12_a_deadline_gives_the_handle_back_and_leaves_the_task_to_the_others() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.image("tsk_1", s(1800));
    server.order("tsk_1", vec![Answer::Task("in_progress"); 3]);
    let other = fleet.watch(&handle);
    let error = fleet.watch(&handle).deadline(s(60)).await.unwrap_err();
    assert_eq!((error.reason(), error.elapsed(), time.monotonic()), (Reason::Deadline, s(60), s(60)));
    assert_eq!((error.handle(), error.may_still_finish()), (&handle, true));
    assert_eq!(error.snapshot().unwrap().phase(), Phase::InProgress);
    assert!(error.looks() > 0 && error.lost_looks() == 0);
    assert_eq!(other.await.unwrap().phase(), Phase::Completed);
}

#[tokio::test]
async fn t12_a_deadline_for_each_task_hands_the_handle_out() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new().deadline(s(90)));
    let (stuck, fine) = (server.endless("tsk_stuck"), server.image("tsk_fine", s(20)));
    fleet.add(&stuck).unwrap();
    fleet.add(&fine).unwrap();
    assert_eq!(fleet.next().await.unwrap().handle, fine);
    let finished = fleet.next().await.unwrap();
    let error = finished.result.unwrap_err();
    assert_eq!(
        (error.reason(), error.into_handle(), finished.handle),
        (Reason::Deadline, stuck.clone(), stuck)
    );
    assert_eq!(time.monotonic(), s(90));
    assert!(fleet.next().await.is_none());
}

#[tokio::test]
async fn t26_a_token_ends_one_watch_or_the_whole_fleet() {
    let (_, server) = server();
    let (one, all) = (CancelToken::new(), CancelToken::new());
    let fleet = server.fleet(FleetOptions::new()).cancel_with(&all);
    let handles = [server.endless("tsk_1"), server.endless("tsk_2"), server.endless("tsk_3")];
    fleet.add(&handles[2]).unwrap();
    let mut watches = [fleet.watch(&handles[0]).cancel_with(&one), fleet.watch(&handles[1])];
    assert!(poll_once(&mut watches[0]).is_pending());
    one.cancel();
    let [first, mut second] = watches;
    assert_eq!(first.await.unwrap_err().reason(), Reason::Cancelled);
    assert!(poll_once(&mut second).is_pending());
    all.cancel();
    assert_eq!(second.await.unwrap_err().reason(), Reason::Cancelled);
    let finished = fleet.next().await.unwrap();
    assert_eq!(finished.result.unwrap_err().into_handle(), handles[2]);
    assert!(fleet.next().await.is_none());
    assert_eq!(fleet.add(&handles[0]).unwrap_err().reason(), Reason::Cancelled);
    assert_eq!(fleet.watch(&handles[0]).await.unwrap_err().into_handle(), handles[0]);
}

#[tokio::test]
async fn t20_t04_an_event_completes_a_task_at_once_and_a_late_answer_counts_for_nothing() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time).taking(s(3));
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.endless("tsk_1");
    fleet.add(&handle).unwrap();
    fleet.add(server.endless("tsk_2")).unwrap();
    let mut watch = fleet.watch(&handle);
    let mut next = Box::pin(fleet.next());
    while server.looks().is_empty() {
        assert!(poll_once(&mut next).is_pending() && poll_once(&mut watch).is_pending());
        time.advance_to_next();
    }
    // The look is under way, and will say that the task is running.
    assert!(fleet.tell(&server.task("tsk_1", "completed")));
    assert!(poll_once(&mut watch).is_ready() && poll_once(&mut next).is_ready());
    assert_eq!(fleet.len(), 1);
    time.advance(s(3));
    let mut next = Box::pin(fleet.next());
    assert!(poll_once(&mut next).is_pending());
    assert!(!fleet.tell(&server.task("tsk_1", "completed")), "told twice");
    assert!(poll_once(&mut next).is_pending(), "one result");
    assert!(fleet.tell(&server.task("tsk_2", "in_progress")), "nothing ends by that");
    assert_eq!(fleet.snapshot(&TaskId::new("tsk_2").unwrap()).unwrap().phase(), Phase::InProgress);
    assert_eq!(fleet.len(), 1);
}

#[tokio::test]
async fn t21_an_event_that_comes_before_its_task_is_held_for_it() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let mut task = server.task("tsk_1", "completed");
    task.client_business_id = Some("job-1".to_owned());
    assert!(!fleet.tell(&task));
    let mut handle = server.endless("job-1");
    handle.business_id = BusinessId::new("job-1").ok();
    fleet.add(&handle).unwrap();
    assert_eq!(fleet.next().await.unwrap().result.unwrap(), task);
    assert!(server.looks().is_empty() && time.monotonic().is_zero());

    // The other way round: it is known by its business id only when the event comes.
    fleet.add(&handle).unwrap();
    assert!(fleet.tell(&task));
    assert!(fleet.next().await.unwrap().result.is_ok());
}

#[tokio::test]
async fn t23_of_the_results_that_are_there_the_one_that_dies_first_is_handed_out_first() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let now = i64::try_from(time.unix().as_secs()).unwrap();
    for (id, left) in [("tsk_day", 86_300), ("tsk_minute", 60), ("tsk_hour", 3_600), ("tsk_gone", -5)] {
        server.expires(id, now + left);
        let mut handle = server.image(id, s(0));
        handle.submitted_at = Some(now - 86_340);
        fleet.add(handle).unwrap();
    }
    let failed = server.endless("tsk_failed");
    fleet.add(&failed).unwrap();
    fleet.tell(&server.task("tsk_failed", "failed"));
    fleet.run().await;
    let mut order = Vec::new();
    while let Some(finished) = fleet.next().await {
        order.push(finished.handle.id.to_string());
    }
    assert_eq!(order, ["tsk_gone", "tsk_minute", "tsk_hour", "tsk_day", "tsk_failed"]);
}

#[tokio::test]
async fn handles_of_another_origin_are_refused_and_nothing_is_sent() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new().origin("https://toapis.com"));
    let mut handle = server.image("tsk_1", s(5));
    handle.origin = Some("https://elsewhere.example".to_owned());
    let error = fleet.add(&handle).unwrap_err();
    assert_eq!((error.reason(), error.handle()), (Reason::OtherOrigin, &handle));
    assert_eq!(fleet.watch(&handle).await.unwrap_err().reason(), Reason::OtherOrigin);
    assert!(fleet.is_empty() && server.looks().is_empty());
    handle.origin = Some("https://toapis.com".to_owned());
    assert!(fleet.watch(handle).await.is_ok());
}

#[tokio::test]
async fn t27_a_task_of_the_other_kind_is_found_and_its_handle_put_right() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let mut wrong = server.image("tsk_1", s(5));
    wrong.kind = TaskKind::Video;
    server.order("tsk_1", [Answer::Gone]);
    let (handle, task) = fleet.watch(&wrong).settle().await.unwrap();
    assert_eq!((handle.kind, task.phase()), (TaskKind::Image, Phase::Completed));
    let looks = server.looks_at("tsk_1");
    assert_eq!(looks.len(), 2);
    assert_eq!(looks[0], looks[1], "at once");
}

#[tokio::test]
async fn t07_t08_a_task_that_is_not_known_is_given_up_after_some_looks_and_never_called_failed() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.endless("tsk_1");
    server.order("tsk_1", vec![Answer::Gone; 20]);
    fleet.add(&handle).unwrap();
    let error = fleet.next().await.unwrap().result.unwrap_err();
    assert_eq!((error.reason(), error.may_still_finish()), (Reason::Gone, false));
    assert_eq!(error.look_error().unwrap().kind(), LookErrorKind::Gone);
    // Four of the kind that was asked for, and one of the other.
    assert_eq!((error.looks(), server.looks_at("tsk_1").len(), error.handle()), (5, 5, &handle));
}

#[tokio::test]
async fn t30_a_wall_clock_that_jumps_changes_nothing() {
    let looks = |jump: i64| async move {
        let (time, server) = server();
        let fleet = server.fleet(FleetOptions::new());
        let watch = fleet.watch(server.image("tsk_1", s(200)));
        time.shift_wall(jump);
        watch.await.unwrap();
        server.looks()
    };
    let steady = looks(0).await;
    assert_eq!(looks(-3600).await, steady);
    assert_eq!(looks(86_400).await, steady);
}

#[tokio::test]
async fn t30_a_clock_that_leaps_forward_neither_spins_nor_loses_the_task() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let mut watch = fleet.watch(server.endless("tsk_1"));
    assert!(poll_once(&mut watch).is_pending());
    time.advance(Duration::from_secs(86_400));
    assert!(poll_once(&mut watch).is_pending());
    assert_eq!(server.looks().len(), 1);
    assert!(fleet.tell(&server.task("tsk_1", "completed")));
    assert!(watch.await.is_ok());
}

#[tokio::test]
async fn t30_a_deadline_that_was_slept_through_comes_after_one_more_look() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let mut fine = fleet.watch(server.image("tsk_fine", s(40))).deadline(s(60));
    let mut stuck = fleet.watch(server.endless("tsk_stuck")).deadline(s(60));
    assert!(poll_once(&mut fine).is_pending() && poll_once(&mut stuck).is_pending());
    time.advance(Duration::from_secs(36_000));
    assert!(poll_once(&mut stuck).is_pending());
    assert!(fine.await.is_ok());
    time.advance(s(60));
    let error = stuck.await.unwrap_err();
    assert_eq!((error.reason(), error.snapshot().is_some()), (Reason::Deadline, true));
}

#[tokio::test]
async fn t29_a_kill_in_mid_wait_is_gone_on_from_elsewhere() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time).taking(s(1));
    let fleet = server.fleet(FleetOptions::new());
    for n in 0..20 {
        fleet.add(server.image(&format!("tsk_{n}"), s(10 + n))).unwrap();
    }
    let mut watch = fleet.watch(server.image("tsk_watched", s(25)));
    let mut taken = Vec::new();
    while taken.len() < 5 {
        let next = fleet.next();
        let mut next = std::pin::pin!(next);
        assert!(poll_once(&mut watch).is_pending());
        match poll_once(&mut next) {
            std::task::Poll::Ready(finished) => taken.push(finished.unwrap().handle.id.to_string()),
            std::task::Poll::Pending => drop(time.advance_to_next()),
        }
    }
    let stored = serde_json::to_string(&fleet.pending()).unwrap();
    drop((watch, fleet));
    assert_eq!(time.sleepers(), 0, "nothing is left running");

    // Another process, a minute later.
    let time = VirtualTime::new();
    time.shift_wall(60);
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    for handle in serde_json::from_str::<Vec<TaskHandle>>(&stored).unwrap() {
        server.image(handle.id.as_str(), s(0));
        fleet.add(handle).unwrap();
    }
    while let Some(finished) = fleet.next().await {
        assert!(finished.result.is_ok());
        taken.push(finished.handle.id.to_string());
    }
    taken.sort();
    let mut all: Vec<_> = (0..20).map(|n| format!("tsk_{n}")).chain(["tsk_watched".to_owned()]).collect();
    all.sort();
    assert_eq!(taken, all);
}

#[test]
fn t29_a_runtime_that_shuts_down_hangs_nothing_and_another_one_goes_on() {
    let runtime =
        || tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let clock = VirtualTime::new();
    let server = Server::new(&clock);
    let fleet = Fleet::new(server.clone(), OnTokio(std::time::Instant::now()), FleetOptions::new());
    let handle = server.image("tsk_1", s(0));
    fleet.add(&handle).unwrap();
    let first = runtime();
    let watches: Vec<_> = (0..10).map(|_| fleet.watch(&handle)).collect();
    for watch in watches {
        first.spawn(watch);
    }
    first.block_on(async {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    });
    drop(first);
    assert_eq!(fleet.pending(), [handle]);
    let finished = runtime().block_on(fleet.next()).unwrap();
    assert_eq!(finished.result.unwrap().phase(), Phase::Completed);
}

/// Tokio's timer, whose sleeps belong to one runtime and panic once it is gone.
#[derive(Debug)]
struct OnTokio(std::time::Instant);

impl Clock for OnTokio {
    fn monotonic(&self) -> Duration {
        tokio::time::Instant::now().into_std().saturating_duration_since(self.0)
    }

    fn unix(&self) -> Duration {
        s(1_750_000_000)
    }
}

impl Sleep for OnTokio {
    fn sleep(&self, duration: Duration) -> toapis_poll::time::SleepFuture<'_> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

#[tokio::test]
async fn t12_t30_a_wait_that_begins_after_a_long_sleep_ends_at_its_deadline() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    fleet.add(server.endless("tsk_1")).unwrap();
    tokio::select! {
        biased;
        _ = fleet.next() => panic!("it never ends"),
        () = Sleep::sleep(&time, s(20)) => {}
    }
    time.advance(s(300));
    let begun = time.monotonic();
    let error = fleet.watch(server.endless("tsk_2")).deadline(s(10)).await.unwrap_err();
    assert_eq!((error.reason(), time.monotonic().saturating_sub(begun)), (Reason::Deadline, s(10)));
}
