//! Generated from `catalog/sora2--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Model, Operation, Page, Rule, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/sora2/remix",
    kind: TaskKind::Video,
    operation: Operation::Remix,
    path: "/v1/videos/{video_id}/remix",
    provider: "OpenAI",
    title: "Sora 2 remix",
    summary: "Makes a finished Sora 2 clip anew with a change, in 10, 15 or 25 seconds and three aspect ratios.",
    capabilities: &["remix"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("sora-2", &[], "10 or 15 seconds."),
        Model::new("sora-2-pro", &[], "15 seconds in HD, or 25 seconds."),
        Model::new("sora-2-vip", &[], "The page does not say which of the durations it takes."),
    ],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What to change.") },
        Field {
            numbers: &[10, 15, 25],
            ..Field::new("duration", "duration", Shape::Integer, "The length of the new clip in seconds.")
        },
        Field {
            words: &[Word::new("16:9"), Word::new("9:16"), Word::new("1:1")],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
        },
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[
        Rule {
            models: &["sora-2"],
            ..Rule::new(
                "duration",
                Condition::Set("duration"),
                Condition::Is("duration", &[Scalar::Int(10), Scalar::Int(15)]),
                "is not 10 or 15, the durations of sora-2",
            )
        },
        Rule {
            models: &["sora-2-pro"],
            ..Rule::new(
                "duration",
                Condition::Set("duration"),
                Condition::Is("duration", &[Scalar::Int(15), Scalar::Int(25)]),
                "is not 15 or 25, the durations of sora-2-pro",
            )
        },
    ],
    pixels: None,
};
