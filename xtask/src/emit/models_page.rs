//! The front page of the model pages: every model in a table.

use super::text;
use crate::catalogue::format::{Conflict, Field, Kind, Model, Operation};
use crate::catalogue::{Catalogue, Page};
use crate::workspace::MARK;

/// The text of the page.
pub(super) fn source(catalogue: &Catalogue) -> String {
    let mut out = format!("<!-- Generated from `catalog/*.toml` {MARK}. -->\n\n# Models\n\n");
    let creates = |kind: Kind| {
        let wanted = move |page: &&Page| page.file.kind == kind && page.file.operation == Operation::Create;
        catalogue.pages.iter().filter(wanted)
    };
    let count = |kind: Kind| {
        let main = creates(kind).filter(|page| page.file.adds_to.is_none());
        main.map(|page| page.file.models.len()).sum::<usize>()
    };
    out.push_str(&format!(
        "{} models for pictures and {} for films, as the documentation has them. The page of a family says what every \
         field takes, in Rust, in JSON and on the command line. A dash means that the documentation names none; \
         **bold** is the default.\n",
        count(Kind::Image),
        count(Kind::Video)
    ));
    for (kind, title, head) in [
        (
            Kind::Image,
            "Pictures",
            "| Model | Made by | Sizes | Resolutions | Pictures a call | References | Page |",
        ),
        (
            Kind::Video,
            "Films",
            "| Model | Made by | Seconds | Ratios | Resolutions | Pictures, films, sounds in | Page |",
        ),
    ] {
        out.push_str(&format!("\n## {title}\n\n{head}\n|{}\n", " --- |".repeat(7)));
        for page in creates(kind) {
            for model in &page.file.models {
                let cells = match kind {
                    Kind::Image => [
                        words(page, model, "size"),
                        words(page, model, "resolution"),
                        numbers(page, "n"),
                        references(page, model),
                    ],
                    Kind::Video => [
                        numbers(page, "duration"),
                        words(page, model, "aspect_ratio"),
                        words(page, model, "resolution"),
                        media(page, model),
                    ],
                };
                let aliases: String = model.aliases.iter().map(|alias| format!(" (`{alias}`)")).collect();
                out.push_str(&format!(
                    "| `{}`{aliases} | {} | {} | [{}]({}.md) |\n",
                    model.id,
                    page.file.provider,
                    cells.join(" | "),
                    page.file.title,
                    page.stem
                ));
            }
        }
    }
    out.push_str("\n## Further calls\n\n| Call | Page |\n| --- | --- |\n");
    for page in &catalogue.pages {
        if page.file.operation != Operation::Create {
            let path = page.path();
            if page.has_table() {
                out.push_str(&format!("| `POST {path}` | [{}]({}.md) |\n", page.file.title, page.stem));
            }
        }
        for call in &page.file.calls {
            let method = super::calls::method(call);
            out.push_str(&format!(
                "| `{method} {}` | [{}]({}.md) |\n",
                call.path, page.file.title, page.stem
            ));
        }
    }
    out.push_str(
        "\nWhere the documentation contradicts itself: [contested points](contested.md). How a model gets here: \
         [adding a model](../adding-a-model.md).\n",
    );
    out
}

/// Every contested point of every page, in one place.
pub(super) fn contested(catalogue: &Catalogue) -> String {
    let mut out = format!("<!-- Generated from `catalog/*.toml` {MARK}. -->\n\n# Contested points\n\n");
    let own = catalogue.pages.iter().map(|page| page.file.conflicts.len()).sum::<usize>();
    let all = own + catalogue.platform.conflicts.len();
    out.push_str(&format!(
        "The documentation contradicts itself, or its translations, in {all} places. Each is listed with what this \
         project does about it. Limits that are contested are warnings, unless the page \
         of the model itself is explicit: then that page holds.\n"
    ));
    let mut section = |title: &str, conflicts: &[Conflict]| {
        if conflicts.is_empty() {
            return;
        }
        out.push_str(&format!("\n## {title}\n\n"));
        for conflict in conflicts {
            let why = if conflict.why.is_empty() { String::new() } else { format!(" {}", conflict.why) };
            out.push_str(&format!("- {} **Decision:** {}{why}\n", conflict.about, conflict.decision));
        }
    };
    section("Every create call", &catalogue.platform.conflicts);
    for page in &catalogue.pages {
        section(&format!("[{}]({}.md)", page.file.title, page.stem), &page.file.conflicts);
    }
    out
}

fn field<'a>(page: &'a Page, model: &Model, name: &str) -> Option<&'a Field> {
    let ids = [model.id.clone()];
    page.all_fields().find(|field| field.name == name && field.list().is_none() && field.is_for(&ids))
}

/// The words of a field, the default in bold.
fn words(page: &Page, model: &Model, name: &str) -> String {
    let Some(field) = field(page, model, name) else { return "-".to_owned() };
    let ids = [model.id.clone()];
    let default = field.default.as_ref().and_then(toml::Value::as_str);
    let shown = |word: crate::catalogue::format::Word| {
        let text = word.label.clone().unwrap_or_else(|| word.text.clone());
        if default == Some(word.text.as_str()) { format!("**{text}**") } else { text }
    };
    let mut list: Vec<String> = text::words(field, &ids).into_iter().map(shown).collect();
    if field.open || list.is_empty() {
        list.push("any".to_owned());
    }
    list.join(" ")
}

/// The numbers of a field, the default in bold.
fn numbers(page: &Page, name: &str) -> String {
    let Some(field) = page.all_fields().find(|field| field.name == name) else { return "-".to_owned() };
    let limits = text::limits(field).into_iter().next().unwrap_or_else(|| "any".to_owned());
    match &field.default {
        Some(default) => format!("{limits} (**{}**)", text::plain(default)),
        None => limits,
    }
}

fn references(page: &Page, model: &Model) -> String {
    match field(page, model, "references") {
        Some(field) => {
            field.max_items.map_or_else(|| "any number".to_owned(), |most| format!("up to {most}"))
        }
        None => "-".to_owned(),
    }
}

/// The setters that take a file.
fn media(page: &Page, model: &Model) -> String {
    let ids = [model.id.clone()];
    let fields = page.all_fields().filter(|field| {
        field.builder && field.list().is_none() && field.is_for(&ids) && field.alias_of.is_none()
    });
    let inside = |list: &Field| {
        page.all_fields().any(|field| field.list() == Some(list.at()) && field.media.is_some())
    };
    let mut names: Vec<String> = page
        .file
        .shortcuts
        .iter()
        .filter(|shortcut| shortcut.models.is_empty() || shortcut.models.contains(&model.id))
        .map(|shortcut| format!("`{}`", shortcut.several.as_ref().unwrap_or(&shortcut.name)))
        .collect();
    let own = fields.filter(|field| field.media.is_some() || inside(field));
    names.extend(own.map(|field| match field.max_items {
        Some(most) if field.is_list() => format!("`{}` up to {most}", field.name),
        _ => format!("`{}`", field.name),
    }));
    if names.is_empty() { "-".to_owned() } else { names.join(", ") }
}
