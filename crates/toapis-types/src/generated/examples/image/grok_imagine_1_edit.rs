//! Generated from `catalog/grok-imagine-1.0--edits.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::grok_imagine_1_edit::*;

#[test]
fn examples() {
    let mut examples = Examples::new("grok_imagine_1_edit");
    let typed =
        GrokImagine1Edit::new("Move the scene to a rainy evening", "https://example.com/source.png").n(1);
    let open = ImageRequest::new("grok-imagine-1.0-edit", "Move the scene to a rainy evening")
        .references(["https://example.com/source.png"])
        .n(1);
    let body = r#"{
  "model": "grok-imagine-1.0-edit",
  "prompt": "Move the scene to a rainy evening",
  "image_urls": [
    "https://example.com/source.png"
  ],
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("edit one picture", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GrokImagine1Edit::new("Some text", "https://example.com/file");
    let set = |builder: GrokImagine1Edit, step: usize, seed: u32| match step {
        0 => builder.reference("https://example.com/file"),
        1 => builder.n(whole(seed, 1, 10)),
        2 => builder.callback_url("https://example.com/file"),
        3 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 4);
}
