//! Generated from `catalog/grok-video--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Model, Operation, Page, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/grok-video/remix",
    kind: TaskKind::Video,
    operation: Operation::Remix,
    path: "/v1/videos/{video_id}/remix",
    provider: "xAI",
    title: "Grok Video 1.0 remix",
    summary: "Makes a finished clip anew with a change; the prompt says what is different.",
    capabilities: &["remix"],
    adds_to: "",
    also: &[],
    models: &[Model::new(
        "grok-video-1.0",
        &[],
        "The page gives no list of models; this is the one it shows.",
    )],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What to change.") },
        Field::new("size", "size", Shape::Text, "The size of the video."),
        Field {
            words: &[Word::new("16:9"), Word::new("9:16")],
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The shape of the picture.")
        },
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
