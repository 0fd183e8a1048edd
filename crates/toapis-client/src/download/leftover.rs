//! Unfinished files of a process that was killed: which of them are ours, and of what they are the beginning.

use std::ffi::{OsStr, OsString};

use sha2::{Digest as _, Sha256};
use toapis_types::{OutputRole, TaskHandle};

use super::resume::Validator;

/// What an unfinished file's name says of it.
///
/// `.toapis-<32 digits>.part` says nothing; `.toapis-<result>-<version>-<random>.part`, of 16, 16 and 12 digits, says of
/// which result it is the beginning, and of which version of that result's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartName {
    /// `None` where it is the beginning of nobody knows what.
    pub(super) beginning: Option<Beginning>,
}

/// What the bytes of an unfinished file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    /// See [`result_key`].
    pub(super) result: u64,
    /// See [`version_of`].
    pub(super) version: u64,
}

impl PartName {
    /// Reads a name. `None` for all names that are not exactly of a form that we give.
    pub(super) fn parse(name: &OsStr) -> Option<Self> {
        let middle = name.to_str()?.strip_prefix(".toapis-")?.strip_suffix(".part")?;
        let is_ours = middle.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'));
        let parts: Vec<&str> = middle.split('-').collect();
        match *parts.as_slice() {
            _ if !is_ours => None,
            [only] if only.len() == 32 => Some(Self { beginning: None }),
            [result, version, random] if (result.len(), version.len(), random.len()) == (16, 16, 12) => {
                let number = |digits| u64::from_str_radix(digits, 16).ok();
                Some(Self {
                    beginning: Some(Beginning { result: number(result)?, version: number(version)? }),
                })
            }
            _ => None,
        }
    }
}

/// A name for a hidden file that nobody else uses.
pub(super) fn hidden_name() -> OsString {
    format!(".toapis-{}.part", uuid::Uuid::new_v4().simple()).into()
}

impl Beginning {
    /// The same for a file of which it is known what it is the beginning of.
    pub(super) fn hidden_name(self) -> OsString {
        let Self { result, version } = self;
        let random = uuid::Uuid::new_v4().simple().to_string();
        format!(".toapis-{result:016x}-{version:016x}-{}.part", &random[..12]).into()
    }
}

/// Tells one result from all others: those of other tasks, of other services, and those beside it.
pub(super) fn result_key(handle: &TaskHandle, place: usize, role: OutputRole) -> u64 {
    let origin = handle.origin.as_deref().unwrap_or_default();
    first_bytes(&[origin.as_bytes(), handle.id.as_str().as_bytes(), format!("{place} {role:?}").as_bytes()])
}

/// Tells one version of a file from others, by its validator and its length. `None` where either is not known.
///
/// `session` tells this boot of the machine from others: after a power failure, the bytes of a file that was not synced may
/// be anything, so that its beginning is of no version any more.
pub(super) fn version_of(
    validator: Option<&Validator>,
    total: Option<u64>,
    session: Option<u64>,
) -> Option<u64> {
    let (kind, value) = match validator? {
        Validator::Tag(value) => (b"tag", value),
        Validator::Date(value) => (b"day", value),
    };
    Some(first_bytes(&[kind, value.as_bytes(), &total?.to_le_bytes(), &session?.to_le_bytes()]))
}

/// The beginning of the SHA-256 of some texts, each with its length.
pub(super) fn first_bytes(texts: &[&[u8]]) -> u64 {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    let hash: [u8; 32] = hash.finalize().into();
    hash.first_chunk().copied().map_or(0, u64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use toapis_types::{TaskId, TaskKind};

    use super::*;

    #[test]
    fn d17_only_names_that_we_give_are_ours() {
        let beginning = Beginning { result: 1, version: u64::MAX };
        assert_eq!(PartName::parse(&beginning.hidden_name()), Some(PartName { beginning: Some(beginning) }));
        assert_eq!(PartName::parse(&hidden_name()), Some(PartName { beginning: None }));
        assert_ne!(beginning.hidden_name(), beginning.hidden_name());
        for foreign in [
            ".toapis-notes.part",
            ".toapis-.part",
            ".toapis-0123456789abcdef0123456789abcdef.part.bak",
            ".toapis-0123456789abcdef0123456789abcdeg.part",
            ".toapis-0123456789ABCDEF0123456789ABCDEF.part",
            ".toapis-0123456789abcdef-0123456789abcdef-0123456789abc.part",
            "a.toapis-0123456789abcdef0123456789abcdef.part",
            ".toapis-+123456789abcdef-0123456789abcdef-0123456789ab.part",
        ] {
            assert_eq!(PartName::parse(OsStr::new(foreign)), None, "{foreign}");
        }
    }

    #[test]
    fn d07_what_differs_in_anything_is_another_version() {
        let tag = |text: &'static str| Validator::Tag(text.parse().unwrap());
        let date = Validator::Date("\"a\"".parse().unwrap());
        let one = version_of(Some(&tag("\"a\"")), Some(10), Some(1));
        assert!(one.is_some());
        for other in [
            version_of(Some(&tag("\"b\"")), Some(10), Some(1)),
            version_of(Some(&date), Some(10), Some(1)),
            version_of(Some(&tag("\"a\"")), Some(11), Some(1)),
            version_of(Some(&tag("\"a\"")), Some(10), Some(2)),
            version_of(None, Some(10), Some(1)),
            version_of(Some(&tag("\"a\"")), None, Some(1)),
            version_of(Some(&tag("\"a\"")), Some(10), None),
        ] {
            assert_ne!(one, other);
        }
        let key = |id: &str, place, role| {
            result_key(&TaskHandle::new(TaskKind::Image, TaskId::new(id).unwrap()), place, role)
        };
        let one = key("tsk_1", 1, OutputRole::Main);
        assert_eq!(one, key("tsk_1", 1, OutputRole::Main));
        for other in [
            key("tsk_2", 1, OutputRole::Main),
            key("tsk_1", 2, OutputRole::Main),
            key("tsk_1", 1, OutputRole::LastFrame),
        ] {
            assert_ne!(one, other);
        }
    }
}
