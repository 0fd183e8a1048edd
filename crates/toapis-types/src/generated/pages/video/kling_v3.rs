//! Generated from `catalog/kling-v3.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Media, Model, Operation, Page, Scalar, Shape, Shortcut, Word};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/kling-v3/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Kuaishou Kling",
    title: "Kling v3",
    summary: "Makes films of 3 to 15 seconds from text, frames and reference pictures, in 720p and 1080p, with sound if wanted.",
    capabilities: &[
        "text-to-video",
        "image-to-video",
        "reference-to-video",
        "first-last-frame",
        "audio-generation",
    ],
    adds_to: "",
    also: &[],
    models: &[Model::new("kling-v3", &[], "")],
    fields: &[
        Field { required: true, ..Field::new("prompt", "prompt", Shape::Text, "What happens in the film.") },
        Field {
            default: Some(Scalar::Text("std")),
            words: &[Word::new("std").label("720p"), Word::new("pro").label("1080p")],
            ..Field::new(
                "resolution",
                "mode",
                Shape::Text,
                "How fine the picture is; Kling calls it the mode.",
            )
        },
        Field {
            default: Some(Scalar::Int(5)),
            numbers: &[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
            ..Field::new("duration", "duration", Shape::Integer, "How long the film is, in seconds.")
        },
        Field {
            default: Some(Scalar::Text("16:9")),
            words: &[Word::new("16:9"), Word::new("9:16"), Word::new("1:1")],
            open: true,
            ..Field::new("aspect_ratio", "aspect_ratio", Shape::Text, "The form of the picture.")
        },
        Field {
            one: "reference",
            media: Some(Media::Image),
            ..Field::new(
                "references",
                "reference_images",
                Shape::UrlList,
                "Public URLs of pictures to take subjects and style from; none of them becomes a frame.",
            )
        },
        Field {
            one: "image_with_role",
            ..Field::new(
                "image_with_roles",
                "image_with_roles",
                Shape::ObjectList,
                "Pictures, each with what it is for: the first frame, the last frame or a reference.",
            )
        },
        Field {
            required: true,
            media: Some(Media::Image),
            ..Field::new("url", "image_with_roles[].url", Shape::Url, "The public URL of the picture.")
        },
        Field {
            required: true,
            words: &[
                Word::new("first_frame"),
                Word::new("last_frame"),
                Word::new("reference"),
                Word::new("reference_image"),
            ],
            ..Field::new("role", "image_with_roles[].role", Shape::Text, "What the picture is for.")
        },
        Field {
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "audio",
                "audio",
                Shape::Boolean,
                "Makes sound for the film too, at the price for sound.",
            )
        },
        Field::new(
            "negative_prompt",
            "metadata.negative_prompt",
            Shape::Text,
            "What the film is not to show.",
        ),
        Field::new("watermark", "metadata.watermark", Shape::Boolean, "Puts a watermark on the film."),
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("first_frame"))],
            ..Shortcut::new(
                "first_frame",
                "image_with_roles",
                "The public URL of the picture the film begins with.",
            )
        },
        Shortcut {
            key: "url",
            entry: &[("role", Scalar::Text("last_frame"))],
            ..Shortcut::new(
                "last_frame",
                "image_with_roles",
                "The public URL of the picture the film ends with.",
            )
        },
    ],
    rules: &[],
    pixels: None,
};
