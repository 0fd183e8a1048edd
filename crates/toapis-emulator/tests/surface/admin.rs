//! The admin API under `/__emulator/`.

use serde_json::{Value, json};

use crate::support::{Answer, Call, Gateway, IMAGES, PAINTER, START, VIDEOS, film, only_url, picture, shows};

const NOTHING: Value = Value::Null;

#[track_caller]
fn problem(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    assert_eq!(body.as_object().unwrap().len(), 1, "{body}");
    (answer.status, body["problem"].as_str().unwrap().to_owned())
}

#[test]
fn the_list_of_calls_is_true() {
    let gateway = Gateway::new();
    let listed = gateway.admin("GET", "", &NOTHING).ok();
    let calls = listed["calls"].as_array().unwrap();
    assert!(calls.len() > 15);
    for call in calls {
        assert!(!call["what"].as_str().unwrap().is_empty());
        let (method, path) = call["call"].as_str().unwrap().split_once(' ').unwrap();
        let path = path.replace("{id}", "none").replace("{name}", "none");
        let answer = gateway.send(&Call::new(method, &path));
        let text = answer.text();
        assert!(!text.contains("no such call"), "{method} {path}: {text}");
    }
    assert_eq!(gateway.send(&Call::new("GET", "/__emulator")).status, 200);
}

#[test]
fn calls_that_are_not_there_say_where_the_list_is() {
    let gateway = Gateway::new();
    for (method, call) in
        [("GET", "nothing"), ("DELETE", "state"), ("POST", "ledger"), ("GET", "tasks/a/b"), ("GET", "state/")]
    {
        let (status, says) = problem(&gateway.admin(method, call, &NOTHING));
        assert_eq!(status, 404, "{method} {call}");
        assert!(says.contains("/__emulator/"), "{says}");
    }
}

#[test]
fn pages_of_other_sites_are_kept_out() {
    let gateway = Gateway::new();
    let ask =
        |name: &str, value: &str| gateway.send(&Call::new("POST", "/__emulator/reset").header(name, value));
    gateway.create(IMAGES, &picture());
    for (name, value) in [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Origin", gateway.emulator.files_url()),
        ("Host", "evil.example"),
        ("Host", "evil.example:80"),
        ("Host", "127.0.0.1.evil.example"),
    ] {
        assert_eq!(problem(&ask(name, value)).0, 403, "{name}: {value}");
    }
    assert_eq!(gateway.emulator.ledger().charges().len(), 1, "nothing was reset");
    let port = gateway.host().rsplit(':').next().unwrap();
    for (name, value) in [
        ("Origin", gateway.emulator.base_url().to_owned()),
        ("Origin", format!("http://localhost:{port}")),
        ("Host", format!("localhost:{port}")),
        ("Host", "127.0.0.1".to_owned()),
    ] {
        ask(name, &value).ok();
    }
}

#[test]
fn the_state_shows_everything_at_once() {
    let gateway = Gateway::new();
    gateway.create(IMAGES, &picture());
    gateway.step(1);
    gateway.create_living(VIDEOS, &film(), "instant, fail");
    shows!("state", gateway.clean(&gateway.admin("GET", "state", &NOTHING).ok()));
}

