//! Generated from `catalog/grok-imagine-1.0-video.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/grok-imagine-1.0-video/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "xAI",
    title: "Grok Imagine 1.0 Video",
    summary: "Makes clips of 6 to 30 seconds from text and up to seven pictures, in five aspect ratios and up to 720p.",
    capabilities: &["text-to-video", "image-to-video"],
    adds_to: "",
    also: &[],
    models: &[Model::new("grok-imagine-1.0-video", &[], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the clip.") },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("1:1"),
                Word::new("3:2"),
                Word::new("2:3"),
            ],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
        },
        Field {
            default: Some(Scalar::Int(6)),
            min: Some(6.0),
            max: Some(30.0),
            ..Field::new("duration", "duration", Shape::Integer, "The length of the clip in seconds.")
        },
        Field {
            default: Some(Scalar::Text("480p")),
            words: &[Word::new("480p"), Word::new("720p")],
            ..Field::new(
                "resolution",
                "quality",
                Shape::Text,
                "How many lines the picture has; this page calls it quality.",
            )
        },
        Field {
            one: "reference",
            max_items: Some(7),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to make the clip from.",
            )
        },
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[],
    pixels: None,
};
