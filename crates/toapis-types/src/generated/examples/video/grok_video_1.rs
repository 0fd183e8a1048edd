//! Generated from `catalog/grok-video--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::grok_video_1::*;

#[test]
fn examples() {
    let mut examples = Examples::new("grok_video_1");
    let typed = GrokVideo1::new("A kite circles above a dune")
        .duration(10)
        .resolution(Resolution::P720)
        .aspect_ratio(AspectRatio::R16x9);
    let open = VideoRequest::new("grok-video-1.0", "A kite circles above a dune")
        .duration(10)
        .resolution("720p")
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "grok-video-1.0",
  "prompt": "A kite circles above a dune",
  "duration": 10,
  "resolution": "720p",
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = GrokVideo1::new("Let the kite take off")
        .duration(10)
        .resolution(Resolution::P480)
        .aspect_ratio(AspectRatio::R16x9)
        .reference("https://example.com/kite.jpg");
    let open = VideoRequest::new("grok-video-1.0", "Let the kite take off")
        .extra("reference_images", serde_json::json!(["https://example.com/kite.jpg"]))
        .duration(10)
        .resolution("480p")
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "grok-video-1.0",
  "prompt": "Let the kite take off",
  "reference_images": [
    "https://example.com/kite.jpg"
  ],
  "duration": 10,
  "resolution": "480p",
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video with references only", typed, &open, body);

    let typed = GrokVideo1::new("Let the child in the main image fly the kite")
        .duration(10)
        .resolution(Resolution::P480)
        .aspect_ratio(AspectRatio::R16x9)
        .image("https://example.com/child.jpg")
        .references(["https://example.com/jacket.jpg", "https://example.com/dune.jpg"]);
    let open = VideoRequest::new("grok-video-1.0", "Let the child in the main image fly the kite")
        .extra("image", "https://example.com/child.jpg")
        .extra(
            "reference_images",
            serde_json::json!(["https://example.com/jacket.jpg", "https://example.com/dune.jpg"]),
        )
        .duration(10)
        .resolution("480p")
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "grok-video-1.0",
  "prompt": "Let the child in the main image fly the kite",
  "image": "https://example.com/child.jpg",
  "reference_images": [
    "https://example.com/jacket.jpg",
    "https://example.com/dune.jpg"
  ],
  "duration": 10,
  "resolution": "480p",
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video with a main picture and references", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GrokVideo1::new("Some text");
    let set = |builder: GrokVideo1, step: usize, seed: u32| match step {
        0 => builder.duration(whole(seed, 1, 15)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        3 => builder.image("https://example.com/file"),
        4 => builder.reference("https://example.com/file"),
        5 => builder.callback_url("https://example.com/file"),
        6 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 7);
}
