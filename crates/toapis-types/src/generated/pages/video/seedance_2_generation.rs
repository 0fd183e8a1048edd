//! Generated from `catalog/seedance-2--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Shortcut, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/seedance-2/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "ByteDance",
    title: "Seedance 2",
    summary: "Makes films of 4 to 15 seconds with sound from text, from frames or from reference pictures, films and sounds, up to 4K, and can search the web for what it shows.",
    capabilities: &[
        "text-to-video",
        "image-to-video",
        "first-last-frame",
        "reference-to-video",
        "video-reference",
        "audio-reference",
        "audio-generation",
        "web-search",
    ],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("seedance-2", &[], "up to 4K, with automatic length"),
        Model::new("seedance-2-fast", &[], "up to 720p, with automatic length"),
        Model::new(
            "seedance-2-mini",
            &[],
            "up to 720p, without automatic length, at most 3 reference films and 3 reference sounds",
        ),
    ],
    fields: &[
        Field::new(
            "prompt",
            "prompt",
            Shape::Text,
            "What happens in the film; it may name the inputs as image 1, video 1, audio 1.",
        ),
        Field {
            default: Some(Scalar::Int(0)),
            numbers: &[0, -1],
            min: Some(4.0),
            max: Some(15.0),
            ..Field::new(
                "duration",
                "duration",
                Shape::Integer,
                "How long the film is, in seconds; 0 and -1 let the model choose.",
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
                "Pictures in the older way; one is normally the first frame, several are ambiguous.",
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
            schemes: &["https", "http", "data", "asset"],
            media: Some(Media::Image),
            ..Field::new(
                "url",
                "image_with_roles[].url",
                Shape::Url,
                "The picture: a public URL, `data:image/<format>;base64,...` or `asset://<ASSET_ID>`.",
            )
        },
        Field {
            required: true,
            words: &[Word::new("first_frame"), Word::new("last_frame"), Word::new("reference_image")],
            ..Field::new("role", "image_with_roles[].role", Shape::Text, "What the picture is for.")
        },
        Field {
            one: "video_with_role",
            ..Field::new(
                "video_with_roles",
                "video_with_roles",
                Shape::ObjectList,
                "Films whose motion, camera or content the new one takes up.",
            )
        },
        Field {
            required: true,
            schemes: &["https", "http", "asset"],
            media: Some(Media::Video),
            ..Field::new(
                "url",
                "video_with_roles[].url",
                Shape::Url,
                "The film: a public URL or `asset://<ASSET_ID>`.",
            )
        },
        Field {
            required: true,
            words: &[Word::new("reference_video")],
            ..Field::new("role", "video_with_roles[].role", Shape::Text, "What the film is for.")
        },
        Field {
            one: "audio_with_role",
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
            ..Field::new(
                "url",
                "audio_with_roles[].url",
                Shape::Url,
                "The sound: a public URL, `data:audio/<format>;base64,...` or `asset://<ASSET_ID>`.",
            )
        },
        Field {
            required: true,
            words: &[Word::new("reference_audio")],
            ..Field::new("role", "audio_with_roles[].role", Shape::Text, "What the sound is for.")
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[
                Word::new("480p"),
                Word::new("720p"),
                Word::new("1080p").models(&["seedance-2"]),
                Word::new("4k").models(&["seedance-2"]),
            ],
            ..Field::new("resolution", "resolution", Shape::Text, "How fine the picture is.")
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
        Field::new(
            "seed",
            "seed",
            Shape::Integer,
            "A number that makes results repeatable as far as the model allows.",
        ),
        Field::new(
            "trace_id",
            "trace_id",
            Shape::Text,
            "Your own value for tracing the request; it has nothing to do with webhooks.",
        ),
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
                "Adds the URL of a film to take motion, camera or content from.",
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
            Condition::Is(
                "image_with_roles[].role",
                &[Scalar::Text("first_frame"), Scalar::Text("last_frame")],
            ),
            Condition::Unset("video_with_roles"),
            "is a reference and cannot be sent together with a first or last frame",
        ),
        Rule::new(
            "audio_with_roles",
            Condition::Is(
                "image_with_roles[].role",
                &[Scalar::Text("first_frame"), Scalar::Text("last_frame")],
            ),
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
            "needs at least one picture or film next to it",
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
        Rule {
            models: &["seedance-2-mini"],
            ..Rule::new(
                "duration",
                Condition::Set("duration"),
                Condition::IsNot("duration", &[Scalar::Int(0), Scalar::Int(-1)]),
                "is automatic, which seedance-2-mini does not offer: it takes 4 to 15 seconds",
            )
        },
        Rule {
            models: &["seedance-2-mini"],
            ..Rule::new(
                "video_with_roles",
                Condition::Always,
                Condition::Total(&["video_with_roles"], None, Some(3)),
                "takes at most 3 films for seedance-2-mini",
            )
        },
        Rule {
            models: &["seedance-2-mini"],
            ..Rule::new(
                "audio_with_roles",
                Condition::Always,
                Condition::Total(&["audio_with_roles"], None, Some(3)),
                "takes at most 3 sounds for seedance-2-mini",
            )
        },
    ],
    pixels: None,
};
