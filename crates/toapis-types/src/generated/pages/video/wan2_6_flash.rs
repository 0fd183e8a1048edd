//! Generated from `catalog/wan2.6-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/wan2.6-flash/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Alibaba",
    title: "Wan2.6 Flash Video Generation",
    summary: "Makes films of 5, 10 or 15 seconds from a first frame or after reference films, with sound or silent; not from text alone.",
    capabilities: &["image-to-video", "video-reference", "audio-generation"],
    adds_to: "",
    also: &[],
    models: &[Model::new("wan2.6-flash", &[], "")],
    fields: &[
        Field {
            one: "first_frame",
            max_items: Some(1),
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "The public URL of the picture the film starts from; needed unless there are reference films.",
            )
        },
        Field::new("prompt", "prompt", Shape::Text, "What happens in the film; it may be left out."),
        Field {
            default: Some(Scalar::Text("1080p")),
            words: &[Word::new("720p"), Word::new("1080p")],
            ..Field::new("resolution", "resolution", Shape::Text, "How many lines the film has.")
        },
        Field {
            default: Some(Scalar::Int(5)),
            numbers: &[5, 10, 15],
            ..Field::new("duration", "duration", Shape::Integer, "The length of the film in seconds.")
        },
        Field {
            default: Some(Scalar::Bool(true)),
            ..Field::new("audio", "audio", Shape::Boolean, "Sound on or off; a silent film costs half.")
        },
        Field::new("watermark", "watermark", Shape::Boolean, "Puts the mark of Alibaba Cloud on the film."),
        Field {
            one: "video",
            media: Some(Media::Video),
            ..Field::new(
                "videos",
                "metadata.reference_urls",
                Shape::UrlList,
                "Public URLs of films to take people and motion from.",
            )
        },
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[
        Rule::new(
            "image_urls",
            Condition::Always,
            Condition::Any(&[Condition::Set("image_urls"), Condition::Set("metadata.reference_urls")]),
            "is missing, and there is no film in metadata.reference_urls either: a prompt alone is refused",
        ),
        Rule::new(
            "image_urls",
            Condition::Set("metadata.reference_urls"),
            Condition::Unset("image_urls"),
            "cannot be combined with metadata.reference_urls",
        ),
    ],
    pixels: None,
};
