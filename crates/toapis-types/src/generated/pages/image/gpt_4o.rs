//! Generated from `catalog/gpt-4o.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gpt-4o/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "OpenAI",
    title: "GPT-4o Image",
    summary: "Makes pictures from text, reworks up to five reference pictures, and repaints the part of a picture that a mask leaves open.",
    capabilities: &["text-to-image", "image-to-image", "image-editing", "inpainting", "multi-reference"],
    adds_to: "",
    also: &[],
    models: &[Model::new("gpt-4o-image", &[], "")],
    fields: &[
        Field {
            required: true,
            max_length: Some(1000),
            ..Field::new(
                "prompt",
                "prompt",
                Shape::Text,
                "What to draw, or what to change in the references.",
            )
        },
        Field {
            default: Some(Scalar::Text("1:1")),
            words: &[Word::new("1:1"), Word::new("2:3"), Word::new("3:2")],
            ..Field::new("size", "size", Shape::Text, "The aspect ratio of the picture.")
        },
        Field {
            default: Some(Scalar::Int(1)),
            numbers: &[1, 2, 4],
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make: one, two or four.")
        },
        Field {
            one: "reference",
            max_items: Some(5),
            max_bytes: Some(10_000_000),
            formats: &["jpeg", "jpg", "png", "webp"],
            media: Some(Media::Image),
            ..Field::new("references", "image_urls", Shape::UrlList, "Public URLs of pictures to work from.")
        },
        Field {
            max_bytes: Some(4_000_000),
            formats: &["png"],
            media: Some(Media::Image),
            ..Field::new(
                "mask",
                "mask_url",
                Shape::Url,
                "Public URL of a PNG that marks the part of the reference to repaint.",
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
        "mask_url",
        Condition::Set("mask_url"),
        Condition::Set("image_urls"),
        "needs the picture it masks in image_urls",
    )],
    pixels: None,
};
