//! Limits, outages, clocks that jump, and numbers that make no sense.

use std::time::Duration;

use toapis_poll::Reason;
use toapis_poll::budget::Limits;
use toapis_poll::fleet::{End, FleetOptions, NewTask, News, Order, Schedule, Supply};
use toapis_types::TaskKind;

use crate::cases::{due, looks, s};
use crate::world::{Answer, World};

/// None, and the next one now: what a budget may say, and what no driver may spin upon.
const NONE: Supply = Supply { ready: 0, next: Duration::ZERO };

#[test]
fn t17_l01_what_one_task_is_told_about_limits_stops_all_of_them() {
    let half = Duration::from_millis(500);
    for (asked, least, most) in [
        (Duration::ZERO, half, s(1)),
        (s(30), s(30), s(31)),
        (s(120), s(120), s(121)),
        (s(1_000_000_000), s(120), s(121)),
        (Duration::MAX, s(120), s(121)),
    ] {
        for news in [News::Limited, News::Lost] {
            let (mut schedule, _) = due(&FleetOptions::new().seed(1).most_in_flight(4), 100, s(1000));
            let flying = looks(&mut schedule, s(1000));
            let order = schedule.step(s(1001), Supply::PLENTY, news(flying[0], Some(asked)));
            assert_eq!(order, Order::Idle, "three looks are under way, and one at a time is enough now");
            // That the others were well is older news.
            for key in &flying[1..3] {
                assert_eq!(schedule.step(s(1001), Supply::PLENTY, News::Running(*key)), Order::Idle);
            }
            let order = schedule.step(s(1001), Supply::PLENTY, News::Running(flying[3]));
            let Order::Sleep(rest) = order else { panic!("{order:?}") };
            assert!(rest >= least && rest <= most, "{asked:?}: {rest:?}");
            let just_before = (s(1001) + rest).saturating_sub(Duration::from_millis(1));
            assert!(matches!(schedule.step(just_before, Supply::PLENTY, News::None), Order::Sleep(_)));
            assert!(matches!(schedule.step(s(1001) + rest, Supply::PLENTY, News::None), Order::Look(_)));
            assert!(
                !matches!(schedule.step(s(1001) + rest, Supply::PLENTY, News::None), Order::Look(_)),
                "one probe"
            );
        }
    }
}

#[test]
fn t17_a_second_refusal_never_shortens_a_pause() {
    let (mut schedule, _) = due(&FleetOptions::new().seed(1).most_in_flight(2), 100, s(1000));
    let flying = looks(&mut schedule, s(1000));
    let _ = schedule.step(s(1001), Supply::PLENTY, News::Limited(flying[0], Some(s(60))));
    let order = schedule.step(s(1002), Supply::PLENTY, News::Limited(flying[1], Some(s(1))));
    assert!(matches!(order, Order::Sleep(rest) if rest >= s(59)), "{order:?}");
}

#[test]
fn l05_one_incident_counts_once_however_many_looks_it_hits_and_lasting_trouble_backs_off() {
    type Trouble = fn(toapis_poll::fleet::TaskKey, Option<Duration>) -> News;
    for news in [News::Limited as Trouble, News::Lost] {
        let (mut schedule, _) = due(&FleetOptions::new().seed(1), 1000, s(1000));
        let flying = looks(&mut schedule, s(1000));
        assert_eq!(flying.len(), 64);
        for key in flying {
            let order = schedule.step(s(1001), NONE, news(key, None));
            assert!(matches!(order, Order::Sleep(_) | Order::Idle), "{order:?}");
        }
        let order = schedule.step(s(1001), Supply::PLENTY, News::None);
        let Order::Sleep(rest) = order else { panic!("{order:?}") };
        assert!(rest <= s(1), "sixty-four answers of one moment, and a pause of {rest:?}");
        // It goes on: each probe that fails makes the pause longer, up to a minute.
        let (mut now, mut longest, mut probes) = (s(1001) + rest, Duration::ZERO, 0);
        while now < s(5000) {
            match schedule.step(now, Supply::PLENTY, News::None) {
                Order::Look(key) => {
                    probes += 1;
                    now += Duration::from_millis(100);
                    let order = schedule.step(now, Supply::PLENTY, news(key, None));
                    let Order::Sleep(rest) = order else { panic!("{order:?}") };
                    assert!(rest <= s(60), "{rest:?}");
                    longest = longest.max(rest);
                    now += rest;
                }
                Order::Sleep(rest) => now += rest,
                order => panic!("{order:?}"),
            }
        }
        assert!(longest > s(30) && probes > 4000 / 60 && probes < 250, "{probes} probes, {longest:?}");
        assert_eq!(schedule.len(), 1000, "no task is to blame");
    }
}

