//! Generated from `catalog/grok-video--extend.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Model, Operation, Page, Shape};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/grok-video/extend",
    kind: TaskKind::Video,
    operation: Operation::Extend,
    path: "/v1/videos/{video_id}/extend",
    provider: "xAI",
    title: "Grok Video 1.0 extend",
    summary: "Makes a finished clip longer; the prompt says what happens in the new part.",
    capabilities: &["video-extend"],
    adds_to: "",
    also: &[],
    models: &[Model::new(
        "grok-video-1.0",
        &[],
        "The page gives no list of models; this is the one it shows.",
    )],
    fields: &[
        Field {
            required: true,
            ..Field::new("prompt", "prompt", Shape::Text, "What happens in the part that is added.")
        },
        Field::new("size", "size", Shape::Text, "The size of the video."),
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[],
    pixels: None,
};
