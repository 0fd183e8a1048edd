//! Generated from `catalog/gemini-omni-flash-preview-official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/gemini-omni-flash-preview-official/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Google (Vertex AI)",
    title: "Gemini Omni Flash Preview (official)",
    summary: "Makes clips of up to 10 seconds in 720p from text and up to ten reference pictures, or edits up to three videos.",
    capabilities: &["text-to-video", "image-to-video", "reference-to-video", "video-edit"],
    adds_to: "",
    also: &[],
    models: &[Model::new("gemini-omni-flash-preview-official", &[], "")],
    fields: &[
        Field {
            required: true,
            ..Field::new(
                "prompt",
                "prompt",
                Shape::Text,
                "What happens in the clip, or what to change in the videos.",
            )
        },
        Field {
            default: Some(Scalar::Int(6)),
            max: Some(10.0),
            ..Field::new("duration", "duration", Shape::Integer, "The length of the clip in seconds.")
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[Word::new("16:9"), Word::new("9:16")],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
        },
        Field {
            default: Some(Scalar::Text("720p")),
            words: &[Word::new("720p")],
            ..Field::new(
                "resolution",
                "resolution",
                Shape::Text,
                "How many lines a wide picture has; there is one choice.",
            )
        },
        Field {
            one: "reference",
            max_items: Some(10),
            media: Some(Media::Image),
            ..Field::new("references", "image_urls", Shape::UrlList, "Public URLs of reference pictures.")
        },
        Field {
            one: "video",
            max_items: Some(3),
            ..Field::new("videos", "video_list", Shape::ObjectList, "The videos to edit.")
        },
        Field {
            required: true,
            max_bytes: Some(50_000_000),
            schemes: &["https", "data"],
            media: Some(Media::Video),
            ..Field::new(
                "video_url",
                "video_list[].video_url",
                Shape::Url,
                "Where the video is: a public HTTPS URL, a URL of an upload to the service, or a data URI.",
            )
        },
        Field {
            min: Some(0.0),
            max: Some(2.0),
            ..Field::new(
                "temperature",
                "metadata.temperature",
                Shape::Number,
                "How freely the model picks among likely continuations.",
            )
        },
        Field {
            min: Some(0.0),
            max: Some(1.0),
            ..Field::new(
                "top_p",
                "metadata.topP",
                Shape::Number,
                "The share of likely continuations the model picks from.",
            )
        },
        Field {
            alias_of: "metadata.topP",
            min: Some(0.0),
            max: Some(1.0),
            ..Field::new(
                "top_p_snake",
                "metadata.top_p",
                Shape::Number,
                "Another spelling of `metadata.topP`.",
            )
        },
        Field::new(
            "candidate_count",
            "metadata.candidateCount",
            Shape::Integer,
            "How many candidates the model makes.",
        ),
        Field {
            alias_of: "metadata.candidateCount",
            ..Field::new(
                "candidate_count_snake",
                "metadata.candidate_count",
                Shape::Integer,
                "Another spelling of `metadata.candidateCount`.",
            )
        },
        Field::new(
            "previous_interaction_id",
            "metadata.previous_interaction_id",
            Shape::Text,
            "The interaction this one goes on from.",
        ),
        Field {
            words: &[
                Word::new("text_to_video"),
                Word::new("image_to_video"),
                Word::new("reference_to_video"),
                Word::new("edit"),
            ],
            ..Field::new("task", "metadata.task", Shape::Text, "What kind of work this is.")
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
            "image_urls",
            Condition::Set("video_list"),
            Condition::Unset("image_urls"),
            "cannot be combined with video_list",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "aspect_ratio",
                Condition::All(&[
                    Condition::Is("aspect_ratio", &[Scalar::Text("9:16")]),
                    Condition::Any(&[
                        Condition::Is("metadata.task", &[Scalar::Text("edit")]),
                        Condition::All(&[Condition::Set("video_list"), Condition::Unset("metadata.task")]),
                    ]),
                ]),
                Condition::Unset("aspect_ratio"),
                "has no effect when videos are edited: the platform leaves it out",
            )
        },
    ],
    pixels: None,
};
