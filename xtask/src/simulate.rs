//! `cargo xtask simulate`: many tasks, a simulated service, and the real schedule on the real budget.

mod alone;
mod alone_tables;
mod chart;
mod charts;
mod durations;
mod fleet;
mod front;
mod jobs;
mod likeliest;
mod page;
mod policies;
mod results;
mod service;
mod targets;
mod world;

use clap::Parser;

use self::alone_tables::Alone;
use self::results::Results;
use crate::run::{Outcome, Run};
use crate::workspace::root;

/// Simulate waiting for many tasks, and write the tables and plots of `docs/polling.md`.
#[derive(Debug, Parser)]
pub(crate) struct Simulate {
    /// Write nothing; fail when the page or a plot is stale.
    #[arg(long)]
    check: bool,
    /// Only say how long the simulation of a hundred thousand videos as a stream takes.
    #[arg(long, conflicts_with = "check")]
    time: bool,
}

impl Run for Simulate {
    fn run(self) -> Outcome {
        if self.time {
            let (took, outcome) = results::hundred_thousand();
            eprintln!("{took:.1?}: {:.2} queries each, {:.2} s late", outcome.queries, outcome.mean);
            return Ok(());
        }
        let files = page::files(&Results::new(), &Alone::new());
        if self.check {
            files.compare(&root(), "simulate")?;
            eprintln!("{} and its plots are up to date", page::PAGE);
        } else {
            let changed = files.write(&root())?;
            eprintln!("{} and its plots: {} files, {changed} changed", page::PAGE, files.len());
        }
        Ok(())
    }
}
