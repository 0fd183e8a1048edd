//! Generated from `catalog/vidu-ali.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::vidu_q3_pro_fast::*;

#[test]
fn examples() {
    let mut examples = Examples::new("vidu_q3_pro_fast");
    let typed = ViduQ3ProFast::new("The girl looks up and smiles, slight push-in")
        .first_frame("https://example.com/first.png")
        .duration(5)
        .resolution(Resolution::P720)
        .audio(true)
        .watermark(false);
    let open = VideoRequest::new("viduq3-pro-fast", "The girl looks up and smiles, slight push-in")
        .references(["https://example.com/first.png"])
        .duration(5)
        .resolution("720P")
        .extra("audio", true)
        .extra("watermark", false);
    let body = r#"{
  "model": "viduq3-pro-fast",
  "prompt": "The girl looks up and smiles, slight push-in",
  "image_urls": [
    "https://example.com/first.png"
  ],
  "duration": 5,
  "resolution": "720P",
  "audio": true,
  "watermark": false
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first frame", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| ViduQ3ProFast::new("Some text");
    let set = |builder: ViduQ3ProFast, step: usize, seed: u32| match step {
        0 => builder.image_url("https://example.com/file"),
        1 => builder.duration(i64::from(whole(seed, 0, 20))),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.audio(seed.is_multiple_of(2)),
        4 => builder.watermark(seed.is_multiple_of(2)),
        5 => builder.seed(i64::from(whole(seed, 0, 20))),
        6 => builder.input_first_frame_url("https://example.com/file"),
        7 => builder.input_last_frame_url("https://example.com/file"),
        8 => builder.input_audio_url("https://example.com/file"),
        9 => builder.parameters_audio(seed.is_multiple_of(2)),
        10 => builder.parameters_watermark(seed.is_multiple_of(2)),
        11 => builder.callback_url("https://example.com/file"),
        12 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 13);
}
