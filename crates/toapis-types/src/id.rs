//! The two names a task goes by: the server's and yours.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::clean_text;

/// The server's name of a task, such as `tsk_img_01…`.
///
/// Treat it as opaque: the service uses many prefixes (`tsk_img_`, `task_`, `img_`, `video_`, …) and none is promised.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct TaskId(String);

impl TaskId {
    /// The longest text that is taken for an id, in characters. Those seen have about 30.
    pub const MAX_LENGTH: usize = 256;

    /// Wraps an id as the server wrote it. Surrounding white space is dropped; a blank id is `None`.
    ///
    /// So is what no id looks like and what could do harm, since ids come from other hands and are printed, logged and put
    /// into paths: more than [`MAX_LENGTH`](Self::MAX_LENGTH) characters; white space, control characters (terminal
    /// escapes) or direction marks inside; nothing but dots, escaped or not, which in a path would name another endpoint.
    pub fn new(id: impl AsRef<str>) -> Option<Self> {
        let id = id.as_ref().trim();
        // What nearly all ids are made of, which needs no closer look.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if (1..=Self::MAX_LENGTH).contains(&id.len()) && id.bytes().all(is_plain) {
            return Some(Self(id.to_owned()));
        }
        let is_bounded = id.chars().nth(Self::MAX_LENGTH).is_none();
        // What must be cleaned before it is shown is no id. Cleaning leaves single spaces in.
        let is_printable = || clean_text(id) == id && !id.contains(' ');
        let only_dots = || id.to_ascii_lowercase().replace("%2e", ".").bytes().all(|byte| byte == b'.');
        (is_bounded && is_printable() && !only_dots()).then(|| Self(id.to_owned()))
    }

    /// Whether it begins like the ids that this service was seen giving: `tsk_…`, `task_…`, `img_…`, `vid_…`, `video_…`.
    ///
    /// Only good for a guess where an `id` might be that of something else, such as a request.
    pub fn has_usual_form(&self) -> bool {
        ["tsk_", "task_", "img_", "vid_", "video_"].iter().any(|prefix| self.0.starts_with(prefix))
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
        let refused = || serde::de::Error::custom(format_args!("{:?} is not a task id", clean_text(&text)));
        Self::new(&text).ok_or_else(refused)
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
        let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if id.bytes().all(is_fit) {
            return Ok(Self(id));
        }
        let found = id.chars().find(|c| !u8::try_from(*c).is_ok_and(is_fit));
        Err(InvalidBusinessId::Character { found: found.unwrap_or_default() })
    }

    /// The id of the next attempt, within [`MAX_LENGTH`](Self::MAX_LENGTH). Only a resubmitted one ends with its number.
    pub(crate) fn next_attempt(&self, is_resubmitted: bool, mark: u32) -> Self {
        let numbered = self.0.rsplit_once("-r").filter(|_| is_resubmitted);
        let counted = numbered.and_then(|(base, rest)| {
            let number = rest.split_once('-').map_or(rest, |(number, _)| number);
            Some((base, number.parse::<u32>().ok()?.checked_add(1)?))
        });
        let (base, number) = counted.unwrap_or((&self.0, 2));
        let suffix = format!("-r{number}-{mark:08x}");
        if base.len() + suffix.len() <= Self::MAX_LENGTH {
            return Self(format!("{base}{suffix}"));
        }
        let suffix = format!("-{:016x}{suffix}", checksum(base));
        // Ids are ASCII.
        Self(format!("{}{suffix}", &base[..Self::MAX_LENGTH - suffix.len()]))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// FNV-1a: the same everywhere and in every version, for it ends up in stored ids.
fn checksum(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
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

    #[test]
    fn j23_a_task_id_cannot_write_to_a_terminal() {
        for id in
            ["tsk\u{1b}[31m_1", "tsk_1\r\nx", "tsk 1", "tsk\u{a0}1", "tsk_\0", "tsk_\u{202e}1", "tsk_\u{9b}1"]
        {
            assert_eq!(TaskId::new(id), None, "{id:?}");
            let stored = serde_json::to_string(id).unwrap();
            let error = serde_json::from_str::<TaskId>(&stored).unwrap_err().to_string();
            assert!(!error.contains(char::is_control), "{error:?}");
        }
        assert!(TaskId::new("задача-1:a/b?c").is_some(), "opaque otherwise");
    }

    #[test]
    fn a_task_id_is_bounded() {
        assert!(TaskId::new("я".repeat(TaskId::MAX_LENGTH)).is_some());
        assert_eq!(TaskId::new("x".repeat(TaskId::MAX_LENGTH + 1)), None);
    }
}
