//! `toapis emulator`: the gateway on this machine, until Ctrl-C.

use std::io::Write as _;

use toapis_emulator::{Emulator, EmulatorClock};
use tokio::signal::ctrl_c;

use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;

pub(crate) async fn run(args: &args::Emulator, report: &Report) -> Result<Exit, Failure> {
    let emulator =
        Emulator::builder().port(args.port).clock(EmulatorClock::scaled(args.speed)).start().await.map_err(
            |error| Failure::Io(format!("the emulator cannot listen on port {}", args.port), error),
        )?;
    println!("export TOAPIS_BASE_URL={}", emulator.base_url());
    println!("export TOAPIS_API_KEY={}", emulator.api_key());
    // Who started this in a pipe waits for these two lines.
    let _ = std::io::stdout().flush();
    report.note(
        "The emulated gateway is running. Paste the two lines into another terminal, then run toapis there.",
    );
    report.note("Ctrl-C stops it and forgets all tasks.");
    let interrupted = ctrl_c().await;
    let charges = emulator.ledger().charges().len();
    report.note(&format!("\nStopped. Charges in the ledger: {charges}. Nothing was really paid."));
    interrupted.map_err(|error| Failure::Io("Ctrl-C cannot be listened for".to_owned(), error))?;
    Ok(Exit::Done)
}
