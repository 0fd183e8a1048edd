//! Generated from `catalog/sora2--create-persona.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::sora_2_character::*;

#[test]
fn examples() {
    let mut examples = Examples::new("sora_2_character");
    let typed = Sora2Character::new("1,3").url("https://example.com/captain.mp4");
    let open = VideoRequest::for_model("sora-2")
        .extra("url", "https://example.com/captain.mp4")
        .extra("timestamps", "1,3");
    let body = r#"{
  "model": "sora-2",
  "url": "https://example.com/captain.mp4",
  "timestamps": "1,3"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("from a video", typed, &open, body);

    let typed = Sora2Character::new("1,3").from_task("task_01EXAMPLE0000000000000000A");
    let open = VideoRequest::for_model("sora-2")
        .extra("from_task", "task_01EXAMPLE0000000000000000A")
        .extra("timestamps", "1,3");
    let body = r#"{
  "model": "sora-2",
  "from_task": "task_01EXAMPLE0000000000000000A",
  "timestamps": "1,3"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("from an earlier task", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Sora2Character::new("1,4");
    let set = |builder: Sora2Character, step: usize, _: u32| match step {
        0 => builder.url("https://example.com/file"),
        1 => builder.from_task("Some text"),
        2 => builder.callback_url("https://example.com/file"),
        3 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 4);
}
