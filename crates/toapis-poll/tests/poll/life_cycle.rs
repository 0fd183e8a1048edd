//! How a wait begins, goes on and ends.

use std::error::Error;
use std::sync::{Arc, Mutex};

use toapis_poll::time::{Clock, VirtualTime};
use toapis_poll::{
    Action, Fixed, Input, LookError, LookErrorKind, Reason, Wait, WaitError, WaitEvent, WaitOptions,
    wait_with,
};
use toapis_types::{Phase, TaskKind};

use crate::script::{Answer, COMPLETED, FAILED, LOST, QUEUED, RUNNING, Script, aged, fresh, handle, s, task};

#[tokio::test]
async fn t01_completed_at_the_first_look_or_before_it() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [COMPLETED]);
    assert_eq!(script.wait().await.unwrap().phase(), Phase::Completed);
    assert_eq!(script.looks(), [s(5)]);

    // The create call already said so: no look, no rest, and the event is told.
    let script = Script::new(&time, [QUEUED]);
    let mut events = 0;
    let task = script.wait().seen(task("tsk_1", "completed", None)).on_event(|_| events += 1).await.unwrap();
    assert_eq!((task.phase(), script.looks().len(), events), (Phase::Completed, 0, 1));
    assert_eq!(time.sleeps(), [s(5)]);
}

#[tokio::test]
async fn t02_a_failed_task_is_an_answer_not_an_error() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [QUEUED, FAILED, COMPLETED]);
    assert_eq!(script.wait().await.unwrap().phase(), Phase::Failed);
    assert_eq!(script.looks().len(), 2);
}

#[tokio::test]
async fn t03_every_status_is_told_once_in_order_and_before_the_rest() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [QUEUED, RUNNING, COMPLETED]);
    let mut stream = script.wait().seen(task("tsk_1", "pending", None)).stream();
    let mut told = Vec::new();
    while let Some(event) = stream.next().await {
        let (phase, looks) = match event.unwrap() {
            WaitEvent::Queued(status) | WaitEvent::Progress(status) => {
                (status.phase(), Some((status.looks, status.elapsed, status.rest)))
            }
            WaitEvent::Completed(task) => (task.phase(), None),
            other => panic!("{other:?}"),
        };
        told.push((phase, looks, time.monotonic()));
    }
    let at = script.looks();
    let first_rest = at[1].saturating_sub(at[0]);
    let expected = [
        (Phase::Queued, Some((0, s(0), s(5))), s(0)),
        (Phase::Queued, Some((1, s(5), first_rest)), at[0]),
        (Phase::InProgress, Some((2, at[1], at[2].saturating_sub(at[1]))), at[1]),
        (Phase::Completed, None, at[2]),
    ];
    assert_eq!(told, expected);
    assert!(stream.next().await.is_none(), "a stream that ended stays so");
}

#[test]
fn t04_a_task_that_ended_stays_so() {
    let mut wait = Wait::new(&handle(TaskKind::Image), &WaitOptions::new());
    let (done, stale) = (task("tsk_1", "completed", None), task("tsk_1", "in_progress", None));
    assert_eq!(wait.step(s(0), Input::Begin), Action::Sleep(s(5)));
    // By webhook, in the middle of a rest.
    assert_eq!(wait.step(s(2), Input::Seen(&stale)), Action::Sleep(s(3)));
    assert_eq!(wait.step(s(3), Input::Seen(&done)), Action::Done);
    for input in
        [Input::Seen(&stale), Input::Woke, Input::Gone, Input::Refused, Input::Lost { retry_after: None }]
    {
        assert_eq!(wait.step(s(9000), input), Action::Done);
    }
    assert_eq!(wait.look_state().phase, Some(Phase::Completed));
}

#[tokio::test]
async fn t07_no_such_task_is_forgiven_three_times() {
    let time = VirtualTime::new();
    let script =
        Script::new(&time, [Answer::Gone, Answer::Gone, Answer::Gone, QUEUED, Answer::Gone, COMPLETED]);
    assert_eq!(script.wait().await.unwrap().phase(), Phase::Completed);

    let script = Script::new(&time, [RUNNING, Answer::Gone]);
    let error = script.wait().await.unwrap_err();
    assert_eq!((error.reason(), error.looks()), (Reason::Gone, 5));
    assert_eq!(error.snapshot().unwrap().phase(), Phase::InProgress);
    assert!(!error.may_still_finish());
    assert_eq!(error.look_error().unwrap().kind(), LookErrorKind::Gone);
    assert_eq!(error.into_handle().id.as_str(), "tsk_1");

    // An outage in between neither hides nor forgives it.
    let script =
        Script::new(&time, [Answer::Gone, LOST, Answer::Gone, LOST, Answer::Gone, LOST, Answer::Gone]);
    assert_eq!(script.wait().await.unwrap_err().reason(), Reason::Gone);
}

