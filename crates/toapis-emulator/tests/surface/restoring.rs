//! Snapshots: kept in a file or taken by a call, and given to another emulator.

use std::path::PathBuf;

use serde_json::{Value, json};
use toapis_emulator::{Emulator, EmulatorClock, Group, Lifecycle};

use crate::support::{Answer, Gateway, IMAGES, VIDEOS, film, only_url, picture, seconds, with};

/// A file of this test run that is gone at its end.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("emulator-surface-{}-{name}.json", std::process::id())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn upload(gateway: &Gateway, bytes: &[u8]) -> String {
    let mut form = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n".to_vec();
    form.extend(bytes);
    form.extend(b"\r\n--b--\r\n");
    let call =
        gateway.call("POST", "/v1/uploads/images").header("Content-Type", "multipart/form-data; boundary=b");
    gateway.send(&call.bytes(form)).ok()["data"]["url"].as_str().unwrap().to_owned()
}

/// The same URL on another emulator.
fn moved(url: &str, from: &Gateway, to: &Gateway) -> String {
    url.replace(from.emulator.files_url(), to.emulator.files_url())
}

fn everything(gateway: &Gateway) -> Value {
    gateway.clean(&gateway.admin("GET", "state", &Value::Null).ok())
}

#[test]
fn another_emulator_goes_on_where_the_first_one_was() {
    let first = Gateway::with(|builder| builder.user("other", "other", Group::Vip).credits(500));
    let done = first.create_living(IMAGES, &with(picture(), "client_business_id", "job-1"), "instant");
    let running = first.create(VIDEOS, &film());
    let failed = first.create_living(IMAGES, &picture(), "instant, fail");
    let counted = first.create_living(IMAGES, &picture(), "reads=3, waiting=pending");
    let held = first.create_living(IMAGES, &picture(), "manual");
    first.look(IMAGES, &counted);
    first.admin("PATCH", &format!("tasks/{held}"), &json!({"status": "in_progress", "progress": 73})).ok();
    let drawn = first.file(&only_url(&first.look(IMAGES, &done)));
    let sent = upload(&first, &drawn.body);
    let repainted = first.create_living(IMAGES, &with(picture(), "image_urls", json!([sent])), "instant");
    let token = first.post("/v1/tokens", &json!({"name": "ci", "remain_credits": 9})).ok();
    first.step(5);

    let file = File::new("whole");
    first.emulator.snapshot(&file.0).unwrap();
    let second = Gateway::with(|builder| builder.key_suffix("unused").restore(&file.0));
    assert_eq!(everything(&second), everything(&first));
    assert_eq!(second.emulator.ledger().charges(), first.emulator.ledger().charges());
    assert_eq!(second.emulator.api_key(), first.emulator.api_key(), "the key is one that works");
    assert_eq!(second.credits(), first.credits());
    let key = format!("sk-{}", token["data"]["key"].as_str().unwrap());
    let balance = crate::support::Call::new("GET", "/v1/balance").key(&key);
    assert_eq!(second.send(&balance).ok()["remain_credits"], 9);

    for id in [&done, &failed, &counted, &held, "job-1"] {
        let [here, there] = [&first, &second].map(|gateway| gateway.clean(&gateway.look(IMAGES, id)));
        assert_eq!(here, there);
    }
    assert_eq!(second.file(&moved(&sent, &first, &second)).body, drawn.body);
    let [here, there] =
        [&first, &second].map(|gateway| gateway.file(&only_url(&gateway.look(IMAGES, &repainted))));
    assert!(here.body == there.body, "its reference is found again on the other port");

    for gateway in [&first, &second] {
        gateway.step(7);
        assert_eq!(gateway.look(VIDEOS, &running)["status"], "completed");
        assert_eq!(gateway.look(IMAGES, &counted)["status"], "completed", "it had been looked at twice");
    }
    let next = [&first, &second].map(|gateway| gateway.create(IMAGES, &picture()));
    assert_eq!(next[0], next[1], "chance goes on as well");
}

#[test]
fn a_call_takes_and_gives_back_snapshots_of_any_size() {
    let gateway = Gateway::new();
    let id = gateway.create(IMAGES, &picture());
    let mut large = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    large.resize(9_000_000, 7);
    let sent: Vec<String> = (0..6).map(|_| upload(&gateway, &large)).collect();
    let kept = gateway.admin("GET", "snapshot", &Value::Null);
    let before = everything(&gateway);
    gateway.admin("POST", "reset", &Value::Null).ok();
    gateway.step(1000);
    let back = crate::support::Call::new("PUT", "/__emulator/snapshot").bytes(kept.body);
    gateway.send(&back).ok();
    assert_eq!(everything(&gateway), before, "the clock went back too");
    assert_eq!(gateway.look(IMAGES, &id)["status"], "queued");
    assert_eq!(gateway.file(&sent[5]).body, large);
}

