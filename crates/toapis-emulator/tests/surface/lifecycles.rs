//! How tasks move: by the clock, by looks, by hand; for all, for a model, for one create.

use std::time::Duration;

use serde_json::{Value, json};
use toapis_emulator::{Lifecycle, MoveError};

use crate::support::{Gateway, IMAGES, PAINTER, START, VIDEOS, film, picture, seconds};

fn states(gateway: &Gateway, id: &str, looks: usize) -> Vec<(String, u64)> {
    let look = |_| {
        let task = gateway.look(IMAGES, id);
        (task["status"].as_str().unwrap().to_owned(), task["progress"].as_u64().unwrap())
    };
    (0..looks).map(look).collect()
}

fn state(word: &str, progress: u64) -> (String, u64) {
    (word.to_owned(), progress)
}

#[test]
fn a_header_says_how_one_task_moves() {
    let gateway = Gateway::new();
    let reads = gateway.create_living(IMAGES, &picture(), "reads=4, waiting=pending");
    let expected =
        [state("pending", 0), state("in_progress", 25), state("in_progress", 50), state("completed", 100)];
    let seen = states(&gateway, &reads, 4);
    assert_eq!((&seen[0], &seen[3]), (&expected[0], &expected[3]));
    assert!(seen[1].0 == "in_progress" && seen[1].1 < seen[2].1, "{seen:?}");
    let empty = gateway.create_living(IMAGES, &picture(), "manual, waiting=");
    assert_eq!(states(&gateway, &empty, 1), [state("", 0)]);
    let stuck = gateway.create_living(IMAGES, &picture(), "queued=0, running=10, stuck");
    gateway.step(9);
    assert_eq!(states(&gateway, &stuck, 1), [state("in_progress", 10)]);
    gateway.step(1);
    assert_eq!(states(&gateway, &stuck, 1), [state("completed", 100)]);
    let usual = gateway.create(IMAGES, &picture());
    assert_eq!(states(&gateway, &usual, 1), [state("queued", 0)], "the next one is as always");
}

#[test]
fn a_header_that_makes_no_sense_is_refused() {
    let gateway = Gateway::new();
    for life in
        ["", "soon", "reads=0", "reads=-1", "queued=nan", "manual, running=3", "instant fail", "fail=", "ü"]
    {
        let call = gateway.call("POST", IMAGES).header("X-Emulator-Lifecycle", life).json(&picture());
        let error = gateway.send(&call).error();
        assert_eq!(
            error,
            json!([400, "invalid_request", "invalid_request_error", "x-emulator-lifecycle"]),
            "{life}"
        );
    }
    assert_eq!(gateway.emulator.ledger().charges(), []);
}

#[test]
fn the_edges_of_the_clock_are_exact() {
    let gateway = Gateway::with(|builder| builder.lifecycle(Lifecycle::new(seconds(2), seconds(10))));
    let id = gateway.create(IMAGES, &picture());
    let nanosecond = Duration::from_nanos(1);
    let nearly = |time: Duration| time.saturating_sub(nanosecond);
    let clock = gateway.emulator.clock();
    clock.step(nearly(seconds(2)));
    assert_eq!(states(&gateway, &id, 1), [state("queued", 0)]);
    clock.step(nanosecond);
    assert_eq!(states(&gateway, &id, 1), [state("in_progress", 1)]);
    clock.step(nearly(seconds(10)));
    assert_eq!(states(&gateway, &id, 1), [state("in_progress", 99)]);
    clock.step(nanosecond);
    assert_eq!(states(&gateway, &id, 1), [state("completed", 100)]);
}

#[test]
fn a_task_ends_at_its_own_time_however_late_one_looks() {
    let gateway = Gateway::new();
    let id = gateway.create(IMAGES, &picture());
    gateway.step(5000);
    let task = gateway.look(IMAGES, &id);
    assert_eq!(
        (&task["completed_at"], &task["expires_at"]),
        (&json!(START + 12), &json!(START + 12 + 86_400))
    );
}

#[test]
fn models_have_life_cycles_of_their_own() {
    let gateway = Gateway::new();
    gateway.emulator.set_lifecycle(Lifecycle::instant());
    gateway.emulator.set_lifecycle_of(PAINTER, Lifecycle::manual().failing("content_policy", "blocked"));
    assert_eq!(gateway.post(VIDEOS, &film()).ok()["status"], "completed");
    let id = gateway.create(IMAGES, &picture());
    gateway.step(100_000);
    assert_eq!(states(&gateway, &id, 2), [state("queued", 0), state("queued", 0)]);
}

#[test]
fn a_failure_may_have_any_code() {
    let gateway = Gateway::new();
    let life = "instant, fail=OutputVideoSensitiveContentDetected.PolicyViolation: not, that: really";
    let call = gateway.call("POST", VIDEOS).header("X-Emulator-Lifecycle", life).json(&film());
    let task = gateway.send(&call).ok();
    let error = json!({
        "code": "OutputVideoSensitiveContentDetected.PolicyViolation",
        "message": "not, that: really",
    });
    assert_eq!((&task["status"], &task["error"]), (&json!("failed"), &error));
    assert_eq!(task.get("result"), None);
    assert_eq!(gateway.credits().0, 1_000_000);
}

#[test]
fn hands_move_tasks_until_they_end() {
    let gateway = Gateway::new();
    let id = gateway.create_living(IMAGES, &picture(), "manual");
    let put = |body: Value| gateway.admin("PATCH", &format!("tasks/{id}"), &body);
    for (body, status, progress) in [
        (json!({"status": "in_progress", "progress": 40}), "in_progress", 40),
        (json!({"status": "queued"}), "queued", 0),
        (json!({"status": "in_progress"}), "in_progress", 10),
        (json!({"status": "completed"}), "completed", 100),
    ] {
        assert_eq!(put(body).ok()["answer"]["status"], status);
        assert_eq!(states(&gateway, &id, 1), [state(status, progress)]);
    }
    let late = put(json!({"status": "failed"}));
    assert_eq!(
        (late.status, late.json()["problem"].as_str()),
        (400, Some(MoveError::HasEnded.to_string().as_str()))
    );

    let other = gateway.create(IMAGES, &picture());
    let failure = json!({"status": "failed", "error": {"code": "odd", "message": "by hand"}});
    gateway.admin("PATCH", &format!("tasks/{other}"), &failure).ok();
    gateway.step(100);
    assert_eq!(gateway.look(IMAGES, &other)["error"], json!({"code": "odd", "message": "by hand"}));
    assert_eq!(gateway.emulator.ledger().charges()[1].refunded_at, Some(START));
}

#[test]
fn a_hand_takes_a_task_from_the_clock() {
    let gateway = Gateway::new();
    let id = gateway.create(IMAGES, &picture());
    gateway.admin("PATCH", &format!("tasks/{id}"), &json!({"status": "in_progress", "progress": 73})).ok();
    gateway.step(1_000_000);
    assert_eq!(states(&gateway, &id, 1), [state("in_progress", 73)]);
}
