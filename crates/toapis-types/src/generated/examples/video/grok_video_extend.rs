//! Generated from `catalog/grok-video--extend.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::ExtendRequest;
use crate::video::grok_video_extend::*;

#[test]
fn examples() {
    let mut examples = Examples::new("grok_video_extend");
    let typed = GrokVideoExtend::new("The kite drifts out over the sea");
    let open = ExtendRequest::new("grok-video-1.0", "The kite drifts out over the sea");
    let body = r#"{
  "model": "grok-video-1.0",
  "prompt": "The kite drifts out over the sea"
}"#;
    no_findings(&typed.check());
    examples.add::<ExtendRequest>("extend", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GrokVideoExtend::new("Some text");
    let set = |builder: GrokVideoExtend, step: usize, _: u32| match step {
        0 => builder.size("Some text"),
        1 => builder.callback_url("https://example.com/file"),
        2 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ExtendRequest>(new, set, 3);
}
