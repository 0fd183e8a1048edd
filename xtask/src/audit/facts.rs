//! The format of the fact files. A key that is not listed here is refused, so that nothing new goes unnoticed.

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Value;

use crate::catalogue::format::Kind;

/// What the documentation says on one page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactPage {
    /// The name of the file without `.toml`.
    #[serde(skip)]
    pub(super) stem: String,
    pub(super) page: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) kind: Kind,
    pub(super) provider: String,
    pub(super) title: String,
    pub(super) models: Vec<String>,
    pub(super) default_model: Option<String>,
    pub(super) capabilities: Vec<String>,
    #[serde(default, rename = "endpoint")]
    pub(super) endpoints: Vec<Endpoint>,
    #[serde(default, rename = "param")]
    pub(super) params: Vec<Param>,
    #[serde(default, rename = "rule")]
    pub(super) rules: Vec<Statement>,
    #[serde(default, rename = "example")]
    pub(super) examples: Vec<FactExample>,
    #[serde(default, rename = "conflict")]
    pub(super) conflicts: Vec<Statement>,
    #[serde(default, rename = "response_fields")]
    _response_fields: IgnoredAny,
    #[serde(default, rename = "response")]
    _responses: IgnoredAny,
}

impl FactPage {
    /// The call the page is about, as `endpoint` keys write it.
    pub(super) fn endpoint(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The other names of the model, which stand in the note on `model` only.
    pub(super) fn aliases(&self) -> Vec<&str> {
        let model = self.params.iter().find(|param| param.name == "model");
        let note = model.and_then(|param| param.note.strip_prefix("alias: ")).unwrap_or_default();
        note.split(", ").filter(|alias| !alias.is_empty()).collect()
    }

    /// The table row of a place in the body.
    pub(super) fn param(&self, place: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.part == Part::Body && param.name == place)
    }
}

/// One call of a page that describes several.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Endpoint {
    pub(super) method: String,
    pub(super) path: String,
    #[serde(default, rename = "note")]
    _note: IgnoredAny,
}

/// One row of the page's table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Param {
    /// The place, dotted, with `[]` behind lists of objects.
    pub(super) name: String,
    #[serde(rename = "in")]
    pub(super) part: Part,
    #[serde(rename = "type")]
    pub(super) shape: FactShape,
    pub(super) required: bool,
    pub(super) default: Option<Value>,
    #[serde(default)]
    pub(super) allowed: Vec<Value>,
    #[serde(default)]
    pub(super) also_allowed: Vec<Value>,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    pub(super) max_length: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) max_bytes: Option<u64>,
    #[serde(default)]
    pub(super) formats: Vec<String>,
    #[serde(default)]
    pub(super) models: Vec<String>,
    /// The call it belongs to, when that is not the page's own.
    pub(super) endpoint: Option<String>,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default, rename = "note_bytes")]
    _note_bytes: IgnoredAny,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Part {
    Header,
    Path,
    Query,
    Body,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum FactShape {
    #[serde(rename = "string")]
    Text,
    #[serde(rename = "integer")]
    Integer,
    #[serde(rename = "number")]
    Number,
    #[serde(rename = "boolean")]
    Boolean,
    #[serde(rename = "string[]")]
    TextList,
    #[serde(rename = "object")]
    Object,
    #[serde(rename = "object[]")]
    ObjectList,
}

/// A rule or a conflict: a sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Statement {
    pub(super) text: String,
    #[serde(default, rename = "models")]
    _models: IgnoredAny,
}

/// A request the page shows, as JSON text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactExample {
    pub(super) name: String,
    pub(super) request: String,
    pub(super) endpoint: Option<String>,
    #[serde(default, rename = "note")]
    _note: IgnoredAny,
}