#[test]
fn tasks_are_listed_the_newest_first() {
    let gateway = Gateway::new();
    let ids: Vec<String> = (0..5).map(|_| gateway.create(IMAGES, &picture())).collect();
    let list = |query: &str| {
        let page = gateway.admin("GET", &format!("tasks{query}"), &NOTHING).ok();
        assert_eq!(page["total"], 5);
        let shown = page["tasks"].as_array().unwrap().iter();
        shown.map(|task| task["answer"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let newest: Vec<String> = ids.iter().rev().cloned().collect();
    assert_eq!(list(""), newest);
    assert_eq!(list("?limit=2"), newest[..2]);
    assert_eq!(list("?limit=2&offset=4"), newest[4..]);
    assert_eq!(list("?offset=9"), newest[..0]);
    assert_eq!(list("?limit=0"), newest[..0]);
    for query in ["?limit=-1", "?limit=x", "?page=2", "?limit=99999999999999999999"] {
        assert_eq!(problem(&gateway.admin("GET", &format!("tasks{query}"), &NOTHING)).0, 400, "{query}");
    }
}

#[test]
fn one_task_is_shown_with_its_request() {
    let gateway = Gateway::new();
    let body = json!({"model": PAINTER, "prompt": "x", "client_business_id": "job-1"});
    let id = gateway.create(IMAGES, &body);
    let shown = gateway.admin("GET", &format!("tasks/{id}"), &NOTHING).ok();
    assert_eq!((&shown["request"], &shown["making"], &shown["reads"]), (&body, &json!("image"), &json!(0)));
    assert_eq!(gateway.admin("GET", "tasks/job-1", &NOTHING).ok(), shown);
    gateway.look(IMAGES, &id);
    assert_eq!(
        gateway.admin("GET", &format!("tasks/{id}"), &NOTHING).ok()["reads"],
        1,
        "its own looks do not count"
    );
    for odd in ["none", "%2E%2E", "a%2Fb", "%FF"] {
        assert_eq!(problem(&gateway.admin("GET", &format!("tasks/{odd}"), &NOTHING)).0, 404, "{odd}");
        let change = json!({"status": "completed"});
        assert_eq!(problem(&gateway.admin("PATCH", &format!("tasks/{odd}"), &change)).0, 404, "{odd}");
    }
}

#[test]
fn moves_that_make_no_sense_are_refused() {
    let gateway = Gateway::new();
    let id = gateway.create(IMAGES, &picture());
    for body in [
        json!({}),
        json!([]),
        json!({"status": "done"}),
        json!({"status": "completed", "error": {"code": "x"}}),
        json!({"status": "in_progress", "progress": 101}),
        json!({"status": "in_progress", "progress": -1}),
        json!({"status": "in_progress", "progress": "50%"}),
        json!({"status": "failed", "error": "x"}),
        json!({"status": "queued", "speed": 3}),
    ] {
        assert_eq!(problem(&gateway.admin("PATCH", &format!("tasks/{id}"), &body)).0, 400, "{body}");
    }
    assert_eq!(gateway.look(IMAGES, &id)["status"], "queued");
}

#[test]
fn the_clock_is_read_and_stepped() {
    let gateway = Gateway::new();
    assert_eq!(
        gateway.admin("GET", "clock", &NOTHING).ok(),
        json!({"now": START, "now_ms": START * 1000, "speed": 0.0})
    );
    let id = gateway.create(IMAGES, &picture());
    let after = gateway.admin("POST", "clock", &json!({"step": 12.5})).ok();
    assert_eq!(after["now_ms"], START * 1000 + 12_500);
    assert_eq!(gateway.look(IMAGES, &id)["status"], "completed");
    for body in [
        json!({}),
        json!({"step": -1}),
        json!({"step": 1e300}),
        json!({"step": "1"}),
        json!({"speed": -1}),
        json!({"speed": 1e7}),
        json!({"speed": null}),
        json!({"jump": 1}),
        json!(5),
        json!({"step": 1, "speed": -1}),
    ] {
        assert_eq!(problem(&gateway.admin("POST", "clock", &body)).0, 400, "{body}");
    }
    assert_eq!(
        gateway.admin("GET", "clock", &NOTHING).ok()["now_ms"],
        START * 1000 + 12_500,
        "nothing moved"
    );
}

#[test]
fn a_clock_can_be_let_run() {
    let gateway = Gateway::new();
    let id = gateway.create(IMAGES, &picture());
    gateway.admin("POST", "clock", &json!({"speed": 1_000_000})).ok();
    let is_done = |_: &u32| gateway.look(IMAGES, &id)["status"] == "completed";
    assert!((0..400).find(is_done).is_some(), "twelve seconds are over in twelve microseconds");
}

#[test]
fn the_ledger_can_be_read_and_forgotten() {
    let gateway = Gateway::new();
    gateway.create_living(IMAGES, &picture(), "instant, fail");
    let shown = gateway.admin("GET", "ledger", &NOTHING).ok();
    shows!("ledger", shown);
    let empty = json!({"charges": [], "credits": 0, "refunded_credits": 0});
    assert_eq!(gateway.admin("DELETE", "ledger", &NOTHING).ok(), empty);
    assert_eq!(gateway.admin("GET", "tasks", &NOTHING).ok()["total"], 1, "tasks stay");
}

#[test]
fn users_are_added_and_changed() {
    let gateway = Gateway::new();
    let user = json!({"name": "ann", "key": "sk-emulator-ann", "group": "vip", "credits": 20});
    let users = gateway.admin("POST", "users", &user).ok();
    shows!("users", users);
    let ann = |path: &str| gateway.send(&Call::new("GET", path).key("sk-emulator-ann"));
    assert_eq!(ann("/v1/balance").ok()["remain_credits"], 20);
    assert_eq!(ann(&format!("{IMAGES}/x")).header("x-ratelimit-limit"), Some("1667"));
    gateway.admin("PATCH", "users/ann", &json!({"group": "svip", "credits": 7})).ok();
    assert_eq!(ann("/v1/user/balance").ok()["remain_credits"], 7);
    assert_eq!(ann(&format!("{IMAGES}/x")).header("x-ratelimit-limit"), Some("5000"));

    for body in [
        json!({}),
        json!({"name": "ben"}),
        json!({"name": "ben", "key": "sk-real-key"}),
        json!({"name": "ben", "key": "sk-emulator-"}),
        json!({"name": "ann", "key": "sk-emulator-ben"}),
        json!({"name": "ben", "key": "sk-emulator-ann"}),
        json!({"name": "ben", "key": "sk-emulator-ben", "group": "gold"}),
        json!({"name": "ben", "key": "sk-emulator-ben", "credits": -1}),
        json!({"name": "ben", "key": "sk-emulator-ben", "money": 1}),
    ] {
        let (status, says) = problem(&gateway.admin("POST", "users", &body));
        assert_eq!(status, 400, "{body}");
        assert!(!says.contains("sk-real-key"), "S16: {says}");
    }
    for (name, body, status) in [
        ("ben", json!({"credits": 1}), 404),
        ("%FF", json!({"credits": 1}), 404),
        ("ann", json!({"group": "gold"}), 400),
        ("ann", json!({"credits": 0.5}), 400),
    ] {
        assert_eq!(
            problem(&gateway.admin("PATCH", &format!("users/{name}"), &body)).0,
            status,
            "{name} {body}"
        );
    }
}

#[test]
fn life_cycles_are_set_for_all_and_for_models() {
    let gateway = Gateway::new();
    let set = json!({"default": "reads=3", "models": {PAINTER: "manual, fail=odd: no"}});
    assert_eq!(gateway.admin("PUT", "lifecycle", &set).ok(), set);
    assert_eq!(gateway.admin("GET", "lifecycle", &NOTHING).ok(), set);
    gateway.admin("PUT", "lifecycle", &json!({"models": {}})).ok();
    assert_eq!(gateway.admin("GET", "lifecycle", &NOTHING).ok(), json!({"default": "reads=3", "models": {}}));
    for body in [
        json!({"default": "soon"}),
        json!({"default": 5}),
        json!({"models": {"x": "reads=0"}}),
        json!({"x": 1}),
    ] {
        let (status, says) = problem(&gateway.admin("PUT", "lifecycle", &body));
        assert_eq!(status, 400, "{body}: {says}");
    }
}

#[test]
fn limits_are_set() {
    let gateway = Gateway::new();
    let mut limits = gateway.admin("GET", "limits", &NOTHING).ok();
    limits["reset"] = json!("seconds_left");
    assert_eq!(gateway.admin("PUT", "limits", &limits).ok(), limits);
    assert_eq!(gateway.post(IMAGES, &json!([])).header("x-ratelimit-reset"), Some("1"));
    for body in [json!({"reading": "strictly"}), json!({"quotas": 5}), json!({"x": 1}), json!([1])] {
        assert_eq!(problem(&gateway.admin("PUT", "limits", &body)).0, 400, "{body}");
    }
    assert_eq!(gateway.admin("GET", "limits", &NOTHING).ok(), limits);
}

#[test]
fn a_reset_begins_again() {
    let gateway = Gateway::new();
    let first = gateway.create(IMAGES, &picture());
    gateway.admin("POST", "users", &json!({"name": "ann", "key": "sk-emulator-ann"})).ok();
    gateway.admin("PUT", "lifecycle", &json!({"default": "manual"})).ok();
    gateway.step(5);
    gateway.admin("POST", "reset", &NOTHING).ok();
    assert_eq!(gateway.emulator.ledger().charges(), []);
    assert_eq!(gateway.get(&format!("{IMAGES}/{first}")).status, 404);
    assert_eq!(gateway.credits().0, 1_000_000);
    assert_eq!(gateway.send(&Call::new("GET", "/v1/balance").key("sk-emulator-ann")).status, 401);
    assert_eq!(gateway.admin("GET", "clock", &NOTHING).ok()["now"], START + 5, "the time goes on");
    assert_eq!(gateway.create(IMAGES, &picture()), first, "the seed repeats");
    assert_eq!(gateway.look(IMAGES, &first)["status"], "queued");

    gateway.admin("POST", "reset", &json!({"seed": 8})).ok();
    let other = gateway.create(IMAGES, &picture());
    assert_ne!(other, first);
    gateway.admin("POST", "reset", &json!({"seed": 8})).ok();
    assert_eq!(gateway.create(IMAGES, &picture()), other);
    gateway.admin("POST", "reset", &json!({"seed": 8, "at": START})).ok();
    assert_eq!(gateway.admin("GET", "clock", &NOTHING).ok()["now"], START, "times repeat as well");
    assert_eq!(gateway.create(IMAGES, &picture()), other);
    let wrong = [
        json!({"seed": -1}),
        json!({"seed": "x"}),
        json!({"sed": 1}),
        json!({"at": -1}),
        json!({"at": u64::MAX}),
    ];
    for body in wrong {
        assert_eq!(problem(&gateway.admin("POST", "reset", &body)).0, 400, "{body}");
    }
    assert_eq!(gateway.look(IMAGES, &other)["id"], other, "a wrong one resets nothing");
}

#[test]
fn what_the_page_looks_at_is_not_in_the_log_and_meets_no_fault() {
    let gateway = Gateway::new();
    let id = gateway.create_living(IMAGES, &picture(), "instant");
    let url = only_url(&gateway.look(IMAGES, &id));
    gateway.admin("POST", "faults", &json!({"on": "download", "action": "html-502"})).ok();
    let before = gateway.emulator.requests().len();
    assert_eq!(gateway.file(&format!("{url}?__emulator")).status, 200);
    assert_eq!(gateway.emulator.requests().len(), before);
    // A call of the service is a call, whatever its query says.
    gateway.get(&format!("{IMAGES}/{id}?__emulator")).ok();
    assert_eq!(gateway.emulator.requests().len(), before + 1);
    assert_eq!(gateway.file(&url).status, 502);
}

#[test]
fn numbers_that_are_none_are_problems_too() {
    let gateway = Gateway::new();
    for (method, call) in
        [("DELETE", "faults/abc"), ("DELETE", "faults/-1"), ("POST", "deliveries/abc/resend")]
    {
        let (status, says) = problem(&gateway.admin(method, call, &NOTHING));
        assert_eq!(status, 404, "{call}");
        assert!(says.contains("numbers"), "{says}");
    }
}

#[test]
fn a_user_has_a_name_and_a_key_that_can_be_sent() {
    let gateway = Gateway::new();
    for (name, key) in [
        ("", "sk-emulator-a"),
        (" ", "sk-emulator-a"),
        ("ann", "sk-emulator-"),
        ("ann", "sk-real-key"),
        ("ann", "sk-emulator-a b"),
        ("ann", "sk-emulator-\u{e9}"),
        ("ann", "sk-emulator-a\nb"),
    ] {
        let (status, says) = problem(&gateway.admin("POST", "users", &json!({"name": name, "key": key})));
        assert_eq!(status, 400, "{name:?} {key:?}");
        assert!(!says.contains("real-key"), "{says}");
    }
}
