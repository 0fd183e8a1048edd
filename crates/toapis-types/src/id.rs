//! The two names a task goes by: the server's and yours.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The server's name of a task, such as `tsk_img_01…`.
///
/// Treat it as opaque: the service uses many prefixes (`tsk_img_`, `task_`, `img_`, `video_`, …) and none is promised.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct TaskId(String);

impl TaskId {
    /// Wraps an id as the server wrote it. Surrounding white space is dropped; a blank id is `None`.
    ///
    /// So is an id made of dots only, escaped or not: in a path it would name another endpoint.
    pub fn new(id: impl AsRef<str>) -> Option<Self> {
        let id = id.as_ref().trim();
        let only_dots = id.to_ascii_lowercase().replace("%2e", ".").bytes().all(|byte| byte == b'.');
        (!only_dots).then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for TaskId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for TaskId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| serde::de::Error::custom(format_args!("{text:?} is not a task id")))
    }
}

impl From<&BusinessId> for TaskId {
    /// A business id stands in for the task id in the path of the status calls (`tasks/image-status`).
    fn from(id: &BusinessId) -> Self {
        Self(id.0.clone())
    }
}

/// Your own name for a task: the `client_business_id` of the create call.
///
/// It finds a task again when the answer of its create was lost. It is a look-up key, **not** an idempotency key: the
/// service documents neither that it is unique nor that a second create with the same value is refused.
///
/// The service documents no length or alphabet either, so what is sent is kept conservative: 1 to 64 characters out of
/// `A-Z a-z 0-9 _ -`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct BusinessId(String);

impl BusinessId {
    /// The longest id that is sent, in characters.
    pub const MAX_LENGTH: usize = 64;

    /// Checks and wraps an id.
    ///
    /// # Errors
    ///
    /// When it is empty, longer than [`MAX_LENGTH`](Self::MAX_LENGTH) or holds another character than `A-Z a-z 0-9 _ -`.
    pub fn new(id: impl Into<String>) -> Result<Self, InvalidBusinessId> {
        let id = id.into();
        if id.is_empty() {
            return Err(InvalidBusinessId::Empty);
        }
        if id.len() > Self::MAX_LENGTH {
            return Err(InvalidBusinessId::TooLong { length: id.chars().count() });
        }
        match id.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))) {
            Some(found) => Err(InvalidBusinessId::Character { found }),
            None => Ok(Self(id)),
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BusinessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for BusinessId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for BusinessId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Why a text cannot be a [`BusinessId`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidBusinessId {
    /// Nothing at all.
    #[error("a business id cannot be empty")]
    Empty,
    /// More than [`BusinessId::MAX_LENGTH`] characters.
    #[error("a business id has at most {max} characters, this one has {length}", max = BusinessId::MAX_LENGTH)]
    TooLong {
        /// How many characters there were.
        length: usize,
    },
    /// A character outside of `A-Z a-z 0-9 _ -`.
    #[error("a business id is made of A-Z a-z 0-9 _ -, not of {found:?}")]
    Character {
        /// The first one that does not belong.
        found: char,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn business_ids_are_kept_conservative() {
        assert_eq!(BusinessId::new("job-2207_A").unwrap().as_str(), "job-2207_A");
        assert_eq!(BusinessId::new(""), Err(InvalidBusinessId::Empty));
        assert_eq!(BusinessId::new("app:1"), Err(InvalidBusinessId::Character { found: ':' }));
        assert_eq!(BusinessId::new("x".repeat(65)), Err(InvalidBusinessId::TooLong { length: 65 }));
        assert!(BusinessId::new("x".repeat(64)).is_ok());
        assert!(serde_json::from_str::<BusinessId>("\"a b\"").is_err());
    }

    #[test]
    fn a_blank_task_id_is_none() {
        for id in ["", "  ", ".", "..", "%2e%2E", ".%2e"] {
            assert_eq!(TaskId::new(id), None, "{id:?}");
        }
        assert_eq!(TaskId::new(" tsk_1\n").unwrap().as_str(), "tsk_1");
    }
}
