//! Rate limits, as `rate-limits/async-tasks` has them.

use serde_json::{Value, json};
use toapis_emulator::{Group, RateLimits, Reading};

use crate::support::{Answer, Call, Gateway, IMAGES, VIDEOS, film, picture, shows, with};

fn rate(answer: &Answer) -> Vec<(String, String)> {
    let is_rate = |(name, _): &&(String, String)| name.starts_with("x-ratelimit") || name == "retry-after";
    answer.headers.iter().filter(is_rate).cloned().collect()
}

fn remaining(answer: &Answer) -> u64 {
    answer.header("x-ratelimit-remaining").unwrap().parse().unwrap()
}

#[test]
fn fifty_submits_go_at_once_and_not_one_more() {
    let gateway = Gateway::new();
    for left in (0..50).rev() {
        let answer = gateway.post(IMAGES, &picture());
        assert_eq!((answer.status, remaining(&answer)), (200, left));
    }
    let refused = gateway.post(IMAGES, &picture());
    assert_eq!(refused.error(), json!([429, "rate_limit_exceeded", null, null]));
    shows!("refused by the limiter", json!({"headers": rate(&refused), "body": refused.json()}));
    assert_eq!(gateway.emulator.ledger().charges().len(), 50);

    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    gateway.step(wait);
    assert_eq!(gateway.post(IMAGES, &picture()).status, 200, "Retry-After keeps its word");
}

#[test]
fn every_way_to_submit_draws_on_the_same_bucket_also_when_it_fails() {
    let gateway = Gateway::new();
    let submits: [(&str, Value); 7] = [
        (IMAGES, json!({"model": "none", "prompt": "x"})),
        (IMAGES, json!([])),
        ("/v1/images/edits", json!({})),
        (VIDEOS, with(film(), "prompt", 5)),
        ("/v1/video/generations", json!({})),
        ("/v1/videos/none/remix", json!({})),
        ("/v1/videos/none/extend", json!({})),
    ];
    for (left, (path, body)) in (0..50).rev().zip(submits.iter().cycle()) {
        let answer = gateway.post(path, body);
        assert!(answer.status >= 400, "{path}");
        assert_eq!(remaining(&answer), left, "{path}");
        assert_eq!(answer.header("x-ratelimit-category"), Some("async_submit"));
    }
    for (path, body) in &submits {
        assert_eq!(gateway.post(path, body).status, 429, "{path}");
    }
}

#[test]
fn a_refusal_is_not_counted() {
    let gateway = Gateway::new();
    (0..70).for_each(|_| drop(gateway.post(IMAGES, &json!([]))));
    gateway.step(2);
    let statuses: Vec<u16> = (0..11).map(|_| gateway.post(IMAGES, &json!([])).status).collect();
    assert_eq!((&statuses[..10], statuses[10]), (&[400; 10][..], 429), "5 a second were refilled");
}

#[test]
fn queries_have_a_bucket_of_their_own() {
    let gateway = Gateway::new();
    let id = gateway.create(IMAGES, &picture());
    (0..60).for_each(|_| drop(gateway.post(IMAGES, &json!([]))));
    let targets = [
        format!("{IMAGES}/{id}"),
        format!("{VIDEOS}/none"),
        "/v1/video/generations/none".to_owned(),
        "/v1/characters_tasks/%2E%2E".to_owned(),
    ];
    for (left, target) in (0..500).rev().zip(targets.iter().cycle()) {
        let answer = gateway.get(target);
        assert_eq!(remaining(&answer), left, "{target}");
        assert_eq!(answer.header("x-ratelimit-category"), Some("async_query"));
    }
    assert_eq!(gateway.get(&targets[0]).error(), json!([429, "rate_limit_exceeded", null, null]));
}

#[test]
fn other_calls_are_not_limited_and_show_no_headers() {
    let gateway = Gateway::new();
    (0..60).for_each(|_| drop(gateway.post(IMAGES, &json!([]))));
    for path in ["/v1/balance", "/v1/user/balance"] {
        assert_eq!(rate(&gateway.get(path)), []);
    }
    assert_eq!(rate(&gateway.post("/v1/tokens", &json!({"name": "x"}))), []);
    let stranger = Call::new("POST", IMAGES).key("sk-emulator-none").json(&picture());
    assert_eq!(rate(&gateway.send(&stranger)), [], "a request without a user counts for nobody");
}

#[test]
fn the_limits_are_of_the_user_and_not_of_the_key() {
    let gateway = Gateway::with(|builder| builder.user("other", "other", Group::Default));
    let made = gateway.post("/v1/tokens", &json!({"name": "second", "unlimited_quota": true})).ok();
    let second = format!("sk-{}", made["data"]["key"].as_str().unwrap());
    let with_key = |key: &str| gateway.send(&Call::new("POST", IMAGES).key(key).json(&picture()));
    assert_eq!(remaining(&gateway.post(IMAGES, &picture())), 49);
    assert_eq!(remaining(&with_key(&second)), 48);
    assert_eq!(remaining(&with_key("sk-emulator-other")), 49);
}

#[test]
fn groups_have_their_own_numbers() {
    for (group, submits, queries) in
        [(Group::Default, "50", "500"), (Group::Vip, "167", "1667"), (Group::Svip, "334", "5000")]
    {
        let gateway = Gateway::with(|builder| builder.group(group));
        assert_eq!(gateway.post(IMAGES, &json!([])).header("x-ratelimit-limit"), Some(submits));
        assert_eq!(gateway.get(&format!("{IMAGES}/x")).header("x-ratelimit-limit"), Some(queries));
    }
}

#[test]
fn while_the_limiter_is_down_submits_are_refused_and_queries_pass() {
    let limits = RateLimits { submit_limiter_down: true, ..RateLimits::default() };
    let gateway = Gateway::with(|builder| builder.rate_limits(limits));
    let refused = gateway.post(VIDEOS, &film());
    assert_eq!(refused.error(), json!([503, "rate_limit_unavailable", null, null]));
    assert_eq!(gateway.emulator.ledger().charges(), []);
    for _ in 0..510 {
        assert_eq!(gateway.get(&format!("{IMAGES}/none")).status, 404);
    }
    gateway.admin("PUT", "limits", &json!({})).ok();
    assert_eq!(gateway.post(VIDEOS, &film()).status, 200);
}

#[test]
fn limits_can_be_off_or_strict() {
    let set = |reading| RateLimits { reading, ..RateLimits::default() };
    let off = Gateway::with(|builder| builder.rate_limits(set(Reading::Off)));
    for _ in 0..60 {
        let answer = off.post(IMAGES, &picture());
        assert_eq!((answer.status, rate(&answer)), (200, vec![]));
    }
    let strict = Gateway::with(|builder| builder.rate_limits(set(Reading::Windows)));
    (0..50).for_each(|_| assert_eq!(strict.post(IMAGES, &json!([])).status, 400));
    strict.step(9);
    assert_eq!(strict.post(IMAGES, &json!([])).status, 429, "50 in any ten seconds");
    strict.step(1);
    assert_eq!(strict.post(IMAGES, &json!([])).status, 400);
}

#[test]
fn a_large_body_is_read_before_it_is_refused() {
    let gateway = Gateway::new();
    (0..50).for_each(|_| drop(gateway.post(IMAGES, &json!([]))));
    let large = gateway.call("POST", IMAGES).bytes(vec![b' '; 9_000_000]);
    assert_eq!(gateway.send(&large).status, 429);
}
