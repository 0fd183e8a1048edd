//! What was aimed at, and what was reached.

use std::fmt::Write;

use super::alone_tables::{Alone, percent};
use super::policies::Policy;
use super::results::{Played, REFERENCE, Results, SHIPPED};
use super::service::Outcome;

pub(super) fn table(results: &Results, alone: &Alone) -> String {
    let mut table = String::from("| measure | aimed at | reached | |\n| --- | --- | --- | --- |\n");
    let mut line = |measure: &str, aim: &str, reached: String, is_kept: bool| {
        let verdict = if is_kept { "kept" } else { "missed" };
        let _ = writeln!(table, "| {measure} | {aim} | {reached} | {verdict} |");
    };
    let refused = refused(results);
    line("429s of the fleet, all tables", "none", refused.to_string(), refused == 0);
    for kind in &alone.kinds {
        let above = kind.dials.iter().map(|(_, cost)| kind.above(*cost)).fold(f64::MIN, f64::max);
        line(
            &format!("one {} alone, durations known: above the front, worst of the dials", kind.name),
            "10 %",
            percent(above),
            above <= 0.10,
        );
    }
    for kind in &alone.kinds {
        let (mut worst, mut belief) = (f64::MIN, "");
        for (own, above) in kind.above_after(300) {
            if above > worst {
                (worst, belief) = (above, own);
            }
        }
        line(
            &format!("one {} alone, after 300 tasks: above the front, worst of the beliefs", kind.name),
            "25 %",
            format!("{} ({belief})", percent(worst)),
            worst <= 0.25,
        );
    }
    for (name, played) in
        [("", &results.main), (", by group", &results.groups), (", other shapes", &results.others)]
    {
        for (measure, of) in [
            ("mean", (|outcome: &Outcome| outcome.mean) as fn(&Outcome) -> f64),
            ("p95", |outcome: &Outcome| outcome.p95),
        ] {
            let (kept, worst, whose) = against(played, of);
            line(
                &format!("{measure} beside the reference at its queries{name}"),
                "at or below in each scenario",
                format!("{kept} of {}; worst {:+.1} % ({whose})", played.len(), 100.0 * worst),
                kept == played.len(),
            );
        }
    }
    let (all, bad) = beside_limiter(results);
    line(
        "more queries and a later mean than every 5 s behind a limiter, at the default dial",
        "never",
        format!("{} of {all} scenarios", bad.len()),
        bad.is_empty(),
    );
    table
}

fn refused(results: &Results) -> usize {
    let rows = results.all().flat_map(|played| {
        let own = played.rows.iter().filter(|(policy, _)| matches!(policy, Policy::Fleet(_)));
        let level = played.level.iter().map(|(_, outcome)| outcome);
        own.map(|(_, outcome)| outcome).chain(level)
    });
    rows.map(|outcome| outcome.refused).sum()
}

/// In how many scenarios the fleet is at or below the reference, and where it is furthest above.
fn against(played: &[Played], of: fn(&Outcome) -> f64) -> (usize, f64, &str) {
    let (mut kept, mut worst, mut whose) = (0, f64::MIN, "");
    for one in played {
        let Some((_, level)) = &one.level else { continue };
        let above = of(level) / of(one.of(REFERENCE)) - 1.0;
        kept += usize::from(above <= 0.0);
        if above > worst {
            (worst, whose) = (above, &one.scenario.name);
        }
    }
    (kept, worst, whose)
}

/// How many scenarios there are with both, and in which the limiter is better in both measures.
fn beside_limiter(results: &Results) -> (usize, Vec<&str>) {
    let both = results.all().filter(|played| {
        let has = |policy| played.rows.iter().any(|(own, _)| *own == policy);
        has(Policy::Limited) && has(SHIPPED)
    });
    let (mut all, mut bad) = (0, Vec::new());
    for played in both {
        all += 1;
        let (limiter, own) = (played.of(Policy::Limited), played.of(SHIPPED));
        if own.queries > limiter.queries && own.mean > limiter.mean {
            bad.push(played.scenario.name.as_str());
        }
    }
    (all, bad)
}
