//! What a wait tells, and what ends it early: conditions, cancelling, looks that hang.

use std::sync::Arc;
use std::time::Duration;

use toapis_poll::condition::{Condition, in_phase, progress, started};
use toapis_poll::time::{Clock, Sleep, ThreadTime, VirtualTime};
use toapis_poll::{
    BlockingTaskSource, CancelToken, Fixed, LookError, LookErrorKind, Reason, TaskSource, WaitEvent,
    wait_blocking, wait_with,
};
use toapis_types::{Phase, Task, TaskHandle, TaskKind};

use crate::script::{Answer, COMPLETED, FAILED, LOST, QUEUED, RUNNING, Script, fresh, handle, s, task};

/// The names of the events of a wait, with their news marked.
fn named(event: &WaitEvent) -> String {
    let name = match event {
        WaitEvent::Queued(_) => "queued",
        WaitEvent::Progress(_) => "progress",
        WaitEvent::Stalled(_) => "stalled",
        WaitEvent::Lost(_) => "lost",
        WaitEvent::Completed(_) => "completed",
        WaitEvent::Failed(_) => "failed",
        WaitEvent::Reached(_) => "reached",
        _ => "unknown",
    };
    let news = if event.status().is_some_and(|status| status.is_news) { "!" } else { "" };
    format!("{name}{news}")
}

#[tokio::test]
async fn t03_events_are_named_for_people() {
    let time = VirtualTime::new();
    let half = Answer::Task("in_progress", Some(50));
    let answers = [QUEUED, QUEUED, RUNNING, RUNNING, LOST, half, Answer::Task("warming_up", None), FAILED];
    let script = Script::new(&time, answers);
    let (mut events, mut seen) = (Vec::new(), Vec::new());
    let waiting = script.wait().on_event(|event| events.push(named(event)));
    let task = waiting.on_progress(|status| seen.push((status.looks, status.progress()))).await.unwrap();
    assert_eq!(task.phase(), Phase::Failed);
    assert_eq!(
        events,
        ["queued!", "queued", "progress!", "progress", "lost", "progress!", "queued!", "failed"]
    );
    assert_eq!(seen, [(1, None), (2, None), (3, Some(10)), (4, Some(10)), (6, Some(50)), (7, None)]);
}

#[tokio::test]
async fn t12_a_task_that_stands_still_is_told_as_stalled_and_waited_for() {
    let stalled_at = |kind, silence: Option<Duration>| async move {
        let time = VirtualTime::new();
        let script = Script::new(&time, [RUNNING]);
        let mut waiting = wait_with(time.clone(), &script, fresh(kind, &time)).seed(1).deadline(s(1000));
        if let Some(silence) = silence {
            waiting = waiting.stalled_after(silence);
        }
        let mut stream = waiting.stream();
        loop {
            if let WaitEvent::Stalled(status) = stream.next().await.unwrap().unwrap() {
                assert!(!status.is_news && status.remaining.is_none());
                return status.unchanged.as_secs();
            }
        }
    };
    assert!((120..130).contains(&stalled_at(TaskKind::Image, None).await));
    assert!((300..315).contains(&stalled_at(TaskKind::Video, None).await));
    assert!((30..45).contains(&stalled_at(TaskKind::Video, Some(s(30))).await));

    // What moves again is not stalled any more.
    let time = VirtualTime::new();
    let script =
        Script::new(&time, [RUNNING, RUNNING, RUNNING, Answer::Task("in_progress", Some(20)), COMPLETED]);
    let mut events = Vec::new();
    let waiting = script.wait().strategy([s(20)]).stalled_after(s(40));
    waiting.on_event(|event| events.push(named(event))).await.unwrap();
    assert_eq!(events, ["progress!", "progress", "stalled", "progress!", "completed"]);
}

#[tokio::test]
async fn an_honest_progress_gives_an_estimate_and_a_guess_of_the_caller_comes_first() {
    let time = VirtualTime::new();
    let steps = [10, 20, 30].map(|percent| Answer::Task("in_progress", Some(percent)));
    let script = Script::new(&time, [QUEUED].into_iter().chain(steps).chain([COMPLETED]));
    let mut left = Vec::new();
    script.wait().strategy([s(10)]).on_progress(|status| left.push(status.remaining)).await.unwrap();
    assert_eq!(left, [None, None, None, Some(s(70))]);

    let script = Script::new(&time, [QUEUED, COMPLETED]);
    let mut left = Vec::new();
    let waiting = script.wait().estimate(|look: &toapis_poll::LookState| s(100).checked_sub(look.age));
    waiting.strategy([s(10)]).on_progress(|status| left.push(status.remaining)).await.unwrap();
    assert_eq!(left, [Some(s(90))]);
}

