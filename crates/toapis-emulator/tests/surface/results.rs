//! The result host: a port of its own, no key, whole files and parts, and an end after 24 hours.

use serde_json::{Value, json};

use crate::support::{Gateway, IMAGES, VIDEOS, film, only_url, picture, seconds, with};

fn result(gateway: &Gateway) -> String {
    let id = gateway.create_living(IMAGES, &picture(), "instant");
    only_url(&gateway.look(IMAGES, &id))
}

#[test]
fn a_result_is_there_without_a_key() {
    let gateway = Gateway::new();
    let url = result(&gateway);
    let file = gateway.file(&url);
    assert_eq!((file.status, file.header("content-type")), (200, Some("image/png")));
    assert_eq!(file.header("content-length"), Some(file.body.len().to_string().as_str()));
    assert_eq!(file.header("accept-ranges"), Some("bytes"));
    assert!(file.body.starts_with(b"\x89PNG"));
    assert_eq!(gateway.file(&url), gateway.file(&url));
    assert_eq!(gateway.file(&format!("{url}?download=1")).body, file.body);
}

#[test]
fn head_says_the_same_without_the_bytes() {
    let gateway = Gateway::new();
    let url = result(&gateway);
    let (whole, head) = (gateway.file(&url), gateway.ask_file("HEAD", &url, &[]));
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-type", "content-length", "etag", "accept-ranges"] {
        assert!(head.header(name).is_some());
        assert_eq!(head.header(name), whole.header(name), "{name}");
    }
}

#[test]
fn parts_make_the_whole() {
    let gateway = Gateway::new();
    let url = result(&gateway);
    let whole = gateway.file(&url);
    let (total, tag) = (whole.body.len(), whole.header("etag").unwrap().to_owned());
    let part = |range: &str| gateway.ask_file("GET", &url, &[("Range", range)]);
    let first = part("bytes=0-99");
    assert_eq!((first.status, first.body.len()), (206, 100));
    assert_eq!(first.header("content-range"), Some(format!("bytes 0-99/{total}").as_str()));
    assert_eq!(first.header("content-type"), Some("image/png"));
    let rest = gateway.ask_file("GET", &url, &[("Range", "bytes=100-"), ("If-Range", &tag)]);
    assert_eq!(rest.status, 206);
    assert_eq!([first.body, rest.body].concat(), whole.body);
    assert_eq!(part("bytes=-10").body, whole.body[total - 10..]);
    assert_eq!(part(&format!("bytes={}-", total - 1)).body.len(), 1);

    let changed = gateway.ask_file("GET", &url, &[("Range", "bytes=100-"), ("If-Range", "\"other\"")]);
    assert_eq!((changed.status, changed.body.len()), (200, total));
    let behind = part(&format!("bytes={total}-"));
    assert_eq!(
        (behind.status, behind.header("content-range")),
        (416, Some(format!("bytes */{total}").as_str()))
    );
    assert_eq!(part("bytes=5-2").status, 200);
    assert_eq!(part("pages=1-2").status, 200);
}

#[test]
fn d09_a_result_lives_twenty_four_hours_and_no_second_longer() {
    let gateway = Gateway::new();
    let id = gateway.create(IMAGES, &picture());
    gateway.step(12);
    let task = gateway.look(IMAGES, &id);
    let url = only_url(&task);
    let life = task["expires_at"].as_u64().unwrap() - task["completed_at"].as_u64().unwrap();
    assert_eq!(life, 86_400);
    gateway.step(life - 1);
    assert_eq!(gateway.file(&url).status, 200);
    gateway.step(1);
    assert_eq!(gateway.file(&url).status, 410);
    assert_eq!(gateway.ask_file("GET", &url, &[("Range", "bytes=0-9")]).status, 410);
    assert_eq!(gateway.ask_file("HEAD", &url, &[]).status, 410);
    let again = gateway.look(IMAGES, &id);
    assert_eq!(again, task, "the task itself is still known");
}

