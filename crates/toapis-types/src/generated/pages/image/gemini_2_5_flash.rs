//! Generated from `catalog/gemini-2.5-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, PixelRow, Pixels, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gemini-2.5-flash/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "Google",
    title: "Gemini 2.5 Flash Image",
    summary: "Makes and edits pictures of about one megapixel from text and up to 14 reference pictures, in seven aspect ratios.",
    capabilities: &["text-to-image", "image-to-image", "image-editing", "multi-reference"],
    adds_to: "",
    also: &[],
    models: &[Model::new("gemini-2.5-flash-image-preview", &["nano-banana"], "")],
    fields: &[
        Field {
            required: true,
            max_length: Some(1000),
            ..Field::new("prompt", "prompt", Shape::Text, "What to draw.")
        },
        Field {
            words: &[
                Word::new("1:1"),
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("4:3"),
                Word::new("3:4"),
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
            numbers: &[1],
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make: always one.")
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
            default: Some(Scalar::Text("1K")),
            words: &[Word::new("1K")],
            ..Field::new(
                "resolution",
                "metadata.resolution",
                Shape::Text,
                "How large the picture gets; this model has one resolution only.",
            )
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
    ],
    shared: &[
        &platform::IMAGE_CALLBACK_URL,
        &platform::IMAGE_CLIENT_BUSINESS_ID,
        &platform::IMAGE_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[],
    pixels: Some(Pixels {
        table: &[
            PixelRow::new("1K", "1:1", 1024, 1024),
            PixelRow::new("1K", "16:9", 1792, 1024),
            PixelRow::new("1K", "9:16", 1024, 1792),
            PixelRow::new("1K", "4:3", 1365, 1024),
            PixelRow::new("1K", "3:4", 1024, 1365),
            PixelRow::new("1K", "3:2", 1536, 1024),
            PixelRow::new("1K", "2:3", 1024, 1536),
        ],
        sides: &[],
        assumed_size: "1:1",
    }),
};
