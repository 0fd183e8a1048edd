//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::Page;

pub(crate) mod doubao_seedance;
pub(crate) mod doubao_seedance_1_5;
pub(crate) mod gemini_omni_flash;
pub(crate) mod gemini_omni_flash_preview_official;
pub(crate) mod grok_imagine_1_0_video;
pub(crate) mod grok_video_1_5;
pub(crate) mod grok_video_extend;
pub(crate) mod grok_video_generation;
pub(crate) mod grok_video_remix;
pub(crate) mod happyhorse;
pub(crate) mod kling_2_6;
pub(crate) mod kling_3_0_turbo;
pub(crate) mod kling_v3;
pub(crate) mod kling_v3_omni;
pub(crate) mod kling_video_o1;
pub(crate) mod minimax_h3;
pub(crate) mod minimax_hailuo;
pub(crate) mod minimax_hailuo_2_3;
pub(crate) mod seedance_2_5;
pub(crate) mod seedance_2_generation;
pub(crate) mod sora2_create_persona;
pub(crate) mod sora2_generation;
pub(crate) mod sora2_get_personas;
pub(crate) mod sora2_remix;
pub(crate) mod sora_2_official_generation;
pub(crate) mod sora_2_official_remix;
pub(crate) mod veo3;
pub(crate) mod veo3_official;
pub(crate) mod vidu_ali;
pub(crate) mod viduq3;
pub(crate) mod wan2_6;
pub(crate) mod wan2_6_flash;

pub(crate) static PAGES: &[&Page] = &[
    &doubao_seedance_1_5::PAGE,
    &doubao_seedance::PAGE,
    &gemini_omni_flash_preview_official::PAGE,
    &gemini_omni_flash::PAGE,
    &grok_imagine_1_0_video::PAGE,
    &grok_video_extend::PAGE,
    &grok_video_generation::PAGE,
    &grok_video_remix::PAGE,
    &grok_video_1_5::PAGE,
    &happyhorse::PAGE,
    &kling_2_6::PAGE,
    &kling_3_0_turbo::PAGE,
    &kling_v3_omni::PAGE,
    &kling_v3::PAGE,
    &kling_video_o1::PAGE,
    &minimax_h3::PAGE,
    &minimax_hailuo_2_3::PAGE,
    &minimax_hailuo::PAGE,
    &seedance_2_generation::PAGE,
    &seedance_2_5::PAGE,
    &sora_2_official_generation::PAGE,
    &sora_2_official_remix::PAGE,
    &sora2_create_persona::PAGE,
    &sora2_generation::PAGE,
    &sora2_get_personas::PAGE,
    &sora2_remix::PAGE,
    &veo3_official::PAGE,
    &veo3::PAGE,
    &vidu_ali::PAGE,
    &viduq3::PAGE,
    &wan2_6_flash::PAGE,
    &wan2_6::PAGE,
];
