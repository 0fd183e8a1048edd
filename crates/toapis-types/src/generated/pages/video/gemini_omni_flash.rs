//! Generated from `catalog/gemini-omni-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/gemini-omni-flash/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Google",
    title: "Gemini Omni Flash",
    summary: "Makes clips of 4, 6 or 10 seconds from text, with up to three reference pictures, up to 1080p.",
    capabilities: &["text-to-video", "reference-to-video"],
    adds_to: "",
    also: &[],
    models: &[Model::new("gemini-omni-flash", &["gemini_omni_flash"], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the clip.") },
        Field {
            default: Some(Scalar::Int(6)),
            numbers: &[4, 6, 10],
            ..Field::new("duration", "duration", Shape::Integer, "The length of the clip in seconds.")
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[Word::new("16:9"), Word::new("9:16")],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("720p"), Word::new("1080p")],
            ..Field::new("resolution", "resolution", Shape::Text, "How many lines a wide picture has.")
        },
        Field {
            one: "reference",
            max_items: Some(3),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to take subjects and style from.",
            )
        },
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[Rule::new(
        "resolution",
        Condition::Is("resolution", &[Scalar::Text("1080p")]),
        Condition::IsNot("aspect_ratio", &[Scalar::Text("9:16")]),
        "is for wide clips only and does not go with aspect_ratio 9:16",
    )],
    pixels: None,
};
