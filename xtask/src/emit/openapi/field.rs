//! The schema of one field: its type, what JSON schema can say about its limits, and the rest as extensions.

use std::fmt::Display;

use serde_json::{Map, Value, json};

use super::schemas::NOT_BLANK;
use crate::catalogue::format::{Field, Media, Severity, Shape, Word, WordEntry, json as value_of};

/// What a field means for some models of its page.
pub(super) struct Scope<'a> {
    /// The models the schema is for.
    pub(super) models: &'a [String],
    /// Places whose being sent is looked at by a rule.
    pub(super) watched: &'a [String],
    /// The fields that are only other spellings.
    pub(super) aliases: &'a [&'a Field],
}

impl Scope<'_> {
    /// Other places of the same value.
    pub(super) fn aliases_of(&self, field: &Field) -> impl Iterator<Item = &str> {
        let is_ours = |alias: &&&Field| alias.alias_of.as_deref() == Some(field.at());
        self.aliases.iter().filter(is_ours).map(|alias| alias.at())
    }

    /// Whether a field is another spelling, or stands inside of one.
    pub(super) fn is_below_alias(&self, field: &Field) -> bool {
        let is_above = |alias: &&Field| {
            let rest = field.at().strip_prefix(alias.at());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.aliases.iter().any(is_above)
    }

    /// Whether all models of the schema have the field.
    pub(super) fn is_for_all(&self, field: &Field) -> bool {
        field.models.is_empty() || self.models.iter().all(|model| field.models.contains(model))
    }

    fn words(&self, field: &Field) -> Vec<Word> {
        let is_ours = |word: &Word| {
            word.models.is_empty() || self.models.iter().any(|model| word.models.contains(model))
        };
        field.values.iter().map(WordEntry::word).filter(is_ours).collect()
    }
}

/// The schema of a field.
pub(super) fn schema(field: &Field, scope: &Scope<'_>) -> Value {
    let words = scope.words(field);
    let mut limits = Map::new();
    limits.extend(list_limits(field));
    let mut value_limits = value_limits(field, &words);
    let mut schema = match field.shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Url => json!({ "type": "string", "format": "uri" }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Object => json!({ "type": "object", "additionalProperties": true }),
        Shape::TextList => json!({ "type": "array", "items": { "type": "string" } }),
        Shape::UrlList => json!({ "type": "array", "items": { "type": "string", "format": "uri" } }),
        Shape::ObjectList => json!({ "type": "array", "items": { "type": "object" } }),
    };
    if field.severity == Severity::Warning {
        // Contested limits must not make a validator refuse what the service may well take.
        limits.append(&mut value_limits);
        if !limits.is_empty() {
            schema["x-toapis-advisory"] = Value::Object(limits);
        }
    } else {
        extend(&mut schema, limits);
        let holder = if field.is_list() { &mut schema["items"] } else { &mut schema };
        extend(holder, value_limits);
    }
    if !words.is_empty() {
        let holder = if field.is_list() { &mut schema["items"] } else { &mut schema };
        extend(holder, about_words(field, &words));
    }
    if field.shape == Shape::Text && (field.required || !words.is_empty()) && schema.get("enum").is_none() {
        // Blank is nothing, also where the limits are contested.
        schema["pattern"] = NOT_BLANK.into();
    }
    extend(&mut schema, annotations(field, scope));
    schema["description"] = description(field, &words, scope).into();
    schema
}

fn extend(schema: &mut Value, more: Map<String, Value>) {
    if let Value::Object(schema) = schema {
        schema.extend(more);
    }
}

fn list_limits(field: &Field) -> Map<String, Value> {
    let limits = [("minItems", field.min_items), ("maxItems", field.max_items)];
    limits.into_iter().filter_map(|(key, limit)| Some((key.to_owned(), limit?.into()))).collect()
}

/// Limits of the value, or of each entry of a list.
fn value_limits(field: &Field, words: &[Word]) -> Map<String, Value> {
    let mut limits = Map::new();
    if !words.is_empty() && !field.open {
        limits.insert("enum".to_owned(), words.iter().map(|word| word.text.as_str()).collect());
    }
    if let Some(most) = field.max_length {
        limits.insert("maxLength".to_owned(), most.into());
    }
    if let Some(alphabet) = &field.alphabet {
        limits.insert("pattern".to_owned(), format!("^[{}]*$", alphabet.replace(' ', "")).into());
    }
    let range = range(field.min, field.max);
    match (field.numbers.as_slice(), range.is_empty()) {
        ([], _) => limits.extend(range),
        (numbers, true) => limits.extend(listed(numbers)),
        (numbers, false) => {
            limits.insert("anyOf".to_owned(), json!([{ "enum": numbers }, range]));
        }
    }
    limits
}

fn range(min: Option<f64>, max: Option<f64>) -> Map<String, Value> {
    let bounds = [("minimum", min), ("maximum", max)];
    bounds.into_iter().filter_map(|(key, bound)| Some((key.to_owned(), plain(bound?)))).collect()
}

