//! Generated from `catalog/gpt-image-2--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, PixelRow, Pixels, Rule, Scalar, Severity, Shape, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "images/gpt-image-2/generation",
    kind: TaskKind::Image,
    operation: Operation::Create,
    path: "/v1/images/generations",
    provider: "OpenAI",
    title: "GPT-Image-2",
    summary: "Makes pictures from text and from reference pictures in 13 aspect ratios at 1k, 2k or 4k.",
    capabilities: &["text-to-image", "image-to-image", "multi-reference", "4k-output"],
    adds_to: "",
    also: &[&super::gpt_image_2_edits::PAGE],
    models: &[Model::new("gpt-image-2", &[], "")],
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
                Word::new("auto")
                    .contested("the generation page of this model does not list it, its edits page does"),
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
            page: "images/gpt-image-2/edits",
            ..Rule::new(
                "resolution",
                Condition::All(&[
                    Condition::Set("image_urls"),
                    Condition::Is("resolution", &[Scalar::Text("4k")]),
                ]),
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
                "may be refused: with image_urls the request is an edit, and the page of edits allows 4k with the sizes 16:9, 9:16, 2:1, 1:2, 21:9 and 9:21 only",
            )
        },
        Rule {
            severity: Severity::Warning,
            page: "images/gpt-image-2/edits",
            ..Rule::new(
                "resolution",
                Condition::All(&[
                    Condition::Unset("image_urls"),
                    Condition::Is("resolution", &[Scalar::Text("4k")]),
                ]),
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
                "may not work with this size: the page of generations prints 4k pixels for every ratio, but the page of edits of the same model allows 4k with 16:9, 9:16, 2:1, 1:2, 21:9 and 9:21 only",
            )
        },
        Rule {
            page: "images/gpt-image-2/edits",
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Total(&["image_urls"], None, Some(16)),
                "has too many entries: references make the request an edit, and the page of edits takes 16",
            )
        },
        Rule {
            severity: Severity::Warning,
            page: "images/gpt-image-2/edits",
            ..Rule::new(
                "n",
                Condition::Set("image_urls"),
                Condition::Total(&["n"], None, Some(10)),
                "may be too many: with image_urls the request is an edit, and the page of edits takes up to 10",
            )
        },
        Rule {
            severity: Severity::Warning,
            page: "images/gpt-image-2/edits",
            ..Rule::new(
                "n",
                Condition::Unset("image_urls"),
                Condition::Total(&["n"], None, Some(10)),
                "may be more than the service makes: the page of generations names no upper limit, the page of edits of the same model says 10",
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
            PixelRow::new("4k", "1:1", 2880, 2880),
            PixelRow::new("4k", "3:2", 3520, 2336),
            PixelRow::new("4k", "2:3", 2336, 3520),
            PixelRow::new("4k", "4:3", 3312, 2480),
            PixelRow::new("4k", "3:4", 2480, 3312),
            PixelRow::new("4k", "5:4", 3216, 2576),
            PixelRow::new("4k", "4:5", 2576, 3216),
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
