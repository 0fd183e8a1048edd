//! What holds for the state machine whatever happens.

use std::time::Duration;

use proptest::prelude::*;
use toapis_poll::{Action, Input, LookState, Random, Reason, Wait, WaitOptions};
use toapis_types::{Task, TaskKind};

use crate::script::{handle, task};

/// What the world does next; each one is used where it fits.
#[derive(Clone, Debug)]
enum Event {
    Answer(Reply, Duration),
    /// The look's future is dropped.
    Abandon(Duration),
    /// The sleep ends early (below 100) or late (above), in percent.
    Wake(u8),
    /// Something arrives in the middle of a sleep.
    Intrude(Reply),
    /// The clock goes back.
    Back(Duration),
    /// The wait is dropped, and another one takes the handle up, perhaps in another process.
    Resume,
    Cancel,
}

#[derive(Clone, Debug)]
enum Reply {
    Waiting,
    Ended,
    Lost(Option<Duration>),
    RateLimited(Option<Duration>),
    Gone,
    Refused,
}

impl Reply {
    fn input<'a>(&self, waiting: &'a Task, ended: &'a Task) -> Input<'a> {
        match *self {
            Self::Waiting => Input::Seen(waiting),
            Self::Ended => Input::Seen(ended),
            Self::Lost(retry_after) => Input::Lost { retry_after },
            Self::RateLimited(retry_after) => Input::RateLimited { retry_after },
            Self::Gone => Input::Gone,
            Self::Refused => Input::Refused,
        }
    }
}

fn durations() -> impl Strategy<Value = Duration> {
    prop_oneof![
        4 => (0_u64..60_000).prop_map(Duration::from_millis),
        1 => (0_u64..100_000).prop_map(Duration::from_secs),
        1 => Just(Duration::ZERO),
        1 => Just(Duration::MAX),
    ]
}

fn replies() -> impl Strategy<Value = Reply> {
    prop_oneof![
        40 => Just(Reply::Waiting),
        1 => Just(Reply::Ended),
        10 => proptest::option::of(durations()).prop_map(Reply::Lost),
        10 => proptest::option::of(durations()).prop_map(Reply::RateLimited),
        5 => Just(Reply::Gone),
        1 => Just(Reply::Refused),
    ]
}

