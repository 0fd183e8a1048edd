//! Generated from `catalog/gpt-image-2--edits.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gpt_image_2_edit::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gpt_image_2_edit");
    let typed =
        GptImage2Edit::new("Combine both pictures into one travel poster", "https://example.com/left.png")
            .reference("https://example.com/right.png")
            .size(Size::R1x1)
            .quality(Quality::High)
            .n(1);
    let open = ImageRequest::new("gpt-image-2", "Combine both pictures into one travel poster")
        .references(["https://example.com/left.png", "https://example.com/right.png"])
        .size("1:1")
        .extra("quality", "high")
        .n(1);
    let body = r#"{
  "model": "gpt-image-2",
  "prompt": "Combine both pictures into one travel poster",
  "image_urls": [
    "https://example.com/left.png",
    "https://example.com/right.png"
  ],
  "size": "1:1",
  "quality": "high",
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("blend two references", typed, &open, body);

    let typed = GptImage2Edit::new(
        "Swap the backdrop for a pine forest, leave the person alone",
        "https://example.com/portrait.png",
    )
    .mask("https://example.com/mask.png")
    .size(Size::R1x1)
    .quality(Quality::Medium);
    let open =
        ImageRequest::new("gpt-image-2", "Swap the backdrop for a pine forest, leave the person alone")
            .references(["https://example.com/portrait.png"])
            .extra("mask_url", "https://example.com/mask.png")
            .size("1:1")
            .extra("quality", "medium");
    let body = r#"{
  "model": "gpt-image-2",
  "prompt": "Swap the backdrop for a pine forest, leave the person alone",
  "image_urls": [
    "https://example.com/portrait.png"
  ],
  "mask_url": "https://example.com/mask.png",
  "size": "1:1",
  "quality": "medium"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("repaint behind a mask", typed, &open, body);

    let typed =
        GptImage2Edit::new("Render this valley as a gouache painting", "https://example.com/valley.jpg")
            .size(Size::R16x9)
            .resolution(Resolution::K2)
            .quality(Quality::High)
            .output_format(OutputFormat::Jpeg)
            .output_compression(85);
    let open = ImageRequest::new("gpt-image-2", "Render this valley as a gouache painting")
        .references(["https://example.com/valley.jpg"])
        .size("16:9")
        .extra("resolution", "2k")
        .extra("quality", "high")
        .extra("output_format", "jpeg")
        .extra("output_compression", 85);
    let body = r#"{
  "model": "gpt-image-2",
  "prompt": "Render this valley as a gouache painting",
  "image_urls": [
    "https://example.com/valley.jpg"
  ],
  "size": "16:9",
  "resolution": "2k",
  "quality": "high",
  "output_format": "jpeg",
  "output_compression": 85
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("restyle into a JPEG", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GptImage2Edit::new("Some text", "https://example.com/file.png");
    let set = |builder: GptImage2Edit, step: usize, seed: u32| match step {
        0 => builder.reference("https://example.com/file.png"),
        1 => builder.mask("https://example.com/file.png"),
        2 => builder.size(pick(Size::ALL, seed)),
        3 => builder.resolution(pick(Resolution::ALL, seed)),
        4 => builder.quality(pick(Quality::ALL, seed)),
        5 => builder.n(whole(seed, 1, 10)),
        6 => builder.output_format(pick(OutputFormat::ALL, seed)),
        7 => builder.output_compression(whole(seed, 0, 100)),
        8 => builder.callback_url("https://example.com/file"),
        9 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 10);
}
