//! Generated from `catalog/seedream-5.0.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::seedream_5::*;

#[test]
fn examples() {
    let mut examples = Examples::new("seedream_5");
    let typed = Seedream5::new("A ferry crossing a fjord").size(Size::R1x1).n(1).resolution(Resolution::K2);
    let open = ImageRequest::new("doubao-seedream-5-0", "A ferry crossing a fjord")
        .size("1:1")
        .n(1)
        .metadata("resolution", "2K");
    let body = r#"{
  "model": "doubao-seedream-5-0",
  "prompt": "A ferry crossing a fjord",
  "size": "1:1",
  "n": 1,
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = Seedream5::new("A ferry crossing a fjord")
        .size(Size::R1x1)
        .n(1)
        .reference("https://example.com/ferry.jpg")
        .resolution(Resolution::K3);
    let open = ImageRequest::new("doubao-seedream-5-0", "A ferry crossing a fjord")
        .size("1:1")
        .n(1)
        .references(["https://example.com/ferry.jpg"])
        .metadata("resolution", "3K");
    let body = r#"{
  "model": "doubao-seedream-5-0",
  "prompt": "A ferry crossing a fjord",
  "size": "1:1",
  "n": 1,
  "image_urls": [
    "https://example.com/ferry.jpg"
  ],
  "metadata": {
    "resolution": "3K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image at 3K", typed, &open, body);

    let typed = Seedream5::new("A ferry crossing a fjord")
        .size(Size::R1x1)
        .n(4)
        .resolution(Resolution::K2)
        .sequential_image_generation(SequentialImageGeneration::Auto)
        .max_images(4)
        .watermark(false);
    let open = ImageRequest::new("doubao-seedream-5-0", "A ferry crossing a fjord")
        .size("1:1")
        .n(4)
        .metadata("resolution", "2K")
        .metadata("sequential_image_generation", "auto")
        .set("metadata.sequential_image_generation_options.max_images", 4)
        .metadata("watermark", false);
    let body = r#"{
  "model": "doubao-seedream-5-0",
  "prompt": "A ferry crossing a fjord",
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
    let new = |_: u32| Seedream5::new("Some text");
    let set = |builder: Seedream5, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(whole(seed, 1, 15)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.resolution(pick(Resolution::ALL, seed)),
        4 => builder.sequential_image_generation(pick(SequentialImageGeneration::ALL, seed)),
        5 => builder.max_images(whole(seed, 1, 15)),
        6 => builder.watermark(seed.is_multiple_of(2)),
        7 => builder.callback_url("https://example.com/file"),
        8 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 9);
}