#[tokio::test]
async fn t08_an_inconclusive_answer_is_lost_never_failed() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [LOST, Answer::Gone, Answer::Lost(Some(s(1))), COMPLETED]);
    assert_eq!(script.wait().await.unwrap().phase(), Phase::Completed);
}

#[tokio::test]
async fn t09_a_refused_key_ends_the_wait_at_once_and_a_new_one_resumes_it() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [RUNNING, Answer::Refused, COMPLETED]);
    let error = script.wait().await.unwrap_err();
    assert_eq!((error.reason(), error.looks(), error.lost_looks()), (Reason::Refused, 2, 0));
    assert!(error.may_still_finish());
    assert_eq!(error.source().unwrap().to_string(), "the service did not accept the key");
    assert_eq!(error.source().unwrap().source().unwrap().to_string(), "HTTP 401");

    let before = time.monotonic();
    let task = wait_with(time.clone(), &script, error.into_handle()).await.unwrap();
    assert_eq!(
        (task.phase(), time.monotonic()),
        (Phase::Completed, before),
        "an old task is looked at without a rest"
    );
}

#[tokio::test]
async fn t11_five_lost_looks_then_success() {
    let time = VirtualTime::new();
    let script =
        Script::new(&time, [LOST, LOST, LOST, LOST, LOST, QUEUED, LOST, LOST, LOST, LOST, LOST, COMPLETED]);
    let mut in_a_row = Vec::new();
    let on_event = |event: &WaitEvent| {
        if let WaitEvent::Lost(missed) = event {
            in_a_row.push(missed.lost_in_a_row);
        }
    };
    assert_eq!(script.wait().on_event(on_event).await.unwrap().phase(), Phase::Completed);
    assert_eq!(in_a_row, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn t11_the_sixth_lost_look_gives_the_handle_back() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [LOST]);
    let error = script.wait().await.unwrap_err();
    assert_eq!((error.reason(), error.looks(), error.lost_looks()), (Reason::LostTooOften, 6, 6));
    assert!(error.may_still_finish() && error.snapshot().is_none());
    assert_eq!(error.look_error().unwrap().source().unwrap().to_string(), "connection reset");

    // Any readable answer begins the count anew, and a miss that was made up for is not the cause of what comes later.
    let script = Script::new(
        &time,
        [LOST, LOST, LOST, LOST, LOST, Answer::Gone, LOST, LOST, LOST, LOST, LOST, LOST, RUNNING],
    );
    let error = script.wait().deadline(s(3600)).await.unwrap_err();
    assert_eq!((error.reason(), error.lost_looks()), (Reason::Deadline, 10));
    assert!(error.look_error().is_none());

    let script = Script::new(&time, [LOST]);
    assert_eq!(script.wait().tolerate_lost(0).await.unwrap_err().looks(), 1);
}

#[tokio::test]
async fn t12_stuck_at_ten_percent_gives_the_handle_at_the_deadline() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [RUNNING]);
    let submitted = fresh(TaskKind::Video, &time);
    let error = wait_with(time.clone(), &script, submitted.clone()).await.unwrap_err();
    assert_eq!(error.reason(), Reason::Deadline);
    assert_eq!((error.elapsed(), time.monotonic()), (s(1800), s(1800)));
    assert_eq!(
        *script.looks().last().unwrap(),
        s(1798),
        "the last look is made while there is time for its answer"
    );
    assert_eq!(error.snapshot().unwrap().progress, Some(10));
    assert!(error.look_error().is_none() && error.source().is_none());
    let text = error.to_string();
    assert_eq!(
        text,
        format!(
            "stopped waiting for video task tsk_1 after 30 min 0 s and {} looks: the deadline passed (last seen in_progress, \
             10 %); it may still finish and be billed, so keep its handle (the id is tsk_1) and wait again, with a later deadline",
            error.looks()
        )
    );
    assert_eq!(error.into_handle(), submitted);
}

