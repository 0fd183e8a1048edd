//! Generated from `catalog/doubao-seedance-1-5.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/doubao-seedance-1-5/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "ByteDance",
    title: "Doubao Seedance 1.5 Pro",
    summary: "Makes films of 4 to 12 seconds, with sound if wanted, from text or from a first and a last frame, up to 1080p.",
    capabilities: &["text-to-video", "image-to-video", "first-last-frame", "audio-generation"],
    adds_to: "",
    also: &[],
    models: &[Model::new("doubao-seedance-1-5-pro", &[], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the film.") },
        Field {
            default: Some(Scalar::Int(5)),
            min: Some(4.0),
            max: Some(12.0),
            ..Field::new("duration", "duration", Shape::Integer, "How long the film is, in seconds.")
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("1:1"),
                Word::new("4:3"),
                Word::new("3:4"),
                Word::new("21:9"),
            ],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The form of the picture.")
        },
        Field {
            one: "image_url",
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "Frames in the older way: the first URL is the first frame, the second the last frame.",
            )
        },
        Field {
            one: "image_with_role",
            max_items: Some(2),
            ..Field::new(
                "image_with_roles",
                "image_with_roles",
                Shape::ObjectList,
                "Pictures, each with the frame it is: the first or the last.",
            )
        },
        Field {
            required: true,
            media: Some(Media::Image),
            ..Field::new("url", "image_with_roles[].url", Shape::Url, "The public URL of the picture.")
        },
        Field {
            required: true,
            words: &[Word::new("first_frame"), Word::new("last_frame")],
            ..Field::new(
                "role",
                "image_with_roles[].role",
                Shape::Text,
                "Which frame the picture is; reference pictures are not supported.",
            )
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("480p"), Word::new("720p"), Word::new("1080p")],
            ..Field::new("resolution", "metadata.resolution", Shape::Text, "How fine the picture is.")
        },
        Field {
            min: Some(-1.0),
            max: Some(4_294_967_295.0),
            ..Field::new(
                "seed",
                "metadata.seed",
                Shape::Integer,
                "Makes films of the same request similar, though not identical.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new("audio", "metadata.audio", Shape::Boolean, "Makes sound for the film too.")
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new("camera_fixed", "metadata.camerafixed", Shape::Boolean, "Keeps the camera still.")
        },
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("first_frame"))],
            ..Shortcut::new(
                "first_frame",
                "image_with_roles",
                "The public URL of the picture the film begins with.",
            )
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("last_frame"))],
            ..Shortcut::new(
                "last_frame",
                "image_with_roles",
                "The public URL of the picture the film ends with.",
            )
        },
    ],
    rules: &[
        Rule::new(
            "image_with_roles",
            Condition::Set("image_urls"),
            Condition::Unset("image_with_roles"),
            "cannot be sent together with image_urls",
        ),
        Rule::new(
            "image_with_roles[].role",
            Condition::Always,
            Condition::Count("image_with_roles[].role", &[Scalar::Text("first_frame")], None, Some(1)),
            "takes one first_frame only",
        ),
        Rule::new(
            "image_with_roles[].role",
            Condition::Always,
            Condition::Count("image_with_roles[].role", &[Scalar::Text("last_frame")], None, Some(1)),
            "takes one last_frame only",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Total(&["image_urls"], None, Some(2)),
                "has pictures behind the second one, which the service ignores",
            )
        },
    ],
    pixels: None,
};
