//! Running the command, and what it printed.

use std::path::Path;

use assert_cmd::Command;
use toapis_emulator::{Emulator, Lifecycle};

/// The command in an empty folder, without anything from this environment that could change what it does.
pub(crate) fn toapis(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toapis"));
    command
        .current_dir(folder)
        .env_remove("TOAPIS_API_KEY")
        .env_remove("TOAPIS_BASE_URL")
        .env("COLUMNS", "100");
    command
}

/// The command, talking to an emulator outside of it.
pub(crate) fn toapis_at(folder: &Path, emulator: &Emulator) -> Command {
    let mut command = toapis(folder);
    command.env("TOAPIS_API_KEY", emulator.api_key()).env("TOAPIS_BASE_URL", emulator.base_url());
    command
}

/// An emulator whose tasks are done at once.
pub(crate) fn quick_emulator() -> Emulator {
    Emulator::builder().lifecycle(Lifecycle::instant()).seed(7).start_blocking().unwrap()
}

/// What a command printed, and how it ended.
pub(crate) struct Printed {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Printed {
    let output = command.output().unwrap();
    Printed {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: without_random_ids(&String::from_utf8(output.stderr).unwrap()),
    }
}

/// Business ids are random when nobody gives one; a snapshot shows `rs-…` in their place.
fn without_random_ids(text: &str) -> String {
    let mut parts = text.split("rs-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let is_id = part.len() >= 32 && part.as_bytes()[..32].iter().all(u8::is_ascii_hexdigit);
        text + "rs-" + if is_id { "…" } else { "" } + if is_id { &part[32..] } else { part }
    })
}
