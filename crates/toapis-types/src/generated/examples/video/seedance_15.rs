//! Generated from `catalog/doubao-seedance-1-5.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::seedance_15::*;

#[test]
fn examples() {
    let mut examples = Examples::new("seedance_15");
    let typed = Seedance15::new("Waves roll onto a pebble beach")
        .duration(5)
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P720)
        .audio(true);
    let open = VideoRequest::new("doubao-seedance-1-5-pro", "Waves roll onto a pebble beach")
        .duration(5)
        .aspect_ratio("16:9")
        .metadata("resolution", "720p")
        .metadata("audio", true);
    let body = r#"{
  "model": "doubao-seedance-1-5-pro",
  "prompt": "Waves roll onto a pebble beach",
  "duration": 5,
  "aspect_ratio": "16:9",
  "metadata": {
    "resolution": "720p",
    "audio": true
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video with sound", typed, &open, body);

    let typed = Seedance15::new("The kitten in the frame jumps after a leaf")
        .first_frame("https://example.com/kitten.png")
        .resolution(Resolution::P720)
        .audio(true);
    let open = VideoRequest::new("doubao-seedance-1-5-pro", "The kitten in the frame jumps after a leaf")
        .extra(
            "image_with_roles",
            serde_json::json!([{"role":"first_frame","url":"https://example.com/kitten.png"}]),
        )
        .metadata("resolution", "720p")
        .metadata("audio", true);
    let body = r#"{
  "model": "doubao-seedance-1-5-pro",
  "prompt": "The kitten in the frame jumps after a leaf",
  "image_with_roles": [
    {
      "url": "https://example.com/kitten.png",
      "role": "first_frame"
    }
  ],
  "metadata": {
    "resolution": "720p",
    "audio": true
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first frame", typed, &open, body);

    let typed = Seedance15::new("A skater spins and stops")
        .duration(5)
        .aspect_ratio(AspectRatio::R9x16)
        .first_frame("https://example.com/spin.png")
        .last_frame("https://example.com/stop.png")
        .resolution(Resolution::P720)
        .audio(true);
    let open = VideoRequest::new("doubao-seedance-1-5-pro", "A skater spins and stops").extra("image_with_roles", serde_json::json!([{"role":"first_frame","url":"https://example.com/spin.png"},{"role":"last_frame","url":"https://example.com/stop.png"}])).duration(5).aspect_ratio("9:16").metadata("resolution", "720p").metadata("audio", true);
    let body = r#"{
  "model": "doubao-seedance-1-5-pro",
  "prompt": "A skater spins and stops",
  "image_with_roles": [
    {
      "url": "https://example.com/spin.png",
      "role": "first_frame"
    },
    {
      "url": "https://example.com/stop.png",
      "role": "last_frame"
    }
  ],
  "duration": 5,
  "aspect_ratio": "9:16",
  "metadata": {
    "resolution": "720p",
    "audio": true
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Seedance15::new("Some text");
    let set = |builder: Seedance15, step: usize, seed: u32| match step {
        0 => builder.duration(whole(seed, 4, 12)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.image_url("https://example.com/file"),
        3 => builder
            .image_with_role(ImageWithRole::new("https://example.com/file", pick(ImageRole::ALL, seed))),
        4 => builder.resolution(pick(Resolution::ALL, seed)),
        5 => builder.seed(i64::from(whole(seed, 0, 20)) + -1),
        6 => builder.audio(seed.is_multiple_of(2)),
        7 => builder.camera_fixed(seed.is_multiple_of(2)),
        8 => builder.callback_url("https://example.com/file"),
        9 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 10);
}
