//! Generated from `catalog/sora-2-official--remix.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Model, Operation, Page, Shape};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/sora-2-official/remix",
    kind: TaskKind::Video,
    operation: Operation::Remix,
    path: "/v1/videos/{video_id}/remix",
    provider: "OpenAI (Azure)",
    title: "Sora 2 (official) remix",
    summary: "Makes a finished Sora 2 clip anew with a change; length and size stay as they are.",
    capabilities: &["remix"],
    adds_to: "",
    also: &[],
    models: &[Model::new("sora-2-official", &[], "")],
    fields: &[Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What to change.") }],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[],
    pixels: None,
};
