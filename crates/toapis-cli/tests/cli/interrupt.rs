//! Ctrl-C in the middle of a wait.
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::quick_emulator;
use toapis_emulator::Lifecycle;

#[cfg(unix)]
#[test]
fn j15_ctrl_c_leaves_a_way_back_to_the_task() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    emulator.set_lifecycle(Lifecycle::new(Duration::from_secs(3600), Duration::ZERO));
    let mut child = Command::new(env!("CARGO_BIN_EXE_toapis"))
        .current_dir(dir.path())
        .args(["--json", "image", "a hill"])
        .env("TOAPIS_API_KEY", emulator.api_key())
        .env("TOAPIS_BASE_URL", emulator.base_url())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while line.trim() != "queued" {
        line.clear();
        assert_ne!(err.read_line(&mut line).unwrap(), 0, "it ended before it waited");
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let (mut rest, mut out) = (String::new(), String::new());
    err.read_to_string(&mut rest).unwrap();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));

    let id = emulator.ledger().charges()[0].task_id.to_string();
    assert_eq!(
        rest,
        format!(
            "error: stopped waiting. The task {id} goes on and is charged. Get its result with:\n  toapis wait {id} -o FILE\n"
        )
    );
    let line: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(line["handle"]["id"], id.as_str());
}
