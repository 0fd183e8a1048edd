//! Calls beside the one a page is about, as they stand in the TOML files: groups of assets, checks of a person.

use serde::Deserialize;
use toml::Table;

use super::format::{Shape, WordEntry};

/// One call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    #[serde(rename = "type")]
    pub(crate) name: String,
    pub(crate) method: Method,
    /// Parts in braces are fields with `in = "path"`.
    pub(crate) path: String,
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) details: String,
    /// The `[[answer]]` it is answered with; `Task` for a task.
    pub(crate) answer: String,
    #[serde(default, rename = "field")]
    pub(crate) fields: Vec<CallField>,
    #[serde(default, rename = "example")]
    pub(crate) examples: Vec<CallExample>,
}

/// The HTTP method of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Method {
    Get,
    Post,
}

/// One argument of a call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallField {
    pub(crate) name: String,
    #[serde(default, rename = "in")]
    pub(crate) part: Part,
    #[serde(rename = "type")]
    pub(crate) shape: Shape,
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) details: String,
    /// An argument of `new`.
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    pub(crate) values: Vec<WordEntry>,
    /// The Rust enum of the words; the name in CamelCase when left out.
    #[serde(rename = "enum")]
    pub(crate) enum_name: Option<String>,
}

/// Where an argument goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    #[default]
    Body,
    Path,
    Query,
}

/// A call the page shows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallExample {
    pub(crate) name: String,
    /// The arguments, whichever part they go to.
    #[serde(default)]
    pub(crate) arguments: Table,
    /// The answer the page shows for it, whole.
    #[serde(default)]
    pub(crate) answer: Table,
}

/// What a call is answered with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    #[serde(rename = "type")]
    pub(crate) name: String,
    pub(crate) summary: String,
    #[serde(rename = "field")]
    pub(crate) fields: Vec<AnswerField>,
}

/// One field of an answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerField {
    /// The name in the JSON, and in Rust.
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) shape: Shape,
    pub(crate) summary: String,
    /// Words the page names; others are read too.
    #[serde(default)]
    pub(crate) values: Vec<WordEntry>,
}
