//! Generated from `catalog/gemini-omni-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::gemini_omni_flash::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gemini_omni_flash");
    let typed = GeminiOmniFlash::new("A tin robot turns its head on a wooden desk")
        .duration(6)
        .aspect_ratio(AspectRatio::R9x16)
        .resolution(Resolution::P720)
        .reference("https://example.com/robot.jpg");
    let open = VideoRequest::new("gemini-omni-flash", "A tin robot turns its head on a wooden desk")
        .duration(6)
        .aspect_ratio("9:16")
        .resolution("720p")
        .references(["https://example.com/robot.jpg"]);
    let body = r#"{
  "model": "gemini-omni-flash",
  "prompt": "A tin robot turns its head on a wooden desk",
  "duration": 6,
  "aspect_ratio": "9:16",
  "resolution": "720p",
  "image_urls": [
    "https://example.com/robot.jpg"
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference image to video", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GeminiOmniFlash::new("Some text");
    let set = |builder: GeminiOmniFlash, step: usize, seed: u32| match step {
        0 => builder.duration(pick(&[4, 6, 10], seed)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.reference("https://example.com/file"),
        4 => builder.callback_url("https://example.com/file"),
        5 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 6);
}
