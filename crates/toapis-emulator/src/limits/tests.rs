//! What the limiter promises, against hand-made cases and against counting by hand.

use std::time::Duration;

use proptest::prelude::*;
use serde_json::json;

use super::*;

const START: Duration = Duration::from_secs(1_783_953_302);

fn limits(reading: Reading, quota: Option<Quota>) -> Limits {
    let mut limits = Limits::default();
    limits.settings.reading = reading;
    if let Some(quota) = quota {
        limits.settings.quotas.default = GroupQuotas { async_submit: quota, async_query: quota };
    }
    limits
}

fn submit(limits: &mut Limits, now: Duration) -> Verdict {
    limits.admit("7", Group::Default, Category::Submit, now)
}

fn admitted(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Admitted(_))
}

fn header<'a>(verdict: &'a Verdict, name: &str) -> Option<&'a str> {
    let mut found = verdict.headers().iter().filter(|(key, _)| *key == name);
    let value = found.next().map(|(_, value)| value.as_str());
    assert!(found.next().is_none(), "{name} twice");
    value
}

fn number(verdict: &Verdict, name: &str) -> u64 {
    header(verdict, name).unwrap().parse().unwrap()
}

#[test]
fn a_burst_passes_and_the_next_is_refused_in_the_documented_shape() {
    let mut limits = limits(Reading::Buckets, None);
    for left in (0..50).rev() {
        let verdict = submit(&mut limits, START);
        assert!(admitted(&verdict));
        assert_eq!(number(&verdict, "X-RateLimit-Remaining"), left);
        assert_eq!(header(&verdict, "Retry-After"), None);
    }
    let verdict = submit(&mut limits, START);
    assert_eq!(header(&verdict, "X-RateLimit-Limit"), Some("50"));
    assert_eq!(header(&verdict, "X-RateLimit-Remaining"), Some("0"));
    assert_eq!(header(&verdict, "X-RateLimit-Reset"), Some("1783953312"));
    assert_eq!(header(&verdict, "X-RateLimit-Category"), Some("async_submit"));
    assert_eq!(header(&verdict, "Retry-After"), Some("1"));
    let Verdict::Refused(refused) = verdict else { panic!("{verdict:?}") };
    let body = refused.body();
    assert_eq!((refused.status, body["error"]["code"].as_str()), (429, Some("rate_limit_exceeded")));
    assert_eq!(body["error"].as_object().unwrap().len(), 2, "a code and a message, no type: {body}");
    assert!(body["error"]["message"].is_string());
}

#[test]
fn a_refusal_does_not_count() {
    let (mut asked, mut silent) = (limits(Reading::Windows, None), limits(Reading::Windows, None));
    for _ in 0..50 {
        assert_eq!(submit(&mut asked, START), submit(&mut silent, START));
    }
    for _ in 0..1000 {
        assert!(!admitted(&submit(&mut asked, START)));
    }
    assert_eq!(asked, silent);
}

#[test]
fn l06_submits_and_queries_do_not_draw_on_each_other() {
    let mut limits = limits(Reading::Buckets, None);
    while admitted(&submit(&mut limits, START)) {}
    let verdict = limits.admit("7", Group::Default, Category::Query, START);
    assert_eq!(number(&verdict, "X-RateLimit-Remaining"), 499);
    assert_eq!(header(&verdict, "X-RateLimit-Category"), Some("async_query"));
}

#[test]
fn l07_a_user_who_becomes_vip_has_the_new_rate_and_what_was_left() {
    let mut limits = limits(Reading::Buckets, None);
    while admitted(&submit(&mut limits, START)) {}
    let vip = |limits: &mut Limits, now| limits.admit("7", Group::Vip, Category::Submit, now);
    assert!(!admitted(&vip(&mut limits, START)));
    let verdict = vip(&mut limits, START + Duration::from_secs(10));
    assert_eq!(header(&verdict, "X-RateLimit-Limit"), Some("167"));
    assert_eq!(number(&verdict, "X-RateLimit-Remaining"), 166);
    // And back: what is more than the smaller bucket holds is lost.
    assert_eq!(number(&submit(&mut limits, START + Duration::from_secs(10)), "X-RateLimit-Remaining"), 49);
}

