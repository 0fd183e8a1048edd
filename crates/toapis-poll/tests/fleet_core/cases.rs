//! The fault cases that a schedule has to do with.

use std::time::Duration;

use toapis_poll::Reason;
use toapis_poll::budget::{Group, Limits};
use toapis_poll::fleet::{End, FleetOptions, NewTask, News, Order, Schedule, Supply, TaskKey};
use toapis_types::TaskKind;

use crate::world::{Answer, Watched, World};

pub(crate) fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A schedule with tasks of a known age, all of them due.
pub(crate) fn due(options: &FleetOptions, tasks: usize, now: Duration) -> (Schedule, Vec<TaskKey>) {
    let mut schedule = Schedule::new(options);
    let keys = (0..tasks).map(|_| schedule.add(now, NewTask::new(TaskKind::Image).age(s(300)))).collect();
    (schedule, keys)
}

pub(crate) fn looks(schedule: &mut Schedule, now: Duration) -> Vec<TaskKey> {
    std::iter::from_fn(|| match schedule.step(now, Supply::PLENTY, News::None) {
        Order::Look(key) => Some(key),
        _ => None,
    })
    .collect()
}

#[test]
fn t04_t20_what_is_said_of_a_task_that_ended_changes_nothing() {
    let (mut schedule, keys) = due(&FleetOptions::new().seed(1), 2, s(1000));
    assert_eq!(looks(&mut schedule, s(1000)).len(), 2);
    let end = schedule.step(s(1001), Supply::PLENTY, News::Ended(keys[0], None));
    assert_eq!(end, Order::End(keys[0], End::Done));
    for stale in [
        News::Running(keys[0]),
        News::Ended(keys[0], None),
        News::Told(keys[0], None),
        News::Refused(keys[0]),
    ] {
        assert_eq!(schedule.step(s(1002), Supply::PLENTY, stale), Order::Idle, "{stale:?}");
    }
    // The place is used again, and the old key is not good for the new task.
    let new = schedule.add(s(1003), NewTask::new(TaskKind::Video));
    assert_eq!((new.index(), new == keys[0]), (keys[0].index(), false));
    assert!(matches!(schedule.step(s(1003), Supply::PLENTY, News::Ended(keys[0], None)), Order::Sleep(_)));
    assert_eq!((schedule.len(), schedule.in_flight()), (2, 1));
}

#[test]
fn t20_a_webhook_ends_a_task_that_is_being_looked_at_once() {
    for late in [News::Ended, |key, _| News::Running(key), |key, _| News::Gone(key), News::Lost] {
        let (mut schedule, keys) = due(&FleetOptions::new().seed(1), 1, s(1000));
        let key = keys[0];
        assert_eq!(looks(&mut schedule, s(1000)), [key]);
        assert_eq!(
            schedule.step(s(1001), Supply::PLENTY, News::Told(key, Some(s(301)))),
            Order::End(key, End::Done)
        );
        assert_eq!(schedule.step(s(1001), Supply::PLENTY, News::Told(key, None)), Order::Idle);
        // Its look is still on its way, and counts as such.
        assert_eq!((schedule.len(), schedule.in_flight()), (0, 1));
        let other = schedule.add(s(1001), NewTask::new(TaskKind::Image));
        assert_ne!(other.index(), key.index());
        assert!(matches!(schedule.step(s(1002), Supply::PLENTY, late(key, None)), Order::Sleep(_)));
        assert_eq!((schedule.len(), schedule.in_flight()), (1, 0));
    }
}

#[test]
fn t26_to_remove_a_task_stops_the_looks_at_it_and_no_other() {
    let (mut schedule, keys) = due(&FleetOptions::new().seed(1), 3, s(1000));
    assert!(schedule.remove(keys[0]) && !schedule.remove(keys[0]));
    assert_eq!(looks(&mut schedule, s(1000)), keys[1..]);
    // Also in the middle of a look.
    assert!(schedule.remove(keys[1]) && !schedule.remove(keys[1]));
    assert_eq!((schedule.len(), schedule.in_flight()), (1, 2));
    assert_eq!(
        schedule.step(s(1001), Supply::PLENTY, News::Ended(keys[1], None)),
        Order::Idle,
        "nobody asked"
    );
    assert_eq!(
        schedule.step(s(1001), Supply::PLENTY, News::Ended(keys[2], None)),
        Order::End(keys[2], End::Done)
    );
}

