//! Balances and tokens.

use serde_json::{Value, json};
use toapis_emulator::Group;

use crate::support::{Answer, Call, Gateway, IMAGES, START, VIDEOS, film, picture, shows, with};

const TOKENS: &str = "/v1/tokens";

fn token(gateway: &Gateway, body: &Value) -> String {
    let answer = gateway.post(TOKENS, body).ok();
    assert_eq!(answer["success"], true, "{answer}");
    format!("sk-{}", answer["data"]["key"].as_str().unwrap())
}

fn pay(gateway: &Gateway, key: &str, body: &Value) -> Answer {
    let path = if body["model"] == film()["model"] { VIDEOS } else { IMAGES };
    gateway.send(&Call::new("POST", path).key(key).json(body))
}

fn balance(gateway: &Gateway, key: &str) -> Value {
    gateway.send(&Call::new("GET", "/v1/balance").key(key)).ok()
}

#[test]
fn balances_have_the_documented_shape_on_all_paths() {
    let gateway = Gateway::with(|builder| builder.credits(1000));
    gateway.create(IMAGES, &picture());
    let shown = gateway.get("/v1/balance").ok();
    shows!("balance", shown);
    for path in ["/balance", "/v1/user/balance", "/user/balance"] {
        assert_eq!(gateway.get(path).ok(), shown, "{path}");
    }
}

#[test]
fn credits_and_dollars_keep_their_rate() {
    let gateway = Gateway::with(|builder| builder.credits(16_300));
    let shown = gateway.get("/v1/user/balance").ok();
    assert_eq!((&shown["remain_balance"], &shown["remain_credits"]), (&json!(81.5), &json!(16_300)));
    assert_eq!(shown["credits_per_usd"], 200);
}

#[test]
fn a_token_has_the_documented_shape() {
    let gateway = Gateway::new();
    let body =
        json!({"name": "ci-runner", "expired_time": -1, "remain_credits": 200, "unlimited_quota": false});
    let answer = gateway.post(TOKENS, &body).ok();
    let key = answer["data"]["key"].as_str().unwrap();
    assert_eq!((key.len(), key.starts_with("sk-")), (48, false));
    shows!("token", answer);
    let shown = balance(&gateway, &format!("sk-{key}"));
    assert_eq!((&shown["remain_credits"], &shown["remain_balance"]), (&json!(200), &json!(1)));
    assert_ne!(gateway.post(TOKENS, &body).ok()["data"]["key"], key, "every call makes another one");
}

#[test]
fn a_name_has_fifty_characters_at_most() {
    let gateway = Gateway::new();
    for letter in ["x", "令"] {
        token(&gateway, &json!({"name": letter.repeat(50)}));
        let long = gateway.post(TOKENS, &json!({"name": letter.repeat(51)}));
        assert_eq!(long.failure(), (200, "令牌名称过长".to_owned()));
    }
}

#[test]
fn wrong_tokens_fail_with_200_and_success_false() {
    let gateway = Gateway::new();
    let good = json!({"name": "ci"});
    for body in [
        json!({}),
        json!([]),
        json!(null),
        json!("ci"),
        json!({"name": ""}),
        json!({"name": " "}),
        json!({"name": null}),
        json!({"name": 5}),
        with(good.clone(), "expired_time", "never"),
        with(good.clone(), "expired_time", 1.5),
        with(good.clone(), "remain_quota", "1"),
        with(good.clone(), "remain_quota", -1),
        with(good.clone(), "remain_credits", -1),
        with(good.clone(), "remain_credits", 1e300),
        with(good.clone(), "daily_credits", "1"),
        with(good.clone(), "monthly_credits", -0.5),
        with(good.clone(), "unlimited_quota", "true"),
        with(good.clone(), "model_limits_enabled", 1),
        with(good.clone(), "model_limits", json!(["a"])),
        with(good.clone(), "group", 5),
    ] {
        assert_eq!(gateway.post(TOKENS, &body).failure().0, 200, "{body}");
    }
    for bytes in [&b""[..], b"{", b"\xff"] {
        assert_eq!(gateway.send(&gateway.call("POST", TOKENS).bytes(bytes)).failure().0, 200);
    }
    let users = gateway.admin("GET", "users", &Value::Null).ok();
    assert_eq!(users["users"][0]["keys"], 1, "nothing was made");
}

