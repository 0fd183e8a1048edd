//! Generated from `catalog/gpt-image-2--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gpt_image_2::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gpt_image_2");
    let typed = GptImage2::new("Poster of a tram in the rain, film look")
        .size(Size::R1x1)
        .resolution(Resolution::K1)
        .n(1)
        .response_format("url");
    let open = ImageRequest::new("gpt-image-2", "Poster of a tram in the rain, film look")
        .n(1)
        .size("1:1")
        .extra("resolution", "1k")
        .extra("response_format", "url");
    let body = r#"{
  "model": "gpt-image-2",
  "prompt": "Poster of a tram in the rain, film look",
  "n": 1,
  "size": "1:1",
  "resolution": "1k",
  "response_format": "url"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = GptImage2::new("Keep the subject, switch the scene to winter")
        .size(Size::R1x1)
        .resolution(Resolution::K1)
        .n(1)
        .response_format("url")
        .references(["https://example.com/a.png", "https://example.com/b.png", "https://example.com/c.png"]);
    let open = ImageRequest::new("gpt-image-2", "Keep the subject, switch the scene to winter")
        .n(1)
        .size("1:1")
        .extra("resolution", "1k")
        .references(["https://example.com/a.png", "https://example.com/b.png", "https://example.com/c.png"])
        .extra("response_format", "url");
    let body = r#"{
  "model": "gpt-image-2",
  "prompt": "Keep the subject, switch the scene to winter",
  "n": 1,
  "size": "1:1",
  "resolution": "1k",
  "image_urls": [
    "https://example.com/a.png",
    "https://example.com/b.png",
    "https://example.com/c.png"
  ],
  "response_format": "url"
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("image to image with three references", typed, &open, body);

    let typed = GptImage2::new("A heron in morning fog").size(Size::R1x1).resolution(Resolution::K1).n(1);
    let open =
        ImageRequest::new("gpt-image-2", "A heron in morning fog").size("1:1").extra("resolution", "1k").n(1);
    let body = r#"{
  "model": "gpt-image-2",
  "prompt": "A heron in morning fog",
  "size": "1:1",
  "resolution": "1k",
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("quickstart", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GptImage2::new("Some text");
    let set = |builder: GptImage2, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.n(whole(seed, 1, 21)),
        3 => builder.response_format("Some text"),
        4 => builder.reference("https://example.com/file"),
        5 => builder.callback_url("https://example.com/file"),
        6 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 7);
}
