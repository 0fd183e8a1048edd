//! Running the command the way a person does.

use std::path::Path;

use assert_cmd::Command;
use toapis_emulator::{Emulator, Lifecycle};

/// The command in an empty folder, without anything from this environment that could change what it does.
pub fn toapis(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toapis"));
    command
        .current_dir(folder)
        .env_remove("TOAPIS_API_KEY")
        .env_remove("TOAPIS_BASE_URL")
        .env("COLUMNS", "100");
    command
}

/// The command, talking to an emulator outside of it.
pub fn toapis_at(folder: &Path, emulator: &Emulator) -> Command {
    let mut command = toapis(folder);
    command.env("TOAPIS_API_KEY", emulator.api_key()).env("TOAPIS_BASE_URL", emulator.base_url());
    command
}

/// An emulator whose tasks are done at once.
pub fn quick_emulator() -> Emulator {
    Emulator::builder().lifecycle(Lifecycle::instant()).seed(7).start_blocking().unwrap()
}

/// What a command printed, and how it ended.
pub struct Printed {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Printed {
    let output = command.output().unwrap();
    Printed {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