#[tokio::test]
async fn a_condition_ends_the_wait_before_the_task_ends() {
    let time = VirtualTime::new();
    let run = |answers: Vec<Answer>, condition: Box<dyn Fn(&Task) -> bool + Send + Sync>| {
        let script = Arc::new(Script::new(&time, answers));
        let mut last = String::new();
        let time = time.clone();
        async move {
            let waiting = wait_with(time.clone(), Arc::clone(&script), fresh(TaskKind::Video, &time));
            let task = waiting.until(condition).on_event(|event| last = named(event)).await.unwrap();
            (task.progress, last, script.looks().len())
        }
    };
    let half = || Answer::Task("in_progress", Some(60));
    let until_half = || Box::new(|task: &Task| progress(50..).holds(task)) as Box<_>;
    assert_eq!(run(vec![QUEUED, RUNNING, half()], until_half()).await, (Some(60), "reached".to_owned(), 3));
    // The end of the task ends every wait.
    assert_eq!(run(vec![RUNNING, COMPLETED], until_half()).await, (Some(100), "completed".to_owned(), 2));
    assert_eq!(run(vec![RUNNING, FAILED], until_half()).await, (Some(100), "failed".to_owned(), 2));

    // The blocking wait knows the same conditions, and one that holds at once takes no look.
    let script = Script::new(&time, [QUEUED]);
    let seen = task("tsk_1", "in_progress", Some(1));
    assert_eq!(script.wait_blocking().until(started()).seen(seen).run().unwrap().progress, Some(1));
    assert!(script.looks().is_empty());
}

#[test]
fn conditions_combine() {
    let running = |percent| task("tsk_1", "in_progress", percent);
    let odd = |task: &Task| task.progress.is_some_and(|percent| percent % 2 == 1);
    assert!(progress(50..).holds(&running(Some(50))) && !progress(50..).holds(&running(Some(49))));
    assert!(!progress(..).holds(&running(None)), "what is not known is in no range");
    assert!(progress(10..20).and(odd).holds(&running(Some(11))));
    assert!(!progress(10..20).and(odd).holds(&running(Some(21))));
    assert!(in_phase(Phase::Queued).or(odd).holds(&running(Some(21))));
    assert!(in_phase(Phase::Queued).not().and(odd.not()).holds(&running(Some(20))));
}

/// Sleeps for so long over every look, on the virtual clock.
struct Hanging {
    time: VirtualTime,
    takes: Duration,
    script: Script,
}

impl Hanging {
    fn new(time: &VirtualTime, takes: Duration) -> Self {
        Self { time: time.clone(), takes, script: Script::new(time, [QUEUED]) }
    }
}

#[async_trait::async_trait]
impl TaskSource for Hanging {
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        Sleep::sleep(&self.time, self.takes).await;
        TaskSource::look(&self.script, handle).await
    }
}

#[tokio::test]
async fn h16_t12_a_look_that_hangs_does_not_outlive_the_deadline() {
    for (deadline, looks) in [(s(20), 1), (s(3), 1), (s(60), 2)] {
        let time = VirtualTime::new();
        let hanging = Hanging::new(&time, s(86_400));
        let waiting = wait_with(time.clone(), &hanging, fresh(TaskKind::Image, &time)).seed(1);
        let error = waiting.deadline(deadline).await.unwrap_err();
        assert_eq!(
            (error.reason(), error.elapsed(), time.monotonic()),
            (Reason::Deadline, deadline, deadline)
        );
        assert_eq!(error.looks(), looks);
        assert_eq!(error.look_error().unwrap().kind(), LookErrorKind::TimedOut);
    }
}

