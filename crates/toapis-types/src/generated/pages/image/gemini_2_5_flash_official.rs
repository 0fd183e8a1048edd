//! Generated from `catalog/gemini-2.5-flash-official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gemini-2.5-flash-official/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "Google",
    title: "Gemini 2.5 Flash Image (official channel)",
    summary: "Makes and edits pictures from text and up to three reference pictures in ten aspect ratios, with the options of Google's own service: sampling, file format and safety settings.",
    capabilities: &["text-to-image", "image-to-image", "image-editing", "multi-reference", "safety-settings"],
    adds_to: "",
    also: &[],
    models: &[Model::new("gemini-2.5-flash-image-official", &["nano-banana-official"], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What to draw.") },
        Field {
            words: &[
                Word::new("1:1"),
                Word::new("3:2"),
                Word::new("2:3"),
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
            one: "reference",
            max_items: Some(3),
            max_bytes: Some(10_000_000),
            formats: &["jpeg", "jpg", "png", "webp"],
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to edit or to take subjects and style from.",
            )
        },
        Field {
            default: Some(Scalar::Float(1.0)),
            min: Some(0.0),
            max: Some(2.0),
            ..Field::new(
                "temperature",
                "metadata.temperature",
                Shape::Number,
                "How freely the model chooses: 0 keeps to the likeliest, more varies more.",
            )
        },
        Field {
            default: Some(Scalar::Float(0.95)),
            min: Some(0.0),
            max: Some(1.0),
            ..Field::new(
                "top_p",
                "metadata.topP",
                Shape::Number,
                "The share of likely tokens the model chooses from; less is more predictable.",
            )
        },
        Field {
            default: Some(Scalar::Int(32_768)),
            ..Field::new(
                "max_output_tokens",
                "metadata.maxOutputTokens",
                Shape::Integer,
                "The most tokens the model may write.",
            )
        },
        Field {
            words: &[Word::new("ALLOW_ALL"), Word::new("ALLOW_ADULT"), Word::new("ALLOW_NONE")],
            ..Field::new(
                "person_generation",
                "metadata.personGeneration",
                Shape::Text,
                "Which people the picture may show.",
            )
        },
        Field {
            words: &[
                Word::new("image/png").label("png"),
                Word::new("image/jpeg").label("jpeg"),
                Word::new("image/webp").label("webp"),
            ],
            ..Field::new(
                "output_format",
                "metadata.imageOutputOptions.mimeType",
                Shape::Text,
                "The file format of the picture.",
            )
        },
        Field::new(
            "compression_quality",
            "metadata.imageOutputOptions.compressionQuality",
            Shape::Integer,
            "The quality a JPEG is written with.",
        ),
        Field {
            one: "safety_setting",
            ..Field::new(
                "safety_settings",
                "metadata.safetySettings",
                Shape::ObjectList,
                "How strictly each category of harm is blocked.",
            )
        },
        Field {
            words: &[
                Word::new("HARM_CATEGORY_HATE_SPEECH"),
                Word::new("HARM_CATEGORY_DANGEROUS_CONTENT"),
                Word::new("HARM_CATEGORY_SEXUALLY_EXPLICIT"),
                Word::new("HARM_CATEGORY_HARASSMENT"),
            ],
            ..Field::new(
                "category",
                "metadata.safetySettings[].category",
                Shape::Text,
                "The category of harm.",
            )
        },
        Field {
            words: &[
                Word::new("OFF"),
                Word::new("BLOCK_LOW_AND_ABOVE"),
                Word::new("BLOCK_MEDIUM_AND_ABOVE"),
                Word::new("BLOCK_ONLY_HIGH"),
            ],
            ..Field::new(
                "threshold",
                "metadata.safetySettings[].threshold",
                Shape::Text,
                "From which likelihood of harm on the model refuses.",
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
            "metadata.imageOutputOptions.compressionQuality",
            Condition::Set("metadata.imageOutputOptions.compressionQuality"),
            Condition::Is("metadata.imageOutputOptions.mimeType", &[Scalar::Text("image/jpeg")]),
            "has an effect only with metadata.imageOutputOptions.mimeType = image/jpeg",
        )
    }],
    pixels: None,
};
