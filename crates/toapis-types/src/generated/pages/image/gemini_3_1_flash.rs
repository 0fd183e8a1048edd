//! Generated from `catalog/gemini-3.1-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Pixels, Rule, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gemini-3.1-flash/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "Google",
    title: "Gemini 3.1 Flash Image",
    summary: "Makes and edits pictures from text and up to 14 reference pictures, up to 4K, in 14 aspect ratios from very tall to very wide. It can look things up with Google before it draws.",
    capabilities: &[
        "text-to-image",
        "image-to-image",
        "image-editing",
        "multi-reference",
        "web-search",
        "image-search",
        "extreme-aspect-ratios",
        "4k-output",
    ],
    adds_to: "",
    also: &[],
    models: &[Model::new("gemini-3.1-flash-image-preview", &[], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What to draw.") },
        Field {
            words: &[
                Word::new("1:1"),
                Word::new("3:2"),
                Word::new("2:3"),
                Word::new("4:3"),
                Word::new("3:4"),
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("5:4"),
                Word::new("4:5"),
                Word::new("21:9"),
                Word::new("1:4"),
                Word::new("4:1"),
                Word::new("1:8"),
                Word::new("8:1"),
            ],
            ..Field::new(
                "size",
                "size",
                Shape::Text,
                "The aspect ratio of the picture. Pixels are not taken.",
            )
        },
        Field {
            default: Some(Scalar::Text("1K")),
            words: &[Word::new("0.5K"), Word::new("1K"), Word::new("2K"), Word::new("4K")],
            ..Field::new(
                "resolution",
                "metadata.resolution",
                Shape::Text,
                "How large the picture gets, as the approximate side of a square one.",
            )
        },
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make; each one is charged.")
        },
        Field {
            one: "reference",
            max_items: Some(14),
            max_bytes: Some(10_000_000),
            formats: &["jpeg", "jpg", "png", "webp"],
            object_key: "url",
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to edit or to take subjects and style from.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "google_search",
                "metadata.google_search",
                Shape::Boolean,
                "Lets the model look facts up with Google before it draws.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "google_image_search",
                "metadata.google_image_search",
                Shape::Boolean,
                "Lets the model look at pictures Google finds, as a visual reference.",
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
        "metadata.google_image_search",
        Condition::Is("metadata.google_image_search", &[Scalar::Bool(true)]),
        Condition::Is("metadata.google_search", &[Scalar::Bool(true)]),
        "works only together with metadata.google_search = true",
    )],
    pixels: Some(Pixels {
        table: &[],
        sides: &[("0.5K", 512), ("1K", 1024), ("2K", 2048), ("4K", 4096)],
        assumed_size: "1:1",
    }),
};
