//! Generated from `catalog/minimax-h3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::minimax_h3::*;

#[test]
fn examples() {
    let mut examples = Examples::new("minimax_h3");
    let typed = MiniMaxH3::new("A glass city floats above storm clouds")
        .duration(5)
        .resolution(Resolution::K2)
        .aspect_ratio(AspectRatio::R16x9);
    let open = VideoRequest::new("MiniMax-H3", "A glass city floats above storm clouds")
        .duration(5)
        .resolution("2K")
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "MiniMax-H3",
  "prompt": "A glass city floats above storm clouds",
  "duration": 5,
  "resolution": "2K",
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = MiniMaxH3::new("A sapling becomes a grown tree")
        .duration(5)
        .resolution(Resolution::P768)
        .first_frame("https://example.com/sapling.jpg")
        .last_frame("https://example.com/tree.jpg");
    let open = VideoRequest::new("MiniMax-H3", "A sapling becomes a grown tree").duration(5).resolution("768p").extra("image_with_roles", serde_json::json!([{"role":"first_frame","url":"https://example.com/sapling.jpg"},{"role":"last_frame","url":"https://example.com/tree.jpg"}]));
    let body = r#"{
  "model": "MiniMax-H3",
  "prompt": "A sapling becomes a grown tree",
  "duration": 5,
  "resolution": "768p",
  "image_with_roles": [
    {
      "url": "https://example.com/sapling.jpg",
      "role": "first_frame"
    },
    {
      "url": "https://example.com/tree.jpg",
      "role": "last_frame"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    let typed = MiniMaxH3::new("The man of image 1 wears the coat of image 2 on a pier")
        .duration(6)
        .resolution(Resolution::K2)
        .aspect_ratio(AspectRatio::R9x16)
        .references(["https://example.com/man.png", "https://example.com/coat.png"]);
    let open = VideoRequest::new("MiniMax-H3", "The man of image 1 wears the coat of image 2 on a pier").duration(6).resolution("2K").aspect_ratio("9:16").extra("image_with_roles", serde_json::json!([{"role":"reference_image","url":"https://example.com/man.png"},{"role":"reference_image","url":"https://example.com/coat.png"}]));
    let body = r#"{
  "model": "MiniMax-H3",
  "prompt": "The man of image 1 wears the coat of image 2 on a pier",
  "duration": 6,
  "resolution": "2K",
  "aspect_ratio": "9:16",
  "image_with_roles": [
    {
      "url": "https://example.com/man.png",
      "role": "reference_image"
    },
    {
      "url": "https://example.com/coat.png",
      "role": "reference_image"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("several reference pictures", typed, &open, body);

    let typed = MiniMaxH3::new("Copy the moves of video 1 and speak with the voice of audio 1")
        .duration(5)
        .resolution(Resolution::K2)
        .aspect_ratio(AspectRatio::Adaptive)
        .video("https://example.com/moves.mp4")
        .reference_audio("https://example.com/voice.mp3");
    let open =
        VideoRequest::new("MiniMax-H3", "Copy the moves of video 1 and speak with the voice of audio 1")
            .duration(5)
            .resolution("2K")
            .aspect_ratio("adaptive")
            .extra(
                "video_with_roles",
                serde_json::json!([{"role":"reference_video","url":"https://example.com/moves.mp4"}]),
            )
            .extra(
                "audio_with_roles",
                serde_json::json!([{"role":"reference_audio","url":"https://example.com/voice.mp3"}]),
            );
    let body = r#"{
  "model": "MiniMax-H3",
  "prompt": "Copy the moves of video 1 and speak with the voice of audio 1",
  "duration": 5,
  "resolution": "2K",
  "aspect_ratio": "adaptive",
  "video_with_roles": [
    {
      "url": "https://example.com/moves.mp4",
      "role": "reference_video"
    }
  ],
  "audio_with_roles": [
    {
      "url": "https://example.com/voice.mp3",
      "role": "reference_audio"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("film and sound as references", typed, &open, body);

    let typed = MiniMaxH3::new("The man of image 1 copies video 1 with the voice of audio 1")
        .duration(5)
        .resolution(Resolution::K2)
        .aspect_ratio(AspectRatio::Adaptive)
        .reference("https://example.com/man.png")
        .video("https://example.com/moves.mp4")
        .reference_audio("https://example.com/voice.mp3");
    let open = VideoRequest::new("MiniMax-H3", "The man of image 1 copies video 1 with the voice of audio 1")
        .duration(5)
        .resolution("2K")
        .aspect_ratio("adaptive")
        .extra(
            "image_with_roles",
            serde_json::json!([{"role":"reference_image","url":"https://example.com/man.png"}]),
        )
        .extra(
            "video_with_roles",
            serde_json::json!([{"role":"reference_video","url":"https://example.com/moves.mp4"}]),
        )
        .extra(
            "audio_with_roles",
            serde_json::json!([{"role":"reference_audio","url":"https://example.com/voice.mp3"}]),
        );
    let body = r#"{
  "model": "MiniMax-H3",
  "prompt": "The man of image 1 copies video 1 with the voice of audio 1",
  "duration": 5,
  "resolution": "2K",
  "aspect_ratio": "adaptive",
  "image_with_roles": [
    {
      "url": "https://example.com/man.png",
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
      "url": "https://example.com/voice.mp3",
      "role": "reference_audio"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("picture, film and sound as references", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| MiniMaxH3::new("Some text");
    let set = |builder: MiniMaxH3, step: usize, seed: u32| match step {
        0 => builder.duration(whole(seed, 4, 15)),
        1 => builder.resolution(pick(Resolution::ALL, seed)),
        2 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        3 => builder.image_url("https://example.com/file"),
        4 => builder
            .image_with_role(ImageWithRole::new("https://example.com/file.jpg", pick(ImageRole::ALL, seed))),
        5 => builder.video_with_role(VideoWithRole::new("https://example.com/file.mp4")),
        6 => builder.audio_with_role(AudioWithRole::new("https://example.com/file.wav")),
        7 => builder.watermark(seed.is_multiple_of(2)),
        8 => builder.callback_url("https://example.com/file"),
        9 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 10);
}
