//! Generated from `catalog/kling-v3-omni.toml` by `cargo xtask codegen`; do not edit.

use crate::request::list_entry;
use crate::words::wire_words;

/// An entry of the list that [`KlingV3Omni::video`](super::KlingV3Omni::video) adds to.
///
/// Page `videos/kling-v3-omni/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct VideoReference {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl VideoReference {
    /// One entry of the list. The film to edit or to take motion from; `<<<video_1>>>` in the prompt.
    ///
    /// - `video_url`: The public URL of the film.
    pub fn new(video_url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("video_url".to_owned(), Into::<String>::into(video_url).into());
        Self { entry }
    }

    /// Whether the film is edited or its motion is taken up.
    ///
    /// Values: `base`, `feature`. Default: `base`.
    ///
    /// On the wire: `video_list[].refer_type`.
    pub fn refer_type(mut self, refer_type: ReferType) -> Self {
        self.entry.insert("refer_type".to_owned(), refer_type.into());
        self
    }

    /// Whether the sound of the film stays; a word, not a boolean.
    ///
    /// Values: `yes`, `no`. Default: `no`.
    ///
    /// On the wire: `video_list[].keep_original_sound`.
    pub fn keep_original_sound(mut self, keep_original_sound: KeepOriginalSound) -> Self {
        self.entry.insert("keep_original_sound".to_owned(), keep_original_sound.into());
        self
    }
}

list_entry!(VideoReference, from text);

/// An entry of the list that [`KlingV3Omni::image`](super::KlingV3Omni::image) adds to.
///
/// Page `videos/kling-v3-omni/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct ImageReference {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl ImageReference {
    /// One entry of the list. Pictures in the order the prompt counts them: `<<<image_1>>>`, `<<<image_2>>>`.
    ///
    /// - `image_url`: The public URL of the picture.
    pub fn new(image_url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("image_url".to_owned(), Into::<String>::into(image_url).into());
        Self { entry }
    }

    /// Which frame the picture is; left out for a plain reference.
    ///
    /// Values: `first_frame`, `end_frame`. Default: a plain reference.
    ///
    /// On the wire: `metadata.image_list[].type`.
    pub fn kind(mut self, kind: FrameKind) -> Self {
        self.entry.insert("type".to_owned(), kind.into());
        self
    }
}

list_entry!(ImageReference, from text);

/// An entry of the list that [`KlingV3Omni::element`](super::KlingV3Omni::element) adds to.
///
/// Page `videos/kling-v3-omni/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct ElementReference {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl ElementReference {
    /// One entry of the list. Subjects in the order the prompt counts them: `<<<element_1>>>`,
    /// `<<<element_2>>>`.
    ///
    /// - `url`: The URL of the subject's picture or of another supported file.
    pub fn new(url: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("url".to_owned(), Into::<String>::into(url).into());
        Self { entry }
    }

    /// What the file is.
    ///
    /// Common values: `image`, `video`; others may work. Default: not documented.
    ///
    /// On the wire: `metadata.element_list[].type`.
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.entry.insert("type".to_owned(), Into::<String>::into(kind).into());
        self
    }

    /// What the subject is for, in the words of the model behind.
    ///
    /// Common values: `subject`; others may work. Default: not documented.
    ///
    /// On the wire: `metadata.element_list[].role`.
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.entry.insert("role".to_owned(), Into::<String>::into(role).into());
        self
    }
}

list_entry!(ElementReference, from text);

/// The values of [`VideoReference::refer_type`].
///
/// Page `videos/kling-v3-omni/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferType {
    /// `base`: edits this film.
    Base,
    /// `feature`: takes up its motion and traits.
    Feature,
}

wire_words!(ReferType, "refer type", [Base = "base", Feature = "feature"]);

/// The values of [`VideoReference::keep_original_sound`].
///
/// Page `videos/kling-v3-omni/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeepOriginalSound {
    /// `yes`.
    Yes,
    /// `no`.
    No,
}

wire_words!(KeepOriginalSound, "keep original sound", [Yes = "yes", No = "no"]);

/// The values of [`ImageReference::kind`].
///
/// Page `videos/kling-v3-omni/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrameKind {
    /// `first_frame`: the film begins with it.
    FirstFrame,
    /// `end_frame`: the film ends with it.
    EndFrame,
}

wire_words!(FrameKind, "kind", [FirstFrame = "first_frame", EndFrame = "end_frame"]);
