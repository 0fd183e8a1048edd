//! Generated from `catalog/sora-2-official--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::RemixRequest;
use crate::video::sora_2_official_remix::*;

#[test]
fn examples() {
    let mut examples = Examples::new("sora_2_official_remix");
    let typed = Sora2OfficialRemix::new("Turn the sky to a cold violet dusk");
    let open = RemixRequest::new("sora-2-official", "Turn the sky to a cold violet dusk");
    let body = r#"{
  "model": "sora-2-official",
  "prompt": "Turn the sky to a cold violet dusk"
}"#;
    no_findings(&typed.check());
    examples.add::<RemixRequest>("remix", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Sora2OfficialRemix::new("Some text");
    let set = |builder: Sora2OfficialRemix, step: usize, _: u32| match step {
        0 => builder.callback_url("https://example.com/file"),
        1 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, RemixRequest>(new, set, 2);
}
