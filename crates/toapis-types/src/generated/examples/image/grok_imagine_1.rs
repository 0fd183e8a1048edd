//! Generated from `catalog/grok-imagine-1.0--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::grok_imagine_1::*;

#[test]
fn examples() {
    let mut examples = Examples::new("grok_imagine_1");
    let typed = GrokImagine1::new("A teapot on a wooden bench, pastel drawing").size(Size::R1x1).n(1);
    let open =
        ImageRequest::new("grok-imagine-1.0", "A teapot on a wooden bench, pastel drawing").size("1:1").n(1);
    let body = r#"{
  "model": "grok-imagine-1.0",
  "prompt": "A teapot on a wooden bench, pastel drawing",
  "size": "1:1",
  "n": 1
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GrokImagine1::new("Some text");
    let set = |builder: GrokImagine1, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(whole(seed, 1, 10)),
        2 => builder.callback_url("https://example.com/file"),
        3 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 4);
}
