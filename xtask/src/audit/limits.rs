//! What a field takes, in one form for both sides.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::facts::{FactShape, Param};
use super::report::{differ, differ_in};
use crate::catalogue::format::{CallField, Field, Shape, json};

/// Type and limits of a field, in the words of the facts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Limits {
    pub(super) shape: FactShape,
    pub(super) required: bool,
    pub(super) default: Option<Value>,
    /// The words it takes; any text when empty.
    pub(super) words: BTreeSet<String>,
    pub(super) numbers: Numbers,
    pub(super) max_length: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) max_bytes: Option<u64>,
    pub(super) formats: BTreeSet<String>,
    pub(super) models: BTreeSet<String>,
}

/// The numbers it takes: a range, and others besides or nothing else.
#[derive(Clone, PartialEq)]
pub(super) struct Numbers {
    min: Option<f64>,
    max: Option<f64>,
    others: BTreeSet<i64>,
}

impl Limits {
    /// Of a row of the page's table.
    pub(super) fn of_param(param: &Param) -> Self {
        let listed = || param.allowed.iter().chain(&param.also_allowed);
        let is_number = matches!(param.shape, FactShape::Integer | FactShape::Number);
        let others = listed().filter_map(toml::Value::as_integer).filter(|_| is_number).collect();
        let word = |value: &toml::Value| match value {
            toml::Value::String(text) => Some(text.clone()),
            toml::Value::Integer(_) if is_number => None,
            other => Some(json(other).to_string()),
        };
        Self {
            shape: param.shape,
            required: param.required,
            default: param.default.as_ref().map(json),
            words: listed().filter_map(word).collect(),
            numbers: Numbers::new(param.min, param.max, others, param.shape),
            max_length: param.max_length,
            max_items: param.max_items,
            max_bytes: param.max_bytes,
            formats: param.formats.iter().cloned().collect(),
            models: param.models.iter().cloned().collect(),
        }
    }

    /// Of a field of the catalogue. Words of an open list are suggestions, and no limit.
    pub(super) fn of_field(field: &Field, page_models: &[String]) -> Self {
        let shape = shape(field.shape);
        let words = field.values.iter().filter(|_| !field.open).map(|entry| entry.word().text);
        let models: BTreeSet<String> = field.models.iter().cloned().collect();
        let of_all = page_models.iter().all(|model| models.contains(model));
        Self {
            shape,
            required: field.required,
            default: field.default.as_ref().map(json),
            words: words.collect(),
            numbers: Numbers::new(field.min, field.max, field.numbers.iter().copied().collect(), shape),
            max_length: field.max_length.map(|length| length as u64),
            max_items: field.max_items.map(|items| items as u64),
            max_bytes: field.max_bytes,
            formats: field.formats.iter().cloned().collect(),
            models: if of_all { BTreeSet::new() } else { models },
        }
    }

    /// Of an argument of a call.
    pub(super) fn of_argument(field: &CallField) -> Self {
        let shape = shape(field.shape);
        Self {
            shape,
            required: field.required,
            default: None,
            words: field.values.iter().map(|entry| entry.word().text).collect(),
            numbers: Numbers::new(None, None, BTreeSet::new(), shape),
            max_length: None,
            max_items: None,
            max_bytes: None,
            formats: BTreeSet::new(),
            models: BTreeSet::new(),
        }
    }

    /// A list of objects or an object, taken for the plain text under its only key.
    pub(super) fn flattened(mut self, inner: Option<Self>) -> Self {
        let Some(inner) = inner.filter(|inner| inner.shape == FactShape::Text) else { return self };
        let is_list = self.shape == FactShape::ObjectList;
        self.shape = if is_list { FactShape::TextList } else { FactShape::Text };
        self.default = self.default.or(inner.default);
        self.words.extend(inner.words);
        self.max_length = self.max_length.or(inner.max_length);
        self.max_bytes = self.max_bytes.or(inner.max_bytes);
        self.formats.extend(inner.formats);
        self
    }

