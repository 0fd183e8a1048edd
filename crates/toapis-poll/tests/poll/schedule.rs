//! When the looks happen.

use std::time::Duration;

use toapis_poll::time::VirtualTime;
use toapis_poll::{
    Action, DecorrelatedJitter, Documented, Exponential, Fixed, Input, InvalidStrategy, LookState, Random,
    Reason, Strategy, Wait, WaitOptions, wait_with,
};
use toapis_types::{Phase, TaskKind};

use crate::script::{Answer, COMPLETED, QUEUED, RUNNING, Script, fresh, handle, s, task};

#[tokio::test]
async fn t17_retry_after_is_respected_up_to_two_minutes() {
    let rest = |answer: Answer| async move {
        let time = VirtualTime::new();
        let script = Script::new(&time, [answer, COMPLETED]);
        script.wait().await.unwrap();
        let looks = script.looks();
        looks[1].saturating_sub(looks[0])
    };
    for asked in [Duration::ZERO, s(3), s(30), s(119), s(120), s(1_000_000_000), Duration::MAX] {
        for answer in [Answer::Lost(Some(asked)), Answer::RateLimited(Some(asked))] {
            let rest = rest(answer.clone()).await;
            let least = asked.clamp(s(5), s(120));
            assert!(rest >= least && rest <= (least + s(1)).min(s(120)), "{answer:?}: {rest:?}");
        }
    }
}

#[tokio::test]
async fn t17_retry_after_beyond_the_deadline_leaves_out_the_last_look() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [Answer::RateLimited(Some(s(60)))]);
    let error = script.wait().deadline(s(30)).await.unwrap_err();
    assert_eq!((error.reason(), error.elapsed(), script.looks()), (Reason::Deadline, s(30), vec![s(5)]));
    assert_eq!(error.look_error().unwrap().retry_after(), Some(s(60)));
}

#[tokio::test]
async fn l05_429_without_a_header_backs_off_further_and_further() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [Answer::RateLimited(None)]);
    let error = script.wait().deadline(s(3600)).await.unwrap_err();
    assert_eq!((error.reason(), error.lost_looks()), (Reason::Deadline, 0), "a 429 is not a lost look");
    let looks = script.looks();
    for (n, pair) in looks[..looks.len() - 1].windows(2).enumerate() {
        let ceiling = s(60).min(s(5) * 2_u32.pow(u32::try_from(n).unwrap().min(8) + 1));
        let rest = pair[1].saturating_sub(pair[0]);
        assert!(rest >= s(5) && rest <= ceiling, "{n}: {rest:?}");
    }
    assert!(looks.len() < 160, "{} looks in an hour", looks.len());
}

#[tokio::test]
async fn t18_the_same_seed_gives_the_same_schedule_everywhere() {
    let images = |seed| async move {
        let time = VirtualTime::new();
        let script = Script::new(&time, [QUEUED, RUNNING, Answer::Lost(None), Answer::Lost(None), RUNNING]);
        let _ =
            wait_with(time.clone(), &script, fresh(TaskKind::Image, &time)).seed(seed).deadline(s(60)).await;
        script.looks_ms()
    };
    assert_eq!(images(1).await, [5000, 13285, 20958, 27156, 43839, 48887, 58000]);
    assert_ne!(images(1).await, images(2).await);

    let time = VirtualTime::new();
    let script = Script::new(&time, [QUEUED, QUEUED, RUNNING]);
    let _ = wait_with(time.clone(), &script, fresh(TaskKind::Video, &time)).seed(1).deadline(s(90)).await;
    assert_eq!(script.looks_ms(), [5000, 13285, 20958, 32156, 46050, 56099, 70004, 88000]);
}

#[test]
fn t19_no_strategy_overflows_or_leaves_its_bounds() {
    let (least, cap) = (s(6), s(40));
    let strategies: [(&str, Box<dyn Strategy>); 6] = [
        ("fixed", Box::new(Fixed::new(s(6)).unwrap())),
        ("exponential", Box::new(Exponential::new(least, 1.7, cap).unwrap())),
        ("steep", Box::new(Exponential::new(least, f64::MAX, cap).unwrap())),
        ("flat", Box::new(Exponential::new(least, 1.0, cap).unwrap().without_jitter())),
        ("decorrelated", Box::new(DecorrelatedJitter::new(least, cap).unwrap())),
        ("closure", Box::new(|look: &LookState, _: &mut Random| s(6 + look.looks % 5))),
    ];
    let mut random = Random::seeded(1);
    for (name, strategy) in strategies {
        for looks in [0, 1, 2, 63, 64, 4_000_000_000, u64::MAX] {
            for previous in [None, Some(Duration::ZERO), Some(s(39)), Some(Duration::MAX)] {
                let mut look = LookState::new(TaskKind::Image);
                (look.looks, look.previous) = (looks, previous);
                let delay = strategy.delay(&look, &mut random);
                assert!(
                    delay >= least && delay <= cap,
                    "{name} after {looks} looks and {previous:?}: {delay:?}"
                );
            }
        }
    }
}

