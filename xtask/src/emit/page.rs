//! The static table: one module a page, and one for the fields of the platform.

use std::collections::BTreeMap;

use toml::Value;

use super::code::{Code, float, literal, literals, number, scalar};
use crate::catalogue::format::{
    Condition, Field, Kind, Media, Operation, Pixels, Rule, Severity, Shape, Shortcut, WordEntry,
};
use crate::catalogue::{Catalogue, Page, parse_pixels};

/// The module of a page.
pub(super) fn source(catalogue: &Catalogue, page: &Page) -> String {
    let mut body = Code::default();
    let file = &page.file;
    let kind = match file.kind {
        Kind::Image => "Image",
        Kind::Video => "Video",
    };
    let operation = match file.operation {
        Operation::Create => "Create",
        Operation::Remix => "Remix",
        Operation::Extend => "Extend",
        Operation::Character => "Character",
        Operation::Calls => unreachable!("a page of calls has no table"),
    };
    body.line("pub(crate) static PAGE: Page = Page {");
    body.line(format_args!("name: {},", literal(&file.page)));
    body.line(format_args!("kind: TaskKind::{kind},"));
    body.line(format_args!("operation: Operation::{operation},"));
    body.line(format_args!("path: {},", literal(page.path())));
    body.line(format_args!("provider: {},", literal(&file.provider)));
    body.line(format_args!("title: {},", literal(&file.title)));
    body.line(format_args!("summary: {},", literal(&file.summary)));
    body.line(format_args!("capabilities: {},", literals(&file.capabilities)));
    let models = file.models.iter().map(|model| {
        format!(
            "Model::new({}, {}, {})",
            literal(&model.id),
            literals(&model.aliases),
            literal(&model.summary)
        )
    });
    let adds_to = file.adds_to.as_deref().unwrap_or_default();
    body.line(format_args!("adds_to: {},", literal(adds_to)));
    let also = catalogue.pages.iter().filter(|other| other.file.adds_to.as_ref() == Some(&file.page));
    let also: Vec<String> = also.map(|other| format!("&super::{}::PAGE", other.module())).collect();
    body.line(format_args!("also: &[{}],", also.join(", ")));
    body.line(format_args!("models: &[{}],", models.collect::<Vec<_>>().join(", ")));
    body.line("fields: &[");
    for entry in &file.fields {
        body.line(format_args!("{},", field(entry)));
    }
    body.line("],");
    let shared = page.shared.iter().map(|field| format!("&platform::{}", static_name(file.kind, field)));
    body.line(format_args!("shared: &[{}],", shared.collect::<Vec<_>>().join(", ")));
    let shortcuts = file.shortcuts.iter().map(shortcut);
    body.line(format_args!("shortcuts: &[{}],", shortcuts.collect::<Vec<_>>().join(", ")));
    body.line("rules: &[");
    for entry in &file.rules {
        body.line(format_args!("{},", rule(entry)));
    }
    body.line("],");
    match &file.pixels {
        Some(table) => body.line(format_args!("pixels: Some({}),", pixels(table))),
        None => body.line("pixels: None,"),
    }
    body.line("};");
    with_imports(&format!("{}.toml", page.stem), !page.shared.is_empty(), &body.finish())
}

/// The module of the fields that every create call takes; only those that some page takes over.
pub(super) fn platform(catalogue: &Catalogue) -> String {
    let tables = catalogue.pages.iter().filter(|page| page.has_table());
    // By name, so that a new page changes nothing here.
    let used: BTreeMap<String, (&str, &Field)> = tables
        .flat_map(|page| page.shared.iter().map(move |shared| (page, shared)))
        .map(|(page, shared)| (static_name(page.file.kind, shared), (page.kind(), shared)))
        .collect();
    let mut body = Code::default();
    for (name, (kind, shared)) in used {
        body.line(format_args!("#[cfg(feature = {})]", literal(kind)));
        body.line(format_args!("pub(crate) static {name}: Field = {};", field(shared)));
    }
    with_imports("_platform.toml", false, &body.finish())
}

