//! Generated from `catalog/sora-2-official--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, PixelRow, Pixels, Rule, Scalar, Severity, Shape, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/sora-2-official/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "OpenAI (Azure)",
    title: "Sora 2 (official)",
    summary: "OpenAI's Sora 2 on Azure: clips of 4, 8 or 12 seconds with 1280x720 pixels, wide or upright, from text or from a picture of just that size.",
    capabilities: &["text-to-video", "image-to-video", "remix"],
    adds_to: "",
    also: &[],
    models: &[Model::new("sora-2-official", &[], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the clip.") },
        Field {
            default: Some(Scalar::Int(4)),
            numbers: &[4, 8, 12],
            ..Field::new("duration", "duration", Shape::Integer, "The length of the clip in seconds.")
        },
        Field {
            default: Some(Scalar::Text("9:16")),
            words: &[Word::new("16:9"), Word::new("9:16")],
            ..Field::new(
                "aspect_ratio",
                "aspect_ratio",
                Shape::Text,
                "The shape of the picture; it decides the pixels.",
            )
        },
        Field {
            one: "reference",
            formats: &["jpeg", "png", "webp"],
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "The public URL of the picture to make the clip from; the first entry only.",
            )
        },
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[Rule {
        severity: Severity::Warning,
        ..Rule::new(
            "image_urls",
            Condition::Always,
            Condition::Total(&["image_urls"], None, Some(1)),
            "holds more than one picture, and only the first one is used",
        )
    }],
    pixels: Some(Pixels {
        table: &[PixelRow::new("", "16:9", 1280, 720), PixelRow::new("", "9:16", 720, 1280)],
        sides: &[],
        assumed_size: "9:16",
    }),
};
