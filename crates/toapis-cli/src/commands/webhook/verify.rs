//! `toapis webhook verify`: a stored request, judged.

use std::io::{self, Read as _};
use std::path::Path;
use std::time::Duration;

use toapis_webhook::{Decision, Verifier, receive};

use super::args::Verify;
use super::stored::Stored;
use super::{json, line, now};
use crate::args::Common;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::{Report, out};

pub(super) fn run(common: &Common, args: &Verify, report: Report) -> Result<Exit, Failure> {
    let secrets = args.secret.needed(common)?;
    let many = secrets.len() > 1;
    let verifier = Verifier::with_secrets(secrets).map_err(|error| Failure::Usage(error.to_string()))?;
    let verifier = if args.any_age { verifier.tolerance(Duration::MAX) } else { verifier };
    let unreadable =
        |error: io::Error| Failure::Usage(format!("{} cannot be read: {error}", args.file.display()));
    let bytes = read(&args.file).map_err(unreadable)?;
    let stored = Stored::from_bytes(&bytes).map_err(unreadable)?;
    let headers = stored.headers.iter().map(|(name, value)| (name, value));
    match receive(&verifier, headers, &stored.body, args.at.unwrap_or_else(now)) {
        Decision::Refuse(error) => Err(Failure::NotVerified(error)),
        Decision::Store(delivery, event) => {
            if report.is_json() {
                out(json(&event));
            } else {
                out(line(&event));
            }
            if many {
                report.note(&format!("Signed with secret number {}.", delivery.secret_index() + 1));
            }
            Ok(Exit::Done)
        }
    }
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map(|_| bytes)
}
