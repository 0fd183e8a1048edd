//! Checking the value of one field against its documented type and limits.

use serde_json::{Map, Value};

use super::place::{Found, Place};
use super::url::{self, UrlFault};
use super::{Field, Finding, FindingKind, Severity, Shape, Word};
use crate::words::{did_you_mean, word_hint};

/// Checks values of one field for one model.
pub(super) struct ValueCheck<'a> {
    pub(super) field: &'static Field,
    pub(super) model: &'a str,
    /// The page the findings name.
    pub(super) page: &'static str,
}

impl ValueCheck<'_> {
    /// Everything that is wrong with a value.
    pub(super) fn run(&self, found: &Found<'_>) -> Vec<Finding> {
        match (self.field.shape, found.value) {
            (Shape::Text, Value::String(text)) => self.text(found, text),
            (Shape::Text, Value::Object(object)) if !self.field.object_key.is_empty() => {
                self.object(found, object, Shape::Text)
            }
            (Shape::Url, Value::String(text)) => self.url(found, text),
            (Shape::Integer | Shape::Number, Value::Number(_)) => self.number(found),
            (Shape::Boolean, Value::Bool(_)) | (Shape::Object, Value::Object(_)) => Vec::new(),
            (Shape::TextList | Shape::UrlList | Shape::ObjectList, Value::Array(entries)) => {
                self.list(found, entries)
            }
            _ => vec![self.wrong_type(found, self.field.shape)],
        }
    }

    fn finding(&self, kind: FindingKind, found: &Found<'_>, problem: impl Into<String>) -> Finding {
        Finding::new(kind, found.place.to_string(), problem, self.page).value(found.value)
    }

    /// A limit was broken: as bad as the field says.
    fn limit(&self, kind: FindingKind, found: &Found<'_>, problem: impl Into<String>) -> Finding {
        self.finding(kind, found, problem).severity(self.field.severity)
    }

    fn text(&self, found: &Found<'_>, text: &str) -> Vec<Finding> {
        let field = self.field;
        if text.trim_start().is_empty() && (field.required || !field.words.is_empty()) {
            return vec![self.finding(FindingKind::Empty, found, "is blank")];
        }
        let mut findings = Vec::new();
        // No text has more characters than bytes.
        let too_long = |most: &usize| text.len() > *most && text.chars().count() > *most;
        if let Some(most) = field.max_length.filter(too_long) {
            let length = text.chars().count();
            let problem = format!("is {length} characters long, {}", at_most(most));
            findings.push(self.limit(FindingKind::BadText, found, problem));
        }
        if !field.alphabet.is_empty() && (text.is_empty() || !Alphabet::new(field.alphabet).has_all(text)) {
            let problem = format!("should be made of {} only", field.alphabet);
            findings.push(self.limit(FindingKind::BadText, found, problem));
        }
        if let Some((min, max)) = field.span
            && !span_of(text).is_some_and(|span| (min..=max).contains(&span))
        {
            let length =
                if min.to_bits() == max.to_bits() { format!("{min}") } else { format!("{min} to {max}") };
            let problem = format!("should be `start,end`, {length} apart");
            findings.push(self.limit(FindingKind::BadText, found, problem));
        }
        findings.extend(self.word(found, text));
        findings
    }

    fn word(&self, found: &Found<'_>, text: &str) -> Option<Finding> {
        let is_good = |word: &Word| word.text == text && word.contested.is_empty();
        if self.field.words_for(self.model).any(is_good) {
            return None;
        }
        let words: Vec<&'static Word> = self.field.words_for(self.model).collect();
        match words.iter().find(|word| word.text == text) {
            Some(word) => {
                let finding =
                    self.finding(FindingKind::NotAllowed, found, format!("may not work: {}", word.contested));
                Some(finding.severity(Severity::Warning))
            }
            None if words.is_empty() || self.field.open => None,
            None => {
                let texts: Vec<&'static str> = words.iter().map(|word| word.text).collect();
                let problem = if self.field.words.iter().any(|word| word.text == text) {
                    format!("is not for {}, which takes {}", self.model, texts.join(", "))
                } else if let [only] = texts.as_slice() {
                    format!("must be {only}")
                } else {
                    format!("is not one of {}", texts.join(", "))
                };
                let by_label = words.iter().find(|word| word.label.eq_ignore_ascii_case(text));
                let hint = by_label.map(|word| did_you_mean(word.text)).or_else(|| word_hint(text, &texts));
                Some(self.limit(FindingKind::NotAllowed, found, problem).maybe_hint(hint))
            }
        }
    }

    fn url(&self, found: &Found<'_>, text: &str) -> Vec<Finding> {
        match url::judge(text, self.field) {
            Err(UrlFault::Blank) => vec![self.finding(FindingKind::Empty, found, "is blank")],
            Err(fault) => {
                let kind =
                    if fault == UrlFault::LocalAddress { FindingKind::LocalUrl } else { FindingKind::BadUrl };
                let finding = self.finding(kind, found, fault.problem(self.field));
                vec![finding.maybe_hint(fault.hint(self.field))]
            }
            Ok(()) => self.format(found, text).into_iter().collect(),
        }
    }

    /// The ending of a URL is a strong sign of the format, not a proof; hence a warning.
    fn format(&self, found: &Found<'_>, text: &str) -> Option<Finding> {
        let extension = url::known_extension(text)?;
        let plain = |format: &'static str| if format == "jpg" { "jpeg" } else { format };
        let formats = self.field.formats;
        if formats.is_empty() || formats.iter().any(|format| plain(format) == plain(extension)) {
            return None;
        }
        let problem = format!("ends in .{extension}, the page names {}", self.field.formats.join(", "));
        Some(self.finding(FindingKind::BadFormat, found, problem).severity(Severity::Warning))
    }

    fn number(&self, found: &Found<'_>) -> Vec<Finding> {
        let field = self.field;
        let whole = found.value.as_i64();
        let Some(number) = found.value.as_f64() else { return Vec::new() };
        if field.shape == Shape::Integer && whole.is_none() && number.fract() != 0.0 {
            return vec![self.wrong_type(found, Shape::Integer)];
        }
        let listed = whole.is_some_and(|whole| field.numbers.contains(&whole));
        let has_range = field.min.is_some() || field.max.is_some();
        let in_range = field.min.is_none_or(|min| number >= min) && field.max.is_none_or(|max| number <= max);
        if listed || (has_range && in_range) || (!has_range && field.numbers.is_empty()) {
            return Vec::new();
        }
        vec![self.limit(FindingKind::OutOfRange, found, wrong_number(field))]
    }

    fn list(&self, found: &Found<'_>, entries: &[Value]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let count = entries.len();
        if let Some(most) = self.field.max_items.filter(|most| count > *most) {
            findings.push(self.limit(
                FindingKind::BadCount,
                found,
                format!("has {count} entries, {}", at_most(most)),
            ));
        }
        if let Some(fewest) = self.field.min_items.filter(|fewest| count < *fewest) {
            findings.push(self.limit(
                FindingKind::BadCount,
                found,
                format!(
                    "has {count} {}, at least {fewest} needed",
                    if count == 1 { "entry" } else { "entries" }
                ),
            ));
        }
        for (index, value) in entries.iter().enumerate() {
            let entry = Found { place: Place::Entry(&found.place, index), value };
            findings.extend(self.entry(&entry));
        }
        findings
    }

    fn entry(&self, entry: &Found<'_>) -> Vec<Finding> {
        match (self.field.shape, entry.value) {
            (Shape::TextList, Value::String(text)) => self.text(entry, text),
            (Shape::UrlList, Value::String(text)) => self.url(entry, text),
            (Shape::ObjectList, Value::Object(_)) => Vec::new(),
            (Shape::UrlList, Value::Object(object)) if !self.field.object_key.is_empty() => {
                self.object(entry, object, Shape::Url)
            }
            (Shape::ObjectList, _) => vec![self.wrong_type(entry, Shape::Object)],
            (Shape::UrlList, _) => vec![self.wrong_type(entry, Shape::Url)],
            _ => vec![self.wrong_type(entry, Shape::Text)],
        }
    }

    /// An object in place of the plain string that the examples send.
    fn object(&self, found: &Found<'_>, object: &Map<String, Value>, inner: Shape) -> Vec<Finding> {
        let Some(Value::String(text)) = object.get(self.field.object_key) else {
            return vec![self.wrong_type(found, inner)];
        };
        let problem = "is an object, the examples of the page send plain strings";
        let finding = self.finding(FindingKind::WrongType, found, problem);
        let mut findings = vec![finding.severity(Severity::Warning)];
        findings.extend(if inner == Shape::Url { self.url(found, text) } else { self.text(found, text) });
        findings
    }

    fn wrong_type(&self, found: &Found<'_>, expected: Shape) -> Finding {
        let wanted = match expected {
            Shape::Text => "a string",
            Shape::Url => "a URL in a string",
            Shape::Integer => "a whole number",
            Shape::Number => "a number",
            Shape::Boolean => "true or false",
            Shape::TextList => "a list of strings",
            Shape::UrlList => "a list of URLs in strings",
            Shape::Object => "an object",
            Shape::ObjectList => "a list of objects",
        };
        let problem = match type_of(found.value) {
            "number" => format!("must be {wanted}"),
            found => format!("is {found}, it must be {wanted}"),
        };
        self.finding(FindingKind::WrongType, found, problem).maybe_hint(type_hint(found.value, expected))
    }
}

