//! Generated from `catalog/minimax-h3.toml` by `cargo xtask codegen`; do not edit.

use crate::request::list_entry;
use crate::words::wire_words;

/// An entry of the list that [`MiniMaxH3::image_with_role`](super::MiniMaxH3::image_with_role) adds to.
///
/// Page `videos/minimax-h3/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct ImageWithRole {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl ImageWithRole {
    /// One entry of the list. Pictures, each with what it is for: the first frame, the last frame or a
    /// reference.
    ///
    /// - `url`: The public URL of the picture. Each side has 256 to 5760 pixels; width divided by height is
    ///   between 0.4 and 2.5. Limits: each file at most 30,000,000 bytes; jpg, jpeg, png, webp, heic, heif.
    ///
    /// - `role`: What the picture is for.
    pub fn new(url: impl Into<String>, role: ImageRole) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("url".to_owned(), Into::<String>::into(url).into());
        entry.insert("role".to_owned(), role.into());
        Self { entry }
    }

    /// An entry whose `role` is `first_frame`: the film begins with it.
    pub fn first_frame(url: impl Into<String>) -> Self {
        Self::new(url, ImageRole::FirstFrame)
    }

    /// An entry whose `role` is `last_frame`: the film ends with it.
    pub fn last_frame(url: impl Into<String>) -> Self {
        Self::new(url, ImageRole::LastFrame)
    }

    /// An entry whose `role` is `reference_image`: what the film shows looks like it; up to 9.
    pub fn reference_image(url: impl Into<String>) -> Self {
        Self::new(url, ImageRole::ReferenceImage)
    }
}

list_entry!(ImageWithRole);

/// An entry of the list that [`MiniMaxH3::video_with_role`](super::MiniMaxH3::video_with_role) adds to.
///
/// Page `videos/minimax-h3/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct VideoWithRole {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl VideoWithRole {
    /// One entry of the list. Films whose motion or content the new one takes up.
    ///
    /// - `url`: The public URL of the film. H.264/AVC or H.265/HEVC, 2 to 15 seconds long. Limits: each file
    ///   at most 50,000,000 bytes; mp4, mov.
    pub fn new(url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("url".to_owned(), Into::<String>::into(url).into());
        entry.insert("role".to_owned(), VideoRole::ReferenceVideo.into());
        Self { entry }
    }
}

list_entry!(VideoWithRole, from text);

/// An entry of the list that [`MiniMaxH3::audio_with_role`](super::MiniMaxH3::audio_with_role) adds to.
///
/// Page `videos/minimax-h3/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct AudioWithRole {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl AudioWithRole {
    /// One entry of the list. Sounds whose voice or beat the film takes up.
    ///
    /// - `url`: The public URL of the sound. 2 to 15 seconds long. Limits: each file at most 15,000,000
    ///   bytes; wav, mp3.
    pub fn new(url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("url".to_owned(), Into::<String>::into(url).into());
        entry.insert("role".to_owned(), AudioRole::ReferenceAudio.into());
        Self { entry }
    }
}

list_entry!(AudioWithRole, from text);

/// The values of [`ImageWithRole::new`].
///
/// Page `videos/minimax-h3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageRole {
    /// `first_frame`: the film begins with it.
    FirstFrame,
    /// `last_frame`: the film ends with it.
    LastFrame,
    /// `reference_image`: what the film shows looks like it; up to 9.
    ReferenceImage,
}

wire_words!(
    ImageRole,
    "role",
    [FirstFrame = "first_frame", LastFrame = "last_frame", ReferenceImage = "reference_image"]
);

/// The values of [`VideoWithRole::new`].
///
/// Page `videos/minimax-h3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VideoRole {
    /// `reference_video`: the new film takes up its motion or content.
    ReferenceVideo,
}

wire_words!(VideoRole, "role", [ReferenceVideo = "reference_video"]);

/// The values of [`AudioWithRole::new`].
///
/// Page `videos/minimax-h3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AudioRole {
    /// `reference_audio`: the film takes up its voice or beat.
    ReferenceAudio,
}

wire_words!(AudioRole, "role", [ReferenceAudio = "reference_audio"]);
