//! `toapis models`: the catalogue as a table.

use serde_json::{Value, json};
use toapis_client::types::catalog::{self, ModelEntry};

use super::model::spoken;
use crate::args::Models;
use crate::exit::Exit;
use crate::order::takes_references;
use crate::report::{Report, out};

pub(crate) fn run(args: &Models, report: Report) -> Exit {
    let entries: Vec<ModelEntry> =
        catalog::models().filter(|entry| args.kind.is_none_or(|kind| entry.kind() == kind)).collect();
    if report.is_json() {
        for entry in entries {
            out(line(entry));
        }
        return Exit::Done;
    }
    let mut rows = vec![["MODEL", "KIND", "PROVIDER", "RESOLUTIONS", "REFERENCES"].map(str::to_owned)];
    rows.extend(entries.iter().map(|&entry| {
        let resolutions: Vec<String> = entry
            .field("resolution")
            .into_iter()
            .flat_map(|field| field.words_for(entry.id()))
            .map(spoken)
            .collect();
        [
            entry.id().to_owned(),
            entry.kind().to_string(),
            entry.provider().to_owned(),
            if resolutions.is_empty() { "-".to_owned() } else { resolutions.join(" ") },
            match entry.max_references() {
                Some(most) => format!("up to {most}"),
                None if takes_references(entry) => "yes".to_owned(),
                None => "-".to_owned(),
            },
        ]
    }));
    let widths: [usize; 5] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    });
    for row in rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        out(cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    report.note(
        "\nWhat a model takes: toapis model ID. Which ones your key may use today is not in this table.",
    );
    Exit::Done
}

/// A model in JSON: what `toapis models --json` prints a line of.
pub(crate) fn line(entry: ModelEntry) -> Value {
    json!({
        "id": entry.id(),
        "aliases": entry.aliases(),
        "kind": entry.kind().as_str(),
        "provider": entry.provider(),
        "title": entry.title(),
        "page": entry.page().name,
        "path": entry.path(),
        "capabilities": entry.capabilities(),
        "sizes": entry.sizes().collect::<Vec<_>>(),
        "resolutions": entry.resolutions().collect::<Vec<_>>(),
        "max_references": entry.max_references(),
    })
}
