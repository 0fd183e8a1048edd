//! Thousands of tasks and waits on one driver.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use toapis_poll::budget::{Group, SharedBudget};
use toapis_poll::fleet::FleetOptions;
use toapis_poll::time::{Clock, VirtualTime};
use toapis_types::{Phase, TaskHandle};

use crate::server::{Server, s};

/// The most calls in any stretch of time of this length.
fn most_within(calls: &[(Duration, usize)], span: Duration) -> usize {
    let mut most = 0;
    let mut first = 0;
    for (last, (at, _)) in calls.iter().enumerate() {
        while calls[first].0 + span <= *at {
            first += 1;
        }
        most = most.max(last + 1 - first);
    }
    most
}

#[tokio::test]
async fn t14_ten_thousand_waits_share_one_driver_and_stay_within_the_budget() {
    const TASKS: usize = 10_000;
    let time = VirtualTime::new();
    let server = Server::new(&time).taking(Duration::from_millis(200));
    let fleet = server.fleet_on(&SharedBudget::new(Group::Default.query()));
    let handles: Vec<TaskHandle> =
        (0..TASKS).map(|n| server.image(&format!("tsk_{n}"), s(10 + (n as u64 % 50)))).collect();
    let mut waits: FuturesUnordered<_> = handles.iter().map(|handle| fleet.watch(handle).settle()).collect();
    assert_eq!(fleet.len(), TASKS);
    let mut reported = BTreeMap::new();
    while let Some(outcome) = waits.next().await {
        let (handle, task) = outcome.unwrap();
        assert_eq!((&task.id, task.phase()), (&handle.id, Phase::Completed));
        *reported.entry(handle.id).or_insert(0) += 1;
    }
    assert!(reported.len() == TASKS && reported.values().all(|times| *times == 1));
    assert!(fleet.is_empty());
    let calls = server.calls();
    assert!(most_within(&calls, s(10)) <= 450 && most_within(&calls, s(60)) <= 2_700);
    // Fair: nobody is looked at ten times while another one waits for his first time.
    let mut looks = BTreeMap::new();
    for (_, id) in server.looks() {
        *looks.entry(id).or_insert(0) += 1;
    }
    assert!(looks.len() == TASKS && looks.values().all(|times| *times <= 4), "{:?}", looks.values().max());
    assert!(time.monotonic() < s(600), "{:?}", time.monotonic());
}

#[tokio::test]
async fn t14_ten_thousand_that_are_resumed_at_once_do_not_storm() {
    const TASKS: usize = 10_000;
    let time = VirtualTime::new();
    let server = Server::new(&time).taking(Duration::from_millis(200));
    let fleet = server.fleet_on(&SharedBudget::new(Group::Default.query()));
    for n in 0..TASKS {
        // Old ones, all of which are worth a look at once.
        let mut handle = server.image(&format!("tsk_{n}"), s(0));
        handle.submitted_at = (n % 2 == 0).then_some(1_749_990_000);
        fleet.add(handle).unwrap();
    }
    let mut results = 0;
    while let Some(finished) = fleet.next().await {
        assert!(finished.result.is_ok());
        results += 1;
    }
    let calls = server.calls();
    assert_eq!((results, calls.len()), (TASKS, TASKS), "one look each");
    assert!(most_within(&calls, s(10)) <= 450);
}

#[tokio::test]
async fn t18_the_same_seed_makes_the_same_looks() {
    let run = |seed| async move {
        let server = Server::new(&VirtualTime::new()).taking(Duration::from_millis(300));
        let fleet = server.fleet(FleetOptions::new());
        for n in 0..200 {
            fleet.add(server.image(&format!("tsk_{n}"), s(n % 60))).unwrap();
        }
        server.order_for_anyone(vec![crate::server::Answer::Lost(None); seed]);
        fleet.run().await;
        server.looks()
    };
    assert_eq!(run(9).await, run(9).await);
    assert_ne!(run(9).await, run(0).await);
}

#[tokio::test]
async fn ten_thousand_waits_for_one_task_are_one_look() {
    let server = Server::new(&VirtualTime::new());
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.image("tsk_1", s(5));
    let waits: FuturesUnordered<_> = (0..10_000).map(|_| fleet.watch(&handle)).collect();
    assert_eq!(fleet.len(), 1);
    let results: Vec<_> = waits.collect().await;
    assert!(results.len() == 10_000 && results.iter().all(Result::is_ok));
    assert!(server.looks().len() <= 2, "{}", server.looks().len());
}

#[test]
fn many_threads_drive_one_fleet() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let waits: Vec<Vec<_>> = (0..4)
        .map(|thread| {
            (0..100).map(|n| fleet.watch(server.image(&format!("tsk_{thread}_{n}"), s(n % 40)))).collect()
        })
        .collect();
    std::thread::scope(|scope| {
        let threads: Vec<_> = waits
            .into_iter()
            .map(|waits| {
                scope.spawn(|| {
                    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                    runtime.block_on(join_all(waits))
                })
            })
            .collect();
        while !fleet.is_empty() {
            time.advance(Duration::from_millis(100));
            std::thread::yield_now();
        }
        for thread in threads {
            let results = thread.join().unwrap();
            assert!(results.iter().all(|result| result.as_ref().is_ok_and(toapis_types::Task::is_terminal)));
        }
    });
}