#[test]
fn every_life_cycle_can_be_kept() {
    let never = Lifecycle::new(seconds(0), std::time::Duration::MAX);
    let gateway = Gateway::with(|builder| builder.lifecycle(never));
    gateway
        .emulator
        .set_lifecycle_of("a", Lifecycle::manual().waiting_as("").stuck().failing("odd.code", "a, b: c"));
    gateway.emulator.set_lifecycle_of("b", Lifecycle::after_reads(u32::MAX));
    gateway
        .emulator
        .set_lifecycle_of("c", Lifecycle::new(std::time::Duration::from_nanos(1), seconds(3_000_000_000)));
    let id = gateway.create(IMAGES, &picture());
    gateway.step(1_000_000_000);
    assert_eq!(gateway.look(IMAGES, &id)["status"], "in_progress");
    let kept = gateway.admin("GET", "snapshot", &Value::Null);
    let before = everything(&gateway);
    let back = crate::support::Call::new("PUT", "/__emulator/snapshot").bytes(kept.body);
    gateway.send(&back).ok();
    assert_eq!(everything(&gateway), before);
}

fn damaged() -> Vec<(&'static str, Vec<u8>)> {
    let gateway = Gateway::new();
    gateway.create(IMAGES, &picture());
    let whole = gateway.admin("GET", "snapshot", &Value::Null);
    let changed = |change: fn(&mut Value)| {
        let mut json = whole.json();
        change(&mut json);
        json.to_string().into_bytes()
    };
    vec![
        ("empty", Vec::new()),
        ("text", b"not a snapshot".to_vec()),
        ("picture", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("array", b"[]".to_vec()),
        ("object", b"{}".to_vec()),
        ("cut", whole.body[..whole.body.len() / 2].to_vec()),
        ("glued", [&whole.body[..], b"{}"].concat()),
        ("newer", changed(|json| json["version"] = json!(99))),
        ("no state", changed(|json| drop(json.as_object_mut().unwrap().remove("state")))),
        ("time", changed(|json| json["at"] = json!("now"))),
        ("task", changed(|json| json["state"]["tasks"]["tasks"][0]["count"] = json!(-1))),
        ("life", changed(|json| json["state"]["tasks"]["lifecycle"] = json!("soon"))),
        ("random", changed(|json| json["state"]["random"] = json!("xyz"))),
    ]
}

#[test]
fn what_is_no_snapshot_is_refused_and_changes_nothing() {
    let gateway = Gateway::new();
    gateway.create(IMAGES, &picture());
    let before = everything(&gateway);
    for (name, bytes) in damaged() {
        let call = crate::support::Call::new("PUT", "/__emulator/snapshot").bytes(bytes);
        let answer: Answer = gateway.send(&call);
        assert_eq!(answer.status, 400, "{name}");
        let says = answer.json()["problem"].as_str().unwrap().to_owned();
        assert!(says.contains("snapshot"), "{name}: {says}");
        assert_eq!(everything(&gateway), before, "{name}");
    }
}

#[test]
fn an_emulator_does_not_begin_with_a_damaged_file() {
    for (name, bytes) in damaged() {
        let file = File::new(name);
        std::fs::write(&file.0, bytes).unwrap();
        let error = Emulator::builder().restore(&file.0).start_blocking().unwrap_err().to_string();
        assert!(error.contains("snapshot"), "{name}: {error}");
        assert!(error.contains(&file.0.display().to_string()), "{name}: it says which file: {error}");
    }
    let error = Emulator::builder().restore("/nowhere/at/all.json").start_blocking().unwrap_err().to_string();
    assert!(error.contains("/nowhere/at/all.json"), "{error}");
}

#[test]
fn a_snapshot_brings_its_clock() {
    let first = Gateway::new();
    first.step(500);
    let file = File::new("clock");
    first.emulator.snapshot(&file.0).unwrap();
    let second = Emulator::builder().clock(EmulatorClock::real()).restore(&file.0).start_blocking().unwrap();
    assert_eq!(second.clock().now(), first.emulator.clock().now());
    assert!(second.clock().speed() == 0.0);
}

#[test]
fn a_snapshot_that_cannot_be_written_is_an_error() {
    let gateway = Gateway::new();
    assert!(gateway.emulator.snapshot("/nowhere/at/all.json").is_err());
    assert!(gateway.emulator.snapshot(std::env::temp_dir()).is_err());
}