#[tokio::test]
async fn h16_a_look_that_takes_too_long_is_lost_and_no_deadline() {
    let time = VirtualTime::new();
    let hanging = Hanging::new(&time, s(86_400));
    let waiting = wait_with(time.clone(), &hanging, fresh(TaskKind::Image, &time)).look_timeout(s(4));
    let error = waiting.seed(1).await.unwrap_err();
    assert_eq!((error.reason(), error.lost_looks()), (Reason::LostTooOften, 6));
    assert_eq!(error.look_error().unwrap().kind(), LookErrorKind::TimedOut);
    assert!(error.elapsed() < s(300), "{:?}", error.elapsed());

    // One that is slow, but not too slow, is an answer.
    let slow = Hanging::new(&time, s(3));
    let mut stream = wait_with(time.clone(), &slow, handle(TaskKind::Image)).look_timeout(s(4)).stream();
    assert!(matches!(stream.next().await, Some(Ok(WaitEvent::Queued(_)))));
}

#[test]
fn h16_a_blocking_source_is_told_how_long_it_has() {
    struct Told(std::sync::Mutex<Vec<Duration>>);

    impl BlockingTaskSource for Told {
        fn look(&self, _: &TaskHandle) -> Result<Task, LookError> {
            unreachable!("waits call look_within")
        }

        fn look_within(&self, _: &TaskHandle, limit: Duration) -> Result<Task, LookError> {
            self.0.lock().unwrap().push(limit);
            Ok(task("tsk_1", "queued", None))
        }
    }

    let (time, told) = (VirtualTime::new(), Told(std::sync::Mutex::default()));
    let waiting = wait_blocking(&told, handle(TaskKind::Image)).time(time.clone()).strategy([s(20)]);
    assert_eq!(waiting.deadline(s(50)).run().unwrap_err().elapsed(), s(50));
    assert_eq!(*told.0.lock().unwrap(), [s(30), s(30), s(10), s(2)]);
}

#[tokio::test]
async fn t26_a_cancelled_wait_ends_at_once_and_says_that_the_task_goes_on() {
    // In a rest, and in a look.
    for takes in [Duration::ZERO, s(86_400)] {
        let time = VirtualTime::stepped();
        let hanging = Arc::new(Hanging::new(&time, takes));
        let token = CancelToken::new();
        let waiting = wait_with(time.clone(), Arc::clone(&hanging), fresh(TaskKind::Video, &time));
        let waiting = tokio::spawn(waiting.cancel_with(&token).into_future());
        for _ in 0..3 {
            tokio::task::yield_now().await;
            time.advance(s(5));
        }
        token.cancel();
        let error = waiting.await.unwrap().unwrap_err();
        assert_eq!((error.reason(), time.sleepers()), (Reason::Cancelled, 0));
        assert!(
            error.may_still_finish() && error.to_string().contains("may still finish and be billed"),
            "{error}"
        );
        assert_eq!(error.snapshot().is_some(), takes.is_zero());
    }

    // A token that is cancelled already lets no look happen.
    let time = VirtualTime::new();
    let script = Script::new(&time, [COMPLETED]);
    let token = CancelToken::new();
    token.cancel();
    assert_eq!(script.wait().cancel_with(&token).await.unwrap_err().reason(), Reason::Cancelled);
    assert_eq!(script.wait_blocking().cancel_with(&token).run().unwrap_err().reason(), Reason::Cancelled);
    assert!(script.looks().is_empty());
    token.cancelled().await;
}

#[test]
fn t26_a_thread_that_rests_is_woken_by_a_cancelled_token() {
    let time = VirtualTime::stepped();
    let token = CancelToken::new();
    let (inner, clock) = (token.clone(), time.clone());
    let thread = std::thread::spawn(move || {
        let script = Script::new(&clock, [QUEUED]);
        script.wait_blocking().cancel_with(&inner).run().unwrap_err().reason()
    });
    while time.sleepers() == 0 {
        std::thread::yield_now();
    }
    token.cancel();
    assert_eq!((thread.join().unwrap(), time.sleepers()), (Reason::Cancelled, 0));

    // In real time as well: the first look is 5 s away, and this does not take that long.
    let (token, real) = (CancelToken::new(), ThreadTime::new());
    let inner = token.clone();
    let mut fresh = handle(TaskKind::Image);
    fresh.submitted_at = Some(i64::try_from(real.unix().as_secs()).unwrap() + 3_600);
    let thread = std::thread::spawn(move || {
        let script = Script::new(&VirtualTime::new(), [QUEUED]);
        wait_blocking(&script, fresh).cancel_with(&inner).run().unwrap_err().elapsed()
    });
    token.cancel();
    assert!(thread.join().unwrap() < s(5));
}

