//! One task: what was ordered, and where it stands.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use toapis_types::catalog::Operation;
use toapis_types::{Phase, TaskKind};

use crate::asked::Asked;
use crate::lifecycle::{Ending, Lifecycle};
use crate::webhooks::ReceiverUrl;

/// How long results and their URLs live, as documented.
pub(crate) const RESULT_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// One task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    /// Its place in the order of all creates.
    pub(crate) number: u64,
    pub(crate) making: Making,
    pub(crate) user: u64,
    /// The key that paid.
    pub(crate) key: String,
    pub(crate) business_id: Option<String>,
    pub(crate) model: String,
    pub(crate) body: Value,
    /// The earlier task that is remixed or extended.
    pub(crate) source: Option<String>,
    pub(crate) seed: u64,
    pub(crate) count: u32,
    pub(crate) credits: u64,
    pub(crate) created: Duration,
    pub(crate) life: Lifecycle,
    /// How often it was looked at.
    pub(crate) reads: u32,
    /// A stage that was set by hand.
    pub(crate) by_hand: Option<(bool, u8)>,
    pub(crate) ended: Option<Ended>,
    /// Where its end is reported.
    pub(crate) callback: Option<ReceiverUrl>,
}

/// What a task makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Making {
    Image,
    Video,
    Remix,
    Extension,
    Character,
}

/// When and how a task ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Ended {
    pub(crate) at: Duration,
    pub(crate) failure: Option<Failure>,
}

/// Why a task failed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl Making {
    pub(crate) fn kind(self) -> TaskKind {
        if self == Self::Image { TaskKind::Image } else { TaskKind::Video }
    }

    pub(crate) fn operation(self) -> Operation {
        match self {
            Self::Image | Self::Video => Operation::Create,
            Self::Remix => Operation::Remix,
            Self::Extension => Operation::Extend,
            Self::Character => Operation::Character,
        }
    }
}

impl Task {
    pub(crate) fn asked(&self) -> Asked<'_> {
        Asked::new(self.making.operation(), &self.body)
    }

    /// When the clock ends it, if the clock does.
    pub(crate) fn due(&self) -> Option<Duration> {
        if self.ended.is_some() || self.by_hand.is_some() {
            return None;
        }
        self.life.total().map(|total| self.created.saturating_add(total))
    }

    /// Ends it the way its life cycle says.
    pub(crate) fn end(&mut self, at: Duration) {
        let failure = match &self.life.ending {
            Ending::Completed => None,
            Ending::Failed { code, message } => {
                Some(Failure { code: code.clone(), message: message.clone() })
            }
        };
        self.ended = Some(Ended { at, failure });
    }

    /// Where it stands, and its percentage.
    pub(crate) fn stage(&self, now: Duration) -> (Phase, u8) {
        match (&self.ended, self.by_hand) {
            (Some(Ended { failure: None, .. }), _) => (Phase::Completed, 100),
            (Some(_), _) => (Phase::Failed, 0),
            (None, Some((running, progress))) => {
                (if running { Phase::InProgress } else { Phase::Queued }, progress)
            }
            (None, None) => self.life.stage(now.saturating_sub(self.created), self.reads),
        }
    }

    /// When its results die; `None` unless it has completed.
    pub(crate) fn expires(&self) -> Option<Duration> {
        let ended = self.ended.as_ref().filter(|ended| ended.failure.is_none())?;
        Some(ended.at.saturating_add(RESULT_LIFE))
    }
}