/// Puts the imports in front that the source needs.
fn with_imports(file: &str, platform: bool, body: &str) -> String {
    let mut code = Code::file(file);
    let names = [
        "Condition",
        "Field",
        "Media",
        "Model",
        "Operation",
        "Page",
        "PixelRow",
        "Pixels",
        "Rule",
        "Scalar",
        "Severity",
        "Shape",
        "Shortcut",
        "Word",
    ];
    let used: Vec<&str> = names.into_iter().filter(|name| uses(body, name)).collect();
    code.line(format_args!("use crate::catalog::{{{}}};", used.join(", ")));
    if platform {
        code.line("use crate::generated::pages::platform;");
    }
    if uses(body, "TaskKind") {
        code.line("use crate::kind::TaskKind;");
    }
    code.line("");
    code.line(body);
    code.finish()
}

/// Whether a type is used by its name: followed by `::`, ` {` or `(`, and no part of a longer name.
fn uses(body: &str, name: &str) -> bool {
    body.match_indices(name).any(|(start, _)| {
        let before = body[..start].chars().next_back();
        let after = &body[start + name.len()..];
        let starts = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '"');
        starts && (after.starts_with("::") || after.starts_with(" {"))
    })
}

fn static_name(kind: Kind, field: &Field) -> String {
    let prefix = match kind {
        Kind::Image => "IMAGE",
        Kind::Video => "VIDEO",
    };
    format!("{prefix}_{}", field.name.to_uppercase())
}

fn field(field: &Field) -> String {
    let shape = match field.shape {
        Shape::Text => "Text",
        Shape::Integer => "Integer",
        Shape::Number => "Number",
        Shape::Boolean => "Boolean",
        Shape::Url => "Url",
        Shape::TextList => "TextList",
        Shape::UrlList => "UrlList",
        Shape::Object => "Object",
        Shape::ObjectList => "ObjectList",
    };
    let base = format!(
        "Field::new({}, {}, Shape::{shape}, {})",
        literal(&field.name),
        literal(field.at()),
        literal(&field.summary)
    );
    let mut parts = Vec::new();
    let mut part = |name: &str, value: String| parts.push(format!("{name}: {value}"));
    if let Some(one) = &field.one {
        part("one", literal(&one.name));
    }
    if let Some(original) = &field.alias_of {
        part("alias_of", literal(original));
    }
    if field.required {
        part("required", "true".to_owned());
    }
    if let Some(default) = &field.default {
        part("default", format!("Some({})", scalar(default)));
    }
    if !field.values.is_empty() {
        part("words", format!("&[{}]", field.values.iter().map(word).collect::<Vec<_>>().join(", ")));
    }
    if field.open {
        part("open", "true".to_owned());
    }
    if !field.numbers.is_empty() {
        part("numbers", format!("&[{}]", field.numbers.iter().map(number).collect::<Vec<_>>().join(", ")));
    }
    for (name, bound) in [("min", field.min), ("max", field.max)] {
        if let Some(bound) = bound {
            part(name, format!("Some({})", float(bound)));
        }
    }
    let counts =
        [("max_length", field.max_length), ("min_items", field.min_items), ("max_items", field.max_items)];
    for (name, count) in counts {
        if let Some(count) = count {
            part(name, format!("Some({})", number(count)));
        }
    }
    if let Some(alphabet) = &field.alphabet {
        part("alphabet", literal(alphabet));
    }
    if let Some(span) = field.span {
        part("span", format!("Some(({}, {}))", float(span.min), float(span.max)));
    }
    if let Some(bytes) = field.max_bytes {
        part("max_bytes", format!("Some({})", number(bytes)));
    }
    for (name, list) in [("formats", &field.formats), ("schemes", &field.schemes), ("models", &field.models)]
    {
        if !list.is_empty() {
            part(name, literals(list));
        }
    }
    if let Some(key) = &field.object_key {
        part("object_key", literal(key));
    }
    if let Some(media) = field.media {
        part("media", format!("Some(Media::{})", media_name(media)));
    }
    if field.severity == Severity::Warning {
        part("severity", "Severity::Warning".to_owned());
    }
    if let Some(page) = &field.page {
        part("page", literal(page));
    }
    if parts.is_empty() { base } else { format!("Field {{ {}, ..{base} }}", parts.join(", ")) }
}

