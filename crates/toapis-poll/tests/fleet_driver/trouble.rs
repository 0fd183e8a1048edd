//! When the service, the network, the source or the caller is not well.

use std::time::Duration;

use futures_util::future::join_all;
use toapis_poll::budget::{Class, Limits, SharedBudget, Window};
use toapis_poll::fleet::FleetOptions;
use toapis_poll::time::{Clock, Sleep, VirtualTime};
use toapis_poll::{LookErrorKind, Reason};
use toapis_types::Phase;

use crate::server::{Answer, Server, poll_once, s};

fn server() -> (VirtualTime, Server) {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    (time, server)
}

fn budget(requests: u32, seconds: u64) -> SharedBudget {
    SharedBudget::new(Limits::new([Window::new(requests, s(seconds)).unwrap()]))
}

#[tokio::test]
async fn t17_l07_a_429_at_one_task_pauses_all_of_them_and_the_single_waits_of_the_budget() {
    let (time, server) = server();
    let budget = budget(1_000, 1);
    let fleet = server.fleet_on(&budget);
    for n in 0..50 {
        fleet.add(server.image(&format!("tsk_{n}"), s(40))).unwrap();
    }
    server.order("tsk_7", [Answer::RateLimited(Some(s(30)))]);
    fleet.run().await;
    let sent_away = server.looks_at("tsk_7")[0];
    let during: Vec<_> = server
        .looks()
        .into_iter()
        .filter(|(at, id)| *at > sent_away && *at < sent_away + s(30) && id != "tsk_7")
        .collect();
    assert_eq!(during, []);
    assert!(time.monotonic() > sent_away + s(30));

    // A single call of the same client, right after a 429.
    server.order("tsk_x", [Answer::RateLimited(Some(s(30)))]);
    let mut watch = fleet.watch(server.endless("tsk_x"));
    while server.looks_at("tsk_x").is_empty() {
        assert!(poll_once(&mut watch).is_pending());
    }
    drop(watch);
    let before = time.monotonic();
    drop(budget.take(&time, Class::Single).await);
    let waited = time.monotonic().saturating_sub(before);
    assert!(waited >= s(30), "{waited:?}");
}

#[tokio::test]
async fn l05_a_429_without_a_header_pauses_the_budget_longer_and_longer() {
    let (time, server) = server();
    let budget = budget(1_000, 1);
    let fleet = server.fleet_on(&budget);
    server.order_for_anyone(vec![Answer::RateLimited(None); 8]);
    for n in 0..20 {
        fleet.add(server.image(&format!("tsk_{n}"), s(5))).unwrap();
    }
    let mut next = Box::pin(fleet.next());
    let mut pauses = Vec::new();
    while pauses.len() < 8 {
        assert!(poll_once(&mut next).is_pending());
        let looks = server.looks().len();
        if looks > pauses.len() {
            pauses.push(budget.state(time.monotonic()).paused.unwrap());
        }
    }
    assert!(pauses.iter().all(|pause| *pause >= Duration::from_millis(400) && *pause <= s(60)), "{pauses:?}");
    assert!(pauses[4..].iter().sum::<Duration>() > pauses[..4].iter().sum::<Duration>(), "{pauses:?}");
    fleet.run().await;
}

#[tokio::test]
async fn a_fleet_leaves_a_reserve_to_single_calls() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let budget = budget(100, 10);
    let fleet = server.fleet_on(&budget);
    for n in 0..2_000 {
        fleet.add(server.image(&format!("tsk_{n}"), s(0))).unwrap();
    }
    let (mut run, mut calls) = (Box::pin(fleet.run()), 0);
    while poll_once(&mut run).is_pending() {
        // One single call a second never waits, though the fleet takes all that it may.
        if time.monotonic() >= s(calls) {
            let permit = budget.try_take(time.monotonic(), Class::Single).expect("a reserve");
            permit.finish(time.monotonic());
            calls += 1;
        }
        time.advance(Duration::from_millis(250));
    }
    assert!(time.monotonic() >= s(200) && calls > 190, "{:?}", time.monotonic());
}

#[tokio::test]
async fn l10_a_fleet_that_is_dropped_while_it_waits_for_a_permit_takes_none() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let budget = budget(1, 3_600);
    budget.try_take(time.monotonic(), Class::Single).unwrap().finish(time.monotonic());
    let fleet = server.fleet_on(&budget);
    let mut watch = fleet.watch(server.image("tsk_1", s(0)));
    time.advance(s(60));
    assert!(poll_once(&mut watch).is_pending());
    assert!(server.looks().is_empty() && time.sleepers() == 1, "it waits for the permit");
    drop((watch, fleet));
    time.advance(s(3_600));
    let state = budget.state(time.monotonic());
    assert_eq!((state.ready, state.in_flight, budget.waiting()), (1, 0, 0));
}

#[tokio::test]
async fn t11_five_lost_looks_are_put_up_with_and_a_sixth_is_not() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    server.order("tsk_1", vec![Answer::Lost(None); 5]);
    assert_eq!(fleet.watch(server.image("tsk_1", s(0))).await.unwrap().phase(), Phase::Completed);

    server.order("tsk_2", vec![Answer::Lost(None); 6]);
    let error = fleet.watch(server.image("tsk_2", s(0))).await.unwrap_err();
    assert_eq!((error.reason(), error.lost_looks(), error.looks()), (Reason::LostTooOften, 6, 6));
    assert!(error.may_still_finish() && error.look_error().is_some());
}

