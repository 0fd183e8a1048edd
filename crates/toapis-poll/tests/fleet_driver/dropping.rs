//! Futures that are dropped, or kept and not polled.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt};
use proptest::prelude::*;
use toapis_poll::fleet::{Finished, Fleet, FleetOptions, Watch};
use toapis_poll::time::{Clock, Sleep, VirtualTime};
use toapis_poll::{LookError, TaskSource};
use toapis_types::{Phase, Task, TaskHandle};

use crate::server::{Server, poll_once, s};

#[tokio::test]
async fn a_future_that_is_kept_and_not_polled_holds_up_nobody() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let (one, two) = (server.image("tsk_1", s(30)), server.image("tsk_2", s(60)));
    let mut kept = fleet.watch(&one);
    let mut next = Box::pin(fleet.next());
    // Both were polled last in turn, and then the other one is awaited.
    std::future::poll_fn(|context| {
        let mut poll = || Pin::new(&mut kept).poll(context).is_pending();
        assert!(poll());
        Poll::Ready(())
    })
    .await;
    assert!(fleet.watch(&two).await.is_ok());
    assert!(kept.await.is_ok());

    fleet.add(server.image("tsk_4", s(600))).unwrap();
    std::future::poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending())).await;
    let other = server.image("tsk_3", s(30));
    assert!(fleet.watch(&other).await.is_ok());
    assert!(next.await.is_some());
}

#[tokio::test]
async fn a_task_that_polled_last_and_does_something_else_is_stood_in_for() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let waits = tokio::spawn(fleet.watch(server.image("tsk_1", s(30))));
    tokio::task::yield_now().await;
    let mut kept = fleet.watch(server.image("tsk_2", s(30)));
    let busy = tokio::spawn(async move {
        std::future::poll_fn(|context| Poll::Ready(Pin::new(&mut kept).poll(context).is_pending())).await;
        std::future::pending::<()>().await;
        drop(kept);
    });
    assert_eq!(waits.await.unwrap().unwrap().phase(), Phase::Completed);
    busy.abort();
}

#[tokio::test]
async fn dropping_the_one_that_drives_hands_the_look_on() {
    let time = VirtualTime::new();
    let server = Server::new(&time).taking(s(4));
    let fleet = server.fleet(FleetOptions::new());
    let handle = server.image("tsk_1", s(0));
    fleet.add(&handle).unwrap();
    let other = fleet.clone();
    let waits = tokio::spawn(async move { other.next().await });
    tokio::task::yield_now().await;
    let mut leads = fleet.watch(&handle);
    while server.looks().is_empty() {
        std::future::poll_fn(|context| Poll::Ready(Pin::new(&mut leads).poll(context).is_pending())).await;
        tokio::task::yield_now().await;
    }
    drop(leads);
    assert!(waits.await.unwrap().unwrap().result.is_ok());
    assert_eq!(server.looks().len(), 1, "the look that was under way was not made again");
}

#[tokio::test]
async fn a_result_that_a_dropped_next_was_called_for_goes_to_another() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    fleet.add(server.endless("tsk_1")).unwrap();
    let (one, two) = (fleet.clone(), fleet.clone());
    let first = tokio::spawn(async move { one.next().await });
    tokio::task::yield_now().await;
    let second = tokio::spawn(async move { two.next().await });
    tokio::task::yield_now().await;
    // Called, and dropped before it was polled again.
    fleet.tell(&server.task("tsk_1", "completed"));
    first.abort();
    assert!(second.await.unwrap().is_some());
    assert!(first.await.unwrap_err().is_cancelled());
}

#[cfg(feature = "tokio")]
#[test]
fn t29_a_watch_that_was_polled_in_a_runtime_that_is_gone_goes_on_in_another() {
    use toapis_poll::time::TokioTime;
    let runtime = |is_paused| {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().start_paused(is_paused).build().unwrap()
    };
    let server = Server::new(&VirtualTime::new());
    let fleet = Fleet::new(server.clone(), TokioTime::new(), FleetOptions::new());
    let mut handle = server.image("tsk_1", s(0));
    handle.submitted_at = i64::try_from(TokioTime::new().unix().as_secs()).ok();
    let mut watch = fleet.watch(handle);
    let first = runtime(false);
    first.block_on(std::future::poll_fn(|context| {
        assert!(Pin::new(&mut watch).poll(context).is_pending());
        Poll::Ready(())
    }));
    drop(first);
    let ends = async { tokio::time::timeout(s(100), watch).await };
    assert!(runtime(true).block_on(ends).unwrap().is_ok());
}

