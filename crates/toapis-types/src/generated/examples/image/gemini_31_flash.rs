//! Generated from `catalog/gemini-3.1-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gemini_31_flash::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gemini_31_flash");
    let typed = Gemini31FlashImage::new("A lighthouse on a cliff at dusk, long exposure")
        .size(Size::R16x9)
        .resolution(Resolution::K2)
        .n(1);
    let open =
        ImageRequest::new("gemini-3.1-flash-image-preview", "A lighthouse on a cliff at dusk, long exposure")
            .size("16:9")
            .n(1)
            .metadata("resolution", "2K");
    let body = r#"{
  "model": "gemini-3.1-flash-image-preview",
  "prompt": "A lighthouse on a cliff at dusk, long exposure",
  "size": "16:9",
  "n": 1,
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = Gemini31FlashImage::new("Redraw this picture as a charcoal sketch")
        .size(Size::R1x1)
        .resolution(Resolution::K2)
        .n(1)
        .reference("https://example.com/input.jpg");
    let open =
        ImageRequest::new("gemini-3.1-flash-image-preview", "Redraw this picture as a charcoal sketch")
            .size("1:1")
            .n(1)
            .references(["https://example.com/input.jpg"])
            .metadata("resolution", "2K");
    let body = r#"{
  "model": "gemini-3.1-flash-image-preview",
  "prompt": "Redraw this picture as a charcoal sketch",
  "size": "1:1",
  "n": 1,
  "image_urls": [
    "https://example.com/input.jpg"
  ],
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image", typed, &open, body);

    let typed = Gemini31FlashImage::new("Poster of the newest high-speed train in service")
        .size(Size::R16x9)
        .resolution(Resolution::K2)
        .n(1)
        .google_search(true)
        .google_image_search(true);
    let open = ImageRequest::new(
        "gemini-3.1-flash-image-preview",
        "Poster of the newest high-speed train in service",
    )
    .size("16:9")
    .n(1)
    .metadata("resolution", "2K")
    .metadata("google_search", true)
    .metadata("google_image_search", true);
    let body = r#"{
  "model": "gemini-3.1-flash-image-preview",
  "prompt": "Poster of the newest high-speed train in service",
  "size": "16:9",
  "n": 1,
  "metadata": {
    "resolution": "2K",
    "google_search": true,
    "google_image_search": true
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text and image search", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Gemini31FlashImage::new("Some text");
    let set = |builder: Gemini31FlashImage, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.n(whole(seed, 1, 21)),
        3 => builder.reference("https://example.com/file.jpeg"),
        4 => builder.google_search(seed.is_multiple_of(2)),
        5 => builder.google_image_search(seed.is_multiple_of(2)),
        6 => builder.callback_url("https://example.com/file"),
        7 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 8);
}