#[test]
fn what_is_not_there_is_not_found() {
    let gateway = Gateway::new();
    let url = result(&gateway);
    let other = |path: &str| format!("{}{path}", gateway.emulator.files_url());
    let running = gateway.create(IMAGES, &picture());
    for path in [
        "/",
        "/images",
        "/images/",
        "/images/none/1_a.png",
        "/uploads/1/1_a.png",
        "/../etc/passwd",
        "/%2E%2E/x",
        "/%FF",
        "/%00",
        "//",
        "/verify",
        &format!("/images/{running}/1790000000_00000000.png"),
    ] {
        assert_eq!(gateway.file(&other(path)).status, 404, "{path}");
    }
    assert_eq!(gateway.file(&url.replace(".png", ".jpg")).status, 404);
    assert_eq!(gateway.file(&url.to_uppercase().replace("HTTP", "http")).status, 404);
    for method in ["POST", "PUT", "DELETE"] {
        assert_eq!(gateway.ask_file(method, &url, &[]).status, 405, "{method}");
    }
}

#[test]
fn only_completed_tasks_have_files() {
    let gateway = Gateway::new();
    let id = gateway.create_living(IMAGES, &picture(), "manual");
    assert_eq!(gateway.look(IMAGES, &id).get("result"), None);
    gateway.admin("PATCH", &format!("tasks/{id}"), &json!({"status": "failed"})).ok();
    let task = gateway.look(IMAGES, &id);
    assert_eq!((&task["status"], task.get("result"), task.get("expires_at")), (&json!("failed"), None, None));
}

#[test]
fn results_of_one_task_are_different_pictures() {
    let gateway = Gateway::new();
    let id = gateway.create_living(IMAGES, &with(picture(), "n", 2), "instant");
    let task = gateway.look(IMAGES, &id);
    let files: Vec<_> =
        [0, 1].map(|index| gateway.file(task["result"]["data"][index]["url"].as_str().unwrap())).into();
    assert_ne!(files[0].body, files[1].body);
    assert_ne!(files[0].header("etag"), files[1].header("etag"));
}

#[test]
fn a_film_may_come_with_its_last_frame_and_a_count_of_searches() {
    let gateway = Gateway::new();
    let body = json!({
        "model": "seedance-2", "prompt": "glide from the door to the desk", "resolution": "480p", "duration": 4,
        "return_last_frame": true, "tools": [{"type": "web_search"}],
    });
    let id = gateway.create_living(VIDEOS, &body, "instant");
    let task = gateway.look(VIDEOS, &id);
    assert_eq!(task["usage"], json!({"tool_usage": {"web_search": 1}}));
    let film_item = &task["result"]["data"][0];
    assert_eq!(film_item["format"], "mp4");
    let frame = gateway.file(film_item["last_frame_url"].as_str().unwrap());
    assert_eq!((frame.status, frame.header("content-type")), (200, Some("image/png")));

    let plain = gateway.create_living(VIDEOS, &film(), "instant");
    let plain = gateway.look(VIDEOS, &plain);
    assert_eq!((plain.get("usage"), plain["result"]["data"][0].get("last_frame_url")), (None, None));
    assert_eq!(gateway.file(&only_url(&plain)).header("content-type"), Some("video/mp4"));
}

#[test]
fn layers_are_pictures_one_by_one() {
    let gateway = Gateway::new();
    let body = json!({
        "model": "doubao-seedream-5-0-pro", "prompt": "split into clean layers", "size": "2K", "n": 1,
        "image_urls": ["https://example.com/desk.png"], "layer_decomposition": true,
    });
    let answer = gateway.post(IMAGES, &body);
    let model = body["model"].clone();
    assert_eq!(answer.status, 200, "{model}: {}", answer.text());
    gateway.step(12);
    let task = gateway.look(IMAGES, answer.json()["id"].as_str().unwrap());
    let layers: &Vec<Value> = task["result"]["data"].as_array().unwrap();
    assert!(layers.len() > 1);
    assert_eq!(gateway.file(layers[0]["url"].as_str().unwrap()).status, 200);
}

#[test]
fn a_stepped_clock_reaches_the_result_host_too() {
    let gateway = Gateway::new();
    let url = result(&gateway);
    gateway.emulator.clock().step(seconds(u64::MAX));
    assert_eq!(gateway.file(&url).status, 410, "the end of time is no panic");
    assert_eq!(gateway.get("/v1/balance").status, 200);
    gateway.create(IMAGES, &picture());
}
