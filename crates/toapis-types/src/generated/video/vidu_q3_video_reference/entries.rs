//! Generated from `catalog/vidu-ali.toml` by `cargo xtask codegen`; do not edit.

use crate::request::list_entry;

/// An entry of the list that
/// [`ViduQ3VideoReference::reference_video`](super::ViduQ3VideoReference::reference_video) adds to.
///
/// Page `videos/vidu-ali/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct ReferenceVideo {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl ReferenceVideo {
    /// One entry of the list. Reference films, in place of a single one.
    ///
    /// - `video_url`: The public URL of the film.
    pub fn new(video_url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("video_url".to_owned(), Into::<String>::into(video_url).into());
        Self { entry }
    }

    /// What the film is for; the page names no values.
    ///
    /// On the wire: `video_list[].refer_type`.
    pub fn refer_type(mut self, refer_type: impl Into<String>) -> Self {
        self.entry.insert("refer_type".to_owned(), Into::<String>::into(refer_type).into());
        self
    }

    /// Whether the film's sound stays; the page names no values, the Kling pages `yes` and `no`.
    ///
    /// On the wire: `video_list[].keep_original_sound`.
    pub fn keep_original_sound(mut self, keep_original_sound: impl Into<String>) -> Self {
        self.entry.insert("keep_original_sound".to_owned(), Into::<String>::into(keep_original_sound).into());
        self
    }
}

list_entry!(ReferenceVideo, from text);
