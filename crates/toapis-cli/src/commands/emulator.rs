//! `toapis emulator`: the gateway on this machine, until Ctrl-C.

use std::io;
use std::path::Path;
use std::time::Duration;

use toapis_emulator::{Emulator, EmulatorBuilder, EmulatorClock, RateLimits};

use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::interrupt;
use crate::report::{Report, out};

pub(crate) async fn run(args: &args::Emulator, report: Report) -> Result<Exit, Failure> {
    if let Some(file) = &args.state {
        probe(file).map_err(|error| Failure::Io(format!("{} cannot be written", file.display()), error))?;
        if file.exists() {
            report.note(&format!(
                "{} sets the clock, the users, the limits and the life cycles; flags for them do not count.",
                file.display()
            ));
        }
    }
    let started = builder(args).start().await;
    let emulator = started.map_err(|error| Failure::Io("the emulator cannot start".to_owned(), error))?;
    let (url, key) = (emulator.base_url(), emulator.api_key());
    out(format_args!("export TOAPIS_BASE_URL={url} TOAPIS_API_KEY={key}"));
    report.note(&format!("The emulated gateway is running; look at it at {url}/"));
    report.note("Paste the line into another terminal, then run toapis there. Ctrl-C stops it.");
    interrupt().await;
    let charges = emulator.ledger().charges().len();
    report.note(&format!("\nStopped. Charges in the ledger: {charges}. Nothing was really paid."));
    if let Some(file) = &args.state {
        let written = emulator.snapshot(file);
        written.map_err(|error| Failure::Io(format!("{} cannot be written", file.display()), error))?;
        report.note(&format!("Its state is in {}.", file.display()));
    }
    if let Some(unfired) = emulator.unfired() {
        Report::warning(&unfired);
        emulator.clear_faults();
    }
    Ok(Exit::Done)
}

/// Whether a file can be written in the folder of this one: better known before a session than after it.
fn probe(file: &Path) -> io::Result<()> {
    if file.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::tempfile_in(folder).map(drop)
}

fn builder(args: &args::Emulator) -> EmulatorBuilder {
    let clock = EmulatorClock::scaled(args.speed);
    let clock = match args.at {
        Some(at) => clock.starting_at(Duration::from_secs(at)),
        None => clock,
    };
    let next_port = if args.port == 0 { 0 } else { args.port.wrapping_add(1) };
    let mut builder = Emulator::builder()
        .port(args.port)
        .files_port(args.files_port.unwrap_or(next_port))
        .clock(clock)
        .group(args.group)
        .rate_limits(RateLimits { reading: args.limits, ..RateLimits::default() })
        .lifecycle(args.lifecycle.clone())
        .loose(args.loose);
    if let Some(seed) = args.seed {
        builder = builder.seed(seed);
    }
    match &args.state {
        Some(file) if file.exists() => builder.restore(file),
        _ => builder,
    }
}
