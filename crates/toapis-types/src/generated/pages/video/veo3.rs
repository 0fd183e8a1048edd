//! Generated from `catalog/veo3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/veo3/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Google",
    title: "Veo 3.1",
    summary: "Makes clips of 8 seconds up to 4k from text, from a first and a last frame, or from reference pictures; a GIF when wanted.",
    capabilities: &["text-to-video", "image-to-video", "first-last-frame", "reference-to-video"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("veo3.1-fast", &[], ""),
        Model::new("veo3.1-quality", &[], "Frames only, no reference pictures."),
        Model::new("veo3.1-lite", &[], ""),
    ],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the clip.") },
        Field {
            numbers: &[8],
            ..Field::new(
                "duration",
                "duration",
                Shape::Integer,
                "The length of the clip in seconds; it is fixed.",
            )
        },
        Field {
            words: &[Word::new("16:9"), Word::new("9:16")],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
        },
        Field {
            one: "reference",
            max_bytes: Some(10_000_000),
            formats: &["jpeg", "jpg", "png", "webp"],
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of the first and the last frame, or of reference pictures.",
            )
        },
        Field {
            words: &[Word::new("frame"), Word::new("reference").models(&["veo3.1-fast", "veo3.1-lite"])],
            ..Field::new(
                "generation_type",
                "metadata.generation_type",
                Shape::Text,
                "What the pictures are for.",
            )
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("720p"), Word::new("1080p"), Word::new("4k")],
            ..Field::new("resolution", "metadata.resolution", Shape::Text, "How many lines the picture has.")
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new("enable_gif", "metadata.enable_gif", Shape::Boolean, "Makes a GIF.")
        },
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[
        Shortcut {
            index: Some(0),
            ..Shortcut::new(
                "first_frame",
                "image_urls",
                "Sets the public URL of the picture the clip begins with.",
            )
        },
        Shortcut {
            index: Some(1),
            ..Shortcut::new(
                "last_frame",
                "image_urls",
                "Sets the public URL of the picture the clip ends with; it goes with a first frame.",
            )
        },
    ],
    rules: &[
        Rule::new(
            "metadata.enable_gif",
            Condition::Is("metadata.enable_gif", &[Scalar::Bool(true)]),
            Condition::IsNot("metadata.resolution", &[Scalar::Text("1080p"), Scalar::Text("4k")]),
            "cannot be combined with metadata.resolution 1080p or 4k",
        ),
        Rule {
            severity: Severity::Warning,
            models: &["veo3.1-quality"],
            ..Rule::new(
                "image_urls",
                Condition::Unset("metadata.generation_type"),
                Condition::Total(&["image_urls"], None, Some(2)),
                "has more than two pictures, which are taken for references, and this model takes frames only",
            )
        },
    ],
    pixels: None,
};
