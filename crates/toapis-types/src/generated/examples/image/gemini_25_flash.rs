//! Generated from `catalog/gemini-2.5-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gemini_25_flash::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gemini_25_flash");
    let typed = Gemini25FlashImage::new("A fox reading a map in a snowy forest").size(Size::R1x1).n(1);
    let open = ImageRequest::new("gemini-2.5-flash-image-preview", "A fox reading a map in a snowy forest")
        .size("1:1")
        .n(1);
    let body = r#"{
  "model": "gemini-2.5-flash-image-preview",
  "prompt": "A fox reading a map in a snowy forest",
  "size": "1:1",
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = Gemini25FlashImage::new("Give this fox a paper-cut look")
        .size(Size::R1x1)
        .n(1)
        .reference("https://example.com/fox.jpg");
    let open = ImageRequest::new("gemini-2.5-flash-image-preview", "Give this fox a paper-cut look")
        .size("1:1")
        .n(1)
        .references(["https://example.com/fox.jpg"]);
    let body = r#"{
  "model": "gemini-2.5-flash-image-preview",
  "prompt": "Give this fox a paper-cut look",
  "size": "1:1",
  "n": 1,
  "image_urls": [
    "https://example.com/fox.jpg"
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Gemini25FlashImage::new("Some text");
    let set = |builder: Gemini25FlashImage, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(pick(&[1], seed)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.resolution(pick(Resolution::ALL, seed)),
        4 => builder.orientation(pick(Orientation::ALL, seed)),
        5 => builder.callback_url("https://example.com/file"),
        6 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 7);
}
