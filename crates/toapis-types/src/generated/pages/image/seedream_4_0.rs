//! Generated from `catalog/seedream-4.0.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, PixelRow, Pixels, Rule, Scalar, Severity, Shape, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/seedream-4.0/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "ByteDance",
    title: "Seedream 4.0",
    summary: "Makes and edits pictures from text and up to ten references, single or as a set of up to 15, up to 4K.",
    capabilities: &[
        "text-to-image",
        "image-to-image",
        "image-editing",
        "multi-reference",
        "sequential-images",
        "4k-output",
    ],
    adds_to: "",
    also: &[],
    models: &[Model::new("doubao-seedream-4-0", &[], "")],
    fields: &[
        Field {
            required: true,
            max_length: Some(1000),
            ..Field::new("prompt", "prompt", Shape::Text, "What to draw, or what to make of the references.")
        },
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
                Word::new("21:9"),
                Word::new("9:21"),
                Word::new("auto"),
            ],
            ..Field::new(
                "size",
                "size",
                Shape::Text,
                "The aspect ratio of the picture, or `auto` to follow the reference.",
            )
        },
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            max: Some(15.0),
            ..Field::new(
                "n",
                "n",
                Shape::Integer,
                "How many pictures to make; each one is charged in advance.",
            )
        },
        Field {
            one: "reference",
            max_items: Some(10),
            max_bytes: Some(10_000_000),
            formats: &["jpeg", "png"],
            media: Some(Media::Image),
            ..Field::new("references", "image_urls", Shape::UrlList, "Public URLs of pictures to work from.")
        },
        Field {
            default: Some(Scalar::Text("2K")),
            words: &[Word::new("1K"), Word::new("2K"), Word::new("4K")],
            ..Field::new("resolution", "metadata.resolution", Shape::Text, "How large the picture gets.")
        },
        Field {
            default: Some(Scalar::Text("standard")),
            words: &[Word::new("standard"), Word::new("fast")],
            object_key: "mode",
            ..Field::new(
                "optimize_prompt",
                "metadata.optimize_prompt_options",
                Shape::Text,
                "How the service improves the prompt.",
            )
        },
        Field {
            default: Some(Scalar::Text("disabled")),
            words: &[Word::new("disabled"), Word::new("auto")],
            ..Field::new(
                "sequential_image_generation",
                "metadata.sequential_image_generation",
                Shape::Text,
                "Whether one request may make a set of pictures that belong together.",
            )
        },
        Field {
            min: Some(1.0),
            max: Some(15.0),
            ..Field::new(
                "max_images",
                "metadata.sequential_image_generation_options.max_images",
                Shape::Integer,
                "How many pictures a set may have.",
            )
        },
        Field {
            default: Some(Scalar::Bool(true)),
            ..Field::new("watermark", "metadata.watermark", Shape::Boolean, "Puts a mark on the picture.")
        },
    ],
    shared: &[
        &platform::IMAGE_CALLBACK_URL,
        &platform::IMAGE_CLIENT_BUSINESS_ID,
        &platform::IMAGE_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[
        Rule::new(
            "n",
            Condition::Always,
            Condition::Total(&["image_urls", "n"], None, Some(15)),
            "is too many: references and pictures together may be 15",
        ),
        Rule::new(
            "metadata.sequential_image_generation_options.max_images",
            Condition::Always,
            Condition::Total(
                &["image_urls", "metadata.sequential_image_generation_options.max_images"],
                None,
                Some(15),
            ),
            "is too many: references and pictures together may be 15",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "metadata.sequential_image_generation_options.max_images",
                Condition::Set("metadata.sequential_image_generation_options.max_images"),
                Condition::Any(&[
                    Condition::Is("metadata.sequential_image_generation", &[Scalar::Text("auto")]),
                    Condition::Total(&["n"], Some(2), None),
                ]),
                "has no effect unless metadata.sequential_image_generation is auto",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "metadata.sequential_image_generation",
                Condition::All(&[
                    Condition::Set("metadata.sequential_image_generation"),
                    Condition::Is("metadata.sequential_image_generation", &[Scalar::Text("disabled")]),
                ]),
                Condition::Total(&["n"], None, Some(1)),
                "is turned to auto by the service, because n is above 1",
            )
        },
        Rule::new(
            "size",
            Condition::Is("size", &[Scalar::Text("auto")]),
            Condition::Set("image_urls"),
            "follows a reference, and image_urls has none",
        ),
    ],
    pixels: Some(Pixels {
        table: &[
            PixelRow::new("1K", "1:1", 1024, 1024),
            PixelRow::new("1K", "16:9", 1280, 720),
            PixelRow::new("2K", "1:1", 2048, 2048),
            PixelRow::new("2K", "16:9", 2560, 1440),
            PixelRow::new("4K", "1:1", 4096, 4096),
            PixelRow::new("4K", "16:9", 5404, 3040),
        ],
        sides: &[("1K", 1024), ("2K", 2048), ("4K", 4096)],
        assumed_size: "1:1",
    }),
};
