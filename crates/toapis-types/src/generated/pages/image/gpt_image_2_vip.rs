//! Generated from `catalog/gpt-image-2-vip.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, Scalar, Shape, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gpt-image-2-vip/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "OpenAI",
    title: "GPT-Image-2 VIP",
    summary: "GPT-Image-2 through the VIP channel: pictures from text and references in 13 aspect ratios at 1k, 2k or 4k, with a choice of quality.",
    capabilities: &["text-to-image", "image-to-image", "multi-reference", "4k-output", "webhook"],
    adds_to: "",
    also: &[],
    models: &[Model::new("gpt-image-2-vip", &[], "")],
    fields: &[
        Field {
            required: true,
            max_length: Some(32_000),
            ..Field::new("prompt", "prompt", Shape::Text, "What to draw, or what to make of the references.")
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
            ],
            ..Field::new("size", "size", Shape::Text, "The aspect ratio of the picture; `auto` is refused.")
        },
        Field {
            default: Some(Scalar::Text("1k")),
            words: &[Word::new("1k"), Word::new("2k"), Word::new("4k")],
            ..Field::new("resolution", "resolution", Shape::Text, "How large the picture gets.")
        },
        Field {
            default: Some(Scalar::Text("medium")),
            words: &[Word::new("low"), Word::new("medium"), Word::new("high")],
            ..Field::new("quality", "quality", Shape::Text, "How much work goes into the picture.")
        },
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make.")
        },
        Field {
            default: Some(Scalar::Text("url")),
            ..Field::new(
                "response_format",
                "response_format",
                Shape::Text,
                "How results are delivered; `url` is the only form the page recommends.",
            )
        },
        Field {
            one: "reference",
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "image_urls",
                Shape::UrlList,
                "Public URLs of pictures to work from; the page names no largest number.",
            )
        },
        Field {
            alias_of: "image_urls",
            media: Some(Media::Image),
            ..Field::new(
                "reference_images",
                "reference_images",
                Shape::UrlList,
                "Another name of `image_urls`, preferred by the text of the page and used by none of its samples.",
            )
        },
        Field::new(
            "callback_url",
            "callback_url",
            Shape::Url,
            "Where the service reports the end of the task.",
        ),
    ],
    shared: &[&platform::IMAGE_CLIENT_BUSINESS_ID, &platform::IMAGE_METADATA_BUSINESS_ID],
    shortcuts: &[],
    rules: &[],
    pixels: None,
};
