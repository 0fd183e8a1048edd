//! Remixes, extensions and characters: calls that begin with an earlier video.

use serde_json::{Value, json};
use toapis_emulator::Group;

use crate::support::{CAMERA, Call, Gateway, IMAGES, VIDEOS, film, only_url, picture, shows, with};

fn remix(prompt: &str) -> Value {
    json!({"model": CAMERA, "prompt": prompt})
}

fn character() -> Value {
    json!({"model": "sora-2", "url": "https://example.com/captain.mp4", "timestamps": "1,3"})
}

#[test]
fn a_remix_is_a_task_of_its_own() {
    let gateway = Gateway::new();
    let source = gateway.create_living(VIDEOS, &with(film(), "client_business_id", "first"), "instant");
    for id in [&source, "first"] {
        let made =
            gateway.create_living(&format!("/v1/videos/{id}/remix"), &remix("a violet sky"), "instant");
        let task = gateway.look(VIDEOS, &made);
        assert_ne!(made, source);
        assert_eq!(gateway.file(&only_url(&task)).status, 200);
        assert_eq!(gateway.admin("GET", &format!("tasks/{made}"), &Value::Null).ok()["source"], source);
    }
    assert_eq!(gateway.emulator.ledger().charges().len(), 3);
}

#[test]
fn an_extension_is_one_too() {
    let gateway = Gateway::new();
    let body = json!({"model": "grok-video-1.0", "prompt": "a kite over a beach"});
    let source = gateway.create_living(VIDEOS, &body, "instant");
    let body = json!({"model": "grok-video-1.0", "prompt": "the kite drifts out over the sea"});
    let made = gateway.create_living(&format!("/v1/videos/{source}/extend"), &body, "instant");
    assert_eq!(gateway.look(VIDEOS, &made)["status"], "completed");
}

#[test]
fn only_ones_own_completed_videos_can_be_followed_up() {
    let gateway = Gateway::with(|builder| builder.user("other", "other", Group::Default));
    let still = gateway.create_living(IMAGES, &picture(), "instant");
    let running = gateway.create(VIDEOS, &film());
    let failed = gateway.create_living(VIDEOS, &film(), "instant, fail");
    let persona = gateway.create_living(VIDEOS, &character(), "instant");
    let paid = gateway.emulator.ledger().charges();
    let ask = |id: &str| gateway.post(&format!("/v1/videos/{id}/remix"), &remix("a violet sky")).error();
    for id in ["none", "%2E%2E", "a%2Fb", "%FF", &still, &persona] {
        assert_eq!(ask(id), json!([404, 404, "not_found_error", null]), "{id}");
    }
    for id in [&running, &failed] {
        assert_eq!(ask(id), json!([400, "invalid_request", "invalid_request_error", "video_id"]), "{id}");
    }
    let done = gateway.create_living(VIDEOS, &film(), "instant");
    let theirs = Call::new("POST", &format!("/v1/videos/{done}/remix")).key("sk-emulator-other");
    assert_eq!(gateway.send(&theirs.json(&remix("x"))).status, 404);
    let wrong = with(remix("x"), "prompt", 5);
    assert_eq!(gateway.post(&format!("/v1/videos/{done}/remix"), &wrong).error()[3], "prompt");
    assert_eq!(gateway.emulator.ledger().charges().len(), paid.len() + 1);
}

#[test]
fn a_character_is_made_by_the_shape_of_the_body() {
    let gateway = Gateway::new();
    let created = gateway.post(VIDEOS, &character()).ok();
    shows!("character created", gateway.clean(&created));
    gateway.step(12);
    let id = created["id"].as_str().unwrap();
    let task = gateway.look("/v1/characters_tasks", id);
    shows!("character completed", gateway.clean(&task));
    assert_eq!(gateway.look(VIDEOS, id), task, "one page asks here, the other there");
    let portrait = task["result"]["data"]["characters"][0]["profile_picture_url"].as_str().unwrap();
    let file = gateway.file(portrait);
    assert_eq!((file.status, file.header("content-type")), (200, Some("image/png")));

    let used = json!({"model": "sora-2", "prompt": "a sailor steers through fog", "character_url": id});
    gateway.create(VIDEOS, &used);
}

#[test]
fn a_character_of_an_earlier_video_needs_that_video() {
    let gateway = Gateway::new();
    let of = |id: &str| json!({"model": "sora-2", "from_task": id, "timestamps": "1,3"});
    let done = gateway.create_living(VIDEOS, &film(), "instant");
    let running = gateway.create(VIDEOS, &film());
    gateway.create(VIDEOS, &of(&done));
    assert_eq!(gateway.post(VIDEOS, &of("none")).error()[0], 404);
    assert_eq!(gateway.post(VIDEOS, &of(&running)).error(), json!([400, 400, "invalid_request_error", null]));
}

#[test]
fn wrong_characters_are_refused_with_a_number() {
    let gateway = Gateway::new();
    for body in [
        with(character(), "timestamps", "1,5"),
        with(character(), "timestamps", "1,1.5"),
        with(character(), "timestamps", "3,1"),
        with(character(), "timestamps", 3),
        with(character(), "url", Value::Null),
        with(character(), "from_task", "tsk_vid_x"),
    ] {
        let error = gateway.post(VIDEOS, &body).error();
        if error[0] == 404 {
            assert_eq!(body["from_task"], "tsk_vid_x");
            continue;
        }
        assert_eq!(error, json!([400, 400, "invalid_request_error", null]), "{body}");
    }
    assert_eq!(gateway.emulator.ledger().charges(), []);
}
