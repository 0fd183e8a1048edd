//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::Page;

pub(crate) mod flux_2;
pub(crate) mod flux_kontext;
pub(crate) mod gemini_2_5_flash;
pub(crate) mod gemini_2_5_flash_official;
pub(crate) mod gemini_3_1_flash;
pub(crate) mod gemini_3_1_flash_official;
pub(crate) mod gemini_3_pro_image;
pub(crate) mod gemini_3_pro_image_official;
pub(crate) mod gpt_4o;
pub(crate) mod gpt_image_2_edits;
pub(crate) mod gpt_image_2_generation;
pub(crate) mod gpt_image_2_official;
pub(crate) mod gpt_image_2_vip;
pub(crate) mod grok_image;
pub(crate) mod grok_imagine_1_0_edits;
pub(crate) mod grok_imagine_1_0_generation;
pub(crate) mod seedream_4_0;
pub(crate) mod seedream_4_5;
pub(crate) mod seedream_5_0;
pub(crate) mod seedream_5_0_pro;
pub(crate) mod vidu_image;

pub(crate) static PAGES: &[&Page] = &[
    &flux_2::PAGE,
    &flux_kontext::PAGE,
    &gemini_2_5_flash_official::PAGE,
    &gemini_2_5_flash::PAGE,
    &gemini_3_pro_image_official::PAGE,
    &gemini_3_pro_image::PAGE,
    &gemini_3_1_flash_official::PAGE,
    &gemini_3_1_flash::PAGE,
    &gpt_4o::PAGE,
    &gpt_image_2_edits::PAGE,
    &gpt_image_2_generation::PAGE,
    &gpt_image_2_official::PAGE,
    &gpt_image_2_vip::PAGE,
    &grok_image::PAGE,
    &grok_imagine_1_0_edits::PAGE,
    &grok_imagine_1_0_generation::PAGE,
    &seedream_4_0::PAGE,
    &seedream_4_5::PAGE,
    &seedream_5_0_pro::PAGE,
    &seedream_5_0::PAGE,
    &vidu_image::PAGE,
];

pub(crate) static MODELS: &[(&str, &Page, usize)] = &[
    ("doubao-seedream-4-0", &seedream_4_0::PAGE, 0),
    ("doubao-seedream-4-5", &seedream_4_5::PAGE, 0),
    ("doubao-seedream-5-0", &seedream_5_0::PAGE, 0),
    ("doubao-seedream-5-0-pro", &seedream_5_0_pro::PAGE, 0),
    ("flux-2-flex", &flux_2::PAGE, 0),
    ("flux-2-pro", &flux_2::PAGE, 1),
    ("flux-kontext-max", &flux_kontext::PAGE, 1),
    ("flux-kontext-pro", &flux_kontext::PAGE, 0),
    ("gemini-2.5-flash-image-official", &gemini_2_5_flash_official::PAGE, 0),
    ("gemini-2.5-flash-image-preview", &gemini_2_5_flash::PAGE, 0),
    ("gemini-3-pro-image-preview", &gemini_3_pro_image::PAGE, 0),
    ("gemini-3-pro-image-preview-official", &gemini_3_pro_image_official::PAGE, 0),
    ("gemini-3.1-flash-image-preview", &gemini_3_1_flash::PAGE, 0),
    ("gemini-3.1-flash-image-preview-official", &gemini_3_1_flash_official::PAGE, 0),
    ("gpt-4o-image", &gpt_4o::PAGE, 0),
    ("gpt-image-2", &gpt_image_2_generation::PAGE, 0),
    ("gpt-image-2-official", &gpt_image_2_official::PAGE, 0),
    ("gpt-image-2-vip", &gpt_image_2_vip::PAGE, 0),
    ("grok-4-1-image", &grok_image::PAGE, 0),
    ("grok-4-2-image", &grok_image::PAGE, 1),
    ("grok-imagine-1.0", &grok_imagine_1_0_generation::PAGE, 0),
    ("grok-imagine-1.0-edit", &grok_imagine_1_0_edits::PAGE, 0),
    ("nano-banana", &gemini_2_5_flash::PAGE, 0),
    ("nano-banana-2-lite-official", &gemini_3_1_flash_official::PAGE, 0),
    ("nano-banana-2-official", &gemini_3_1_flash_official::PAGE, 0),
    ("nano-banana-official", &gemini_2_5_flash_official::PAGE, 0),
    ("nano-banana-pro", &gemini_3_pro_image::PAGE, 0),
    ("nano-banana-pro-official", &gemini_3_pro_image_official::PAGE, 0),
    ("vidu-image", &vidu_image::PAGE, 0),
    ("viduq2-fast", &vidu_image::PAGE, 3),
    ("viduq2-pro", &vidu_image::PAGE, 2),
    ("viduq3-fast", &vidu_image::PAGE, 1),
];
