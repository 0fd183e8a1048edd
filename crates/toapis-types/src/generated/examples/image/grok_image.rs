//! Generated from `catalog/grok-image.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::grok_image::*;

#[test]
fn examples() {
    let mut examples = Examples::new("grok_image");
    let typed = GrokImage::new(Model::Grok4_1, "A canyon city at blue hour").size(Size::R16x9).n(1);
    let open = ImageRequest::new("grok-4-1-image", "A canyon city at blue hour").size("16:9").n(1);
    let body = r#"{
  "model": "grok-4-1-image",
  "prompt": "A canyon city at blue hour",
  "size": "16:9",
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = GrokImage::new(Model::Grok4_1, "Make this look like a linocut")
        .size(Size::R1x1)
        .n(1)
        .reference("https://example.com/photo.jpg");
    let open = ImageRequest::new("grok-4-1-image", "Make this look like a linocut")
        .size("1:1")
        .n(1)
        .references(["https://example.com/photo.jpg"]);
    let body = r#"{
  "model": "grok-4-1-image",
  "prompt": "Make this look like a linocut",
  "size": "1:1",
  "n": 1,
  "image_urls": [
    "https://example.com/photo.jpg"
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |first: u32| GrokImage::new(pick(Model::ALL, first), "Some text");
    let set = |builder: GrokImage, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(pick(&[1, 2, 4], seed)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.callback_url("https://example.com/file"),
        4 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 5);
}