/// What a caller does next.
#[derive(Clone, Debug)]
enum Deed {
    Add(u8),
    Watch(u8),
    Next,
    Poll(u8),
    Drop(u8),
    Tell(u8),
    Advance(u16),
    Step,
}

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (0_u8..12).prop_map(Deed::Add),
        3 => (0_u8..12).prop_map(Deed::Watch),
        3 => Just(Deed::Next),
        8 => any::<u8>().prop_map(Deed::Poll),
        4 => any::<u8>().prop_map(Deed::Drop),
        1 => (0_u8..12).prop_map(Deed::Tell),
        2 => (0_u16..8_000).prop_map(Deed::Advance),
        6 => Just(Deed::Step),
    ]
}

enum Waits<'a> {
    Watch(u8, Box<Watch>),
    Next(Pin<Box<dyn Future<Output = Option<Finished>> + 'a>>),
}

struct World {
    time: VirtualTime,
    server: Server,
    fleet: Fleet,
    /// How often each task was added, and handed out.
    added: BTreeMap<u8, u32>,
    handed_out: BTreeMap<u8, u32>,
    watches_ended: u32,
}

impl World {
    fn note(&mut self, finished: &Finished) {
        let number = finished.handle.id.as_str()[4..].parse().unwrap();
        assert!(finished.result.is_ok(), "{:?}", finished.result);
        *self.handed_out.entry(number).or_default() += 1;
        assert!(self.handed_out[&number] <= self.added[&number], "{number} was handed out twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_dropped_when_each_task_is_handed_out_once_and_each_live_watch_gets_it(
        deeds in proptest::collection::vec(deeds(), 1..150),
        takes in 0_u64..4_000,
        seed in any::<u64>(),
    ) {
        let time = VirtualTime::stepped();
        let server = Server::new(&time).taking(Duration::from_millis(takes));
        let fleet = server.fleet(FleetOptions::new().seed(seed));
        let handles: Vec<_> = (0..12_u64).map(|n| server.image(&format!("tsk_{n}"), s(3 * n))).collect();
        let fleet_of_futures = fleet.clone();
        let mut world = World {
            time, server, fleet, added: BTreeMap::new(), handed_out: BTreeMap::new(), watches_ended: 0,
        };
        let mut waits: Vec<Waits<'_>> = Vec::new();
        let poll = |world: &mut World, waits: &mut Vec<Waits<'_>>, at: usize| -> bool {
            match &mut waits[at] {
                Waits::Watch(number, watch) => {
                    let Poll::Ready(result) = poll_once(watch) else { return false };
                    let task = result.expect("no reason to give up");
                    assert_eq!(task.id.as_str(), format!("tsk_{number}"));
                    world.watches_ended += 1;
                }
                Waits::Next(next) => {
                    let Poll::Ready(finished) = poll_once(next) else { return false };
                    if let Some(finished) = finished { world.note(&finished) }
                }
            }
            waits.swap_remove(at);
            true
        };
        // A task that was handed out and is added again counts again.
        for deed in deeds {
            match deed {
                Deed::Add(number) => {
                    let handed = world.handed_out.get(&number).copied().unwrap_or(0);
                    let is_open = world.added.get(&number).copied().unwrap_or(0) > handed;
                    world.fleet.add(&handles[usize::from(number)]).unwrap();
                    if !is_open {
                        *world.added.entry(number).or_default() += 1;
                    }
                }
                Deed::Watch(number) => {
                    let watch = world.fleet.watch(&handles[usize::from(number)]);
                    waits.push(Waits::Watch(number, Box::new(watch)));
                }
                Deed::Next => waits.push(Waits::Next(Box::pin(fleet_of_futures.next()))),
                Deed::Poll(at) if !waits.is_empty() => {
                    let at = usize::from(at) % waits.len();
                    poll(&mut world, &mut waits, at);
                }
                Deed::Drop(at) if !waits.is_empty() => {
                    let at = usize::from(at) % waits.len();
                    drop(waits.swap_remove(at));
                }
                Deed::Tell(number) => {
                    let task = world.server.task(&format!("tsk_{number}"), "completed");
                    world.fleet.tell(&task);
                }
                Deed::Advance(millis) => world.time.advance(Duration::from_millis(millis.into())),
                Deed::Step => drop(world.time.advance_to_next()),
                Deed::Poll(_) | Deed::Drop(_) => {}
            }
        }
        // From here on, all are polled until all is over.
        for round in 0..20_000 {
            let mut at = 0;
            while at < waits.len() {
                if !poll(&mut world, &mut waits, at) { at += 1 }
            }
            let mut next = Box::pin(world.fleet.next());
            match poll_once(&mut next) {
                Poll::Ready(None) if waits.is_empty() => break,
                Poll::Ready(None) | Poll::Pending => {}
                Poll::Ready(Some(finished)) => { drop(next); world.note(&finished); continue }
            }
            prop_assert!(round < 19_999, "it does not come to an end: {:?} {:?}", world.fleet, waits.len());
            // Only then is it dropped: an alarm that nobody hears is not kept.
            world.time.advance_to_next();
            drop(next);
        }
        prop_assert_eq!(&world.handed_out, &world.added);
        prop_assert!(world.fleet.pending().is_empty() && world.fleet.is_empty());
        prop_assert_eq!(world.time.sleepers(), 0, "nothing is left running");
    }
}