#[test]
fn t19_the_waiter_holds_every_strategy_between_the_floor_and_an_hour() {
    let rest = |delay: Duration, floor: Option<Duration>| {
        let mut options =
            WaitOptions::new().no_deadline().strategy(move |_: &LookState, _: &mut Random| delay);
        if let Some(floor) = floor {
            options = options.floor(floor);
        }
        let mut wait = Wait::new(&handle(TaskKind::Image), &options);
        let Action::Sleep(first) = wait.step(s(0), Input::Begin) else {
            panic!("no rest before the first look")
        };
        assert_eq!(wait.step(first, Input::Woke), Action::Look);
        let Action::Sleep(second) = wait.step(first, Input::Seen(&task("tsk_1", "queued", None))) else {
            panic!("no rest")
        };
        assert_eq!(first, second);
        first
    };
    let nano = Duration::from_nanos(1);
    for (delay, expected) in [(Duration::ZERO, s(5)), (nano, s(5)), (s(7), s(7)), (Duration::MAX, s(3600))] {
        assert_eq!(rest(delay, None), expected, "{delay:?}");
    }
    let ms = Duration::from_millis;
    for (floor, expected) in
        [(Duration::ZERO, ms(10)), (ms(10), ms(10)), (s(30), s(30)), (Duration::MAX, s(3600))]
    {
        assert_eq!(rest(Duration::ZERO, Some(floor)), expected, "{floor:?}");
    }
}

#[test]
fn t19_times_at_the_end_of_the_scale_do_not_overflow() {
    let options =
        WaitOptions::new().deadline(Duration::MAX).strategy(|_: &LookState, _: &mut Random| Duration::MAX);
    let mut wait = Wait::resume(&handle(TaskKind::Video), &options, Duration::MAX);
    let late = Duration::MAX.checked_sub(s(1)).unwrap();
    assert_eq!(wait.step(late, Input::Begin), Action::Look);
    let retry_after = Some(Duration::MAX);
    assert_eq!(wait.step(late, Input::Lost { retry_after }), Action::Sleep(s(1)));
    assert_eq!(wait.step(Duration::MAX, Input::Woke), Action::Look);
    assert_eq!(wait.look_state().looks, 2);
}

#[test]
fn t19_nonsense_is_refused_or_repaired() {
    let ok = s(5);
    assert_eq!(Fixed::new(Duration::ZERO), Err(InvalidStrategy::Zero));
    assert_eq!(Fixed::new(s(3601)), Err(InvalidStrategy::TooLong(s(3601))));
    assert_eq!(
        Exponential::new(ok, 2.0, s(4)),
        Err(InvalidStrategy::CapBelowInitial { initial: ok, cap: s(4) })
    );
    for factor in [0.0, -1.0, 0.99, f64::INFINITY, f64::NAN] {
        assert!(matches!(Exponential::new(ok, factor, s(60)), Err(InvalidStrategy::Factor(_))), "{factor}");
    }
    assert!(DecorrelatedJitter::new(ok, Duration::MAX).is_err());
    assert!(Fixed::new(Duration::from_nanos(1)).is_ok(), "the floor takes care of it");

    assert_eq!(Fixed::clamp(Duration::MAX), Fixed::new(s(3600)).unwrap());
    assert_eq!(Exponential::clamp(ok, f64::NAN, s(4)), Exponential::new(ok, 2.0, ok).unwrap());
    assert_eq!(DecorrelatedJitter::clamp(Duration::ZERO, s(9999)), {
        DecorrelatedJitter::new(Duration::from_millis(1), s(3600)).unwrap()
    });
    assert_eq!(Exponential::clamp(ok, 3.0, s(60)), Exponential::new(ok, 3.0, s(60)).unwrap());
}

#[test]
fn the_documented_rests_are_the_documented_ones() {
    let mut random = Random::seeded(1);
    let mut range = |kind, phase| {
        let mut look = LookState::new(kind);
        (look.looks, look.phase) = (1, phase);
        let delays: Vec<_> = (0..2000).map(|_| Documented.delay(&look, &mut random)).collect();
        let (least, most) = (delays.iter().min().unwrap(), delays.iter().max().unwrap());
        (least.as_secs(), most.as_secs())
    };
    assert_eq!(range(TaskKind::Image, None), (5, 9));
    assert_eq!(range(TaskKind::Image, Some(Phase::InProgress)), (5, 9));
    assert_eq!(range(TaskKind::Video, Some(Phase::Queued)), (5, 9));
    assert_eq!(range(TaskKind::Video, Some(Phase::InProgress)), (10, 14));
    for kind in [TaskKind::Image, TaskKind::Video] {
        assert_eq!(Documented.delay(&LookState::new(kind), &mut random), s(5));
    }
}

#[tokio::test]
async fn an_emulator_can_be_asked_quickly() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [QUEUED, QUEUED, COMPLETED]);
    let ms = Duration::from_millis;
    script.wait().floor(ms(10)).strategy(Fixed::new(ms(20)).unwrap()).await.unwrap();
    assert_eq!(script.looks_ms(), [20, 40, 60]);
}

#[tokio::test]
async fn rests_are_counted_from_the_answer() {
    let time = VirtualTime::new();
    let script = Script::new(&time, [QUEUED, COMPLETED]).taking(s(20));
    script.wait().strategy(Fixed::new(s(8)).unwrap()).await.unwrap();
    assert_eq!(script.looks(), [s(8), s(36)]);

    // A slow look may run over the deadline; what it brings still counts.
    let script = Script::new(&time, [COMPLETED]).taking(s(20));
    assert!(script.wait().deadline(s(10)).await.is_ok());
}
