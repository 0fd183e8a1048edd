//! Generated from `catalog/sora2--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::sora_2_vvip::*;

#[test]
fn examples() {
    let mut examples = Examples::new("sora_2_vvip");
    let typed = Sora2Vvip::new("A paper boat drifts down a rainy gutter")
        .duration(4)
        .aspect_ratio(AspectRatio::R16x9);
    let open = VideoRequest::new("sora-2-vvip", "A paper boat drifts down a rainy gutter")
        .duration(4)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "sora-2-vvip",
  "prompt": "A paper boat drifts down a rainy gutter",
  "duration": 4,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = Sora2Vvip::new("Let the boat in the picture start to float")
        .duration(4)
        .aspect_ratio(AspectRatio::R16x9)
        .reference("https://example.com/boat.jpg");
    let open = VideoRequest::new("sora-2-vvip", "Let the boat in the picture start to float")
        .references(["https://example.com/boat.jpg"])
        .duration(4)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "sora-2-vvip",
  "prompt": "Let the boat in the picture start to float",
  "image_urls": [
    "https://example.com/boat.jpg"
  ],
  "duration": 4,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("image to video", typed, &open, body);

    let typed = Sora2Vvip::new("A round hamster in a top hat")
        .duration(4)
        .aspect_ratio(AspectRatio::R16x9)
        .watermark(false)
        .style(Style::Anime);
    let open = VideoRequest::new("sora-2-vvip", "A round hamster in a top hat")
        .aspect_ratio("16:9")
        .duration(4)
        .metadata("style", "anime")
        .metadata("watermark", false);
    let body = r#"{
  "model": "sora-2-vvip",
  "prompt": "A round hamster in a top hat",
  "aspect_ratio": "16:9",
  "duration": 4,
  "metadata": {
    "style": "anime",
    "watermark": false
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("style and watermark", typed, &open, body);

    let typed = Sora2Vvip::new("Two friends row across a lake @abcdefgh.rowerone @ijklmnop.rowertwo")
        .duration(4)
        .aspect_ratio(AspectRatio::R16x9);
    let open = VideoRequest::new(
        "sora-2-vvip",
        "Two friends row across a lake @abcdefgh.rowerone @ijklmnop.rowertwo",
    )
    .duration(4)
    .aspect_ratio("16:9");
    let body = r#"{
  "model": "sora-2-vvip",
  "prompt": "Two friends row across a lake @abcdefgh.rowerone @ijklmnop.rowertwo",
  "duration": 4,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("characters by name", typed, &open, body);

    let typed = Sora2Vvip::new("A paper boat drifts down a rainy gutter")
        .duration(4)
        .aspect_ratio(AspectRatio::R16x9)
        .n(2)
        .watermark(false)
        .style(Style::Anime);
    let open = VideoRequest::new("sora-2-vvip", "A paper boat drifts down a rainy gutter")
        .duration(4)
        .aspect_ratio("16:9")
        .metadata("style", "anime")
        .metadata("watermark", false)
        .metadata("n", 2);
    let body = r#"{
  "model": "sora-2-vvip",
  "prompt": "A paper boat drifts down a rainy gutter",
  "duration": 4,
  "aspect_ratio": "16:9",
  "metadata": {
    "style": "anime",
    "watermark": false,
    "n": 2
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("several variants", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Sora2Vvip::new("Some text");
    let set = |builder: Sora2Vvip, step: usize, seed: u32| match step {
        0 => builder.duration(pick(&[4, 8, 12], seed)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.reference("https://example.com/file"),
        3 => builder.thumbnail(seed.is_multiple_of(2)),
        4 => builder.n(whole(seed, 1, 4)),
        5 => builder.watermark(seed.is_multiple_of(2)),
        6 => builder.private(seed.is_multiple_of(2)),
        7 => builder.style(pick(Style::ALL, seed)),
        8 => builder.storyboard(seed.is_multiple_of(2)),
        9 => builder.character_url("https://example.com/file"),
        10 => builder.character_timestamps("1,3"),
        11 => builder.character_create(seed.is_multiple_of(2)),
        12 => builder.character_from_task("Some text"),
        13 => builder.callback_url("https://example.com/file"),
        14 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 15);
}
