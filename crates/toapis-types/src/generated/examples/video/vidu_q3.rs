//! Generated from `catalog/viduq3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::vidu_q3::*;

#[test]
fn examples() {
    let mut examples = Examples::new("vidu_q3");
    let typed = ViduQ3::new(Model::Pro, "A fiddler plays on a rooftop at dusk")
        .duration(8)
        .resolution(Resolution::P1080)
        .aspect_ratio("16:9")
        .audio(true);
    let open = VideoRequest::new("viduq3-pro", "A fiddler plays on a rooftop at dusk")
        .duration(8)
        .resolution("1080p")
        .aspect_ratio("16:9")
        .extra("audio", true);
    let body = r#"{
  "model": "viduq3-pro",
  "prompt": "A fiddler plays on a rooftop at dusk",
  "duration": 8,
  "resolution": "1080p",
  "aspect_ratio": "16:9",
  "audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = ViduQ3::new(Model::Turbo, "The fiddler starts to play")
        .duration(5)
        .resolution(Resolution::P720)
        .first_frame("https://example.com/fiddler.jpg");
    let open = VideoRequest::new("viduq3-turbo", "The fiddler starts to play")
        .references(["https://example.com/fiddler.jpg"])
        .duration(5)
        .resolution("720p");
    let body = r#"{
  "model": "viduq3-turbo",
  "prompt": "The fiddler starts to play",
  "image_urls": [
    "https://example.com/fiddler.jpg"
  ],
  "duration": 5,
  "resolution": "720p"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first frame", typed, &open, body);

    let typed = ViduQ3::new(Model::Pro, "He stands up from the chair")
        .duration(8)
        .resolution(Resolution::P720)
        .first_frame("https://example.com/sitting.jpg")
        .last_frame("https://example.com/standing.jpg");
    let open = VideoRequest::new("viduq3-pro", "He stands up from the chair")
        .references(["https://example.com/sitting.jpg", "https://example.com/standing.jpg"])
        .duration(8)
        .resolution("720p");
    let body = r#"{
  "model": "viduq3-pro",
  "prompt": "He stands up from the chair",
  "image_urls": [
    "https://example.com/sitting.jpg",
    "https://example.com/standing.jpg"
  ],
  "duration": 8,
  "resolution": "720p"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |first: u32| ViduQ3::new(pick(Model::ALL, first), "Some text");
    let set = |builder: ViduQ3, step: usize, seed: u32| match step {
        0 => builder.duration(whole(seed, 1, 16)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.aspect_ratio("16:9"),
        3 => builder.image_url("https://example.com/file"),
        4 => builder.audio(seed.is_multiple_of(2)),
        5 => builder.seed(i64::from(whole(seed, 0, 20))),
        6 => builder.auto_subjects(seed.is_multiple_of(2)),
        7 => builder.voice_id("Some text"),
        8 => builder.audio_type(pick(AudioType::ALL, seed)),
        9 => builder.off_peak(seed.is_multiple_of(2)),
        10 => builder.payload("Some text"),
        11 => builder.callback_url("https://example.com/file"),
        12 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 13);
}
