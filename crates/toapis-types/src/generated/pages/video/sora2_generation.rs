//! Generated from `catalog/sora2--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, Scalar, Severity, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/sora2/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "OpenAI",
    title: "Sora 2 VVIP",
    summary: "Makes clips of 4, 8 or 12 seconds from text or pictures, with characters made earlier, six styles, storyboards and up to four variants.",
    capabilities: &["text-to-video", "image-to-video", "character-reference", "character-create"],
    adds_to: "",
    also: &[],
    models: &[Model::new("sora-2-vvip", &[], "The only model of the page, with fixed steps of duration.")],
    fields: &[
        Field {
            required: true,
            ..Field::new(
                "prompt",
                "prompt",
                Shape::Text,
                "What happens in the clip; @username stands for a character made earlier.",
            )
        },
        Field {
            numbers: &[4, 8, 12],
            ..Field::new("duration", "duration", Shape::Integer, "The length of the clip in seconds.")
        },
        Field {
            words: &[Word::new("16:9"), Word::new("9:16")],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
        },
        Field {
            one: "reference",
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to make the clip from.",
            )
        },
        Field::new("thumbnail", "thumbnail", Shape::Boolean, "Asks for a preview picture as well."),
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            max: Some(4.0),
            ..Field::new("n", "metadata.n", Shape::Integer, "How many variants to make.")
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "watermark",
                "metadata.watermark",
                Shape::Boolean,
                "Puts the Sora watermark on the video.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "private",
                "metadata.private",
                Shape::Boolean,
                "Keeps the video unpublished, which also rules out remixing it.",
            )
        },
        Field {
            words: &[
                Word::new("thanksgiving"),
                Word::new("comic"),
                Word::new("news"),
                Word::new("selfie"),
                Word::new("nostalgic"),
                Word::new("anime"),
            ],
            ..Field::new("style", "metadata.style", Shape::Text, "A ready-made look.")
        },
        Field::new(
            "storyboard",
            "metadata.storyboard",
            Shape::Boolean,
            "Gives finer control over the scenes.",
        ),
        Field {
            media: Some(Media::Video),
            ..Field::new(
                "character_url",
                "metadata.character_url",
                Shape::Url,
                "The URL of a video to take a character from.",
            )
        },
        Field {
            span: Some((2.0, 2.0)),
            severity: Severity::Warning,
            ..Field::new(
                "character_timestamps",
                "metadata.character_timestamps",
                Shape::Text,
                "Which seconds of the video show the character, as `start,end`, such as `1,3`.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "character_create",
                "metadata.character_create",
                Shape::Boolean,
                "Makes a character out of the finished video.",
            )
        },
        Field::new(
            "character_from_task",
            "metadata.character_from_task",
            Shape::Text,
            "The task id of an earlier video to take the character from.",
        ),
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
