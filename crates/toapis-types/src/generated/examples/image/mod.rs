//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

mod flux_2;
mod flux_kontext;
mod gemini_25_flash;
mod gemini_25_flash_official;
mod gemini_31_flash;
mod gemini_31_flash_official;
mod gemini_3_pro_image;
mod gemini_3_pro_image_official;
mod gpt_4o;
mod gpt_image_2;
mod gpt_image_2_edit;
mod gpt_image_2_official;
mod gpt_image_2_vip;
mod grok_image;
mod grok_imagine_1;
mod grok_imagine_1_edit;
mod seedream_4;
mod seedream_45;
mod seedream_5;
mod seedream_5_pro;
mod vidu_image;
