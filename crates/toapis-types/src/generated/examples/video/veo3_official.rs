//! Generated from `catalog/veo3-official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::veo3_official::*;

#[test]
fn examples() {
    let mut examples = Examples::new("veo3_official");
    let typed = Veo3Official::new("A kingfisher dives into a still pond")
        .duration(8)
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P1080)
        .audio(true)
        .negative_prompt("noise, artefacts");
    let open = VideoRequest::new("Veo3.1-quality-official", "A kingfisher dives into a still pond")
        .duration(8)
        .extra("size", "16:9")
        .resolution("1080p")
        .metadata("generateAudio", true)
        .metadata("negativePrompt", "noise, artefacts");
    let body = r#"{
  "model": "Veo3.1-quality-official",
  "prompt": "A kingfisher dives into a still pond",
  "duration": 8,
  "size": "16:9",
  "resolution": "1080p",
  "metadata": {
    "generateAudio": true,
    "negativePrompt": "noise, artefacts"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video with audio", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Veo3Official::new("Some text");
    let set = |builder: Veo3Official, step: usize, seed: u32| match step {
        0 => builder.duration(pick(&[4, 6, 8], seed)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.last_frame("https://example.com/file"),
        4 => builder.reference("https://example.com/file"),
        5 => builder.audio(seed.is_multiple_of(2)),
        6 => builder.negative_prompt("Some text"),
        7 => builder.person_generation(pick(PersonGeneration::ALL, seed)),
        8 => builder.compression_quality(pick(CompressionQuality::ALL, seed)),
        9 => builder.resize_mode(pick(ResizeMode::ALL, seed)),
        10 => builder.callback_url("https://example.com/file"),
        11 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 12);
}
