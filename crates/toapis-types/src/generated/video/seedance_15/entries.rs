//! Generated from `catalog/doubao-seedance-1-5.toml` by `cargo xtask codegen`; do not edit.

use crate::request::list_entry;
use crate::words::wire_words;

/// An entry of the list that [`Seedance15::image_with_role`](super::Seedance15::image_with_role) adds to.
///
/// Page `videos/doubao-seedance-1-5/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct ImageWithRole {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl ImageWithRole {
    /// One entry of the list. Pictures, each with the frame it is: the first or the last.
    ///
    /// - `url`: The public URL of the picture.
    ///
    /// - `role`: Which frame the picture is; reference pictures are not supported.
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
}

list_entry!(ImageWithRole);

/// The values of [`ImageWithRole::new`].
///
/// Page `videos/doubao-seedance-1-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageRole {
    /// `first_frame`: the film begins with it.
    FirstFrame,
    /// `last_frame`: the film ends with it.
    LastFrame,
}

wire_words!(ImageRole, "role", [FirstFrame = "first_frame", LastFrame = "last_frame"]);
