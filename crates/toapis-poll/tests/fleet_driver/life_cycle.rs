//! One task and its waits, from the beginning to the end.

use toapis_poll::fleet::FleetOptions;
use toapis_poll::time::{Clock, VirtualTime};
use toapis_types::Phase;

use crate::server::{Server, s};

#[tokio::test]
async fn a_watch_is_awaited_like_any_wait() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let task = fleet.watch(server.image("tsk_1", s(20))).await.unwrap();
    assert_eq!(task.phase(), Phase::Completed);
    assert!(fleet.is_empty() && fleet.pending().is_empty());
    let looks = server.looks_at("tsk_1");
    assert!(looks[0] >= s(5) && time.monotonic() >= s(20) && time.monotonic() < s(40), "{looks:?}");
}

#[tokio::test]
async fn waits_for_one_task_share_its_looks_and_each_gets_the_result() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.image("tsk_1", s(20));
    let alone = {
        let server = Server::new(&VirtualTime::new());
        server.fleet(FleetOptions::new()).watch(server.image("tsk_1", s(20))).await.unwrap();
        server.looks_at("tsk_1")
    };
    fleet.add(handle.clone()).unwrap();
    let watches: Vec<_> = (0..100).map(|_| fleet.watch(handle.clone())).collect();
    let finished = fleet.next().await.unwrap();
    assert_eq!((finished.handle, finished.result.unwrap().phase()), (handle, Phase::Completed));
    for watch in watches {
        assert_eq!(watch.await.unwrap().phase(), Phase::Completed);
    }
    assert!(fleet.next().await.is_none());
    assert_eq!(server.looks_at("tsk_1"), alone);
}
