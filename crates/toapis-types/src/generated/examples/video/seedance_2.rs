//! Generated from `catalog/seedance-2--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::seedance_2::*;

#[test]
fn examples() {
    let mut examples = Examples::new("seedance_2");
    let typed = Seedance2::new()
        .model(Model::Mini)
        .prompt("The host of image 1 moves as in video 1 to the beat of audio 1")
        .duration(10)
        .aspect_ratio(AspectRatio::R16x9)
        .reference("https://example.com/host.jpg")
        .video("https://example.com/moves.mp4")
        .reference_audio("https://example.com/beat.mp3")
        .resolution(Resolution::P480)
        .client_business_id("order_example_001");
    let open = VideoRequest::new(
        "seedance-2-mini",
        "The host of image 1 moves as in video 1 to the beat of audio 1",
    )
    .client_business_id("order_example_001")
    .duration(10)
    .aspect_ratio("16:9")
    .extra(
        "image_with_roles",
        serde_json::json!([{"role":"reference_image","url":"https://example.com/host.jpg"}]),
    )
    .extra(
        "video_with_roles",
        serde_json::json!([{"role":"reference_video","url":"https://example.com/moves.mp4"}]),
    )
    .extra(
        "audio_with_roles",
        serde_json::json!([{"role":"reference_audio","url":"https://example.com/beat.mp3"}]),
    )
    .resolution("480p");
    let body = r#"{
  "model": "seedance-2-mini",
  "client_business_id": "order_example_001",
  "prompt": "The host of image 1 moves as in video 1 to the beat of audio 1",
  "duration": 10,
  "aspect_ratio": "16:9",
  "image_with_roles": [
    {
      "url": "https://example.com/host.jpg",
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
  ],
  "resolution": "480p"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("references of all kinds, mini", typed, &open, body);

    let typed = Seedance2::new()
        .prompt("Glide from the door to the desk, soft light")
        .duration(5)
        .aspect_ratio(AspectRatio::R16x9)
        .first_frame("https://example.com/door.png")
        .last_frame("https://example.com/desk.png")
        .resolution(Resolution::P720)
        .audio(false);
    let open = VideoRequest::new("seedance-2", "Glide from the door to the desk, soft light").duration(5).aspect_ratio("16:9").extra("image_with_roles", serde_json::json!([{"role":"first_frame","url":"https://example.com/door.png"},{"role":"last_frame","url":"https://example.com/desk.png"}])).resolution("720p").extra("generate_audio", false);
    let body = r#"{
  "model": "seedance-2",
  "prompt": "Glide from the door to the desk, soft light",
  "duration": 5,
  "aspect_ratio": "16:9",
  "image_with_roles": [
    {
      "url": "https://example.com/door.png",
      "role": "first_frame"
    },
    {
      "url": "https://example.com/desk.png",
      "role": "last_frame"
    }
  ],
  "resolution": "720p",
  "generate_audio": false
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    let typed = Seedance2::new()
        .model(Model::Mini)
        .prompt("The host of the image follows the video rhythm")
        .duration(8)
        .aspect_ratio(AspectRatio::R16x9)
        .reference("https://example.com/host.png")
        .video("https://example.com/moves.mp4")
        .resolution(Resolution::P720);
    let open = VideoRequest::new("seedance-2-mini", "The host of the image follows the video rhythm")
        .duration(8)
        .aspect_ratio("16:9")
        .resolution("720p")
        .extra(
            "image_with_roles",
            serde_json::json!([{"role":"reference_image","url":"https://example.com/host.png"}]),
        )
        .extra(
            "video_with_roles",
            serde_json::json!([{"role":"reference_video","url":"https://example.com/moves.mp4"}]),
        );
    let body = r#"{
  "model": "seedance-2-mini",
  "prompt": "The host of the image follows the video rhythm",
  "duration": 8,
  "aspect_ratio": "16:9",
  "resolution": "720p",
  "image_with_roles": [
    {
      "url": "https://example.com/host.png",
      "role": "reference_image"
    }
  ],
  "video_with_roles": [
    {
      "url": "https://example.com/moves.mp4",
      "role": "reference_video"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference picture and film, mini", typed, &open, body);

    let typed =
        Seedance2::new().prompt("A short clip about this year's solar eclipse").web_search(WebSearch::new());
    let open = VideoRequest::new("seedance-2", "A short clip about this year's solar eclipse")
        .extra("tools", serde_json::json!([{"type":"web_search"}]));
    let body = r#"{
  "model": "seedance-2",
  "prompt": "A short clip about this year's solar eclipse",
  "tools": [
    {
      "type": "web_search"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video with a web search", typed, &open, body);

    let typed = Seedance2::new()
        .prompt("Macro shot of a snail crossing a wet leaf")
        .duration(11)
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P720)
        .audio(true);
    let open = VideoRequest::new("seedance-2", "Macro shot of a snail crossing a wet leaf")
        .duration(11)
        .aspect_ratio("16:9")
        .resolution("720p")
        .extra("generate_audio", true);
    let body = r#"{
  "model": "seedance-2",
  "prompt": "Macro shot of a snail crossing a wet leaf",
  "duration": 11,
  "aspect_ratio": "16:9",
  "resolution": "720p",
  "generate_audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = Seedance2::new()
        .model(Model::Fast)
        .prompt("A terrier runs through puddles under neon")
        .duration(5)
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P720);
    let open = VideoRequest::new("seedance-2-fast", "A terrier runs through puddles under neon")
        .duration(5)
        .aspect_ratio("16:9")
        .resolution("720p");
    let body = r#"{
  "model": "seedance-2-fast",
  "prompt": "A terrier runs through puddles under neon",
  "duration": 5,
  "aspect_ratio": "16:9",
  "resolution": "720p"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("fast model", typed, &open, body);

    let typed = Seedance2::new()
        .model(Model::Mini)
        .prompt("The person of image 1 turns at the window")
        .reference("asset://asset_img_01EXAMPLE");
    let open = VideoRequest::new("seedance-2-mini", "The person of image 1 turns at the window").extra(
        "image_with_roles",
        serde_json::json!([{"role":"reference_image","url":"asset://asset_img_01EXAMPLE"}]),
    );
    let body = r#"{
  "model": "seedance-2-mini",
  "prompt": "The person of image 1 turns at the window",
  "image_with_roles": [
    {
      "url": "asset://asset_img_01EXAMPLE",
      "role": "reference_image"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("stored picture as reference, mini", typed, &open, body);

    let typed = Seedance2::new()
        .model(Model::Mini)
        .prompt("The person of image 1, camera of video 1, mood of audio 1")
        .reference("asset://asset_img_01EXAMPLE")
        .video("asset://asset_vid_01EXAMPLE")
        .reference_audio("asset://asset_aud_01EXAMPLE");
    let open =
        VideoRequest::new("seedance-2-mini", "The person of image 1, camera of video 1, mood of audio 1")
            .extra(
                "image_with_roles",
                serde_json::json!([{"role":"reference_image","url":"asset://asset_img_01EXAMPLE"}]),
            )
            .extra(
                "video_with_roles",
                serde_json::json!([{"role":"reference_video","url":"asset://asset_vid_01EXAMPLE"}]),
            )
            .extra(
                "audio_with_roles",
                serde_json::json!([{"role":"reference_audio","url":"asset://asset_aud_01EXAMPLE"}]),
            );
    let body = r#"{
  "model": "seedance-2-mini",
  "prompt": "The person of image 1, camera of video 1, mood of audio 1",
  "image_with_roles": [
    {
      "url": "asset://asset_img_01EXAMPLE",
      "role": "reference_image"
    }
  ],
  "video_with_roles": [
    {
      "url": "asset://asset_vid_01EXAMPLE",
      "role": "reference_video"
    }
  ],
  "audio_with_roles": [
    {
      "url": "asset://asset_aud_01EXAMPLE",
      "role": "reference_audio"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("stored picture, film and sound, mini", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Seedance2::new();
    let set = |builder: Seedance2, step: usize, seed: u32| match step {
        0 => builder.prompt("Some text"),
        1 => builder.duration(i64::from(whole(seed, 0, 11)) + 4),
        2 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        3 => builder.image_url("https://example.com/file"),
        4 => builder
            .image_with_role(ImageWithRole::new("https://example.com/file", pick(ImageRole::ALL, seed))),
        5 => builder.video_with_role(VideoWithRole::new("https://example.com/file")),
        6 => builder.audio_with_role(AudioWithRole::new("https://example.com/file")),
        7 => builder.resolution(pick(&[Resolution::P480, Resolution::P720], seed)),
        8 => builder.audio(seed.is_multiple_of(2)),
        9 => builder.return_last_frame(seed.is_multiple_of(2)),
        10 => builder.web_search(WebSearch::new()),
        11 => builder.seed(i64::from(whole(seed, 0, 20))),
        12 => builder.trace_id("Some text"),
        13 => builder.callback_url("https://example.com/file"),
        14 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 15);
}
