//! The catalogue format as it stands in the TOML files. `catalog/README.md` explains it to authors.

use serde::Deserialize;
use toml::{Table, Value};

pub(crate) use super::format_calls::{Answer, Call, CallField, Method, Part};
use super::names;

/// One page file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageFile {
    pub(crate) page: String,
    pub(crate) kind: Kind,
    #[serde(default)]
    pub(crate) operation: Operation,
    pub(crate) path: Option<String>,
    /// The page whose models this one describes another way to ask, when one id has two pages.
    pub(crate) adds_to: Option<String>,
    /// The Rust module of the `[[call]]`s of a page that has nothing else.
    pub(crate) module: Option<String>,
    pub(crate) provider: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) capabilities: Vec<String>,
    #[serde(default)]
    pub(crate) notes: Vec<String>,
    #[serde(default, rename = "model")]
    pub(crate) models: Vec<Model>,
    #[serde(default, rename = "builder")]
    pub(crate) builders: Vec<Builder>,
    #[serde(default, rename = "field")]
    pub(crate) fields: Vec<Field>,
    #[serde(default, rename = "shortcut")]
    pub(crate) shortcuts: Vec<Shortcut>,
    #[serde(default, rename = "rule")]
    pub(crate) rules: Vec<Rule>,
    #[serde(default, rename = "call")]
    pub(crate) calls: Vec<Call>,
    #[serde(default, rename = "answer")]
    pub(crate) answers: Vec<Answer>,
    pub(crate) pixels: Option<Pixels>,
    #[serde(default, rename = "conflict")]
    pub(crate) conflicts: Vec<Conflict>,
    #[serde(default, rename = "example")]
    pub(crate) examples: Vec<Example>,
}

/// The file of fields that every create call takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlatformFile {
    #[serde(rename = "field")]
    pub(crate) fields: Vec<Field>,
    #[serde(default, rename = "conflict")]
    pub(crate) conflicts: Vec<Conflict>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Image,
    Video,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Operation {
    #[default]
    Create,
    Remix,
    Extend,
    /// Makes a character from a film: posted to the create path, without a prompt.
    Character,
    /// The page has `[[call]]`s only.
    Calls,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    #[serde(default)]
    pub(crate) summary: String,
    /// The page's default model.
    #[serde(default)]
    pub(crate) default: bool,
    /// The variant of the builder's `Model` enum, when the rule for names gives none.
    pub(crate) rust: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Builder {
    #[serde(rename = "type")]
    pub(crate) name: String,
    pub(crate) module: String,
    /// The models it is for; all of the page when empty.
    #[serde(default)]
    pub(crate) models: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// The place in the body; the name when left out.
    pub(crate) at: Option<String>,
    pub(crate) alias_of: Option<String>,
    #[serde(rename = "type")]
    pub(crate) shape: Shape,
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) details: String,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) default: Option<Value>,
    /// What happens when the field is left out, where that is no plain value.
    pub(crate) default_note: Option<String>,
    #[serde(default)]
    pub(crate) values: Vec<WordEntry>,
    #[serde(default)]
    pub(crate) open: bool,
    #[serde(default)]
    pub(crate) numbers: Vec<i64>,
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
    pub(crate) max_length: Option<usize>,
    pub(crate) alphabet: Option<String>,
    /// Of a text `start,end`: how far the two may lie apart.
    pub(crate) span: Option<Span>,
    pub(crate) min_items: Option<usize>,
    pub(crate) max_items: Option<usize>,
    pub(crate) max_bytes: Option<u64>,
    #[serde(default)]
    pub(crate) formats: Vec<String>,
    #[serde(default)]
    pub(crate) schemes: Vec<String>,
    pub(crate) object_key: Option<String>,
    pub(crate) media: Option<Media>,
    #[serde(default)]
    pub(crate) models: Vec<String>,
    #[serde(default)]
    pub(crate) severity: Severity,
    pub(crate) page: Option<String>,
    /// `page` for video calls, in `_platform.toml` only.
    pub(crate) video_page: Option<String>,
    /// The Rust enum of the words; the name in CamelCase when left out.
    #[serde(rename = "enum")]
    pub(crate) enum_name: Option<String>,
    /// The Rust struct of an entry of a list of objects.
    pub(crate) item: Option<String>,
    /// The setter that adds one entry to a list.
    pub(crate) one: Option<One>,
    /// Whether the typed builder has a setter.
    #[serde(default = "yes")]
    pub(crate) builder: bool,
}

/// How far the two numbers of `start,end` may lie apart.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Span {
    pub(crate) min: f64,
    pub(crate) max: f64,
}

/// The setter that adds one entry to a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct One {
    pub(crate) name: String,
    pub(crate) summary: String,
}

impl Field {
    /// The place in the body.
    pub(crate) fn at(&self) -> &str {
        self.at.as_deref().unwrap_or(&self.name)
    }

