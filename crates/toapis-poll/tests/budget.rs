//! Budgets: what a service that counts strictly sees of one that keeps its limits.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use proptest::prelude::*;
use toapis_poll::Random;
use toapis_poll::budget::{Budget, Class, Group, InvalidWindow, Limits, SharedBudget, Slot, Window};
use toapis_poll::time::{Clock, VirtualTime};

const fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

const NS: Duration = Duration::from_nanos(1);

/// A nanosecond before this second.
const fn just_before(seconds: u64) -> Duration {
    Duration::from_nanos(seconds * 1_000_000_000 - 1)
}

/// The most that any window of this length, ending at a request, holds.
fn most_within(arrivals: &[Duration], span: Duration) -> usize {
    let mut window = VecDeque::new();
    let mut most = 0;
    for at in arrivals {
        window.push_back(*at);
        while window.front().is_some_and(|first: &Duration| *first + span <= *at) {
            window.pop_front();
        }
        most = most.max(window.len());
    }
    most
}

/// Whether a bucket of this size, refilled with this many in ten seconds, has a token for each request.
fn bucket_holds(arrivals: &[Duration], size: u32, in_ten_seconds: u32) -> bool {
    // In units of which a token has ten thousand millions, so that nothing is rounded.
    let token: u128 = 10_000_000_000;
    let (mut level, mut last) = (u128::from(size) * token, Duration::ZERO);
    arrivals.iter().all(|at| {
        level =
            (level + at.abs_diff(last).as_nanos() * u128::from(in_ten_seconds)).min(u128::from(size) * token);
        last = *at;
        let has_one = level >= token;
        level = level.saturating_sub(token);
        has_one
    })
}

fn take(budget: &mut Budget, now: Duration) -> Slot {
    budget.take(now, Class::Single).unwrap()
}

#[test]
fn l08_the_edges_of_a_window_are_exact() {
    let mut budget = Budget::new(Group::Default.submit());
    for _ in 0..50 {
        let slot = take(&mut budget, s(3));
        budget.finish(slot, s(3));
    }
    assert_eq!(budget.take(s(3), Class::Single), Err(s(10)));
    assert_eq!(budget.take(just_before(13), Class::Single), Err(NS));
    assert_eq!(budget.ready(s(13), Class::Single), 50);
}

#[test]
fn l08_what_is_under_way_counts_until_it_was_answered_for_a_whole_window() {
    let mut budget = Budget::new(Limits::new([Window::new(1, s(10)).unwrap()]));
    let slot = take(&mut budget, s(0));
    assert_eq!(budget.take(s(4), Class::Single), Err(s(10)));
    budget.finish(slot, s(4));
    assert_eq!(budget.take(s(4), Class::Single), Err(s(10)));
    // A slow one counts as received after its longest flight, whenever its answer comes.
    let late = take(&mut budget, s(14));
    assert_eq!(budget.next(just_before(29), Class::Single), NS);
    budget.finish(late, s(29));
    assert_eq!(budget.next(s(29), Class::Single), Duration::ZERO);
}

#[test]
fn l10_what_was_not_sent_is_given_back_and_what_was_dropped_is_not() {
    let mut budget = Budget::new(Limits::new([Window::new(1, s(10)).unwrap()]));
    let slot = take(&mut budget, s(0));
    budget.give_back(slot);
    let slot = take(&mut budget, s(0));
    budget.abandon(slot);
    assert_eq!(budget.take(s(2), Class::Single), Err(s(10)), "it may have been sent until just now");
    assert_eq!(budget.state(s(2)).in_flight, 0);
}

#[test]
fn t17_a_pause_stops_everybody_and_is_never_shortened() {
    let mut budget = Budget::new(Group::Default.query());
    budget.pause(s(1), s(30));
    budget.pause(s(1), s(5));
    assert_eq!(budget.take(s(2), Class::Single), Err(s(29)));
    assert_eq!(budget.state(s(2)).paused, Some(s(29)));
    assert_eq!((budget.ready(s(31), Class::Single), budget.state(s(31)).paused), (500, None));
    // Nonsense neither overflows nor panics.
    budget.pause(Duration::MAX, Duration::MAX);
}

#[test]
fn l07_a_header_slows_down_and_never_speeds_up() {
    let mut budget = Budget::new(Group::Default.submit());
    budget.remaining(s(0), 1_000);
    assert_eq!(budget.ready(s(0), Class::Single), 50);
    budget.remaining(s(0), 3);
    assert_eq!(budget.ready(s(0), Class::Single), 3);
    budget.remaining(s(0), 40);
    assert_eq!(budget.ready(s(0), Class::Single), 3);
    assert_eq!(budget.ready(s(10), Class::Single), 50, "what others sent leaves the window as well");
    let mut free = Budget::new(Limits::unlimited());
    free.remaining(s(0), 0);
    assert_eq!(free.ready(s(0), Class::Bulk), u32::MAX);
}