#[tokio::test]
async fn a_watch_that_is_never_polled_gets_its_result_all_the_same() {
    let time = VirtualTime::new();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let watch = fleet.watch(server.image("tsk_1", s(20)));
    fleet.run().await;
    let before = (time.monotonic(), server.looks().len());
    Sleep::sleep(&time, s(100)).await;
    assert_eq!(watch.await.unwrap().phase(), Phase::Completed);
    assert_eq!(server.looks().len(), before.1);
    assert!(time.monotonic() > before.0);
}

#[tokio::test]
async fn futures_of_one_task_that_are_not_polled_hold_up_no_other_task() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let fleet = server.fleet(FleetOptions::new());
    let waits = tokio::spawn(fleet.watch(server.image("tsk_1", s(30))));
    tokio::task::yield_now().await;
    // Each of them has a waker of its own.
    let handles = (0..5).map(|n| server.image(&format!("tsk_kept_{n}"), s(300)));
    let mut kept: FuturesUnordered<_> = handles.map(|handle| fleet.watch(handle)).collect();
    let busy = tokio::spawn(async move {
        std::future::poll_fn(|context| Poll::Ready(kept.poll_next_unpin(context).is_pending())).await;
        std::future::pending::<()>().await;
        drop(kept);
    });
    for _ in 0..1_000 {
        if waits.is_finished() {
            break;
        }
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        time.advance_to_next();
    }
    busy.abort();
    assert!(waits.is_finished() && time.monotonic() < s(60), "{:?}", time.monotonic());
}

#[tokio::test]
async fn a_look_that_ends_long_after_the_last_one_who_drove_was_polled_is_heard_of() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time).taking(s(20));
    let fleet = server.fleet(FleetOptions::new());
    let waits = tokio::spawn(fleet.watch(server.image("tsk_1", s(0))));
    tokio::task::yield_now().await;
    while server.looks().is_empty() {
        time.advance_to_next();
        tokio::task::yield_now().await;
    }
    let mut kept: FuturesUnordered<_> = (0..5).map(|_| fleet.watch(server.endless("tsk_1"))).collect();
    assert!(std::future::poll_fn(|context| Poll::Ready(kept.poll_next_unpin(context))).await.is_pending());
    for _ in 0..1_000 {
        if waits.is_finished() {
            break;
        }
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        time.advance_to_next();
    }
    assert_eq!(server.looks().len(), 1);
    assert!(waits.is_finished() && time.monotonic() < s(60), "{:?}", time.monotonic());
    drop(kept);
}

/// A source whose first look never ends, and does something when it is dropped.
#[derive(Clone)]
struct Hooked(Arc<Mutex<Option<Hook>>>);

type Hook = Box<dyn FnOnce() + Send>;

struct OnDrop(Option<Hook>);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(|hook| hook());
    }
}

#[async_trait::async_trait]
impl TaskSource for Hooked {
    async fn look(&self, _handle: &TaskHandle) -> Result<Task, LookError> {
        let _hook = OnDrop(self.0.lock().unwrap().take());
        std::future::pending().await
    }
}

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn one_who_comes_while_the_last_one_leaves_is_not_forgotten() {
    let time = VirtualTime::stepped();
    let server = Server::new(&time);
    let hook = Arc::new(Mutex::new(None));
    let fleet = Fleet::new(Hooked(Arc::clone(&hook)), time.clone(), FleetOptions::new());
    let (late, count) = (Arc::new(Mutex::new(None)), Arc::new(Count::default()));
    let (slot, other, handle) = (Arc::clone(&late), fleet.clone(), server.endless("tsk_2"));
    let waker = Waker::from(Arc::clone(&count));
    let comes = move || {
        let mut watch = other.watch(handle);
        assert!(Pin::new(&mut watch).poll(&mut Context::from_waker(&waker)).is_pending());
        *slot.lock().unwrap() = Some(watch);
    };
    *hook.lock().unwrap() = Some(Box::new(comes));
    let mut last = fleet.watch(server.image("tsk_1", s(10)));
    while hook.lock().unwrap().is_some() {
        assert!(poll_once(&mut last).is_pending());
        time.advance_to_next();
    }
    // With it goes its look, and meanwhile another one comes, who cannot drive at this moment.
    drop(last);
    assert!(late.lock().unwrap().is_some());
    assert!(count.0.load(Ordering::SeqCst) > 0, "nobody drives, and nobody was told to");
}