#[test]
fn t11_an_outage_of_a_minute_costs_no_task_and_few_looks() {
    let mut world = World::new(&FleetOptions::new().seed(1), s(5), Limits::unlimited());
    let outage = |now: Duration| now >= s(1020) && now < s(1080);
    world.service(move |now, _, _| if outage(now) { Answer::Lost(None) } else { Answer::Honest });
    for task in 0..1000 {
        world.add(TaskKind::Image, s(10 + task % 200));
    }
    world.run(s(10_000));
    assert!(world.tasks.iter().all(|task| matches!(task.end, Some((_, End::Done)))));
    let wasted = world.looks.iter().filter(|look| outage(look.at)).count();
    assert!(wasted < 64 + 30, "{wasted} looks into the outage");
    // It is noticed that it is over: within a pause of a minute, and soon everybody is looked at again.
    let back = world.looks.iter().find(|look| look.at >= s(1080)).unwrap().at;
    assert!(back < s(1141), "{back:?}");
    assert!(world.mean_latency() < 25.0, "{}", world.mean_latency());
}

#[test]
fn t30_time_that_goes_back_stands_still() {
    let (mut schedule, _) = due(&FleetOptions::new().seed(1), 3, s(10_000));
    let flying = looks(&mut schedule, s(10_000));
    for key in flying {
        let _ = schedule.step(s(10_000), Supply::PLENTY, News::Running(key));
    }
    let order = schedule.step(s(10_000), Supply::PLENTY, News::None);
    assert!(matches!(order, Order::Sleep(rest) if rest >= s(5)), "{order:?}");
    for back in [1, 3600, 10_000] {
        assert_eq!(
            schedule.step(s(10_000 - back), Supply::PLENTY, News::None),
            order,
            "neither spins nor sleeps longer"
        );
    }
}

#[test]
fn t30_a_day_that_was_slept_through_ends_no_wait_before_a_look() {
    let options = FleetOptions::new().seed(1).deadline(s(600));
    let mut schedule = Schedule::new(&options);
    let keys: Vec<_> = (0..10).map(|_| schedule.add(s(1000), NewTask::new(TaskKind::Video))).collect();
    let Order::Sleep(_) = schedule.step(s(1000), Supply::PLENTY, News::None) else { panic!() };
    // The machine was suspended.
    let now = s(1000 + 86_400);
    let mut ended = 0;
    let mut news = News::None;
    let mut time = now;
    while !schedule.is_empty() {
        match schedule.step(time, Supply::PLENTY, std::mem::replace(&mut news, News::None)) {
            Order::Look(key) if key == keys[0] => news = News::Running(key),
            Order::Look(key) => news = News::Ended(key, None),
            Order::End(key, End::Done) if key != keys[0] => ended += 1,
            Order::End(key, End::GaveUp(Reason::Deadline)) => {
                assert_eq!((key, time), (keys[0], now + s(60)), "it had its minute");
            }
            Order::Sleep(rest) => time += rest,
            order => panic!("{order:?}"),
        }
    }
    assert_eq!(ended, 9);

    // Without a deadline, no look is made twice for it, and none too early.
    let (mut schedule, keys) = due(&FleetOptions::new().seed(1), 10, s(1000));
    assert_eq!(looks(&mut schedule, s(1000)).len(), 10);
    for key in &keys {
        let _ = schedule.step(s(1000), Supply::PLENTY, News::Running(*key));
    }
    assert_eq!(looks(&mut schedule, s(1000 + 86_400)).len(), 10);
    assert_eq!(schedule.step(s(1000 + 86_400), Supply::PLENTY, News::None), Order::Idle);
}

#[test]
fn t29_looks_that_were_broken_off_leave_every_task_where_it_was() {
    let (mut schedule, keys) = due(&FleetOptions::new().seed(1), 100, s(1000));
    let flying = looks(&mut schedule, s(1000));
    for key in &flying {
        let order = schedule.step(s(1001), NONE, News::Dropped(*key));
        assert!(matches!(order, Order::Sleep(_)), "{order:?}");
    }
    // The others are still due, and those are not before their floor has passed.
    let others = looks(&mut schedule, s(1001));
    assert!(others.len() == 36 && others.iter().all(|key| !flying.contains(key)));
    for key in others {
        let _ = schedule.step(s(1001), NONE, News::Dropped(key));
    }
    let order = schedule.step(s(1001), Supply::PLENTY, News::None);
    assert!(matches!(order, Order::Sleep(rest) if rest >= s(4)), "{order:?}");
    assert_eq!((schedule.len(), schedule.in_flight()), (100, 0));
    assert_eq!(looks(&mut schedule, s(1006)).len(), 64, "nothing was paused by it");
    assert!(keys.iter().all(|key| schedule.looks(*key).is_some()));
}

