//! Generated from `catalog/gemini-3.1-flash-official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gemini_31_flash_official::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gemini_31_flash_official");
    let typed = Gemini31FlashImageOfficial::new("Terraced rice fields under low clouds, brush painting")
        .size(Size::R16x9)
        .n(1)
        .temperature(1.0)
        .top_p(0.95)
        .resolution(Resolution::K1)
        .person_generation(PersonGeneration::AllowAll)
        .thinking_level(ThinkingLevel::High);
    let open = ImageRequest::new(
        "gemini-3.1-flash-image-preview-official",
        "Terraced rice fields under low clouds, brush painting",
    )
    .size("16:9")
    .n(1)
    .metadata("temperature", 1.0)
    .metadata("topP", 0.95)
    .metadata("resolution", "1K")
    .metadata("personGeneration", "ALLOW_ALL")
    .set("metadata.thinkingConfig.thinkingLevel", "HIGH");
    let body = r#"{
  "model": "gemini-3.1-flash-image-preview-official",
  "prompt": "Terraced rice fields under low clouds, brush painting",
  "size": "16:9",
  "n": 1,
  "metadata": {
    "temperature": 1.0,
    "topP": 0.95,
    "resolution": "1K",
    "personGeneration": "ALLOW_ALL",
    "thinkingConfig": {
      "thinkingLevel": "HIGH"
    }
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image with native options", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Gemini31FlashImageOfficial::new("Some text");
    let set = |builder: Gemini31FlashImageOfficial, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(pick(&[1], seed)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.temperature(0.0 + 2.0 * f64::from(seed % 101) / 100.0),
        4 => builder.top_p(0.0 + 1.0 * f64::from(seed % 101) / 100.0),
        5 => builder.max_output_tokens(i64::from(whole(seed, 0, 20))),
        6 => builder.resolution(pick(Resolution::ALL, seed)),
        7 => builder.person_generation(pick(PersonGeneration::ALL, seed)),
        8 => builder.output_format(pick(OutputFormat::ALL, seed)),
        9 => builder.compression_quality(i64::from(whole(seed, 0, 20))),
        10 => builder.thinking_budget(whole(seed, 0, 24_576)),
        11 => builder.thinking_level(pick(ThinkingLevel::ALL, seed)),
        12 => builder.safety_setting(SafetySetting::new()),
        13 => builder.callback_url("https://example.com/file"),
        14 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 15);
}
