//! What is learned from watching, from whatever there is to watch.

use std::time::Duration;

use proptest::prelude::*;
use toapis_poll::durations::{Curve, Durations, Observation, Prior};
use toapis_poll::time::VirtualTime;
use toapis_poll::{Adaptive, wait_with};
use toapis_types::{Task, TaskKind};

use crate::script::{Answer, Script, fresh, s};

const MODEL: Option<&str> = Some("m");

/// Evenly spread shares of a distribution, in an order that is not sorted.
fn sample(count: u64, quantile: impl Fn(f64) -> f64) -> Vec<f64> {
    let share = |i: u64| {
        let shuffled = (i * 7919) % count;
        (f64::from(u32::try_from(shuffled).expect("small")) + 0.5)
            / f64::from(u32::try_from(count).expect("small"))
    };
    (0..count).map(|i| quantile(share(i))).collect()
}

/// Something like a lognormal with sigma 0.5.
fn bell(median: f64) -> impl Fn(f64) -> f64 {
    move |share| median * (share / (1.0 - share)).powf(0.28)
}

/// Looks every `gap` seconds until the task ends.
fn watch(durations: &mut Durations, took: f64, gap: f64) {
    let mut seen = 0.0;
    while seen + gap < took {
        let part = Observation::Running(Duration::from_secs_f64(seen), Duration::from_secs_f64(seen + gap));
        durations.observe(TaskKind::Image, MODEL, part);
        seen += gap;
    }
    let end = Observation::Between(Duration::from_secs_f64(seen), Duration::from_secs_f64(seen + gap));
    durations.observe(TaskKind::Image, MODEL, end);
}

fn quantiles(curve: &Curve) -> [f64; 3] {
    [0.1, 0.5, 0.9].map(|share| curve.quantile(share).as_secs_f64())
}

fn text(curve: &Curve) -> String {
    format!("{curve:?}")
}

#[test]
fn coarse_looks_show_the_true_durations_whatever_was_assumed() {
    for prior in [Prior::new(s(7), 0.5), Prior::new(s(28), 0.5), Prior::new(s(300), 0.2), Prior::unknown()] {
        let mut durations = Durations::new().with_prior(TaskKind::Image, prior);
        for took in sample(300, bell(14.0)) {
            watch(&mut durations, took, 5.0);
        }
        let found = quantiles(durations.curve(TaskKind::Image, MODEL));
        for (found, truth) in found.into_iter().zip([0.1, 0.5, 0.9].map(bell(14.0))) {
            assert!((found / truth - 1.0).abs() < 0.15, "{prior:?}: {found} where it is {truth}");
        }
    }
}

#[test]
fn two_peaks_stay_two() {
    let mut durations = Durations::new();
    for took in
        sample(
            400,
            |share| if share < 0.5 { bell(10.0)(share * 2.0) } else { bell(200.0)(share * 2.0 - 1.0) },
        )
    {
        watch(&mut durations, took, 4.0);
    }
    let curve = durations.curve(TaskKind::Image, MODEL);
    assert!(curve.hazard(s(50)) < curve.hazard(s(12)) / 5.0, "nothing ends between the peaks");
    assert!(curve.hazard(s(50)) < curve.hazard(s(220)) / 2.0);
    // So nobody looks much there: from the end of the first peak on, the next look is far away.
    assert!(curve.due(s(45), s(1)) > s(60), "{:?}", curve.due(s(45), s(1)));
}

#[test]
fn drift_is_followed() {
    let mut durations = Durations::new();
    for took in sample(600, bell(15.0)).into_iter().chain(sample(1200, bell(60.0))) {
        watch(&mut durations, took, 5.0);
    }
    let median = durations.curve(TaskKind::Image, MODEL).quantile(0.5).as_secs_f64();
    assert!((48.0..66.0).contains(&median), "{median}");
}

#[test]
fn tasks_that_never_end_are_heard_too() {
    let mut durations = Durations::new();
    let before = durations.curve(TaskKind::Image, MODEL).finished_by(s(100));
    for _ in 0..200 {
        durations.observe(TaskKind::Image, MODEL, Observation::Running(s(0), s(100)));
    }
    let curve = durations.curve(TaskKind::Image, MODEL);
    assert!(before > 0.9 && curve.finished_by(s(100)) < 0.2, "{}", curve.finished_by(s(100)));
}

#[test]
fn a_new_model_is_taken_to_be_like_its_kind_until_it_is_known() {
    let mut durations = Durations::new();
    for took in sample(100, bell(60.0)) {
        watch(&mut durations, took, 5.0);
    }
    let other = durations.curve(TaskKind::Image, Some("other")).quantile(0.5);
    assert!(other > s(45) && other < s(75), "{other:?}");
    for _ in 0..20 {
        durations.observe(TaskKind::Image, Some("other"), Observation::Ended(s(0), s(8)));
    }
    let other = durations.curve(TaskKind::Image, Some("other")).quantile(0.5);
    assert!(other < s(12), "{other:?}");
    assert!(durations.remembered(TaskKind::Image, Some("other")) > 19.0);
}

