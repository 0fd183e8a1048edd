//! Generated from `catalog/doubao-seedance.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::seedance_10::*;

#[test]
fn examples() {
    let mut examples = Examples::new("seedance_10");
    let typed = Seedance10::new("A gull lands on a mooring post")
        .duration(5)
        .aspect_ratio(AspectRatio::R16x9)
        .resolution(Resolution::P720);
    let open = VideoRequest::new("doubao-seedance-1-0-pro-fast", "A gull lands on a mooring post")
        .duration(5)
        .aspect_ratio("16:9")
        .resolution("720p");
    let body = r#"{
  "model": "doubao-seedance-1-0-pro-fast",
  "prompt": "A gull lands on a mooring post",
  "duration": 5,
  "aspect_ratio": "16:9",
  "resolution": "720p"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video, fast", typed, &open, body);

    let typed = Seedance10::new("Lanterns rise over a lake")
        .model(Model::Quality)
        .duration(5)
        .aspect_ratio(AspectRatio::R9x16)
        .resolution(Resolution::P1080);
    let open = VideoRequest::new("doubao-seedance-1-0-pro-quality", "Lanterns rise over a lake")
        .duration(5)
        .aspect_ratio("9:16")
        .resolution("1080p");
    let body = r#"{
  "model": "doubao-seedance-1-0-pro-quality",
  "prompt": "Lanterns rise over a lake",
  "duration": 5,
  "aspect_ratio": "9:16",
  "resolution": "1080p"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video, quality, upright", typed, &open, body);

    let typed = Seedance10::new("The quay turns from noon to night")
        .model(Model::Quality)
        .duration(5)
        .first_frame("https://example.com/noon.png")
        .last_frame("https://example.com/night.png");
    let open = VideoRequest::new("doubao-seedance-1-0-pro-quality", "The quay turns from noon to night").duration(5).extra("image_with_roles", serde_json::json!([{"role":"first_frame","url":"https://example.com/noon.png"},{"role":"last_frame","url":"https://example.com/night.png"}]));
    let body = r#"{
  "model": "doubao-seedance-1-0-pro-quality",
  "prompt": "The quay turns from noon to night",
  "duration": 5,
  "image_with_roles": [
    {
      "url": "https://example.com/noon.png",
      "role": "first_frame"
    },
    {
      "url": "https://example.com/night.png",
      "role": "last_frame"
    }
  ]
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("first and last frame", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Seedance10::new("Some text");
    let set = |builder: Seedance10, step: usize, seed: u32| match step {
        0 => builder.duration(whole(seed, 2, 12)),
        1 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.image_url("https://example.com/file"),
        4 => builder.image_with_role(ImageWithRole::new(
            "https://example.com/file",
            pick(&[ImageRole::FirstFrame, ImageRole::Reference], seed),
        )),
        5 => builder.seed(i64::from(whole(seed, 0, 20)) + -1),
        6 => builder.callback_url("https://example.com/file"),
        7 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 8);
}