#[test]
fn l04_the_unit_of_reset_is_a_setting() {
    let half = START + Duration::from_micros(500_001);
    for (unit, expected) in [
        (ResetUnit::UnixSeconds, "1783953303"),
        (ResetUnit::UnixMillis, "1783953302701"),
        (ResetUnit::SecondsLeft, "1"),
    ] {
        let mut limits = limits(Reading::Buckets, None);
        limits.settings.reset = unit;
        assert_eq!(header(&submit(&mut limits, half), "X-RateLimit-Reset"), Some(expected), "{unit:?}");
    }
}

#[test]
fn i12_a_limiter_that_is_down_refuses_submits_and_lets_queries_pass_uncounted() {
    for reading in [Reading::Buckets, Reading::Windows, Reading::Off] {
        let mut limits = limits(reading, None);
        limits.settings.submit_limiter_down = true;
        let verdict = submit(&mut limits, START);
        let Verdict::Refused(refused) = verdict else { panic!("{verdict:?}") };
        assert_eq!((refused.status, refused.headers.len()), (503, 0));
        assert_eq!(refused.body()["error"]["code"], "rate_limit_unavailable");
        assert_eq!(refused.body()["error"].as_object().unwrap().len(), 2);
        for _ in 0..1000 {
            let verdict = limits.admit("7", Group::Default, Category::Query, START);
            assert_eq!(verdict, Verdict::Admitted(Headers::new()));
        }
        limits.settings.submit_limiter_down = false;
        assert!(admitted(&submit(&mut limits, START)));
        assert!(admitted(&limits.admit("7", Group::Default, Category::Query, START)));
    }
}

#[test]
fn off_admits_everything_without_headers() {
    let mut limits = limits(Reading::Off, None);
    for _ in 0..1000 {
        assert_eq!(submit(&mut limits, START), Verdict::Admitted(Headers::new()));
    }
    limits.settings.reading = Reading::Buckets;
    assert_eq!(number(&submit(&mut limits, START), "X-RateLimit-Remaining"), 49);
}

#[test]
fn refilling_all_forgets_every_request() {
    let mut limits = limits(Reading::Windows, None);
    while admitted(&submit(&mut limits, START)) {}
    limits.refill_all();
    assert_eq!(number(&submit(&mut limits, START), "X-RateLimit-Remaining"), 49);
}

#[test]
fn the_strict_reading_holds_the_minute_which_the_bucket_does_not() {
    let in_a_minute = |reading| {
        let mut limits = limits(reading, None);
        (0..60_000).filter(|ms| admitted(&submit(&mut limits, START + Duration::from_millis(*ms)))).count()
    };
    assert_eq!(in_a_minute(Reading::Buckets), 349);
    assert_eq!(in_a_minute(Reading::Windows), 300);
}

#[test]
fn l08_the_windows_are_exact_at_their_edges() {
    let just_before = |edge: Duration| edge.saturating_sub(Duration::from_nanos(1));
    let mut limits = limits(Reading::Windows, None);
    while admitted(&submit(&mut limits, START)) {}
    // The bucket has gained 49 of 50 by then, but the window still holds the burst.
    let edge = START + Duration::from_secs(10);
    let verdict = submit(&mut limits, just_before(edge));
    assert!(!admitted(&verdict));
    assert_eq!(header(&verdict, "Retry-After"), Some("1"));
    assert_eq!((0..51).filter(|_| admitted(&submit(&mut limits, edge))).count(), 50);
    for burst in 2..6_u32 {
        let edge = START + Duration::from_secs(10) * burst;
        assert!(!admitted(&submit(&mut limits, just_before(edge))), "{burst}");
        assert_eq!((0..51).filter(|_| admitted(&submit(&mut limits, edge))).count(), 50);
    }
    // 300 in the first 50 seconds: only the minute counts now.
    let edge = START + Duration::from_secs(60);
    let verdict = submit(&mut limits, just_before(edge));
    assert!(!admitted(&verdict));
    assert_eq!(header(&verdict, "Retry-After"), Some("1"));
    assert!(admitted(&submit(&mut limits, edge)));
}

#[test]
fn a_clock_that_goes_back_frees_nothing_and_blocks_no_longer_than_the_windows() {
    let mut limits = limits(Reading::Windows, None);
    while admitted(&submit(&mut limits, START)) {}
    let verdict = submit(&mut limits, Duration::from_secs(5));
    assert!(!admitted(&verdict));
    assert_eq!(header(&verdict, "Retry-After"), Some("10"));
    assert!(admitted(&submit(&mut limits, Duration::from_secs(15))));
}