fn shortcut(shortcut: &Shortcut) -> String {
    let base = format!(
        "Shortcut::new({}, {}, {})",
        literal(&shortcut.name),
        literal(&shortcut.at),
        literal(&shortcut.summary)
    );
    let mut parts = Vec::new();
    if let Some(key) = &shortcut.key {
        parts.push(format!("key: {}", literal(key)));
        let entry: Vec<String> = shortcut
            .entry
            .iter()
            .map(|(key, value)| format!("({}, {})", literal(key), scalar(value)))
            .collect();
        parts.push(format!("entry: &[{}]", entry.join(", ")));
    }
    if let Some(index) = shortcut.index {
        parts.push(format!("index: Some({index})"));
    }
    if let Some(several) = &shortcut.several {
        parts.push(format!("several: {}", literal(several)));
    }
    if !shortcut.models.is_empty() {
        parts.push(format!("models: {}", literals(&shortcut.models)));
    }
    if parts.is_empty() { base } else { format!("Shortcut {{ {}, ..{base} }}", parts.join(", ")) }
}

fn media_name(media: Media) -> &'static str {
    match media {
        Media::Image => "Image",
        Media::Video => "Video",
        Media::Audio => "Audio",
    }
}

fn word(entry: &WordEntry) -> String {
    let word = entry.word();
    let mut text = format!("Word::new({})", literal(&word.text));
    if let Some(label) = &word.label {
        text.push_str(&format!(".label({})", literal(label)));
    }
    if !word.models.is_empty() {
        text.push_str(&format!(".models({})", literals(&word.models)));
    }
    if let Some(why) = &word.contested {
        text.push_str(&format!(".contested({})", literal(why)));
    }
    text
}

fn rule(rule: &Rule) -> String {
    let when = rule.when.as_ref().map_or_else(|| "Condition::Always".to_owned(), condition);
    let base = format!(
        "Rule::new({}, {when}, {}, {})",
        literal(&rule.field),
        condition(&rule.then),
        literal(&rule.says)
    );
    let mut parts = Vec::new();
    if rule.severity == Severity::Warning {
        parts.push("severity: Severity::Warning".to_owned());
    }
    if !rule.models.is_empty() {
        parts.push(format!("models: {}", literals(&rule.models)));
    }
    if let Some(page) = &rule.page {
        parts.push(format!("page: {}", literal(page)));
    }
    if parts.is_empty() { base } else { format!("Rule {{ {}, ..{base} }}", parts.join(", ")) }
}

fn condition(condition: &Condition) -> String {
    let place = literal(condition.field.as_deref().unwrap_or_default());
    let scalars =
        |values: &[Value]| format!("&[{}]", values.iter().map(scalar).collect::<Vec<_>>().join(", "));
    let bounds = || {
        let bound = |bound: Option<i64>| {
            bound.map_or_else(|| "None".to_owned(), |bound| format!("Some({})", number(bound)))
        };
        format!("{}, {}", bound(condition.at_least), bound(condition.at_most))
    };
    let several = |inner: &[Condition]| {
        format!("&[{}]", inner.iter().map(self::condition).collect::<Vec<_>>().join(", "))
    };
    if let Some(values) = &condition.is {
        format!("Condition::Is({place}, {})", scalars(values))
    } else if let Some(values) = &condition.is_not {
        format!("Condition::IsNot({place}, {})", scalars(values))
    } else if let Some(set) = condition.set {
        format!("Condition::{}({place})", if set { "Set" } else { "Unset" })
    } else if let Some(values) = &condition.count {
        format!("Condition::Count({place}, {}, {})", scalars(values), bounds())
    } else if let Some(places) = &condition.total {
        format!("Condition::Total({}, {})", literals(places), bounds())
    } else if let Some(inner) = &condition.all {
        format!("Condition::All({})", several(inner))
    } else {
        format!("Condition::Any({})", several(condition.any.as_deref().unwrap_or_default()))
    }
}

fn pixels(pixels: &Pixels) -> String {
    let sides = pixels.sides.iter().map(|(word, side)| {
        format!("({}, {})", literal(word), number(side.as_integer().unwrap_or_default()))
    });
    let rows = pixels.table.iter().flat_map(|(resolution, sizes)| {
        sizes.as_table().into_iter().flatten().filter_map(move |(size, text)| {
            let (width, height) = parse_pixels(text.as_str()?)?;
            Some(format!("PixelRow::new({}, {}, {width}, {height})", literal(resolution), literal(size)))
        })
    });
    format!(
        "Pixels {{ table: &[{}], sides: &[{}], assumed_size: {} }}",
        rows.collect::<Vec<_>>().join(", "),
        sides.collect::<Vec<_>>().join(", "),
        literal(&pixels.assumed_size)
    )
}