/// A list of numbers, or the range that numbers without a gap make up. A single one is a list too: a generator was met
/// that writes broken code for a number as `const`.
fn listed(numbers: &[i64]) -> Map<String, Value> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let has_gap = sorted.windows(2).any(|pair| pair[1] - pair[0] != 1);
    match (sorted.as_slice(), has_gap) {
        ([first, _, .., last], false) => {
            Map::from_iter([("minimum".to_owned(), json!(first)), ("maximum".to_owned(), json!(last))])
        }
        _ => Map::from_iter([("enum".to_owned(), json!(numbers))]),
    }
}

/// A bound, whole when it is whole.
fn plain(bound: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "limits are small numbers")]
    if bound.fract() == 0.0 { json!(bound as i64) } else { json!(bound) }
}

/// Names and meanings of words, in the extensions that client generators know.
fn about_words(field: &Field, words: &[Word]) -> Map<String, Value> {
    let mut about = Map::new();
    if field.open || field.severity == Severity::Warning {
        let known: Value = words.iter().map(|word| word.text.as_str()).collect();
        about.insert("examples".to_owned(), known.clone());
        about.insert("x-toapis-known-values".to_owned(), known);
    } else {
        let names = words.iter().map(|word| word.variant().unwrap_or_else(|| word.text.clone())).collect();
        about.insert("x-enum-varnames".to_owned(), names);
    }
    if words.iter().any(|word| !word.about.is_empty()) {
        let meanings = words.iter().map(|word| word.about.as_str()).collect();
        about.insert("x-enum-descriptions".to_owned(), meanings);
    }
    let labels: Map<String, Value> =
        words.iter().filter_map(|word| Some((word.text.clone(), word.label.as_deref()?.into()))).collect();
    if !labels.is_empty() {
        about.insert("x-toapis-labels".to_owned(), labels.into());
    }
    about
}

/// The default, and what JSON schema has no word for.
fn annotations(field: &Field, scope: &Scope<'_>) -> Map<String, Value> {
    let mut notes = Map::new();
    let mut note = |key: &str, value: Value| notes.insert(key.to_owned(), value);
    if let (Some(default), None) = (&field.default, &field.default_note) {
        // Some generated clients send every default. Where that could break a rule, or reach a model that has not got
        // the field, the default is told by another name.
        let is_harmless = scope.is_for_all(field) && !scope.watched.iter().any(|place| place == field.at());
        note(if is_harmless { "default" } else { "x-toapis-default" }, value_of(default));
    }
    if !scope.is_for_all(field) {
        note("x-toapis-models", json!(field.models));
    }
    let aliases: Vec<&str> = scope.aliases_of(field).collect();
    if !aliases.is_empty() {
        note("x-toapis-aliases", json!(aliases));
    }
    if field.name != field.key() {
        note("x-toapis-name", json!(field.name));
    }
    if let Some(media) = field.media {
        note("x-toapis-media", json!(medium(media)));
    }
    if let Some(bytes) = field.max_bytes {
        note("x-toapis-max-bytes", json!(bytes));
    }
    if !field.formats.is_empty() {
        note("x-toapis-formats", json!(field.formats));
    }
    if !field.schemes.is_empty() {
        note("x-toapis-schemes", json!(field.schemes));
    }
    if let Some(span) = field.span {
        note("x-toapis-span", json!({ "minimum": plain(span.min), "maximum": plain(span.max) }));
    }
    notes
}

fn medium(media: Media) -> &'static str {
    match media {
        Media::Image => "image",
        Media::Video => "video",
        Media::Audio => "audio",
    }
}

/// All that is known about a field, in sentences.
fn description(field: &Field, words: &[Word], scope: &Scope<'_>) -> String {
    let mut sentences = vec![field.summary.clone(), prose(&field.details)];
    let aliases: Vec<&str> = scope.aliases_of(field).collect();
    if !aliases.is_empty() {
        sentences.push(format!("Also taken as {}.", quoted(&aliases)));
    }
    if let Some(note) = &field.default_note {
        sentences.push(format!("When left out: {}.", note.trim_end_matches('.')));
    }
    if !scope.is_for_all(field) {
        sentences.push(format!("Only for {}.", quoted(&field.models)));
    }
    for word in words {
        if scope.models.iter().any(|model| !word.models.is_empty() && !word.models.contains(model)) {
            sentences.push(format!("`{}` only for {}.", word.text, quoted(&word.models)));
        }
        if let Some(why) = &word.contested {
            sentences.push(format!("`{}` is contested: {}.", word.text, why.trim_end_matches('.')));
        }
    }
    if let Some(bytes) = field.max_bytes {
        sentences.push(format!("At most {bytes} bytes each."));
    }
    if !field.formats.is_empty() {
        sentences.push(format!("File formats: {}.", field.formats.join(", ")));
    }
    if !field.schemes.is_empty() {
        sentences.push(format!("URL schemes: {}.", field.schemes.join(", ")));
    }
    if field.severity == Severity::Warning {
        sentences.push("Its limits are contested or cautious choices of this project.".to_owned());
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// Text of the catalogue without line ends and without the links of the Rust documentation.
pub(super) fn prose(text: &str) -> String {
    text.replace("[`", "`").replace("`]", "`").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `` `a`, `b` ``
pub(super) fn quoted(words: &[impl Display]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