#[test]
fn no_more_than_a_minute_is_kept() {
    let mut limits = limits(Reading::Windows, None);
    for second in 0..1000 {
        assert!(admitted(&submit(&mut limits, START + Duration::from_secs(second))));
    }
    let kept =
        serde_json::to_value(&limits).unwrap()["users"]["7"]["async_submit"]["windows"]["admitted"].clone();
    assert_eq!(kept.as_array().unwrap().len(), 60);
}

#[test]
fn settings_are_read_with_defaults_and_without_surprises() {
    assert_eq!(serde_json::from_value::<RateLimits>(json!({})).unwrap(), RateLimits::default());
    let settings: RateLimits = serde_json::from_value(json!({
        "reading": "windows", "reset": "seconds_left", "submit_limiter_down": true,
        "quotas": {"svip": {
            "async_submit": {"burst": 1, "per_ten_seconds": 2, "per_minute": 3},
            "async_query": {"burst": 4, "per_ten_seconds": 5, "per_minute": 6}}}
    }))
    .unwrap();
    assert_eq!((settings.reading, settings.reset), (Reading::Windows, ResetUnit::SecondsLeft));
    assert_eq!(settings.quotas.of(Group::Svip, Category::Query), Quota::new(4, 5, 6).unwrap());
    for odd in [json!({"reading": "strict"}), json!({"readng": "off"}), json!({"submit_limiter_down": 1})] {
        assert!(serde_json::from_value::<RateLimits>(odd.clone()).is_err(), "{odd}");
    }
}

/// Pauses between requests: none, tiny, the periods of the buckets, the edges of the windows, and far.
fn pauses() -> impl Strategy<Value = Vec<Duration>> {
    let pause = prop_oneof![
        4 => Just(0),
        2 => 0..1_000_000_000_u64,
        1 => 0..30_000_000_000_u64,
        1 => prop::sample::select(vec![1, 9_999_999_999, 10_000_000_000, 59_999_999_999, 60_000_000_000]),
        1 => 0..u64::MAX / 1_000_000,
    ];
    prop::collection::vec(pause.prop_map(Duration::from_nanos), 1..120)
}

fn quota() -> impl Strategy<Value = Quota> {
    (1..12_u32, 1..40_u32, 1..40_u32)
        .prop_map(|(burst, rate, minute)| Quota::new(burst, rate, minute).unwrap())
}

fn reading() -> impl Strategy<Value = Reading> {
    prop::sample::select(vec![Reading::Buckets, Reading::Windows])
}

/// Requests after each pause, and when they were admitted.
fn run(limits: &mut Limits, pauses: &[Duration]) -> Vec<Duration> {
    let mut now = START;
    let mut times = Vec::new();
    for pause in pauses {
        now += *pause;
        if admitted(&submit(limits, now)) {
            times.push(now);
        }
    }
    times
}

