//! Generated from `catalog/happyhorse.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/happyhorse/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Alibaba (DashScope)",
    title: "HappyHorse 1.1 Video Generation",
    summary: "Makes films of 3 to 15 seconds from text, from a first frame or after up to nine reference pictures, and edits a film.",
    capabilities: &["text-to-video", "image-to-video", "reference-to-video", "video-edit"],
    adds_to: "",
    also: &[],
    models: &[Model::new("happyhorse-1.1", &[], "")],
    fields: &[
        Field {
            words: &[
                Word::new("text-to-video"),
                Word::new("image-to-video"),
                Word::new("reference-to-video"),
                Word::new("video-edit"),
            ],
            ..Field::new("action", "action", Shape::Text, "What is to be made, and out of what.")
        },
        Field::new(
            "prompt",
            "prompt",
            Shape::Text,
            "What happens in the film, or what to change in it; only `image-to-video` goes without.",
        ),
        Field {
            one: "first_frame",
            max_bytes: Some(10_000_000),
            formats: &["jpeg", "jpg", "png", "bmp", "webp"],
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "The public URL of the first frame; of several only the first is used.",
            )
        },
        Field {
            alias_of: "image_urls",
            media: Some(Media::Image),
            ..Field::new(
                "input_reference",
                "input_reference",
                Shape::Url,
                "Another name of `image_urls`, of no documented type.",
            )
        },
        Field {
            alias_of: "image_urls",
            media: Some(Media::Image),
            ..Field::new(
                "images",
                "images",
                Shape::UrlList,
                "Another name of `image_urls`, of no documented type.",
            )
        },
        Field {
            alias_of: "image_urls",
            media: Some(Media::Image),
            ..Field::new("image", "image", Shape::Url, "Another name of `image_urls`, of no documented type.")
        },
        Field {
            alias_of: "image_urls",
            ..Field::new(
                "image_with_roles",
                "image_with_roles",
                Shape::ObjectList,
                "Another form of `image_urls`: an object with the role `first_frame`.",
            )
        },
        Field {
            words: &[Word::new("first_frame")],
            ..Field::new(
                "role",
                "image_with_roles[].role",
                Shape::Text,
                "What the picture is for; only this role is named.",
            )
        },
        Field {
            media: Some(Media::Image),
            ..Field::new(
                "url",
                "image_with_roles[].url",
                Shape::Url,
                "The public URL of the picture; the key is taken from other pages.",
            )
        },
        Field {
            one: "reference",
            max_items: Some(9),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "reference_images",
                Shape::UrlList,
                "Public URLs of pictures to take subjects and style from.",
            )
        },
        Field {
            media: Some(Media::Video),
            ..Field::new(
                "video",
                "url",
                Shape::Url,
                "The public URL of the film to edit, for the action `video-edit`.",
            )
        },
        Field {
            default: Some(Scalar::Text("auto")),
            words: &[Word::new("auto"), Word::new("origin")],
            ..Field::new(
                "audio_setting",
                "audio_setting",
                Shape::Text,
                "The sound of an edited film; for the action `video-edit` only.",
            )
        },
        Field {
            default: Some(Scalar::Int(5)),
            min: Some(3.0),
            max: Some(15.0),
            ..Field::new("duration", "duration", Shape::Integer, "The length of the film in seconds.")
        },
        Field {
            default: Some(Scalar::Text("1080P")),
            words: &[Word::new("720P"), Word::new("1080P")],
            ..Field::new("resolution", "resolution", Shape::Text, "How many lines the film has.")
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("1:1"),
                Word::new("4:3"),
                Word::new("3:4"),
            ],
            ..Field::new(
                "aspect_ratio",
                "aspect_ratio",
                Shape::Text,
                "The shape of the picture; with a first frame the film has the shape of that.",
            )
        },
        Field {
            alias_of: "aspect_ratio",
            ..Field::new(
                "size",
                "size",
                Shape::Text,
                "Another name of `aspect_ratio`, of no documented form.",
            )
        },
        Field::new("seed", "seed", Shape::Integer, "Start of the random numbers; the page names no range."),
        Field {
            default: Some(Scalar::Bool(true)),
            ..Field::new("watermark", "watermark", Shape::Boolean, "Puts a mark on the film.")
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
            "prompt",
            Condition::Any(&[
                Condition::Is(
                    "action",
                    &[
                        Scalar::Text("text-to-video"),
                        Scalar::Text("reference-to-video"),
                        Scalar::Text("video-edit"),
                    ],
                ),
                Condition::All(&[Condition::Unset("action"), Condition::Unset("image_urls")]),
            ]),
            Condition::Set("prompt"),
            "is missing: only the action image-to-video goes without",
        ),
        Rule::new(
            "reference_images",
            Condition::Is("action", &[Scalar::Text("reference-to-video")]),
            Condition::Set("reference_images"),
            "is missing: the action reference-to-video needs 1 to 9 pictures",
        ),
        Rule::new(
            "url",
            Condition::Is("action", &[Scalar::Text("video-edit")]),
            Condition::Set("url"),
            "is missing: the action video-edit needs the film to edit",
        ),
        Rule::new(
            "reference_images",
            Condition::Is("action", &[Scalar::Text("video-edit")]),
            Condition::Total(&["reference_images"], None, Some(5)),
            "has too many entries: the action video-edit takes 5",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "audio_setting",
                Condition::Set("audio_setting"),
                Condition::Is("action", &[Scalar::Text("video-edit")]),
                "has no effect unless action is video-edit",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "reference_images",
                Condition::Set("reference_images"),
                Condition::Is("action", &[Scalar::Text("reference-to-video"), Scalar::Text("video-edit")]),
                "is documented for the actions reference-to-video and video-edit only, which have to be sent",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "url",
                Condition::Set("url"),
                Condition::Is("action", &[Scalar::Text("video-edit")]),
                "is documented for the action video-edit only, which has to be sent",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "image_urls",
                Condition::Is("action", &[Scalar::Text("image-to-video")]),
                Condition::Set("image_urls"),
                "is missing: the action image-to-video starts from a first frame",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Total(&["image_urls"], None, Some(1)),
                "has several entries, of which only the first is used",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "aspect_ratio",
                Condition::Any(&[
                    Condition::Is("action", &[Scalar::Text("image-to-video")]),
                    Condition::All(&[Condition::Unset("action"), Condition::Set("image_urls")]),
                ]),
                Condition::Unset("aspect_ratio"),
                "has no effect with a first frame: the film has the shape of that",
            )
        },
    ],
    pixels: None,
};
