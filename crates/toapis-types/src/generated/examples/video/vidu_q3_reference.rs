//! Generated from `catalog/viduq3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::vidu_q3_reference::*;

#[test]
fn examples() {
    let mut examples = Examples::new("vidu_q3_reference");
    let typed = ViduQ3Reference::new("The same fiddler walks through a market")
        .duration(6)
        .resolution(Resolution::P1080)
        .image_urls(["https://example.com/front.jpg", "https://example.com/side.jpg"]);
    let open = VideoRequest::new("viduq3", "The same fiddler walks through a market")
        .references(["https://example.com/front.jpg", "https://example.com/side.jpg"])
        .duration(6)
        .resolution("1080p");
    let body = r#"{
  "model": "viduq3",
  "prompt": "The same fiddler walks through a market",
  "image_urls": [
    "https://example.com/front.jpg",
    "https://example.com/side.jpg"
  ],
  "duration": 6,
  "resolution": "1080p"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("several references", typed, &open, body);

    let typed = ViduQ3Reference::new("@fox and @hare race over a field")
        .duration(8)
        .resolution(Resolution::P720)
        .image_url("https://example.com/field.jpg")
        .audio(true)
        .subjects([
            Subject::new("fox", "https://example.com/fox.jpg"),
            Subject::new("hare", "https://example.com/hare.jpg"),
        ])
        .audio_type(AudioType::All);
    let open = VideoRequest::new("viduq3", "@fox and @hare race over a field").references(["https://example.com/field.jpg"]).duration(8).resolution("720p").extra("audio", true).metadata("subjects", serde_json::json!([{"images":["https://example.com/fox.jpg"],"name":"fox"},{"images":["https://example.com/hare.jpg"],"name":"hare"}])).metadata("audio_type", "all");
    let body = r#"{
  "model": "viduq3",
  "prompt": "@fox and @hare race over a field",
  "image_urls": [
    "https://example.com/field.jpg"
  ],
  "duration": 8,
  "resolution": "720p",
  "audio": true,
  "metadata": {
    "subjects": [
      {
        "name": "fox",
        "images": [
          "https://example.com/fox.jpg"
        ]
      },
      {
        "name": "hare",
        "images": [
          "https://example.com/hare.jpg"
        ]
      }
    ],
    "audio_type": "all"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("subjects", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| ViduQ3Reference::new("Some text");
    let set = |builder: ViduQ3Reference, step: usize, seed: u32| match step {
        0 => builder.duration(whole(seed, 1, 16)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.aspect_ratio("16:9"),
        3 => builder.image_url("https://example.com/file"),
        4 => builder.audio(seed.is_multiple_of(2)),
        5 => builder.seed(i64::from(whole(seed, 0, 20))),
        6 => builder.subject(Subject::new("Some text", "https://example.com/file")),
        7 => builder.auto_subjects(seed.is_multiple_of(2)),
        8 => builder.voice_id("Some text"),
        9 => builder.audio_type(pick(AudioType::ALL, seed)),
        10 => builder.off_peak(seed.is_multiple_of(2)),
        11 => builder.payload("Some text"),
        12 => builder.callback_url("https://example.com/file"),
        13 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 14);
}