#[test]
fn t07_t08_a_task_that_the_server_does_not_know_is_given_up_alone() {
    let (mut schedule, keys) = due(&FleetOptions::new().seed(1), 2, s(1000));
    let (gone, fine) = (keys[0], keys[1]);
    let (mut now, mut answers) = (s(1000), 0);
    let mut news = News::None;
    let end = loop {
        match schedule.step(now, Supply::PLENTY, std::mem::replace(&mut news, News::None)) {
            Order::Look(key) if key == gone => {
                answers += 1;
                news = News::Gone(key);
            }
            Order::Look(key) => news = News::Running(key),
            Order::Sleep(rest) => now += rest,
            Order::End(key, end) => break (key, end),
            order => panic!("{order:?}"),
        }
    };
    assert_eq!((end, answers), ((gone, End::GaveUp(Reason::Gone)), 4));
    assert_eq!(schedule.len(), 1);
    assert!(schedule.looks(fine).is_some());
}

#[test]
fn t11_t15_five_lost_looks_cost_nothing_and_six_cost_one_task() {
    for lost in [5, 6] {
        let mut world = World::new(&FleetOptions::new().seed(1), s(5), Limits::unlimited());
        let mut seen = 0;
        world.service(move |_, task, _| {
            seen += usize::from(task == 0);
            if task == 0 && seen <= lost { Answer::Lost(None) } else { Answer::Honest }
        });
        for _ in 0..50 {
            world.add(TaskKind::Image, s(40));
        }
        world.run(s(10_000));
        let end = |task: usize| world.tasks[task].end.unwrap().1;
        assert_eq!(end(0), if lost == 5 { End::Done } else { End::GaveUp(Reason::LostTooOften) });
        assert!((1..50).all(|task| end(task) == End::Done));
    }
}

#[test]
fn t09_a_refused_key_stops_all_and_costs_no_task() {
    let (mut schedule, keys) = due(&FleetOptions::new().seed(1), 100, s(1000));
    let flying = looks(&mut schedule, s(1000));
    assert_eq!(flying.len(), 64);
    assert_eq!(schedule.step(s(1001), Supply::PLENTY, News::Refused(flying[0])), Order::Refused);
    assert!(schedule.is_refused());
    for now in [1001, 2000, 100_000] {
        assert_eq!(schedule.step(s(now), Supply::PLENTY, News::None), Order::Refused);
    }
    schedule.resume();
    // The answers of looks that went with the old key come in late.
    for key in &flying[1..63] {
        let order = schedule.step(s(100_001), Supply::PLENTY, News::Refused(*key));
        assert!(!matches!(order, Order::Refused | Order::Look(_)), "one look is still under way: {order:?}");
    }
    let probe = schedule.step(s(100_002), Supply::PLENTY, News::Running(flying[63]));
    let Order::Look(probe) = probe else { panic!("{probe:?}") };
    assert_eq!((schedule.len(), schedule.is_refused()), (keys.len(), false));
    // The new key is no better.
    let order = loop {
        match schedule.step(s(100_003), Supply::PLENTY, News::Refused(probe)) {
            Order::Look(_) => {}
            order => break order,
        }
    };
    assert_eq!(order, Order::Refused);
}

#[test]
fn t09_a_deadline_is_kept_also_while_the_key_is_refused() {
    let (mut schedule, keys) = due(&FleetOptions::new().seed(1).deadline(s(50)), 1, s(1000));
    assert_eq!(looks(&mut schedule, s(1000)), keys);
    assert_eq!(schedule.step(s(1010), Supply::PLENTY, News::Refused(keys[0])), Order::Sleep(s(40)));
    assert!(schedule.is_refused());
    assert_eq!(
        schedule.step(s(1050), Supply::PLENTY, News::None),
        Order::End(keys[0], End::GaveUp(Reason::Deadline))
    );
    assert_eq!(schedule.step(s(1050), Supply::PLENTY, News::None), Order::Refused);
}

