//! How much longer a task will take, as far as anyone can tell.

use std::time::Duration;

use crate::look_state::LookState;
use crate::strategy::Adaptive;

/// Guesses how much longer a task takes; a closure will do.
///
/// Without one, [`LookState::remaining`] is used, which goes by the progress of this one task alone. [`Adaptive`], which
/// knows how long the model took for others, is one as well.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::{LookState, WaitOptions};
///
/// const USUALLY: Duration = Duration::from_secs(150);
/// let options = WaitOptions::new().estimate(|look: &LookState| {
///     look.remaining().or_else(|| USUALLY.checked_sub(look.age))
/// });
/// ```
pub trait Estimate: Send + Sync {
    /// How much longer it takes from now; `None` when that is anyone's guess, which is better than a wrong number.
    fn remaining(&self, look: &LookState) -> Option<Duration>;
}

impl<F> Estimate for F
where
    F: Fn(&LookState) -> Option<Duration> + Send + Sync,
{
    fn remaining(&self, look: &LookState) -> Option<Duration> {
        self(look)
    }
}

/// The progress of the task where it is honest, else half of the tasks of this model and age take less, half longer.
/// `None` until five tasks were seen to their end, and for one that outlives 19 of 20.
impl Estimate for Adaptive {
    fn remaining(&self, look: &LookState) -> Option<Duration> {
        look.remaining().or_else(|| {
            let (durations, model) = (self.durations(), look.model.as_deref());
            if durations.remembered(look.kind, model) < 5.0 {
                return None;
            }
            let curve = durations.curve(look.kind, model);
            let share = curve.finished_by(look.age);
            let median = curve.quantile(f64::midpoint(share, 1.0));
            median.checked_sub(look.age).filter(|left| share < 0.95 && !left.is_zero())
        })
    }
}

#[cfg(test)]
mod tests {
    use toapis_types::TaskKind;

    use super::*;
    use crate::durations::Observation;

    #[test]
    fn learned_durations_tell_how_much_longer_it_takes() {
        let adaptive = Adaptive::new();
        let mut look = LookState::new(TaskKind::Video);
        look.age = Duration::from_secs(60);
        assert_eq!(adaptive.remaining(&look), None, "what is only assumed is not told");
        for _ in 0..50 {
            let took = Observation::Between(Duration::from_secs(98), Duration::from_secs(102));
            adaptive.durations().observe(TaskKind::Video, None, took);
        }
        let left = adaptive.remaining(&look).unwrap().as_secs();
        assert!((25..45).contains(&left), "{left}");
        look.age = Duration::from_secs(9_000);
        assert_eq!(adaptive.remaining(&look), None, "it outlived everything");
    }
}
