//! Generated from `catalog/kling-v3-omni.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{
    Condition, Field, Media, Model, Operation, Page, Rule, Scalar, Severity, Shape, Shortcut, Word,
};
use crate::generated::pages::platform;
use crate::kind::TaskKind;

pub(crate) static PAGE: Page = Page {
    name: "videos/kling-v3-omni/generation",
    kind: TaskKind::Video,
    operation: Operation::Create,
    path: "/v1/videos/generations",
    provider: "Kuaishou Kling",
    title: "Kling v3 Omni",
    summary: "Makes films of 3 to 15 seconds from text, frames, pictures, subjects and a film, and edits films, in 720p and 1080p, with sound if wanted.",
    capabilities: &[
        "text-to-video",
        "image-to-video",
        "first-last-frame",
        "reference-to-video",
        "video-reference",
        "video-edit",
        "audio-generation",
    ],
    adds_to: "",
    also: &[],
    models: &[Model::new("kling-v3-omni", &[], "")],
    fields: &[
        Field {
            required: true,
            ..Field::new(
                "prompt",
                "prompt",
                Shape::Text,
                "What happens in the film, with placeholders such as `<<<image_1>>>` for the inputs.",
            )
        },
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
            default: Some(Scalar::Bool(false)),
            ..Field::new(
                "audio",
                "audio",
                Shape::Boolean,
                "Makes sound for the film too, at the price for sound.",
            )
        },
        Field {
            one: "video",
            max_items: Some(1),
            severity: Severity::Warning,
            ..Field::new(
                "videos",
                "video_list",
                Shape::ObjectList,
                "The film to edit or to take motion from; `<<<video_1>>>` in the prompt.",
            )
        },
        Field {
            required: true,
            media: Some(Media::Video),
            ..Field::new("video_url", "video_list[].video_url", Shape::Url, "The public URL of the film.")
        },
        Field {
            default: Some(Scalar::Text("base")),
            words: &[Word::new("base"), Word::new("feature")],
            ..Field::new(
                "refer_type",
                "video_list[].refer_type",
                Shape::Text,
                "Whether the film is edited or its motion is taken up.",
            )
        },
        Field {
            default: Some(Scalar::Text("no")),
            words: &[Word::new("yes"), Word::new("no")],
            ..Field::new(
                "keep_original_sound",
                "video_list[].keep_original_sound",
                Shape::Text,
                "Whether the sound of the film stays; a word, not a boolean.",
            )
        },
        Field {
            one: "image",
            ..Field::new(
                "images",
                "metadata.image_list",
                Shape::ObjectList,
                "Pictures in the order the prompt counts them: `<<<image_1>>>`, `<<<image_2>>>`.",
            )
        },
        Field {
            required: true,
            media: Some(Media::Image),
            ..Field::new(
                "image_url",
                "metadata.image_list[].image_url",
                Shape::Url,
                "The public URL of the picture.",
            )
        },
        Field {
            words: &[Word::new("first_frame"), Word::new("end_frame")],
            ..Field::new(
                "kind",
                "metadata.image_list[].type",
                Shape::Text,
                "Which frame the picture is; left out for a plain reference.",
            )
        },
        Field {
            one: "element",
            ..Field::new(
                "elements",
                "metadata.element_list",
                Shape::ObjectList,
                "Subjects in the order the prompt counts them: `<<<element_1>>>`, `<<<element_2>>>`.",
            )
        },
        Field {
            required: true,
            ..Field::new(
                "url",
                "metadata.element_list[].url",
                Shape::Url,
                "The URL of the subject's picture or of another supported file.",
            )
        },
        Field {
            words: &[Word::new("image"), Word::new("video")],
            open: true,
            ..Field::new("kind", "metadata.element_list[].type", Shape::Text, "What the file is.")
        },
        Field {
            words: &[Word::new("subject")],
            open: true,
            ..Field::new(
                "role",
                "metadata.element_list[].role",
                Shape::Text,
                "What the subject is for, in the words of the model behind.",
            )
        },
        Field::new("watermark", "metadata.watermark", Shape::Boolean, "Puts a watermark on the film."),
    ],
    shared: &[
        &platform::VIDEO_CALLBACK_URL,
        &platform::VIDEO_CLIENT_BUSINESS_ID,
        &platform::VIDEO_METADATA_BUSINESS_ID,
    ],
    shortcuts: &[
        Shortcut {
            key: "image_url",
            entry: &[("type", Scalar::Text("first_frame"))],
            ..Shortcut::new(
                "first_frame",
                "metadata.image_list",
                "The public URL of the picture the film begins with.",
            )
        },
        Shortcut {
            key: "image_url",
            entry: &[("type", Scalar::Text("end_frame"))],
            ..Shortcut::new(
                "last_frame",
                "metadata.image_list",
                "The public URL of the picture the film ends with.",
            )
        },
        Shortcut {
            key: "image_url",
            entry: &[],
            several: "references",
            ..Shortcut::new(
                "reference",
                "metadata.image_list",
                "Adds the public URL of a picture; `<<<image_N>>>` in the prompt, counted from 1.",
            )
        },
    ],
    rules: &[
        Rule::new(
            "audio",
            Condition::Set("video_list"),
            Condition::IsNot("audio", &[Scalar::Bool(true)]),
            "cannot be sent together with video_list",
        ),
        Rule::new(
            "metadata.image_list[].type",
            Condition::Is("metadata.image_list[].type", &[Scalar::Text("end_frame")]),
            Condition::Is("metadata.image_list[].type", &[Scalar::Text("first_frame")]),
            "has an end_frame, which needs a first_frame",
        ),
    ],
    pixels: None,
};
