//! Image or video: the two kinds of task, and so the two status paths.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a task makes. It decides the path a task is polled on, so it is stored beside every id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskKind {
    /// Pictures: `/v1/images/generations`.
    Image,
    /// Films: `/v1/videos/generations`.
    Video,
}

impl TaskKind {
    /// Where tasks of this kind are created, and, followed by an id, looked at.
    pub fn path(self) -> &'static str {
        match self {
            Self::Image => "/v1/images/generations",
            Self::Video => "/v1/videos/generations",
        }
    }

    /// The word the service uses (`data.task_type` of a webhook event).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Image => Self::Video,
            Self::Video => Self::Image,
        }
    }

    /// Guesses the kind from an id of the service's usual form; `None` when the id does not tell.
    ///
    /// A convenience for people who paste an id; a [`TaskHandle`](crate::TaskHandle) does not need it.
    pub fn guess(id: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| id.starts_with(word));
        if has(&["tsk_img_", "task_img_", "img_"]) {
            Some(Self::Image)
        } else if has(&["tsk_vid_", "task_vid_", "vid_", "video_"]) {
            Some(Self::Video)
        } else {
            None
        }
    }
}

impl fmt::Display for TaskKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for TaskKind {
    type Err = UnknownTaskKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "image" => Ok(Self::Image),
            "video" => Ok(Self::Video),
            other => Err(UnknownTaskKind(other.chars().take(40).collect())),
        }
    }
}

/// A word that is neither `image` nor `video`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is not a kind of task: use image or video")]
pub struct UnknownTaskKind(String);
