//! Generated from `catalog/sora2--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::RemixRequest;
use crate::video::sora_2_remix::*;

#[test]
fn examples() {
    let mut examples = Examples::new("sora_2_remix");
    let typed =
        Sora2Remix::new("Add a second boat in the background").duration(15).aspect_ratio(AspectRatio::R16x9);
    let open = RemixRequest::new("sora-2", "Add a second boat in the background")
        .extra("duration", 15)
        .extra("aspect_ratio", "16:9");
    let body = r#"{
  "model": "sora-2",
  "prompt": "Add a second boat in the background",
  "duration": 15,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<RemixRequest>("remix", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Sora2Remix::new("Some text");
    let set = |builder: Sora2Remix, step: usize, seed: u32| match step {
        0 => builder.duration(pick(&[10, 15, 25], seed)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.callback_url("https://example.com/file"),
        3 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, RemixRequest>(new, set, 4);
}
