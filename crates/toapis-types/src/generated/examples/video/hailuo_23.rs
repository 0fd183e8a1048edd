//! Generated from `catalog/minimax-hailuo-2.3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::hailuo_23::*;

#[test]
fn examples() {
    let mut examples = Examples::new("hailuo_23");
    let typed = Hailuo23::new(Model::Standard, "A harbour at night with cranes at work")
        .duration(6)
        .resolution(Resolution::P1080);
    let open = VideoRequest::new("MiniMax-Hailuo-2.3", "A harbour at night with cranes at work")
        .duration(6)
        .resolution("1080P");
    let body = r#"{
  "model": "MiniMax-Hailuo-2.3",
  "prompt": "A harbour at night with cranes at work",
  "duration": 6,
  "resolution": "1080P"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = Hailuo23::new(Model::Standard, "The sailor looks up and laughs")
        .duration(6)
        .resolution(Resolution::P1080)
        .first_frame("https://example.com/sailor.jpg");
    let open = VideoRequest::new("MiniMax-Hailuo-2.3", "The sailor looks up and laughs")
        .references(["https://example.com/sailor.jpg"])
        .duration(6)
        .resolution("1080P");
    let body = r#"{
  "model": "MiniMax-Hailuo-2.3",
  "prompt": "The sailor looks up and laughs",
  "image_urls": [
    "https://example.com/sailor.jpg"
  ],
  "duration": 6,
  "resolution": "1080P"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("picture to video", typed, &open, body);

    let typed = Hailuo23::new(Model::Fast, "The sailor walks off")
        .duration(6)
        .resolution(Resolution::P768)
        .first_frame("https://example.com/sailor.jpg");
    let open = VideoRequest::new("MiniMax-Hailuo-2.3-Fast", "The sailor walks off")
        .references(["https://example.com/sailor.jpg"])
        .duration(6)
        .resolution("768P");
    let body = r#"{
  "model": "MiniMax-Hailuo-2.3-Fast",
  "prompt": "The sailor walks off",
  "image_urls": [
    "https://example.com/sailor.jpg"
  ],
  "duration": 6,
  "resolution": "768P"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("picture to video, fast", typed, &open, body);

    let typed = Hailuo23::new(Model::Standard, "She lifts the lid [Pedestal up], then waits [Static shot]")
        .duration(6)
        .resolution(Resolution::P768);
    let open =
        VideoRequest::new("MiniMax-Hailuo-2.3", "She lifts the lid [Pedestal up], then waits [Static shot]")
            .duration(6)
            .resolution("768P");
    let body = r#"{
  "model": "MiniMax-Hailuo-2.3",
  "prompt": "She lifts the lid [Pedestal up], then waits [Static shot]",
  "duration": 6,
  "resolution": "768P"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("camera directions", typed, &open, body);

    let typed = Hailuo23::new(Model::Standard, "Wheat moves in the wind at dusk")
        .duration(10)
        .resolution(Resolution::P768)
        .prompt_optimizer(true)
        .fast_pretreatment(true);
    let open = VideoRequest::new("MiniMax-Hailuo-2.3", "Wheat moves in the wind at dusk")
        .duration(10)
        .resolution("768P")
        .metadata("prompt_optimizer", true)
        .metadata("fast_pretreatment", true);
    let body = r#"{
  "model": "MiniMax-Hailuo-2.3",
  "prompt": "Wheat moves in the wind at dusk",
  "duration": 10,
  "resolution": "768P",
  "metadata": {
    "prompt_optimizer": true,
    "fast_pretreatment": true
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("10 seconds with a shorter preparation", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |first: u32| Hailuo23::new(pick(Model::ALL, first), "Some text");
    let set = |builder: Hailuo23, step: usize, seed: u32| match step {
        0 => builder.duration(pick(&[6, 10], seed)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.image_url("https://example.com/file.jpg"),
        3 => builder.prompt_optimizer(seed.is_multiple_of(2)),
        4 => builder.fast_pretreatment(seed.is_multiple_of(2)),
        5 => builder.watermark(seed.is_multiple_of(2)),
        6 => builder.callback_url("https://example.com/file"),
        7 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 8);
}
