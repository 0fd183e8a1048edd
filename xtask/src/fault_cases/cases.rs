//! The list of fault cases, as it stands in `cases.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::run::Outcome;

/// All groups, in the order of the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cases {
    #[serde(rename = "group")]
    pub(crate) groups: Vec<Group>,
}

/// The cases whose ids begin with one letter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) letter: char,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) about: String,
    /// Whether every case needs a test or a reason.
    pub(crate) strict: bool,
    /// The cases that are about the emulator itself.
    #[serde(default)]
    pub(crate) emulator: Vec<String>,
    /// Id and what happens.
    pub(crate) cases: BTreeMap<String, String>,
    /// Why there is no test.
    #[serde(default)]
    pub(crate) without: BTreeMap<String, String>,
}

impl Cases {
    /// The list of this project.
    pub(crate) fn load() -> Outcome<Self> {
        Self::parse(include_str!("cases.toml"))
    }

    /// Reads a list, and refuses one that contradicts itself.
    pub(crate) fn parse(text: &str) -> Outcome<Self> {
        let cases: Self = toml::from_str(text).map_err(|error| format!("cases.toml: {error}"))?;
        for group in &cases.groups {
            for id in group.cases.keys().chain(group.without.keys()) {
                if id.len() != 3
                    || !id.starts_with(group.letter)
                    || !id[1..].bytes().all(|b| b.is_ascii_digit())
                {
                    return Err(format!("cases.toml: {id} is no id of group {}", group.letter).into());
                }
            }
            if let Some(id) = group.without.keys().find(|id| !group.cases.contains_key(*id)) {
                return Err(format!("cases.toml: a reason for {id}, which is no case").into());
            }
        }
        Ok(cases)
    }

    /// Whether a letter is that of a group.
    pub(crate) fn has_group(&self, letter: char) -> bool {
        self.groups.iter().any(|group| group.letter == letter)
    }

    /// Whether there is a case with this id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.groups.iter().any(|group| group.cases.contains_key(id))
    }
}
