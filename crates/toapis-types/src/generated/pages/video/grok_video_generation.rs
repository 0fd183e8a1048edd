//! Generated from `catalog/grok-video--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/grok-video/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "xAI",
    title: "Grok Video 1.0",
    summary: "Makes clips of 1 to 15 seconds from text, a main picture and references, in five aspect ratios and up to 720p. Its clips can be extended and remixed.",
    capabilities: &["text-to-video", "image-to-video", "reference-to-video"],
    adds_to: "",
    also: &[],
    models: &[Model::new("grok-video-1.0", &[], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the clip.") },
        Field {
            default: Some(Scalar::Int(8)),
            min: Some(1.0),
            max: Some(15.0),
            ..Field::new("duration", "duration", Shape::Integer, "The length of the clip in seconds.")
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("480p"), Word::new("720p")],
            ..Field::new("resolution", "resolution", Shape::Text, "How many lines the picture has.")
        },
        Field {
            words: &[
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("3:2"),
                Word::new("2:3"),
                Word::new("1:1"),
            ],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
        },
        Field {
            media: Some(Media::Image),
            ..Field::new(
                "image",
                "image",
                Shape::Url,
                "The public URL of the main picture, when there is one.",
            )
        },
        Field {
            one: "reference",
            max_items: Some(8),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "reference_images",
                Shape::UrlList,
                "Public URLs of pictures whose persons, clothing and scenes the clip keeps.",
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
        "reference_images",
        Condition::Always,
        Condition::Total(&["image", "reference_images"], None, Some(8)),
        "holds, together with image, more than 8 pictures",
    )],
    pixels: None,
};
