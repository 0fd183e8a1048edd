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

pub(crate) static MODELS: &[(&str, &Page, usize)] = &[
    ("MiniMax-H3", &minimax_h3::PAGE, 0),
    ("MiniMax-Hailuo-02", &minimax_hailuo::PAGE, 0),
    ("MiniMax-Hailuo-2.3", &minimax_hailuo_2_3::PAGE, 0),
    ("MiniMax-Hailuo-2.3-Fast", &minimax_hailuo_2_3::PAGE, 1),
    ("Veo3.1-fast-official", &veo3_official::PAGE, 1),
    ("Veo3.1-lite-official", &veo3_official::PAGE, 2),
    ("Veo3.1-quality-official", &veo3_official::PAGE, 0),
    ("doubao-seedance-1-0-pro-fast", &doubao_seedance::PAGE, 0),
    ("doubao-seedance-1-0-pro-quality", &doubao_seedance::PAGE, 1),
    ("doubao-seedance-1-5-pro", &doubao_seedance_1_5::PAGE, 0),
    ("gemini-omni-flash", &gemini_omni_flash::PAGE, 0),
    ("gemini-omni-flash-preview-official", &gemini_omni_flash_preview_official::PAGE, 0),
    ("gemini_omni_flash", &gemini_omni_flash::PAGE, 0),
    ("grok-imagine-1.0-video", &grok_imagine_1_0_video::PAGE, 0),
    ("grok-video-1.0", &grok_video_extend::PAGE, 0),
    ("grok-video-1.0", &grok_video_generation::PAGE, 0),
    ("grok-video-1.0", &grok_video_remix::PAGE, 0),
    ("grok-video-1.5", &grok_video_1_5::PAGE, 0),
    ("happyhorse-1.1", &happyhorse::PAGE, 0),
    ("kling-3.0-turbo", &kling_3_0_turbo::PAGE, 0),
    ("kling-v2-6", &kling_2_6::PAGE, 0),
    ("kling-v3", &kling_v3::PAGE, 0),
    ("kling-v3-omni", &kling_v3_omni::PAGE, 0),
    ("kling-video-o1", &kling_video_o1::PAGE, 0),
    ("seedance-2", &seedance_2_generation::PAGE, 0),
    ("seedance-2-5", &seedance_2_5::PAGE, 0),
    ("seedance-2-fast", &seedance_2_generation::PAGE, 1),
    ("seedance-2-mini", &seedance_2_generation::PAGE, 2),
    ("sora-2", &sora2_create_persona::PAGE, 0),
    ("sora-2", &sora2_get_personas::PAGE, 0),
    ("sora-2", &sora2_remix::PAGE, 0),
    ("sora-2-official", &sora_2_official_generation::PAGE, 0),
    ("sora-2-official", &sora_2_official_remix::PAGE, 0),
    ("sora-2-pro", &sora2_create_persona::PAGE, 1),
    ("sora-2-pro", &sora2_remix::PAGE, 1),
    ("sora-2-vip", &sora2_create_persona::PAGE, 2),
    ("sora-2-vip", &sora2_remix::PAGE, 2),
    ("sora-2-vvip", &sora2_generation::PAGE, 0),
    ("veo3.1-fast", &veo3::PAGE, 0),
    ("veo3.1-lite", &veo3::PAGE, 2),
    ("veo3.1-quality", &veo3::PAGE, 1),
    ("viduq3", &viduq3::PAGE, 2),
    ("viduq3-ad", &vidu_ali::PAGE, 1),
    ("viduq3-drama", &vidu_ali::PAGE, 2),
    ("viduq3-mix", &vidu_ali::PAGE, 3),
    ("viduq3-pro", &viduq3::PAGE, 0),
    ("viduq3-pro-fast", &vidu_ali::PAGE, 0),
    ("viduq3-turbo", &viduq3::PAGE, 1),
    ("wan2.6", &wan2_6::PAGE, 0),
    ("wan2.6-flash", &wan2_6_flash::PAGE, 0),
];
