//! One documented field of a request body, as data.

use super::Severity;

/// A field of a request body: its place, its type and its limits.
///
/// Limits are what the documentation states. A limit that is `None` or empty is not documented, which is not the same
/// as unlimited.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// The name people use for it, in `snake_case`: the setter of the typed builder has it too.
    pub name: &'static str,
    /// Of a list: the setter of the typed builder that adds one entry; else empty.
    pub one: &'static str,
    /// The place in the body, such as `size`, `metadata.resolution` or `metadata.safetySettings[].category`.
    pub at: &'static str,
    /// The place of the field this one is only another spelling of; empty for a field of its own.
    pub alias_of: &'static str,
    /// The JSON type.
    pub shape: Shape,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Whether a body without it is refused.
    pub required: bool,
    /// The value the service takes when the field is left out; `None` when the page names none.
    pub default: Option<Scalar>,
    /// The words it takes; empty when any text will do.
    pub words: &'static [Word],
    /// Whether `words` are only the common ones, so that others may work as well.
    pub open: bool,
    /// The only numbers it takes; empty when `min` and `max` say it all.
    pub numbers: &'static [i64],
    /// The smallest number, itself allowed.
    pub min: Option<f64>,
    /// The largest number, itself allowed.
    pub max: Option<f64>,
    /// The longest text, in characters (Unicode scalar values).
    pub max_length: Option<usize>,
    /// The characters a text may hold, as the inside of a character class; empty when any will do.
    pub alphabet: &'static str,
    /// Of a text `start,end`: how far the two numbers may lie apart, both bounds allowed.
    pub span: Option<(f64, f64)>,
    /// The fewest entries of a list.
    pub min_items: Option<usize>,
    /// The most entries of a list.
    pub max_items: Option<usize>,
    /// The largest file a URL may point at, in bytes ("10MB" counts as 10,000,000).
    pub max_bytes: Option<u64>,
    /// The file formats a URL may point at, as lower-case file extensions.
    pub formats: &'static [&'static str],
    /// The URL schemes taken; `http` and `https` unless the page says more.
    pub schemes: &'static [&'static str],
    /// The key under which an entry of a list of URLs may also stand in an object. The page's tables and examples
    /// disagree in this case, so it is taken with a warning.
    pub object_key: &'static str,
    /// What kind of file the URL points at.
    pub media: Option<Media>,
    /// The models that have this field; empty for every model of the page.
    pub models: &'static [&'static str],
    /// How bad it is to break a limit of this field: a warning where the documentation contradicts itself.
    pub severity: Severity,
    /// The page that documents it, when that is not the page it is listed on; else empty.
    pub page: &'static str,
}

impl Field {
    /// A field without any limits.
    pub const fn new(name: &'static str, at: &'static str, shape: Shape, summary: &'static str) -> Self {
        Self {
            name,
            one: "",
            at,
            alias_of: "",
            shape,
            summary,
            required: false,
            default: None,
            words: &[],
            open: false,
            numbers: &[],
            min: None,
            max: None,
            max_length: None,
            alphabet: "",
            span: None,
            min_items: None,
            max_items: None,
            max_bytes: None,
            formats: &[],
            schemes: &["http", "https"],
            object_key: "",
            media: None,
            models: &[],
            severity: Severity::Error,
            page: "",
        }
    }

    /// Whether a model has this field.
    pub fn is_for(&self, model: &str) -> bool {
        self.models.is_empty() || self.models.contains(&model)
    }

    /// The words it takes with a model, as they go on the wire.
    pub fn words_for<'a>(&self, model: &'a str) -> impl Iterator<Item = &'static Word> + use<'a> {
        self.words.iter().filter(move |word| word.is_for(model))
    }

    /// The last part of the place: `resolution` of `metadata.resolution`.
    pub fn key(&self) -> &'static str {
        let key = self.at.rsplit('.').next().unwrap_or(self.at);
        key.strip_suffix("[]").unwrap_or(key)
    }
}

/// The JSON type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// A string.
    Text,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A string that holds a URL.
    Url,
    /// A list of strings.
    TextList,
    /// A list of strings that hold URLs.
    UrlList,
    /// An object. Its documented keys are fields of their own; an object without any takes everything.
    Object,
    /// A list of objects; their keys are fields of their own.
    ObjectList,
}

impl Shape {
    /// The type as the documentation writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text | Self::Url => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::TextList | Self::UrlList => "string[]",
            Self::Object => "object",
            Self::ObjectList => "object[]",
        }
    }

    /// Whether it is a list.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::TextList | Self::UrlList | Self::ObjectList)
    }
}

/// One word a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// The word as it goes on the wire, in its exact letter case.
    pub text: &'static str,
    /// The spelling people use for it across families: `1080p` for a wire word `pro`. The wire word unless said.
    pub label: &'static str,
    /// The models that take it; empty for every model that has the field.
    pub models: &'static [&'static str],
    /// Why the documentation leaves it open whether this word works; empty when it does not.
    pub contested: &'static str,
}

impl Word {
    /// A word every model of the page takes.
    pub const fn new(text: &'static str) -> Self {
        Self { text, label: text, models: &[], contested: "" }
    }

    /// Gives the spelling people use.
    pub const fn label(mut self, label: &'static str) -> Self {
        self.label = label;
        self
    }

    /// Limits the word to some models.
    pub const fn models(mut self, models: &'static [&'static str]) -> Self {
        self.models = models;
        self
    }

    /// Marks the word as contested.
    pub const fn contested(mut self, why: &'static str) -> Self {
        self.contested = why;
        self
    }

    /// Whether a model takes it.
    pub fn is_for(&self, model: &str) -> bool {
        self.models.is_empty() || self.models.contains(&model)
    }
}

/// A plain JSON value that fits into static data.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A string.
    Text(&'static str),
}

impl Scalar {
    /// Whether a JSON value is this one. Numbers compare by value: `2` is `2.0`.
    pub fn matches(self, value: &serde_json::Value) -> bool {
        match self {
            Self::Bool(own) => value.as_bool() == Some(own),
            Self::Int(own) => value.as_i64() == Some(own),
            Self::Float(own) => value.as_f64().is_some_and(|other| (other - own).abs() <= f64::EPSILON),
            Self::Text(own) => value.as_str() == Some(own),
        }
    }
}

impl Scalar {
    /// The value as JSON.
    pub fn to_json(self) -> serde_json::Value {
        match self {
            Self::Bool(value) => value.into(),
            Self::Int(value) => value.into(),
            Self::Float(value) => value.into(),
            Self::Text(value) => value.into(),
        }
    }
}

impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
        }
    }
}

/// What kind of file a URL points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Media {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Sound.
    Audio,
}
