//! Generated from `catalog/seedream-4.0.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::seedream_4::*;

#[test]
fn examples() {
    let mut examples = Examples::new("seedream_4");
    let typed =
        Seedream4::new("A puffin on a rock by the sea").size(Size::R1x1).n(1).resolution(Resolution::K2);
    let open = ImageRequest::new("doubao-seedream-4-0", "A puffin on a rock by the sea")
        .size("1:1")
        .n(1)
        .metadata("resolution", "2K");
    let body = r#"{
  "model": "doubao-seedream-4-0",
  "prompt": "A puffin on a rock by the sea",
  "size": "1:1",
  "n": 1,
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = Seedream4::new("A puffin on a rock by the sea")
        .size(Size::R1x1)
        .n(1)
        .reference("https://example.com/puffin.jpg")
        .resolution(Resolution::K2);
    let open = ImageRequest::new("doubao-seedream-4-0", "A puffin on a rock by the sea")
        .size("1:1")
        .n(1)
        .references(["https://example.com/puffin.jpg"])
        .metadata("resolution", "2K");
    let body = r#"{
  "model": "doubao-seedream-4-0",
  "prompt": "A puffin on a rock by the sea",
  "size": "1:1",
  "n": 1,
  "image_urls": [
    "https://example.com/puffin.jpg"
  ],
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image", typed, &open, body);

    let typed = Seedream4::new("A puffin on a rock by the sea")
        .size(Size::R1x1)
        .n(3)
        .reference("https://example.com/puffin.jpg")
        .resolution(Resolution::K4)
        .optimize_prompt(OptimizePrompt::Standard)
        .sequential_image_generation(SequentialImageGeneration::Auto)
        .max_images(3)
        .watermark(false);
    let open = ImageRequest::new("doubao-seedream-4-0", "A puffin on a rock by the sea")
        .size("1:1")
        .n(3)
        .references(["https://example.com/puffin.jpg"])
        .metadata("resolution", "4K")
        .metadata("optimize_prompt_options", "standard")
        .metadata("sequential_image_generation", "auto")
        .set("metadata.sequential_image_generation_options.max_images", 3)
        .metadata("watermark", false);
    let body = r#"{
  "model": "doubao-seedream-4-0",
  "prompt": "A puffin on a rock by the sea",
  "size": "1:1",
  "n": 3,
  "image_urls": [
    "https://example.com/puffin.jpg"
  ],
  "metadata": {
    "resolution": "4K",
    "optimize_prompt_options": "standard",
    "sequential_image_generation": "auto",
    "sequential_image_generation_options": {
      "max_images": 3
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
    let new = |_: u32| Seedream4::new("Some text");
    let set = |builder: Seedream4, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(whole(seed, 1, 15)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.resolution(pick(Resolution::ALL, seed)),
        4 => builder.optimize_prompt(pick(OptimizePrompt::ALL, seed)),
        5 => builder.sequential_image_generation(pick(SequentialImageGeneration::ALL, seed)),
        6 => builder.max_images(whole(seed, 1, 15)),
        7 => builder.watermark(seed.is_multiple_of(2)),
        8 => builder.callback_url("https://example.com/file"),
        9 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 10);
}
