//! The page of a model family in `docs/models/`.

use toml::Value;

use super::builder::rust_example;
use super::plan::Plan;
use super::{calls, command, examples, text, words};
use crate::catalogue::format::{Field, Kind, Operation, Part, Pixels, PlatformFile, Severity, json};
use crate::catalogue::{Page, parse_pixels};
use crate::workspace::MARK;

/// The text of the page.
pub(super) fn page(page: &Page, platform: &PlatformFile) -> String {
    let sections = [
        head(page),
        fields(page),
        rules(page),
        page.file.pixels.as_ref().map(|pixels| pixel_table(page, pixels)).unwrap_or_default(),
        shortcuts(page),
        shown(page),
        further_calls(page),
        contested(page, platform),
    ];
    let mut text = sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n");
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn head(page: &Page) -> String {
    let file = &page.file;
    let mut text =
        format!("<!-- Generated from `catalog/{}.toml` {MARK}. -->\n\n# {}\n\n", page.stem, file.title);
    text.push_str(&format!("{}\n\n", file.summary));
    text.push_str(&format!("- Made by {}; documented on the page `{}`.\n", file.provider, file.page));
    if page.has_table() {
        text.push_str(&format!("- Call: `POST {}`.\n", page.path()));
    }
    if let Some(main) = &file.adds_to {
        text.push_str(&format!("- The same model has another page: `{main}`.\n"));
    }
    for model in &file.models {
        text.push_str(&format!("- Model: `{}`", model.id));
        if !model.aliases.is_empty() {
            text.push_str(&format!(", also `{}`", model.aliases.join("`, `")));
        }
        text.push_str(if model.default && file.models.len() > 1 { " (default)" } else { "" });
        let summary = model.summary.trim_end_matches('.');
        text.push_str(&if summary.is_empty() { ".\n".to_owned() } else { format!(": {summary}.\n") });
    }
    if !file.capabilities.is_empty() {
        text.push_str(&format!("- Can: {}.\n", file.capabilities.join(", ")));
    }
    for note in &file.notes {
        text.push_str(&format!("- {note}\n"));
    }
    text
}

fn fields(page: &Page) -> String {
    if !page.has_table() {
        return String::new();
    }
    let mut table =
        String::from("## Fields\n\n| Setter | On the wire | Type | Values | Default | Limits |\n");
    table.push_str("| --- | --- | --- | --- | --- | --- |\n");
    let mut about = String::from("\n");
    for field in page.all_fields() {
        table.push_str(&row(page, field));
        let details =
            if field.details.is_empty() { String::new() } else { spaced(&field.details.replace('\n', " ")) };
        let source = field.page.as_ref().map(|page| format!(" Page `{page}`.")).unwrap_or_default();
        let only = models(&field.models);
        about.push_str(&format!("- `{}`: {}{details}{only}{source}\n", field.at(), field.summary));
    }
    table + &about
}

fn row(page: &Page, field: &Field) -> String {
    let list = page.all_fields().find(|list| field.list() == Some(list.at()));
    let setter = match &field.one {
        _ if !field.builder => "-".to_owned(),
        None if list.is_some_and(|list| list.item.is_some()) => {
            let item = list.and_then(|list| list.item.as_deref()).unwrap_or_default();
            let value = words::constant(field).filter(|_| field.required);
            value.map_or_else(|| format!("`{item}`: `{}`", field.name), |_| format!("`{item}`, by itself"))
        }
        Some(one) => format!("`{}`, `{}`", one.name, field.name),
        None => format!("`{}`", field.name),
    };
    let values = field.values.iter().map(|entry| {
        let word = entry.word();
        let mark = if word.contested.is_some() { " (contested)" } else { "" };
        let only = if word.models.is_empty() {
            String::new()
        } else {
            format!(" (only {})", word.models.join(", "))
        };
        let label = word.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
        format!("`{}`{label}{only}{mark}", word.text)
    });
    let mut values = values.collect::<Vec<_>>().join(", ");
    if field.open {
        values.push_str(", others");
    }
    let default = match (field.required, text::default(field)) {
        (true, _) => "required".to_owned(),
        (false, Some(default)) => default,
        (false, None) if text::may_have_default(field) => "not documented".to_owned(),
        (false, None) => "-".to_owned(),
    };
    let limits = match &field.alias_of {
        Some(original) => format!("the same as `{original}`"),
        None => text::limits(field).join("; "),
    };
    let cells =
        [setter, format!("`{}`", field.at()), text::shape(field), dash(values), default, dash(limits)];
    format!("| {} |\n", cells.join(" | "))
}

fn rules(page: &Page) -> String {
    if page.file.rules.is_empty() {
        return String::new();
    }
    let mut text = String::from("## Rules\n\n`check` reports these before the request costs anything.\n\n");
    for rule in &page.file.rules {
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        text.push_str(&format!("- `{}` {} ({severity}).{}\n", rule.field, rule.says, models(&rule.models)));
    }
    text
}

/// Setters that are named after a use of a list.
fn shortcuts(page: &Page) -> String {
    if page.file.shortcuts.is_empty() {
        return String::new();
    }
    let mut text = String::from("## Shortcuts\n\nSetters that know where the page wants something.\n\n");
    for shortcut in &page.file.shortcuts {
        let place = match (&shortcut.key, shortcut.index) {
            (Some(key), _) => {
                let constants =
                    shortcut.entry.iter().map(|(key, value)| format!(", {key} = {}", text::plain(value)));
                format!("an entry of `{}` with {key}{}", shortcut.at, constants.collect::<String>())
            }
            (None, Some(index)) => format!("position {index} of `{}`", shortcut.at),
            (None, None) => format!("`{}`", shortcut.at),
        };
        let several = shortcut.several.as_ref().map(|several| format!(", `{several}`")).unwrap_or_default();
        let details = spaced(&shortcut.details.replace('\n', " "));
        let only = models(&shortcut.models);
        text.push_str(&format!(
            "- `{}`{several}: {}{details} Writes {place}.{only}\n",
            shortcut.name, shortcut.summary
        ));
    }
    text
}

/// Calls beside the one the page is about.
fn further_calls(page: &Page) -> String {
    let mut text = String::new();
    for call in &page.file.calls {
        text.push_str(&format!(
            "## {}\n\n{}{}\n\n",
            call.name,
            call.summary,
            spaced(&call.details.replace('\n', " "))
        ));
        text.push_str(&format!(
            "`{} {}`, answered with `{}`.\n",
            calls::method(call),
            call.path,
            call.answer
        ));
        if !call.fields.is_empty() {
            text.push_str("\n| Argument | In | Required | Meaning |\n| --- | --- | --- | --- |\n");
        }
        for field in &call.fields {
            let part = match field.part {
                Part::Body => "body",
                Part::Path => "path",
                Part::Query => "query",
            };
            let values: Vec<String> =
                field.values.iter().map(|entry| format!("`{}`", entry.word().text)).collect();
            let values =
                if values.is_empty() { String::new() } else { format!(" One of {}.", values.join(", ")) };
            text.push_str(&format!(
                "| `{}` | {part} | {} | {}{}{values} |\n",
                field.name,
                if field.required { "yes" } else { "-" },
                field.summary,
                spaced(&field.details.replace('\n', " "))
            ));
        }
        for example in &call.examples {
            text.push_str(&format!(
                "\n```rust\nlet call = {};\n```\n",
                calls::expression(call, &example.arguments)
            ));
            if !example.answer.is_empty() {
                let answer = json(&Value::Table(example.answer.clone()));
                text.push_str(&format!("\nAnswer:\n\n```json\n{answer:#}\n```\n"));
            }
        }
        text.push('\n');
    }
    text
}

fn pixel_table(page: &Page, pixels: &Pixels) -> String {
    let ratio_field = if page.file.kind == Kind::Video { "aspect_ratio" } else { "size" };
    let sizes = page.file.fields.iter().find(|field| field.name == ratio_field);
    let ratios: Vec<String> = sizes
        .into_iter()
        .flat_map(|field| field.values.iter().map(|entry| entry.word().text))
        .filter(|word| ratio(word).is_some())
        .collect();
    let mut columns: Vec<&String> = pixels.sides.keys().collect();
    columns.extend(pixels.table.keys().filter(|word| !pixels.sides.contains_key(*word)));
    let heads: Vec<String> = columns
        .iter()
        .map(|word| if word.is_empty() { "Pixels".to_owned() } else { format!("`{word}`") })
        .collect();
    let any_printed = !pixels.table.is_empty();
    let mut any_calculated = false;
    let mut rows = String::new();
    for size in &ratios {
        let cells = columns.iter().map(|resolution| {
            if let Some((width, height)) = printed(pixels, resolution, size) {
                return format!("{width}x{height}");
            }
            let Some((width, height)) = by_rule(pixels, resolution, size) else { return "-".to_owned() };
            any_calculated = true;
            format!("{}{width}x{height}", if any_printed { "~" } else { "" })
        });
        rows.push_str(&format!("| `{size}` | {} |\n", cells.collect::<Vec<_>>().join(" | ")));
    }
    let mut text = String::new();
    text.push_str(match (any_printed, any_calculated) {
        (true, true) => "Sizes with a `~` are not printed on the page but",
        (false, true) => "The page only says how long a side is about; these sizes are",
        _ => "",
    });
    if any_calculated {
        text.push_str(
            " this project's decision: the largest picture that has exactly the ratio and no more pixels than the \
             square one.\n",
        );
    }
    if sizes.is_some_and(|field| field.default.is_none()) {
        text.push_str(&format!("Without a size the emulator assumes {}.\n", pixels.assumed_size));
    }
    // What introduces the table is a paragraph of its own; a page that prints everything needs none.
    let gap = if text.is_empty() { "" } else { "\n" };
    format!(
        "## Pixels\n\n{text}{gap}| Ratio | {} |\n|{}\n{rows}",
        heads.join(" | "),
        " --- |".repeat(heads.len() + 1)
    )
}

fn printed(pixels: &Pixels, resolution: &str, size: &str) -> Option<(u32, u32)> {
    parse_pixels(pixels.table.get(resolution)?.get(size)?.as_str()?)
}

/// The same rule as `Pixels::size` of the runtime table.
fn by_rule(pixels: &Pixels, resolution: &str, size: &str) -> Option<(u64, u64)> {
    let square = u64::try_from(pixels.sides.get(resolution)?.as_integer()?).ok()?;
    let (a, b) = ratio(size)?;
    let k = (square * square / (a * b)).isqrt();
    Some((a * k, b * k))
}

fn ratio(text: &str) -> Option<(u64, u64)> {
    let (a, b) = text.split_once(':')?;
    Some((a.parse().ok()?, b.parse().ok()?))
}

fn shown(page: &Page) -> String {
    let plans: Vec<Plan<'_>> = page.file.builders.iter().map(|builder| Plan::new(page, builder)).collect();
    if page.file.examples.is_empty() {
        return String::new();
    }
    let mut text = String::from("## Examples\n");
    for example in &page.file.examples {
        text.push_str(&format!("\n### {}\n\n", capitalised(&example.name)));
        let plan = plans.iter().find(|plan| plan.examples().any(|one| one.name == example.name));
        if let Some(plan) = plan {
            text.push_str(&format!("{}\n\n", rust_example(plan, example, false)));
        }
        if let Some(why) = &example.contested {
            text.push_str(&format!("The page's own example contradicts the page: {why}\n\n"));
        }
        let body = examples::body(page, example);
        text.push_str(&format!("```json\n{body}\n```\n"));
        if page.file.operation == Operation::Create {
            text.push_str(&format!("\n```sh\n{}\n```\n", command::line(page, plan, example)));
        }
    }
    text
}

fn contested(page: &Page, platform: &PlatformFile) -> String {
    if page.conflicts(platform).next().is_none() {
        return String::new();
    }
    let mut text = String::from(
        "## Contested points\n\nWhere the documentation contradicts itself, and what this project does.\n\n",
    );
    for conflict in page.conflicts(platform) {
        text.push_str(&format!(
            "- {} **Decision:** {}{}\n",
            conflict.about,
            conflict.decision,
            spaced(&conflict.why)
        ));
    }
    text
}

fn models(models: &[String]) -> String {
    if models.is_empty() { String::new() } else { format!(" Only for `{}`.", models.join("`, `")) }
}

fn dash(text: String) -> String {
    if text.is_empty() { "-".to_owned() } else { text }
}

fn spaced(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" {}", text.trim()) }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
