//! Generated from `catalog/happyhorse.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::happyhorse::*;

#[test]
fn examples() {
    let mut examples = Examples::new("happyhorse");
    let typed = HappyHorse::new()
        .action(Action::TextToVideo)
        .prompt("A chalk drawing steps off a blackboard and dances")
        .duration(10)
        .resolution(Resolution::P1080)
        .aspect_ratio(AspectRatio::R16x9)
        .seed(42)
        .watermark(true);
    let open = VideoRequest::new("happyhorse-1.1", "A chalk drawing steps off a blackboard and dances")
        .extra("action", "text-to-video")
        .duration(10)
        .resolution("1080P")
        .aspect_ratio("16:9")
        .extra("seed", 42)
        .extra("watermark", true);
    let body = r#"{
  "model": "happyhorse-1.1",
  "action": "text-to-video",
  "prompt": "A chalk drawing steps off a blackboard and dances",
  "duration": 10,
  "resolution": "1080P",
  "aspect_ratio": "16:9",
  "seed": 42,
  "watermark": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = HappyHorse::new()
        .action(Action::ImageToVideo)
        .prompt("The drawing starts to breathe, same line style")
        .first_frame("https://example.com/first.png")
        .duration(5)
        .resolution(Resolution::P1080);
    let open = VideoRequest::new("happyhorse-1.1", "The drawing starts to breathe, same line style")
        .extra("action", "image-to-video")
        .references(["https://example.com/first.png"])
        .duration(5)
        .resolution("1080P");
    let body = r#"{
  "model": "happyhorse-1.1",
  "action": "image-to-video",
  "prompt": "The drawing starts to breathe, same line style",
  "image_urls": [
    "https://example.com/first.png"
  ],
  "duration": 5,
  "resolution": "1080P"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video", typed, &open, body);

    let typed = HappyHorse::new()
        .action(Action::ReferenceToVideo)
        .prompt("The figure of image 1 crosses the square of image 2 with the hat of image 3")
        .references(["https://example.com/a.jpg", "https://example.com/b.png", "https://example.com/c.jpeg"])
        .duration(5)
        .resolution(Resolution::P1080)
        .aspect_ratio(AspectRatio::R16x9)
        .watermark(false);
    let open = VideoRequest::new(
        "happyhorse-1.1",
        "The figure of image 1 crosses the square of image 2 with the hat of image 3",
    )
    .extra("action", "reference-to-video")
    .extra(
        "reference_images",
        serde_json::json!([
            "https://example.com/a.jpg",
            "https://example.com/b.png",
            "https://example.com/c.jpeg"
        ]),
    )
    .duration(5)
    .resolution("1080P")
    .aspect_ratio("16:9")
    .extra("watermark", false);
    let body = r#"{
  "model": "happyhorse-1.1",
  "action": "reference-to-video",
  "prompt": "The figure of image 1 crosses the square of image 2 with the hat of image 3",
  "reference_images": [
    "https://example.com/a.jpg",
    "https://example.com/b.png",
    "https://example.com/c.jpeg"
  ],
  "duration": 5,
  "resolution": "1080P",
  "aspect_ratio": "16:9",
  "watermark": false
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference to video", typed, &open, body);

    let typed = HappyHorse::new()
        .action(Action::VideoEdit)
        .prompt("Give the clip an old film look")
        .reference("https://example.com/look.png")
        .video("https://example.com/clip.mp4")
        .audio_setting(AudioSetting::Origin)
        .resolution(Resolution::P1080)
        .seed(42);
    let open = VideoRequest::new("happyhorse-1.1", "Give the clip an old film look")
        .extra("action", "video-edit")
        .extra("url", "https://example.com/clip.mp4")
        .extra("reference_images", serde_json::json!(["https://example.com/look.png"]))
        .resolution("1080P")
        .extra("audio_setting", "origin")
        .extra("seed", 42);
    let body = r#"{
  "model": "happyhorse-1.1",
  "action": "video-edit",
  "prompt": "Give the clip an old film look",
  "url": "https://example.com/clip.mp4",
  "reference_images": [
    "https://example.com/look.png"
  ],
  "resolution": "1080P",
  "audio_setting": "origin",
  "seed": 42
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("video edit", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| HappyHorse::new();
    let set = |builder: HappyHorse, step: usize, seed: u32| match step {
        0 => builder.action(pick(Action::ALL, seed)),
        1 => builder.prompt("Some text"),
        2 => builder.first_frame("https://example.com/file.jpeg"),
        3 => builder.reference("https://example.com/file"),
        4 => builder.video("https://example.com/file"),
        5 => builder.audio_setting(pick(AudioSetting::ALL, seed)),
        6 => builder.duration(whole(seed, 3, 15)),
        7 => builder.resolution(pick(Resolution::ALL, seed)),
        8 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        9 => builder.seed(i64::from(whole(seed, 0, 20))),
        10 => builder.watermark(seed.is_multiple_of(2)),
        11 => builder.callback_url("https://example.com/file"),
        12 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 13);
}
