//! Generated from `catalog/kling-3.0-turbo.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/kling-3.0-turbo/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Kuaishou Kling",
    title: "Kling 3.0 Turbo",
    summary: "Makes films of 3 to 15 seconds from text or from a first frame, in 720p and 1080p.",
    capabilities: &["text-to-video", "image-to-video"],
    adds_to: "",
    also: &[],
    models: &[Model::new("kling-3.0-turbo", &[], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the film.") },
        Field {
            one: "reference_image",
            media: Some(Media::Image),
            ..Field::new(
                "reference_images",
                "reference_images",
                Shape::UrlList,
                "The picture the film begins with, as a list of one URL; further ones are ignored.",
            )
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("720p"), Word::new("1080p")],
            ..Field::new("resolution", "resolution", Shape::Text, "How fine the picture is.")
        },
        Field {
            default: Some(Scalar::Int(5)),
            numbers: &[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
            ..Field::new("duration", "duration", Shape::Integer, "How long the film is, in seconds.")
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[Word::new("16:9"), Word::new("9:16"), Word::new("1:1")],
            ..Field::new(
                "aspect_ratio",
                "aspect_ratio",
                Shape::Text,
                "The form of the picture, for films from text alone.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new("watermark", "watermark", Shape::Boolean, "Puts a watermark on the film.")
        },
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[Shortcut {
        index: Some(0),
        ..Shortcut::new(
            "first_frame",
            "reference_images",
            "The public URL of the picture the film begins with.",
        )
    }],
    rules: &[
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "reference_images",
                Condition::Always,
                Condition::Total(&["reference_images"], None, Some(1)),
                "has pictures behind the first one, which the service ignores",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "aspect_ratio",
                Condition::Set("reference_images"),
                Condition::Unset("aspect_ratio"),
                "has no effect with a first frame",
            )
        },
    ],
    pixels: None,
};
