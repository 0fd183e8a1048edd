//! Generated from `catalog/sora2--get-personas.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Model, Operation, Page, Shape};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/sora2/get-personas",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "OpenAI",
    title: "Sora 2",
    summary: "Makes clips with a character that was made before. The page is about asking how the making of a character goes, and shows these clips as what comes next.",
    capabilities: &["character-query"],
    adds_to: "",
    also: &[],
    models: &[Model::new("sora-2", &[], "")],
    fields: &[
        Field::new(
            "prompt",
            "prompt",
            Shape::Text,
            "What happens in the clip; @username stands for a character made earlier.",
        ),
        Field::new("character_url", "character_url", Shape::Text, "The task id of a character made earlier."),
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
