//! The blocking fleet, and that it does what the async one does.

use std::time::Duration;

use proptest::prelude::*;
use toapis_poll::budget::{Limits, SharedBudget, Window};
use toapis_poll::fleet::{Finished, FleetOptions};
use toapis_poll::time::{Clock, VirtualTime};
use toapis_poll::{CancelToken, Reason};
use toapis_types::{Phase, TaskId};

use crate::server::{Answer, Batches, Server, s};

#[test]
fn a_thread_waits_for_one_task_or_for_all() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.blocking_fleet(FleetOptions::new());
    assert_eq!(fleet.watch(server.image("tsk_1", s(20))).wait().unwrap().phase(), Phase::Completed);
    for n in 0..10 {
        fleet.add(server.image(&format!("tsk_{n}"), s(30))).unwrap();
    }
    let mut results = 0;
    while let Some(finished) = fleet.next() {
        assert!(finished.result.is_ok());
        results += 1;
    }
    assert!(results == 10 && fleet.is_empty() && fleet.pending().is_empty());
}

#[test]
fn t12_t26_a_blocking_watch_ends_at_its_deadline_or_when_it_is_called_off() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.blocking_fleet(FleetOptions::new());
    let handle = server.endless("tsk_1");
    let error = fleet.watch(&handle).deadline(s(60)).wait().unwrap_err();
    assert_eq!((error.reason(), time.monotonic()), (Reason::Deadline, s(60)));
    let token = CancelToken::new();
    token.cancel();
    let error = fleet.watch(&handle).cancel_with(&token).wait().unwrap_err();
    assert_eq!((error.reason(), error.into_handle()), (Reason::Cancelled, handle.clone()));
    fleet.add(&handle).unwrap();
    assert!(fleet.tell(&server.task("tsk_1", "failed")));
    assert_eq!(fleet.next().unwrap().result.unwrap().phase(), Phase::Failed);
    assert!(fleet.next().is_none() && !fleet.remove(&handle.id));
}

#[test]
fn t16_a_source_that_panics_costs_a_look() {
    let server = Server::new(&VirtualTime::new());
    let fleet = server.blocking_fleet(FleetOptions::new());
    server.order("tsk_1", [Answer::Panic]);
    assert!(fleet.watch(server.image("tsk_1", s(0))).wait().is_ok());
}

#[test]
fn threads_that_wait_share_the_work_and_are_called_off_from_elsewhere() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let fleet = server.blocking_fleet(FleetOptions::new());
    let token = CancelToken::new();
    std::thread::scope(|scope| {
        let waits: Vec<_> = (0..8)
            .map(|n| {
                let watch = fleet.watch(server.image(&format!("tsk_{n}"), s(10 + n)));
                scope.spawn(move || watch.wait())
            })
            .collect();
        let stuck = fleet.watch(server.endless("tsk_stuck")).cancel_with(&token);
        let stuck = scope.spawn(move || stuck.wait());
        for n in 8..40 {
            fleet.add(server.image(&format!("tsk_{n}"), s(n))).unwrap();
        }
        let runs = scope.spawn(|| fleet.run(3));
        while fleet.len() > 1 {
            time.advance(Duration::from_millis(200));
            std::thread::yield_now();
        }
        assert!(waits.into_iter().all(|wait| wait.join().unwrap().is_ok()));
        token.cancel();
        assert_eq!(stuck.join().unwrap().unwrap_err().reason(), Reason::Cancelled);
        runs.join().unwrap();
    });
    let mut results = 0;
    while let Some(finished) = fleet.next() {
        assert!(finished.result.is_ok());
        results += 1;
    }
    assert_eq!(results, 32);
}

#[test]
fn an_event_from_another_thread_wakes_the_one_that_sleeps() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let fleet = server.blocking_fleet(FleetOptions::new());
    let watch = fleet.watch(server.endless("tsk_1"));
    std::thread::scope(|scope| {
        let waits = scope.spawn(move || watch.wait());
        while time.sleepers() == 0 {
            std::thread::yield_now();
        }
        assert!(fleet.tell(&server.task("tsk_1", "completed")));
        assert!(waits.join().unwrap().is_ok());
    });
    assert!(time.monotonic().is_zero());
}

/// What happens to which task, and when it ends.
#[derive(Clone, Debug)]
struct Plan {
    ends: Vec<Option<u64>>,
    orders: Vec<Vec<Answer>>,
    batch: Batches,
    queries: Option<u32>,
    deadline: Option<u64>,
}

/// What can be seen of a run: the looks, and what was handed out.
type Trace = (Vec<(Duration, String)>, Vec<(Duration, usize)>, Vec<String>);

