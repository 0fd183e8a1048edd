//! Every place in which a result was seen.

#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

use serde_json::{Value, json};
use toapis_types::{Output, OutputRole, OutputSource, Task};

fn outputs(mut body: Value) -> Vec<Output> {
    body["id"] = json!("tsk_1");
    body["status"] = json!("completed");
    Task::from_value(body).unwrap().outputs
}

fn urls(body: Value) -> Vec<String> {
    outputs(body).iter().filter_map(Output::url).map(str::to_owned).collect()
}

#[test]
fn every_place_is_found() {
    let a = "https://files.toapis.com/a.png";
    for body in [
        json!({"result": {"type": "image", "data": [{"url": a}]}}),
        json!({"result": {"data": {"url": a}}}),
        json!({"result": {"url": a}}),
        json!({"result": {"videos": [{"url": a}]}}),
        json!({"result": {"images": [{"url": [a]}]}}),
        json!({"result": {"data": [{"video_url": a}]}}),
        json!({"result": {"data": [a]}}),
        json!({"result": [{"url": a}]}),
        json!({"result": a}),
        json!({"url": a}),
        json!({"data": [{"url": a}]}),
        json!({"data": {"result": {"data": [{"url": a}]}}}),
        json!({"video_url": a}),
        json!({"result_url": a}),
        json!({"metadata": {"url": a}}),
        json!({"content": {"video_url": a}}),
        json!({"output": [a]}),
        json!({"output": a}),
        json!({"output": {"results": [{"url": a}]}}),
        json!({"outputs": [{"url": a}]}),
        json!({"images": [a]}),
        json!({"items": [{"url": a}]}),
        json!({"result": null, "data": [], "url": "", "output": [a]}),
    ] {
        assert_eq!(urls(body.clone()), [a], "{body}");
    }
}

#[test]
fn the_order_of_the_server_is_kept() {
    let body =
        json!({"result": {"data": [{"url": "https://h/2"}, {"url": "https://h/1"}, {"url": "https://h/3"}]}});
    assert_eq!(urls(body), ["https://h/2", "https://h/1", "https://h/3"]);
    let places = json!({"items": [{"url": "https://h/late"}], "result": {"url": "https://h/first"}});
    assert_eq!(urls(places), ["https://h/first"], "the first place wins");
}

#[test]
fn metadata_that_repeats_the_request_does_not_hide_the_result() {
    let body = json!({"metadata": {"image_url": "https://h/reference"}, "output": ["https://h/result"]});
    assert_eq!(urls(body), ["https://h/result"]);
}

#[test]
fn a_url_that_repeats_the_first_file_does_not_hide_the_others() {
    let body =
        json!({"result": {"url": "https://h/1", "data": [{"url": "https://h/1"}, {"url": "https://h/2"}]}});
    assert_eq!(urls(body), ["https://h/1", "https://h/2"]);
}

#[test]
fn d20_the_last_frame_is_a_result_too() {
    let film = json!({"url": "https://h/a.mp4", "format": "mp4", "last_frame_url": "https://h/last.png"});
    let found = outputs(json!({"result": {"type": "video", "data": [film]}}));
    let roles: Vec<_> = found.iter().map(|output| (output.url().unwrap(), output.role)).collect();
    assert_eq!(roles, [("https://h/a.mp4", OutputRole::Main), ("https://h/last.png", OutputRole::LastFrame)]);
    assert_eq!((found[0].format.as_deref(), found[1].format.as_deref()), (Some("mp4"), None));
    assert!(found[0].is_main() && !found[1].is_main());
}

#[test]
fn layers_keep_what_belongs_to_them() {
    let found = outputs(json!({"result": {"data": [
        {"url": "https://h/base.jpg", "output_format": "jpeg", "z_index": 0},
        {"url": "https://h/cup.png", "output_format": "png", "z_index": 1, "name": "Cup",
         "bounding_box": {"absolute": [0, 0, 768, 512], "normalized": [0, 0, 500, 250]}},
    ]}}));
    assert_eq!(found[0].raw["z_index"], 0);
    assert_eq!(found[1].raw["bounding_box"]["absolute"], json!([0, 0, 768, 512]));
    assert_eq!((found[1].raw["name"].as_str(), found[1].format.as_deref()), (Some("Cup"), Some("png")));
}

