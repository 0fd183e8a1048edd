//! `cargo xtask canary`: no test of the suites that carry a key lets it out.
//!
//! The suites of the client, on scripts and against the emulator, run with everything logged that any crate logs, down to
//! TRACE. All keys in them hold the same words, so that one search finds each of them in whatever was printed.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Parser;

use crate::run::{Outcome, Run};
use crate::workspace::root;

/// Run the suites that carry a key, and look for the key in everything that they print.
#[derive(Debug, Parser)]
pub(crate) struct Canary {}

impl Run for Canary {
    fn run(self) -> Outcome {
        let log = root().join("target/canary.log");
        record(
            &log,
            &[
                "--test",
                "client",
                "--",
                "--ignored",
                "--exact",
                "traced::s01_the_canary_sings",
                "--nocapture",
            ],
        )?;
        if leaks(&fs::read_to_string(&log)?).is_empty() {
            return Err("a test that leaks on purpose was not noticed, so no other would be".into());
        }
        record(&log, &["--test", "client", "--test", "end_to_end", "--", "--nocapture"])?;
        let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
        let traced = text.lines().filter(|line| line.contains(" TRACE ")).count();
        if traced < FEWEST {
            return Err(format!("only {traced} lines of TRACE: the suites do not log").into());
        }
        let leaks = leaks(&text);
        if !leaks.is_empty() {
            let numbers: Vec<_> = leaks.iter().take(20).map(ToString::to_string).collect();
            let file = log.display();
            return Err(format!("the key is in {file}, in the lines {}", numbers.join(", ")).into());
        }
        eprintln!("no key in {} lines, {traced} of them TRACE", text.lines().count());
        Ok(())
    }
}

/// The numbers of the lines that hold a key.
fn leaks(text: &str) -> Vec<usize> {
    let lines = text.lines().enumerate();
    lines.filter(|(_, line)| line.to_ascii_lowercase().contains(CANARY)).map(|(index, _)| index + 1).collect()
}

/// Runs tests of the workspace with all of their output in a file.
fn record(log: &Path, tests: &[&str]) -> Outcome {
    let file = File::create(log)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // The whole workspace, so that what `cargo test --workspace` has built is used.
    command.current_dir(root()).args(["test", "--locked", "--workspace"]).args(tests);
    command.env("TOAPIS_TRACE_TESTS", "1").stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("the tests fail; see {}", log.display()).into()) }
}

/// What all keys of these suites have in common.
const CANARY: &str = "canary-0123456789abcdef";

/// Fewer lines mean that the log was off.
const FEWEST: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s01_a_key_is_found_in_any_letter_case() {
        let text =
            ["fine", "sk-CANARY-0123456789abcdef", "sk-canary-0123", "x=canary-0123456789abcdef"].join("\n");
        assert_eq!(leaks(&text), [2, 4]);
    }
}
