//! The stores keep their contract, alone and shared. Each store is one function below; each test runs on all of them.
#![cfg(feature = "conformance")]
#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

mod support;

use std::sync::Arc;

use support::{NOW, Stores, deliver, each_store, signed};
use toapis_webhook::{Answer, EventState, EventStore, Inbox, MIN_LIFE, MemoryStore, check_store};

#[tokio::test]
async fn every_store_keeps_the_contract() {
    each_store(|stores: Stores| async move {
        let kept = check_store(&stores.open().await).await;
        assert_eq!(kept, Ok(()), "{}", stores.name);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w15_of_parallel_copies_exactly_one_wins() {
    each_store(|stores: Stores| async move {
        // Two receivers with connections of their own, and a crowd of copies at each.
        let (one, other) =
            (support::inbox(stores.open().await, NOW), support::inbox(stores.open().await, NOW));
        for round in 0..20 {
            let id = format!("evt_{round}");
            let request = Arc::new(signed(&id, NOW, support::body(&id)));
            let copies: Vec<_> = (0..8)
                .map(|copy| {
                    let inbox = if copy % 2 == 0 { one.clone() } else { other.clone() };
                    let request = Arc::clone(&request);
                    tokio::spawn(async move { deliver(&inbox, &request).await })
                })
                .collect();
            let mut stored = 0;
            for copy in copies {
                let answer = copy.await.unwrap();
                assert!(answer.is_accepted(), "{}: {answer:?}", stores.name);
                stored += usize::from(answer == Answer::Stored);
            }
            assert_eq!(stored, 1, "{}", stores.name);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w15_two_workers_on_one_store_share_the_events() {
    each_store(|stores: Stores| async move {
        let (one, other) = (Arc::new(stores.open().await), Arc::new(stores.open().await));
        let inbox = support::inbox(Arc::clone(&one), NOW);
        for number in 0..60 {
            let id = format!("evt_{number}");
            assert_eq!(deliver(&inbox, &signed(&id, NOW, support::body(&id))).await, Answer::Stored);
        }
        let work = |store: Arc<Box<dyn EventStore>>| async move {
            let mut got = Vec::new();
            loop {
                let claimed = store.claim(3, NOW + 120, NOW).await.unwrap();
                if claimed.is_empty() {
                    return got;
                }
                got.extend(claimed.into_iter().map(|event| event.id));
            }
        };
        let (left, right) = tokio::join!(tokio::spawn(work(one)), tokio::spawn(work(other)));
        let mut all = [left.unwrap(), right.unwrap()].concat();
        assert_eq!(all.len(), 60, "{}", stores.name);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 60, "{}: one was claimed twice", stores.name);
    })
    .await;
}

#[tokio::test]
async fn w18_an_id_is_known_for_48_hours_after_its_last_delivery() {
    each_store(|stores: Stores| async move {
        let store = Arc::new(stores.open().await);
        let at = |now| support::inbox(Arc::clone(&store), now);
        let request = |now| signed("evt_1", now, support::body("evt_1"));
        assert_eq!(deliver(&at(NOW), &request(NOW)).await, Answer::Stored);
        assert_eq!(at(NOW).work(&support::count_only(), 9).await.unwrap(), 1);
        let late = NOW + 31 * 3600;
        // Somebody purges as hard as they can.
        assert_eq!(at(late).purge(0).await.unwrap(), 0);
        assert_eq!(deliver(&at(late), &request(late)).await, Answer::Duplicate);
        assert_eq!(at(late + MIN_LIFE).purge(0).await.unwrap(), 0);
        assert_eq!(at(late).state("evt_1").await.unwrap(), Some(EventState::Done));
        assert_eq!(at(late + MIN_LIFE + 1).purge(0).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_full_memory_refuses_rather_than_forgets() {
    let store = MemoryStore::with_bounds(2, 1000);
    let at = |now| support::inbox(store.clone(), now);
    let request = |id: &str, now| signed(id, now, support::body(id));
    assert_eq!(deliver(&at(NOW), &request("evt_1", NOW)).await, Answer::Stored);
    assert_eq!(at(NOW).work(&support::count_only(), 9).await.unwrap(), 1);
    assert_eq!(deliver(&at(NOW), &request("evt_2", NOW)).await, Answer::Stored);
    // One that is done but young, one that is not done: neither may go.
    let later = NOW + MIN_LIFE;
    assert_eq!(deliver(&at(later), &request("evt_3", later)).await, Answer::NotStored);
    assert_eq!(deliver(&at(later), &request("evt_2", later)).await, Answer::Duplicate);
    // A second on, the done one is old enough.
    let later = later + 1;
    assert_eq!(deliver(&at(later), &request("evt_3", later)).await, Answer::Stored);
    assert_eq!(at(later).state("evt_1").await.unwrap(), None);
}

#[tokio::test]
async fn a_memory_that_is_full_of_bodies_has_room_again_once_they_are_handled() {
    let inbox = support::inbox(MemoryStore::with_bounds(100, 2500), NOW);
    let large = |id: &str| format!(r#"{{"id":"{id}","type":"endpoint.test","x":"{}"}}"#, "x".repeat(1000));
    for id in ["evt_1", "evt_2"] {
        assert_eq!(deliver(&inbox, &signed(id, NOW, large(id))).await, Answer::Stored);
    }
    assert_eq!(deliver(&inbox, &signed("evt_3", NOW, large("evt_3"))).await, Answer::NotStored);
    assert_eq!(inbox.work(&support::count_only(), 9).await.unwrap(), 2);
    assert_eq!(deliver(&inbox, &signed("evt_3", NOW, large("evt_3"))).await, Answer::Stored);
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_file_is_private_survives_and_refuses_what_is_no_database() {
    use toapis_webhook::{SqliteStore, StoreError};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events.db");
    let store = SqliteStore::open(&file).await.unwrap();
    let inbox = support::inbox(store.clone(), NOW);
    assert_eq!(deliver(&inbox, &signed("evt_1", NOW, support::body("evt_1"))).await, Answer::Stored);
    #[cfg(unix)]
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{entry:?}");
    }
    store.close().await;
    // W17: a store that is gone is a 503, not a shrug.
    assert_eq!(deliver(&inbox, &signed("evt_2", NOW, support::body("evt_2"))).await, Answer::NotStored);
    let again = support::inbox(SqliteStore::open(&file).await.unwrap(), NOW);
    assert_eq!(deliver(&again, &signed("evt_1", NOW, support::body("evt_1"))).await, Answer::Duplicate);
    assert_eq!(again.work(&support::count_only(), 9).await.unwrap(), 1);

    let other = folder.path().join("other.db");
    std::fs::write(&other, "this is no database, and it is long enough to tell".repeat(10)).unwrap();
    assert!(matches!(SqliteStore::open(&other).await, Err(StoreError::Unavailable(_))));
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_url_that_cannot_be_read_does_not_show_its_password() {
    let refused = toapis_webhook::PostgresStore::connect("postgres://u:canary@[::1/x").await.unwrap_err();
    let source = std::error::Error::source(&refused).unwrap().to_string();
    assert!(!format!("{refused} {refused:?} {source}").contains("canary"));
}

#[test]
fn an_inbox_can_be_shared() {
    fn check<T: Clone + std::fmt::Debug + Send + Sync + Unpin>() {}
    check::<Inbox>();
    check::<MemoryStore>();
}

/// A database of its own with one connection, to be set up as badly as wanted.
#[cfg(feature = "sqlite")]
async fn pool(file: &std::path::Path) -> toapis_webhook::sqlx::SqlitePool {
    use toapis_webhook::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).foreign_keys(true);
    SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap()
}

#[cfg(feature = "sqlite")]
async fn run(pool: &toapis_webhook::sqlx::SqlitePool, statement: &'static str) {
    toapis_webhook::sqlx::query(statement).execute(pool).await.unwrap();
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn w17_an_event_whose_commit_fails_is_not_stored() {
    let folder = tempfile::tempdir().unwrap();
    let pool = pool(&folder.path().join("events.db")).await;
    // The row can be written, and the transaction not be ended: as on a disk that is full.
    run(&pool, "CREATE TABLE allowed (id TEXT PRIMARY KEY)").await;
    run(
        &pool,
        "CREATE TABLE toapis_webhook_events (
            id TEXT PRIMARY KEY REFERENCES allowed (id) DEFERRABLE INITIALLY DEFERRED,
            body BLOB NOT NULL, signed_at BIGINT NOT NULL, stored_at BIGINT NOT NULL, seen_at BIGINT NOT NULL,
            deliveries BIGINT NOT NULL, state TEXT NOT NULL, due_at BIGINT NOT NULL, attempt BIGINT NOT NULL
        )",
    )
    .await;
    let store = toapis_webhook::SqliteStore::with_pool(pool.clone()).await.unwrap();
    let inbox = support::inbox(store, NOW);
    let request = signed("evt_1", NOW, support::body("evt_1"));
    assert_eq!(deliver(&inbox, &request).await, Answer::NotStored);
    assert_eq!(inbox.state("evt_1").await.unwrap(), None);
    run(&pool, "INSERT INTO allowed VALUES ('evt_1')").await;
    assert_eq!(deliver(&inbox, &request).await, Answer::Stored);
    assert_eq!(inbox.work(&support::count_only(), 9).await.unwrap(), 1);
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn w17_a_full_and_a_read_only_file_are_503_until_they_are_neither() {
    let folder = tempfile::tempdir().unwrap();
    let pool = pool(&folder.path().join("events.db")).await;
    let store = toapis_webhook::SqliteStore::with_pool(pool.clone()).await.unwrap();
    let inbox = support::inbox(store, NOW);
    let large = format!(r#"{{"id":"evt_1","type":"endpoint.test","x":"{}"}}"#, "x".repeat(100_000));
    let request = signed("evt_1", NOW, large);
    for (spoil, mend) in [
        ("PRAGMA max_page_count = 8", "PRAGMA max_page_count = 1000000"),
        ("PRAGMA query_only = TRUE", "PRAGMA query_only = FALSE"),
    ] {
        run(&pool, spoil).await;
        assert_eq!(deliver(&inbox, &request).await, Answer::NotStored, "{spoil}");
        assert_eq!(inbox.state("evt_1").await.unwrap(), None, "{spoil}");
        run(&pool, mend).await;
    }
    assert_eq!(deliver(&inbox, &request).await, Answer::Stored);
    // What is known needs to be written as well, and is not lost when it cannot be.
    run(&pool, "PRAGMA query_only = TRUE").await;
    assert_eq!(deliver(&inbox, &request).await, Answer::NotStored);
    assert!(inbox.work(&support::count_only(), 9).await.is_err());
    run(&pool, "PRAGMA query_only = FALSE").await;
    assert_eq!(deliver(&inbox, &request).await, Answer::Duplicate);
    assert_eq!(inbox.work(&support::count_only(), 9).await.unwrap(), 1);
}

#[tokio::test]
async fn events_of_one_second_are_claimed_in_the_order_in_which_they_came() {
    let store = MemoryStore::new();
    let inbox = support::inbox(store.clone(), NOW);
    for id in ["evt_c", "evt_a", "evt_b"] {
        assert_eq!(deliver(&inbox, &signed(id, NOW, support::body(id))).await, Answer::Stored);
    }
    let claimed = store.claim(9, NOW + 100, NOW).await.unwrap();
    let order = |claimed: &[toapis_webhook::Claimed]| {
        claimed.iter().map(|event| event.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(order(&claimed), ["evt_c", "evt_a", "evt_b"]);
    // Also when they come back together.
    assert_eq!(order(&store.claim(9, NOW + 200, NOW + 100).await.unwrap()), ["evt_c", "evt_a", "evt_b"]);
}
