//! One task alone, and what learning brings: figures and tables.

use std::fmt::Write;

use toapis_poll::durations::Prior;
use toapis_types::TaskKind;

use super::alone;
use super::durations::Law;
use super::front::{Cost, Front};
use super::jobs;
use super::page::rounded;

/// The figures of both kinds.
#[derive(Debug)]
pub(super) struct Alone {
    pub(super) kinds: [Kind; 2],
}

#[derive(Debug)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) front: Front,
    /// The fleet by its dial, durations known.
    pub(super) dials: Vec<(f64, Cost)>,
    pub(super) default: Cost,
    pub(super) ways: Vec<(&'static str, Cost)>,
    /// By what was believed at the beginning.
    pub(super) learning: Vec<(&'static str, Vec<Learned>)>,
}

/// The mean of several runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Learned {
    /// After so many tasks.
    pub(super) count: usize,
    /// By how much it is later than the front for as many queries, as a share.
    pub(super) above: f64,
    pub(super) cost: Cost,
}

impl Alone {
    pub(super) fn new() -> Self {
        let kinds = [("image", TaskKind::Image, 0.1, 250.0), ("video", TaskKind::Video, 0.5, 2500.0)];
        let mut answers =
            jobs::all(&kinds, |(name, kind, step, most)| Kind::new(name, *kind, *step, *most)).into_iter();
        match (answers.next(), answers.next()) {
            (Some(image), Some(video)) => Self { kinds: [image, video] },
            _ => unreachable!("an answer for each kind"),
        }
    }
}

impl Kind {
    fn new(name: &'static str, kind: TaskKind, step: f64, most: f64) -> Self {
        let law = Law::of(kind);
        let front = Front::new(law, 5.0, step, most);
        let known = alone::known(kind, law);
        let dials = DIALS.map(|dial| (dial, alone::fleet(&front, kind, &known, Some(dial)))).to_vec();
        let default = alone::fleet(&front, kind, &known, None);
        let ways = vec![
            ("every 5 s", alone::every(&front, 5.0)),
            ("every 10 s", alone::every(&front, 10.0)),
            ("exponential, 5 to 60 s", alone::exponential(&front)),
        ];
        let assumed = Prior::assumed(kind);
        let times = |times: f64| Prior::new(assumed.median().mul_f64(times), assumed.sigma());
        let learning = [
            ("right", assumed),
            ("twice too long", times(2.0)),
            ("half as long", times(0.5)),
            ("none", Prior::unknown()),
        ]
        .map(|(belief, prior)| {
            let after = COUNTS.map(|count| {
                let plays = if count == 0 { 1 } else { PLAYS };
                let (mut above, mut cost) = (0.0, Cost { queries: 0.0, mean: 0.0 });
                for play in 0..plays {
                    let learned = alone::learned(kind, law, prior, count, 100 + u64::from(play));
                    let own = alone::fleet(&front, kind, &learned, None);
                    let share = 1.0 / f64::from(plays);
                    above += share * (own.mean / front.best(own.queries) - 1.0);
                    cost.queries += share * own.queries;
                    cost.mean += share * own.mean;
                }
                Learned { count, above, cost }
            });
            (belief, after.to_vec())
        })
        .to_vec();
        Self { name, front, dials, default, ways, learning }
    }

    pub(super) fn above(&self, cost: Cost) -> f64 {
        cost.mean / self.front.best(cost.queries) - 1.0
    }

    /// The worst and the mean of all beliefs after this many tasks.
    pub(super) fn above_after(&self, tasks: usize) -> impl Iterator<Item = (&'static str, f64)> {
        self.learning.iter().filter_map(move |(belief, after)| {
            after.iter().find(|own| own.count == tasks).map(|own| (*belief, own.above))
        })
    }
}

pub(super) fn ways(alone: &Alone) -> String {
    let mut table = String::from(
        "| task | way | queries | late s | the front's for as many | above it |\n| --- | --- | ---: | ---: | ---: | ---: |\n",
    );
    for kind in &alone.kinds {
        let mut name = kind.name;
        let mut line = |way: &str, cost: Cost| {
            let best = kind.front.best(cost.queries);
            let _ = writeln!(
                table,
                "| {name} | {way} | {:.2} | {} | {} | {} |",
                cost.queries,
                rounded(cost.mean),
                rounded(best),
                percent(cost.mean / best - 1.0),
            );
            name = "";
        };
        for (way, cost) in &kind.ways {
            line(way, *cost);
        }
        for (dial, cost) in &kind.dials {
            line(&format!("**the fleet**, dial {dial} s"), *cost);
        }
        line("**the fleet**, default dial", kind.default);
    }
    table
}

pub(super) fn front(alone: &Alone) -> String {
    let counts = [1.5, 2.0, 3.0, 5.0, 10.0, 15.0];
    let mut table = String::from("| task |");
    for count in counts {
        let _ = write!(table, " {count} |");
    }
    let _ = writeln!(table, "\n| --- |{}", " ---: |".repeat(counts.len()));
    for kind in &alone.kinds {
        let _ = write!(table, "| {} |", kind.name);
        let most = kind.front.curve().iter().map(|cost| cost.queries).fold(0.0, f64::max);
        for count in counts {
            let shown = if count > most { String::new() } else { rounded(kind.front.best(count)) };
            let _ = write!(table, " {shown} |");
        }
        table.push('\n');
    }
    let most = alone.kinds[0].front.curve().iter().map(|cost| cost.queries).fold(0.0, f64::max);
    let _ = writeln!(
        table,
        "\nMore than {most:.1} queries cannot help with an image: then every look is 5 s after the one before."
    );
    table
}

pub(super) fn learning(alone: &Alone) -> String {
    let mut table = String::from("| task | belief |");
    for count in COUNTS {
        let _ = write!(table, " {count} tasks |");
    }
    let _ = writeln!(table, "\n| --- | --- |{}", " ---: |".repeat(COUNTS.len()));
    for kind in &alone.kinds {
        let mut name = kind.name;
        for (belief, after) in &kind.learning {
            let _ = write!(table, "| {name} | {belief} |");
            name = "";
            for Learned { above, cost, .. } in after {
                let _ = write!(
                    table,
                    " {} ({:.1} queries, {} s) |",
                    percent(*above),
                    cost.queries,
                    rounded(cost.mean)
                );
            }
            table.push('\n');
        }
    }
    table
}

pub(super) fn percent(share: f64) -> String {
    // No "-0 %".
    format!("{:.0} %", (100.0 * share).round() + 0.0)
}

const DIALS: [f64; 6] = [0.1, 0.3, 1.0, 3.0, 10.0, 30.0];
const COUNTS: [usize; 6] = [0, 3, 10, 30, 100, 300];
const PLAYS: u32 = 8;
