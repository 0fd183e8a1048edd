//! Generated from `catalog/grok-image.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/grok-image/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "xAI",
    title: "Grok Image",
    summary: "Makes one, two or four pictures a request from text and up to five reference pictures, in five aspect ratios.",
    capabilities: &["text-to-image", "image-to-image", "multi-reference"],
    adds_to: "",
    also: &[],
    models: &[Model::new("grok-4-1-image", &[], ""), Model::new("grok-4-2-image", &[], "")],
    fields: &[
        Field {
            required: true,
            max_length: Some(1000),
            ..Field::new("prompt", "prompt", Shape::Text, "What to draw.")
        },
        Field {
            default: Some(Scalar::Text("1:1")),
            words: &[
                Word::new("1:1"),
                Word::new("2:3"),
                Word::new("3:2"),
                Word::new("16:9"),
                Word::new("9:16"),
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
            numbers: &[1, 2, 4],
            ..Field::new(
                "n",
                "n",
                Shape::Integer,
                "How many pictures to make; each one is charged, in advance.",
            )
        },
        Field {
            one: "reference",
            max_items: Some(5),
            max_bytes: Some(10_000_000),
            formats: &["jpeg", "jpg", "png", "webp"],
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to edit or to take subjects and style from.",
            )
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
