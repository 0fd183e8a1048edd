//! Generated from `catalog/flux-2.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::flux_2::*;

#[test]
fn examples() {
    let mut examples = Examples::new("flux_2");
    let typed =
        Flux2::new(Model::Flex, "A tortoise in a sunlit garden").size(Size::R1x1).resolution(Resolution::K1);
    let open = ImageRequest::new("flux-2-flex", "A tortoise in a sunlit garden")
        .size("1:1")
        .metadata("resolution", "1K");
    let body = r#"{
  "model": "flux-2-flex",
  "prompt": "A tortoise in a sunlit garden",
  "size": "1:1",
  "metadata": {
    "resolution": "1K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image, fast", typed, &open, body);

    let typed = Flux2::new(Model::Pro, "Old observatory under the Milky Way")
        .size(Size::R16x9)
        .resolution(Resolution::K2);
    let open = ImageRequest::new("flux-2-pro", "Old observatory under the Milky Way")
        .size("16:9")
        .metadata("resolution", "2K");
    let body = r#"{
  "model": "flux-2-pro",
  "prompt": "Old observatory under the Milky Way",
  "size": "16:9",
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image, high quality", typed, &open, body);

    let typed = Flux2::new(Model::Pro, "Same character, now sailing a small boat")
        .size(Size::R1x1)
        .references(["https://example.com/ref1.jpg", "https://example.com/ref2.jpg"])
        .resolution(Resolution::K2);
    let open = ImageRequest::new("flux-2-pro", "Same character, now sailing a small boat")
        .size("1:1")
        .references(["https://example.com/ref1.jpg", "https://example.com/ref2.jpg"])
        .metadata("resolution", "2K");
    let body = r#"{
  "model": "flux-2-pro",
  "prompt": "Same character, now sailing a small boat",
  "size": "1:1",
  "image_urls": [
    "https://example.com/ref1.jpg",
    "https://example.com/ref2.jpg"
  ],
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("two references", typed, &open, body);

    let typed = Flux2::new(Model::Pro, "Same character, now sailing a small boat")
        .size(Size::R1x1)
        .reference("https://example.com/ref1.jpg")
        .resolution(Resolution::K2);
    let open = ImageRequest::new("flux-2-pro", "Same character, now sailing a small boat")
        .size("1:1")
        .references(["https://example.com/ref1.jpg"])
        .metadata("resolution", "2K");
    let body = r#"{
  "model": "flux-2-pro",
  "prompt": "Same character, now sailing a small boat",
  "size": "1:1",
  "image_urls": [
    "https://example.com/ref1.jpg"
  ],
  "metadata": {
    "resolution": "2K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("one reference", typed, &open, body);

    let typed =
        Flux2::new(Model::Flex, "Minimal jazz festival poster").size(Size::R9x16).resolution(Resolution::K1);
    let open = ImageRequest::new("flux-2-flex", "Minimal jazz festival poster")
        .size("9:16")
        .metadata("resolution", "1K");
    let body = r#"{
  "model": "flux-2-flex",
  "prompt": "Minimal jazz festival poster",
  "size": "9:16",
  "metadata": {
    "resolution": "1K"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("upright poster", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |first: u32| Flux2::new(pick(Model::ALL, first), "Some text");
    let set = |builder: Flux2, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.reference("https://example.com/file"),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.callback_url("https://example.com/file"),
        4 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 5);
}
