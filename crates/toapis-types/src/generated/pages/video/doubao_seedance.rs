//! Generated from `catalog/doubao-seedance.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Shortcut, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/doubao-seedance/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "ByteDance",
    title: "Doubao Seedance 1.0",
    summary: "Makes films of 2 to 12 seconds from text, from a first frame, from a first and a last frame or with a reference picture, up to 1080p.",
    capabilities: &["text-to-video", "image-to-video", "first-last-frame", "reference-to-video"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new(
            "doubao-seedance-1-0-pro-fast",
            &[],
            "done in about 40 to 90 seconds, takes no last frame",
        ),
        Model::new(
            "doubao-seedance-1-0-pro-quality",
            &[],
            "takes about 90 to 300 seconds and a last frame too",
        ),
    ],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the film.") },
        Field {
            default: Some(Scalar::Int(5)),
            min: Some(2.0),
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
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("480p"), Word::new("720p"), Word::new("1080p")],
            ..Field::new("resolution", "resolution", Shape::Text, "How fine the picture is.")
        },
        Field {
            one: "image_url",
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "The public URL of the picture the film begins with, in the older way.",
            )
        },
        Field {
            one: "image_with_role",
            max_items: Some(3),
            ..Field::new(
                "image_with_roles",
                "image_with_roles",
                Shape::ObjectList,
                "Pictures, each with what it is for: the first frame, the last frame or a reference.",
            )
        },
        Field {
            required: true,
            media: Some(Media::Image),
            ..Field::new("url", "image_with_roles[].url", Shape::Url, "The public URL of the picture.")
        },
        Field {
            required: true,
            words: &[
                Word::new("first_frame"),
                Word::new("last_frame").models(&["doubao-seedance-1-0-pro-quality"]),
                Word::new("reference"),
            ],
            ..Field::new("role", "image_with_roles[].role", Shape::Text, "What the picture is for.")
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
            models: &["doubao-seedance-1-0-pro-quality"],
            ..Shortcut::new(
                "last_frame",
                "image_with_roles",
                "The public URL of the picture the film ends with.",
            )
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("reference"))],
            ..Shortcut::new(
                "reference",
                "image_with_roles",
                "The public URL of a picture to take subjects and style from; one only.",
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
        Rule::new(
            "image_with_roles[].role",
            Condition::Always,
            Condition::Count("image_with_roles[].role", &[Scalar::Text("reference")], None, Some(1)),
            "takes one reference only",
        ),
        Rule::new(
            "resolution",
            Condition::Is("image_with_roles[].role", &[Scalar::Text("reference")]),
            Condition::IsNot("resolution", &[Scalar::Text("1080p")]),
            "does not go together with a picture in the role reference",
        ),
    ],
    pixels: None,
};
