//! What happens to an event after the answer, whatever its handler and its process do. Time is tokio's, which stands
//! still while there is something to do.
#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

mod support;

use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use support::{NOW, Stores, body, deliver, each_store, signed};
use toapis_webhook::{
    Answer, Authentic, Claimed, EventState, EventStore, Handler, HandlerError, Inbox, Insert, MemoryStore,
    Received, StoreError, Trouble, Verifier, Worker,
};
use tokio::time::{Instant, sleep};

/// An inbox that goes by tokio's clock.
fn inbox(store: impl EventStore + 'static) -> Inbox {
    let begun = Instant::now();
    Inbox::new(Verifier::new(support::secret()), store)
        .clock(move || NOW + i64::try_from(begun.elapsed().as_secs()).unwrap())
}

async fn send(inbox: &Inbox, id: &str, now: i64) -> Answer {
    deliver(inbox, &signed(id, now, body(id))).await
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// What a worker complained about, in words.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn note(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }

    fn trouble(&self) -> impl Fn(&Trouble) + Send + Sync + 'static {
        let log = self.clone();
        move |trouble| {
            log.note(match trouble {
                Trouble::Handler { id, attempt, error } => format!("{id} {attempt}: {error}"),
                Trouble::LeaseLost { id } => format!("{id} lost"),
                Trouble::Store(error) => error.to_string(),
                other => format!("{other:?}"),
            });
        }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[tokio::test(start_paused = true)]
async fn w28_the_answer_does_not_wait_for_the_handler() {
    let inbox = inbox(MemoryStore::new());
    let log = Log::default();
    let slow = log.clone();
    let worker = Worker::new(&inbox, move |received: Received| {
        let log = slow.clone();
        async move {
            sleep(seconds(3600)).await;
            log.note(received.event.id);
            Ok::<_, HandlerError>(())
        }
    });
    let running = tokio::spawn(worker.run());
    let begun = Instant::now();
    assert_eq!(send(&inbox, "evt_1", NOW).await, Answer::Stored);
    assert_eq!(begun.elapsed(), Duration::ZERO);
    sleep(seconds(60)).await;
    // While it is being handled, a second delivery changes nothing.
    assert_eq!(send(&inbox, "evt_1", NOW + 60).await, Answer::Duplicate);
    sleep(seconds(3541)).await;
    assert_eq!(log.take(), ["evt_1"]);
    assert_eq!(inbox.state("evt_1").await.unwrap(), Some(EventState::Done));
    running.abort();
}

#[tokio::test]
async fn w28_a_kill_between_insert_and_handler_loses_nothing() {
    each_store(|stores: Stores| async move {
        if stores.name == "memory" {
            return; // It lives with its process.
        }
        let at = |store, now| support::inbox(store, now);
        assert_eq!(
            deliver(&at(stores.open().await, NOW), &signed("evt_1", NOW, body("evt_1"))).await,
            Answer::Stored
        );
        // The process is gone. The sender has its 2xx and will not come again.
        let log = Log::default();
        let handler = |received: Received| {
            let log = log.clone();
            async move {
                let task = received.event.task.unwrap();
                log.note(format!("{} {} {}", received.event.id, task.id, received.attempt));
                Ok::<_, HandlerError>(())
            }
        };
        let next = at(stores.open().await, NOW + 1);
        assert_eq!(next.work(&handler, 9).await.unwrap(), 1);
        assert_eq!(log.take(), ["evt_1 tsk_evt_1 1"], "{}", stores.name);
        assert_eq!(next.work(&handler, 9).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn w28_a_kill_in_the_handler_runs_it_again_when_the_lease_is_over() {
    each_store(|stores: Stores| async move {
        let store = Arc::new(stores.open().await);
        let at = |now| support::inbox(Arc::clone(&store), now);
        assert_eq!(deliver(&at(NOW), &signed("evt_1", NOW, body("evt_1"))).await, Answer::Stored);
        // A worker that claims and is never seen again.
        assert_eq!(store.claim(1, NOW + Inbox::LEASE, NOW).await.unwrap().len(), 1);
        let before = at(NOW + Inbox::LEASE - 1);
        assert_eq!(before.work(&support::count_only(), 9).await.unwrap(), 0, "{}", stores.name);
        // Between its death and the end of its lease, the sender may come again.
        assert_eq!(deliver(&before, &signed("evt_1", NOW + 119, body("evt_1"))).await, Answer::Duplicate);
        let after = at(NOW + Inbox::LEASE);
        let attempts = AtomicU32::new(0);
        let handler = |received: Received| {
            attempts.store(received.attempt, Ordering::Relaxed);
            async { Ok::<_, HandlerError>(()) }
        };
        assert_eq!(after.work(&handler, 9).await.unwrap(), 1, "{}", stores.name);
        assert_eq!(attempts.load(Ordering::Relaxed), 2);
        // Should the first one live after all, it has no say any more.
        assert!(!store.finish("evt_1", 1).await.unwrap());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn w28_a_worker_finds_what_is_in_the_store_when_it_begins() {
    let store = MemoryStore::new();
    assert_eq!(send(&inbox(store.clone()), "evt_1", NOW).await, Answer::Stored);
    let inbox = inbox(store);
    let worker = Worker::new(&inbox, support::count_only());
    worker.run_until(sleep(Duration::from_millis(1))).await;
    assert_eq!(inbox.state("evt_1").await.unwrap(), Some(EventState::Done));
}

#[tokio::test(start_paused = true)]
async fn t16_a_handler_that_panics_is_tried_again_and_harms_no_other() {
    let inbox = inbox(MemoryStore::new());
    let (log, done) = (Log::default(), Log::default());
    let begun = Instant::now();
    let handler = {
        let done = done.clone();
        move |received: Received| {
            let done = done.clone();
            async move {
                assert!(received.event.id != "evt_bad" || received.attempt > 2, "what a mess");
                if received.event.id == "evt_err" && received.attempt < 4 {
                    return Err(HandlerError::from("disk full"));
                }
                done.note(format!("{} at {}", received.event.id, begun.elapsed().as_secs()));
                Ok(())
            }
        }
    };
    let worker = Worker::new(&inbox, handler).on_trouble(log.trouble());
    for id in ["evt_bad", "evt_err", "evt_good"] {
        assert_eq!(send(&inbox, id, NOW).await, Answer::Stored);
    }
    worker.run_until(sleep(seconds(100))).await;
    assert_eq!(
        log.take(),
        [
            "evt_bad 1: the handler panicked: what a mess",
            "evt_err 1: disk full",
            "evt_bad 2: the handler panicked: what a mess",
            "evt_err 2: disk full",
            "evt_err 3: disk full",
        ]
    );
    // After 10 s, 20 s and 40 s.
    assert_eq!(done.take(), ["evt_good at 0", "evt_bad at 30", "evt_err at 70"]);
}

/// A handler written by hand, which panics before there is a future to be awaited.
struct PanicsAtOnce(Log);

impl Handler for PanicsAtOnce {
    fn handle<'a, 'b>(
        &'a self,
        event: Received,
    ) -> Pin<Box<dyn Future<Output = Result<(), HandlerError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        assert!(event.attempt > 1, "before the future");
        self.0.note(event.event.id);
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test(start_paused = true)]
async fn t16_a_handler_that_panics_before_its_future_is_tried_again_as_well() {
    let inbox = inbox(MemoryStore::new());
    let (log, done) = (Log::default(), Log::default());
    assert_eq!(send(&inbox, "evt_1", NOW).await, Answer::Stored);
    let worker = Worker::new(&inbox, PanicsAtOnce(done.clone())).on_trouble(log.trouble());
    worker.run_until(sleep(seconds(20))).await;
    assert_eq!(log.take(), ["evt_1 1: the handler panicked: before the future"]);
    assert_eq!(done.take(), ["evt_1"]);
}

#[tokio::test(start_paused = true)]
async fn an_event_can_be_given_up_and_put_aside() {
    let inbox = inbox(MemoryStore::new());
    let (log, letters) = (Log::default(), Log::default());
    assert_eq!(send(&inbox, "evt_1", NOW).await, Answer::Stored);
    let aside = letters.clone();
    let worker = Worker::new(&inbox, move |received: Received| {
        let letters = aside.clone();
        async move {
            if received.attempt > 3 {
                letters.note(received.event.id);
                return Ok(());
            }
            Err(HandlerError::from("never"))
        }
    });
    worker.on_trouble(log.trouble()).run_until(sleep(seconds(100_000))).await;
    assert_eq!(log.take(), ["evt_1 1: never", "evt_1 2: never", "evt_1 3: never"]);
    assert_eq!(letters.take(), ["evt_1"]);
    assert_eq!(inbox.state("evt_1").await.unwrap(), Some(EventState::Done));
}

#[tokio::test(start_paused = true)]
async fn w17_a_store_that_hangs_does_not_hold_the_worker_up() {
    let store = Hangs { store: MemoryStore::new(), until: Instant::now() + seconds(100) };
    let inbox = inbox(store.clone());
    assert_eq!(send(&inbox, "evt_1", NOW).await, Answer::Stored);
    let (log, done) = (Log::default(), Log::default());
    let noted = done.clone();
    let worker = Worker::new(&inbox, move |received: Received| {
        let done = noted.clone();
        async move {
            done.note(received.event.id);
            Ok::<_, HandlerError>(())
        }
    });
    worker.on_trouble(log.trouble()).run_until(sleep(seconds(200))).await;
    assert_eq!(log.take(), ["the event store did not answer in time"; 3]);
    assert_eq!(done.take(), ["evt_1"]);
}

/// A store whose claims are not answered for a while.
#[derive(Clone)]
struct Hangs {
    store: MemoryStore,
    until: Instant,
}

#[async_trait]
impl EventStore for Hangs {
    async fn insert(&self, delivery: &Authentic<'_>, now: i64) -> Result<Insert, StoreError> {
        self.store.insert(delivery, now).await
    }

    async fn claim(&self, limit: usize, lease_until: i64, now: i64) -> Result<Vec<Claimed>, StoreError> {
        if Instant::now() < self.until {
            std::future::pending::<()>().await;
        }
        self.store.claim(limit, lease_until, now).await
    }

    async fn renew(&self, id: &str, attempt: u32, lease_until: i64) -> Result<bool, StoreError> {
        self.store.renew(id, attempt, lease_until).await
    }

    async fn finish(&self, id: &str, attempt: u32) -> Result<bool, StoreError> {
        self.store.finish(id, attempt).await
    }

    async fn release(&self, id: &str, attempt: u32, due_at: i64) -> Result<bool, StoreError> {
        self.store.release(id, attempt, due_at).await
    }

    async fn purge(&self, before: i64) -> Result<u64, StoreError> {
        self.store.purge(before).await
    }

    async fn state(&self, id: &str) -> Result<Option<EventState>, StoreError> {
        self.store.state(id).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_takes_long_keeps_its_event() {
    let store = MemoryStore::new();
    let inbox = inbox(store);
    let log = Log::default();
    let handler = || {
        let log = log.clone();
        move |received: Received| {
            let log = log.clone();
            async move {
                sleep(seconds(1000)).await;
                log.note(received.attempt.to_string());
                Ok::<_, HandlerError>(())
            }
        }
    };
    let one = Worker::new(&inbox, handler()).lease(seconds(30));
    let other = Worker::new(&inbox, handler()).lease(seconds(30));
    assert_eq!(send(&inbox, "evt_1", NOW).await, Answer::Stored);
    tokio::join!(one.run_until(sleep(seconds(2000))), other.run_until(sleep(seconds(2000))));
    assert_eq!(log.take(), ["1"]);
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_is_stopped_ends_what_it_has_begun() {
    let inbox = inbox(MemoryStore::new());
    let worker = Worker::new(&inbox, |_: Received| async {
        sleep(seconds(50)).await;
        Ok::<_, HandlerError>(())
    })
    .concurrency(1);
    for id in ["evt_1", "evt_2"] {
        assert_eq!(send(&inbox, id, NOW).await, Answer::Stored);
    }
    let begun = Instant::now();
    worker.run_until(sleep(seconds(3))).await;
    assert_eq!(begun.elapsed(), seconds(50));
    assert_eq!(inbox.state("evt_1").await.unwrap(), Some(EventState::Done));
    assert_eq!(inbox.state("evt_2").await.unwrap(), Some(EventState::New { due_at: NOW }));
}

#[tokio::test(start_paused = true)]
async fn no_more_handlers_run_than_were_asked_for() {
    let inbox = inbox(MemoryStore::new());
    let (running, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let handler = {
        let (running, most) = (Arc::clone(&running), Arc::clone(&most));
        move |_: Received| {
            let (running, most) = (Arc::clone(&running), Arc::clone(&most));
            async move {
                most.fetch_max(running.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                sleep(seconds(1)).await;
                running.fetch_sub(1, Ordering::Relaxed);
                Ok::<_, HandlerError>(())
            }
        }
    };
    for number in 0..50 {
        assert_eq!(send(&inbox, &format!("evt_{number}"), NOW).await, Answer::Stored);
    }
    let begun = Instant::now();
    Worker::new(&inbox, handler).concurrency(5).run_until(sleep(seconds(10))).await;
    assert_eq!((most.load(Ordering::Relaxed), begun.elapsed()), (5, seconds(10)));
    for number in 0..50 {
        assert_eq!(inbox.state(&format!("evt_{number}")).await.unwrap(), Some(EventState::Done));
    }
}

#[tokio::test(start_paused = true)]
async fn w17_a_store_that_fails_is_tried_again_and_the_event_is_done_once() {
    let store = Moody { inner: MemoryStore::new(), down_until: Arc::default() };
    let inbox = inbox(store.clone());
    let (log, done) = (Log::default(), Log::default());
    let handler = {
        let (done, store) = (done.clone(), store.clone());
        move |received: Received| {
            let (done, store) = (done.clone(), store.clone());
            async move {
                done.note(received.attempt.to_string());
                // It works, and the store is gone when that is to be written down.
                store.fail_for(seconds(20));
                Ok::<_, HandlerError>(())
            }
        }
    };
    let worker = Worker::new(&inbox, handler).on_trouble(log.trouble());
    store.fail_for(seconds(7));
    assert_eq!(send(&inbox, "evt_1", NOW).await.status(), 503);
    let sender = async {
        sleep(seconds(10)).await;
        assert_eq!(send(&inbox, "evt_1", NOW + 10).await, Answer::Stored);
        sleep(seconds(600)).await;
    };
    worker.run_until(sender).await;
    assert_eq!(done.take(), ["1"]);
    assert_eq!(inbox.state("evt_1").await.unwrap(), Some(EventState::Done));
    assert!(log.take().iter().all(|line| line == "the event store cannot be used"));
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_another_took_ends_the_handler() {
    let store = MemoryStore::new();
    let inbox = inbox(store.clone());
    let (log, done) = (Log::default(), Log::default());
    let handler = {
        let done = done.clone();
        move |_: Received| {
            let done = done.clone();
            async move {
                sleep(seconds(100)).await;
                done.note("done");
                Ok::<_, HandlerError>(())
            }
        }
    };
    let worker = Worker::new(&inbox, handler).lease(seconds(30)).on_trouble(log.trouble());
    assert_eq!(send(&inbox, "evt_1", NOW).await, Answer::Stored);
    let thief = async {
        sleep(seconds(5)).await;
        // As if this machine had slept through its lease.
        assert_eq!(store.claim(1, NOW + 9000, NOW + 31).await.unwrap().len(), 1);
        sleep(seconds(200)).await;
    };
    worker.run_until(thief).await;
    assert_eq!((log.take(), done.take()), (vec!["evt_1 lost".to_owned()], Vec::new()));
}

/// A store that is down for a while.
#[derive(Clone)]
struct Moody {
    inner: MemoryStore,
    down_until: Arc<Mutex<Option<Instant>>>,
}

impl Moody {
    fn fail_for(&self, time: Duration) {
        *self.down_until.lock().unwrap() = Some(Instant::now() + time);
    }

    fn check(&self) -> Result<(), StoreError> {
        match *self.down_until.lock().unwrap() {
            Some(until) if Instant::now() < until => Err(StoreError::unavailable("down")),
            _ => Ok(()),
        }
    }
}

#[async_trait]
impl EventStore for Moody {
    async fn insert(&self, delivery: &Authentic<'_>, now: i64) -> Result<Insert, StoreError> {
        self.check()?;
        self.inner.insert(delivery, now).await
    }

    async fn claim(&self, limit: usize, lease_until: i64, now: i64) -> Result<Vec<Claimed>, StoreError> {
        self.check()?;
        self.inner.claim(limit, lease_until, now).await
    }

    async fn renew(&self, id: &str, attempt: u32, lease_until: i64) -> Result<bool, StoreError> {
        self.check()?;
        self.inner.renew(id, attempt, lease_until).await
    }

    async fn finish(&self, id: &str, attempt: u32) -> Result<bool, StoreError> {
        self.check()?;
        self.inner.finish(id, attempt).await
    }

    async fn release(&self, id: &str, attempt: u32, due_at: i64) -> Result<bool, StoreError> {
        self.check()?;
        self.inner.release(id, attempt, due_at).await
    }

    async fn purge(&self, before: i64) -> Result<u64, StoreError> {
        self.check()?;
        self.inner.purge(before).await
    }

    async fn state(&self, id: &str) -> Result<Option<EventState>, StoreError> {
        self.inner.state(id).await
    }
}
