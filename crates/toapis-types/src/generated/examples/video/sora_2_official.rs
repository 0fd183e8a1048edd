//! Generated from `catalog/sora-2-official--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::sora_2_official::*;

#[test]
fn examples() {
    let mut examples = Examples::new("sora_2_official");
    let typed = Sora2Official::new("A tram climbs a steep street at dawn")
        .duration(12)
        .aspect_ratio(AspectRatio::R16x9);
    let open = VideoRequest::new("sora-2-official", "A tram climbs a steep street at dawn")
        .duration(12)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "sora-2-official",
  "prompt": "A tram climbs a steep street at dawn",
  "duration": 12,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = Sora2Official::new("The parked tram starts to move")
        .duration(8)
        .aspect_ratio(AspectRatio::R16x9)
        .reference("https://example.com/tram-1280x720.jpg");
    let open = VideoRequest::new("sora-2-official", "The parked tram starts to move")
        .references(["https://example.com/tram-1280x720.jpg"])
        .duration(8)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "sora-2-official",
  "prompt": "The parked tram starts to move",
  "image_urls": [
    "https://example.com/tram-1280x720.jpg"
  ],
  "duration": 8,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Sora2Official::new("Some text");
    let set = |builder: Sora2Official, step: usize, seed: u32| match step {
        0 => builder.duration(pick(&[4, 8, 12], seed)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.callback_url("https://example.com/file"),
        4 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 5);
}
