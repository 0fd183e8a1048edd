//! Generated from `catalog/gemini-omni-flash-preview-official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::gemini_omni_flash_preview::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gemini_omni_flash_preview");
    let typed = GeminiOmniFlashPreview::new("A tin robot turns its head on a wooden desk")
        .duration(6)
        .aspect_ratio(AspectRatio::R9x16)
        .resolution(Resolution::P720)
        .reference("https://example.com/robot.jpg");
    let open = VideoRequest::new(
        "gemini-omni-flash-preview-official",
        "A tin robot turns its head on a wooden desk",
    )
    .duration(6)
    .aspect_ratio("9:16")
    .resolution("720p")
    .references(["https://example.com/robot.jpg"]);
    let body = r#"{
  "model": "gemini-omni-flash-preview-official",
  "prompt": "A tin robot turns its head on a wooden desk",
  "duration": 6,
  "aspect_ratio": "9:16",
  "resolution": "720p",
  "image_urls": [
    "https://example.com/robot.jpg"
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference image to video", typed, &open, body);

    let typed = GeminiOmniFlashPreview::new("Make it snow, keep the camera path")
        .duration(8)
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P720)
        .video("https://example.com/street.mp4")
        .temperature(1.0)
        .top_p(0.95);
    let open = VideoRequest::new("gemini-omni-flash-preview-official", "Make it snow, keep the camera path")
        .duration(8)
        .aspect_ratio("16:9")
        .resolution("720p")
        .extra("video_list", serde_json::json!([{"video_url":"https://example.com/street.mp4"}]))
        .metadata("temperature", 1.0)
        .metadata("topP", 0.95);
    let body = r#"{
  "model": "gemini-omni-flash-preview-official",
  "prompt": "Make it snow, keep the camera path",
  "duration": 8,
  "aspect_ratio": "16:9",
  "resolution": "720p",
  "video_list": [
    {
      "video_url": "https://example.com/street.mp4"
    }
  ],
  "metadata": {
    "temperature": 1.0,
    "topP": 0.95
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("video edit", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GeminiOmniFlashPreview::new("Some text");
    let set = |builder: GeminiOmniFlashPreview, step: usize, seed: u32| match step {
        0 => builder.duration(whole(seed, 0, 10)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.reference("https://example.com/file"),
        4 => builder.video(VideoInput::new("https://example.com/file")),
        5 => builder.temperature(0.0 + 2.0 * f64::from(seed % 101) / 100.0),
        6 => builder.top_p(0.0 + 1.0 * f64::from(seed % 101) / 100.0),
        7 => builder.candidate_count(i64::from(whole(seed, 0, 20))),
        8 => builder.previous_interaction_id("Some text"),
        9 => builder.task(pick(Task::ALL, seed)),
        10 => builder.callback_url("https://example.com/file"),
        11 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 12);
}
