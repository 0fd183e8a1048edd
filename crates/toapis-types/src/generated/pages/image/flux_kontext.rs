//! Generated from `catalog/flux-kontext.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/flux-kontext/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "Black Forest Labs",
    title: "Flux Kontext",
    summary: "Edits one picture by instruction, or makes one from text, in nine aspect ratios or the ratio of the picture it edits.",
    capabilities: &["text-to-image", "image-editing"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("flux-kontext-pro", &[], ""),
        Model::new("flux-kontext-max", &[], "The one with better pictures."),
    ],
    fields: &[
        Field {
            required: true,
            ..Field::new("prompt", "prompt", Shape::Text, "What to draw, or what to change in the reference.")
        },
        Field {
            words: &[
                Word::new("match_input_image"),
                Word::new("1:1"),
                Word::new("4:3"),
                Word::new("3:4"),
                Word::new("16:9"),
                Word::new("9:16"),
                Word::new("3:2"),
                Word::new("2:3"),
                Word::new("21:9"),
                Word::new("9:21"),
            ],
            ..Field::new(
                "size",
                "size",
                Shape::Text,
                "The aspect ratio of the picture, or that of the reference. Pixels are not taken.",
            )
        },
        Field {
            one: "reference",
            max_items: Some(1),
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "The public URL of the picture to edit, in a list of one.",
            )
        },
        Field {
            default: Some(Scalar::Text("png")),
            words: &[Word::new("png"), Word::new("jpg")],
            ..Field::new(
                "output_format",
                "metadata.response_format",
                Shape::Text,
                "The file format of the picture.",
            )
        },
        Field {
            default: Some(Scalar::Int(2)),
            min: Some(0.0),
            max: Some(6.0),
            ..Field::new(
                "safety_tolerance",
                "metadata.safety_tolerance",
                Shape::Integer,
                "How much the moderation lets pass; more is more permissive.",
            )
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "prompt_upsampling",
                "metadata.prompt_upsampling",
                Shape::Boolean,
                "Has the prompt rewritten and extended before the model draws.",
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
        "size",
        Condition::Is("size", &[Scalar::Text("match_input_image")]),
        Condition::Set("image_urls"),
        "needs a picture in image_urls to take the ratio from",
    )],
    pixels: None,
};
