//! The page: words from a template, tables and plots from the results.

use std::fmt::Write;

use super::alone_tables::{self, Alone};
use super::charts;
use super::policies::Policy;
use super::results::{BATCHED, EVERYONE, Played, REFERENCE, RESERVED, Results, SHIPPED};
use super::service::Outcome;
use super::targets;
use crate::workspace::Files;

/// The page and its plots.
pub(super) fn files(results: &Results, alone: &Alone) -> Files {
    let mut page = include_str!("page.md").to_owned();
    for (mark, text) in [
        ("targets", targets::table(results, alone)),
        ("alone", alone_tables::ways(alone)),
        ("front", alone_tables::front(alone)),
        ("learning", alone_tables::learning(alone)),
        ("main", main(&results.main)),
        ("sizes", beside(&results.sizes)),
        ("groups", groups(&results.groups)),
        ("priors", priors(&results.priors)),
        ("outages", outages(&results.outages)),
        ("others", with_level(&results.others, &[Policy::Limited, REFERENCE], SHIPPED)),
        ("batches", batches(&results.batches)),
    ] {
        page = page.replace(&format!("{{{{{mark}}}}}"), text.trim_end());
    }
    let mut files = Files::default();
    files.add(PAGE, page);
    for (name, chart) in charts::all(results, alone) {
        files.add(format!("docs/polling/{name}.svg"), chart.svg());
    }
    files
}

fn main(played: &[Played]) -> String {
    with_level(played, &EVERYONE[..6], SHIPPED)
}

/// A scenario over several lines: the rivals, then the fleet.
fn with_level(played: &[Played], rivals: &[Policy], own: Policy) -> String {
    let mut table = head();
    for one in played {
        let mut name = one.scenario.name.as_str();
        let mut line = |text: &str, outcome: &Outcome| {
            row(&mut table, name, text, outcome);
            name = "";
        };
        for rival in rivals {
            line(&rival.name(), one.of(*rival));
        }
        if let Some((dial, level)) = &one.level {
            line(&format!("**the fleet** at the reference's queries ({dial:.2} s)"), level);
        }
        for (policy, outcome) in &one.rows {
            if *policy == own || *policy == RESERVED || *policy == Policy::Oracle {
                line(&policy.name(), outcome);
            }
        }
    }
    table
}

fn groups(played: &[Played]) -> String {
    with_level(played, &[Policy::Limited, REFERENCE], SHIPPED)
}

/// One line a scenario: the limiter and the fleet.
fn beside(played: &[Played]) -> String {
    let mut table = String::from(
        "| tasks | every 5 s: queries | mean s | p95 s | the fleet: queries | mean s | p95 s | with a tenth left to others: queries | mean s | p95 s | 429s |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for one in played {
        let cells = [Policy::Limited, SHIPPED, RESERVED].map(|policy| measures(one.of(policy)));
        let refused: usize = one.rows.iter().map(|(_, outcome)| outcome.refused).sum();
        let _ = writeln!(table, "| {} | {} | {refused} |", one.scenario.name, cells.join(" | "));
    }
    table
}

fn priors(played: &[Played]) -> String {
    let mut table = String::from(
        "| tasks | belief | queries | mean s | p95 s | 429s |\n| --- | --- | ---: | ---: | ---: | ---: |\n",
    );
    let mut last = "";
    for one in played {
        let (name, belief) = one.scenario.name.split_once(" | ").unwrap_or((&one.scenario.name, ""));
        let outcome = one.of(SHIPPED);
        let shown = if name == last { "" } else { name };
        last = name;
        let _ = writeln!(table, "| {shown} | {belief} | {} | {} |", measures(outcome), outcome.refused);
    }
    table
}

fn outages(played: &[Played]) -> String {
    let mut table = head();
    for one in played {
        for (index, (policy, outcome)) in one.rows.iter().enumerate() {
            let is_first = index == 0 && one.scenario.outage.is_none();
            let name = if is_first { one.scenario.name.as_str() } else { "" };
            let text = if is_first { format!("{}, no outage", policy.name()) } else { policy.name() };
            row(&mut table, name, &text, outcome);
        }
    }
    table
}

fn batches(played: &[Played]) -> String {
    let mut table = head();
    for one in played {
        row(&mut table, &one.scenario.name, &Policy::Batch.name(), one.of(Policy::Batch));
        row(&mut table, "", &BATCHED.name(), one.of(BATCHED));
    }
    table
}

fn head() -> String {
    "| tasks | policy | queries | mean s | p95 s | worst s | 429s | given up |\n\
     | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned()
}

fn row(table: &mut String, name: &str, policy: &str, outcome: &Outcome) {
    let lost = if outcome.lost > 0.0 { format!("{:.1} %", 100.0 * outcome.lost) } else { String::new() };
    let _ = writeln!(
        table,
        "| {name} | {policy} | {} | {} | {} | {lost} |",
        measures(outcome),
        rounded(outcome.worst),
        thousands(outcome.refused),
    );
}

/// Queries, mean, p95.
fn measures(outcome: &Outcome) -> String {
    format!("{:.2} | {} | {}", outcome.queries, rounded(outcome.mean), rounded(outcome.p95))
}

/// Three digits, more or less.
pub(super) fn rounded(seconds: f64) -> String {
    let digits = if seconds < 9.995 { 2 } else { usize::from(seconds < 99.95) };
    format!("{seconds:.digits$}")
}

fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(super) const PAGE: &str = "docs/polling.md";
