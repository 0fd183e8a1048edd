//! Generated from `catalog/gpt-image-2--edits.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gpt-image-2/edits",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "OpenAI",
    title: "GPT-Image-2 image editing",
    summary: "Edits and blends up to 16 reference pictures, and repaints the part of one that a mask leaves open.",
    capabilities: &["image-to-image", "image-editing", "multi-reference", "inpainting", "4k-output"],
    adds_to: "images/gpt-image-2/generation",
    also: &[],
    models: &[Model::new("gpt-image-2", &[], "")],
    fields: &[
        Field {
            required: true,
            ..Field::new("prompt", "prompt", Shape::Text, "What to make of the references.")
        },
        Field {
            one: "reference",
            required: true,
            max_items: Some(16),
            max_bytes: Some(50_000_000),
            formats: &["png", "jpg"],
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of the pictures to edit; their presence makes the request an edit.",
            )
        },
        Field {
            formats: &["png"],
            media: Some(Media::Image),
            ..Field::new(
                "mask",
                "mask_url",
                Shape::Url,
                "Public URL of a PNG with transparency: what is transparent is repainted, what is opaque stays.",
            )
        },
        Field {
            default: Some(Scalar::Text("1:1")),
            words: &[
                Word::new("1:1"),
                Word::new("3:2"),
                Word::new("2:3"),
                Word::new("4:3"),
                Word::new("3:4"),
                Word::new("5:4"),
                Word::new("4:5"),
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("2:1"),
                Word::new("1:2"),
                Word::new("21:9"),
                Word::new("9:21"),
                Word::new("auto"),
            ],
            ..Field::new("size", "size", Shape::Text, "The aspect ratio of the picture.")
        },
        Field {
            default: Some(Scalar::Text("1k")),
            words: &[Word::new("1k"), Word::new("2k"), Word::new("4k")],
            ..Field::new("resolution", "resolution", Shape::Text, "How large the picture gets.")
        },
        Field {
            default: Some(Scalar::Text("high")),
            words: &[Word::new("low"), Word::new("medium"), Word::new("high")],
            ..Field::new("quality", "quality", Shape::Text, "How much work goes into the picture.")
        },
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            max: Some(10.0),
            severity: Severity::Warning,
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make.")
        },
        Field {
            default: Some(Scalar::Text("png")),
            words: &[Word::new("png"), Word::new("jpeg")],
            ..Field::new(
                "output_format",
                "output_format",
                Shape::Text,
                "The file format of the picture; WebP is not to be had.",
            )
        },
        Field {
            default: Some(Scalar::Int(100)),
            min: Some(0.0),
            max: Some(100.0),
            ..Field::new(
                "output_compression",
                "output_compression",
                Shape::Integer,
                "The compression of a JPEG in percent.",
            )
        },
    ],
    shared: &[
        &platform::IMAGE_CALLBACK_URL,
        &platform::IMAGE_CLIENT_BUSINESS_ID,
        &platform::IMAGE_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "resolution",
                Condition::Is("resolution", &[Scalar::Text("4k")]),
                Condition::Is(
                    "size",
                    &[
                        Scalar::Text("16:9"),
                        Scalar::Text("9:16"),
                        Scalar::Text("2:1"),
                        Scalar::Text("1:2"),
                        Scalar::Text("21:9"),
                        Scalar::Text("9:21"),
                    ],
                ),
                "may be refused: for edits the page allows 4k with the sizes 16:9, 9:16, 2:1, 1:2, 21:9 and 9:21 only",
            )
        },
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "output_compression",
                Condition::Set("output_compression"),
                Condition::Is("output_format", &[Scalar::Text("jpeg")]),
                "has no effect unless output_format is jpeg",
            )
        },
    ],
    pixels: None,
};
