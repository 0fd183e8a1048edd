//! Generated from `catalog/sora2--get-personas.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::sora_2::*;

#[test]
fn examples() {
    let mut examples = Examples::new("sora_2");
    let typed = Sora2::new().prompt("@abcdefgh.capt_biscuit steers a ship through fog");
    let open = VideoRequest::new("sora-2", "@abcdefgh.capt_biscuit steers a ship through fog");
    let body = r#"{
  "model": "sora-2",
  "prompt": "@abcdefgh.capt_biscuit steers a ship through fog"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("a character by name", typed, &open, body);

    let typed = Sora2::new()
        .prompt("A sailor steers a ship through fog")
        .character_url("task_01EXAMPLE0000000000000000B");
    let open = VideoRequest::new("sora-2", "A sailor steers a ship through fog")
        .extra("character_url", "task_01EXAMPLE0000000000000000B");
    let body = r#"{
  "model": "sora-2",
  "prompt": "A sailor steers a ship through fog",
  "character_url": "task_01EXAMPLE0000000000000000B"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("a character by task id", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Sora2::new();
    let set = |builder: Sora2, step: usize, _: u32| match step {
        0 => builder.prompt("Some text"),
        1 => builder.character_url("Some text"),
        2 => builder.callback_url("https://example.com/file"),
        3 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 4);
}

#[test]
fn calls() {
    let mut calls = Calls::new("sora2_get_personas_calls");
    calls.add("a character that is being made", &GetCharacterTask::new("task_01EXAMPLE0000000000000000B"), "{}", Some(r#"{"created_at":1790000000,"id":"task_01EXAMPLE0000000000000000B","metadata":{},"model":"sora-2","object":"generation.task","progress":45,"status":"in_progress"}"#));
    calls.add("a character that is done", &GetCharacterTask::new("task_01EXAMPLE0000000000000000B"), "{}", Some(r#"{"completed_at":1790000046,"created_at":1790000000,"id":"task_01EXAMPLE0000000000000000B","metadata":{},"model":"sora-2","object":"generation.task","progress":100,"result":{"data":{"characters":[{"display_name":"Captain Biscuit","id":"ch_0000000000000000000000000000exam","profile_picture_url":"https://example.com/character.jpg","username":"abcdefgh.capt_biscuit"}]},"type":"character"},"status":"completed"}"#));
    calls.finish();
}
