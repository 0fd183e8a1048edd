//! Generated from `catalog/gpt-4o.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gpt_4o::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gpt_4o");
    let typed = Gpt4oImage::new("A windmill beside a canal").size(Size::R1x1).n(1);
    let open = ImageRequest::new("gpt-4o-image", "A windmill beside a canal").size("1:1").n(1);
    let body = r#"{
  "model": "gpt-4o-image",
  "prompt": "A windmill beside a canal",
  "size": "1:1",
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = Gpt4oImage::new("Turn this picture into a stained-glass window")
        .size(Size::R1x1)
        .n(1)
        .reference("https://example.com/mill.jpg");
    let open = ImageRequest::new("gpt-4o-image", "Turn this picture into a stained-glass window")
        .size("1:1")
        .n(1)
        .references(["https://example.com/mill.jpg"]);
    let body = r#"{
  "model": "gpt-4o-image",
  "prompt": "Turn this picture into a stained-glass window",
  "size": "1:1",
  "n": 1,
  "image_urls": [
    "https://example.com/mill.jpg"
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image", typed, &open, body);

    let typed = Gpt4oImage::new("Add lanterns above the roof")
        .size(Size::R1x1)
        .n(1)
        .reference("https://example.com/mill.jpg")
        .mask("https://example.com/mask.png");
    let open = ImageRequest::new("gpt-4o-image", "Add lanterns above the roof")
        .size("1:1")
        .n(1)
        .references(["https://example.com/mill.jpg"])
        .extra("mask_url", "https://example.com/mask.png");
    let body = r#"{
  "model": "gpt-4o-image",
  "prompt": "Add lanterns above the roof",
  "size": "1:1",
  "n": 1,
  "image_urls": [
    "https://example.com/mill.jpg"
  ],
  "mask_url": "https://example.com/mask.png"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("edit with mask", typed, &open, body);

    let typed = Gpt4oImage::new("A sleepy otter").size(Size::R1x1).n(1).client_business_id("order_0001");
    let open =
        ImageRequest::new("gpt-4o-image", "A sleepy otter").client_business_id("order_0001").size("1:1").n(1);
    let body = r#"{
  "model": "gpt-4o-image",
  "client_business_id": "order_0001",
  "prompt": "A sleepy otter",
  "size": "1:1",
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("own id at the top level", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Gpt4oImage::new("Some text");
    let set = |builder: Gpt4oImage, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(pick(&[1, 2, 4], seed)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.mask("https://example.com/file.png"),
        4 => builder.callback_url("https://example.com/file"),
        5 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 6);
}
