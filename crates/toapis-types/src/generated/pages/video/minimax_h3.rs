//! Generated from `catalog/minimax-h3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/minimax-h3/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "MiniMax",
    title: "MiniMax H3",
    summary: "Makes films of 4 to 15 seconds in 768p or 2K from text, from frames or from reference pictures, films and sounds.",
    capabilities: &[
        "text-to-video",
        "image-to-video",
        "first-last-frame",
        "reference-to-video",
        "video-reference",
        "audio-reference",
    ],
    adds_to: "",
    also: &[],
    models: &[Model::new("MiniMax-H3", &[], "")],
    fields: &[
        Field {
            required: true,
            max_length: Some(7000),
            ..Field::new("prompt", "prompt", Shape::Text, "What happens in the film.")
        },
        Field {
            default: Some(Scalar::Int(5)),
            min: Some(4.0),
            max: Some(15.0),
            ..Field::new("duration", "duration", Shape::Integer, "How long the film is, in seconds.")
        },
        Field {
            default: Some(Scalar::Text("2K")),
            words: &[Word::new("2K"), Word::new("768p")],
            ..Field::new(
                "resolution",
                "resolution",
                Shape::Text,
                "How fine the picture is; mind the letter case.",
            )
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[
                Word::new("21:9"),
                Word::new("16:9"),
                Word::new("4:3"),
                Word::new("1:1"),
                Word::new("3:4"),
                Word::new("9:16"),
                Word::new("adaptive"),
            ],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The form of the picture.")
        },
        Field {
            one: "image_url",
            max_items: Some(9),
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "Pictures in the older way: one is the first frame, two are the first and the last frame, three to nine are references.",
            )
        },
        Field {
            one: "image_with_role",
            ..Field::new(
                "image_with_roles",
                "image_with_roles",
                Shape::ObjectList,
                "Pictures, each with what it is for: the first frame, the last frame or a reference.",
            )
        },
        Field {
            required: true,
            max_bytes: Some(30_000_000),
            formats: &["jpg", "jpeg", "png", "webp", "heic", "heif"],
            media: Some(Media::Image),
            ..Field::new("url", "image_with_roles[].url", Shape::Url, "The public URL of the picture.")
        },
        Field {
            required: true,
            words: &[Word::new("first_frame"), Word::new("last_frame"), Word::new("reference_image")],
            ..Field::new("role", "image_with_roles[].role", Shape::Text, "What the picture is for.")
        },
        Field {
            one: "video_with_role",
            max_items: Some(3),
            ..Field::new(
                "video_with_roles",
                "video_with_roles",
                Shape::ObjectList,
                "Films whose motion or content the new one takes up.",
            )
        },
        Field {
            required: true,
            max_bytes: Some(50_000_000),
            formats: &["mp4", "mov"],
            media: Some(Media::Video),
            ..Field::new("url", "video_with_roles[].url", Shape::Url, "The public URL of the film.")
        },
        Field {
            required: true,
            words: &[Word::new("reference_video")],
            ..Field::new("role", "video_with_roles[].role", Shape::Text, "What the film is for.")
        },
        Field {
            one: "audio_with_role",
            max_items: Some(3),
            ..Field::new(
                "audio_with_roles",
                "audio_with_roles",
                Shape::ObjectList,
                "Sounds whose voice or beat the film takes up.",
            )
        },
        Field {
            required: true,
            max_bytes: Some(15_000_000),
            formats: &["wav", "mp3"],
            media: Some(Media::Audio),
            ..Field::new("url", "audio_with_roles[].url", Shape::Url, "The public URL of the sound.")
        },
        Field {
            required: true,
            words: &[Word::new("reference_audio")],
            ..Field::new("role", "audio_with_roles[].role", Shape::Text, "What the sound is for.")
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new("watermark", "watermark", Shape::Boolean, "Marks the film as made by a machine.")
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
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("reference_image"))],
            several: "references",
            ..Shortcut::new(
                "reference",
                "image_with_roles",
                "Adds the public URL of a picture to take subjects and style from.",
            )
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("reference_video"))],
            several: "videos",
            ..Shortcut::new(
                "video",
                "video_with_roles",
                "Adds the public URL of a film to take motion or content from.",
            )
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("reference_audio"))],
            several: "audios",
            ..Shortcut::new(
                "reference_audio",
                "audio_with_roles",
                "Adds the public URL of a sound to take voice or beat from.",
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
            Condition::Count("image_with_roles[].role", &[Scalar::Text("reference_image")], None, Some(9)),
            "takes at most 9 reference_image",
        ),
        Rule::new(
            "image_with_roles[].role",
            Condition::Is(
                "image_with_roles[].role",
                &[Scalar::Text("first_frame"), Scalar::Text("last_frame")],
            ),
            Condition::IsNot("image_with_roles[].role", &[Scalar::Text("reference_image")]),
            "mixes frames with references, which exclude each other",
        ),
        Rule::new(
            "video_with_roles",
            Condition::Any(&[
                Condition::Is(
                    "image_with_roles[].role",
                    &[Scalar::Text("first_frame"), Scalar::Text("last_frame")],
                ),
                Condition::Total(&["image_urls"], Some(1), Some(2)),
            ]),
            Condition::Unset("video_with_roles"),
            "is a reference and cannot be sent together with a first or last frame",
        ),
        Rule::new(
            "audio_with_roles",
            Condition::Any(&[
                Condition::Is(
                    "image_with_roles[].role",
                    &[Scalar::Text("first_frame"), Scalar::Text("last_frame")],
                ),
                Condition::Total(&["image_urls"], Some(1), Some(2)),
            ]),
            Condition::Unset("audio_with_roles"),
            "is a reference and cannot be sent together with a first or last frame",
        ),
        Rule::new(
            "audio_with_roles",
            Condition::Set("audio_with_roles"),
            Condition::Any(&[
                Condition::Set("image_with_roles"),
                Condition::Set("image_urls"),
                Condition::Set("video_with_roles"),
            ]),
            "needs a reference picture or film next to it",
        ),
        Rule::new(
            "video_with_roles",
            Condition::Always,
            Condition::Total(
                &["image_urls", "image_with_roles", "video_with_roles", "audio_with_roles"],
                None,
                Some(12),
            ),
            "has, together with the pictures and the sounds, more than 12 entries",
        ),
        Rule::new(
            "aspect_ratio",
            Condition::Is("aspect_ratio", &[Scalar::Text("adaptive")]),
            Condition::Any(&[
                Condition::Set("image_urls"),
                Condition::Set("image_with_roles"),
                Condition::Set("video_with_roles"),
                Condition::Set("audio_with_roles"),
            ]),
            "is not for films from text alone",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "aspect_ratio",
                Condition::All(&[
                    Condition::Set("aspect_ratio"),
                    Condition::Any(&[
                        Condition::Is(
                            "image_with_roles[].role",
                            &[Scalar::Text("first_frame"), Scalar::Text("last_frame")],
                        ),
                        Condition::Total(&["image_urls"], Some(1), Some(2)),
                    ]),
                ]),
                Condition::Is("aspect_ratio", &[Scalar::Text("adaptive")]),
                "is ignored with frames: the film has the form of the frame",
            )
        },
    ],
    pixels: None,
};