/// How to turn a value of the wrong type into the right one, where that is plain.
fn type_hint(value: &Value, expected: Shape) -> Option<String> {
    match (expected, value) {
        (_, Value::Null) => Some("leave the field out in place of null".to_owned()),
        (Shape::Integer | Shape::Number, Value::String(text)) => {
            text.trim().parse::<f64>().ok().map(|_| format!("write {} without the quotes", text.trim()))
        }
        (Shape::Boolean, Value::String(text)) => {
            matches!(text.as_str(), "true" | "false").then(|| format!("write {text} without the quotes"))
        }
        (list, Value::String(_)) if list.is_list() => Some("put it in a list".to_owned()),
        (Shape::Text, Value::Number(number)) => Some(format!("write \"{number}\" with quotes")),
        _ => None,
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn at_most(most: usize) -> String {
    if most == 1 { "only 1 is taken".to_owned() } else { format!("at most {most} are taken") }
}

/// What is wrong with a number: `must be 8`, `must be at most 10`, `is not between 4 and 15, or 0, -1`.
fn wrong_number(field: &Field) -> String {
    let parts = runs(field.numbers);
    let listed = parts.join(", ");
    let range = match (field.min, field.max) {
        (Some(min), Some(max)) if min.to_bits() == max.to_bits() => format!("must be {min}"),
        (Some(min), Some(max)) => format!("is not between {min} and {max}"),
        (Some(min), None) => format!("must be at least {min}"),
        (None, Some(max)) => format!("must be at most {max}"),
        (None, None) if parts.len() == 1 => return format!("must be {listed}"),
        (None, None) => return format!("is not one of {listed}"),
    };
    if parts.is_empty() { range } else { format!("{range}, or {listed}") }
}

/// Numbers as people write them: three and more in a row become `3 to 15`.
fn runs(numbers: &[i64]) -> Vec<String> {
    let row = |run: &[i64]| match run {
        [first, _, .., last] if run.len() > 2 => vec![format!("{first} to {last}")],
        few => few.iter().map(ToString::to_string).collect(),
    };
    numbers.chunk_by(|one, next| one.checked_add(1) == Some(*next)).flat_map(row).collect()
}

/// How far the numbers of `start,end` lie apart.
fn span_of(text: &str) -> Option<f64> {
    let (start, end) = text.split_once(',')?;
    let second = |text: &str| text.trim().parse::<f64>().ok().filter(|second| *second >= 0.0);
    Some(second(end)? - second(start)?)
}

/// A class of characters such as `A-Z a-z 0-9 _ -`.
struct Alphabet {
    class: &'static str,
    /// Which of the first 128 characters are in it, one bit each.
    plain: u128,
}

impl Alphabet {
    fn new(class: &'static str) -> Self {
        let below = |c: char| if c.is_ascii() { (1 << u32::from(c)) - 1 } else { u128::MAX };
        let bit = |c: char| if c.is_ascii() { 1 << u32::from(c) } else { 0 };
        let plain =
            ranges(class).fold(0, |plain, (first, last)| plain | bit(last) | (below(last) & !below(first)));
        Self { class, plain }
    }

    fn has_all(&self, text: &str) -> bool {
        text.chars().all(|c| match u32::from(c) {
            plain @ 0..128 => self.plain >> plain & 1 == 1,
            _ => ranges(self.class).any(|(first, last)| (first..=last).contains(&c)),
        })
    }
}

fn ranges(class: &'static str) -> impl Iterator<Item = (char, char)> {
    class.split(' ').filter_map(|part| {
        let mut ends = part.chars();
        match (ends.next()?, ends.next(), ends.next()) {
            (first, Some('-'), Some(last)) => Some((first, last)),
            (only, None, None) => Some((only, only)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_of_characters_holds_its_ends_and_nothing_beside_them() {
        let class = Alphabet::new("b-y 0-9 _ - \u{7f} \u{e4}-\u{fc}");
        let holds: String =
            (0..0x180).filter_map(char::from_u32).filter(|c| class.has_all(&c.to_string())).collect();
        let accents: String = ('\u{e4}'..='\u{fc}').collect();
        assert_eq!(holds, format!("-0123456789_bcdefghijklmnopqrstuvwxy\u{7f}{accents}"));
        assert!(class.has_all(""), "no character is outside of it");
    }
}
