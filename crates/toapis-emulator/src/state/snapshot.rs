//! The whole state as a file, and back.

use std::io;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{State, World};
use crate::faults::FaultsState;
use crate::ledger::Charge;
use crate::server::DeskMemory;

/// Grows when an older emulator could not read the file.
const VERSION: u32 = 1;

/// What a snapshot holds. A snapshot of one port is served on another: URLs are made when they are asked for.
#[derive(Serialize, Deserialize)]
struct Snapshot {
    version: u32,
    /// The emulator's clock.
    at: Duration,
    speed: f64,
    ledger: Vec<Charge>,
    faults: FaultsState,
    chat: DeskMemory,
    state: State,
}

impl World {
    /// The state as JSON. It holds the emulator's own keys and webhook secrets, which work nowhere else.
    pub(crate) fn snapshot(&self) -> io::Result<Vec<u8>> {
        // Charges are written while the state is held: the two belong together.
        let state = self.state();
        let snapshot = Snapshot {
            version: VERSION,
            at: self.clock.now(),
            speed: self.clock.speed(),
            ledger: self.ledger.charges(),
            faults: self.faults.state(),
            chat: self.chat.state(),
            state: state.clone(),
        };
        drop(state);
        serde_json::to_vec(&snapshot).map_err(io::Error::other)
    }

    /// Goes back to a snapshot, once what is being delivered has come to its end.
    pub(crate) async fn restore_while_running(&self, json: &[u8]) -> io::Result<()> {
        let _alone = self.turn.write().await;
        self.restore(json)
    }

    /// Goes back to a snapshot.
    pub(crate) fn restore(&self, json: &[u8]) -> io::Result<()> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let wrong = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
        let head: Head = serde_json::from_slice(json)
            .map_err(|error| wrong(format!("this is not a snapshot of an emulator: {error}")))?;
        if head.version != VERSION {
            let (found, known) = (head.version, VERSION);
            return Err(wrong(format!("the snapshot has version {found}, this emulator reads {known}")));
        }
        let snapshot: Snapshot = serde_json::from_slice(json)
            .map_err(|error| wrong(format!("the snapshot is damaged: {error}")))?;
        let mut state = self.state();
        *state = snapshot.state;
        self.ledger.replace(snapshot.ledger);
        self.faults.restore(snapshot.faults);
        self.chat.restore(snapshot.chat);
        self.gallery.clear();
        // The speed first: a clock that runs would have moved on in between.
        self.clock.set_speed(snapshot.speed);
        self.clock.set(snapshot.at);
        Ok(())
    }
}
