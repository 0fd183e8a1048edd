//! Sentences about fields that the Rust documentation and the model pages share.

use toml::Value;

use crate::catalogue::format::{Field, Media, Severity, Shape, Word, WordEntry, json};

/// The words of a field that at least one of these models takes.
pub(super) fn words(field: &Field, models: &[String]) -> Vec<Word> {
    let words = field.values.iter().map(WordEntry::word);
    words
        .filter(|word| word.models.is_empty() || word.models.iter().any(|model| models.contains(model)))
        .collect()
}

/// What happens when a field is left out; `None` for a required one.
pub(super) fn default(field: &Field) -> Option<String> {
    if field.required {
        return None;
    }
    match (&field.default_note, &field.default) {
        (Some(note), _) => Some(note.clone()),
        (None, Some(value)) => Some(format!("`{}`", plain(value))),
        (None, None) => None,
    }
}

/// Whether it is worth saying that the page names no default: for references and free text nobody expects one.
pub(super) fn may_have_default(field: &Field) -> bool {
    match field.shape {
        Shape::Text => !field.values.is_empty(),
        Shape::Integer | Shape::Number | Shape::Boolean => true,
        _ => false,
    }
}

/// The limits, each as half a sentence.
pub(super) fn limits(field: &Field) -> Vec<String> {
    let mut limits = Vec::new();
    let entries = match field.shape {
        Shape::UrlList => "URLs",
        _ => "entries",
    };
    match (field.min_items, field.max_items) {
        (None, Some(1)) if entries == "URLs" => limits.push("at most one URL".to_owned()),
        (None, Some(1)) => limits.push("at most one entry".to_owned()),
        (Some(min), Some(max)) if min == max => limits.push(format!("exactly {min} {entries}")),
        (Some(min), Some(max)) => limits.push(format!("{min} to {max} {entries}")),
        (Some(min), None) => limits.push(format!("at least {min} {entries}")),
        (None, Some(max)) => limits.push(format!("at most {max} {entries}")),
        (None, None) => {}
    }
    limits.extend(numbers(field));
    if let Some(most) = field.max_length {
        limits.push(format!("at most {} characters", grouped(most)));
    }
    if let Some(alphabet) = &field.alphabet {
        limits.push(format!("characters out of `{alphabet}`"));
    }
    if let Some(span) = field.span {
        let bounds = if span.min.to_bits() == span.max.to_bits() {
            format!("{}", span.min)
        } else {
            format!("{} to {}", span.min, span.max)
        };
        limits.push(format!("`start,end`, {bounds} apart"));
    }
    if let Some(bytes) = field.max_bytes {
        limits.push(format!("each file at most {} bytes", grouped(bytes)));
    }
    if !field.formats.is_empty() {
        limits.push(field.formats.join(", "));
    }
    if !field.schemes.is_empty() {
        limits.push(format!("URL schemes {}", field.schemes.join(", ")));
    }
    if field.severity == Severity::Warning && (!limits.is_empty() || super::words::is_enum(field)) {
        limits.push("`check` only warns about these".to_owned());
    }
    limits
}

/// The type as the documentation writes it, with what a URL points at.
pub(super) fn shape(field: &Field) -> String {
    let word = match field.shape {
        Shape::Text => "string",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::Boolean => "boolean",
        Shape::Url => "string, a URL",
        Shape::TextList => "string[]",
        Shape::UrlList => "string[], URLs",
        Shape::Object => "object",
        Shape::ObjectList => "object[]",
    };
    let media = match field.media {
        Some(Media::Image) => " of a picture",
        Some(Media::Video) => " of a film",
        Some(Media::Audio) => " of a sound",
        None => "",
    };
    let media = if field.shape == Shape::UrlList {
        media.replace(" a ", " ").replace("of picture", "of pictures")
    } else {
        media.to_owned()
    };
    format!("{word}{media}")
}

/// `10000000` becomes `10,000,000`.
pub(super) fn grouped(number: impl std::fmt::Display) -> String {
    super::code::number(number).replace('_', ",")
}

/// A value as people write it.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => json(other).to_string(),
    }
}

fn numbers(field: &Field) -> Option<String> {
    let bound = |value: f64| super::code::float(value).trim_end_matches(".0").replace('_', ",");
    let range = match (field.min, field.max) {
        (Some(min), Some(max)) => Some(format!("{} to {}", bound(min), bound(max))),
        (Some(min), None) => Some(format!("at least {}", bound(min))),
        (None, Some(max)) => Some(format!("at most {}", bound(max))),
        (None, None) => None,
    };
    // Every number from one to another reads better as a range.
    let in_a_row = field.numbers.len() > 3 && field.numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if let (None, true, Some(first), Some(last)) =
        (&range, in_a_row, field.numbers.first(), field.numbers.last())
    {
        return Some(format!("{first} to {last}"));
    }
    let listed = field.numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match (range, listed.is_empty()) {
        (Some(range), true) => Some(range),
        (Some(range), false) => Some(format!("{range}, or {listed}")),
        (None, false) if field.numbers.len() == 1 => Some(format!("only {listed}")),
        (None, false) => Some(format!("one of {listed}")),
        (None, true) => None,
    }
}

/// What an argument of a constructor means, with its limits.
pub(super) fn argument(field: &Field) -> String {
    let mut about = format!("{} {}", field.summary, field.details.trim()).trim().to_owned();
    let limits = limits(field);
    if !limits.is_empty() {
        about.push_str(&format!(" Limits: {}.", limits.join("; ")));
    }
    about
}

/// What a setter does: meaning, values, default, limits.
pub(super) fn setter(field: &Field, models: &[String]) -> String {
    let mut about = field.one.as_ref().map_or(&field.summary, |one| &one.summary).clone();
    if !field.details.is_empty() {
        about.push_str(&format!("\n\n{}", field.details.trim()));
    }
    let mut facts = Vec::new();
    let words: Vec<String> = words(field, models).iter().map(|word| format!("`{}`", word.text)).collect();
    if super::words::is_enum(field) {
        facts.push(format!("Values: {}.", words.join(", ")));
    } else if field.open && !words.is_empty() {
        facts.push(format!("Common values: {}; others may work.", words.join(", ")));
    }
    match default(field) {
        Some(default) => facts.push(format!("Default: {default}.")),
        None if may_have_default(field) => facts.push("Default: none documented.".to_owned()),
        None => {}
    }
    let limits = limits(field);
    if !limits.is_empty() {
        facts.push(format!("Limits: {}.", limits.join("; ")));
    }
    if !field.models.is_empty() && models.iter().any(|id| !field.models.contains(id)) {
        facts.push(format!("Only for `{}`.", field.models.join("`, `")));
    }
    if !facts.is_empty() {
        about.push_str(&format!("\n\n{}", facts.join(" ")));
    }
    about
}

/// What an entry of a list is, from what the list is.
pub(super) fn describe(list: &str) -> String {
    format!("One entry of the list. {list}")
}
