//! Who is limited and what is counted apart: the words of `rate-limits/async-tasks`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The group of a user, which decides their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Every user at first.
    #[default]
    Default,
    /// About three times the default.
    Vip,
    /// About seven times the default.
    Svip,
}

impl Group {
    /// All groups, from the smallest allowance to the largest.
    pub const ALL: [Self; 3] = [Self::Default, Self::Vip, Self::Svip];

    /// The service's word: `default`, `vip` or `svip`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Vip => "vip",
            Self::Svip => "svip",
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Group {
    type Err = UnknownGroup;

    fn from_str(text: &str) -> Result<Self, UnknownGroup> {
        let known = Self::ALL.into_iter().find(|group| group.as_str() == text);
        known.ok_or_else(|| UnknownGroup { given: text.chars().take(100).collect() })
    }
}

/// A word that names no group.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no rate limit group {given:?}; write default, vip or svip")]
pub struct UnknownGroup {
    /// What was given, cut to 100 characters.
    pub given: String,
}

/// What a request is counted as. Each category has a bucket of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Category {
    /// Creating a task: `async_submit`.
    #[serde(rename = "async_submit")]
    Submit,
    /// Asking for the status of a task: `async_query`.
    #[serde(rename = "async_query")]
    Query,
}

impl Category {
    /// The service's word, as in the header `X-RateLimit-Category`: `async_submit` or `async_query`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "async_submit",
            Self::Query => "async_query",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_by_their_exact_words() {
        for group in Group::ALL {
            assert_eq!(group.to_string().parse(), Ok(group));
            assert_eq!(serde_json::to_value(group).unwrap(), group.as_str());
        }
        for odd in ["", "VIP", " vip", "premium"] {
            let error = odd.parse::<Group>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("there is no rate limit group {odd:?}; write default, vip or svip")
            );
        }
        assert_eq!("x".repeat(5000).parse::<Group>().unwrap_err().given.len(), 100);
    }

    #[test]
    fn categories_have_the_same_words_in_headers_and_in_data() {
        for category in [Category::Submit, Category::Query] {
            assert_eq!(serde_json::to_value(category).unwrap(), category.to_string());
        }
    }
}
