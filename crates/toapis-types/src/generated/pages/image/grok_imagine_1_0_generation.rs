//! Generated from `catalog/grok-imagine-1.0--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/grok-imagine-1.0/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "xAI",
    title: "Grok Imagine 1.0",
    summary: "Makes up to ten pictures a request from text alone, in five aspect ratios; prompts may be in several languages.",
    capabilities: &["text-to-image"],
    adds_to: "",
    also: &[],
    models: &[Model::new("grok-imagine-1.0", &[], "")],
    fields: &[
        Field {
            required: true,
            ..Field::new("prompt", "prompt", Shape::Text, "What to draw, in one of several languages.")
        },
        Field {
            default: Some(Scalar::Text("1:1")),
            words: &[
                Word::new("1:1"),
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("3:2"),
                Word::new("2:3"),
            ],
            ..Field::new(
                "size",
                "size",
                Shape::Text,
                "The aspect ratio of the picture. Pixels are not taken.",
            )
        },
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            max: Some(10.0),
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make.")
        },
        Field {
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "Not taken: known here only to be refused before the call costs anything.",
            )
        },
    ],
    shared: &[
        &platform::IMAGE_CALLBACK_URL,
        &platform::IMAGE_CLIENT_BUSINESS_ID,
        &platform::IMAGE_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[Rule::new(
        "image_urls",
        Condition::Always,
        Condition::Unset("image_urls"),
        "is not taken by this model: ask grok-imagine-1.0-edit, whose requests go to /v1/images/edits",
    )],
    pixels: None,
};
