//! Generated from `catalog/minimax-hailuo.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/minimax-hailuo/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "MiniMax",
    title: "MiniMax Hailuo 02",
    summary: "Makes films of 6 or 10 seconds from text, from a first frame or from a first and a last frame, up to 1080P, with camera directions in the prompt.",
    capabilities: &["text-to-video", "image-to-video", "first-last-frame"],
    adds_to: "",
    also: &[],
    models: &[Model::new("MiniMax-Hailuo-02", &[], "")],
    fields: &[
        Field {
            max_length: Some(2000),
            ..Field::new(
                "prompt",
                "prompt",
                Shape::Text,
                "What happens in the film; it may direct the camera, as in `[Push in]`.",
            )
        },
        Field {
            default: Some(Scalar::Int(6)),
            numbers: &[6, 10],
            ..Field::new("duration", "duration", Shape::Integer, "How long the film is, in seconds.")
        },
        Field {
            default: Some(Scalar::Text("768P")),
            words: &[Word::new("512P"), Word::new("768P"), Word::new("1080P")],
            ..Field::new(
                "resolution",
                "resolution",
                Shape::Text,
                "How fine the picture is; the letter is a capital.",
            )
        },
        Field {
            one: "image_url",
            max_items: Some(1),
            max_bytes: Some(20_000_000),
            formats: &["jpg", "jpeg", "png", "webp"],
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "The picture the film begins with: one URL at most.",
            )
        },
        Field {
            max_bytes: Some(20_000_000),
            formats: &["jpg", "jpeg", "png", "webp"],
            media: Some(Media::Image),
            ..Field::new(
                "last_frame",
                "metadata.last_frame_image",
                Shape::Url,
                "The public URL of the picture the film ends with.",
            )
        },
        Field {
            default: Some(Scalar::Bool(true)),
            ..Field::new(
                "prompt_optimizer",
                "metadata.prompt_optimizer",
                Shape::Boolean,
                "Lets the service improve the prompt; `false` keeps it as it is.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "fast_pretreatment",
                "metadata.fast_pretreatment",
                Shape::Boolean,
                "Makes the improvement of the prompt shorter.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "watermark",
                "metadata.aigc_watermark",
                Shape::Boolean,
                "Marks the film as made by a machine.",
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
                "top_callback_url",
                "callback_url",
                Shape::Url,
                "The place of `callback_url` on other pages.",
            )
        },
    ],
    shared: &[&platform::VIDEO_CLIENT_BUSINESS_ID, &platform::VIDEO_METADATA_BUSINESS_ID],
    shortcuts: &[Shortcut {
        index: Some(0),
        ..Shortcut::new("first_frame", "image_urls", "The public URL of the picture the film begins with.")
    }],
    rules: &[
        Rule::new(
            "prompt",
            Condition::Unset("image_urls"),
            Condition::Set("prompt"),
            "is needed for a film from text alone",
        ),
        Rule::new(
            "duration",
            Condition::Is("resolution", &[Scalar::Text("1080P")]),
            Condition::Is("duration", &[Scalar::Int(6)]),
            "must be 6 in 1080P",
        ),
        Rule::new(
            "resolution",
            Condition::Set("metadata.last_frame_image"),
            Condition::IsNot("resolution", &[Scalar::Text("512P")]),
            "does not go together with a last frame",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "resolution",
                Condition::Unset("image_urls"),
                Condition::IsNot("resolution", &[Scalar::Text("512P")]),
                "may need a first frame: the page contradicts itself about films from text",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "metadata.last_frame_image",
                Condition::Set("metadata.last_frame_image"),
                Condition::Set("image_urls"),
                "is described only together with a first frame in image_urls",
            )
        },
    ],
    pixels: None,
};
