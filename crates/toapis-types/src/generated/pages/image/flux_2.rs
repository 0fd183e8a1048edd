//! Generated from `catalog/flux-2.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, PixelRow, Pixels, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/flux-2/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "Black Forest Labs",
    title: "Flux 2.0",
    summary: "Makes pictures from text and up to eight reference pictures, in seven aspect ratios and two resolutions. One model is fast, the other makes better pictures.",
    capabilities: &["text-to-image", "image-to-image", "multi-reference"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("flux-2-flex", &[], "The faster one."),
        Model::new("flux-2-pro", &[], "The one with better pictures."),
    ],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What to draw.") },
        Field {
            default: Some(Scalar::Text("1:1")),
            words: &[
                Word::new("1:1"),
                Word::new("4:3"),
                Word::new("3:4"),
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
            one: "reference",
            max_items: Some(8),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to take subjects and style from.",
            )
        },
        Field {
            default: Some(Scalar::Text("1K")),
            words: &[Word::new("1K"), Word::new("2K")],
            ..Field::new("resolution", "metadata.resolution", Shape::Text, "How large the picture gets.")
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
            PixelRow::new("1K", "4:3", 1365, 1024),
            PixelRow::new("1K", "3:4", 1024, 1365),
            PixelRow::new("1K", "16:9", 1820, 1024),
            PixelRow::new("1K", "9:16", 1024, 1820),
            PixelRow::new("1K", "3:2", 1536, 1024),
            PixelRow::new("1K", "2:3", 1024, 1536),
            PixelRow::new("2K", "1:1", 2048, 2048),
            PixelRow::new("2K", "4:3", 2730, 2048),
            PixelRow::new("2K", "3:4", 2048, 2730),
            PixelRow::new("2K", "16:9", 3640, 2048),
            PixelRow::new("2K", "9:16", 2048, 3640),
            PixelRow::new("2K", "3:2", 3072, 2048),
            PixelRow::new("2K", "2:3", 2048, 3072),
        ],
        sides: &[],
        assumed_size: "1:1",
    }),
};
