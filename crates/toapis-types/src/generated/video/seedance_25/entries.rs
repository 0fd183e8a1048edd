//! Generated from `catalog/seedance-2-5.toml` by `cargo xtask codegen`; do not edit.

use crate::request::list_entry;
use crate::words::wire_words;

/// An entry of the list that [`Seedance25::image_with_role`](super::Seedance25::image_with_role) adds to.
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct ImageWithRole {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl ImageWithRole {
    /// One entry of the list. Pictures, each with what it is for: the first frame, the last frame or a
    /// reference.
    ///
    /// - `url`: The URL of the picture. Limits: URL schemes https, http, data, asset.
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

    /// An entry whose `role` is `reference_image`: what the film shows looks like it.
    pub fn reference_image(url: impl Into<String>) -> Self {
        Self::new(url, ImageRole::ReferenceImage)
    }
}

list_entry!(ImageWithRole);

/// An entry of the list that [`Seedance25::video_with_role`](super::Seedance25::video_with_role) adds to.
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct VideoWithRole {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl VideoWithRole {
    /// One entry of the list. Films to edit, to extend or to take motion, camera or content from.
    ///
    /// - `url`: The URL of the film. Limits: URL schemes https, http, asset.
    pub fn new(url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("url".to_owned(), Into::<String>::into(url).into());
        entry.insert("role".to_owned(), VideoRole::ReferenceVideo.into());
        Self { entry }
    }
}

list_entry!(VideoWithRole, from text);

/// An entry of the list that [`Seedance25::audio_with_role`](super::Seedance25::audio_with_role) adds to.
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct AudioWithRole {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl AudioWithRole {
    /// One entry of the list. Sounds whose voice, beat or mood the film takes up.
    ///
    /// - `url`: The URL of the sound. Limits: URL schemes https, http, data, asset.
    pub fn new(url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("url".to_owned(), Into::<String>::into(url).into());
        entry.insert("role".to_owned(), AudioRole::ReferenceAudio.into());
        Self { entry }
    }
}

list_entry!(AudioWithRole, from text);

/// An entry of the list that [`Seedance25::web_search`](super::Seedance25::web_search) adds to.
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct WebSearch {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl WebSearch {
    /// One entry of the list. What the model may use before it begins: a search of the web.
    pub fn new() -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("type".to_owned(), Tool::WebSearch.into());
        Self { entry }
    }
}

impl Default for WebSearch {
    fn default() -> Self {
        Self::new()
    }
}

list_entry!(WebSearch);

/// The values of [`ImageWithRole::new`].
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageRole {
    /// `first_frame`: the film begins with it.
    FirstFrame,
    /// `last_frame`: the film ends with it.
    LastFrame,
    /// `reference_image`: what the film shows looks like it.
    ReferenceImage,
}

wire_words!(
    ImageRole,
    "role",
    [FirstFrame = "first_frame", LastFrame = "last_frame", ReferenceImage = "reference_image"]
);

/// The values of [`VideoWithRole::new`].
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VideoRole {
    /// `reference_video`: the film to edit, to extend or to take something from.
    ReferenceVideo,
}

wire_words!(VideoRole, "role", [ReferenceVideo = "reference_video"]);

/// The values of [`AudioWithRole::new`].
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AudioRole {
    /// `reference_audio`: the film takes up its voice, beat or mood.
    ReferenceAudio,
}

wire_words!(AudioRole, "role", [ReferenceAudio = "reference_audio"]);

/// The values of [`WebSearch::new`].
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tool {
    /// `web_search`: searches the web.
    WebSearch,
}

wire_words!(Tool, "kind", [WebSearch = "web_search"]);
