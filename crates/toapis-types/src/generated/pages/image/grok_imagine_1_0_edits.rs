//! Generated from `catalog/grok-imagine-1.0--edits.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, Scalar, Severity, Shape};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/grok-imagine-1.0/edits",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/edits",
    provider: "xAI",
    title: "Grok Imagine 1.0 editing",
    summary: "Edits pictures by instruction; prompts may be in several languages.",
    capabilities: &["image-to-image", "image-editing"],
    adds_to: "",
    also: &[],
    models: &[Model::new("grok-imagine-1.0-edit", &[], "")],
    fields: &[
        Field {
            required: true,
            ..Field::new("prompt", "prompt", Shape::Text, "What to change, in one of several languages.")
        },
        Field {
            one: "reference",
            required: true,
            min_items: Some(1),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of the pictures to edit, at least one.",
            )
        },
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            max: Some(10.0),
            severity: Severity::Warning,
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make.")
        },
    ],
    shared: &[
        &platform::IMAGE_CALLBACK_URL,
        &platform::IMAGE_CLIENT_BUSINESS_ID,
        &platform::IMAGE_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[],
    pixels: None,
};