    /// Drops what `other` says nothing about.
    pub(super) fn limited_to(mut self, other: &Self) -> Self {
        let unlimited = Numbers::new(None, None, BTreeSet::new(), self.shape);
        self.default = self.default.filter(|_| other.default.is_some());
        self.words.retain(|_| !other.words.is_empty());
        self.numbers = if other.numbers == unlimited { unlimited } else { self.numbers };
        self.max_length = self.max_length.filter(|_| other.max_length.is_some());
        self.max_items = self.max_items.filter(|_| other.max_items.is_some());
        self.max_bytes = self.max_bytes.filter(|_| other.max_bytes.is_some());
        self.formats.retain(|_| !other.formats.is_empty());
        self
    }

    /// What differs: one sentence for each.
    pub(super) fn differences(&self, catalogue: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let mut add = |key: &str, text: Option<String>| {
            found.extend(text.map(|text| format!("{key}: {text}")));
        };
        add("type", differing(&self.shape.name(), &catalogue.shape.name()));
        add("required", differing(&self.required, &catalogue.required));
        let same_default = same_value(self.default.as_ref(), catalogue.default.as_ref());
        add("default", (!same_default).then(|| differ(&Said(&self.default), &Said(&catalogue.default))));
        add("values", differ_in(&self.words, &catalogue.words));
        add("numbers", differing(&self.numbers, &catalogue.numbers));
        let bounds = [
            ("max_length", self.max_length, catalogue.max_length),
            ("max_items", self.max_items, catalogue.max_items),
            ("max_bytes", self.max_bytes, catalogue.max_bytes),
        ];
        for (key, facts, catalogue) in bounds {
            add(key, (facts != catalogue).then(|| differ(&Said(&facts), &Said(&catalogue))));
        }
        add("formats", differ_in(&self.formats, &catalogue.formats));
        add("models", differ_in(&self.models, &catalogue.models));
        found
    }
}

impl Numbers {
    /// A range of few whole numbers is a list of them: `3 to 5` and `3, 4, 5` are the same.
    fn new(min: Option<f64>, max: Option<f64>, mut others: BTreeSet<i64>, shape: FactShape) -> Self {
        const FEW: f64 = 1000.0;
        if let (FactShape::Integer, Some(low), Some(high)) = (shape, min, max)
            && high - low < FEW
        {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "bounds of whole numbers are whole and small"
            )]
            others.extend(low as i64..=high as i64);
            return Self { min: None, max: None, others };
        }
        Self { min, max, others }
    }
}

impl fmt::Debug for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.min.map(|min| format!("from {min}")));
        parts.extend(self.max.map(|max| format!("up to {max}")));
        let listed: Vec<i64> = self.others.iter().copied().collect();
        for run in listed.chunk_by(|one, next| one + 1 == *next) {
            match run {
                [first, _, .., last] => parts.push(format!("{first} to {last}")),
                few => parts.extend(few.iter().map(ToString::to_string)),
            }
        }
        f.write_str(if parts.is_empty() { "no limit".to_owned() } else { parts.join(", ") }.as_str())
    }
}

impl FactShape {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::TextList => "string[]",
            Self::Object => "object",
            Self::ObjectList => "object[]",
        }
    }
}

/// A value that may be missing, for people.
struct Said<'a, T>(&'a Option<T>);

impl<T: fmt::Display> fmt::Debug for Said<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => write!(f, "{value}"),
            None => f.write_str("none"),
        }
    }
}

fn shape(shape: Shape) -> FactShape {
    match shape {
        Shape::Text | Shape::Url => FactShape::Text,
        Shape::Integer => FactShape::Integer,
        Shape::Number => FactShape::Number,
        Shape::Boolean => FactShape::Boolean,
        Shape::TextList | Shape::UrlList => FactShape::TextList,
        Shape::Object => FactShape::Object,
        Shape::ObjectList => FactShape::ObjectList,
    }
}

fn differing<T: PartialEq + fmt::Debug>(facts: &T, catalogue: &T) -> Option<String> {
    (facts != catalogue).then(|| differ(facts, catalogue))
}

/// `1` and `1.0` are the same number.
fn same_value(one: Option<&Value>, other: Option<&Value>) -> bool {
    let number = |value: Option<&Value>| value.and_then(Value::as_f64);
    one == other || number(one).is_some() && number(one) == number(other)
}
