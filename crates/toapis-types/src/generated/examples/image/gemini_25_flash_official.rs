//! Generated from `catalog/gemini-2.5-flash-official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::image::ImageRequest;
use crate::image::gemini_25_flash_official::*;

#[test]
fn examples() {
    let mut examples = Examples::new("gemini_25_flash_official");
    let typed = Gemini25FlashImageOfficial::new("A red kite above a wheat field")
        .size(Size::R1x1)
        .n(1)
        .temperature(1.0);
    let open = ImageRequest::new("gemini-2.5-flash-image-official", "A red kite above a wheat field")
        .size("1:1")
        .n(1)
        .metadata("temperature", 1.0);
    let body = r#"{
  "model": "gemini-2.5-flash-image-official",
  "prompt": "A red kite above a wheat field",
  "size": "1:1",
  "n": 1,
  "metadata": {
    "temperature": 1.0
  }
}"#;
    no_findings(&typed.check());
    examples.add::<ImageRequest>("text to image", typed, &open, body);

    examples.finish();
}

#[test]
fn settings() {
    let new = |_: u32| Gemini25FlashImageOfficial::new("Some text");
    let set = |builder: Gemini25FlashImageOfficial, step: usize, seed: u32| match step {
        0 => builder.size(pick(Size::ALL, seed)),
        1 => builder.n(pick(&[1], seed)),
        2 => builder.reference("https://example.com/file.jpeg"),
        3 => builder.temperature(0.0 + 2.0 * f64::from(seed % 101) / 100.0),
        4 => builder.top_p(0.0 + 1.0 * f64::from(seed % 101) / 100.0),
        5 => builder.max_output_tokens(i64::from(whole(seed, 0, 20))),
        6 => builder.person_generation(pick(PersonGeneration::ALL, seed)),
        7 => builder.output_format(pick(OutputFormat::ALL, seed)),
        8 => builder.compression_quality(i64::from(whole(seed, 0, 20))),
        9 => builder.safety_setting(SafetySetting::new()),
        10 => builder.callback_url("https://example.com/file"),
        11 => builder.client_business_id("order-17"),
        _ => builder,
    };
    any_settings::<_, ImageRequest>(new, set, 12);
}
