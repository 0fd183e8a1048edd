//! What was charged: the judge of "never pay twice".

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use toapis_types::TaskId;

/// All charges of an emulator, in order. Clones show the same ledger.
///
/// Every accepted create is one charge, also when its answer was lost on the way.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    charges: Arc<Mutex<Vec<Charge>>>,
}

/// One accepted create.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Charge {
    /// The task it paid for.
    pub task_id: TaskId,
    /// The `client_business_id` of the create.
    pub business_id: Option<String>,
    /// The user who paid.
    pub user: String,
    /// The model.
    pub model: String,
    /// The price in credits. The prices are the emulator's own; the service's are not documented.
    pub credits: u64,
    /// When it was charged, in Unix seconds of the emulator's clock.
    pub at: u64,
    /// When it was given back because the task failed, in Unix seconds; `None` while it is not.
    pub refunded_at: Option<u64>,
}

impl Ledger {
    /// All charges so far, the oldest first. A refunded one stays a charge.
    pub fn charges(&self) -> Vec<Charge> {
        self.with(|charges| charges.clone())
    }

    /// The sum of all charges, in credits, refunded ones included.
    pub fn credits(&self) -> u64 {
        self.with(|charges| charges.iter().map(|charge| charge.credits).sum())
    }

    /// The sum of what was given back, in credits.
    pub fn refunded_credits(&self) -> u64 {
        self.with(|charges| {
            charges.iter().filter(|charge| charge.refunded_at.is_some()).map(|charge| charge.credits).sum()
        })
    }

    /// Forgets all charges. Balances and tasks stay as they are.
    pub fn reset(&self) {
        self.replace(Vec::new());
    }

    pub(crate) fn replace(&self, with: Vec<Charge>) {
        self.with(|charges| *charges = with);
    }

    pub(crate) fn add(&self, charge: Charge) {
        self.with(|charges| charges.push(charge));
    }

    pub(crate) fn refund(&self, task_id: &str, at: u64) {
        self.with(|charges| {
            let charge = charges.iter_mut().rev().find(|charge| charge.task_id.as_str() == task_id);
            if let Some(charge) = charge {
                charge.refunded_at = Some(at);
            }
        });
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Vec<Charge>) -> T) -> T {
        // A panic elsewhere cannot leave the list half changed.
        use_it(&mut self.charges.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
