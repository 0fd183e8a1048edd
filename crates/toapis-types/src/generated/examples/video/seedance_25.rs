//! Generated from `catalog/seedance-2-5.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::seedance_25::*;

#[test]
fn examples() {
    let mut examples = Examples::new("seedance_25");
    let typed = Seedance25::new()
        .prompt("A watch turns on black velvet, slow push-in")
        .duration(10)
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P720)
        .audio(true);
    let open = VideoRequest::new("seedance-2-5", "A watch turns on black velvet, slow push-in")
        .duration(10)
        .aspect_ratio("16:9")
        .resolution("720p")
        .extra("generate_audio", true);
    let body = r#"{
  "model": "seedance-2-5",
  "prompt": "A watch turns on black velvet, slow push-in",
  "duration": 10,
  "aspect_ratio": "16:9",
  "resolution": "720p",
  "generate_audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed =
        Seedance25::new().prompt("A short clip about this year's solar eclipse").web_search(WebSearch::new());
    let open = VideoRequest::new("seedance-2-5", "A short clip about this year's solar eclipse")
        .extra("tools", serde_json::json!([{"type":"web_search"}]));
    let body = r#"{
  "model": "seedance-2-5",
  "prompt": "A short clip about this year's solar eclipse",
  "tools": [
    {
      "type": "web_search"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video with a web search", typed, &open, body);

    let typed = Seedance25::new()
        .prompt("The figure of image 1 moves as in video 1 to audio 1")
        .duration(12)
        .aspect_ratio(AspectRatio::R16x9)
        .reference("https://example.com/figure.png")
        .video("https://example.com/moves.mp4")
        .reference_audio("https://example.com/beat.mp3");
    let open = VideoRequest::new("seedance-2-5", "The figure of image 1 moves as in video 1 to audio 1")
        .duration(12)
        .aspect_ratio("16:9")
        .extra(
            "image_with_roles",
            serde_json::json!([{"role":"reference_image","url":"https://example.com/figure.png"}]),
        )
        .extra(
            "video_with_roles",
            serde_json::json!([{"role":"reference_video","url":"https://example.com/moves.mp4"}]),
        )
        .extra(
            "audio_with_roles",
            serde_json::json!([{"role":"reference_audio","url":"https://example.com/beat.mp3"}]),
        );
    let body = r#"{
  "model": "seedance-2-5",
  "prompt": "The figure of image 1 moves as in video 1 to audio 1",
  "duration": 12,
  "aspect_ratio": "16:9",
  "image_with_roles": [
    {
      "url": "https://example.com/figure.png",
      "role": "reference_image"
    }
  ],
  "video_with_roles": [
    {
      "url": "https://example.com/moves.mp4",
      "role": "reference_video"
    }
  ],
  "audio_with_roles": [
    {
      "url": "https://example.com/beat.mp3",
      "role": "reference_audio"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("references of all kinds", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Seedance25::new();
    let set = |builder: Seedance25, step: usize, seed: u32| match step {
        0 => builder.prompt("Some text"),
        1 => builder.video_operation(pick(VideoOperation::ALL, seed)),
        2 => builder.duration(i64::from(whole(seed, 0, 20)) + 4),
        3 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        4 => builder.image_url("https://example.com/file"),
        5 => builder
            .image_with_role(ImageWithRole::new("https://example.com/file", pick(ImageRole::ALL, seed))),
        6 => builder.video_with_role(VideoWithRole::new("https://example.com/file")),
        7 => builder.audio_with_role(AudioWithRole::new("https://example.com/file")),
        8 => builder.resolution(pick(Resolution::ALL, seed)),
        9 => builder.output_format(pick(OutputFormat::ALL, seed)),
        10 => builder.audio(seed.is_multiple_of(2)),
        11 => builder.return_last_frame(seed.is_multiple_of(2)),
        12 => builder.web_search(WebSearch::new()),
        13 => builder.trace_id("Some text"),
        14 => builder.callback_url("https://example.com/file"),
        15 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 16);
}
