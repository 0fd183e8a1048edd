//! Generated from `catalog/viduq3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/viduq3/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Vidu",
    title: "Vidu Q3 Video Generation",
    summary: "Makes films of up to 16 seconds with speech and sound effects: from text or from a first and a last frame with the models pro and turbo, after references and named subjects with `viduq3`.",
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
        Model::new("viduq3-pro", &[], "From text, or from a first and a last frame."),
        Model::new("viduq3-turbo", &[], "From text, or from a first and a last frame."),
        Model::new(
            "viduq3",
            &[],
            "After one to seven reference pictures, and subjects that the prompt names.",
        ),
    ],
    fields: &[
        Field {
            required: true,
            max_length: Some(5000),
            ..Field::new("prompt", "prompt", Shape::Text, "What happens in the film.")
        },
        Field {
            default: Some(Scalar::Int(5)),
            min: Some(1.0),
            max: Some(16.0),
            ..Field::new(
                "duration",
                "duration",
                Shape::Integer,
                "The length of the film in seconds; `viduq3` begins at 3.",
            )
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("540p"), Word::new("720p"), Word::new("1080p")],
            ..Field::new("resolution", "resolution", Shape::Text, "How many lines the film has.")
        },
        Field {
            words: &[Word::new("16:9"), Word::new("9:16"), Word::new("1:1")],
            open: true,
            ..Field::new(
                "aspect_ratio",
                "aspect_ratio",
                Shape::Text,
                "The shape of the picture; any ratio works.",
            )
        },
        Field {
            one: "image_url",
            max_items: Some(7),
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "Public URLs of the first and the last frame, or of reference pictures with `viduq3`.",
            )
        },
        Field {
            default: Some(Scalar::Bool(true)),
            ..Field::new("audio", "audio", Shape::Boolean, "Speech and sound effects on or off.")
        },
        Field::new("seed", "seed", Shape::Integer, "Start of the random numbers; the page names no range."),
        Field {
            one: "subject",
            max_items: Some(7),
            models: &["viduq3"],
            ..Field::new(
                "subjects",
                "metadata.subjects",
                Shape::ObjectList,
                "What the prompt calls by name, each with pictures of it.",
            )
        },
        Field {
            required: true,
            models: &["viduq3"],
            ..Field::new(
                "name",
                "metadata.subjects[].name",
                Shape::Text,
                "The name; the prompt writes `@name`.",
            )
        },
        Field {
            one: "image",
            required: true,
            max_items: Some(3),
            models: &["viduq3"],
            media: Some(Media::Image),
            ..Field::new(
                "images",
                "metadata.subjects[].images",
                Shape::UrlList,
                "Public URLs of pictures of the subject.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "auto_subjects",
                "metadata.auto_subjects",
                Shape::Boolean,
                "Uses the service's library of known subjects.",
            )
        },
        Field::new(
            "voice_id",
            "metadata.voice_id",
            Shape::Text,
            "The voice of the speech; left out, a fitting one is chosen.",
        ),
        Field {
            default: Some(Scalar::Text("all")),
            words: &[Word::new("all"), Word::new("speech_only"), Word::new("sound-effect_only")],
            ..Field::new(
                "audio_type",
                "metadata.audio_type",
                Shape::Text,
                "Which sounds there are; only with `audio` on.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "off_peak",
                "metadata.off_peak",
                Shape::Boolean,
                "Waits for quiet hours: cheaper, done within 48 hours, or else called off and refunded.",
            )
        },
        Field {
            max_length: Some(1_048_576),
            ..Field::new(
                "payload",
                "metadata.payload",
                Shape::Text,
                "A text of your own that is passed through unchanged.",
            )
        },
        Field::new(
            "callback_url",
            "metadata.callback_url",
            Shape::Url,
            "Where the service reports the end of the task.",
        ),
        Field {
            alias_of: "metadata.callback_url",
            page: "webhooks/task-webhooks",
            ..Field::new(
                "platform_callback_url",
                "callback_url",
                Shape::Url,
                "The place of the callback that the webhook page names for every task.",
            )
        },
    ],
    shared: &[&platform::VIDEO_CLIENT_BUSINESS_ID, &platform::VIDEO_METADATA_BUSINESS_ID],
    shortcuts: &[
        Shortcut {
            index: Some(0),
            models: &["viduq3-pro", "viduq3-turbo"],
            ..Shortcut::new(
                "first_frame",
                "image_urls",
                "Sets the public URL of the picture the film begins with.",
            )
        },
        Shortcut {
            index: Some(1),
            models: &["viduq3-pro", "viduq3-turbo"],
            ..Shortcut::new(
                "last_frame",
                "image_urls",
                "Sets the public URL of the picture the film ends with; it goes with a first frame.",
            )
        },
        Shortcut {
            several: "references",
            models: &["viduq3"],
            ..Shortcut::new(
                "reference",
                "image_urls",
                "Adds the public URL of a picture to take subjects and style from.",
            )
        },
    ],
    rules: &[
        Rule {
            models: &["viduq3"],
            ..Rule::new(
                "duration",
                Condition::Always,
                Condition::Total(&["duration"], Some(3), Some(16)),
                "is not between 3 and 16",
            )
        },
        Rule {
            models: &["viduq3-pro", "viduq3-turbo"],
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Total(&["image_urls"], None, Some(2)),
                "has too many entries: this model takes a first and a last frame",
            )
        },
        Rule {
            models: &["viduq3"],
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Set("image_urls"),
                "is missing: this model needs 1 to 7 reference pictures",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "metadata.audio_type",
                Condition::Set("metadata.audio_type"),
                Condition::Is("audio", &[Scalar::Bool(true)]),
                "has no effect unless audio is true",
            )
        },
    ],
    pixels: None,
};
