//! Clocks that jump, stand still, and are not real.

use std::time::Duration;

use toapis_poll::time::{BlockingSleep, Clock, Sleep, ThreadTime, VirtualTime};
use toapis_poll::{Action, Fixed, Input, Reason, Wait, WaitEvent, WaitOptions};
use toapis_types::TaskKind;

use crate::script::{QUEUED, Script, handle, s};

#[tokio::test]
async fn t30_a_wall_clock_that_jumps_changes_nothing() {
    let looks = |jump: i64| async move {
        let time = VirtualTime::new();
        let script = Script::new(&time, [QUEUED]);
        let clock = time.clone();
        let mut jumps = [jump, -jump, jump].into_iter();
        let waiting = script.wait().deadline(s(120)).on_event(move |_: &WaitEvent| {
            clock.shift_wall(jumps.next().unwrap_or(0));
        });
        let error = waiting.await.unwrap_err();
        assert_eq!((error.reason(), error.elapsed()), (Reason::Deadline, s(120)));
        script.looks()
    };
    let calm = looks(0).await;
    for jump in [-3_600, 86_400, i64::MAX, i64::MIN + 1] {
        assert_eq!(looks(jump).await, calm, "{jump}");
    }
}

#[test]
fn t30_a_monotonic_clock_that_is_not_neither_spins_nor_ends_early() {
    let options = WaitOptions::new().strategy(Fixed::new(s(10)).unwrap()).deadline(s(60));
    let mut wait = Wait::new(&handle(TaskKind::Image), &options);
    assert_eq!(wait.step(s(1000), Input::Begin), Action::Sleep(s(10)));
    // Back by an hour: time stands still until it has caught up, and the rest does not grow.
    assert_eq!(wait.step(s(0), Input::Woke), Action::Sleep(s(10)));
    assert_eq!(wait.step(s(1004), Input::Woke), Action::Sleep(s(6)));
    // Forward by a day: one look, which tells whether the task ended meanwhile.
    assert_eq!(wait.step(s(87_400), Input::Woke), Action::Look);
    let Action::Sleep(_) = wait.step(s(87_401), Input::Lost { retry_after: None }) else {
        panic!("the first lost look behind the deadline ended the wait")
    };
}

/// Where the monotonic clock counts the time that a machine is suspended.
#[test]
fn h49_a_suspended_machine_makes_one_look_and_gets_a_minute_more() {
    let options = WaitOptions::new().strategy(Fixed::new(s(10)).unwrap()).deadline(s(600)).seed(1);
    let asleep = |answer: Option<&toapis_types::Task>| {
        let mut wait = Wait::new(&handle(TaskKind::Video), &options);
        assert_eq!(wait.step(s(0), Input::Begin), Action::Sleep(s(10)));
        // The network is not back yet, and 8 hours have passed.
        let (mut now, mut looks) = (s(28_800), 0);
        let mut action = wait.step(now, Input::Woke);
        loop {
            action = match action {
                Action::Look => {
                    looks += 1;
                    wait.step(now, answer.map_or(Input::Lost { retry_after: None }, Input::Seen))
                }
                Action::Sleep(rest) => {
                    assert!(rest >= s(2), "no burst: {rest:?}");
                    now += rest;
                    wait.step(now, Input::Woke)
                }
                end => return (end, looks, now.checked_sub(s(28_800)).unwrap()),
            };
        }
    };
    let (end, looks, more) = asleep(None);
    assert_eq!((end, more), (Action::GiveUp(Reason::Deadline), s(60)));
    assert!((2..=5).contains(&looks), "{looks}");
    assert_eq!(asleep(Some(&crate::script::task("tsk_1", "completed", None))), (Action::Done, 1, s(0)));
    let (end, looks, more) = asleep(Some(&crate::script::task("tsk_1", "queued", None)));
    assert_eq!((end, looks, more), (Action::GiveUp(Reason::Deadline), 7, s(60)));
}

#[test]
fn h49_t17_a_minute_more_is_no_reason_to_come_back_before_retry_after() {
    let options = WaitOptions::new().strategy(Fixed::new(s(10)).unwrap()).deadline(s(30));
    let limited = Input::RateLimited { retry_after: Some(s(119)) };
    for (woken, then) in [(s(92), Some(37)), (s(35), None), (s(28_800), Some(0))] {
        let mut wait = Wait::new(&handle(TaskKind::Video), &options);
        wait.step(s(0), Input::Begin);
        assert_eq!(wait.step(s(10), Input::Woke), Action::Look);
        assert_eq!(wait.step(s(10), limited), Action::Sleep(s(20)), "no look before the deadline");
        let expected = match then {
            Some(0) => Action::Look,
            Some(left) => Action::Sleep(s(left)),
            None => Action::GiveUp(Reason::Deadline),
        };
        assert_eq!(wait.step(woken, Input::Woke), expected, "{woken:?}");
    }
}

