//! Seedance 2 private avatars: page `videos/seedance-2/private-avatar`.
//!
//! Stores pictures, films and sounds of a character of your own, to be used again and again in films of
//! Seedance 2.
//!
//! Generated from `catalog/seedance-2--private-avatar.toml` by `cargo xtask codegen`; do not edit.

use crate::call::{self, Arguments, Call, ReadAnswerError};
use crate::words::{open_words, wire_words};

/// Makes a group for the pictures, films and sounds of one character.
///
/// `POST /v1/videos/doubao-seedance-2-0/private-avatar/groups` (page `videos/seedance-2/private-avatar`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct CreatePrivateAvatarGroup {
    arguments: Arguments,
}

impl CreatePrivateAvatarGroup {
    /// What the call needs.
    ///
    /// - `name`: What the group is called.
    pub fn new(name: impl Into<String>) -> Self {
        Self { arguments: Arguments::default().in_body("name", Into::<String>::into(name)) }
    }

    /// What is in the group.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.arguments = self.arguments.in_body("description", Into::<String>::into(description));
        self
    }
}

impl Call for CreatePrivateAvatarGroup {
    type Answer = PrivateAvatarGroup;

    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/v1/videos/doubao-seedance-2-0/private-avatar/groups";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        PrivateAvatarGroup::from_json(answer)
    }
}

/// Adds one picture, film or sound to a group.
///
/// The service works on it after it has answered; [`GetPrivateAvatarAsset`] tells when it can be used.
///
/// `POST /v1/videos/doubao-seedance-2-0/private-avatar/assets` (page `videos/seedance-2/private-avatar`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct AddPrivateAvatarAsset {
    arguments: Arguments,
}

impl AddPrivateAvatarAsset {
    /// What the call needs.
    ///
    /// - `group_id`: The group it belongs to.
    ///
    /// - `asset_type`: What it is.
    ///
    /// - `source_url`: The public http or https URL of the file. No file content is taken.
    pub fn new(group_id: impl Into<String>, asset_type: AssetType, source_url: impl Into<String>) -> Self {
        Self {
            arguments: Arguments::default()
                .in_body("group_id", Into::<String>::into(group_id))
                .in_body("asset_type", asset_type)
                .in_body("source_url", Into::<String>::into(source_url)),
        }
    }

    /// What the asset is called.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.arguments = self.arguments.in_body("name", Into::<String>::into(name));
        self
    }

    /// What the asset shows; on the Chinese page only.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.arguments = self.arguments.in_body("description", Into::<String>::into(description));
        self
    }
}

impl Call for AddPrivateAvatarAsset {
    type Answer = PrivateAvatarAsset;

    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/v1/videos/doubao-seedance-2-0/private-avatar/assets";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        PrivateAvatarAsset::from_json(answer)
    }
}

/// Asks how an asset is doing; only an active one can be used.
///
/// `GET /v1/videos/doubao-seedance-2-0/private-avatar/assets/{asset_id}` (page
/// `videos/seedance-2/private-avatar`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetPrivateAvatarAsset {
    arguments: Arguments,
}

impl GetPrivateAvatarAsset {
    /// What the call needs.
    ///
    /// - `asset_id`: The id of the asset.
    pub fn new(asset_id: impl Into<String>) -> Self {
        Self { arguments: Arguments::default().in_path("asset_id", asset_id) }
    }
}

impl Call for GetPrivateAvatarAsset {
    type Answer = PrivateAvatarAsset;

    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/v1/videos/doubao-seedance-2-0/private-avatar/assets/{asset_id}";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        PrivateAvatarAsset::from_json(answer)
    }
}

/// The values of [`AddPrivateAvatarAsset`].
///
/// Page `videos/seedance-2/private-avatar`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssetType {
    /// `image`.
    Image,
    /// `video`.
    Video,
    /// `audio`.
    Audio,
}

wire_words!(AssetType, "asset type", [Image = "image", Video = "video", Audio = "audio"]);

/// A group of assets.
///
/// Reading is lenient: what is missing or odd is `None`. Page `videos/seedance-2/private-avatar`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PrivateAvatarGroup {
    /// The id of the group.
    pub group_id: Option<String>,
    /// What the group is called.
    pub name: Option<String>,
    /// What is in the group.
    pub description: Option<String>,
    /// Everything that stood there.
    pub raw: serde_json::Map<String, serde_json::Value>,
}

impl PrivateAvatarGroup {
    /// Reads a good answer: the fields below `data`, or at the top where there is none.
    ///
    /// # Errors
    ///
    /// When it is not an object, or says `"success": false`.
    pub fn from_json(answer: serde_json::Value) -> Result<Self, ReadAnswerError> {
        let raw = call::data(answer)?;
        Ok(Self {
            group_id: call::text(&raw, "group_id"),
            name: call::text(&raw, "name"),
            description: call::text(&raw, "description"),
            raw,
        })
    }
}

open_words!(
/// The words of [`PrivateAvatarAsset::asset_type`].
PrivateAvatarAssetAssetType, [#[doc = " `image`."] Image = "image", #[doc = " `video`."] Video = "video", #[doc = " `audio`."] Audio = "audio"]);

open_words!(
/// The words of [`PrivateAvatarAsset::status`].
PrivateAvatarAssetStatus, [#[doc = " `processing`."] Processing = "processing", #[doc = " `active`."] Active = "active", #[doc = " `failed`."] Failed = "failed"]);

/// A stored picture, film or sound.
///
/// Reading is lenient: what is missing or odd is `None`. Page `videos/seedance-2/private-avatar`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PrivateAvatarAsset {
    /// The id of the asset.
    pub asset_id: Option<String>,
    /// `asset://` and the id, as a film takes it; not on every page.
    pub asset_url: Option<String>,
    /// The group it belongs to.
    pub group_id: Option<String>,
    /// What it is.
    pub asset_type: Option<PrivateAvatarAssetAssetType>,
    /// The URL it came from, or that of the stored file.
    pub source_url: Option<String>,
    /// Whether it can be used.
    pub status: Option<PrivateAvatarAssetStatus>,
    /// What the asset is called.
    pub name: Option<String>,
    /// Everything that stood there.
    pub raw: serde_json::Map<String, serde_json::Value>,
}

impl PrivateAvatarAsset {
    /// Reads a good answer: the fields below `data`, or at the top where there is none.
    ///
    /// # Errors
    ///
    /// When it is not an object, or says `"success": false`.
    pub fn from_json(answer: serde_json::Value) -> Result<Self, ReadAnswerError> {
        let raw = call::data(answer)?;
        Ok(Self {
            asset_id: call::text(&raw, "asset_id"),
            asset_url: call::text(&raw, "asset_url"),
            group_id: call::text(&raw, "group_id"),
            asset_type: call::text(&raw, "asset_type")
                .map(|text| PrivateAvatarAssetAssetType::from(text.as_str())),
            source_url: call::text(&raw, "source_url"),
            status: call::text(&raw, "status").map(|text| PrivateAvatarAssetStatus::from(text.as_str())),
            name: call::text(&raw, "name"),
            raw,
        })
    }
}
