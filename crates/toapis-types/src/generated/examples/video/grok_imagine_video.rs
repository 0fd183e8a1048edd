//! Generated from `catalog/grok-imagine-1.0-video.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::VideoRequest;
use crate::video::grok_imagine_video::*;

#[test]
fn examples() {
    let mut examples = Examples::new("grok_imagine_video");
    let typed = GrokImagineVideo::new("A fox trots through fresh snow")
        .aspect_ratio(AspectRatio::R16x9)
        .duration(6)
        .resolution(Resolution::P720);
    let open = VideoRequest::new("grok-imagine-1.0-video", "A fox trots through fresh snow")
        .aspect_ratio("16:9")
        .duration(6)
        .extra("quality", "720p");
    let body = r#"{
  "model": "grok-imagine-1.0-video",
  "prompt": "A fox trots through fresh snow",
  "aspect_ratio": "16:9",
  "duration": 6,
  "quality": "720p"
}"#;
    no_findings(&typed.check());
    examples.add::<VideoRequest>("text to video", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| GrokImagineVideo::new("Some text");
    let set = |builder: GrokImagineVideo, step: usize, seed: u32| match step {
        0 => builder.aspect_ratio(pick(AspectRatio::ALL, seed)),
        1 => builder.duration(whole(seed, 6, 30)),
        2 => builder.resolution(pick(Resolution::ALL, seed)),
        3 => builder.reference("https://example.com/file"),
        4 => builder.callback_url("https://example.com/file"),
        5 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, VideoRequest>(new, set, 6);
}
