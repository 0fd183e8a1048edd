//! Generated from `catalog/vidu-image.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::vidu_image::*;

#[test]
fn examples() {
    let mut examples = Examples::new("vidu_image");
    let typed = ViduImage::new(Model::Q3Fast, "Advert for the bottle in the reference, soft light")
        .reference("https://example.com/bottle.png")
        .size(Size::R3x2)
        .resolution(Resolution::K2)
        .n(1)
        .seed(42)
        .watermark(false);
    let open = ImageRequest::new("viduq3-fast", "Advert for the bottle in the reference, soft light")
        .references(["https://example.com/bottle.png"])
        .size("3:2")
        .metadata("resolution", "2K")
        .metadata("watermark", false)
        .extra("seed", 42)
        .n(1);
    let body = r#"{
  "model": "viduq3-fast",
  "prompt": "Advert for the bottle in the reference, soft light",
  "image_urls": [
    "https://example.com/bottle.png"
  ],
  "size": "3:2",
  "metadata": {
    "resolution": "2K",
    "watermark": false
  },
  "seed": 42,
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("one reference", typed, &open, body);

    let typed = ViduImage::new(Model::Q3Fast, "Advert for the bottle in both references, plain backdrop")
        .references(["https://example.com/bottle-1.png", "https://example.com/bottle-2.png"])
        .size(Size::R1x1)
        .resolution(Resolution::K2)
        .n(1)
        .seed(42)
        .watermark(false);
    let open = ImageRequest::new("viduq3-fast", "Advert for the bottle in both references, plain backdrop")
        .references(["https://example.com/bottle-1.png", "https://example.com/bottle-2.png"])
        .size("1:1")
        .metadata("resolution", "2K")
        .metadata("watermark", false)
        .extra("seed", 42)
        .n(1);
    let body = r#"{
  "model": "viduq3-fast",
  "prompt": "Advert for the bottle in both references, plain backdrop",
  "image_urls": [
    "https://example.com/bottle-1.png",
    "https://example.com/bottle-2.png"
  ],
  "size": "1:1",
  "metadata": {
    "resolution": "2K",
    "watermark": false
  },
  "seed": 42,
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("two references", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |first: u32| ViduImage::new(pick(Model::ALL, first), "Some text");
    let set = |builder: ViduImage, step: usize, seed: u32| match step {
        0 => builder.reference("https://example.com/file"),
        1 => builder.size(pick(Size::ALL, seed)),
        2 => builder.resolution(pick(&[Resolution::K1], seed)),
        3 => builder.n(pick(&[1], seed)),
        4 => builder.seed(i64::from(whole(seed, 0, 20))),
        5 => builder.watermark(seed.is_multiple_of(2)),
        6 => builder.callback_url("https://example.com/file"),
        7 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 8);
}