#[test]
fn the_servers_times_are_believed_when_they_fit() {
    let task = |created: i64, completed: i64| {
        let body = format!(
            r#"{{"id": "t", "status": "completed", "created_at": {created}, "completed_at": {completed}}}"#
        );
        Task::from_slice(body.as_bytes()).unwrap()
    };
    assert_eq!(Observation::of(&task(1000, 1017), s(15), s(20)), Observation::Ended(s(15), s(17)));
    assert_eq!(Observation::of(&task(1000, 1014), s(15), s(20)), Observation::Ended(s(15), s(15)));
    for (created, completed) in
        [(1000, 1000), (1000, 900), (1000, 1005), (1000, 1060), (0, i64::MAX), (i64::MIN, 5)]
    {
        let seen = Observation::of(&task(created, completed), s(15), s(20));
        assert_eq!(seen, Observation::Between(s(15), s(20)), "{created} {completed}");
    }
    let running = Task::from_slice(br#"{"id": "t", "status": "queued"}"#).unwrap();
    assert_eq!(Observation::of(&running, s(15), s(20)), Observation::Running(s(15), s(20)));
}

#[test]
fn what_was_learned_is_kept_and_nonsense_is_not() {
    let mut durations = Durations::new().with_memory(1000);
    for took in sample(100, bell(40.0)) {
        watch(&mut durations, took, 5.0);
    }
    let saved = serde_json::to_string(&durations).unwrap();
    assert!(saved.len() < 12_000, "{}", saved.len());
    let read: Durations = serde_json::from_str(&saved).unwrap();
    let (one, other) =
        (quantiles(durations.curve(TaskKind::Image, MODEL)), quantiles(read.curve(TaskKind::Image, MODEL)));
    for (one, other) in one.into_iter().zip(other) {
        assert!((one / other - 1.0).abs() < 0.05, "{one} {other}");
    }
    let plain = text(Durations::new().curve(TaskKind::Image, None));
    for nonsense in [
        r#"{"v": 7, "tables": [{"kind": "image", "cells": [[3, 100, 100]]}]}"#,
        r#"{"v": 1, "memory": -3, "tables": [{"kind": "image", "cells": [[3, -1, 5], [900, 1, 1], [4, 1, -2], [5, 1e30, 1]]}]}"#,
        r#"{"v": 1, "tables": [{"kind": "image", "assumed": [-1, 0, 9e9]}]}"#,
    ] {
        let read: Durations = serde_json::from_str(nonsense).unwrap();
        assert_eq!(text(read.curve(TaskKind::Image, None)), plain, "{nonsense}");
    }
}

#[tokio::test]
async fn an_adaptive_wait_learns_and_then_looks_less() {
    let adaptive = Adaptive::new();
    let time = VirtualTime::new();
    let mut looks = Vec::new();
    for _ in 0..40 {
        // Ends when it is 60 s old; the prior says 15 s.
        let begun = time.clone();
        let script = Script::until(&time, s(60));
        let waiting =
            wait_with(begun, &script, fresh(TaskKind::Image, &time)).strategy(adaptive.clone()).seed(1);
        waiting.await.unwrap();
        looks.push(script.looks().len());
    }
    assert!(looks[0] >= 5, "{looks:?}");
    assert!(looks[35..].iter().all(|looks| *looks <= 3), "{looks:?}");
}

#[tokio::test]
async fn t18_a_seed_repeats_the_schedule_of_an_adaptive_wait() {
    let schedule = || async {
        let time = VirtualTime::new();
        let script = Script::new(&time, [Answer::Task("queued", None)]);
        let waiting = wait_with(time.clone(), &script, fresh(TaskKind::Video, &time));
        waiting.strategy(Adaptive::new()).seed(42).await.unwrap_err();
        script.looks_ms()
    };
    let first = schedule().await;
    assert_eq!(first, schedule().await);
    // The same on every platform, so it can be written down. Ever longer rests towards the end.
    assert_eq!(first[..4], FIRST_LOOKS, "{first:?}");
    assert!(first.len() < 80, "{}", first.len());
}

const FIRST_LOOKS: [u128; 4] = [67_246, 85_283, 100_452, 113_572];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_curve_is_one_whatever_was_observed(
        seen in proptest::collection::vec((0_u8..3, 0.0_f64..1e6, 0.0_f64..1e6), 0..200),
        ages in proptest::collection::vec(0.0_f64..1e6, 1..20),
        price in 0.001_f64..1e4,
    ) {
        let mut durations = Durations::new();
        let d = Duration::from_secs_f64;
        for (what, from, to) in seen {
            let observation = match what {
                0 => Observation::Running(d(from), d(to)),
                1 => Observation::Between(d(from), d(to)),
                _ => Observation::Ended(d(from), d(to)),
            };
            durations.observe(TaskKind::Video, MODEL, observation);
        }
        durations.observe(TaskKind::Video, MODEL, Observation::Running(Duration::MAX, Duration::ZERO));
        let curve = durations.curve(TaskKind::Video, MODEL);
        let mut ages = ages;
        ages.sort_by(f64::total_cmp);
        let mut before = 0.0;
        for age in ages {
            let finished = curve.finished_by(d(age));
            prop_assert!((0.0..=1.0).contains(&finished) && finished >= before);
            before = finished;
            let due = curve.due(d(age), d(price));
            prop_assert!(due >= d(age.min(864_000.0)) && due <= d(864_000.0));
            prop_assert!(curve.hazard(d(age)).is_finite() && curve.hazard(d(age)) >= 0.0);
            let stake = curve.stake(d(age), due).as_secs_f64();
            prop_assert!(due == d(864_000.0) || (stake - price).abs() < 0.05 * price + 0.05, "{age} {price} {due:?} {stake}");
        }
    }
}
