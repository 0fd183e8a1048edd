//! `toapis emulator`: the gateway on this machine, until Ctrl-C.

use std::time::Duration;

use toapis_emulator::{Emulator, EmulatorBuilder, EmulatorClock, RateLimits};

use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::interrupt;
use crate::report::{Report, out};

pub(crate) async fn run(args: &args::Emulator, report: Report) -> Result<Exit, Failure> {
    let emulator = builder(args).start().await.map_err(|error| {
        let what = match &args.state {
            Some(file) if error.kind() == std::io::ErrorKind::InvalidData => {
                format!("{} cannot be used", file.display())
            }
            _ => format!("the emulator cannot listen on port {}", args.port),
        };
        Failure::Io(what, error)
    })?;
    let (url, key) = (emulator.base_url(), emulator.api_key());
    out(format_args!("export TOAPIS_BASE_URL={url} TOAPIS_API_KEY={key}"));
    report.note(&format!("The emulated gateway is running; look at it at {url}/"));
    report.note("Paste the line into another terminal, then run toapis there. Ctrl-C stops it.");
    interrupt().await;
    let charges = emulator.ledger().charges().len();
    report.note(&format!("\nStopped. Charges in the ledger: {charges}. Nothing was really paid."));
    if let Err(unfired) = emulator.faults().verify() {
        Report::warning(&unfired.to_string());
        emulator.faults().clear();
    }
    if let Some(file) = &args.state {
        let written = emulator.snapshot(file);
        written.map_err(|error| Failure::Io(format!("{} cannot be written", file.display()), error))?;
        report.note(&format!("Its state is in {}.", file.display()));
    }
    Ok(Exit::Done)
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
