//! Generated from `catalog/wan2.6-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::wan_26_flash::*;

#[test]
fn examples() {
    let mut examples = Examples::new("wan_26_flash");
    let typed = Wan26Flash::new()
        .first_frame("https://example.com/portrait.jpg")
        .prompt("The man winks")
        .resolution(Resolution::P1080)
        .duration(5)
        .audio(true);
    let open = VideoRequest::new("wan2.6-flash", "The man winks")
        .references(["https://example.com/portrait.jpg"])
        .resolution("1080p")
        .duration(5)
        .extra("audio", true);
    let body = r#"{
  "model": "wan2.6-flash",
  "image_urls": [
    "https://example.com/portrait.jpg"
  ],
  "prompt": "The man winks",
  "resolution": "1080p",
  "duration": 5,
  "audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video with sound", typed, &open, body);

    let typed = Wan26Flash::new()
        .first_frame("https://example.com/portrait.jpg")
        .resolution(Resolution::P720)
        .duration(5)
        .audio(false);
    let open = VideoRequest::for_model("wan2.6-flash")
        .references(["https://example.com/portrait.jpg"])
        .resolution("720p")
        .duration(5)
        .extra("audio", false);
    let body = r#"{
  "model": "wan2.6-flash",
  "image_urls": [
    "https://example.com/portrait.jpg"
  ],
  "resolution": "720p",
  "duration": 5,
  "audio": false
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video, silent, no prompt", typed, &open, body);

    let typed = Wan26Flash::new()
        .prompt("The same clown reads a paper")
        .resolution(Resolution::P1080)
        .duration(5)
        .audio(true)
        .video("https://example.com/clown.mp4");
    let open = VideoRequest::new("wan2.6-flash", "The same clown reads a paper")
        .metadata("reference_urls", serde_json::json!(["https://example.com/clown.mp4"]))
        .resolution("1080p")
        .duration(5)
        .extra("audio", true);
    let body = r#"{
  "model": "wan2.6-flash",
  "prompt": "The same clown reads a paper",
  "metadata": {
    "reference_urls": [
      "https://example.com/clown.mp4"
    ]
  },
  "resolution": "1080p",
  "duration": 5,
  "audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference video", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Wan26Flash::new();
    let set = |builder: Wan26Flash, step: usize, seed: u32| match step {
        0 => builder.first_frame("https://example.com/file"),
        1 => builder.prompt("Some text"),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.duration(pick(&[5, 10, 15], seed)),
        4 => builder.audio(seed.is_multiple_of(2)),
        5 => builder.watermark(seed.is_multiple_of(2)),
        6 => builder.video("https://example.com/file"),
        7 => builder.callback_url("https://example.com/file"),
        8 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 9);
}
