//! The schedules that the strategies make, and what can be one.

use std::fmt::Write as _;
use std::time::Duration;

use toapis_poll::{
    Action, DecorrelatedJitter, Documented, Exponential, Fixed, FullJitter, Input, InvalidStrategy, Linear,
    LookState, Random, Strategy, Wait, WaitOptions,
};
use toapis_types::TaskKind;

use crate::script::{handle, s, task};

/// When the looks of a wait happen, in milliseconds, for a task that is queued at first and then runs.
fn schedule(kind: TaskKind, options: WaitOptions, seed: u64) -> Vec<u128> {
    let mut wait = Wait::new(&handle(kind), &options.seed(seed).deadline(s(240)));
    let (queued, running) = (task("tsk_1", "queued", None), task("tsk_1", "in_progress", Some(10)));
    let (mut now, mut looks) = (Duration::ZERO, Vec::new());
    let mut action = wait.step(now, Input::Begin);
    loop {
        action = match action {
            Action::Look => {
                looks.push(now.as_millis());
                let answer = match looks.len() {
                    1 | 2 => Input::Seen(&queued),
                    4 => Input::Lost { retry_after: None },
                    6 => Input::RateLimited { retry_after: Some(s(7)) },
                    _ => Input::Seen(&running),
                };
                wait.step(now, answer)
            }
            Action::Sleep(rest) => {
                now += rest;
                wait.step(now, Input::Woke)
            }
            Action::Done | Action::GiveUp(_) => return looks,
        };
    }
}

#[test]
fn t18_every_strategy_has_one_schedule_for_a_seed() {
    let strategies: [(&str, WaitOptions); 8] = [
        ("documented", WaitOptions::new().strategy(Documented)),
        ("fixed", WaitOptions::new().strategy(Fixed::new(s(8)).unwrap())),
        ("linear", WaitOptions::new().strategy(Linear::new(s(5), s(3), s(30)).unwrap())),
        ("exponential", WaitOptions::new().strategy(Exponential::new(s(5), 1.5, s(60)).unwrap())),
        ("without jitter", {
            WaitOptions::new().strategy(Exponential::new(s(5), 1.5, s(60)).unwrap().without_jitter())
        }),
        ("decorrelated", WaitOptions::new().strategy(DecorrelatedJitter::new(s(5), s(60)).unwrap())),
        ("full jitter", WaitOptions::new().strategy(FullJitter::new(s(5), s(60)).unwrap())),
        ("steps", WaitOptions::new().strategy((1..).map(|n| s(5 * n).min(s(45))))),
    ];
    let mut table = String::new();
    for (name, options) in strategies {
        for (kind, seed) in [(TaskKind::Image, 1), (TaskKind::Video, 1), (TaskKind::Video, 2)] {
            let looks = schedule(kind, options.clone(), seed);
            assert_eq!(looks, schedule(kind, options.clone(), seed), "{name}");
            writeln!(table, "{name}, {kind}, seed {seed}: {looks:?}").unwrap();
        }
    }
    insta::assert_snapshot!("schedules", table);
}

#[test]
fn lists_and_iterators_are_strategies() {
    let rests = |options: WaitOptions| {
        let mut looks = schedule(TaskKind::Image, options.floor(Duration::from_millis(10)), 1);
        looks.truncate(3);
        looks
    };
    let ms = Duration::from_millis;
    assert_eq!(rests(WaitOptions::new().strategy([s(1), s(2), s(3)])), [1000, 3000, 6000]);
    assert_eq!(
        rests(WaitOptions::new().strategy(vec![s(4)])),
        [4000, 8000, 12000],
        "the last one is repeated"
    );
    assert_eq!(rests(WaitOptions::new().strategy((1..=9).map(s))), [1000, 3000, 6000]);
    assert_eq!(rests(WaitOptions::new().strategy(std::iter::repeat(ms(500)))), [500, 1000, 1500]);
    assert_eq!(rests(WaitOptions::new().strategy([] as [Duration; 0])), [10, 20, 30], "the floor");
    let boxed: Box<dyn Strategy> = Box::new(|look: &LookState, _: &mut Random| s(look.looks + 1));
    assert_eq!(rests(WaitOptions::new().strategy(boxed)), [1000, 3000, 6000]);
}

#[test]
fn t19_endless_iterators_end_somewhere() {
    let steps = toapis_poll::Steps::new((1_u64..).map(s));
    let mut look = LookState::new(TaskKind::Image);
    look.looks = u64::MAX;
    assert_eq!(steps.delay(&look, &mut Random::seeded(1)), s(1000));
}

#[test]
fn t19_linear_and_full_jitter_stay_within_their_bounds() {
    let linear = Linear::new(s(5), s(3600), s(40)).unwrap();
    let full = FullJitter::new(s(5), s(40)).unwrap();
    let mut random = Random::seeded(3);
    let (mut least, mut most) = (Duration::MAX, Duration::ZERO);
    for looks in [0, 1, 2, 3, 64, 4_000_000_000, u64::MAX] {
        let mut look = LookState::new(TaskKind::Image);
        look.looks = looks;
        for _ in 0..500 {
            let rest = linear.delay(&look, &mut random);
            assert!(rest >= s(5) && rest <= s(40), "{rest:?}");
            let rest = full.delay(&look, &mut random);
            assert!(rest <= s(40) && (looks > 0 || rest <= s(5)), "{rest:?}");
            (least, most) = (least.min(rest), most.max(rest));
        }
    }
    assert!(least < s(1) && most > s(39), "it uses all of its range");
    assert_eq!(Linear::new(s(5), Duration::ZERO, s(40)), Err(InvalidStrategy::Zero));
    assert!(FullJitter::new(s(5), s(4)).is_err());
    assert_eq!(FullJitter::clamp(s(5), s(4)), FullJitter::new(s(5), s(5)).unwrap());
    assert_eq!(
        Linear::clamp(Duration::ZERO, Duration::MAX, s(1)),
        Linear::new(Duration::from_millis(1), s(3600), s(1)).unwrap()
    );
}

#[test]
fn a_step_allocates_nothing() {
    let options = WaitOptions::new().seed(1).no_deadline();
    let mut wait = Wait::new(&handle(TaskKind::Video), &options);
    let (queued, running) = (task("tsk_1", "Queued", None), task("tsk_1", "in_progress", Some(10)));
    let measured = allocation_counter::measure(|| {
        let mut now = Duration::ZERO;
        let mut action = wait.step(now, Input::Begin);
        for n in 0..10_000_u32 {
            action = match action {
                Action::Look => {
                    let answer = match n % 7 {
                        0 => Input::Lost { retry_after: None },
                        1 => Input::RateLimited { retry_after: Some(s(9)) },
                        2 | 3 => Input::Seen(&queued),
                        _ => Input::Seen(&running),
                    };
                    wait.step(now, answer)
                }
                Action::Sleep(rest) => {
                    now += rest;
                    wait.step(now, Input::Woke)
                }
                end => panic!("{end:?}"),
            };
        }
    });
    assert_eq!((measured.count_total, wait.look_state().looks > 4_000), (0, true));
}
