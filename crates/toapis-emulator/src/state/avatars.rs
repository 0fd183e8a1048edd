//! Avatar groups, assets and identity checks (`videos/seedance-2/private-avatar`, `videos/seedance-2/real-avatar`).

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How long an asset is `processing`, by the emulator's clock; the service's time is not documented.
pub(crate) const PROCESSING: Duration = Duration::from_secs(5);
/// How long the link of an identity check lives, as documented.
pub(crate) const LINK_LIFE: Duration = Duration::from_secs(120);

/// All groups, assets and checks, by their ids.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Avatars {
    pub(crate) groups: BTreeMap<String, Group>,
    pub(crate) assets: BTreeMap<String, Asset>,
    pub(crate) checks: BTreeMap<String, Check>,
}

/// A group of assets: one person or figure.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) user: u64,
    /// Whether it came out of an identity check.
    pub(crate) real: bool,
    pub(crate) name: String,
    pub(crate) description: String,
}

/// One picture, video or sound of a group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Asset {
    pub(crate) user: u64,
    pub(crate) group: String,
    pub(crate) real: bool,
    pub(crate) kind: String,
    pub(crate) source_url: String,
    pub(crate) name: Option<String>,
    pub(crate) created: Duration,
}

/// An identity check of a real person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Check {
    pub(crate) user: u64,
    pub(crate) callback_url: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) biz_id: Option<String>,
    pub(crate) token: String,
    pub(crate) created: Duration,
    /// The group it opened; the same one on every later look.
    pub(crate) group: Option<String>,
}

impl Asset {
    /// `processing`, then `active`.
    pub(crate) fn status(&self, now: Duration) -> &'static str {
        if now < self.created.saturating_add(PROCESSING) { "processing" } else { "active" }
    }
}
