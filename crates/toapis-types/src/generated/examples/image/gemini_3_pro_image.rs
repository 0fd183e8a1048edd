//! Generated from `catalog/gemini-3-pro-image.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gemini_3_pro_image::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gemini_3_pro_image");
    let typed = Gemini3ProImage::new("Harbour town seen from a drone at sunrise")
        .size(Size::R16x9)
        .n(1)
        .resolution(Resolution::K1)
        .orientation(Orientation::Landscape);
    let open = ImageRequest::new("gemini-3-pro-image-preview", "Harbour town seen from a drone at sunrise")
        .size("16:9")
        .n(1)
        .metadata("resolution", "1K")
        .metadata("orientation", "landscape");
    let body = r#"{
  "model": "gemini-3-pro-image-preview",
  "prompt": "Harbour town seen from a drone at sunrise",
  "size": "16:9",
  "n": 1,
  "metadata": {
    "resolution": "1K",
    "orientation": "landscape"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image with an orientation", typed, &open, body);

    let typed = Gemini3ProImage::new("Sharpen this street photo and warm up its colours")
        .size(Size::R16x9)
        .n(1)
        .resolution(Resolution::K2)
        .reference("https://example.com/street.jpg");
    let open =
        ImageRequest::new("gemini-3-pro-image-preview", "Sharpen this street photo and warm up its colours")
            .size("16:9")
            .n(1)
            .metadata("resolution", "2K")
            .references(["https://example.com/street.jpg"]);
    let body = r#"{
  "model": "gemini-3-pro-image-preview",
  "prompt": "Sharpen this street photo and warm up its colours",
  "size": "16:9",
  "n": 1,
  "metadata": {
    "resolution": "2K"
  },
  "image_urls": [
    "https://example.com/street.jpg"
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image", typed, &open, body);

    let typed = Gemini3ProImage::new("Make a variant of this picture")
        .extra("image_urls", serde_json::json!([{"url":"https://example.com/uploaded.jpg"}]));
    let open = ImageRequest::new("gemini-3-pro-image-preview", "Make a variant of this picture")
        .extra("image_urls", serde_json::json!([{"url":"https://example.com/uploaded.jpg"}]));
    let body = r#"{
  "model": "gemini-3-pro-image-preview",
  "prompt": "Make a variant of this picture",
  "image_urls": [
    {
      "url": "https://example.com/uploaded.jpg"
    }
  ]
}"#;
    examples.add_contested::<ImageRequest>("a reference as an object", typed, &open, body);

    let typed = Gemini3ProImage::new("Turn this photo into a neon night scene")
        .size(Size::R16x9)
        .reference("https://example.com/uploaded.jpg");
    let open = ImageRequest::new("gemini-3-pro-image-preview", "Turn this photo into a neon night scene")
        .references(["https://example.com/uploaded.jpg"])
        .size("16:9");
    let body = r#"{
  "model": "gemini-3-pro-image-preview",
  "prompt": "Turn this photo into a neon night scene",
  "image_urls": [
    "https://example.com/uploaded.jpg"
  ],
  "size": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("an uploaded picture", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Gemini3ProImage::new("Some text");
    let set = |builder: Gemini3ProImage, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(pick(&[1], seed)),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.orientation(pick(Orientation::ALL, seed)),
        4 => builder.reference("https://example.com/file.jpeg"),
        5 => builder.callback_url("https://example.com/file"),
        6 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 7);
}
