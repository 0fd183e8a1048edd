//! Generated from `catalog/grok-video-1.5.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/grok-video-1.5/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "xAI",
    title: "Grok Video 1.5",
    summary: "Makes a picture move for 1 to 15 seconds, in five aspect ratios and up to 720p. It always needs the picture.",
    capabilities: &["image-to-video"],
    adds_to: "",
    also: &[],
    models: &[Model::new("grok-video-1.5", &[], "")],
    fields: &[
        Field {
            required: true,
            ..Field::new("prompt", "prompt", Shape::Text, "How the picture moves: motion, camera, look.")
        },
        Field {
            required: true,
            media: Some(Media::Image),
            ..Field::new(
                "first_frame",
                "image",
                Shape::Url,
                "The public URL of the picture the clip begins with.",
            )
        },
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
            default: Some(Scalar::Text("16:9")),
            words: &[
                Word::new("1:1"),
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("3:2"),
                Word::new("2:3"),
            ],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
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
