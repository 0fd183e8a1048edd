//! Generated from `catalog/veo3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::veo3::*;

#[test]
fn examples() {
    let mut examples = Examples::new("veo3");
    let typed = Veo3::new("Ice melts from a window pane")
        .duration(8)
        .aspect_ratio(AspectRatio::R16x9)
        .first_frame("https://example.com/start.jpg")
        .last_frame("https://example.com/end.jpg")
        .generation_type(GenerationType::Frame)
        .resolution(Resolution::P1080)
        .enable_gif(false);
    let open = VideoRequest::new("veo3.1-fast", "Ice melts from a window pane")
        .duration(8)
        .aspect_ratio("16:9")
        .references(["https://example.com/start.jpg", "https://example.com/end.jpg"])
        .metadata("generation_type", "frame")
        .metadata("resolution", "1080p")
        .metadata("enable_gif", false);
    let body = r#"{
  "model": "veo3.1-fast",
  "prompt": "Ice melts from a window pane",
  "duration": 8,
  "aspect_ratio": "16:9",
  "image_urls": [
    "https://example.com/start.jpg",
    "https://example.com/end.jpg"
  ],
  "metadata": {
    "generation_type": "frame",
    "resolution": "1080p",
    "enable_gif": false
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Veo3::new("Some text");
    let set = |builder: Veo3, step: usize, seed: u32| match step {
        0 => builder.duration(pick(&[8], seed)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.generation_type(pick(&[GenerationType::Frame], seed)),
        4 => builder.resolution(pick(Resolution::ALL, seed)),
        5 => builder.enable_gif(seed.is_multiple_of(2)),
        6 => builder.callback_url("https://example.com/file"),
        7 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 8);
}
