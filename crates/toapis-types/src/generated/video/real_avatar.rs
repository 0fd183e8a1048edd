//! Seedance 2 real avatars: page `videos/seedance-2/real-avatar`.
//!
//! Checks that a real person agrees, and stores pictures, films and sounds of that person for films of
//! Seedance 2.
//!
//! Generated from `catalog/seedance-2--real-avatar.toml` by `cargo xtask codegen`; do not edit.

use crate::call::{self, Arguments, Call, ReadAnswerError};
use crate::words::{open_words, wire_words};

/// Starts the check of a person; the answer has the id to ask for.
///
/// `POST /v1/videos/doubao-seedance-2-0/real-avatar/verify-tasks` (page `videos/seedance-2/real-avatar`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct StartRealAvatarCheck {
    arguments: Arguments,
}

impl StartRealAvatarCheck {
    /// What the call needs.
    ///
    /// - `callback_url`: Your own page, which gets `resultCode` and `bytedToken` after the check. The browser
    ///   of the person is sent there; it is no webhook of a task.
    pub fn new(callback_url: impl Into<String>) -> Self {
        Self { arguments: Arguments::default().in_body("callback_url", Into::<String>::into(callback_url)) }
    }

    /// The language of the check; the page shows `zh` and names no others.
    pub fn locale(mut self, locale: impl Into<String>) -> Self {
        self.arguments = self.arguments.in_body("locale", Into::<String>::into(locale));
        self
    }

    /// Your own id of the person or the case.
    pub fn biz_id(mut self, biz_id: impl Into<String>) -> Self {
        self.arguments = self.arguments.in_body("biz_id", Into::<String>::into(biz_id));
        self
    }
}

impl Call for StartRealAvatarCheck {
    type Answer = RealAvatarCheck;

    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/v1/videos/doubao-seedance-2-0/real-avatar/verify-tasks";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        RealAvatarCheck::from_json(answer)
    }
}

/// Asks for a check: the link for the person, and how long it works.
///
/// `GET /v1/videos/doubao-seedance-2-0/real-avatar/verify-tasks/{task_id}` (page
/// `videos/seedance-2/real-avatar`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetRealAvatarCheck {
    arguments: Arguments,
}

impl GetRealAvatarCheck {
    /// What the call needs.
    ///
    /// - `task_id`: The id of the check.
    pub fn new(task_id: impl Into<String>) -> Self {
        Self { arguments: Arguments::default().in_path("task_id", task_id) }
    }
}

impl Call for GetRealAvatarCheck {
    type Answer = RealAvatarCheck;

    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/v1/videos/doubao-seedance-2-0/real-avatar/verify-tasks/{task_id}";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        RealAvatarCheck::from_json(answer)
    }
}

/// Asks whether the person passed, and for the group that assets go to.
///
/// By the id of the check or by `byted_token`; the page does not say which is needed.
///
/// `GET /v1/videos/doubao-seedance-2-0/real-avatar/verify-results` (page `videos/seedance-2/real-avatar`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetRealAvatarResult {
    arguments: Arguments,
}

impl GetRealAvatarResult {
    /// What the call needs.
    #[expect(clippy::new_without_default, reason = "a call is made, not defaulted")]
    pub fn new() -> Self {
        Self { arguments: Arguments::default() }
    }

    /// The id of the check.
    pub fn task_id(mut self, task_id: impl Into<String>) -> Self {
        self.arguments = self.arguments.in_query("task_id", task_id);
        self
    }

    /// The `bytedToken` of the callback.
    pub fn byted_token(mut self, byted_token: impl Into<String>) -> Self {
        self.arguments = self.arguments.in_query("byted_token", byted_token);
        self
    }

    /// The `resultCode` of the callback, 10000 when the person passed; the page recommends to send it.
    pub fn result_code(mut self, result_code: impl Into<String>) -> Self {
        self.arguments = self.arguments.in_query("result_code", result_code);
        self
    }
}

impl Call for GetRealAvatarResult {
    type Answer = RealAvatarResult;

    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/v1/videos/doubao-seedance-2-0/real-avatar/verify-results";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        RealAvatarResult::from_json(answer)
    }
}

/// Adds one picture, film or sound to the group of a person who passed.
///
/// The service works on it after it has answered; [`GetRealAvatarAsset`] tells when it can be used.
///
/// `POST /v1/videos/doubao-seedance-2-0/real-avatar/assets` (page `videos/seedance-2/real-avatar`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct AddRealAvatarAsset {
    arguments: Arguments,
}

impl AddRealAvatarAsset {
    /// What the call needs.
    ///
    /// - `group_id`: The group of the same person's check.
    ///
    /// - `asset_type`: What it is.
    ///
    /// - `source_url`: The public URL of the file.
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
}

impl Call for AddRealAvatarAsset {
    type Answer = RealAvatarAsset;

    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/v1/videos/doubao-seedance-2-0/real-avatar/assets";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        RealAvatarAsset::from_json(answer)
    }
}

/// Asks how an asset is doing; only an active one can be used.
///
/// `GET /v1/videos/doubao-seedance-2-0/real-avatar/assets/{asset_id}` (page `videos/seedance-2/real-avatar`).
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct GetRealAvatarAsset {
    arguments: Arguments,
}

impl GetRealAvatarAsset {
    /// What the call needs.
    ///
    /// - `asset_id`: The id of the asset.
    pub fn new(asset_id: impl Into<String>) -> Self {
        Self { arguments: Arguments::default().in_path("asset_id", asset_id) }
    }
}

impl Call for GetRealAvatarAsset {
    type Answer = RealAvatarAsset;

    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/v1/videos/doubao-seedance-2-0/real-avatar/assets/{asset_id}";