    /// The list an entry field stands in: `image_with_roles` of `image_with_roles[].role`.
    pub(crate) fn list(&self) -> Option<&str> {
        self.at().rsplit_once("[].").map(|(list, _)| list)
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.shape, Shape::TextList | Shape::UrlList | Shape::ObjectList)
    }

    /// The last part of the place.
    pub(crate) fn key(&self) -> &str {
        self.at().rsplit('.').next().unwrap_or(self.at())
    }

    pub(crate) fn is_for(&self, models: &[String]) -> bool {
        self.models.is_empty() || models.iter().any(|model| self.models.contains(model))
    }
}

/// A setter for one use of a list, named after what people want: the first frame, a reference.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shortcut {
    pub(crate) name: String,
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) details: String,
    /// The place it writes to: a list, or a plain field of another name.
    pub(crate) at: String,
    /// Of a list of objects: the key that takes the value.
    pub(crate) key: Option<String>,
    /// Of a list of objects: what else the entry holds.
    #[serde(default)]
    pub(crate) entry: Table,
    /// Of a list of plain values: the position, from 0.
    pub(crate) index: Option<usize>,
    /// Values add up; this is the setter that takes several.
    pub(crate) several: Option<String>,
    #[serde(default)]
    pub(crate) models: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum Shape {
    #[serde(rename = "text")]
    Text,
    #[serde(rename = "integer")]
    Integer,
    #[serde(rename = "number")]
    Number,
    #[serde(rename = "boolean")]
    Boolean,
    #[serde(rename = "url")]
    Url,
    #[serde(rename = "text[]")]
    TextList,
    #[serde(rename = "url[]")]
    UrlList,
    #[serde(rename = "object")]
    Object,
    #[serde(rename = "object[]")]
    ObjectList,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Media {
    Image,
    Video,
    Audio,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    #[default]
    Error,
    Warning,
}

/// A word, as a plain string or with more to say.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "a string or a table with `text`, `rust`, `label`, `about`, `models`, `contested`"
)]
pub(crate) enum WordEntry {
    Plain(String),
    Full(Word),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) rust: Option<String>,
    pub(crate) label: Option<String>,
    #[serde(default)]
    pub(crate) about: String,
    #[serde(default)]
    pub(crate) models: Vec<String>,
    pub(crate) contested: Option<String>,
}

impl Word {
    /// The variant of its enum: after the label, the spelling people use, where the wire has another one.
    pub(crate) fn variant(&self) -> Option<String> {
        let spelling = self.label.as_ref().unwrap_or(&self.text);
        self.rust.clone().or_else(|| names::variant(spelling)).or_else(|| names::variant(&self.text))
    }
}

impl WordEntry {
    pub(crate) fn word(&self) -> Word {
        match self {
            Self::Full(word) => word.clone(),
            Self::Plain(text) => Word {
                text: text.clone(),
                rust: None,
                label: None,
                about: String::new(),
                models: Vec::new(),
                contested: None,
            },
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// The place the finding names.
    pub(crate) field: String,
    /// When it applies; always when left out.
    pub(crate) when: Option<Condition>,
    pub(crate) then: Condition,
    pub(crate) says: String,
    #[serde(default)]
    pub(crate) severity: Severity,
    #[serde(default)]
    pub(crate) models: Vec<String>,
    pub(crate) page: Option<String>,
}

/// One condition. Exactly one of the forms may be used; `catalog/README.md` lists them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Condition {
    pub(crate) field: Option<String>,
    pub(crate) is: Option<Vec<Value>>,
    pub(crate) is_not: Option<Vec<Value>>,
    pub(crate) set: Option<bool>,
    pub(crate) count: Option<Vec<Value>>,
    pub(crate) total: Option<Vec<String>>,
    pub(crate) at_least: Option<i64>,
    pub(crate) at_most: Option<i64>,
    pub(crate) all: Option<Vec<Condition>>,
    pub(crate) any: Option<Vec<Condition>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pixels {
    /// Resolution word to the side of a square picture; the word is empty on pages without resolutions.
    #[serde(default)]
    pub(crate) sides: Table,
    /// Resolution word to a table from size word to `WIDTHxHEIGHT`.
    #[serde(default)]
    pub(crate) table: Table,
    /// The ratio the emulator takes when the page names no default.
    #[serde(default = "square")]
    pub(crate) assumed_size: String,
}

/// Where the documentation contradicts itself, and what we do about it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conflict {
    pub(crate) about: String,
    pub(crate) decision: String,
    #[serde(default)]
    pub(crate) why: String,
    /// The places where the catalogue says something else than the page's table because of this decision.
    #[serde(default)]
    pub(crate) fields: Vec<String>,
}

/// A request the page shows, with words of our own in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    pub(crate) name: String,
    /// The model, when it is not the default or only one.
    pub(crate) model: Option<String>,
    /// The body without the model.
    pub(crate) body: Table,
    /// Why the page's own example contradicts the page; `check` has something to say about it.
    pub(crate) contested: Option<String>,
}

fn yes() -> bool {
    true
}

fn square() -> String {
    "1:1".to_owned()
}

/// A TOML value as JSON.
pub(crate) fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(value) => (*value).into(),
        Value::Array(entries) => entries.iter().map(json).collect(),
        Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
        Value::Datetime(time) => time.to_string().into(),
    }
}
