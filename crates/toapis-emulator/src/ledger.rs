//! What was charged: the judge of "never pay twice".

use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use toapis_types::TaskId;

/// All charges of an emulator, in order. Clones show the same ledger.
///
/// Every accepted create is one charge, also when its answer was lost on the way.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    charges: Arc<Mutex<Vec<Charge>>>,
}

/// One accepted create.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Charge {
    /// The task it paid for.
    pub task_id: TaskId,
    /// The `client_business_id` of the create.
    pub business_id: Option<String>,
    /// The model.
    pub model: String,
    /// The price in credits. The prices are the emulator's own; the service's are not documented.
    pub credits: u64,
    /// When it was charged, in Unix seconds of the emulator's clock.
    pub at: u64,
}

impl Ledger {
    /// All charges so far, the oldest first.
    pub fn charges(&self) -> Vec<Charge> {
        self.with(|charges| charges.clone())
    }

    /// The sum of all charges, in credits.
    pub fn credits(&self) -> u64 {
        self.with(|charges| charges.iter().map(|charge| charge.credits).sum())
    }

    pub(crate) fn add(&self, charge: Charge) {
        self.with(|charges| charges.push(charge));
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Vec<Charge>) -> T) -> T {
        // A panic elsewhere cannot leave the list half changed.
        use_it(&mut self.charges.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
