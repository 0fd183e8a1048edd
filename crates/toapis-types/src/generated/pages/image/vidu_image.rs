//! Generated from `catalog/vidu-image.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/vidu-image/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "Vidu",
    title: "Vidu Image",
    summary: "Makes a picture from text and up to seven reference pictures, up to 4K, in seven aspect ratios, with a seed and an optional watermark.",
    capabilities: &["text-to-image", "image-to-image", "multi-reference"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("vidu-image", &[], "Up to 4K."),
        Model::new("viduq3-fast", &[], "Up to 4K."),
        Model::new("viduq2-pro", &[], "Up to 4K."),
        Model::new("viduq2-fast", &[], "1K only."),
    ],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What to draw.") },
        Field {
            one: "reference",
            max_items: Some(7),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to take subjects and style from.",
            )
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
            ],
            severity: Severity::Warning,
            ..Field::new(
                "size",
                "size",
                Shape::Text,
                "The aspect ratio of the picture; all four models take the same seven.",
            )
        },
        Field {
            default: Some(Scalar::Text("1K")),
            words: &[
                Word::new("1K"),
                Word::new("2K").models(&["vidu-image", "viduq3-fast", "viduq2-pro"]),
                Word::new("4K").models(&["vidu-image", "viduq3-fast", "viduq2-pro"]),
            ],
            ..Field::new("resolution", "metadata.resolution", Shape::Text, "How large the picture gets.")
        },
        Field {
            default: Some(Scalar::Int(1)),
            numbers: &[1],
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make: always one.")
        },
        Field::new("seed", "seed", Shape::Integer, "The number chance starts from."),
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "watermark",
                "metadata.watermark",
                Shape::Boolean,
                "Whether the picture carries a watermark.",
            )
        },
    ],
    shared: &[
        &platform::IMAGE_CALLBACK_URL,
        &platform::IMAGE_CLIENT_BUSINESS_ID,
        &platform::IMAGE_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[Rule {
        severity: Severity::Warning,
        ..Rule::new(
            "metadata.resolution",
            Condition::Set("metadata.resolution"),
            Condition::Is(
                "size",
                &[
                    Scalar::Text("1:1"),
                    Scalar::Text("4:3"),
                    Scalar::Text("3:4"),
                    Scalar::Text("16:9"),
                    Scalar::Text("9:16"),
                    Scalar::Text("3:2"),
                    Scalar::Text("2:3"),
                ],
            ),
            "has an effect only when size is a ratio",
        )
    }],
    pixels: None,
};
