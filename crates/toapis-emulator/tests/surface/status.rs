//! The status calls: whose task an id finds, and what every other id gets.

use serde_json::json;
use toapis_emulator::Group;

use crate::support::{Call, Gateway, IMAGES, VIDEOS, film, picture, with};

const CHARACTERS: &str = "/v1/characters_tasks";
const NOT_FOUND: [&str; 3] = [IMAGES, VIDEOS, CHARACTERS];

#[test]
fn a_business_id_finds_the_newest_task_of_its_kind() {
    let gateway = Gateway::new();
    let named = |body, id: &str| with(body, "client_business_id", id);
    gateway.create(IMAGES, &named(picture(), "job-1"));
    let newer = gateway.create(IMAGES, &named(picture(), "job-1"));
    let clip = gateway.create(VIDEOS, &named(film(), "job-1"));
    let shown = gateway.look(IMAGES, "job-1");
    assert_eq!((&shown["id"], &shown["client_business_id"]), (&json!(newer), &json!("job-1")));
    assert_eq!(gateway.look(VIDEOS, "job-1")["id"], clip, "the two kinds do not hide one another");

    let nested = gateway.create(IMAGES, &with(picture(), "metadata", json!({"client_business_id": "job-2"})));
    assert_eq!(gateway.look(IMAGES, "job-2")["id"], nested);
    let both = with(picture(), "metadata", json!({"client_business_id": "inner"}));
    let both = gateway.create(IMAGES, &named(both, "outer"));
    assert_eq!(gateway.look(IMAGES, "outer")["id"], both);
    assert_eq!(gateway.get(&format!("{IMAGES}/inner")).status, 404, "the top level wins");
}

#[test]
fn odd_business_ids_are_found_by_their_escaped_form() {
    let gateway = Gateway::new();
    let long = "x".repeat(4000);
    for (id, escaped) in [
        ("app:1", "app:1"),
        ("a/b", "a%2Fb"),
        ("..", "%2E%2E"),
        ("100%", "100%25"),
        ("wer? #1", "wer%3F%20%231"),
        ("заказ", "%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7"),
        (&long, &long),
    ] {
        let task = gateway.create(IMAGES, &with(picture(), "client_business_id", id));
        let shown = gateway.look(IMAGES, escaped);
        assert_eq!((&shown["id"], &shown["client_business_id"]), (&json!(task), &json!(id)));
    }
    let unnamed = gateway.post(IMAGES, &with(picture(), "client_business_id", ""));
    if unnamed.status == 200 {
        assert_eq!(unnamed.json().get("client_business_id"), None, "an empty one is none");
    }
}

#[test]
fn ids_of_nothing_are_not_found_in_both_spellings() {
    let gateway = Gateway::new();
    for path in NOT_FOUND {
        let target = format!("{path}/tsk_img_01AAAAAAAAAAAAAAAAAAAAAAA1");
        assert_eq!(gateway.get(&target).error(), json!([404, 404, "not_found_error", null]));
        let words = gateway.call("GET", &target).header("X-Emulator-Spelling", "words");
        assert_eq!(gateway.send(&words).error(), json!([404, "task_not_found", "not_found_error", null]));
    }
}

#[test]
fn odd_ids_are_not_found_either() {
    let gateway = Gateway::new();
    gateway.create(IMAGES, &picture());
    let long = "x".repeat(8000);
    let odd = [
        "%2E%2E",
        "..",
        ".",
        "%2F",
        "a%2Fb",
        "..%2F..%2Fetc%2Fpasswd",
        "%00",
        "%FF",
        "%",
        "%zz",
        "tsk%20img",
        "*",
        "undefined",
        "null",
        "[object%20Object]",
        "{id}",
        "?",
        "a?b=c",
        &long,
    ];
    for path in NOT_FOUND {
        for id in odd {
            let answer = gateway.get(&format!("{path}/{id}"));
            assert_eq!(answer.error()[0], 404, "{path}/{id}");
        }
    }
}

#[test]
fn tasks_of_another_user_and_of_another_kind_are_not_found() {
    let gateway = Gateway::with(|builder| builder.user("other", "other", Group::Default));
    let body = with(picture(), "client_business_id", "job-1");
    let mine = gateway.create(IMAGES, &body);
    let clip = gateway.create(VIDEOS, &film());
    let other = |target: &str| gateway.send(&Call::new("GET", target).key("sk-emulator-other"));
    for id in [&mine, "job-1"] {
        assert_eq!(other(&format!("{IMAGES}/{id}")).status, 404);
    }
    let theirs = gateway.send(&Call::new("POST", IMAGES).key("sk-emulator-other").json(&body)).ok();
    assert_eq!(other(&format!("{IMAGES}/job-1")).ok()["id"], theirs["id"]);
    assert_eq!(gateway.look(IMAGES, "job-1")["id"], mine);

    for (path, id) in [(VIDEOS, &mine), (CHARACTERS, &mine), (IMAGES, &clip), (CHARACTERS, &clip)] {
        assert_eq!(gateway.get(&format!("{path}/{id}")).status, 404, "{path}");
    }
}

#[test]
fn a_token_of_the_same_user_sees_the_same_tasks() {
    let gateway = Gateway::new();
    let task = gateway.create(IMAGES, &picture());
    let token = gateway.post("/v1/tokens", &json!({"name": "ci", "unlimited_quota": true})).ok();
    let key = format!("sk-{}", token["data"]["key"].as_str().unwrap());
    assert_eq!(gateway.send(&Call::new("GET", &format!("{IMAGES}/{task}")).key(&key)).ok()["id"], task);
}
