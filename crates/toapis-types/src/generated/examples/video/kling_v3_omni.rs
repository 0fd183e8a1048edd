//! Generated from `catalog/kling-v3-omni.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::kling_v3_omni::*;

#[test]
fn examples() {
    let mut examples = Examples::new("kling_v3_omni");
    let typed = KlingV3Omni::new("A lighthouse beam sweeps over dark water")
        .resolution(Resolution::P720)
        .duration(5)
        .aspect_ratio("16:9");
    let open = VideoRequest::new("kling-v3-omni", "A lighthouse beam sweeps over dark water")
        .extra("mode", "std")
        .duration(5)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "kling-v3-omni",
  "prompt": "A lighthouse beam sweeps over dark water",
  "mode": "std",
  "duration": 5,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    let typed = KlingV3Omni::new("A lighthouse beam sweeps over dark water")
        .resolution(Resolution::P720)
        .duration(5)
        .aspect_ratio("16:9")
        .client_business_id("order_example_001");
    let open = VideoRequest::new("kling-v3-omni", "A lighthouse beam sweeps over dark water")
        .client_business_id("order_example_001")
        .extra("mode", "std")
        .duration(5)
        .aspect_ratio("16:9");
    let body = r#"{
  "model": "kling-v3-omni",
  "client_business_id": "order_example_001",
  "prompt": "A lighthouse beam sweeps over dark water",
  "mode": "std",
  "duration": 5,
  "aspect_ratio": "16:9"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video with an id of your own", typed, &open, body);

    let typed = KlingV3Omni::new("The woman in <<<image_1>>> opens an umbrella")
        .resolution(Resolution::P1080)
        .duration(5)
        .reference("https://example.com/woman.jpg");
    let open = VideoRequest::new("kling-v3-omni", "The woman in <<<image_1>>> opens an umbrella")
        .extra("mode", "pro")
        .duration(5)
        .metadata("image_list", serde_json::json!([{"image_url":"https://example.com/woman.jpg"}]));
    let body = r#"{
  "model": "kling-v3-omni",
  "prompt": "The woman in <<<image_1>>> opens an umbrella",
  "mode": "pro",
  "duration": 5,
  "metadata": {
    "image_list": [
      {
        "image_url": "https://example.com/woman.jpg"
      }
    ]
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("reference picture", typed, &open, body);

    let typed = KlingV3Omni::new("Morph from <<<image_1>>> into <<<image_2>>>")
        .resolution(Resolution::P1080)
        .duration(5)
        .first_frame("https://example.com/start.jpg")
        .last_frame("https://example.com/end.jpg");
    let open = VideoRequest::new("kling-v3-omni", "Morph from <<<image_1>>> into <<<image_2>>>").extra("mode", "pro").duration(5).metadata("image_list", serde_json::json!([{"image_url":"https://example.com/start.jpg","type":"first_frame"},{"image_url":"https://example.com/end.jpg","type":"end_frame"}]));
    let body = r#"{
  "model": "kling-v3-omni",
  "prompt": "Morph from <<<image_1>>> into <<<image_2>>>",
  "mode": "pro",
  "duration": 5,
  "metadata": {
    "image_list": [
      {
        "image_url": "https://example.com/start.jpg",
        "type": "first_frame"
      },
      {
        "image_url": "https://example.com/end.jpg",
        "type": "end_frame"
      }
    ]
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    let typed = KlingV3Omni::new("Swap the wall in <<<video_1>>> for a bookshelf")
        .resolution(Resolution::P720)
        .video(
            VideoReference::new("https://example.com/source.mp4")
                .refer_type(ReferType::Base)
                .keep_original_sound(KeepOriginalSound::No),
        );
    let open = VideoRequest::new("kling-v3-omni", "Swap the wall in <<<video_1>>> for a bookshelf").extra("mode", "std").extra("video_list", serde_json::json!([{"keep_original_sound":"no","refer_type":"base","video_url":"https://example.com/source.mp4"}]));
    let body = r#"{
  "model": "kling-v3-omni",
  "prompt": "Swap the wall in <<<video_1>>> for a bookshelf",
  "mode": "std",
  "video_list": [
    {
      "video_url": "https://example.com/source.mp4",
      "refer_type": "base",
      "keep_original_sound": "no"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("edit a film", typed, &open, body);

    let typed = KlingV3Omni::new("<<<element_1>>> repeats the steps from <<<video_1>>>")
        .resolution(Resolution::P1080)
        .video(
            VideoReference::new("https://example.com/steps.mp4")
                .refer_type(ReferType::Feature)
                .keep_original_sound(KeepOriginalSound::No),
        )
        .element(ElementReference::new("https://example.com/dancer.jpg").kind("image").role("subject"));
    let open = VideoRequest::new("kling-v3-omni", "<<<element_1>>> repeats the steps from <<<video_1>>>").extra("mode", "pro").extra("video_list", serde_json::json!([{"keep_original_sound":"no","refer_type":"feature","video_url":"https://example.com/steps.mp4"}])).metadata("element_list", serde_json::json!([{"role":"subject","type":"image","url":"https://example.com/dancer.jpg"}]));
    let body = r#"{
  "model": "kling-v3-omni",
  "prompt": "<<<element_1>>> repeats the steps from <<<video_1>>>",
  "mode": "pro",
  "video_list": [
    {
      "video_url": "https://example.com/steps.mp4",
      "refer_type": "feature",
      "keep_original_sound": "no"
    }
  ],
  "metadata": {
    "element_list": [
      {
        "url": "https://example.com/dancer.jpg",
        "type": "image",
        "role": "subject"
      }
    ]
  }
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("subject with the motion of a film", typed, &open, body);

    let typed = KlingV3Omni::new("A robin sings on a fence at sunrise")
        .resolution(Resolution::P720)
        .duration(5)
        .audio(true);
    let open = VideoRequest::new("kling-v3-omni", "A robin sings on a fence at sunrise")
        .extra("mode", "std")
        .duration(5)
        .extra("audio", true);
    let body = r#"{
  "model": "kling-v3-omni",
  "prompt": "A robin sings on a fence at sunrise",
  "mode": "std",
  "duration": 5,
  "audio": true
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("sound", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| KlingV3Omni::new("Some text");
    let set = |builder: KlingV3Omni, step: usize, seed: u32| match step {
        0 => builder.resolution(pick(Resolution::ALL, seed)),
        1 => builder.duration(pick(&[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], seed)),
        2 => builder.aspect_ratio("16:9"),
        3 => builder.audio(seed.is_multiple_of(2)),
        4 => builder.video(VideoReference::new("https://example.com/file")),
        5 => builder.image(ImageReference::new("https://example.com/file")),
        6 => builder.element(ElementReference::new("https://example.com/file")),
        7 => builder.watermark(seed.is_multiple_of(2)),
        8 => builder.callback_url("https://example.com/file"),
        9 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 10);
}
