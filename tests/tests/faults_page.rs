//! `docs/faults.md` is made from the emulator's own table of faults, so that it cannot say anything else.
//!
//! After a change, write it anew: `UPDATE_DOCS=1 cargo test -p toapis-tests --test faults_page`.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fmt::Write as _;
use std::path::Path;

use toapis_emulator::faults::{Processing, catalogue, observed};

#[test]
fn the_page_is_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/faults.md");
    let page = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/faults.md is stale; UPDATE_DOCS=1 writes it anew");
}

fn page() -> String {
    let mut page = String::from(HEAD);
    for fault in catalogue() {
        let value = match &fault.parameter {
            None => String::new(),
            Some(parameter) => match &parameter.default {
                Some(default) => format!("; `=` {} ({default})", parameter.what),
                None => format!("; `=` {}, needed", parameter.what),
            },
        };
        let processed = match fault.processed {
            Processing::Yes => "yes",
            Processing::No => "no",
            _ => "depends",
        };
        let what = format!("{}{value}", fault.what.trim_end_matches('.')).replace('|', "\\|");
        let cases = fault.cases.join(" ");
        writeln!(page, "| `{}` | {what} | {processed} | {cases} |", fault.name).unwrap();
    }
    let ids: Vec<String> = observed().iter().map(|sample| format!("`{}`", sample.id)).collect();
    writeln!(page, "{OBSERVED}{}.", ids.join(", ")).unwrap();
    page
}

const HEAD: &str = "\
# Faults of the emulator

Made from the emulator's own table; `GET /__emulator/faults/names` gives it as JSON. How to script them is in
[emulator.md](emulator.md#what-goes-wrong-on-purpose).

*Processed* says whether the gateway does what was asked before the fault shows: a create that was processed is a charge, whatever the
client sees. The words `processed` and `unprocessed` beside a name change it where both make sense. The ids in the last column are
those of the fault cases this project is tested with.

| name | what happens | processed | cases |
| --- | --- | --- | --- |
";

const OBSERVED: &str = "
## Recorded answers

`observed=ID` answers with a body that public clients recorded, with the real task's id and URLs where the request was processed:
";
