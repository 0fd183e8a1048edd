//! Generated from `catalog/grok-video-1.5.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::grok_video_15::*;

#[test]
fn examples() {
    let mut examples = Examples::new("grok_video_15");
    let typed = GrokVideo15::new("Slow push-in on the perfume bottle", "https://example.com/bottle.jpg")
        .duration(10)
        .aspect_ratio(AspectRatio::R16x9);
    let open = VideoRequest::new("grok-video-1.5", "Slow push-in on the perfume bottle")
        .extra("image", "https://example.com/bottle.jpg")
        .duration(10)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "grok-video-1.5",
  "prompt": "Slow push-in on the perfume bottle",
  "image": "https://example.com/bottle.jpg",
  "duration": 10,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GrokVideo15::new("Some text", "https://example.com/file");
    let set = |builder: GrokVideo15, step: usize, seed: u32| match step {
        0 => builder.duration(whole(seed, 1, 15)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        3 => builder.callback_url("https://example.com/file"),
        4 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 5);
}
