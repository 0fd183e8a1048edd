//! `toapis model ID`: everything the catalogue knows about one model.

use serde_json::{Value, json};
use toapis_client::types::TaskKind;
use toapis_client::types::catalog::{self, Field, ModelEntry, Scalar, Word};

use super::models;
use crate::args::Model;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::{Report, out};

pub(crate) fn run(args: &Model, report: Report) -> Result<Exit, Failure> {
    let entry = catalog::find(&args.id).ok_or_else(|| {
        Failure::Usage(format!("{:?} is not a model this version knows; toapis models lists them", args.id))
    })?;
    if report.is_json() {
        let mut line = models::line(entry);
        line["fields"] = entry.fields().map(|field| field_json(entry, field)).collect();
        line["rules"] = entry
            .rules()
            .map(|rule| json!({"field": rule.field, "says": rule.says, "severity": rule.severity}))
            .collect();
        out(line);
        return Ok(Exit::Done);
    }
    out(format_args!(
        "{}: {} by {}, page {}",
        entry.id(),
        entry.title(),
        entry.provider(),
        entry.page().name
    ));
    if !entry.aliases().is_empty() {
        out(format_args!("also {}", entry.aliases().join(", ")));
    }
    out(format_args!("\n{}", entry.page().summary));
    if !entry.summary().is_empty() {
        out(entry.summary());
    }
    out("\nFields");
    for field in entry.fields().filter(|field| field.alias_of.is_empty()) {
        let needed = if field.required { " (required)" } else { "" };
        let called =
            if field.at.ends_with(field.name) { String::new() } else { format!(", called {}", field.name) };
        out(format_args!("  {}{called}{needed}: {}", field.at, field.summary));
        for limit in limits(entry, field) {
            out(format_args!("      {limit}"));
        }
    }
    if entry.shortcuts().next().is_some() {
        out("\nAlso");
        for shortcut in entry.shortcuts() {
            out(format_args!("  {}: {}", shortcut.name, shortcut.summary));
        }
    }
    if entry.rules().next().is_some() {
        out("\nRules");
        entry
            .rules()
            .for_each(|rule| out(format_args!("  {} {} ({})", rule.field, rule.says, rule.severity)));
    }
    out(format_args!("\nExample\n  {}", example(entry)));
    Ok(Exit::Done)
}

/// The limits of a field, a line each.
fn limits(entry: ModelEntry, field: &Field) -> Vec<String> {
    let mut lines = Vec::new();
    let words: Vec<String> = field.words_for(entry.id()).map(spoken).collect();
    if !words.is_empty() {
        lines.push(format!("{}: {}", if field.open { "common values" } else { "values" }, words.join(", ")));
    }
    if !field.numbers.is_empty() {
        let numbers: Vec<String> = field.numbers.iter().map(ToString::to_string).collect();
        lines.push(format!("numbers: {}", numbers.join(", ")));
    }
    match (field.min, field.max) {
        (Some(min), Some(max)) => lines.push(format!("from {min} to {max}")),
        (Some(min), None) => lines.push(format!("at least {min}")),
        (None, Some(max)) => lines.push(format!("at most {max}")),
        (None, None) => {}
    }
    lines.extend(field.max_length.map(|most| format!("at most {most} characters")));
    lines.extend(field.min_items.filter(|least| *least > 0).map(|least| format!("at least {least} entries")));
    lines.extend(field.max_items.map(|most| format!("at most {most} entries")));
    lines.extend(field.max_bytes.map(|most| format!("each file at most {most} bytes")));
    if !field.formats.is_empty() {
        lines.push(format!("files: {}", field.formats.join(", ")));
    }
    lines.extend(field.default.map(|default| format!("default: {}", scalar(default))));
    lines
}

/// A word as it goes on the wire, and as people say it, where that differs.
pub(super) fn spoken(word: &Word) -> String {
    if word.label.is_empty() || word.label == word.text {
        word.text.to_owned()
    } else {
        format!("{}={}", word.label, word.text)
    }
}

fn field_json(entry: ModelEntry, field: &Field) -> Value {
    json!({
        "name": field.name,
        "at": field.at,
        "summary": field.summary,
        "required": field.required,
        "values": field.words_for(entry.id()).map(|word| word.text).collect::<Vec<_>>(),
        "open": field.open,
        "numbers": field.numbers,
        "min": field.min,
        "max": field.max,
        "max_length": field.max_length,
        "min_items": field.min_items,
        "max_items": field.max_items,
        "max_bytes": field.max_bytes,
        "formats": field.formats,
        "default": field.default.map(scalar),
    })
}

fn scalar(value: Scalar) -> Value {
    match value {
        Scalar::Text(text) => text.into(),
        Scalar::Int(number) => number.into(),
        Scalar::Float(number) => number.into(),
        Scalar::Bool(flag) => flag.into(),
        _ => Value::Null,
    }
}

/// A command line that makes something with this model.
fn example(entry: ModelEntry) -> String {
    let mut command = format!("toapis {} \"A lighthouse at dusk\" --model {}", entry.kind(), entry.id());
    if entry.kind() == TaskKind::Image {
        command += &entry
            .sizes()
            .find(|size| size.contains("16:9"))
            .map_or_else(String::new, |size| format!(" --size {size}"));
    }
    // The default costs what people expect; without one, the first is usually the smallest.
    let resolution = match entry.field("resolution").and_then(|field| field.default) {
        Some(Scalar::Text(word)) => Some(word),
        _ => entry.resolutions().next(),
    };
    command += &resolution.map_or_else(String::new, |word| format!(" --resolution {word}"));
    command
}
