//! What a task and a step cost.

use std::time::Duration;

use toapis_poll::fleet::{FleetOptions, NewTask, News, Order, Schedule, Supply};
use toapis_types::TaskKind;

const MODELS: [&str; 5] = ["one", "two", "three", "four", "five"];

fn add(schedule: &mut Schedule, now: Duration, number: u32) {
    let kind = if number.is_multiple_of(3) { TaskKind::Image } else { TaskKind::Video };
    let model = MODELS[number as usize % MODELS.len()];
    schedule
        .add(now, NewTask::new(kind).model(model).age(Duration::from_millis(u64::from(number % 100_000))));
}

/// So many looks, and what they bring: mostly nothing new, sometimes trouble.
fn drive(schedule: &mut Schedule, now: &mut Duration, looks: u32) {
    let mut news = News::None;
    let mut done = 0;
    while done < looks {
        match schedule.step(*now, Supply::PLENTY, std::mem::replace(&mut news, News::None)) {
            Order::Look(key) => {
                done += 1;
                *now += Duration::from_millis(2);
                news = match done % 50 {
                    7 => News::Lost(key, None),
                    8 => News::Gone(key),
                    9 => News::Dropped(key),
                    _ => News::Running(key),
                };
            }
            Order::Sleep(rest) => *now += rest,
            Order::End(..) => {}
            order => panic!("{order:?}"),
        }
    }
}

#[test]
fn t14_a_task_takes_less_than_three_hundred_bytes_also_while_it_grows() {
    const TASKS: u32 = 100_000;
    let options = FleetOptions::new().seed(1).deadline(Duration::from_secs(86_400)).tolerate_lost(250);
    let mut now = Duration::from_secs(1000);
    let measured = allocation_counter::measure(|| {
        let mut schedule = Schedule::new(&options);
        (0..TASKS).for_each(|number| add(&mut schedule, now, number));
        // Every one of them rests on the heap.
        now += Duration::from_secs(600);
        let mut news = News::None;
        for _ in 0..TASKS {
            let Order::Look(key) = schedule.step(now, Supply::PLENTY, news) else { panic!() };
            news = News::Dropped(key);
        }
        assert_eq!(schedule.len(), TASKS as usize);
    });
    let each = measured.bytes_max / u64::from(TASKS);
    assert!(each <= 300, "{each} bytes");
}

#[test]
fn t14_tasks_that_come_and_go_leave_nothing_behind() {
    let options = FleetOptions::new().seed(1).deadline(Duration::from_secs(86_400));
    let now = Duration::from_secs(1000);
    let measured = allocation_counter::measure(|| {
        let mut schedule = Schedule::new(&options);
        for _ in 0..200_000 {
            let key = schedule.add(now, NewTask::new(TaskKind::Image).age(Duration::from_secs(99)));
            assert_eq!(schedule.step(now, Supply::PLENTY, News::None), Order::Look(key));
            let _ = schedule.step(now, Supply::PLENTY, News::Ended(key, None));
        }
        assert!(schedule.is_empty());
    });
    assert!(measured.bytes_max < 64 * 1024, "{} bytes", measured.bytes_max);
}

#[test]
fn a_step_allocates_nothing() {
    let mut schedule = Schedule::new(&FleetOptions::new().seed(1).tolerate_lost(250).tolerate_gone(250));
    let mut now = Duration::from_secs(1000);
    (0..10_000).for_each(|number| add(&mut schedule, now, number));
    drive(&mut schedule, &mut now, 100_000);
    let measured = allocation_counter::measure(|| drive(&mut schedule, &mut now, 50_000));
    assert_eq!((measured.count_total, schedule.len()), (0, 10_000));
}