impl Plan {
    fn server(&self) -> (Server, Vec<toapis_types::TaskHandle>, FleetOptions, Option<SharedBudget>) {
        let server = Server::new(&VirtualTime::new()).with_batches(self.batch);
        let handles = self.ends.iter().zip(&self.orders).enumerate().map(|(n, (ends, orders))| {
            let id = format!("tsk_{n}");
            server.order(&id, orders.clone());
            ends.map_or_else(|| server.endless(&id), |ends| server.image(&id, s(ends)))
        });
        let handles = handles.collect();
        let options = FleetOptions::new().batch(true).deadline(s(self.deadline.unwrap_or(900)));
        let budget = self
            .queries
            .map(|queries| SharedBudget::new(Limits::new([Window::new(queries, s(10)).unwrap()])));
        (server, handles, options, budget)
    }

    fn run_async(&self) -> Trace {
        let (server, handles, options, budget) = self.server();
        let fleet = server.fleet(options);
        let fleet = match budget {
            Some(budget) => fleet.budget(budget),
            None => fleet,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let results = runtime.block_on(async {
            for handle in handles {
                fleet.add(handle).unwrap();
            }
            let mut results = Vec::new();
            while let Some(finished) = fleet.next().await {
                results.push(show(&finished));
            }
            results
        });
        (server.looks(), server.calls(), results)
    }

    fn run_blocking(&self) -> Trace {
        let (server, handles, options, budget) = self.server();
        let fleet = server.blocking_fleet(options);
        let fleet = match budget {
            Some(budget) => fleet.budget(budget),
            None => fleet,
        };
        for handle in handles {
            fleet.add(handle).unwrap();
        }
        let mut results = Vec::new();
        while let Some(finished) = fleet.next() {
            results.push(show(&finished));
        }
        (server.looks(), server.calls(), results)
    }
}

fn show(finished: &Finished) -> String {
    format!("{finished:?}")
}

fn answers() -> impl Strategy<Value = Answer> {
    let seconds = || proptest::option::of((0_u64..200).prop_map(s));
    prop_oneof![
        6 => Just(Answer::Task("in_progress")),
        3 => seconds().prop_map(Answer::Lost),
        1 => seconds().prop_map(Answer::RateLimited),
        1 => Just(Answer::Gone),
        1 => Just(Answer::Task("failed")),
    ]
}

fn plans() -> impl Strategy<Value = Plan> {
    let task = (proptest::option::weighted(0.9, 0_u64..120), proptest::collection::vec(answers(), 0..6));
    let batch = prop_oneof![Just(Batches::Unknown), Just(Batches::InOrder), Just(Batches::Gaps)];
    let tasks = proptest::collection::vec(task, 1..30);
    (tasks, batch, proptest::option::of(1_u32..50), proptest::option::of(1_u64..300)).prop_map(
        |(tasks, batch, queries, deadline)| {
            let (ends, orders) = tasks.into_iter().unzip();
            Plan { ends, orders, batch, queries, deadline }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_fleets_make_the_same_looks_and_hand_out_the_same(plan in plans()) {
        prop_assert_eq!(plan.run_async(), plan.run_blocking());
    }
}

#[test]
fn t09_a_refused_key_is_the_same_for_both() {
    let plan = Plan {
        ends: vec![Some(20); 10],
        orders: (0..10).map(|n| if n == 4 { vec![Answer::Refused] } else { Vec::new() }).collect(),
        batch: Batches::Unknown,
        queries: None,
        deadline: None,
    };
    let trace = plan.run_async();
    assert_eq!(trace, plan.run_blocking());
    assert!(trace.2.iter().all(|finished| finished.contains("Refused")), "{:?}", trace.2);
    assert_eq!(trace.2.len(), 10);
    assert!(TaskId::new("tsk_4").is_some());
}

#[test]
fn a_thread_that_has_to_be_back_is_woken_by_the_one_that_sleeps_for_all() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let fleet = server.blocking_fleet(FleetOptions::new());
    let watch = fleet.watch(server.endless("tsk_1"));
    let sleeps = std::thread::spawn(move || watch.wait());
    let until = |sleeps| {
        while time.sleeps().len() < sleeps || time.sleepers() == 0 {
            std::thread::yield_now();
        }
    };
    until(1);
    let (back, is_back) = std::sync::mpsc::channel();
    let own = fleet.clone();
    std::thread::spawn(move || {
        let settled = own.settle_first(&mut Vec::<((), _)>::new(), s(1));
        back.send(settled.is_none()).unwrap();
    });
    until(2);
    time.advance(s(1));
    assert_eq!(is_back.recv_timeout(s(20)), Ok(true));
    assert!(fleet.remove(&TaskId::new("tsk_1").unwrap()));
    assert!(sleeps.join().unwrap().is_err());
}
