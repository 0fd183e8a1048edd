//! The setter of one field: its argument, where it writes, how an example calls it.

use toml::Value;

use super::code::{self, literal};
use super::plan::Item;
use super::{expression, words};
use crate::catalogue::format::{Field, Shape, WordEntry, json};

/// The setter of one field of one builder, or of one key of an entry.
pub(super) struct Setter<'a> {
    pub(super) field: &'a Field,
    /// The open request it writes to; empty for a key of an entry.
    pub(super) request: &'static str,
    /// The struct of an entry, for a list of objects.
    pub(super) item: Option<&'a Item<'a>>,
}

impl Setter<'_> {
    /// The name of the argument.
    pub(super) fn argument(&self) -> &str {
        match self.field.shape {
            Shape::Url | Shape::UrlList => "url",
            Shape::TextList if words::is_enum(self.field) => "value",
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

    /// The name of the field as an argument of `new`.
    pub(super) fn name(&self) -> &str {
        if self.is_list() { self.single() } else { &self.field.name }
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
            Shape::Object => "serde_json::Map<String, serde_json::Value>".to_owned(),
            Shape::ObjectList => match self.item {
                Some(item) if item.is_from_text() => format!("impl Into<{}>", item.name),
                Some(item) => item.name.to_owned(),
                None => "serde_json::Value".to_owned(),
            },
        }
    }

    /// The call on the open request that writes the argument, or one entry of a list.
    pub(super) fn write(&self, argument: &str) -> String {
        let at = self.field.at();
        if let Some(own) = own_setter(self.request, at) {
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

    /// The statement that writes the argument into the map of an entry.
    pub(super) fn write_key(&self, argument: &str) -> String {
        let key = literal(self.field.key());
        let value = self.as_value(argument);
        if self.is_list() {
            format!("crate::request::push_key(&mut entry, {key}, {value});")
        } else {
            format!("entry.insert({key}.to_owned(), {value}.into());")
        }
    }

    /// Whether it takes one entry of a list at a time.
    pub(super) fn is_list(&self) -> bool {
        self.field.is_list()
    }

    /// Whether it takes any text.
    pub(super) fn is_plain_text(&self) -> bool {
        matches!(self.field.shape, Shape::Text | Shape::Url) && !words::is_enum(self.field)
    }

    /// The setter that takes one value: for a list the one that adds an entry.
    pub(super) fn single(&self) -> &str {
        self.field.one.as_ref().map_or(&self.field.name, |one| &one.name)
    }

    /// How an example calls the setter with a value of its body; `None` when it cannot take that value.
    pub(super) fn call(&self, value: &Value) -> Option<String> {
        if !self.is_list() {
            return Some(format!("{}({})", self.single(), self.value(value)?));
        }
        match value.as_array()?.as_slice() {
            [only] => Some(format!("{}({})", self.single(), self.value(only)?)),
            entries => {
                let entries: Option<Vec<String>> = entries.iter().map(|entry| self.value(entry)).collect();
                Some(format!("{}([{}])", self.field.name, entries?.join(", ")))
            }
        }
    }

    /// A value of an example as a Rust argument; `None` when the type of the argument cannot be that.
    pub(super) fn value(&self, value: &Value) -> Option<String> {
        match (self.field.shape, value) {
            (Shape::Text | Shape::TextList, Value::String(text)) if words::is_enum(self.field) => {
                let word = self.field.values.iter().map(WordEntry::word).find(|word| word.text == *text)?;
                Some(format!("{}::{}", words::enum_name(self.field), words::variant(&word)))
            }
            (Shape::Text | Shape::TextList | Shape::Url | Shape::UrlList, Value::String(text)) => {
                Some(literal(text))
            }
            (Shape::Number, Value::Integer(number)) => Some(format!("{}.0", code::number(number))),
            (Shape::Integer, Value::Integer(number)) => Some(code::number(number)),
            (Shape::Number, Value::Float(number)) => Some(code::float(*number)),
            (Shape::Boolean, Value::Boolean(value)) => Some(value.to_string()),
            (Shape::ObjectList, Value::Table(entry)) => Some(expression::entry(self.item?, entry)),
            _ => None,
        }
    }

    /// An argument made from a random number `seed` that keeps the limits of the field for all of these models.
    pub(super) fn any_value(&self, models: &[String]) -> String {
        let field = self.field;
        match field.shape {
            Shape::Text | Shape::TextList if words::is_enum(field) => {
                let name = words::enum_name(field);
                let all = field.values.iter().map(WordEntry::word);
                let for_all: Vec<String> = all
                    .filter(|word| word.models.is_empty() || models.iter().all(|id| word.models.contains(id)))
                    .map(|word| format!("{name}::{}", words::variant(&word)))
                    .collect();
                if for_all.len() == field.values.len() {
                    format!("pick({name}::ALL, seed)")
                } else {
                    format!("pick(&[{}], seed)", for_all.join(", "))
                }
            }
            Shape::Text | Shape::TextList => {
                let open = field.values.first().map(|entry| entry.word().text);
                let alphabet = field.alphabet.as_ref().map(|_| "order-17".to_owned());
                let span = field.span.map(|span| format!("1,{}", 1.0 + span.max));
                literal(&open.or(alphabet).or(span).unwrap_or_else(|| "Some text".to_owned()))
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
            Shape::Object => "serde_json::Map::new()".to_owned(),
            Shape::ObjectList => {
                self.item.map_or_else(|| "serde_json::json!({})".to_owned(), |item| any_entry(item, models))
            }
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
        let argument = format!("{}, {}", whole(min), whole(max));
        if self.is_unsigned() {
            format!("whole(seed, {argument})")
        } else {
            let steps = format!("i64::from(whole(seed, 0, {}))", whole((max - min).min(20.0)));
            if min == 0.0 { steps } else { format!("{steps} + {}", whole(min)) }
        }
    }

    /// Counts and the like take `u32`; a number that may be negative or has no documented range takes `i64`.
    fn is_unsigned(&self) -> bool {
        let field = self.field;
        let limited = field.min.is_some() || field.max.is_some() || !field.numbers.is_empty();
        let positive =
            field.numbers.iter().all(|number| *number >= 0) && field.min.is_none_or(|min| min >= 0.0);
        limited && positive && field.max.is_none_or(|max| max <= f64::from(u32::MAX))
    }

    /// The argument for a setter of the open request that takes text or a number.
    fn as_text(&self, argument: &str) -> String {
        if words::is_enum(self.field) { format!("{argument}.as_str()") } else { argument.to_owned() }
    }

    /// The argument for a setter of the open request that takes any JSON value.
    fn as_value(&self, argument: &str) -> String {
        match (self.argument_type().strip_prefix("impl "), self.item) {
            (Some(into), _) => format!("{}::into({argument})", into.replacen('<', "::<", 1)),
            _ => argument.to_owned(),
        }
    }
}

/// The setter of the open request that knows a place, for fields that have one of their own.
fn own_setter(request: &str, at: &str) -> Option<&'static str> {
    match (request, at) {
        ("", _) => None,
        ("ImageRequest", "size") => Some("size"),
        ("ImageRequest", "n") => Some("n"),
        ("VideoRequest", "resolution") => Some("resolution"),
        ("VideoRequest" | "RemixRequest" | "ExtendRequest", "duration") => Some("duration"),
        ("VideoRequest" | "RemixRequest" | "ExtendRequest", "aspect_ratio") => Some("aspect_ratio"),
        ("ImageRequest" | "VideoRequest", "image_urls") => Some("reference"),
        (_, "prompt") => Some("prompt"),
        (_, "callback_url") => Some("callback_url"),
        (_, "client_business_id") => Some("client_business_id"),
        _ => None,
    }
}

fn any_entry(item: &Item<'_>, models: &[String]) -> String {
    let arguments: Vec<String> = item.arguments().map(|setter| setter.any_value(models)).collect();
    format!("{}::new({})", item.name, arguments.join(", "))
}

/// A whole number as a literal.
fn whole(number: f64) -> String {
    code::number(format!("{number:.0}"))
}

/// A value as JSON in Rust.
pub(super) fn json_value(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Table(_) => format!("serde_json::json!({})", json(value)),
        Value::Float(number) => code::float(*number),
        Value::Integer(number) => code::number(number),
        plain => json(plain).to_string(),
    }
}
