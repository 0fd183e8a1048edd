//! Generated from `catalog/sora2--create-persona.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Shape};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/sora2/create-persona",
    kind: TaskKind::Video,
    operation: Operation::Character,
    path: "/v1/videos/generations",
    provider: "OpenAI",
    title: "Sora 2 character",
    summary: "Makes a character, to be used in later clips, out of 1 to 3 seconds of a video.",
    capabilities: &["character-create"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("sora-2", &[], ""),
        Model::new("sora-2-pro", &[], ""),
        Model::new("sora-2-vip", &[], ""),
    ],
    fields: &[
        Field {
            required: true,
            span: Some((1.0, 3.0)),
            ..Field::new(
                "timestamps",
                "timestamps",
                Shape::Text,
                "Which seconds of the video show the character, as `start,end`, such as `1,3`.",
            )
        },
        Field {
            media: Some(Media::Video),
            ..Field::new("url", "url", Shape::Url, "The URL of a video with sound that shows the character.")
        },
        Field::new(
            "from_task",
            "from_task",
            Shape::Text,
            "The task id of an earlier video that shows the character.",
        ),
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[
        Rule::new(
            "url",
            Condition::Always,
            Condition::Any(&[Condition::Set("url"), Condition::Set("from_task")]),
            "is missing and so is from_task; one of the two is needed",
        ),
        Rule::new(
            "url",
            Condition::Set("from_task"),
            Condition::Unset("url"),
            "cannot be combined with from_task",
        ),
    ],
    pixels: None,
};
