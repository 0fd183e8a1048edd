//! Generated from `catalog/kling-3.0-turbo.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::kling_30_turbo::*;

#[test]
fn examples() {
    let mut examples = Examples::new("kling_30_turbo");
    let typed = Kling30Turbo::new("A night train crosses a long bridge")
        .resolution(Resolution::P720)
        .duration(5)
        .aspect_ratio(AspectRatio::R16x9);
    let open = VideoRequest::new("kling-3.0-turbo", "A night train crosses a long bridge")
        .resolution("720p")
        .duration(5)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "kling-3.0-turbo",
  "prompt": "A night train crosses a long bridge",
  "resolution": "720p",
  "duration": 5,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = Kling30Turbo::new("Gentle camera drift around the statue")
        .first_frame("https://example.com/statue.png")
        .resolution(Resolution::P1080)
        .duration(5)
        .watermark(true);
    let open = VideoRequest::new("kling-3.0-turbo", "Gentle camera drift around the statue")
        .extra("reference_images", serde_json::json!(["https://example.com/statue.png"]))
        .resolution("1080p")
        .duration(5)
        .extra("watermark", true);
    let body = r#"{
  "model": "kling-3.0-turbo",
  "prompt": "Gentle camera drift around the statue",
  "reference_images": [
    "https://example.com/statue.png"
  ],
  "resolution": "1080p",
  "duration": 5,
  "watermark": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first frame to video", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Kling30Turbo::new("Some text");
    let set = |builder: Kling30Turbo, step: usize, seed: u32| match step {
        0 => builder.reference_image("https://example.com/file"),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.duration(pick(&[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], seed)),
        3 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        4 => builder.watermark(seed.is_multiple_of(2)),
        5 => builder.callback_url("https://example.com/file"),
        6 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 7);
}