/// Where it does not, as on Linux: the rest that was left is slept, and the wall clock is nobody's business.
#[tokio::test]
async fn h49_a_suspended_clock_goes_on_where_it_stood() {
    let time = VirtualTime::stepped();
    let script = std::sync::Arc::new(Script::new(&time, [QUEUED, crate::script::COMPLETED]));
    let fixed = Fixed::new(s(10)).unwrap();
    let handle = crate::script::fresh(TaskKind::Video, &time);
    let waiting =
        toapis_poll::wait_with(time.clone(), std::sync::Arc::clone(&script), handle).strategy(fixed);
    let waiting = tokio::spawn(waiting.into_future());
    while !waiting.is_finished() {
        tokio::task::yield_now().await;
        time.shift_wall(28_800);
        time.advance_to_next();
        tokio::task::yield_now().await;
    }
    assert!(waiting.await.unwrap().is_ok());
    assert_eq!(script.looks(), [s(10), s(20)]);
}

#[test]
fn h49_a_machine_that_slept_for_hours_looks_once_and_goes_on() {
    let options = WaitOptions::new().strategy(Fixed::new(s(10)).unwrap()).deadline(s(86_400));
    let mut wait = Wait::new(&handle(TaskKind::Image), &options);
    assert_eq!(wait.step(s(0), Input::Begin), Action::Sleep(s(10)));
    let woken = 8 * 3_600;
    assert_eq!(wait.step(s(woken), Input::Woke), Action::Look);
    // What was missed is not made up for: the next rest is that after any lost look.
    let Action::Sleep(rest) = wait.step(s(woken + 1), Input::Lost { retry_after: None }) else {
        panic!("no rest after a lost look")
    };
    assert!(rest >= s(5) && rest <= s(10), "{rest:?}");
    assert_eq!(wait.step(s(woken + 1) + rest, Input::Woke), Action::Look);
}

#[test]
fn a_look_without_an_answer_is_asked_for_again_after_the_floor() {
    let options = WaitOptions::new().no_deadline();
    let mut wait = Wait::resume(&handle(TaskKind::Image), &options, s(0));
    assert_eq!(wait.step(s(0), Input::Begin), Action::Look);
    assert_eq!(wait.step(s(1), Input::Woke), Action::Sleep(s(4)));
    assert_eq!(wait.due(), Some(s(5)));
    assert_eq!(wait.step(s(5), Input::Woke), Action::Look);
    assert_eq!(wait.due(), None);
    assert_eq!(wait.step(s(11), Input::Begin), Action::Look);
}

#[tokio::test]
async fn stepped_time_releases_sleepers_in_order() {
    let time = VirtualTime::stepped();
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    for seconds in [30, 10, 20, 10] {
        let (time, sender) = (time.clone(), sender.clone());
        tokio::spawn(async move {
            Sleep::sleep(&time, s(seconds)).await;
            sender.send((seconds, time.monotonic())).unwrap();
        });
    }
    while time.sleepers() < 4 {
        tokio::task::yield_now().await;
    }
    assert!(receiver.try_recv().is_err(), "nothing moves by itself");
    assert_eq!(time.advance_to_next(), Some(s(10)));
    assert_eq!(receiver.recv().await, Some((10, s(10))));
    assert_eq!(receiver.recv().await, Some((10, s(10))));
    time.advance(s(100));
    assert_eq!(receiver.recv().await, Some((20, s(110))));
    assert_eq!(receiver.recv().await, Some((30, s(110))));
    assert_eq!(time.advance_to_next(), None);
    assert_eq!(time.sleeps(), [s(30), s(10), s(20), s(10)]);
}

#[test]
fn stepped_time_holds_threads_too() {
    let time = VirtualTime::stepped();
    let sleeper = time.clone();
    let thread = std::thread::spawn(move || {
        BlockingSleep::sleep(&sleeper, s(10));
        sleeper.monotonic()
    });
    while time.sleepers() == 0 {
        std::thread::yield_now();
    }
    time.advance(s(9));
    assert_eq!(time.sleepers(), 1);
    time.advance(s(1));
    assert_eq!(thread.join().unwrap(), s(10));
}

#[tokio::test]
async fn a_dropped_sleep_is_forgotten() {
    let time = VirtualTime::stepped();
    let mut sleep = Sleep::sleep(&time, s(10));
    let pending =
        std::future::poll_fn(|context| std::task::Poll::Ready(sleep.as_mut().poll(context).is_pending()))
            .await;
    assert!(pending && time.sleepers() == 1);
    drop(sleep);
    assert_eq!(time.sleepers(), 0);
    Sleep::sleep(&time, Duration::ZERO).await;
}

#[test]
fn real_clocks_tell_plausible_times() {
    let time = ThreadTime::new();
    BlockingSleep::sleep(&time, Duration::from_millis(1));
    assert!(time.monotonic() >= Duration::from_millis(1) && time.unix() > s(1_700_000_000));
}

#[cfg(feature = "tokio")]
#[tokio::test(start_paused = true)]
async fn tokio_time_follows_the_pause_of_its_runtime() {
    use toapis_poll::time::TokioTime;

    let time = TokioTime::new();
    Sleep::sleep(&time, s(3600)).await;
    assert_eq!(time.monotonic(), s(3600));

    let script = Script::new(&VirtualTime::new(), [QUEUED]);
    let error = toapis_poll::wait(&script, handle(TaskKind::Image)).await.unwrap_err();
    assert_eq!((error.reason(), error.elapsed().as_secs()), (Reason::Deadline, 600));
}
