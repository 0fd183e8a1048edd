//! Generated from `catalog/gemini-3-pro-image.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gemini-3-pro-image/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "Google",
    title: "Gemini 3 Pro Image",
    summary: "Makes and edits pictures from long texts and up to 14 reference pictures, up to 4K, in ten aspect ratios.",
    capabilities: &["text-to-image", "image-to-image", "image-editing", "multi-reference", "4k-output"],
    adds_to: "",
    also: &[],
    models: &[Model::new("gemini-3-pro-image-preview", &["nano-banana-pro"], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What to draw.") },
        Field {
            words: &[
                Word::new("1:1"),
                Word::new("2:3"),
                Word::new("3:2"),
                Word::new("3:4"),
                Word::new("4:3"),
                Word::new("4:5"),
                Word::new("5:4"),
                Word::new("9:16"),
                Word::new("16:9"),
                Word::new("21:9"),
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
            numbers: &[1],
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make: always one.")
        },
        Field {
            default: Some(Scalar::Text("1K")),
            words: &[Word::new("1K"), Word::new("2K"), Word::new("4K")],
            ..Field::new("resolution", "metadata.resolution", Shape::Text, "How large the picture gets.")
        },
        Field {
            words: &[Word::new("landscape"), Word::new("portrait")],
            ..Field::new(
                "orientation",
                "metadata.orientation",
                Shape::Text,
                "Whether the picture lies or stands.",
            )
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
