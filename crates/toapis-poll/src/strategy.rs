//! How long to rest between two looks.

mod adaptive;
mod decorrelated;
mod documented;
mod exponential;
mod fixed;
mod full_jitter;
mod invalid;
mod linear;
mod steps;

use std::sync::Arc;
use std::time::Duration;

use toapis_types::Task;

use crate::look_state::LookState;
use crate::random::Random;

pub use adaptive::Adaptive;
pub use decorrelated::DecorrelatedJitter;
pub use documented::Documented;
pub use exponential::Exponential;
pub use fixed::Fixed;
pub use full_jitter::FullJitter;
pub use invalid::InvalidStrategy;
pub use linear::Linear;
pub use steps::{AsItIs, IntoStrategy, OneByOne, Steps};

/// Says how long to rest before the next look.
///
/// A strategy keeps no state of its own: everything it may go by is in the [`LookState`], so that one strategy serves
/// any number of tasks at once. A closure `|look: &LookState, random: &mut Random| …` is a strategy; its argument types
/// have to be written out. So is a list of durations, see [`Steps`].
///
/// The waiter holds whatever comes back between the [floor](crate::WaitOptions::floor) and
/// [one hour](crate::WaitOptions::MAX_REST), and cuts it at the deadline, so no answer does harm.
pub trait Strategy: Send + Sync {
    /// How long to rest now. Before the first look (`look.looks == 0`) the rest counts from the submission of the task,
    /// afterwards from the answer of the last look.
    ///
    /// Take what jitter you need from `random`, so that a seed repeats the schedule.
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration;

    /// Is told what each look that succeeded showed, before `look` takes it in: for strategies that learn. Does nothing by
    /// default.
    fn learn(&self, look: &LookState, task: &Task) {
        let _ = (look, task);
    }
}

impl<F> Strategy for F
where
    F: Fn(&LookState, &mut Random) -> Duration + Send + Sync,
{
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        self(look, random)
    }
}

impl Strategy for Arc<dyn Strategy> {
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        (**self).delay(look, random)
    }

    fn learn(&self, look: &LookState, task: &Task) {
        (**self).learn(look, task);
    }
}

impl Strategy for Box<dyn Strategy> {
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        (**self).delay(look, random)
    }

    fn learn(&self, look: &LookState, task: &Task) {
        (**self).learn(look, task);
    }
}