#[test]
fn t19_numbers_at_the_ends_of_the_scale_do_not_overflow() {
    for extreme in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
        let options =
            FleetOptions::new().seed(1).floor(extreme).dial(extreme).stale_after(extreme).deadline(extreme);
        let options = options.most_in_flight(u32::MAX).tolerate_lost(u32::MAX).tolerate_gone(u32::MAX);
        for age in [None, Some(Duration::ZERO), Some(Duration::MAX)] {
            for now in [Duration::ZERO, s(1), Duration::MAX] {
                let mut schedule = Schedule::new(&options);
                let key = schedule.add(now, NewTask::new(TaskKind::Video).age(age));
                let mut time = now;
                let mut news = News::None;
                for step in 0..50 {
                    match schedule.step(time, Supply::PLENTY, std::mem::replace(&mut news, News::None)) {
                        Order::Look(key) if step % 3 == 0 => news = News::Lost(key, Some(extreme)),
                        Order::Look(key) => news = News::Running(key),
                        Order::Sleep(rest) => {
                            assert!(!rest.is_zero());
                            time = time.saturating_add(rest);
                        }
                        Order::End(ended, _) => assert_eq!(ended, key),
                        Order::Idle => break,
                        Order::Refused => panic!("nobody refused it"),
                    }
                }
            }
        }
    }
    // The first look of a new task is not before it is five seconds old.
    let mut schedule = Schedule::new(&FleetOptions::new().seed(1).dial(Duration::ZERO));
    let key = schedule.add(s(1), NewTask::new(TaskKind::Image));
    assert_eq!(looks(&mut schedule, Duration::from_millis(5999)), []);
    assert_eq!(looks(&mut schedule, s(6)), [key]);
    // A budget that says that there is none, and the next one now.
    let (mut schedule, _) = due(&FleetOptions::new().seed(1), 1, s(1));
    assert_eq!(schedule.step(s(1), NONE, News::None), Order::Sleep(Duration::from_millis(1)));
}

#[test]
fn l12_a_batch_is_one_look_and_one_piece_of_news_about_the_service() {
    let options = FleetOptions::new().seed(1).most_in_flight(1);
    let (mut schedule, keys) = due(&options, 250, s(1000));
    let mut batches = Vec::new();
    let mut now = s(1000);
    for size in [100, 100, 50] {
        let Order::Look(first) = schedule.step(now, Supply::PLENTY, News::None) else { panic!() };
        let mut batch = vec![first];
        schedule.more(now, 100, &mut batch);
        assert_eq!((batch.len(), schedule.in_flight()), (size, 1));
        now += s(1);
        // All of it was lost, and that is one lost look.
        let orders: Vec<_> = batch
            .iter()
            .map(|key| schedule.step(now, Supply { ready: 0, next: s(9) }, News::Lost(*key, None)))
            .collect();
        assert!(orders.iter().all(|order| matches!(order, Order::Sleep(_) | Order::Idle)), "{orders:?}");
        batches.extend(batch);
    }
    assert_eq!(schedule.len(), 250);
    batches.sort_unstable();
    let mut all = keys;
    all.sort_unstable();
    assert_eq!(batches, all);
    assert!(
        matches!(schedule.step(now + s(60), Supply::PLENTY, News::None), Order::Look(_)),
        "three lost looks are no outage"
    );
}

#[test]
fn t18_the_same_seed_gives_the_same_schedule_everywhere() {
    let run = |seed| {
        let mut world = World::new(&FleetOptions::new().seed(seed), s(5), Limits::unlimited());
        world.service(|_, _, look| match look % 7 {
            3 => Answer::Lost(None),
            5 => Answer::Limited(None),
            _ => Answer::Honest,
        });
        for task in 0..4 {
            world.add(if task % 2 == 0 { TaskKind::Image } else { TaskKind::Video }, s(20 + 9 * task));
        }
        world.run(s(2000));
        world
            .looks
            .iter()
            .map(|look| format!("{} at {} ms", look.task, look.at.as_millis() - 1_000_000))
            .collect::<Vec<_>>()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
    insta::assert_snapshot!("schedule", run(1).join("\n"));
}