#[tokio::test]
async fn an_outage_costs_no_task() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    server.order_for_anyone(vec![Answer::Lost(None); 40]);
    for n in 0..100 {
        fleet.add(server.image(&format!("tsk_{n}"), s(30))).unwrap();
    }
    let mut completed = 0;
    while let Some(finished) = fleet.next().await {
        completed += u32::from(finished.result.is_ok());
    }
    assert_eq!(completed, 100);
    assert!(time.monotonic() > s(60), "it was waited out");
}

#[tokio::test]
async fn t09_a_key_that_is_refused_ends_every_wait_with_its_handle() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    for n in 0..50 {
        fleet.add(server.image(&format!("tsk_{n}"), s(30))).unwrap();
    }
    let watch = fleet.watch(server.image("tsk_watched", s(30)));
    server.order("tsk_7", [Answer::Refused]);
    let mut handles = Vec::new();
    while let Some(finished) = fleet.next().await {
        let error = finished.result.unwrap_err();
        assert_eq!((error.reason(), error.may_still_finish()), (Reason::Refused, true));
        assert_eq!(error.look_error().unwrap().kind(), LookErrorKind::Refused, "all know why");
        handles.push(error.into_handle());
    }
    let error = watch.await.unwrap_err();
    assert_eq!(error.reason(), Reason::Refused);
    assert!(error.to_string().contains("with a key that the service accepts"), "{error}");
    let looks = server.looks().len();
    assert!(looks <= 51, "none is looked at after the refusal: {looks}");
    Sleep::sleep(&time, s(600)).await;
    assert_eq!(server.looks().len(), looks);

    // With a key that is accepted.
    assert_eq!(handles.len(), 50);
    for handle in handles {
        fleet.add(handle).unwrap();
    }
    while let Some(finished) = fleet.next().await {
        assert!(finished.result.is_ok());
    }
}

#[tokio::test]
async fn t09_a_fleet_can_hold_its_tasks_until_there_is_another_key() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new().hold_when_refused(true));
    for n in 0..20 {
        fleet.add(server.image(&format!("tsk_{n}"), s(30))).unwrap();
    }
    server.order_for_anyone([Answer::Refused]);
    let mut next = Box::pin(fleet.next());
    while !fleet.is_refused() {
        assert!(poll_once(&mut next).is_pending());
    }
    let looks = server.looks().len();
    for _ in 0..50 {
        time.advance(s(60));
        assert!(poll_once(&mut next).is_pending());
    }
    assert_eq!((server.looks().len(), fleet.len(), fleet.pending().len()), (looks, 20, 20));
    fleet.resume();
    let mut finished = vec![next.await.unwrap()];
    while let Some(further) = fleet.next().await {
        finished.push(further);
    }
    assert!(finished.len() == 20 && finished.iter().all(|finished| finished.result.is_ok()));
}

#[tokio::test]
async fn t15_one_slow_answer_holds_up_nobody_else() {
    let (time, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let slow = server.image("tsk_slow", s(0));
    server.slow("tsk_slow", s(29));
    let others: Vec<_> = (0..1_000).map(|n| fleet.watch(server.image(&format!("tsk_{n}"), s(4)))).collect();
    let slow = fleet.watch(slow);
    for result in join_all(others).await {
        assert_eq!(result.unwrap().phase(), Phase::Completed);
    }
    assert!(time.monotonic() < s(25), "{:?}", time.monotonic());
    assert_eq!(slow.await.unwrap().phase(), Phase::Completed);
}

#[tokio::test]
async fn a_look_without_an_answer_is_lost_after_the_look_timeout() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new().look_timeout(s(12)).tolerate_lost(1));
    server.order("tsk_1", vec![Answer::Silence; 2]);
    let mut watch = fleet.watch(server.endless("tsk_1"));
    let error = loop {
        if let std::task::Poll::Ready(result) = poll_once(&mut watch) {
            break result.unwrap_err();
        }
        time.advance(s(1));
    };
    assert_eq!((error.reason(), error.lost_looks()), (Reason::LostTooOften, 2));
    assert_eq!(error.look_error().unwrap().kind(), LookErrorKind::TimedOut);
    let looks = server.looks_at("tsk_1");
    assert!(looks[1] >= looks[0] + s(12 + 5), "{looks:?}");
}

#[tokio::test]
async fn t16_a_source_that_panics_costs_a_look_and_no_other_task() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    server.order("tsk_1", [Answer::Panic]);
    server.order("tsk_2", vec![Answer::Panic; 9]);
    let watches = ["tsk_1", "tsk_2", "tsk_3"].map(|id| fleet.watch(server.image(id, s(0))));
    let [one, two, three] = watches;
    assert!(one.await.is_ok() && three.await.is_ok());
    let error = two.await.unwrap_err();
    assert_eq!(error.reason(), Reason::LostTooOften);
    assert!(std::error::Error::source(error.look_error().unwrap()).unwrap().to_string().contains("panicked"));
}

#[tokio::test]
async fn t16_a_user_who_panics_while_he_drives_takes_nobody_with_him() {
    let (_, server) = server();
    let fleet = server.fleet(FleetOptions::new());
    let (first, other) = (server.image("tsk_1", s(10)), server.image("tsk_2", s(60)));
    let (watch, other) = (fleet.watch(&first), fleet.watch(&other));
    let panics = tokio::spawn(async move {
        watch.await.unwrap();
        panic!("the caller's own mistake");
    });
    assert_eq!(tokio::spawn(other).await.unwrap().unwrap().phase(), Phase::Completed);
    assert!(panics.await.unwrap_err().is_panic(), "and it is told");
}
