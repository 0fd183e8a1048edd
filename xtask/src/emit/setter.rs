//! The setter of one field: its argument, where it writes, how an example calls it.

use toml::Value;

use super::code::{self, literal};
use super::words;
use crate::catalogue::format::{Field, Kind, Shape, WordEntry, json};

/// The setter of one field of one builder.
pub(super) struct Setter<'a> {
    pub(super) field: &'a Field,
    pub(super) kind: Kind,
}

impl Setter<'_> {
    /// The name of the argument.
    pub(super) fn argument(&self) -> &str {
        match self.field.shape {
            Shape::Url | Shape::UrlList => "url",
            Shape::TextList => "text",
            Shape::ObjectList => "entry",
            _ => &self.field.name,
        }
    }

    /// The name of the argument that takes several entries of a list.
    pub(super) fn arguments(&self) -> &'static str {
        match self.field.shape {
            Shape::UrlList => "urls",
            Shape::TextList => "texts",
            _ => "entries",
        }
    }

    /// The type of the argument; of one entry for a list.
    pub(super) fn argument_type(&self) -> String {
        match self.field.shape {
            Shape::Text | Shape::TextList if words::is_enum(self.field) => words::enum_name(self.field),
            Shape::Text | Shape::Url | Shape::TextList | Shape::UrlList => "impl Into<String>".to_owned(),
            Shape::Integer if self.is_unsigned() => "u32".to_owned(),
            Shape::Integer => "i64".to_owned(),
            Shape::Number => "f64".to_owned(),
            Shape::Boolean => "bool".to_owned(),
            Shape::Object => "Map<String, Value>".to_owned(),
            Shape::ObjectList => self.field.item.clone().unwrap_or_else(|| "Value".to_owned()),
        }
    }

    /// The call on the open request that writes the argument, or one entry of a list.
    pub(super) fn write(&self, argument: &str) -> String {
        let at = self.field.at();
        if let Some(own) = own_setter(self.kind, at) {
            return format!("{own}({})", self.as_text(argument));
        }
        if self.is_list() {
            return format!("push({}, {})", literal(at), self.as_value(argument));
        }
        match at.split_once('.') {
            None => format!("extra({}, {})", literal(at), self.as_value(argument)),
            Some(("metadata", key)) if !key.contains('.') => {
                format!("metadata({}, {})", literal(key), self.as_value(argument))
            }
            Some(_) => format!("set({}, {})", literal(at), self.as_value(argument)),
        }
    }

    /// Whether it takes one entry of a list at a time.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.field.shape, Shape::TextList | Shape::UrlList | Shape::ObjectList)
    }

    /// The setter that takes one value: for a list the one that adds an entry.
    pub(super) fn single(&self) -> &str {
        self.field.one.as_ref().map_or(&self.field.name, |one| &one.name)
    }

    /// How an example calls the setter with a value of its body.
    pub(super) fn call(&self, value: &Value) -> String {
        match value.as_array().map(Vec::as_slice) {
            Some([only]) => format!("{}({})", self.single(), self.value(only)),
            Some(entries) => {
                let entries: Vec<String> = entries.iter().map(|entry| self.value(entry)).collect();
                format!("{}([{}])", self.field.name, entries.join(", "))
            }
            None => format!("{}({})", self.single(), self.value(value)),
        }
    }

    /// A value of an example as a Rust argument.
    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::String(text) if words::is_enum(self.field) => {
                let word = self.field.values.iter().map(WordEntry::word).find(|word| word.text == *text);
                let variant = word.map(|word| words::variant(&word)).unwrap_or_default();
                format!("{}::{variant}", words::enum_name(self.field))
            }
            Value::String(text) => literal(text),
            Value::Integer(number) if self.field.shape == Shape::Number => {
                format!("{}.0", code::number(number))
            }
            Value::Integer(number) => code::number(number),
            Value::Float(number) => code::float(*number),
            other => json(other).to_string(),
        }
    }

    /// An argument made from a random number `seed` that keeps the limits of the field.
    pub(super) fn any_value(&self) -> String {
        let field = self.field;
        match field.shape {
            Shape::Text | Shape::TextList if words::is_enum(field) => {
                format!("pick({}::ALL, seed)", words::enum_name(field))
            }
            Shape::Text | Shape::TextList => {
                literal(field.alphabet.as_ref().map_or("Some text", |_| "order-17"))
            }
            Shape::Url | Shape::UrlList => {
                let scheme = field.schemes.first().map_or("https", String::as_str);
                let ending = field.formats.first().map(|format| format!(".{format}")).unwrap_or_default();
                literal(&format!("{scheme}://example.com/file{ending}"))
            }
            Shape::Integer => self.any_integer(),
            Shape::Number => {
                let (min, max) = (field.min.unwrap_or(0.0), field.max.unwrap_or(1.0));
                format!("{} + {} * f64::from(seed % 101) / 100.0", code::float(min), code::float(max - min))
            }
            Shape::Boolean => "seed.is_multiple_of(2)".to_owned(),
            Shape::Object => "Map::new()".to_owned(),
            Shape::ObjectList => "Value::Null".to_owned(),
        }
    }

    fn any_integer(&self) -> String {
        let field = self.field;
        if field.min.is_none() && field.max.is_none() && !field.numbers.is_empty() {
            let numbers: Vec<String> = field.numbers.iter().map(code::number).collect();
            return format!("pick(&[{}], seed)", numbers.join(", "));
        }
        let min = field.min.unwrap_or(0.0);
        let max = field.max.unwrap_or(min + 20.0).min(min + 1_000_000.0);
        let argument = format!("{min:.0}, {max:.0}");
        if self.is_unsigned() {
            format!("whole(seed, {argument})")
        } else {
            format!("i64::from(whole(seed, 0, 20)) + {min:.0}")
        }
    }

    /// Counts and the like take `u32`; a number that may be negative or has no documented range takes `i64`.
    fn is_unsigned(&self) -> bool {
        let field = self.field;
        let listed = field.numbers.iter().all(|number| *number >= 0);
        let low = field.min.map_or(!field.numbers.is_empty(), |min| min >= 0.0);
        listed && low && field.max.is_none_or(|max| max <= f64::from(u32::MAX))
    }

    /// The argument for a setter of the open request that takes text or a number.
    fn as_text(&self, argument: &str) -> String {
        if words::is_enum(self.field) { format!("{argument}.as_str()") } else { argument.to_owned() }
    }

    /// The argument for a setter of the open request that takes any JSON value.
    fn as_value(&self, argument: &str) -> String {
        match self.field.shape {
            Shape::Text | Shape::Url | Shape::TextList | Shape::UrlList if !words::is_enum(self.field) => {
                format!("Into::<String>::into({argument})")
            }
            _ => argument.to_owned(),
        }
    }
}

/// The setter of the open request that knows a place, for fields that have one of their own.
fn own_setter(kind: Kind, at: &str) -> Option<&'static str> {
    match (kind, at) {
        (Kind::Image, "size") => Some("size"),
        (Kind::Image, "n") => Some("n"),
        (_, "image_urls") => Some("reference"),
        (_, "callback_url") => Some("callback_url"),
        (_, "client_business_id") => Some("client_business_id"),
        _ => None,
    }
}
