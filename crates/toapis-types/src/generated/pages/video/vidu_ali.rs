//! Generated from `catalog/vidu-ali.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/vidu-ali/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Vidu (through Alibaba)",
    title: "Vidu Q3 (pro-fast, ad, drama, mix) Video Generation",
    summary: "Vidu Q3 by way of Alibaba: `viduq3-pro-fast` makes a film from a first frame; ad, drama and mix make one after a reference film and reference pictures.",
    capabilities: &["image-to-video", "reference-to-video", "video-reference", "audio-generation"],
    adds_to: "",
    also: &[],
    models: &[
        Model::new("viduq3-pro-fast", &[], "From a first frame."),
        Model::new("viduq3-ad", &[], "After a reference film and reference pictures."),
        Model::new(
            "viduq3-drama",
            &[],
            "After a reference film and reference pictures; the page advises 1080P.",
        ),
        Model::new("viduq3-mix", &[], "After a reference film and reference pictures."),
    ],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the film.") },
        Field {
            one: "image_url",
            media: Some(Media::Image),
            ..Field::new(
                "image_urls",
                "image_urls",
                Shape::UrlList,
                "Public URLs: the first frame with `viduq3-pro-fast`, pictures of subjects and style with the others.",
            )
        },
        Field {
            alias_of: "image_urls",
            media: Some(Media::Image),
            ..Field::new(
                "input_reference",
                "input_reference",
                Shape::Url,
                "Another name of `image_urls`, of no documented type.",
            )
        },
        Field {
            alias_of: "image_urls",
            media: Some(Media::Image),
            ..Field::new(
                "reference_images",
                "reference_images",
                Shape::UrlList,
                "Another name of `image_urls`, of no documented type.",
            )
        },
        Field {
            alias_of: "image_urls",
            media: Some(Media::Image),
            ..Field::new(
                "images",
                "images",
                Shape::UrlList,
                "Another name of `image_urls`, of no documented type.",
            )
        },
        Field {
            alias_of: "image_urls",
            media: Some(Media::Image),
            ..Field::new("image", "image", Shape::Url, "Another name of `image_urls`, of no documented type.")
        },
        Field {
            models: &["viduq3-ad", "viduq3-drama", "viduq3-mix"],
            media: Some(Media::Video),
            ..Field::new(
                "video",
                "url",
                Shape::Url,
                "The public URL of the film to take motion and rhythm from.",
            )
        },
        Field {
            one: "reference_video",
            models: &["viduq3-ad", "viduq3-drama", "viduq3-mix"],
            ..Field::new(
                "videos",
                "video_list",
                Shape::ObjectList,
                "Reference films, in place of a single one.",
            )
        },
        Field {
            required: true,
            models: &["viduq3-ad", "viduq3-drama", "viduq3-mix"],
            media: Some(Media::Video),
            ..Field::new("video_url", "video_list[].video_url", Shape::Url, "The public URL of the film.")
        },
        Field {
            models: &["viduq3-ad", "viduq3-drama", "viduq3-mix"],
            ..Field::new(
                "refer_type",
                "video_list[].refer_type",
                Shape::Text,
                "What the film is for; the page names no values.",
            )
        },
        Field {
            models: &["viduq3-ad", "viduq3-drama", "viduq3-mix"],
            ..Field::new(
                "keep_original_sound",
                "video_list[].keep_original_sound",
                Shape::Text,
                "Whether the film's sound stays; the page names no values, the Kling pages `yes` and `no`.",
            )
        },
        Field {
            default: Some(Scalar::Int(5)),
            ..Field::new(
                "duration",
                "duration",
                Shape::Integer,
                "The length of the film in seconds; the page names no range.",
            )
        },
        Field {
            default: Some(Scalar::Text("720P")),
            words: &[Word::new("720P"), Word::new("1080P")],
            ..Field::new("resolution", "resolution", Shape::Text, "How many lines the film has.")
        },
        Field::new("audio", "audio", Shape::Boolean, "Sound on or off."),
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new("watermark", "watermark", Shape::Boolean, "Puts a mark on the film.")
        },
        Field::new("seed", "seed", Shape::Integer, "Start of the random numbers; the page names no range."),
        Field {
            media: Some(Media::Image),
            ..Field::new(
                "input_first_frame_url",
                "metadata.input.first_frame_url",
                Shape::Url,
                "The first frame as Alibaba's own interface calls it; passed on as it is.",
            )
        },
        Field {
            media: Some(Media::Image),
            ..Field::new(
                "input_last_frame_url",
                "metadata.input.last_frame_url",
                Shape::Url,
                "The last frame as Alibaba's own interface calls it; passed on as it is.",
            )
        },
        Field {
            media: Some(Media::Audio),
            ..Field::new(
                "input_audio_url",
                "metadata.input.audio_url",
                Shape::Url,
                "A sound file as Alibaba's own interface calls it; passed on as it is.",
            )
        },
        Field::new(
            "parameters_audio",
            "metadata.parameters.audio",
            Shape::Boolean,
            "Sound on or off as Alibaba's own interface calls it; passed on as it is.",
        ),
        Field::new(
            "parameters_watermark",
            "metadata.parameters.watermark",
            Shape::Boolean,
            "The mark as Alibaba's own interface calls it; passed on as it is.",
        ),
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[
        Shortcut {
            index: Some(0),
            models: &["viduq3-pro-fast"],
            ..Shortcut::new(
                "first_frame",
                "image_urls",
                "Sets the public URL of the picture the film begins with; this model needs one.",
            )
        },
        Shortcut {
            several: "references",
            models: &["viduq3-ad", "viduq3-drama", "viduq3-mix"],
            ..Shortcut::new(
                "reference",
                "image_urls",
                "Adds the public URL of a picture to take subjects and style from; at least one is needed.",
            )
        },
    ],
    rules: &[
        Rule {
            models: &["viduq3-pro-fast"],
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Any(&[
                    Condition::Set("image_urls"),
                    Condition::Set("metadata.input.first_frame_url"),
                ]),
                "is missing: this model needs the picture the film begins with",
            )
        },
        Rule {
            severity: Severity::Warning,
            models: &["viduq3-pro-fast"],
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Total(&["image_urls"], None, Some(1)),
                "has several entries, of which this model uses the first only",
            )
        },
        Rule {
            models: &["viduq3-ad", "viduq3-drama", "viduq3-mix"],
            ..Rule::new(
                "image_urls",
                Condition::Always,
                Condition::Set("image_urls"),
                "is missing: this model needs a reference picture",
            )
        },
        Rule {
            models: &["viduq3-ad", "viduq3-drama", "viduq3-mix"],
            ..Rule::new(
                "url",
                Condition::Always,
                Condition::Any(&[Condition::Set("url"), Condition::Set("video_list")]),
                "is missing: this model needs a reference film, here or in video_list",
            )
        },
    ],
    pixels: None,
};
