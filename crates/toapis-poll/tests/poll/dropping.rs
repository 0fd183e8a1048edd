//! Waits that are dropped half way.

use std::sync::Arc;

use toapis_poll::time::{Clock, Sleep, VirtualTime};
use toapis_poll::{Fixed, LookError, TaskSource, WaitEvent, wait_with};
use toapis_types::{Phase, Task, TaskHandle, TaskKind};

use crate::script::{COMPLETED, QUEUED, RUNNING, Script, fresh, handle, s, task};

#[tokio::test]
async fn t25_dropping_one_of_two_waits_leaves_the_other() {
    let time = VirtualTime::stepped();
    let script = Arc::new(Script::new(&time, [QUEUED, QUEUED, QUEUED, COMPLETED]));
    let handle = fresh(TaskKind::Image, &time);
    let start = || tokio::spawn(wait_with(time.clone(), Arc::clone(&script), handle.clone()).into_future());
    let (first, second) = (start(), start());
    while time.sleepers() < 2 {
        tokio::task::yield_now().await;
    }
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    assert_eq!(time.sleepers(), 1);
    while !second.is_finished() {
        time.advance_to_next();
        tokio::task::yield_now().await;
    }
    assert_eq!(second.await.unwrap().unwrap().phase(), Phase::Completed);
    assert_eq!(script.looks().len(), 4);
}

#[tokio::test]
async fn t26_dropping_a_wait_stops_the_looks_and_nothing_else() {
    let time = VirtualTime::stepped();
    let script = Arc::new(Script::new(&time, [QUEUED, COMPLETED]));
    let handle = fresh(TaskKind::Image, &time);
    let waiting = tokio::spawn(wait_with(time.clone(), Arc::clone(&script), handle.clone()).into_future());
    while script.looks().is_empty() || time.sleepers() == 0 {
        time.advance_to_next();
        tokio::task::yield_now().await;
    }
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    time.advance(s(3600));
    assert_eq!(script.looks().len(), 1, "no look after the drop");

    // The caller's handle is all it takes to go on.
    let task = wait_with(time.clone(), Arc::clone(&script), handle).await.unwrap();
    assert_eq!(task.phase(), Phase::Completed);
}

#[test]
fn t29_a_runtime_that_shuts_down_does_not_hang_and_keeps_the_handles() {
    let time = VirtualTime::stepped();
    let script = Arc::new(Script::new(&time, [RUNNING, COMPLETED]));
    let stored = fresh(TaskKind::Video, &time);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for _ in 0..10 {
        runtime.spawn(wait_with(time.clone(), Arc::clone(&script), stored.clone()).into_future());
    }
    runtime.block_on(async {
        while time.sleepers() < 10 {
            tokio::task::yield_now().await;
        }
    });
    drop(runtime);
    assert_eq!(time.sleepers(), 0);

    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let time = VirtualTime::new();
    time.shift_wall(3600);
    let task = runtime.block_on(wait_with(time, script, stored).into_future()).unwrap();
    assert_eq!(task.phase(), Phase::Completed);
}

/// Takes its time over every look, on the virtual clock.
struct Slow {
    time: VirtualTime,
    script: Script,
}

#[async_trait::async_trait]
impl TaskSource for Slow {
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        Sleep::sleep(&self.time, s(2)).await;
        self.script.look(handle).await
    }
}

#[tokio::test]
async fn dropping_the_next_of_a_stream_at_any_await_loses_no_event() {
    let time = VirtualTime::new();
    let slow = Slow { time: time.clone(), script: Script::new(&time, [QUEUED, RUNNING, COMPLETED]) };
    let fixed = Fixed::new(s(8)).unwrap();
    let mut stream = wait_with(time.clone(), &slow, handle(TaskKind::Image))
        .strategy(fixed)
        .seen(task("tsk_1", "pending", None))
        .stream();
    let mut told = Vec::new();
    let mut drops = 0;
    while told.last() != Some(&Phase::Completed) {
        // One poll, then the future is dropped.
        let polled = {
            let mut next = std::pin::pin!(stream.next());
            std::future::poll_fn(|context| std::task::Poll::Ready(next.as_mut().poll(context))).await
        };
        match polled {
            std::task::Poll::Ready(Some(Ok(event))) => told.extend(event.task().map(Task::phase)),
            std::task::Poll::Ready(other) => panic!("{other:?}"),
            std::task::Poll::Pending => drops += 1,
        }
    }
    assert_eq!(told, [Phase::Queued, Phase::Queued, Phase::InProgress, Phase::Completed]);
    assert!(drops >= 5, "{drops}");
    assert_eq!(slow.script.looks(), [s(2), s(12), s(22)]);
}

#[tokio::test]
async fn a_reader_that_takes_its_time_rests_meanwhile() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [QUEUED, COMPLETED]);
    let mut stream = wait_with(time.clone(), &script, handle(TaskKind::Image))
        .strategy(Fixed::new(s(8)).unwrap())
        .stream();
    assert!(matches!(stream.next().await, Some(Ok(WaitEvent::Queued(_)))));
    time.advance(s(5));
    assert!(matches!(stream.next().await, Some(Ok(WaitEvent::Completed(_)))));
    assert_eq!((time.sleeps(), time.monotonic()), (vec![s(3)], s(8)));
}