#[test]
fn a_token_pays_from_its_own_budget_and_its_users() {
    let gateway = Gateway::with(|builder| builder.credits(100));
    let key = token(&gateway, &json!({"name": "small", "remain_quota": 10 * 2500}));
    pay(&gateway, &key, &picture()).ok();
    let price = gateway.emulator.ledger().credits();
    assert!((6..10).contains(&price), "{price}");
    assert_eq!(balance(&gateway, &key)["remain_credits"], 10 - price);
    assert_eq!(gateway.credits(), (json!(100), json!(100 - price)));
    assert_eq!(pay(&gateway, &key, &picture()).error()[0], 402);

    let unlimited = token(&gateway, &json!({"name": "all", "unlimited_quota": true}));
    let shown = balance(&gateway, &unlimited);
    assert_eq!((&shown["remain_balance"], &shown["unlimited_quota"]), (&json!(-1), &json!(true)));
    assert!(shown["remain_credits"].is_number());
    while gateway.credits().1.as_u64().unwrap() >= price {
        pay(&gateway, &unlimited, &picture()).ok();
    }
    assert_eq!(pay(&gateway, &unlimited, &picture()).error()[0], 402, "the user has nothing left");
    assert_eq!(gateway.emulator.ledger().charges()[0].user, "demo");
}

#[test]
fn credits_win_over_units() {
    let gateway = Gateway::new();
    let key = token(&gateway, &json!({"name": "both", "remain_quota": 2500, "remain_credits": 7.5}));
    let shown = balance(&gateway, &key);
    assert_eq!((&shown["remain_credits"], &shown["remain_balance"]), (&json!(7.5), &json!(0.0375)));
}

#[test]
fn a_token_ends_at_its_time() {
    let gateway = Gateway::new();
    let key = token(&gateway, &json!({"name": "brief", "expired_time": START + 60, "unlimited_quota": true}));
    gateway.step(59);
    balance(&gateway, &key);
    gateway.step(1);
    let over = gateway.send(&Call::new("GET", "/v1/balance").key(&key));
    assert_eq!(over.error(), json!([401, 401, "authentication_error", null]));
}

#[test]
fn a_token_keeps_to_its_models_and_caps() {
    let gateway = Gateway::new();
    let body = json!({
        "name": "narrow", "unlimited_quota": true, "daily_credits": 10, "model_limits_enabled": true,
        "model_limits": "gemini-3.1-flash-image-preview, other",
    });
    let key = token(&gateway, &body);
    let other = pay(&gateway, &key, &film());
    assert_eq!((other.status, &other.json()["error"]["type"]), (403, &json!("new_api_error")));
    pay(&gateway, &key, &picture()).ok();
    assert_eq!(pay(&gateway, &key, &picture()).error()[0], 402, "the day's cap");
    gateway.step(86_400);
    pay(&gateway, &key, &picture()).ok();
    let off = json!({"name": "wide", "unlimited_quota": true, "model_limits": "other"});
    let off = token(&gateway, &off);
    pay(&gateway, &off, &picture()).ok();
}

