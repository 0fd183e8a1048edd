//! Generated from `catalog/minimax-hailuo.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::hailuo_02::*;

#[test]
fn examples() {
    let mut examples = Examples::new("hailuo_02");
    let typed = Hailuo02::new()
        .prompt("A harbour at night with cranes at work [Push in]")
        .duration(6)
        .resolution(Resolution::P1080);
    let open = VideoRequest::new("MiniMax-Hailuo-02", "A harbour at night with cranes at work [Push in]")
        .duration(6)
        .resolution("1080P");
    let body = r#"{
  "model": "MiniMax-Hailuo-02",
  "prompt": "A harbour at night with cranes at work [Push in]",
  "duration": 6,
  "resolution": "1080P"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = Hailuo02::new()
        .prompt("The sailor looks up")
        .duration(6)
        .resolution(Resolution::P768)
        .first_frame("https://example.com/sailor.jpg");
    let open = VideoRequest::new("MiniMax-Hailuo-02", "The sailor looks up")
        .references(["https://example.com/sailor.jpg"])
        .duration(6)
        .resolution("768P");
    let body = r#"{
  "model": "MiniMax-Hailuo-02",
  "prompt": "The sailor looks up",
  "image_urls": [
    "https://example.com/sailor.jpg"
  ],
  "duration": 6,
  "resolution": "768P"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("picture to video", typed, &open, body);

    let typed = Hailuo02::new()
        .prompt("The puppy grows up")
        .duration(6)
        .resolution(Resolution::P1080)
        .first_frame("https://example.com/puppy.jpg")
        .last_frame("https://example.com/dog.jpg");
    let open = VideoRequest::new("MiniMax-Hailuo-02", "The puppy grows up")
        .references(["https://example.com/puppy.jpg"])
        .duration(6)
        .resolution("1080P")
        .metadata("last_frame_image", "https://example.com/dog.jpg");
    let body = r#"{
  "model": "MiniMax-Hailuo-02",
  "prompt": "The puppy grows up",
  "image_urls": [
    "https://example.com/puppy.jpg"
  ],
  "duration": 6,
  "resolution": "1080P",
  "metadata": {
    "last_frame_image": "https://example.com/dog.jpg"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    let typed = Hailuo02::new()
        .prompt("She lifts the lid [Pedestal up], then waits [Static shot]")
        .duration(6)
        .resolution(Resolution::P768);
    let open =
        VideoRequest::new("MiniMax-Hailuo-02", "She lifts the lid [Pedestal up], then waits [Static shot]")
            .duration(6)
            .resolution("768P");
    let body = r#"{
  "model": "MiniMax-Hailuo-02",
  "prompt": "She lifts the lid [Pedestal up], then waits [Static shot]",
  "duration": 6,
  "resolution": "768P"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("camera directions", typed, &open, body);

    let typed = Hailuo02::new()
        .prompt("Wheat moves in the wind at dusk")
        .duration(10)
        .resolution(Resolution::P768)
        .prompt_optimizer(true)
        .fast_pretreatment(true);
    let open = VideoRequest::new("MiniMax-Hailuo-02", "Wheat moves in the wind at dusk")
        .duration(10)
        .resolution("768P")
        .metadata("prompt_optimizer", true)
        .metadata("fast_pretreatment", true);
    let body = r#"{
  "model": "MiniMax-Hailuo-02",
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
    let new = |_: u32| Hailuo02::new();
    let set = |builder: Hailuo02, step: usize, seed: u32| match step {
        0 => builder.prompt("Some text"),
        1 => builder.duration(pick(&[6, 10], seed)),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.image_url("https://example.com/file.jpg"),
        4 => builder.last_frame("https://example.com/file.jpg"),
        5 => builder.prompt_optimizer(seed.is_multiple_of(2)),
        6 => builder.fast_pretreatment(seed.is_multiple_of(2)),
        7 => builder.watermark(seed.is_multiple_of(2)),
        8 => builder.callback_url("https://example.com/file"),
        9 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 10);
}
