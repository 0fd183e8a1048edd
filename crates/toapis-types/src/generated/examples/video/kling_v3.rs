//! Generated from `catalog/kling-v3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::kling_v3::*;

#[test]
fn examples() {
    let mut examples = Examples::new("kling_v3");
    let typed = KlingV3::new("A red kayak glides down a river canyon")
        .resolution(Resolution::P720)
        .duration(5)
        .aspect_ratio("16:9");
    let open = VideoRequest::new("kling-v3", "A red kayak glides down a river canyon")
        .extra("mode", "std")
        .duration(5)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "kling-v3",
  "prompt": "A red kayak glides down a river canyon",
  "mode": "std",
  "duration": 5,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = KlingV3::new("The person in the reference nods slowly")
        .resolution(Resolution::P720)
        .duration(5)
        .reference("https://example.com/person.jpg");
    let open = VideoRequest::new("kling-v3", "The person in the reference nods slowly")
        .extra("reference_images", serde_json::json!(["https://example.com/person.jpg"]))
        .extra("mode", "std")
        .duration(5);
    let body = r#"{
  "model": "kling-v3",
  "prompt": "The person in the reference nods slowly",
  "reference_images": [
    "https://example.com/person.jpg"
  ],
  "mode": "std",
  "duration": 5
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("plain reference picture", typed, &open, body);

    let typed = KlingV3::new("A garden goes from spring to autumn")
        .resolution(Resolution::P1080)
        .duration(5)
        .first_frame("https://example.com/spring.jpg")
        .last_frame("https://example.com/autumn.jpg");
    let open = VideoRequest::new("kling-v3", "A garden goes from spring to autumn").extra("image_with_roles", serde_json::json!([{"role":"first_frame","url":"https://example.com/spring.jpg"},{"role":"last_frame","url":"https://example.com/autumn.jpg"}])).extra("mode", "pro").duration(5);
    let body = r#"{
  "model": "kling-v3",
  "prompt": "A garden goes from spring to autumn",
  "image_with_roles": [
    {
      "url": "https://example.com/spring.jpg",
      "role": "first_frame"
    },
    {
      "url": "https://example.com/autumn.jpg",
      "role": "last_frame"
    }
  ],
  "mode": "pro",
  "duration": 5
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    let typed = KlingV3::new("Same person, the place changes from harbour to hill")
        .resolution(Resolution::P1080)
        .duration(5)
        .reference("https://example.com/person.jpg")
        .first_frame("https://example.com/harbour.jpg")
        .last_frame("https://example.com/hill.jpg");
    let open = VideoRequest::new("kling-v3", "Same person, the place changes from harbour to hill").extra("reference_images", serde_json::json!(["https://example.com/person.jpg"])).extra("image_with_roles", serde_json::json!([{"role":"first_frame","url":"https://example.com/harbour.jpg"},{"role":"last_frame","url":"https://example.com/hill.jpg"}])).extra("mode", "pro").duration(5);
    let body = r#"{
  "model": "kling-v3",
  "prompt": "Same person, the place changes from harbour to hill",
  "reference_images": [
    "https://example.com/person.jpg"
  ],
  "image_with_roles": [
    {
      "url": "https://example.com/harbour.jpg",
      "role": "first_frame"
    },
    {
      "url": "https://example.com/hill.jpg",
      "role": "last_frame"
    }
  ],
  "mode": "pro",
  "duration": 5
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("references and frames mixed", typed, &open, body);

    let typed = KlingV3::new("A street drummer plays to a clapping crowd")
        .resolution(Resolution::P720)
        .duration(5)
        .audio(true);
    let open = VideoRequest::new("kling-v3", "A street drummer plays to a clapping crowd")
        .extra("mode", "std")
        .duration(5)
        .extra("audio", true);
    let body = r#"{
  "model": "kling-v3",
  "prompt": "A street drummer plays to a clapping crowd",
  "mode": "std",
  "duration": 5,
  "audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("sound in 720p", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| KlingV3::new("Some text");
    let set = |builder: KlingV3, step: usize, seed: u32| match step {
        0 => builder.resolution(pick(Resolution::ALL, seed)),
        1 => builder.duration(pick(&[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], seed)),
        2 => builder.aspect_ratio("16:9"),
        3 => builder.reference("https://example.com/file"),
        4 => builder
            .image_with_role(ImageWithRole::new("https://example.com/file", pick(ImageRole::ALL, seed))),
        5 => builder.audio(seed.is_multiple_of(2)),
        6 => builder.negative_prompt("Some text"),
        7 => builder.watermark(seed.is_multiple_of(2)),
        8 => builder.callback_url("https://example.com/file"),
        9 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 10);
}
