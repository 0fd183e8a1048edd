//! Generated from `catalog/minimax-hailuo-2.3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Shortcut, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/minimax-hailuo-2.3/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "MiniMax",
    title: "MiniMax Hailuo 2.3",
    summary: "Makes films of 6 or 10 seconds from text or from a first frame, in 768P and 1080P, with camera directions in the prompt.",
    capabilities: &["text-to-video", "image-to-video"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("MiniMax-Hailuo-2.3", &[], "from text or from a picture"),
        Model::new("MiniMax-Hailuo-2.3-Fast", &[], "from a picture only"),
    ],
    fields: &[
        Field {
            required: true,
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
            words: &[Word::new("768P"), Word::new("1080P")],
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
            "duration",
            Condition::Is("resolution", &[Scalar::Text("1080P")]),
            Condition::Is("duration", &[Scalar::Int(6)]),
            "must be 6 in 1080P",
        ),
        Rule {
            models: &["MiniMax-Hailuo-2.3-Fast"],
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Set("image_urls"),
                "is needed: MiniMax-Hailuo-2.3-Fast makes films from a picture only",
            )
        },
    ],
    pixels: None,
};