#[tokio::test]
async fn t12_the_deadline_is_exact_and_the_default_depends_on_the_kind() {
    let end = |options: WaitOptions, kind| async move {
        let time = VirtualTime::new();
        let script = Script::new(&time, [QUEUED]);
        let error =
            wait_with(time.clone(), &script, fresh(kind, &time)).options(options.seed(3)).await.unwrap_err();
        assert_eq!((error.reason(), error.elapsed()), (Reason::Deadline, time.monotonic()));
        assert!(error.to_string().contains(&format!("{} look", script.looks().len())));
        (time.monotonic(), script.looks())
    };
    assert_eq!(end(WaitOptions::new(), TaskKind::Image).await.0, s(600));
    assert_eq!(end(WaitOptions::new(), TaskKind::Video).await.0, s(1800));
    // Zero is one look at once; a deadline before the first look moves that look.
    assert_eq!(end(WaitOptions::new().deadline(s(0)), TaskKind::Image).await, (s(0), vec![s(0)]));
    assert_eq!(end(WaitOptions::new().deadline(s(3)), TaskKind::Image).await, (s(3), vec![s(1)]));
    // A look that would be too close to the last one is put off to it, so that the floor holds.
    let every_8_s = WaitOptions::new().strategy(Fixed::new(s(8)).unwrap());
    assert_eq!(end(every_8_s.clone().deadline(s(20)), TaskKind::Image).await, (s(20), vec![s(8), s(18)]));
    assert_eq!(end(every_8_s.deadline(s(23)), TaskKind::Image).await, (s(23), vec![s(8), s(16), s(21)]));
}

#[tokio::test]
async fn t12_a_last_look_may_still_bring_the_result() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [QUEUED, COMPLETED]);
    let task = script.wait().deadline(s(20)).strategy(Fixed::new(s(8)).unwrap()).await.unwrap();
    assert_eq!((task.phase(), script.looks()), (Phase::Completed, vec![s(8), s(18)]));
}

#[tokio::test]
async fn p13_an_unknown_status_keeps_waiting() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [Answer::Task("", None), Answer::Task("warming_up", None), COMPLETED]);
    assert_eq!(script.wait().await.unwrap().phase(), Phase::Completed);
}

#[tokio::test]
async fn t16_a_panic_in_a_callback_stays_in_its_wait() {
    let time = VirtualTime::new();
    let script = Arc::new(Script::new(&time, [QUEUED, QUEUED, COMPLETED]));
    let seen = Arc::new(Mutex::new(0));
    let start = |callback: Box<dyn FnMut(&WaitEvent) + Send>| {
        tokio::spawn(
            wait_with(time.clone(), Arc::clone(&script), handle(TaskKind::Image))
                .on_event(callback)
                .into_future(),
        )
    };
    let bad = start(Box::new(|_| panic!("a bug of the caller")));
    let counter = Arc::clone(&seen);
    let good = start(Box::new(move |_| *counter.lock().unwrap() += 1));
    assert!(bad.await.unwrap_err().is_panic());
    assert_eq!(good.await.unwrap().unwrap().phase(), Phase::Completed);
    assert!(*seen.lock().unwrap() >= 1);
}

#[tokio::test]
async fn a_resumed_wait_does_not_wait_for_what_has_passed() {
    for (age, first_look) in
        [(Some(0), 5), (Some(2), 3), (Some(5), 0), (Some(86_400), 0), (Some(-3_600), 5), (None, 0)]
    {
        let time = VirtualTime::new();
        let script = Script::new(&time, [COMPLETED]);
        let handle = match age {
            Some(age) => aged(TaskKind::Image, &time, age),
            None => handle(TaskKind::Image),
        };
        wait_with(time.clone(), &script, handle).await.unwrap();
        assert_eq!(script.looks(), [s(first_look)], "{age:?}");
    }
}

#[tokio::test]
async fn a_stored_snapshot_of_an_old_task_does_not_delay_the_first_look() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [COMPLETED]);
    let mut stream = wait_with(time.clone(), &script, aged(TaskKind::Image, &time, 60))
        .seen(task("tsk_1", "queued", None))
        .stream();
    let Some(Ok(WaitEvent::Queued(status))) = stream.next().await else { panic!("no status") };
    assert_eq!((status.looks, status.rest), (0, s(0)));
    assert!(matches!(stream.next().await, Some(Ok(WaitEvent::Completed(_)))));
    assert_eq!(script.looks(), [s(0)]);
}

#[test]
fn public_types_can_be_sent_and_shown() {
    fn check<T: Send + Sync + std::fmt::Debug>() {}
    fn check_send<T: Send + std::fmt::Debug>() {}
    check::<Wait>();
    check::<WaitOptions>();
    check::<WaitEvent>();
    check::<WaitError>();
    check::<LookError>();
    check::<VirtualTime>();
    check_send::<toapis_poll::Waiting<'_>>();
    check_send::<toapis_poll::WaitStream<'_>>();
    check_send::<toapis_poll::BlockingWaiting<'_>>();
    check_send::<toapis_poll::BlockingEvents<'_>>();
    assert!(size_of::<WaitError>() <= size_of::<usize>());
}