#[test]
fn a_token_chats_with_its_models_only_and_lists_no_others() {
    let gateway = Gateway::new();
    let body = json!({
        "name": "narrow", "unlimited_quota": true, "model_limits_enabled": true,
        "model_limits": "gpt-5, gemini-3.1-flash-image-preview",
    });
    let key = token(&gateway, &body);
    let hello = json!([{"role": "user", "content": "hello"}]);
    for (path, body) in [
        ("/v1/chat/completions", json!({"messages": hello})),
        ("/v1/responses", json!({"input": "hello"})),
        ("/v1/messages", json!({"messages": hello, "max_tokens": 9})),
    ] {
        let ask = |model: &str| {
            let call = Call::new("POST", path).key(&key).json(&with(body.clone(), "model", model));
            gateway.send(&call)
        };
        let other = ask("claude-sonnet-4-6");
        assert_eq!((other.status, &other.json()["error"]["type"]), (403, &json!("new_api_error")), "{path}");
        assert_ne!(ask("gpt-5").status, 403, "{path}");
    }
    let listed = |kind: &str| {
        let list = gateway.send(&Call::new("GET", &format!("/v1/models?type={kind}")).key(&key)).ok();
        list["data"].as_array().unwrap().iter().map(|model| model["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(listed("text"), ["gpt-5"]);
    assert_eq!(listed("all"), ["gpt-5", "gemini-3.1-flash-image-preview"]);
    assert!(listed("video").is_empty());
}

#[test]
fn what_comes_back_from_yesterday_is_no_room_for_today() {
    let gateway = Gateway::new();
    let key = token(&gateway, &json!({"name": "capped", "unlimited_quota": true, "daily_credits": 8}));
    let fails =
        Call::new("POST", IMAGES).key(&key).header("X-Emulator-Lifecycle", "queued=86400, running=1, fail");
    gateway.send(&fails.json(&picture())).ok();
    gateway.step(86_400);
    pay(&gateway, &key, &picture()).ok();
    gateway.step(10);
    assert!(gateway.emulator.ledger().refunded_credits() > 0);
    assert_eq!(pay(&gateway, &key, &picture()).error()[0], 402);
}

#[test]
fn the_ids_of_keys_are_their_own() {
    let gateway = Gateway::new();
    let mut ids = Vec::new();
    for name in ["a", "b"] {
        let made = gateway.post(TOKENS, &json!({"name": name})).ok();
        ids.push(made["data"]["id"].as_u64().unwrap());
        let user = json!({"name": name, "key": format!("sk-emulator-{name}")});
        gateway.admin("POST", "users", &user).ok();
    }
    let other = Call::new("POST", TOKENS).key("sk-emulator-b").json(&json!({"name": "c"}));
    ids.push(gateway.send(&other).ok()["data"]["id"].as_u64().unwrap());
    let snapshot = gateway.admin("GET", "snapshot", &Value::Null).ok();
    let keys = snapshot["state"]["accounts"]["keys"].as_object().unwrap();
    let mut all: Vec<u64> = keys.values().map(|key| key["id"].as_u64().unwrap()).collect();
    assert!(ids.iter().all(|id| all.contains(id)));
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), keys.len(), "{all:?}");
}

#[test]
fn users_have_their_own_money() {
    let gateway = Gateway::with(|builder| builder.credits(50).user("other", "other", Group::Vip));
    pay(&gateway, "sk-emulator-other", &picture()).ok();
    assert_eq!(gateway.credits().1, 50);
    assert_eq!(gateway.emulator.ledger().charges()[0].user, "other");
}

#[test]
fn a_page_in_a_browser_may_ask_for_balances() {
    let gateway = Gateway::new();
    for path in ["/v1/balance", "/balance", "/v1/user/balance", "/user/balance"] {
        let page = gateway.call("GET", path).header("Origin", "https://shop.example");
        let answer = gateway.send(&page);
        answer.ok();
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        let refused = gateway.send(&Call::new("GET", path).header("Origin", "https://shop.example"));
        assert_eq!((refused.status, refused.header("access-control-allow-origin")), (401, Some("*")));
        let ahead = Call::new("OPTIONS", path)
            .header("Origin", "https://shop.example")
            .header("Access-Control-Request-Method", "GET")
            .header("Access-Control-Request-Headers", "authorization");
        let ahead = gateway.send(&ahead);
        assert_eq!((ahead.status, ahead.header("access-control-allow-origin")), (204, Some("*")), "{path}");
        assert!(ahead.header("access-control-allow-headers").unwrap().eq_ignore_ascii_case("authorization"));
        assert!(ahead.header("access-control-allow-methods").unwrap().contains("GET"));
    }
    let create = gateway.send(&Call::new("OPTIONS", IMAGES).header("Origin", "https://shop.example"));
    assert_eq!(create.header("access-control-allow-origin"), None, "no page says so of other calls");
}