proptest! {
    #[test]
    fn l08_no_interval_sees_more_than_the_capacity_and_what_was_refilled(
        quota in quota(), reading in reading(), pauses in pauses()
    ) {
        let times = run(&mut limits(reading, Some(quota)), &pauses);
        for (from, first) in times.iter().enumerate() {
            for (to, last) in times.iter().enumerate().skip(from) {
                let refilled = last.saturating_sub(*first).as_nanos() * u128::from(quota.per_ten_seconds()) / 10_000_000_000;
                prop_assert!((to - from + 1) as u128 <= u128::from(quota.burst()) + refilled);
            }
        }
    }

    #[test]
    fn l08_a_request_is_refused_exactly_where_counting_by_hand_says(
        quota in quota(), pauses in pauses()
    ) {
        let mut limits = limits(Reading::Windows, Some(quota));
        let (mut now, mut times) = (START, Vec::<Duration>::new());
        for pause in pauses {
            now += pause;
            let within = |span| times.iter().filter(|at| now.saturating_sub(**at) < Duration::from_secs(span)).count() as u128;
            // It fits the bucket when it fits every interval that ends now.
            let fits_bucket = (0..times.len()).all(|from| {
                let refilled = now.saturating_sub(times[from]).as_nanos() * u128::from(quota.per_ten_seconds()) / 10_000_000_000;
                (times.len() - from + 1) as u128 <= u128::from(quota.burst()) + refilled
            });
            let fits = fits_bucket
                && within(10) < u128::from(quota.burst())
                && within(60) < u128::from(quota.per_minute());
            prop_assert_eq!(admitted(&submit(&mut limits, now)), fits);
            if fits {
                times.push(now);
            }
        }
    }

    #[test]
    fn retry_after_is_enough_and_a_second_less_is_not(
        quota in quota(), reading in reading(), pauses in pauses()
    ) {
        let mut limits = limits(reading, Some(quota));
        let mut now = START;
        for pause in pauses {
            now += pause;
            let verdict = submit(&mut limits, now);
            if !admitted(&verdict) {
                let wait = number(&verdict, "Retry-After");
                prop_assert!(wait >= 1);
                let at = |wait| submit(&mut limits.clone(), now + Duration::from_secs(wait));
                prop_assert!(admitted(&at(wait)));
                prop_assert!(!admitted(&at(wait - 1)));
            }
        }
    }

    #[test]
    fn remaining_requests_pass_and_reset_brings_the_limit_back(
        quota in quota(), reading in reading(), pauses in pauses()
    ) {
        let mut limits = limits(reading, Some(quota));
        limits.settings.reset = ResetUnit::SecondsLeft;
        run(&mut limits, &pauses);
        let now = START + pauses.iter().sum::<Duration>();
        let verdict = submit(&mut limits, now);
        let passed = |at| {
            let mut limits = limits.clone();
            (0..100).take_while(|_| admitted(&submit(&mut limits, at))).count() as u64
        };
        prop_assert_eq!(passed(now), number(&verdict, "X-RateLimit-Remaining"));
        let reset = number(&verdict, "X-RateLimit-Reset");
        prop_assert_eq!(passed(now + Duration::from_secs(reset)), number(&verdict, "X-RateLimit-Limit"));
        if reset > 0 {
            let before = passed(now + Duration::from_secs(reset - 1));
            prop_assert!(before < number(&verdict, "X-RateLimit-Limit"));
        }
    }

    #[test]
    fn two_users_do_not_disturb_one_another(
        quota in quota(), reading in reading(), steps in prop::collection::vec((any::<bool>(), 0..3_000_u64), 1..120)
    ) {
        let (mut shared, mut first, mut second) =
            (limits(reading, Some(quota)), limits(reading, Some(quota)), limits(reading, Some(quota)));
        let mut now = START;
        for (is_first, pause) in steps {
            now += Duration::from_millis(pause);
            let (user, alone) = if is_first { ("1", &mut first) } else { ("2", &mut second) };
            let ask = |limits: &mut Limits| limits.admit(user, Group::Default, Category::Query, now);
            prop_assert_eq!(ask(&mut shared), ask(alone));
        }
    }

    #[test]
    fn any_time_is_taken_also_back_and_to_the_end(
        reading in reading(), group in prop::sample::select(Group::ALL.to_vec()),
        times in prop::collection::vec((any::<u64>(), 0..1_000_000_000_u32), 1..40)
    ) {
        let mut limits = limits(reading, None);
        for (seconds, nanos) in times {
            let verdict = limits.admit("7", group, Category::Submit, Duration::new(seconds, nanos));
            prop_assert!(verdict.headers().len() >= 4);
        }
        prop_assert!(admitted(&limits.admit("7", group, Category::Submit, Duration::MAX)));
    }

    #[test]
    fn later_never_admits_less(quota in quota(), reading in reading(), pauses in pauses(), more in any::<u64>()) {
        let mut limits = limits(reading, Some(quota));
        run(&mut limits, &pauses);
        let now = START + pauses.iter().sum::<Duration>();
        let count = |at| {
            let mut limits = limits.clone();
            (0..100).take_while(|_| admitted(&submit(&mut limits, at))).count()
        };
        prop_assert!(count(now.saturating_add(Duration::from_nanos(more))) >= count(now));
        prop_assert_eq!(count(now.saturating_add(Duration::from_secs(10_000))), limit_of(reading, quota));
    }

    #[test]
    fn a_snapshot_goes_on_where_it_was(quota in quota(), reading in reading(), pauses in pauses()) {
        let mut limits = limits(reading, Some(quota));
        run(&mut limits, &pauses);
        let text = serde_json::to_string(&limits).unwrap();
        prop_assert_eq!(serde_json::from_str::<Limits>(&text).unwrap(), limits);
    }
}

fn limit_of(reading: Reading, quota: Quota) -> usize {
    let limit =
        if reading == Reading::Windows { quota.burst().min(quota.per_minute()) } else { quota.burst() };
    limit as usize
}
