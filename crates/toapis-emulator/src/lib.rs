//! The ToAPIs gateway on your machine: tasks, uploads, pictures to look at, and a ledger of what was charged.
//!
//! ```
//! use toapis_emulator::{Emulator, Lifecycle};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let emulator = Emulator::builder().lifecycle(Lifecycle::instant()).start().await?;
//! println!("TOAPIS_BASE_URL={}", emulator.base_url());
//! println!("TOAPIS_API_KEY={}", emulator.api_key());
//! // … make pictures …
//! assert_eq!(emulator.ledger().charges().len(), 0);
//! # Ok(())
//! # }
//! ```
//!
//! It stands in for the service where no key is at hand and no money should move. It checks requests against the
//! [catalogue](toapis_types::catalog), answers in the platform's shapes, moves tasks by a [clock](EmulatorClock) that
//! tests can step, and paints every result from its prompt. It accepts its own keys only, listens on 127.0.0.1 only, and
//! sends nothing but webhooks, to receivers on this machine.
//!
//! What it does differently from the service is listed in `docs/emulator.md` in the repository.

pub mod faults;
pub mod media;
pub mod paint;
pub mod requests;
pub mod webhooks;

mod asked;
mod builder;
mod clock;
mod emulator;
mod ledger;
mod lifecycle;
mod limits;
mod server;
mod state;
mod wire;

pub use builder::EmulatorBuilder;
pub use clock::EmulatorClock;
pub use emulator::{Emulator, WebhookError};
pub use faults::{Call, Fault};
pub use ledger::{Charge, Ledger};
pub use lifecycle::{Ending, FAILURE_CODES, InvalidLifecycle, Lifecycle, Pace};
pub use limits::{
    Group, GroupQuotas, InvalidQuota, Quota, QuotaTable, RateLimits, Reading, ResetUnit, UnknownGroup,
    UnknownReading,
};
pub use state::{MoveError, Spelling};