fn events() -> impl Strategy<Value = Event> {
    let short = || (0_u64..9_000).prop_map(Duration::from_millis);
    prop_oneof![
        12 => (replies(), short()).prop_map(|(reply, took)| Event::Answer(reply, took)),
        1 => short().prop_map(Event::Abandon),
        4 => (0_u8..=200).prop_map(Event::Wake),
        2 => replies().prop_map(Event::Intrude),
        1 => durations().prop_map(Event::Back),
        1 => Just(Event::Resume),
        1 => prop_oneof![9 => Just(Event::Wake(100)), 1 => Just(Event::Cancel)],
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_wait_keeps_its_promises(
        script in proptest::collection::vec(events(), 1..120),
        delays in proptest::collection::vec(durations(), 1..8),
        floor in durations(),
        deadline in proptest::option::of(durations()),
        (lost_limit, gone_limit) in (0_u32..8, 0_u32..4),
        age in proptest::option::of(0_i64..100),
        start in 0_u64..1_000_000,
        seed in any::<u64>(),
    ) {
        let floor = floor.clamp(WaitOptions::LOWEST_FLOOR, WaitOptions::MAX_REST);
        let longest = delays.iter().max().copied().unwrap_or_default().clamp(floor, WaitOptions::MAX_REST);
        let longest = longest.max(WaitOptions::MAX_RETRY_AFTER);
        let strategy = move |look: &LookState, _: &mut Random| {
            delays[usize::try_from(look.looks % delays.len() as u64).unwrap_or(0)]
        };
        let options = WaitOptions::new().strategy(strategy).floor(floor).tolerate_lost(lost_limit).tolerate_gone(gone_limit);
        let options = options.seed(seed);
        let options = deadline.map_or(options.clone().no_deadline(), |deadline| options.deadline(deadline));

        let unix = Duration::from_secs(1_750_000_000);
        let mut handle = handle(TaskKind::Video);
        handle.submitted_at = age.map(|age| 1_750_000_000 - age);
        let (waiting, ended) = (task("tsk_1", "queued", None), task("tsk_1", "failed", None));
        let mut wait = Wait::resume(&handle, &options, unix);

        let begun = Duration::from_secs(start);
        let mut end = deadline.and_then(|deadline| begun.checked_add(deadline));
        let mut now = begun;
        let mut action = wait.step(now, Input::Begin);
        let (mut looks, mut lost, mut gone) = (0_u64, 0_u32, 0_u32);
        // The last moment at which the server had to do with us, and for how long it sent us away then.
        let mut last: Option<(Duration, Duration)> = None;

        for event in script {
            if let Event::Resume = event {
                // A new wait, with all its rights and no memory.
                wait = Wait::resume(&handle, &options, unix + now.saturating_sub(begun));
                end = deadline.and_then(|deadline| now.checked_add(deadline));
                (looks, lost, gone, last) = (0, 0, 0, None);
                action = wait.step(now, Input::Begin);
                prop_assert!(matches!(action, Action::Look | Action::Sleep(_)), "{:?} at the beginning", action);
                continue;
            }
            if let (Event::Cancel, Action::Look | Action::Sleep(_)) = (&event, action) {
                action = wait.step(now, Input::Cancelled);
                prop_assert_eq!(action, Action::GiveUp(Reason::Cancelled));
                continue;
            }
            match action {
                Action::Look => {
                    let limit = wait.look_limit();
                    prop_assert!(limit >= Duration::from_secs(2) && limit <= WaitOptions::LOOK_TIMEOUT, "{:?}", limit);
                    looks += 1;
                    prop_assert_eq!(wait.look_state().looks, looks);
                    if let Some((moment, away)) = last {
                        prop_assert!(now.saturating_sub(moment) >= away, "looked {:?} after {:?}, not {:?}", now.saturating_sub(moment), moment, away);
                    }
                    let (reply, took) = match event {
                        Event::Answer(reply, took) => (reply, took),
                        Event::Abandon(after) => {
                            last = Some((now, floor));
                            now += after;
                            action = wait.step(now, Input::Woke);
                            continue;
                        }
                        _ => (Reply::Waiting, Duration::ZERO),
                    };
                    now += took;
                    let mut away = floor;
                    match &reply {
                        Reply::Waiting | Reply::Ended => (lost, gone) = (0, 0),
                        Reply::Lost(retry_after) => {
                            lost += 1;
                            away = away.max(retry_after.unwrap_or_default().min(WaitOptions::MAX_RETRY_AFTER));
                        }
                        Reply::RateLimited(retry_after) => {
                            away = away.max(retry_after.unwrap_or_default().min(WaitOptions::MAX_RETRY_AFTER));
                        }
                        Reply::Gone => (lost, gone) = (0, gone + 1),
                        Reply::Refused => {}
                    }
                    last = Some((now, away));
                    action = wait.step(now, reply.input(&waiting, &ended));
                    match reply {
                        Reply::Ended => prop_assert_eq!(action, Action::Done),
                        Reply::Refused => prop_assert_eq!(action, Action::GiveUp(Reason::Refused)),
                        _ => prop_assert_ne!(action, Action::Look, "a look right after an answer"),
                    }
                }
                Action::Sleep(rest) => {
                    prop_assert!(!rest.is_zero());
                    prop_assert!(rest <= longest + floor + Duration::from_secs(2), "a rest of {:?}", rest);
                    let until = now + rest;
                    if let Some(end) = end {
                        prop_assert!(until <= end, "sleeps past the deadline");
                    }
                    match event {
                        Event::Intrude(reply) => {
                            if matches!(reply, Reply::Waiting) {
                                (lost, gone) = (0, 0);
                            }
                            now += rest / 2;
                            action = wait.step(now, reply.input(&waiting, &ended));
                            if now < until && !matches!(reply, Reply::Ended | Reply::Refused) {
                                prop_assert_eq!(action, Action::Sleep(until.saturating_sub(now)), "an intruder changed the rest");
                            }
                        }
                        Event::Back(by) => {
                            action = wait.step(now.saturating_sub(by), Input::Woke);
                            prop_assert_eq!(action, Action::Sleep(rest), "time that goes back changed the rest");
                        }
                        Event::Wake(percent) => {
                            now += rest * u32::from(percent) / 100;
                            action = wait.step(now, Input::Woke);
                            // A minute more, unless it may not look within that.
                            let minute = Duration::from_secs(60);
                            let overslept = now.saturating_sub(until) > minute && end.is_some_and(|end| now >= end);
                            if overslept && !matches!(action, Action::GiveUp(_)) {
                                end = Some(now + minute);
                            }
                        }
                        _ => {
                            now = until;
                            action = wait.step(now, Input::Woke);
                            prop_assert!(!matches!(action, Action::Sleep(_)), "slept enough and was told to sleep on");
                        }
                    }
                }
                Action::Done | Action::GiveUp(_) => {
                    let before = action;
                    action = wait.step(now, Input::Seen(&waiting));
                    prop_assert_eq!(action, before, "an end that did not stick");
                }
            }
            if let Action::GiveUp(reason) = action {
                match reason {
                    Reason::Deadline => prop_assert!(end.is_some_and(|end| now >= end), "gave up early"),
                    Reason::LostTooOften => prop_assert_eq!(lost, lost_limit + 1),
                    Reason::Gone => prop_assert_eq!(gone, gone_limit + 1),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn a_wait_with_a_deadline_ends_there_with_a_last_look(
        replies in proptest::collection::vec(prop_oneof![3 => Just(Reply::Waiting), 1 => Just(Reply::RateLimited(None))], 1..9),
        delay in durations(),
        floor in (10_u64..20_000).prop_map(Duration::from_millis),
        deadline in (0_u64..100_000).prop_map(Duration::from_millis),
        fresh in any::<bool>(),
    ) {
        let strategy = move |_: &LookState, _: &mut Random| delay;
        let options = WaitOptions::new().strategy(strategy).floor(floor).deadline(deadline).seed(1);
        let handle = handle(TaskKind::Image);
        let mut wait =
            if fresh { Wait::new(&handle, &options) } else { Wait::resume(&handle, &options, Duration::ZERO) };
        let (waiting, ended) = (task("tsk_1", "queued", None), task("tsk_1", "failed", None));
        let mut now = Duration::ZERO;
        let mut action = wait.step(now, Input::Begin);
        let mut looks = Vec::new();
        let reason = loop {
            action = match action {
                Action::Look => {
                    let reply = &replies[looks.len() % replies.len()];
                    looks.push(now);
                    wait.step(now, reply.input(&waiting, &ended))
                }
                Action::Sleep(rest) => {
                    now += rest;
                    wait.step(now, Input::Woke)
                }
                Action::GiveUp(reason) => break reason,
                Action::Done => unreachable!("the task never ends"),
            };
            prop_assert!((looks.len() as u128) <= deadline.as_nanos() / floor.as_nanos() + 2, "too many looks");
        };
        prop_assert_eq!((reason, now), (Reason::Deadline, deadline));
        // Only a task that was looked at less than a floor before the last look is not looked at then.
        let last = looks[looks.len() - 1];
        let last_look = deadline.saturating_sub(Duration::from_secs(2));
        prop_assert!(last == last_look || (looks.len() == 1 && last_look.saturating_sub(last) < floor), "{:?}", looks);
    }
}
