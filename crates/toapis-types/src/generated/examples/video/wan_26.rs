//! Generated from `catalog/wan2.6.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::wan_26::*;

#[test]
fn examples() {
    let mut examples = Examples::new("wan_26");
    let typed = Wan26::new()
        .prompt("A heron stalks through reeds")
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P1080)
        .duration(5);
    let open = VideoRequest::new("wan2.6", "A heron stalks through reeds")
        .aspect_ratio("16:9")
        .resolution("1080p")
        .duration(5);
    let body = r#"{
  "model": "wan2.6",
  "prompt": "A heron stalks through reeds",
  "aspect_ratio": "16:9",
  "resolution": "1080p",
  "duration": 5
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = Wan26::new()
        .prompt("The heron takes off")
        .first_frame("https://example.com/heron.jpg")
        .resolution(Resolution::P1080)
        .duration(10);
    let open = VideoRequest::new("wan2.6", "The heron takes off")
        .references(["https://example.com/heron.jpg"])
        .resolution("1080p")
        .duration(10);
    let body = r#"{
  "model": "wan2.6",
  "prompt": "The heron takes off",
  "image_urls": [
    "https://example.com/heron.jpg"
  ],
  "resolution": "1080p",
  "duration": 10
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video", typed, &open, body);

    let typed = Wan26::new()
        .prompt("The same clown bows")
        .resolution(Resolution::P1080)
        .duration(5)
        .shot_type(ShotType::Single)
        .video("https://example.com/clown.mp4");
    let open = VideoRequest::new("wan2.6", "The same clown bows")
        .metadata("reference_urls", serde_json::json!(["https://example.com/clown.mp4"]))
        .extra("shot_type", "single")
        .resolution("1080p")
        .duration(5);
    let body = r#"{
  "model": "wan2.6",
  "prompt": "The same clown bows",
  "metadata": {
    "reference_urls": [
      "https://example.com/clown.mp4"
    ]
  },
  "shot_type": "single",
  "resolution": "1080p",
  "duration": 5
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference video", typed, &open, body);

    let typed = Wan26::new()
        .prompt("The same clown bows")
        .resolution(Resolution::P1080)
        .duration(5)
        .video("https://example.com/clown.mp4");
    let open = VideoRequest::new("wan2.6", "The same clown bows")
        .metadata("reference_urls", serde_json::json!(["https://example.com/clown.mp4"]))
        .resolution("1080p")
        .duration(5);
    let body = r#"{
  "model": "wan2.6",
  "prompt": "The same clown bows",
  "metadata": {
    "reference_urls": [
      "https://example.com/clown.mp4"
    ]
  },
  "resolution": "1080p",
  "duration": 5
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference video without a shot type", typed, &open, body);

    let typed = Wan26::new()
        .prompt("A collie herds sheep over a ridge")
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P1080)
        .duration(10)
        .negative_prompt("grain, warped shapes")
        .seed(12_345)
        .prompt_extend(true)
        .shot_type(ShotType::Multi)
        .watermark(false);
    let open = VideoRequest::new("wan2.6", "A collie herds sheep over a ridge")
        .extra("negative_prompt", "grain, warped shapes")
        .aspect_ratio("16:9")
        .resolution("1080p")
        .duration(10)
        .extra("seed", 12_345)
        .extra("prompt_extend", true)
        .extra("shot_type", "multi")
        .extra("watermark", false);
    let body = r#"{
  "model": "wan2.6",
  "prompt": "A collie herds sheep over a ridge",
  "negative_prompt": "grain, warped shapes",
  "aspect_ratio": "16:9",
  "resolution": "1080p",
  "duration": 10,
  "seed": 12345,
  "prompt_extend": true,
  "shot_type": "multi",
  "watermark": false
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("all options of a film from text", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Wan26::new();
    let set = |builder: Wan26, step: usize, seed: u32| match step {
        0 => builder.prompt("Some text"),
        1 => builder.first_frame("https://example.com/file"),
        2 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        3 => builder.resolution(pick(Resolution::ALL, seed)),
        4 => builder.duration(pick(&[5, 10, 15], seed)),
        5 => builder.negative_prompt("Some text"),
        6 => builder.seed(i64::from(whole(seed, 0, 20))),
        7 => builder.prompt_extend(seed.is_multiple_of(2)),
        8 => builder.audio(seed.is_multiple_of(2)),
        9 => builder.shot_type(pick(ShotType::ALL, seed)),
        10 => builder.watermark(seed.is_multiple_of(2)),
        11 => builder.video("https://example.com/file"),
        12 => builder.callback_url("https://example.com/file"),
        13 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 14);
}