    fn arguments(&self) -> &Arguments {
        &self.arguments
    }

    fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {
        RealAvatarAsset::from_json(answer)
    }
}

/// The values of [`AddRealAvatarAsset`].
///
/// Page `videos/seedance-2/real-avatar`.
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

open_words!(
/// The words of [`RealAvatarCheck::status`].
RealAvatarCheckStatus, [#[doc = " `completed`."] Completed = "completed"]);

/// A check of a person.
///
/// Reading is lenient: what is missing or odd is `None`. Page `videos/seedance-2/real-avatar`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RealAvatarCheck {
    /// The id of the check.
    pub task_id: Option<String>,
    /// How far the check is; completed only says that its session exists.
    pub status: Option<RealAvatarCheckStatus>,
    /// Your page that gets the outcome.
    pub callback_url: Option<String>,
    /// The language of the check.
    pub locale: Option<String>,
    /// Your own id of the person or the case.
    pub biz_id: Option<String>,
    /// The token of the check.
    pub byted_token: Option<String>,
    /// The page the person opens, within 120 seconds.
    pub h5_link: Option<String>,
    /// When the link stops working, in seconds since 1970.
    pub expires_at: Option<i64>,
    /// When the check began, in seconds since 1970.
    pub created_at: Option<i64>,
    /// When it last changed, in seconds since 1970.
    pub updated_at: Option<i64>,
    /// Everything that stood there.
    pub raw: serde_json::Map<String, serde_json::Value>,
}

impl RealAvatarCheck {
    /// Reads a good answer: the fields below `data`, or at the top where there is none.
    ///
    /// # Errors
    ///
    /// When it is not an object, or says `"success": false`.
    pub fn from_json(answer: serde_json::Value) -> Result<Self, ReadAnswerError> {
        let raw = call::data(answer)?;
        Ok(Self {
            task_id: call::text(&raw, "task_id"),
            status: call::text(&raw, "status").map(|text| RealAvatarCheckStatus::from(text.as_str())),
            callback_url: call::text(&raw, "callback_url"),
            locale: call::text(&raw, "locale"),
            biz_id: call::text(&raw, "biz_id"),
            byted_token: call::text(&raw, "byted_token"),
            h5_link: call::text(&raw, "h5_link"),
            expires_at: call::integer(&raw, "expires_at"),
            created_at: call::integer(&raw, "created_at"),
            updated_at: call::integer(&raw, "updated_at"),
            raw,
        })
    }
}

open_words!(
/// The words of [`RealAvatarResult::verify_status`].
RealAvatarResultVerifyStatus, [#[doc = " `verified`."] Verified = "verified"]);

/// The outcome of a check.
///
/// Reading is lenient: what is missing or odd is `None`. Page `videos/seedance-2/real-avatar`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RealAvatarResult {
    /// The id of the check.
    pub task_id: Option<String>,
    /// The token of the check.
    pub byted_token: Option<String>,
    /// The code of the outcome as text; `10000` means passed.
    pub result_code: Option<String>,
    /// Whether the person passed.
    pub verify_status: Option<RealAvatarResultVerifyStatus>,
    /// The group that assets of the person go to; there after the person passed.
    pub group_id: Option<String>,
    /// Everything that stood there.
    pub raw: serde_json::Map<String, serde_json::Value>,
}

impl RealAvatarResult {
    /// Reads a good answer: the fields below `data`, or at the top where there is none.
    ///
    /// # Errors
    ///
    /// When it is not an object, or says `"success": false`.
    pub fn from_json(answer: serde_json::Value) -> Result<Self, ReadAnswerError> {
        let raw = call::data(answer)?;
        Ok(Self {
            task_id: call::text(&raw, "task_id"),
            byted_token: call::text(&raw, "byted_token"),
            result_code: call::text(&raw, "result_code"),
            verify_status: call::text(&raw, "verify_status")
                .map(|text| RealAvatarResultVerifyStatus::from(text.as_str())),
            group_id: call::text(&raw, "group_id"),
            raw,
        })
    }
}

open_words!(
/// The words of [`RealAvatarAsset::asset_type`].
RealAvatarAssetAssetType, [#[doc = " `image`."] Image = "image", #[doc = " `video`."] Video = "video", #[doc = " `audio`."] Audio = "audio"]);

open_words!(
/// The words of [`RealAvatarAsset::status`].
RealAvatarAssetStatus, [#[doc = " `processing`."] Processing = "processing", #[doc = " `active`."] Active = "active", #[doc = " `failed`."] Failed = "failed"]);

/// A stored picture, film or sound of a person.
///
/// Reading is lenient: what is missing or odd is `None`. Page `videos/seedance-2/real-avatar`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RealAvatarAsset {
    /// The id of the asset.
    pub asset_id: Option<String>,
    /// `asset://` and the id, as a film takes it.
    pub asset_url: Option<String>,
    /// The group it belongs to.
    pub group_id: Option<String>,
    /// What it is.
    pub asset_type: Option<RealAvatarAssetAssetType>,
    /// The URL it came from, or that of the stored file.
    pub source_url: Option<String>,
    /// Whether it can be used.
    pub status: Option<RealAvatarAssetStatus>,
    /// What the asset is called.
    pub name: Option<String>,
    /// Everything that stood there.
    pub raw: serde_json::Map<String, serde_json::Value>,
}

impl RealAvatarAsset {
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
                .map(|text| RealAvatarAssetAssetType::from(text.as_str())),
            source_url: call::text(&raw, "source_url"),
            status: call::text(&raw, "status").map(|text| RealAvatarAssetStatus::from(text.as_str())),
            name: call::text(&raw, "name"),
            raw,
        })
    }
}
