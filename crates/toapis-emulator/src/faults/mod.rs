//! Scripted faults: what goes wrong between a client and the gateway, on purpose, and the proof that it did.
//!
//! A [`Fault`] says for which requests it is ([`Call`], path, method, fields), how often, and what happens (an
//! [`Action`]): whether the request is processed, how its answer is changed ([`Edit`]), and how the bytes go over the
//! wire ([`Delivery`]). Faults come from a script ([`Faults`]) or, for one request, from its [`FAULT_HEADER`]. Those
//! with a name are in the [`catalogue`].

mod action;
mod answer;
mod call;
mod delivery;
mod edit;
mod fault;
mod header;
mod json_text;
mod matcher;
mod names;
mod observed;
mod script;
#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub use action::Action;
pub use call::Call;
pub use delivery::{CloseAt, CloseHow, Delivery, Framing, HeadFault, Part, StallAt};
pub use edit::Edit;
pub use fault::Fault;
pub use header::FAULT_HEADER;
pub use names::{NamedFault, Parameter, Processing, catalogue};
pub use observed::{Observed, observed};
pub use script::{FaultId, Faults, FaultsState, NotFired, Scripted};

pub(crate) use answer::{Answer, Context, cut};
pub(crate) use call::is_own_page;
pub(crate) use header::from_headers;
pub(crate) use json_text::open_object;
pub(crate) use matcher::Facts;
pub(crate) use script::{Choice, Claim};

/// A fault that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultError {
    /// No fault of the catalogue has this name.
    #[error("there is no fault named `{0}`; there are: {list}", list = names::list())]
    UnknownName(String),
    /// No observed answer has this id.
    #[error("there is no observed answer `{0}`; there are: {list}", list = observed_ids())]
    UnknownObserved(String),
    /// Something about it cannot be done.
    #[error("{0}")]
    Invalid(String),
}

fn observed_ids() -> String {
    observed().iter().map(|sample| sample.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Bytes that were checked to be Base64 when the fault was made.
pub(crate) fn base64_bytes(text: &str) -> Result<Vec<u8>, String> {
    STANDARD.decode(text).map_err(|error| format!("the bytes are not Base64: {error}"))
}