#[test]
fn t12_a_task_that_is_stuck_ends_exactly_at_its_deadline_also_in_mid_look() {
    for looking in [false, true] {
        let (mut schedule, keys) = due(&FleetOptions::new().seed(1).deadline(s(1800)), 1, s(1000));
        let mut now = s(1000);
        let mut news = News::None;
        let (at, end) = loop {
            match schedule.step(now, Supply::PLENTY, std::mem::replace(&mut news, News::None)) {
                Order::Look(_) if looking && now > s(2700) => {}
                Order::Look(key) => news = News::Running(key),
                Order::Sleep(rest) => now += rest,
                Order::End(key, end) if key == keys[0] => break (now, end),
                order => panic!("{order:?}"),
            }
        };
        assert_eq!((at, end), (s(2800), End::GaveUp(Reason::Deadline)));
        assert_eq!((schedule.len(), schedule.in_flight()), (0, usize::from(looking)));
    }
}

#[test]
fn t14_l08_ten_thousand_tasks_stay_within_the_query_limits_and_each_is_seen() {
    let mut world = World::new(&FleetOptions::new().seed(1), s(5), Group::Default.query());
    for task in 0..10_000 {
        world.add(TaskKind::Image, s(10 + task % 30));
    }
    world.run(s(20_000));
    assert!(world.tasks.iter().all(|task| matches!(task.end, Some((_, End::Done)))));
    for window in Group::Default.query().windows() {
        let limit = window.limit() as usize;
        for pair in world.looks.windows(limit + 1) {
            let span = pair[limit].at.saturating_sub(pair[0].at);
            assert!(span >= window.span(), "{limit} looks within {span:?}");
        }
    }
    // All were finished long before their turn came: one look each is all that it takes.
    assert!(world.looks_each() < 1.3, "{}", world.looks_each());
}

#[test]
fn t14_no_herd_after_a_resume_or_a_pause() {
    let mut world = World::new(&FleetOptions::new().seed(1), s(5), Limits::unlimited());
    world.round_trip = s(1);
    world.service(|now, _, _| if now < s(1200) { Answer::Limited(None) } else { Answer::Honest });
    for _ in 0..10_000 {
        world.add(TaskKind::Video, s(100_000));
    }
    world.run(s(1400));
    let after = world.looks.iter().filter(|look| look.at >= s(1200)).map(|look| look.at).collect::<Vec<_>>();
    // One, then two, then four: within the first two round trips there are seven at most.
    let early = after.iter().filter(|at| **at < after[0] + s(1)).count();
    assert!(early <= 7, "{early} looks in the first second");
    assert!(after.len() > 500, "{} looks after the trouble was over", after.len());
    // And before, each was a probe: the pauses grew to up to a minute.
    let before = world.looks.len() - after.len();
    assert!(before < 64 + 40, "{before} looks were refused");
}

#[test]
fn t15_one_answer_that_does_not_come_holds_up_nobody_else() {
    let run = |hangs: bool| {
        let mut world = World::new(&FleetOptions::new().seed(1), s(5), Limits::unlimited());
        world.service(
            move |_, task, _| if hangs && task == 0 { Answer::Hangs(s(30)) } else { Answer::Honest },
        );
        for _ in 0..1000 {
            world.add(TaskKind::Image, s(20));
        }
        world.run(s(1600));
        assert!(world.tasks[1..].iter().all(|task| matches!(task.end, Some((_, End::Done)))));
        world.tasks[1..].iter().filter_map(Watched::latency).max().unwrap()
    };
    let (without, with) = (run(false), run(true));
    // What is learned, and when, differs a little between the two.
    assert!(without < s(10) && with < s(10), "{without:?} late without it, {with:?} late with it");
}