/// Knows its task under one kind only, and says what it was asked for.
struct OneKind {
    kind: TaskKind,
    asked: std::sync::Mutex<Vec<TaskKind>>,
    script: Script,
}

#[async_trait::async_trait]
impl TaskSource for OneKind {
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        self.asked.lock().expect("no panic").push(handle.kind);
        if handle.kind == self.kind {
            TaskSource::look(&self.script, handle).await
        } else {
            Err(LookError::gone("HTTP 404"))
        }
    }
}

#[tokio::test]
async fn t27_a_task_of_the_other_kind_is_found_at_once_and_stays_found() {
    use TaskKind::{Image, Video};

    let time = VirtualTime::new();
    let source = |kind, answers: &[Answer]| OneKind {
        kind,
        asked: std::sync::Mutex::default(),
        script: Script::new(&time, answers.iter().cloned()),
    };
    let found = source(Video, &[QUEUED, COMPLETED]);
    let (handle, task) = wait_with(time.clone(), &found, fresh(Image, &time)).settle().await.unwrap();
    assert_eq!((handle.kind, task.phase()), (Video, Phase::Completed));
    assert_eq!(*found.asked.lock().unwrap(), [Image, Video, Video]);
    assert_eq!(found.script.looks()[0], s(5), "without a rest in between");

    // The error, too, names the kind under which it was found.
    let stuck = source(Video, &[QUEUED]);
    let error = wait_with(time.clone(), &stuck, fresh(Image, &time)).await.unwrap_err();
    assert_eq!((error.reason(), error.handle().kind), (Reason::Deadline, Video));

    // Known under no kind: tried once, and then the kind that was asked for counts.
    let nobody = source(Video, &[Answer::Gone]);
    let error = wait_with(time.clone(), &nobody, fresh(Image, &time)).await.unwrap_err();
    assert_eq!((error.reason(), error.handle().kind, error.looks()), (Reason::Gone, Image, 5));
    assert_eq!(*nobody.asked.lock().unwrap(), [Image, Video, Image, Image, Image]);

    // A task that was seen, be it only in the answer of its create, has the kind that it has.
    let seen = source(Video, &[COMPLETED]);
    let opening = crate::script::task("tsk_1", "queued", None);
    let error = wait_with(time.clone(), &seen, fresh(Image, &time)).seen(opening).await.unwrap_err();
    assert_eq!(error.reason(), Reason::Gone);
    assert_eq!(*seen.asked.lock().unwrap(), [Image; 4]);
}

#[tokio::test]
async fn several_tasks_sleep_on_one_virtual_time() {
    let time = VirtualTime::new();
    let waits = [3_u64, 7, 20].map(|every| {
        let (time, every) = (time.clone(), s(every));
        tokio::spawn(async move {
            let script = Script::new(&time, [QUEUED, QUEUED, QUEUED, COMPLETED]);
            let waiting = wait_with(time.clone(), &script, handle(TaskKind::Image)).floor(s(1));
            waiting.strategy(Fixed::new(every).unwrap()).await.unwrap();
            (script.looks(), time.monotonic())
        })
    });
    let mut ends = Vec::new();
    for wait in waits {
        ends.push(wait.await.unwrap());
    }
    let every = |rest: u64| (0..4).map(|n| s(n * rest)).collect::<Vec<_>>();
    assert_eq!(ends, [(every(3), s(9)), (every(7), s(21)), (every(20), s(60))]);
}

#[tokio::test]
async fn an_hour_of_a_thousand_waits_is_soon_over() {
    let (real, time) = (std::time::Instant::now(), VirtualTime::new());
    let script = Arc::new(Script::new(&time, [RUNNING]));
    let waits: Vec<_> = (0..1000)
        .map(|seed| {
            let waiting = wait_with(time.clone(), Arc::clone(&script), fresh(TaskKind::Video, &time));
            tokio::spawn(waiting.deadline(s(3600)).strategy([s(300)]).seed(seed).into_future())
        })
        .collect();
    for wait in waits {
        let error = wait.await.unwrap().unwrap_err();
        assert_eq!((error.reason(), error.elapsed()), (Reason::Deadline, s(3600)));
    }
    assert_eq!(time.monotonic(), s(3600));
    assert!(real.elapsed() < s(60), "it took {:?}", real.elapsed());
}
