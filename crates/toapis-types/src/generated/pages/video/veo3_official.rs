//! Generated from `catalog/veo3-official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/veo3-official/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Google (Vertex AI)",
    title: "Veo 3.1 (official)",
    summary: "Google's own Veo 3.1: clips of 4, 6 or 8 seconds up to 4k, with sound when wanted, from text, from a first and a last frame, or from up to three reference pictures.",
    capabilities: &[
        "text-to-video",
        "image-to-video",
        "first-last-frame",
        "reference-to-video",
        "audio-generation",
    ],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("Veo3.1-quality-official", &[], ""),
        Model::new("Veo3.1-fast-official", &[], ""),
        Model::new("Veo3.1-lite-official", &[], "The page calls it a 720p model."),
    ],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the clip.") },
        Field {
            default: Some(Scalar::Int(8)),
            numbers: &[4, 6, 8],
            ..Field::new("duration", "duration", Shape::Integer, "The length of the clip in seconds.")
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[Word::new("16:9"), Word::new("9:16")],
            ..Field::new(
                "aspect_ratio",
                "size",
                Shape::Text,
                "The shape of the picture; this page calls it size.",
            )
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("720p"), Word::new("1080p"), Word::new("4k")],
            ..Field::new("resolution", "resolution", Shape::Text, "How many lines the picture has.")
        },
        Field {
            max_bytes: Some(10_000_000),
            formats: &["jpeg", "jpg", "png", "webp"],
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "The public URL of the picture the clip begins with; only the first entry is used.",
            )
        },
        Field {
            media: Some(Media::Image),
            ..Field::new(
                "last_frame",
                "metadata.lastFrame",
                Shape::Url,
                "The public URL of the picture the clip ends with.",
            )
        },
        Field {
            one: "reference",
            max_items: Some(3),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "metadata.referenceImages",
                Shape::UrlList,
                "Public URLs of pictures to take style or subjects from.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new("audio", "metadata.generateAudio", Shape::Boolean, "Makes sound as well.")
        },
        Field::new(
            "negative_prompt",
            "metadata.negativePrompt",
            Shape::Text,
            "What should not be in the clip.",
        ),
        Field {
            words: &[Word::new("allow_adult"), Word::new("dont_allow")],
            ..Field::new(
                "person_generation",
                "metadata.personGeneration",
                Shape::Text,
                "Whether there may be people.",
            )
        },
        Field {
            default: Some(Scalar::Text("optimized")),
            words: &[Word::new("optimized"), Word::new("lossless")],
            ..Field::new(
                "compression_quality",
                "metadata.compressionQuality",
                Shape::Text,
                "How the video is compressed.",
            )
        },
        Field {
            words: &[Word::new("pad"), Word::new("crop")],
            ..Field::new(
                "resize_mode",
                "metadata.resizeMode",
                Shape::Text,
                "How a first frame of another shape is made to fit.",
            )
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
            "image_urls",
            "Sets the public URL of the picture the clip begins with; not together with reference pictures.",
        )
    }],
    rules: &[
        Rule::new(
            "metadata.referenceImages",
            Condition::Set("image_urls"),
            Condition::Unset("metadata.referenceImages"),
            "cannot be combined with image_urls, which would win",
        ),
        Rule::new(
            "metadata.lastFrame",
            Condition::Set("metadata.lastFrame"),
            Condition::Set("image_urls"),
            "works only together with a first frame in image_urls",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Total(&["image_urls"], None, Some(1)),
                "holds more than one picture, and only the first one is used",
            )
        },
        Rule {
            severity: Severity::Warning,
            models: &["Veo3.1-lite-official"],
            ..Rule::new(
                "resolution",
                Condition::Always,
                Condition::Is("resolution", &[Scalar::Text("720p")]),
                "may not work: the page calls this a 720p model",
            )
        },
    ],
    pixels: None,
};
