//! Generated from `catalog/grok-video--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::RemixRequest;
use crate::video::grok_video_remix::*;

#[test]
fn examples() {
    let mut examples = Examples::new("grok_video_remix");
    let typed = GrokVideoRemix::new("Add a second kite").aspect_ratio(AspectRatio::R16x9);
    let open = RemixRequest::new("grok-video-1.0", "Add a second kite").extra("aspect_ratio", "16:9");
    let body = r#"{
  "model": "grok-video-1.0",
  "prompt": "Add a second kite",
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<RemixRequest>("remix", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GrokVideoRemix::new("Some text");
    let set = |builder: GrokVideoRemix, step: usize, seed: u32| match step {
        0 => builder.size("Some text"),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.callback_url("https://example.com/file"),
        3 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, RemixRequest>(new, set, 4);
}
