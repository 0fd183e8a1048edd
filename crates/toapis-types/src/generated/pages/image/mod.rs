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
