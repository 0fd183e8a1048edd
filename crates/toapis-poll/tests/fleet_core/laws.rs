//! Durations that nobody planned for.

use std::time::Duration;

use toapis_poll::Random;
use toapis_poll::budget::{Limits, Window};
use toapis_poll::fleet::{End, FleetOptions};
use toapis_types::TaskKind;

use crate::world::{Watched, World, count};

/// From a number between 0 and 1, and how far the run has come, to a duration in seconds.
type Law = fn(f64, f64) -> f64;

const LAWS: [(&str, Law); 6] = [
    ("all at once", |_, _| 0.0),
    ("all alike", |_, _| 60.0),
    ("bimodal", |draw, _| if draw < 0.5 { 8.0 + 4.0 * draw } else { 400.0 + 100.0 * draw }),
    ("heavy tail", |draw, _| (10.0 * (1.0 - draw).powf(-0.9)).min(3600.0)),
    ("drifting", |draw, run| (20.0 + 30.0 * draw) * (1.0 + 9.0 * run)),
    ("uniform", |draw, _| 600.0 * draw),
];

fn limits(queries: u32, seconds: u64) -> Limits {
    Limits::new([Window::new(queries, Duration::from_secs(seconds)).expect("a window")])
}

fn number(random: &mut Random) -> f64 {
    random.between(Duration::ZERO, Duration::from_secs(1)).as_secs_f64().min(0.999_999)
}

/// A stream of tasks, watched until the last one ended.
fn run(law: Law, tasks: u32, every: Duration, limits: Limits) -> World {
    let mut world = World::new(&FleetOptions::new().seed(3), Duration::from_secs(5), limits);
    let mut random = Random::seeded(11);
    for task in 0..tasks {
        let takes = law(number(&mut random), f64::from(task) / f64::from(tasks));
        world.add(TaskKind::Video, Duration::from_secs_f64(takes));
        world.run(world.now + every);
    }
    world.run(world.now + Duration::from_secs(100_000));
    for (number, task) in world.tasks.iter().enumerate() {
        assert!(matches!(task.end, Some((_, End::Done))), "{number}: {task:?}");
    }
    assert!(world.schedule.is_empty() && world.schedule.in_flight() == 0);
    world
}

#[test]
fn t14_whatever_tasks_take_each_is_seen_to_its_end_and_none_starves() {
    for (name, law) in LAWS {
        // Two tasks and four queries a second: enough for two looks at each.
        let world = run(law, 1000, Duration::from_millis(500), limits(40, 10));
        let unseen = world.tasks.iter().map(|task| task.unseen).max().unwrap();
        // All of them at once could be in want of a look: every fourth goes to the one that waited longest.
        let most = Duration::from_secs(120 + 1000);
        assert!(unseen <= most, "{name}: unseen for {unseen:?}");
        assert!(world.looks_each() < 60.0, "{name}: {} looks each", world.looks_each());
    }
}

#[test]
fn t14_alone_no_task_waits_longer_than_the_bound_and_few_looks_are_made() {
    for (name, law) in LAWS {
        let world = run(law, 300, Duration::from_secs(2), Limits::unlimited());
        let unseen = world.tasks.iter().map(|task| task.unseen).max().unwrap();
        assert!(unseen <= Duration::from_secs(121), "{name}: unseen for {unseen:?}");
        let latest = world.tasks.iter().filter_map(Watched::latency).max().unwrap();
        assert!(latest <= Duration::from_secs(122), "{name}: {latest:?} late");
        // Never worse in both measures than to ask every 5 s, which is 2.5 s late on average.
        let every_5_s: f64 =
            world.tasks.iter().map(|task| (task.takes.as_secs_f64() / 5.0).ceil().max(1.0)).sum();
        let fewer = world.looks_each() <= every_5_s / 300.0 + 0.05;
        assert!(
            fewer || world.mean_latency() <= 2.6,
            "{name}: {} looks, {} s",
            world.looks_each(),
            world.mean_latency()
        );
    }
}

#[test]
fn t12_t14_tasks_that_never_end_cost_few_looks_and_harm_no_other() {
    let mut world = World::new(&FleetOptions::new().seed(5), Duration::from_secs(5), limits(50, 10));
    for _ in 0..200 {
        world.add(TaskKind::Video, Duration::from_secs(1_000_000));
    }
    world.run(world.now + Duration::from_secs(3600));
    let begun = world.now;
    let stuck = world.looks.len();
    assert!(stuck < 200 * 120, "{stuck} looks in an hour");
    assert!(world.tasks.iter().all(|task| task.looks >= 3600 / 125), "each is seen every two minutes");
    // Ten that take a minute come in between.
    let new: Vec<_> = (0..10).map(|_| world.add(TaskKind::Image, Duration::from_secs(60))).collect();
    world.run(begun + Duration::from_secs(300));
    for number in new {
        let latency = world.tasks[number].latency().expect("an end");
        assert!(latency < Duration::from_secs(60), "{latency:?}");
    }
}

#[test]
fn t14_what_drifts_is_followed() {
    // Ten seconds, then ten times as long: the fleet does not go on as if all were still quick.
    let mut world = World::new(&FleetOptions::new().seed(5), Duration::from_secs(5), Limits::unlimited());
    for takes in [10, 100] {
        for _ in 0..500 {
            world.add(TaskKind::Image, Duration::from_secs(takes));
            world.run(world.now + Duration::from_secs(1));
        }
    }
    world.run(world.now + Duration::from_secs(1000));
    let looks =
        |tasks: &[Watched]| tasks.iter().map(|task| f64::from(task.looks)).sum::<f64>() / count(tasks.len());
    let (quick, at_first, at_last) =
        (looks(&world.tasks[300..500]), looks(&world.tasks[500..600]), looks(&world.tasks[900..]));
    assert!(quick < 2.5, "{quick}");
    assert!(at_last < at_first && at_last < 15.0, "{at_first}, then {at_last}");
}

#[test]
fn t14_a_few_go_ahead_where_many_wait_and_the_belief_is_wrong() {
    // All take forty seconds, and hardly any is believed to take less than a minute.
    let run = |tasks: u32| {
        let mut world = World::new(&FleetOptions::new().seed(5), Duration::from_secs(5), Limits::unlimited());
        let begun = world.now;
        for _ in 0..tasks {
            world.add(TaskKind::Video, Duration::from_secs(40));
        }
        world.run(begun + Duration::from_secs(39));
        let ahead = world.looks.len();
        world.run(begun + Duration::from_secs(1000));
        assert!(world.schedule.is_empty());
        (ahead, world.mean_latency())
    };
    let (none, alone) = run(1);
    let (few, many) = run(1000);
    assert!(none == 0 && alone > 10.0, "one task alone pays for what it learns: {none}, {alone}");
    assert!((20..200).contains(&few) && many < alone / 2.0, "{few}, {many} s late beside {alone}");
    // The next thousand need no scouts.
    let mut world = World::new(&FleetOptions::new().seed(5), Duration::from_secs(5), Limits::unlimited());
    for _ in 0..2 {
        let (begun, before) = (world.now, world.looks.len());
        for _ in 0..1000 {
            world.add(TaskKind::Video, Duration::from_secs(40));
        }
        world.run(begun + Duration::from_secs(12));
        let ahead = world.looks.len() - before;
        assert!(if before == 0 { ahead > 10 } else { ahead == 0 }, "{ahead} after {before}");
        world.run(begun + Duration::from_secs(2000));
    }
}
