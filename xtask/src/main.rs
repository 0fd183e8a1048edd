//! Chores of this workspace: `cargo xtask <command>`.

mod audit;
mod canary;
mod catalogue;
mod codegen;
#[expect(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "source text is put together once a run, so plain code wins"
)]
mod emit;
mod fault_cases;
mod run;
mod rustfmt;
mod simulate;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use self::run::{Outcome, Run};

/// Chores of this workspace.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
enum Command {
    Codegen(codegen::Codegen),
    Canary(canary::Canary),
    CatalogAudit(audit::CatalogAudit),
    Simulate(simulate::Simulate),
    FaultCases(fault_cases::FaultCases),
}

impl Run for Command {
    fn run(self) -> Outcome {
        match self {
            Self::Codegen(command) => command.run(),
            Self::Canary(command) => command.run(),
            Self::CatalogAudit(command) => command.run(),
            Self::Simulate(command) => command.run(),
            Self::FaultCases(command) => command.run(),
        }
    }
}

fn main() -> ExitCode {
    match Command::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
