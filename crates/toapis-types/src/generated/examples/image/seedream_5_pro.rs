//! Generated from `catalog/seedream-5.0-pro.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::seedream_5_pro::*;

#[test]
fn examples() {
    let mut examples = Examples::new("seedream_5_pro");
    let typed =
        Seedream5Pro::new("A violin maker at the bench").size(Size::R1x1).n(1).resolution(Resolution::K2);
    let open = ImageRequest::new("doubao-seedream-5-0-pro", "A violin maker at the bench")
        .size("1:1")
        .n(1)
        .metadata("resolution", "2K");
    let body = r#"{
  "model": "doubao-seedream-5-0-pro",
  "prompt": "A violin maker at the bench",
  "size": "1:1",
  "n": 1,
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = Seedream5Pro::new("A violin maker at the bench")
        .size(Size::R1x1)
        .n(1)
        .reference("https://example.com/violin.jpg")
        .resolution(Resolution::K1);
    let open = ImageRequest::new("doubao-seedream-5-0-pro", "A violin maker at the bench")
        .size("1:1")
        .n(1)
        .references(["https://example.com/violin.jpg"])
        .metadata("resolution", "1K");
    let body = r#"{
  "model": "doubao-seedream-5-0-pro",
  "prompt": "A violin maker at the bench",
  "size": "1:1",
  "n": 1,
  "image_urls": [
    "https://example.com/violin.jpg"
  ],
  "metadata": {
    "resolution": "1K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image at 1K", typed, &open, body);

    let typed = Seedream5Pro::new("Split this picture into a base and clean cut-out layers")
        .size(Size::K2)
        .n(1)
        .reference("https://example.com/desk.png")
        .layer_decomposition(true);
    let open = ImageRequest::new(
        "doubao-seedream-5-0-pro",
        "Split this picture into a base and clean cut-out layers",
    )
    .references(["https://example.com/desk.png"])
    .size("2K")
    .n(1)
    .extra("layer_decomposition", true);
    let body = r#"{
  "model": "doubao-seedream-5-0-pro",
  "prompt": "Split this picture into a base and clean cut-out layers",
  "image_urls": [
    "https://example.com/desk.png"
  ],
  "size": "2K",
  "n": 1,
  "layer_decomposition": true
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("layers of a picture", typed, &open, body);

    let typed = Seedream5Pro::new("A violin maker at the bench")
        .size(Size::R1x1)
        .n(4)
        .resolution(Resolution::K2)
        .sequential_image_generation(SequentialImageGeneration::Auto)
        .max_images(4)
        .watermark(false);
    let open = ImageRequest::new("doubao-seedream-5-0-pro", "A violin maker at the bench")
        .size("1:1")
        .n(4)
        .metadata("resolution", "2K")
        .metadata("sequential_image_generation", "auto")
        .set("metadata.sequential_image_generation_options.max_images", 4)
        .metadata("watermark", false);
    let body = r#"{
  "model": "doubao-seedream-5-0-pro",
  "prompt": "A violin maker at the bench",
  "size": "1:1",
  "n": 4,
  "metadata": {
    "resolution": "2K",
    "sequential_image_generation": "auto",
    "sequential_image_generation_options": {
      "max_images": 4
    },
    "watermark": false
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("set of pictures", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Seedream5Pro::new("Some text");
    let set = |builder: Seedream5Pro, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(whole(seed, 1, 10)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.layer_decomposition(seed.is_multiple_of(2)),
        4 => builder.resolution(pick(Resolution::ALL, seed)),
        5 => builder.sequential_image_generation(pick(SequentialImageGeneration::ALL, seed)),
        6 => builder.max_images(whole(seed, 1, 10)),
        7 => builder.watermark(seed.is_multiple_of(2)),
        8 => builder.callback_url("https://example.com/file"),
        9 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 10);
}
