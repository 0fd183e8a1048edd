//! Generated from `catalog/flux-kontext.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::flux_kontext::*;

#[test]
fn examples() {
    let mut examples = Examples::new("flux_kontext");
    let typed = FluxKontext::new(Model::Pro, "Night market in light rain")
        .size(Size::R16x9)
        .output_format(OutputFormat::Png)
        .safety_tolerance(2);
    let open = ImageRequest::new("flux-kontext-pro", "Night market in light rain")
        .size("16:9")
        .metadata("response_format", "png")
        .metadata("safety_tolerance", 2);
    let body = r#"{
  "model": "flux-kontext-pro",
  "prompt": "Night market in light rain",
  "size": "16:9",
  "metadata": {
    "response_format": "png",
    "safety_tolerance": 2
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image with a safety tolerance", typed, &open, body);

    let typed = FluxKontext::new(Model::Max, "Repaint this snapshot in ink")
        .size(Size::MatchInputImage)
        .reference("https://example.com/snapshot.jpg")
        .output_format(OutputFormat::Jpg)
        .prompt_upsampling(true);
    let open = ImageRequest::new("flux-kontext-max", "Repaint this snapshot in ink")
        .size("match_input_image")
        .references(["https://example.com/snapshot.jpg"])
        .metadata("response_format", "jpg")
        .metadata("prompt_upsampling", true);
    let body = r#"{
  "model": "flux-kontext-max",
  "prompt": "Repaint this snapshot in ink",
  "size": "match_input_image",
  "image_urls": [
    "https://example.com/snapshot.jpg"
  ],
  "metadata": {
    "response_format": "jpg",
    "prompt_upsampling": true
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("edit in the ratio of the reference, prompt extended", typed, &open, body);

    let typed = FluxKontext::new(Model::Max, "A hedgehog asleep in a teacup, photo look")
        .size(Size::R1x1)
        .output_format(OutputFormat::Png)
        .safety_tolerance(3);
    let open = ImageRequest::new("flux-kontext-max", "A hedgehog asleep in a teacup, photo look")
        .size("1:1")
        .metadata("response_format", "png")
        .metadata("safety_tolerance", 3);
    let body = r#"{
  "model": "flux-kontext-max",
  "prompt": "A hedgehog asleep in a teacup, photo look",
  "size": "1:1",
  "metadata": {
    "response_format": "png",
    "safety_tolerance": 3
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image with the better model", typed, &open, body);

    let typed = FluxKontext::new(Model::Pro, "Night market in light rain")
        .size(Size::R16x9)
        .output_format(OutputFormat::Png);
    let open = ImageRequest::new("flux-kontext-pro", "Night market in light rain")
        .size("16:9")
        .metadata("response_format", "png");
    let body = r#"{
  "model": "flux-kontext-pro",
  "prompt": "Night market in light rain",
  "size": "16:9",
  "metadata": {
    "response_format": "png"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    let typed = FluxKontext::new(Model::Max, "Repaint this snapshot in ink")
        .size(Size::MatchInputImage)
        .reference("https://example.com/snapshot.jpg")
        .output_format(OutputFormat::Jpg);
    let open = ImageRequest::new("flux-kontext-max", "Repaint this snapshot in ink")
        .size("match_input_image")
        .references(["https://example.com/snapshot.jpg"])
        .metadata("response_format", "jpg");
    let body = r#"{
  "model": "flux-kontext-max",
  "prompt": "Repaint this snapshot in ink",
  "size": "match_input_image",
  "image_urls": [
    "https://example.com/snapshot.jpg"
  ],
  "metadata": {
    "response_format": "jpg"
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("edit", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |first: u32| FluxKontext::new(pick(Model::ALL, first), "Some text");
    let set = |builder: FluxKontext, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.reference("https://example.com/file"),
        2 => builder.output_format(pick(OutputFormat::ALL, seed)),
        3 => builder.safety_tolerance(whole(seed, 0, 6)),
        4 => builder.prompt_upsampling(seed.is_multiple_of(2)),
        5 => builder.callback_url("https://example.com/file"),
        6 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 7);
}
