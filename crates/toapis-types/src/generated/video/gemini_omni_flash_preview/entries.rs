//! Generated from `catalog/gemini-omni-flash-preview-official.toml` by `cargo xtask codegen`; do not edit.

use crate::request::list_entry;

/// An entry of the list that [`GeminiOmniFlashPreview::video`](super::GeminiOmniFlashPreview::video) adds to.
///
/// Page `videos/gemini-omni-flash-preview-official/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct VideoInput {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl VideoInput {
    /// One entry of the list. The videos to edit.
    ///
    /// - `video_url`: Where the video is: a public HTTPS URL, a URL of an upload to the service, or a data
    ///   URI. Limits: each file at most 50,000,000 bytes; URL schemes https, data.
    pub fn new(video_url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("video_url".to_owned(), Into::<String>::into(video_url).into());
        Self { entry }
    }
}

list_entry!(VideoInput, from text);
