//! Generated from `catalog/gpt-image-2-vip.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gpt_image_2_vip::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gpt_image_2_vip");
    let typed = GptImage2Vip::new("Wide poster of a mountain railway at night")
        .size(Size::R16x9)
        .resolution(Resolution::K2)
        .quality(Quality::High)
        .n(1)
        .response_format("url");
    let open = ImageRequest::new("gpt-image-2-vip", "Wide poster of a mountain railway at night")
        .n(1)
        .size("16:9")
        .extra("resolution", "2k")
        .extra("quality", "high")
        .extra("response_format", "url");
    let body = r#"{
  "model": "gpt-image-2-vip",
  "prompt": "Wide poster of a mountain railway at night",
  "n": 1,
  "size": "16:9",
  "resolution": "2k",
  "quality": "high",
  "response_format": "url"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = GptImage2Vip::new("Same layout, but as a woodcut print")
        .size(Size::R9x16)
        .resolution(Resolution::K4)
        .quality(Quality::Medium)
        .n(1)
        .response_format("url")
        .references(["https://example.com/a.png", "https://example.com/b.png"]);
    let open = ImageRequest::new("gpt-image-2-vip", "Same layout, but as a woodcut print")
        .n(1)
        .size("9:16")
        .extra("resolution", "4k")
        .extra("quality", "medium")
        .references(["https://example.com/a.png", "https://example.com/b.png"])
        .extra("response_format", "url");
    let body = r#"{
  "model": "gpt-image-2-vip",
  "prompt": "Same layout, but as a woodcut print",
  "n": 1,
  "size": "9:16",
  "resolution": "4k",
  "quality": "medium",
  "image_urls": [
    "https://example.com/a.png",
    "https://example.com/b.png"
  ],
  "response_format": "url"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image", typed, &open, body);

    let typed = GptImage2Vip::new("Wide poster of a mountain railway at night")
        .size(Size::R16x9)
        .resolution(Resolution::K2)
        .quality(Quality::Low)
        .n(1)
        .response_format("url");
    let open = ImageRequest::new("gpt-image-2-vip", "Wide poster of a mountain railway at night")
        .n(1)
        .size("16:9")
        .extra("resolution", "2k")
        .extra("quality", "low")
        .extra("response_format", "url");
    let body = r#"{
  "model": "gpt-image-2-vip",
  "prompt": "Wide poster of a mountain railway at night",
  "n": 1,
  "size": "16:9",
  "resolution": "2k",
  "quality": "low",
  "response_format": "url"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("low quality", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GptImage2Vip::new("Some text");
    let set = |builder: GptImage2Vip, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.quality(pick(Quality::ALL, seed)),
        3 => builder.n(whole(seed, 1, 21)),
        4 => builder.response_format("Some text"),
        5 => builder.reference("https://example.com/file"),
        6 => builder.callback_url("https://example.com/file"),
        7 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 8);
}
