//! Generated from `catalog/wan2.6.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, PixelRow, Pixels, Rule, Scalar, Severity, Shape, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/wan2.6/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Alibaba",
    title: "Wan2.6 Video Generation",
    summary: "Makes films of 5, 10 or 15 seconds with sound from text, from a first frame, or after reference films.",
    capabilities: &["text-to-video", "image-to-video", "video-reference", "audio-generation"],
    adds_to: "",
    also: &[],
    models: &[Model::new("wan2.6", &[], "")],
    fields: &[
        Field::new("prompt", "prompt", Shape::Text, "What happens in the film."),
        Field {
            one: "first_frame",
            max_items: Some(1),
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "The public URL of the picture the film starts from.",
            )
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("1:1"),
                Word::new("4:3"),
                Word::new("3:4"),
            ],
            ..Field::new(
                "aspect_ratio",
                "aspect_ratio",
                Shape::Text,
                "The shape of the picture; a film that starts from a picture has the shape of that.",
            )
        },
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
        Field::new("negative_prompt", "negative_prompt", Shape::Text, "What is not to be seen."),
        Field::new("seed", "seed", Shape::Integer, "Start of the random numbers; the page names no range."),
        Field {
            default: Some(Scalar::Bool(true)),
            ..Field::new(
                "prompt_extend",
                "prompt_extend",
                Shape::Boolean,
                "Lets the service enlarge on the prompt.",
            )
        },
        Field::new(
            "audio",
            "audio",
            Shape::Boolean,
            "Sound on or off; by the page films of this model have sound in any case.",
        ),
        Field {
            words: &[Word::new("single"), Word::new("multi")],
            ..Field::new(
                "shot_type",
                "shot_type",
                Shape::Text,
                "One shot or several; not for a film that starts from a picture.",
            )
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
            "prompt",
            Condition::All(&[Condition::Unset("image_urls"), Condition::Unset("metadata.reference_urls")]),
            Condition::Set("prompt"),
            "is missing, and there is neither a picture in image_urls nor a film in metadata.reference_urls",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "prompt",
                Condition::Any(&[Condition::Set("image_urls"), Condition::Set("metadata.reference_urls")]),
                Condition::Set("prompt"),
                "is missing: the table of the page requires it, its text does so for films from text only",
            )
        },
        Rule::new(
            "image_urls",
            Condition::Set("metadata.reference_urls"),
            Condition::Unset("image_urls"),
            "cannot be combined with metadata.reference_urls",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "aspect_ratio",
                Condition::Set("image_urls"),
                Condition::Unset("aspect_ratio"),
                "has no place in a request with image_urls: the film has the shape of the picture",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "shot_type",
                Condition::Set("image_urls"),
                Condition::Unset("shot_type"),
                "is for films from text or after reference films, not with image_urls",
            )
        },
    ],
    pixels: Some(Pixels {
        table: &[
            PixelRow::new("720p", "16:9", 1280, 720),
            PixelRow::new("720p", "9:16", 720, 1280),
            PixelRow::new("720p", "1:1", 960, 960),
            PixelRow::new("720p", "4:3", 1088, 832),
            PixelRow::new("720p", "3:4", 832, 1088),
            PixelRow::new("1080p", "16:9", 1920, 1080),
            PixelRow::new("1080p", "9:16", 1080, 1920),
            PixelRow::new("1080p", "1:1", 1440, 1440),
            PixelRow::new("1080p", "4:3", 1632, 1248),
            PixelRow::new("1080p", "3:4", 1248, 1632),
        ],
        sides: &[],
        assumed_size: "1:1",
    }),
};