#[test]
fn inline_pictures_are_found_and_not_kept_twice() {
    let found = outputs(
        json!({"data": [{"b64_json": "aGk=", "revised_prompt": "p"}, {"b64_json": "", "url": null}]}),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].source, OutputSource::Base64("aGk=".to_owned()));
    assert!(found[0].source.is_inline() && found[0].url().is_none());
    assert_eq!(Value::from(found[0].raw.clone()), json!({"revised_prompt": "p"}));
}

#[test]
fn h33_a_list_of_files_is_not_copied_for_each_of_them() {
    let list: Vec<String> = (0..900).map(|n| format!("https://files.toapis.com/{n}.png")).collect();
    let found = outputs(json!({"result": {"data": [{"url": list, "note": "x".repeat(1 << 20)}]}}));
    assert_eq!(found.len(), 900);
    let first: *const _ = &raw const *found[0].raw;
    assert!(found.iter().all(|output| std::ptr::eq(&raw const *output.raw, first)), "one copy of the item");
}

#[test]
fn h33_files_without_end_are_cut_off() {
    let list: Vec<String> = (0..200_000).map(|n| format!("https://h/{n}")).collect();
    let last_frame = json!({"url": "https://h/a.mp4", "last_frame_url": "https://h/last.png"});
    for body in [
        json!({"result": {"data": [{"url": list}]}}),
        json!({"output": list}),
        // The list stands beside a URL, so that each entry is compared with what is known already.
        json!({"result": {"url": list, "data": list, "images": list}}),
        json!({"result": {"data": list.iter().map(|url| json!({"url": url})).collect::<Vec<_>>()}}),
        json!({"result": {"data": vec![last_frame; 2000]}}),
    ] {
        let found = outputs(body);
        assert_eq!(found.len(), 1000);
    }
    let found = outputs(json!({"result": {"url": "https://h/0", "data": list}}));
    assert_eq!((found[0].url(), found[1].url()), (Some("https://h/0"), Some("https://h/1")));
    assert_eq!(found.len(), 1000);
}

#[test]
fn what_cannot_be_fetched_from_the_web_is_no_output() {
    for text in
        ["", " ", "/images/a.png", "a.png", "data:image/png;base64,aGk=", "file:///etc/passwd", "ftp://h/a"]
    {
        assert_eq!(urls(json!({"result": {"data": [{"url": text}]}, "url": text})), [""; 0], "{text:?}");
    }
    for odd in [json!(7), json!(true), json!({"x": "https://h/a"}), json!([[[[[[[[["https://h/a"]]]]]]]]])] {
        assert_eq!(urls(json!({"result": odd})), [""; 0], "{odd}");
    }
    assert_eq!(urls(json!({"url": " HTTPS://h/a\n"})), ["HTTPS://h/a"]);
}

#[test]
fn d20_layers_and_previews_are_results_with_a_role() {
    let body = serde_json::json!({"id": "tsk_1", "status": "completed", "result": {"data": [
        {"url": "https://h/base.jpg", "z_index": 0, "thumbnail_url": "https://h/small.jpg"},
        {"url": "https://h/1.png", "z_index": 1},
        {"url": "https://h/2.png", "z_index": 2.0},
    ]}});
    let task = toapis_types::Task::from_value(body).unwrap();
    let roles: Vec<_> = task.outputs.iter().map(|output| (output.url().unwrap(), output.role)).collect();
    assert_eq!(
        roles,
        [
            ("https://h/base.jpg", OutputRole::Main),
            ("https://h/small.jpg", OutputRole::Thumbnail),
            ("https://h/1.png", OutputRole::Layer),
            ("https://h/2.png", OutputRole::Layer),
        ]
    );
}

#[test]
fn d24_s01_debug_shows_no_signature_and_no_prompt() {
    let body = serde_json::json!({
        "id": "tsk_1", "status": "completed", "prompt": "canary", "metadata": {"prompt": "canary"},
        "url": "https://h/a.png?sig=canary", "result": {"data": [
            {"url": "https://h/a.png?sig=canary", "last_frame_url": "https://h/b.png#canary"},
            {"b64_json": "Y2FuYXJ5canary"},
        ]},
    });
    let task = toapis_types::Task::from_value(body).unwrap();
    let shown = format!("{task:?} {task:#?}");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains(r#"Url("https://h/a.png"?…)"#) && shown.contains("tsk_1"), "{shown}");
    assert_eq!(task.urls().next(), Some("https://h/a.png?sig=canary"), "it is all there");
}
