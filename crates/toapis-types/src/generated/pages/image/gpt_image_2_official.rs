//! Generated from `catalog/gpt-image-2--official.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, PixelRow, Pixels, Rule, Scalar, Severity, Shape, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gpt-image-2/official",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "OpenAI",
    title: "GPT-Image-2 (official channel)",
    summary: "GPT-Image-2 through the official channel: pictures from text and up to 16 references, repainting with a mask, a choice of quality and file format, up to 4k.",
    capabilities: &["text-to-image", "image-to-image", "multi-reference", "inpainting", "4k-output"],
    adds_to: "",
    also: &[],
    models: &[Model::new("gpt-image-2-official", &[], "")],
    fields: &[
        Field {
            required: true,
            ..Field::new("prompt", "prompt", Shape::Text, "What to draw, in English or Chinese.")
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
            ..Field::new(
                "resolution",
                "resolution",
                Shape::Text,
                "How large the picture gets; the table of pixels says what it means for each ratio.",
            )
        },
        Field {
            default: Some(Scalar::Text("high")),
            words: &[Word::new("low"), Word::new("medium"), Word::new("high")],
            ..Field::new("quality", "quality", Shape::Text, "How much work goes into the picture.")
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
                "The compression of a JPEG: by the page 0 is none and 100 the strongest.",
            )
        },
        Field {
            default: Some(Scalar::Int(1)),
            min: Some(1.0),
            max: Some(10.0),
            ..Field::new("n", "n", Shape::Integer, "How many pictures to make.")
        },
        Field {
            one: "reference",
            max_items: Some(16),
            media: Some(Media::Image),
            ..Field::new("references", "image_urls", Shape::UrlList, "Public URLs of pictures to work from.")
        },
        Field {
            media: Some(Media::Image),
            ..Field::new(
                "mask",
                "mask_url",
                Shape::Url,
                "Public URL of a picture with transparency: what is transparent is repainted.",
            )
        },
        Field::new(
            "background",
            "background",
            Shape::Text,
            "The background, which cannot be transparent: that word is silently turned into `auto`.",
        ),
    ],
    shared: &[
        &platform::IMAGE_CALLBACK_URL,
        &platform::IMAGE_CLIENT_BUSINESS_ID,
        &platform::IMAGE_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[],
    rules: &[
        Rule::new(
            "mask_url",
            Condition::Set("mask_url"),
            Condition::Set("image_urls"),
            "needs the picture it masks in image_urls",
        ),
        Rule::new(
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
            "goes only with the sizes 16:9, 9:16, 2:1, 1:2, 21:9 and 9:21",
        ),
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "n",
                Condition::Always,
                Condition::Total(&["n"], None, Some(4)),
                "may be too many: the list of features on the page speaks of 4 pictures a request, its table of 10",
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
        Rule {
            severity: Severity::Warning,
            ..Rule::new(
                "background",
                Condition::Always,
                Condition::IsNot("background", &[Scalar::Text("transparent")]),
                "is silently turned into auto by the service",
            )
        },
    ],
    pixels: Some(Pixels {
        table: &[
            PixelRow::new("1k", "1:1", 1024, 1024),
            PixelRow::new("1k", "3:2", 1536, 1024),
            PixelRow::new("1k", "2:3", 1024, 1536),
            PixelRow::new("1k", "4:3", 1024, 768),
            PixelRow::new("1k", "3:4", 768, 1024),
            PixelRow::new("1k", "5:4", 1280, 1024),
            PixelRow::new("1k", "4:5", 1024, 1280),
            PixelRow::new("1k", "16:9", 1536, 864),
            PixelRow::new("1k", "9:16", 864, 1536),
            PixelRow::new("1k", "2:1", 2048, 1024),
            PixelRow::new("1k", "1:2", 1024, 2048),
            PixelRow::new("1k", "21:9", 2016, 864),
            PixelRow::new("1k", "9:21", 864, 2016),
            PixelRow::new("2k", "1:1", 2048, 2048),
            PixelRow::new("2k", "3:2", 2048, 1360),
            PixelRow::new("2k", "2:3", 1360, 2048),
            PixelRow::new("2k", "4:3", 2048, 1536),
            PixelRow::new("2k", "3:4", 1536, 2048),
            PixelRow::new("2k", "5:4", 2560, 2048),
            PixelRow::new("2k", "4:5", 2048, 2560),
            PixelRow::new("2k", "16:9", 2048, 1152),
            PixelRow::new("2k", "9:16", 1152, 2048),
            PixelRow::new("2k", "2:1", 2688, 1344),
            PixelRow::new("2k", "1:2", 1344, 2688),
            PixelRow::new("2k", "21:9", 2688, 1152),
            PixelRow::new("2k", "9:21", 1152, 2688),
            PixelRow::new("4k", "16:9", 3840, 2160),
            PixelRow::new("4k", "9:16", 2160, 3840),
            PixelRow::new("4k", "2:1", 3840, 1920),
            PixelRow::new("4k", "1:2", 1920, 3840),
            PixelRow::new("4k", "21:9", 3840, 1648),
            PixelRow::new("4k", "9:21", 1648, 3840),
        ],
        sides: &[],
        assumed_size: "1:1",
    }),
};
