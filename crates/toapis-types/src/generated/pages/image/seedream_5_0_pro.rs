//! Generated from `catalog/seedream-5.0-pro.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/seedream-5.0-pro/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "ByteDance",
    title: "Seedream 5.0 Pro",
    summary: "Makes and edits pictures from text and up to ten references, single or as a set of up to ten, at 1K or 2K. It can take a picture apart into a base and transparent layers.",
    capabilities: &[
        "text-to-image",
        "image-to-image",
        "image-editing",
        "multi-reference",
        "sequential-images",
        "layer-decomposition",
    ],
    adds_to: "",
    also: &[],
    models: &[Model::new("doubao-seedream-5-0-pro", &[], "")],
    fields: &[
        Field {
            required: true,
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
                Word::new("1K"),
                Word::new("2K"),
            ],
            ..Field::new(
                "size",
                "size",
                Shape::Text,
                "The aspect ratio of the picture; with `layer_decomposition` the resolution, `1K` or `2K`.",
            )
        },
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            max: Some(10.0),
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
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "layer_decomposition",
                "layer_decomposition",
                Shape::Boolean,
                "Takes the picture apart into a base and transparent PNG layers; `size` must then be `1K` or `2K`.",
            )
        },
        Field {
            default: Some(Scalar::Text("2K")),
            words: &[Word::new("1K"), Word::new("2K")],
            ..Field::new("resolution", "metadata.resolution", Shape::Text, "How large the picture gets.")
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
            max: Some(10.0),
            ..Field::new(
                "max_images",
                "metadata.sequential_image_generation_options.max_images",
                Shape::Integer,
                "How many pictures a set may have.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
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
            Condition::Is("layer_decomposition", &[Scalar::Bool(true)]),
            Condition::Is("size", &[Scalar::Text("1K"), Scalar::Text("2K")]),
            "must be 1K or 2K with layer_decomposition = true",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "size",
                Condition::Is("layer_decomposition", &[Scalar::Bool(false)]),
                Condition::IsNot("size", &[Scalar::Text("1K"), Scalar::Text("2K")]),
                "is for layer_decomposition = true; without it size is an aspect ratio, and the resolution goes into metadata.resolution",
            )
        },
    ],
    pixels: None,
};
