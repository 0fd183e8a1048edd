//! Generated from `catalog/seedance-2-5.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/seedance-2-5/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "ByteDance",
    title: "Seedance 2.5",
    summary: "Makes films of 4 to 30 seconds with sound from text, frames or up to 50 reference pictures, films and sounds, and edits and extends films, in 480p and 720p.",
    capabilities: &[
        "text-to-video",
        "image-to-video",
        "first-last-frame",
        "reference-to-video",
        "video-reference",
        "audio-reference",
        "video-edit",
        "video-extend",
        "audio-generation",
        "web-search",
    ],
    adds_to: "",
    also: &[],
    models: &[Model::new("seedance-2-5", &[], "")],
    fields: &[
        Field::new(
            "prompt",
            "prompt",
            Shape::Text,
            "What happens in the film; it may name the inputs as image 1, video 1, audio 1.",
        ),
        Field {
            default: Some(Scalar::Text("generate")),
            words: &[Word::new("generate"), Word::new("edit"), Word::new("extend")],
            ..Field::new(
                "video_operation",
                "video_operation",
                Shape::Text,
                "Whether to make a film, edit one or extend one.",
            )
        },
        Field {
            numbers: &[-1],
            min: Some(4.0),
            max: Some(30.0),
            ..Field::new(
                "duration",
                "duration",
                Shape::Integer,
                "How long the film is, in seconds; -1 lets the model choose.",
            )
        },
        Field {
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
            schemes: &["https", "http", "data", "asset"],
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "Pictures in the older way, without saying what they are for.",
            )
        },
        Field {
            one: "image_with_role",
            max_items: Some(30),
            ..Field::new(
                "image_with_roles",
                "image_with_roles",
                Shape::ObjectList,
                "Pictures, each with what it is for: the first frame, the last frame or a reference.",
            )
        },
        Field {
            required: true,
            schemes: &["https", "http", "data", "asset"],
            media: Some(Media::Image),
            ..Field::new("url", "image_with_roles[].url", Shape::Url, "The URL of the picture.")
        },
        Field {
            required: true,
            words: &[Word::new("first_frame"), Word::new("last_frame"), Word::new("reference_image")],
            ..Field::new("role", "image_with_roles[].role", Shape::Text, "What the picture is for.")
        },
        Field {
            one: "video_with_role",
            max_items: Some(10),
            ..Field::new(
                "video_with_roles",
                "video_with_roles",
                Shape::ObjectList,
                "Films to edit, to extend or to take motion, camera or content from.",
            )
        },
        Field {
            required: true,
            schemes: &["https", "http", "asset"],
            media: Some(Media::Video),
            ..Field::new("url", "video_with_roles[].url", Shape::Url, "The URL of the film.")
        },
        Field {
            required: true,
            words: &[Word::new("reference_video")],
            ..Field::new("role", "video_with_roles[].role", Shape::Text, "What the film is for.")
        },
        Field {
            one: "audio_with_role",
            max_items: Some(10),
            ..Field::new(
                "audio_with_roles",
                "audio_with_roles",
                Shape::ObjectList,
                "Sounds whose voice, beat or mood the film takes up.",
            )
        },
        Field {
            required: true,
            schemes: &["https", "http", "data", "asset"],
            media: Some(Media::Audio),
            ..Field::new("url", "audio_with_roles[].url", Shape::Url, "The URL of the sound.")
        },
        Field {
            required: true,
            words: &[Word::new("reference_audio")],
            ..Field::new("role", "audio_with_roles[].role", Shape::Text, "What the sound is for.")
        },
        Field {
            words: &[Word::new("480p"), Word::new("720p")],
            ..Field::new("resolution", "resolution", Shape::Text, "How fine the picture is.")
        },
        Field {
            default: Some(Scalar::Text("mp4")),
            words: &[Word::new("mp4"), Word::new("mov")],
            ..Field::new("output_format", "output_format", Shape::Text, "The format of the file.")
        },
        Field {
            default: Some(Scalar::Bool(true)),
            ..Field::new("audio", "generate_audio", Shape::Boolean, "Makes sound in time with the picture.")
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "return_last_frame",
                "return_last_frame",
                Shape::Boolean,
                "Gives the last frame of the film back as a picture too.",
            )
        },
        Field {
            one: "web_search",
            ..Field::new(
                "tools",
                "tools",
                Shape::ObjectList,
                "What the model may use before it begins: a search of the web.",
            )
        },
        Field {
            required: true,
            words: &[Word::new("web_search")],
            ..Field::new("kind", "tools[].type", Shape::Text, "Which tool it is.")
        },
        Field::new("trace_id", "trace_id", Shape::Text, "Your own value for tracing the request."),
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
            ..Shortcut::new("first_frame", "image_with_roles", "The URL of the picture the film begins with.")
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("last_frame"))],
            ..Shortcut::new("last_frame", "image_with_roles", "The URL of the picture the film ends with.")
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("reference_image"))],
            several: "references",
            ..Shortcut::new(
                "reference",
                "image_with_roles",
                "Adds the URL of a picture to take subjects and style from.",
            )
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("reference_video"))],
            several: "videos",
            ..Shortcut::new(
                "video",
                "video_with_roles",
                "Adds the URL of a film to edit, to extend or to take something from.",
            )
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("reference_audio"))],
            several: "audios",
            ..Shortcut::new(
                "reference_audio",
                "audio_with_roles",
                "Adds the URL of a sound to take voice, beat or mood from.",
            )
        },
    ],
    rules: &[
        Rule::new(
            "video_operation",
            Condition::Is("video_operation", &[Scalar::Text("edit"), Scalar::Text("extend")]),
            Condition::Set("video_with_roles"),
            "needs at least one film in video_with_roles",
        ),
        Rule::new(
            "aspect_ratio",
            Condition::All(&[
                Condition::Is("video_operation", &[Scalar::Text("edit"), Scalar::Text("extend")]),
                Condition::Set("aspect_ratio"),
            ]),
            Condition::Is("aspect_ratio", &[Scalar::Text("adaptive")]),
            "must be adaptive when a film is edited or extended",
        ),
        Rule::new(
            "aspect_ratio",
            Condition::All(&[
                Condition::Is(
                    "image_with_roles[].role",
                    &[Scalar::Text("first_frame"), Scalar::Text("last_frame")],
                ),
                Condition::Set("aspect_ratio"),
            ]),
            Condition::Is("aspect_ratio", &[Scalar::Text("adaptive")]),
            "must be adaptive for films from a first or last frame",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "duration",
                Condition::All(&[
                    Condition::Is("video_operation", &[Scalar::Text("edit")]),
                    Condition::Set("duration"),
                ]),
                Condition::Is("duration", &[Scalar::Int(-1)]),
                "should be -1 when a film is edited, as the Chinese page has it",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "duration",
                Condition::All(&[
                    Condition::Is(
                        "image_with_roles[].role",
                        &[Scalar::Text("first_frame"), Scalar::Text("last_frame")],
                    ),
                    Condition::Set("duration"),
                ]),
                Condition::Is("duration", &[Scalar::Int(-1)]),
                "may have to be -1 for films from a first or last frame",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "duration",
                Condition::Is("video_operation", &[Scalar::Text("extend")]),
                Condition::Set("duration"),
                "is wanted when a film is extended: one text of the page asks for a positive number, another for -1",
            )
        },
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
            "image_with_roles",
            Condition::Set("image_urls"),
            Condition::Unset("image_with_roles"),
            "cannot be sent together with image_urls",
        ),
        Rule::new(
            "image_urls",
            Condition::Always,
            Condition::Total(&["image_urls"], None, Some(30)),
            "holds more than 30 pictures, the most a request takes",
        ),
        Rule::new(
            "video_with_roles",
            Condition::Always,
            Condition::Total(
                &["image_urls", "image_with_roles", "video_with_roles", "audio_with_roles"],
                None,
                Some(50),
            ),
            "has, together with the pictures and the sounds, more than 50 entries",
        ),
        Rule::new(
            "tools",
            Condition::Set("tools"),
            Condition::All(&[
                Condition::Unset("image_urls"),
                Condition::Unset("image_with_roles"),
                Condition::Unset("video_with_roles"),
                Condition::Unset("audio_with_roles"),
            ]),
            "is for films from text alone, without any picture, film or sound",
        ),
    ],
    pixels: None,
};
