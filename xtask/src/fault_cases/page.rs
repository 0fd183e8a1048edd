//! The page: a table for each group.

use std::fmt::Write as _;

use super::cases::{Cases, Group};
use super::coverage::Coverage;
use super::scan::Test;

pub(crate) fn write(cases: &Cases, coverage: &Coverage) -> String {
    let mut page = format!("{HEAD}{}.\n", coverage.summary(cases));
    for group in &cases.groups {
        let _ = write!(page, "\n## {}: {}\n\n", group.letter, group.title);
        if !group.about.is_empty() {
            let _ = write!(page, "{}\n\n", group.about);
        }
        page.push_str("| case | what happens, and what must come of it | tests |\n| --- | --- | --- |\n");
        for (id, what) in &group.cases {
            let what = what.replace('|', "\\|");
            let _ = writeln!(page, "| {id} | {what} | {} |", covered(group, id, coverage));
        }
    }
    page
}

fn covered(group: &Group, id: &str, coverage: &Coverage) -> String {
    let packages = coverage.of(id).chunk_by(|one, next| one.package == next.package);
    let mut lines: Vec<_> = packages.map(tests_of).collect();
    if coverage.proof(group, id).is_none() {
        lines.push(match group.without.get(id) {
            Some(reason) => format!("none: {reason}"),
            None => "**none yet**".into(),
        });
    }
    lines.join("<br>")
}

fn tests_of(tests: &[Test]) -> String {
    let package = tests.first().map(|test| test.package.as_str()).unwrap_or_default();
    let names: Vec<_> = tests.iter().map(|test| format!("`{}`", test.name)).collect();
    format!("{package}: {}", names.join(", "))
}

const HEAD: &str = "\
# Fault cases

What can go wrong between a request and a file on disk, and which test shows what comes of it. Made by
`cargo xtask fault-cases` from the names of the tests (`h08_…` covers H08); `--check` fails when a case has neither a test nor a reason.
Tests of the emulator show that a fault can be caused; they do not count as proof of what a client makes of it.
How to cause these faults on purpose: [faults.md](faults.md).

";
