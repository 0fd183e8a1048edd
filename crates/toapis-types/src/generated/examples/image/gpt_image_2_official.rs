//! Generated from `catalog/gpt-image-2--official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gpt_image_2_official::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gpt_image_2_official");
    let typed = GptImage2Official::new("A stone bridge over a river of mist")
        .size(Size::R16x9)
        .resolution(Resolution::K2)
        .quality(Quality::High)
        .n(1);
    let open = ImageRequest::new("gpt-image-2-official", "A stone bridge over a river of mist")
        .size("16:9")
        .extra("resolution", "2k")
        .extra("quality", "high")
        .n(1);
    let body = r#"{
  "model": "gpt-image-2-official",
  "prompt": "A stone bridge over a river of mist",
  "size": "16:9",
  "resolution": "2k",
  "quality": "high",
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = GptImage2Official::new("Desert dunes at first light, panorama")
        .size(Size::R16x9)
        .resolution(Resolution::K4)
        .quality(Quality::High)
        .output_format(OutputFormat::Jpeg)
        .output_compression(90);
    let open = ImageRequest::new("gpt-image-2-official", "Desert dunes at first light, panorama")
        .size("16:9")
        .extra("resolution", "4k")
        .extra("quality", "high")
        .extra("output_format", "jpeg")
        .extra("output_compression", 90);
    let body = r#"{
  "model": "gpt-image-2-official",
  "prompt": "Desert dunes at first light, panorama",
  "size": "16:9",
  "resolution": "4k",
  "quality": "high",
  "output_format": "jpeg",
  "output_compression": 90
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("4k JPEG", typed, &open, body);

    let typed = GptImage2Official::new("Join both drawings into one poster")
        .size(Size::R1x1)
        .quality(Quality::High)
        .references(["https://example.com/left.png", "https://example.com/right.png"]);
    let open = ImageRequest::new("gpt-image-2-official", "Join both drawings into one poster")
        .size("1:1")
        .extra("quality", "high")
        .references(["https://example.com/left.png", "https://example.com/right.png"]);
    let body = r#"{
  "model": "gpt-image-2-official",
  "prompt": "Join both drawings into one poster",
  "size": "1:1",
  "quality": "high",
  "image_urls": [
    "https://example.com/left.png",
    "https://example.com/right.png"
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("two references", typed, &open, body);

    let typed = GptImage2Official::new("Put a snowy street behind the subject")
        .size(Size::R1x1)
        .quality(Quality::Medium)
        .reference("https://example.com/portrait.png")
        .mask("https://example.com/mask.png");
    let open = ImageRequest::new("gpt-image-2-official", "Put a snowy street behind the subject")
        .size("1:1")
        .extra("quality", "medium")
        .references(["https://example.com/portrait.png"])
        .extra("mask_url", "https://example.com/mask.png");
    let body = r#"{
  "model": "gpt-image-2-official",
  "prompt": "Put a snowy street behind the subject",
  "size": "1:1",
  "quality": "medium",
  "image_urls": [
    "https://example.com/portrait.png"
  ],
  "mask_url": "https://example.com/mask.png"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("repaint behind a mask", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GptImage2Official::new("Some text");
    let set = |builder: GptImage2Official, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.quality(pick(Quality::ALL, seed)),
        3 => builder.output_format(pick(OutputFormat::ALL, seed)),
        4 => builder.output_compression(whole(seed, 0, 100)),
        5 => builder.n(whole(seed, 1, 10)),
        6 => builder.reference("https://example.com/file"),
        7 => builder.mask("https://example.com/file"),
        8 => builder.background("Some text"),
        9 => builder.callback_url("https://example.com/file"),
        10 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 11);
}
