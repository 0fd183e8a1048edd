//! Formatting generated Rust with the formatter and the configuration of this workspace.

use std::env;
use std::io::{ErrorKind, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use crate::run::Outcome;
use crate::workspace::Files;

/// Runs every `.rs` file through rustfmt, several at a time.
pub(crate) fn format_all(root: &Path, files: &mut Files) -> Outcome {
    let is_rust = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "rs");
    let mut sources: Vec<(&String, &mut String)> =
        files.iter_mut().filter(|(path, _)| is_rust(path)).collect();
    let workers = thread::available_parallelism().map_or(2, NonZero::get);
    let share = sources.len().div_ceil(workers).max(1);
    let failures: Vec<String> = thread::scope(|scope| {
        let chunks: Vec<_> =
            sources.chunks_mut(share).map(|chunk| scope.spawn(|| format_chunk(root, chunk))).collect();
        chunks
            .into_iter()
            .filter_map(|chunk| chunk.join().unwrap_or_else(|_| Some("a worker panicked".into())))
            .collect()
    });
    match failures.into_iter().next() {
        Some(failure) => Err(failure.into()),
        None => Ok(()),
    }
}

/// Formats files one after another, up to the first that fails.
fn format_chunk(root: &Path, chunk: &mut [(&String, &mut String)]) -> Option<String> {
    for (path, source) in chunk {
        match format_one(root, source) {
            Ok(formatted) => **source = formatted,
            Err(error) => return Some(format!("{path}: {error}")),
        }
    }
    None
}

fn format_one(root: &Path, source: &str) -> Result<String, String> {
    let program = env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    let mut child = Command::new(&program)
        .args(["--edition", "2024", "--emit", "stdout", "--config-path"])
        .arg(root.join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                "rustfmt is not installed: `rustup component add rustfmt`, or name it in RUSTFMT".to_owned()
            }
            _ => format!("rustfmt does not start: {error}"),
        })?;
    // rustfmt reads its whole input before it writes, so the pipes cannot block each other.
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(source.as_bytes()).map_err(|error| format!("rustfmt does not read: {error}"))?;
    }
    let output = child.wait_with_output().map_err(|error| format!("rustfmt does not end: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "rustfmt refuses the generated code:\n{}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    String::from_utf8(output.stdout).map_err(|_| "rustfmt wrote no UTF-8".to_owned())
}
