//! Calls that ask about many tasks.

use std::collections::BTreeSet;

use toapis_poll::fleet::{Fleet, FleetOptions};
use toapis_poll::time::VirtualTime;
use toapis_types::Phase;

use crate::server::{Answer, Batches, Server, s};

fn fleet(tasks: usize, batches: Batches, ends: u64) -> (Server, Fleet) {
    let server = Server::new(&VirtualTime::new()).with_batches(batches);
    let fleet = server.fleet(FleetOptions::new().batch(true));
    for n in 0..tasks {
        fleet.add(server.image(&format!("tsk_{n:04}"), s(ends))).unwrap();
    }
    (server, fleet)
}

/// Takes all results; each must be of its own task.
async fn finish(fleet: &Fleet) -> usize {
    let mut seen = BTreeSet::new();
    while let Some(finished) = fleet.next().await {
        let task = finished.result.unwrap();
        assert_eq!((&task.id, task.phase()), (&finished.handle.id, Phase::Completed));
        assert!(seen.insert(finished.handle.id));
    }
    seen.len()
}

#[tokio::test]
async fn l12_101_tasks_are_asked_about_in_two_calls() {
    let (server, fleet) = fleet(101, Batches::InOrder, 0);
    assert_eq!(finish(&fleet).await, 101);
    let sizes: Vec<_> = server.calls().into_iter().map(|(_, size)| size).collect();
    assert_eq!(sizes, [100, 1]);
}

#[tokio::test]
async fn many_tasks_cost_few_calls() {
    let (server, fleet) = fleet(1_000, Batches::InOrder, 60);
    assert_eq!(finish(&fleet).await, 1_000);
    let calls = server.calls();
    assert!(calls.iter().all(|(_, size)| *size <= 100));
    assert!(calls.len() < 400, "{}", calls.len());
}

#[tokio::test]
async fn answers_that_are_short_and_out_of_order_go_to_their_own_tasks() {
    let (server, fleet) = fleet(250, Batches::Gaps, 20);
    assert_eq!(finish(&fleet).await, 250);
    assert!(server.calls().iter().any(|(_, size)| *size == 100));
}

#[tokio::test]
async fn a_source_that_cannot_is_asked_one_by_one_for_good() {
    let (server, fleet) = fleet(150, Batches::Unknown, 0);
    assert_eq!(finish(&fleet).await, 150);
    let calls = server.calls();
    assert!(calls.iter().all(|(_, size)| *size == 1));
    assert_eq!(calls.len(), 150);
    let (first, last) = (calls[0].0, calls[149].0);
    assert!(last < first + s(10), "a floor is all that it costs: {first:?} to {last:?}");
}

#[tokio::test]
async fn a_few_that_are_lost_among_many_are_no_outage() {
    let (server, fleet) = fleet(100, Batches::InOrder, 20);
    for n in 0..50 {
        server.order(&format!("tsk_{n:04}"), vec![Answer::Lost(None); 2]);
    }
    server.order("tsk_0099", [Answer::Gone]);
    assert_eq!(finish(&fleet).await, 100);
    let calls = server.calls();
    let last = calls.last().unwrap().0;
    assert!(last < s(120), "{last:?}");
}
