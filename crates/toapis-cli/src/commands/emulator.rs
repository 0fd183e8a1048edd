//! `toapis emulator`: the gateway on this machine, until Ctrl-C.

use toapis_emulator::{Emulator, EmulatorClock};

use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::interrupt;
use crate::report::{Report, out};

pub(crate) async fn run(args: &args::Emulator, report: Report) -> Result<Exit, Failure> {
    let emulator =
        Emulator::builder().port(args.port).clock(EmulatorClock::scaled(args.speed)).start().await.map_err(
            |error| Failure::Io(format!("the emulator cannot listen on port {}", args.port), error),
        )?;
    out(format_args!("export TOAPIS_BASE_URL={}", emulator.base_url()));
    out(format_args!("export TOAPIS_API_KEY={}", emulator.api_key()));
    report.note(
        "The emulated gateway is running. Paste the two lines into another terminal, then run toapis there.",
    );
    report.note("Ctrl-C stops it and forgets all tasks.");
    interrupt().await;
    let charges = emulator.ledger().charges().len();
    report.note(&format!("\nStopped. Charges in the ledger: {charges}. Nothing was really paid."));
    Ok(Exit::Done)
}
