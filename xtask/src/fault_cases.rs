//! `cargo xtask fault-cases`: which fault case is covered by which test.
//!
//! The cases are data (`fault_cases/cases.toml`). A test covers the cases that its name begins with:
//! `h08_h09_the_connection_ends` covers two. The page `docs/fault-cases.md` is written from the names that are found in
//! the code, so it cannot claim a test that is not there.

use clap::Parser;

use self::cases::Cases;
use self::coverage::Coverage;
use crate::run::{Outcome, Run};
use crate::workspace::{Files, root};

mod cases;
mod coverage;
mod page;
mod scan;
#[cfg(test)]
mod tests;

/// Write the page of fault cases from the names of the tests.
#[derive(Debug, Parser)]
pub(crate) struct FaultCases {
    /// Write nothing; fail when the page is stale, when a case has neither a test nor a reason, or when a name or a
    /// reason is wrong.
    #[arg(long)]
    check: bool,
}

impl Run for FaultCases {
    fn run(self) -> Outcome {
        let cases = Cases::load()?;
        let coverage = Coverage::new(&cases, &scan::workspace(&root())?)?;
        let mut files = Files::default();
        files.add(PAGE, page::write(&cases, &coverage));
        let gaps = coverage.gaps(&cases);
        if self.check {
            if !gaps.is_empty() {
                let gaps = gaps.join("\n  ");
                return Err(format!("cases without a test and without a reason:\n  {gaps}").into());
            }
            files.compare(&root(), "fault-cases")?;
            eprintln!("{PAGE} is up to date: {}", coverage.summary(&cases));
        } else {
            files.write(&root())?;
            eprintln!("{PAGE}: {}", coverage.summary(&cases));
            for gap in gaps {
                eprintln!("  missing: {gap}");
            }
        }
        Ok(())
    }
}

const PAGE: &str = "docs/fault-cases.md";
