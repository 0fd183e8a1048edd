//! Generated from `catalog/vidu-ali.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::vidu_q3_video_reference::*;

#[test]
fn examples() {
    let mut examples = Examples::new("vidu_q3_video_reference");
    let typed = ViduQ3VideoReference::new(Model::Ad, "Keep the rhythm, the host enters a bright hall")
        .image_url("https://example.com/host.png")
        .video("https://example.com/reference.mp4")
        .duration(5)
        .resolution(Resolution::P1080)
        .audio(true);
    let open = VideoRequest::new("viduq3-ad", "Keep the rhythm, the host enters a bright hall")
        .extra("url", "https://example.com/reference.mp4")
        .references(["https://example.com/host.png"])
        .duration(5)
        .resolution("1080P")
        .extra("audio", true);
    let body = r#"{
  "model": "viduq3-ad",
  "prompt": "Keep the rhythm, the host enters a bright hall",
  "url": "https://example.com/reference.mp4",
  "image_urls": [
    "https://example.com/host.png"
  ],
  "duration": 5,
  "resolution": "1080P",
  "audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference video by url, ad", typed, &open, body);

    let typed = ViduQ3VideoReference::new(Model::Drama, "Same actor, mood grows tense")
        .image_url("https://example.com/actor.png")
        .reference_video("https://example.com/scene.mp4")
        .duration(5)
        .resolution(Resolution::P1080)
        .watermark(false);
    let open = VideoRequest::new("viduq3-drama", "Same actor, mood grows tense")
        .extra("video_list", serde_json::json!([{"video_url":"https://example.com/scene.mp4"}]))
        .references(["https://example.com/actor.png"])
        .duration(5)
        .resolution("1080P")
        .extra("watermark", false);
    let body = r#"{
  "model": "viduq3-drama",
  "prompt": "Same actor, mood grows tense",
  "video_list": [
    {
      "video_url": "https://example.com/scene.mp4"
    }
  ],
  "image_urls": [
    "https://example.com/actor.png"
  ],
  "duration": 5,
  "resolution": "1080P",
  "watermark": false
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("list of reference videos, drama", typed, &open, body);

    let typed = ViduQ3VideoReference::new(Model::Mix, "Join the motion of the clip with the mascot")
        .image_url("https://example.com/mascot.png")
        .video("https://example.com/motion.mp4")
        .duration(5)
        .resolution(Resolution::P720)
        .audio(true);
    let open = VideoRequest::new("viduq3-mix", "Join the motion of the clip with the mascot")
        .extra("url", "https://example.com/motion.mp4")
        .references(["https://example.com/mascot.png"])
        .duration(5)
        .resolution("720P")
        .extra("audio", true);
    let body = r#"{
  "model": "viduq3-mix",
  "prompt": "Join the motion of the clip with the mascot",
  "url": "https://example.com/motion.mp4",
  "image_urls": [
    "https://example.com/mascot.png"
  ],
  "duration": 5,
  "resolution": "720P",
  "audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference video by url, mix", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |first: u32| ViduQ3VideoReference::new(pick(Model::ALL, first), "Some text");
    let set = |builder: ViduQ3VideoReference, step: usize, seed: u32| match step {
        0 => builder.image_url("https://example.com/file"),
        1 => builder.video("https://example.com/file"),
        2 => builder.reference_video(ReferenceVideo::new("https://example.com/file")),
        3 => builder.duration(i64::from(whole(seed, 0, 20))),
        4 => builder.resolution(pick(Resolution::ALL, seed)),
        5 => builder.audio(seed.is_multiple_of(2)),
        6 => builder.watermark(seed.is_multiple_of(2)),
        7 => builder.seed(i64::from(whole(seed, 0, 20))),
        8 => builder.input_first_frame_url("https://example.com/file"),
        9 => builder.input_last_frame_url("https://example.com/file"),
        10 => builder.input_audio_url("https://example.com/file"),
        11 => builder.parameters_audio(seed.is_multiple_of(2)),
        12 => builder.parameters_watermark(seed.is_multiple_of(2)),
        13 => builder.callback_url("https://example.com/file"),
        14 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 15);
}