#[test]
fn bulk_users_leave_a_reserve() {
    let mut budget = Budget::new(Group::Default.query());
    for _ in 0..450 {
        let slot = budget.take(s(0), Class::Bulk).unwrap();
        budget.finish(slot, s(0));
    }
    assert_eq!(budget.take(s(0), Class::Bulk), Err(s(10)));
    assert_eq!(budget.ready(s(0), Class::Single), 50);
    let mut tiny = Budget::new(Limits::new([Window::new(1, s(1)).unwrap()]).reserve_percent(100));
    assert!(tiny.take(s(0), Class::Bulk).is_ok(), "no window is closed to bulk users for ever");
}

#[test]
fn limits_are_checked() {
    assert_eq!(Window::new(0, s(1)), Err(InvalidWindow::Limit(0)));
    assert_eq!(Window::new(1, Duration::ZERO), Err(InvalidWindow::Span(Duration::ZERO)));
    assert!(Window::new(Window::MAX_LIMIT, Window::MAX_SPAN).is_ok());
    let split = Group::Default.submit().split(100);
    assert_eq!(split.windows().iter().map(Window::limit).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(Group::Default.query().split(0), Group::Default.query());
}

/// Saturates a budget over a network that delays both ways at random, and returns when requests arrived.
fn arrivals(limits: Limits, delay: Duration, count: usize, seed: u64) -> Vec<Duration> {
    let (mut budget, mut random) = (Budget::new(limits), Random::seeded(seed));
    let (mut now, mut arrivals) = (Duration::ZERO, Vec::new());
    let mut flying: Vec<(Duration, Slot)> = Vec::new();
    while arrivals.len() < count {
        flying.sort_by_key(|(done, _)| *done);
        while flying.first().is_some_and(|(done, _)| *done <= now) {
            let (done, slot) = flying.remove(0);
            budget.finish(slot, done);
        }
        match budget.take(now, Class::Single) {
            Ok(slot) => {
                let arrived = now + random.between(Duration::ZERO, delay);
                flying.push((arrived + random.between(Duration::ZERO, delay), slot));
                arrivals.push(arrived);
            }
            Err(wait) => {
                let landing = flying.first().map_or(now + wait, |(done, _)| *done);
                now = (now + wait).min(landing.max(now + NS));
            }
        }
    }
    arrivals.sort_unstable();
    arrivals
}

#[test]
fn l08_no_group_is_ever_above_its_limits_by_window_or_by_bucket_whatever_the_network_does() {
    // Size of the bucket, gain in ten seconds, by the minute: as the page has them.
    let submits =
        [(Group::Default, 50, 50, 300), (Group::Vip, 167, 167, 1_000), (Group::Svip, 334, 333, 2_000)];
    for (group, size, gain, minute) in submits {
        for (seed, delay) in
            [(1, Duration::ZERO), (2, Duration::from_millis(900)), (3, Duration::from_millis(2_400))]
        {
            let arrivals = arrivals(group.submit(), delay, 2_500, seed);
            assert!(most_within(&arrivals, s(10)) <= size as usize, "{group:?}");
            assert!(most_within(&arrivals, s(60)) <= minute, "{group:?}");
            assert!(bucket_holds(&arrivals, size, gain), "{group:?} with {delay:?}");
        }
    }
    for (group, size, gain, minute) in [(Group::Default, 500, 500, 3_000), (Group::Vip, 1_667, 1_667, 10_000)]
    {
        let arrivals = arrivals(group.query(), Duration::from_millis(300), 4_000, 4);
        assert!(most_within(&arrivals, s(10)) <= size as usize && most_within(&arrivals, s(60)) <= minute);
        assert!(bucket_holds(&arrivals, size, gain), "{group:?}");
    }
}

#[test]
fn l08_nothing_is_wasted_where_the_network_takes_no_time() {
    let arrivals = arrivals(Group::Default.submit(), Duration::ZERO, 300, 1);
    assert_eq!(arrivals[49], s(0));
    assert_eq!((arrivals[50], arrivals[299]), (s(10), s(50)));
}

#[derive(Clone, Debug)]
enum Event {
    Take(bool),
    Finish(usize),
    GiveBack(usize),
    Abandon(usize),
    Pass(u64),
    Remaining(u32),
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => any::<bool>().prop_map(Event::Take),
        3 => any::<usize>().prop_map(Event::Finish),
        1 => any::<usize>().prop_map(Event::GiveBack),
        1 => any::<usize>().prop_map(Event::Abandon),
        3 => (0_u64..4_000).prop_map(Event::Pass),
        1 => (0_u32..12).prop_map(Event::Remaining),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The service may have counted a request at any moment from its sending to its end.
    #[test]
    fn l08_l10_never_above_the_limits_and_nothing_is_lost(steps in prop::collection::vec(events(), 1..300)) {
        let limits = Limits::new([Window::new(5, s(2)).unwrap(), Window::new(12, s(7)).unwrap()]);
        let mut budget = Budget::new(limits);
        let (mut now, mut open) = (Duration::ZERO, Vec::new());
        let (mut starts, mut ends): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
        for step in steps {
            let pick = |index: usize, open: &mut Vec<(Duration, Slot)>| {
                (!open.is_empty()).then(|| open.swap_remove(index % open.len()))
            };
            match step {
                Event::Take(is_bulk) => {
                    let class = if is_bulk { Class::Bulk } else { Class::Single };
                    let ready = budget.ready(now, class);
                    match budget.take(now, class) {
                        Ok(slot) => { prop_assert!(ready > 0); open.push((now, slot)); }
                        Err(wait) => prop_assert!(ready == 0 && !wait.is_zero()),
                    }
                }
                Event::Finish(index) => if let Some((start, slot)) = pick(index, &mut open) {
                    budget.finish(slot, now);
                    starts.push(start);
                    ends.push(now.min(start + s(5)));
                },
                Event::Abandon(index) => if let Some((start, slot)) = pick(index, &mut open) {
                    budget.abandon(slot);
                    starts.push(start);
                    ends.push(now.min(start + s(5)));
                },
                Event::GiveBack(index) => if let Some((_, slot)) = pick(index, &mut open) { budget.give_back(slot); },
                Event::Pass(millis) => now += Duration::from_millis(millis),
                Event::Remaining(left) => budget.remaining(now, left),
            }
        }
        // Late arrivals of the earlier ones against early arrivals of the later ones: each window by its last member.
        for (limit, span) in [(5, s(2)), (12, s(7))] {
            for start in &starts {
                let within = starts.iter().zip(&ends).filter(|(other, end)| *other <= start && **end + span > *start);
                prop_assert!(within.count() <= limit);
            }
        }
        // Once everything is over and old, all of it is there again.
        for (_, slot) in open { budget.give_back(slot); }
        now += s(20);
        prop_assert_eq!(budget.ready(now, Class::Single), 5);
        prop_assert_eq!(budget.state(now).in_flight, 0);
    }
}

/// Polls once.
fn poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn one_in_ten() -> SharedBudget {
    SharedBudget::new(Limits::new([Window::new(1, s(10)).unwrap()]))
}

#[test]
fn l10_who_stops_waiting_loses_nothing_for_the_others() {
    let (budget, time) = (one_in_ten(), VirtualTime::stepped());
    budget.try_take(time.monotonic(), Class::Single).unwrap().finish(time.monotonic());
    let mut second = Box::pin(budget.take(&time, Class::Single));
    let mut third = Box::pin(budget.take(&time, Class::Single));
    assert!(poll(second.as_mut()).is_pending() && poll(third.as_mut()).is_pending());
    assert_eq!(budget.waiting(), 2);
    drop(second);
    assert_eq!(budget.waiting(), 1);
    time.advance(s(10));
    assert!(poll(third.as_mut()).is_ready());
    assert_eq!(budget.waiting(), 0);
}

#[test]
fn permits_are_given_in_the_order_of_asking_and_bulk_users_come_last() {
    let (budget, time) = (one_in_ten(), VirtualTime::stepped());
    budget.try_take(time.monotonic(), Class::Single).unwrap().finish(time.monotonic());
    let mut bulk = pin!(budget.take(&time, Class::Bulk));
    let mut first = Some(Box::pin(budget.take(&time, Class::Single)));
    let mut second = pin!(budget.take(&time, Class::Single));
    assert!(poll(bulk.as_mut()).is_pending());
    assert!(poll(first.as_mut().unwrap().as_mut()).is_pending() && poll(second.as_mut()).is_pending());
    time.advance(s(10));
    assert!(poll(bulk.as_mut()).is_pending() && poll(second.as_mut()).is_pending());
    assert!(budget.try_take(time.monotonic(), Class::Single).is_err(), "nobody jumps the line");
    let Poll::Ready(permit) = poll(first.take().unwrap().as_mut()) else { panic!("the first is not served") };
    // It was not sent after all, so that the next one need not wait.
    permit.give_back();
    let Poll::Ready(permit) = poll(second.as_mut()) else { panic!("the second is not served") };
    permit.finish(time.monotonic());
    time.advance(s(10));
    assert!(poll(bulk.as_mut()).is_ready());
}

#[test]
fn threads_are_served_one_after_the_other() {
    let (budget, time) = (one_in_ten(), VirtualTime::stepped());
    let taken = Arc::new(Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let permit = budget.take_blocking(&time, Class::Single);
                taken.lock().unwrap().push(time.monotonic());
                permit.finish(time.monotonic());
            });
        }
        while taken.lock().unwrap().len() < 3 {
            if time.sleepers() > 0 {
                time.advance_to_next();
            }
            std::thread::yield_now();
        }
    });
    assert_eq!(most_within(&taken.lock().unwrap(), s(10)), 1);
}
