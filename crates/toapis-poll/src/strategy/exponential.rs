//! Rests that grow by a factor.

use std::time::Duration;

use super::Strategy;
use super::invalid::{InvalidStrategy, checked_pair, clamped};
use crate::look_state::LookState;
use crate::random::Random;

/// Rests longer and longer: after `n` looks anything from `initial` to `initial × factor^n`, equally likely, and never
/// above the cap.
///
/// Few queries for long tasks, at the price of noticing their end late: in a simulation with a factor of 2, films of
/// 150 s were noticed 29 s late on average.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::{Exponential, LookState, Random, Strategy};
/// use toapis_types::TaskKind;
///
/// let (initial, cap) = (Duration::from_secs(5), Duration::from_secs(60));
/// let strategy = Exponential::new(initial, 2.0, cap)?.without_jitter();
/// let mut look = LookState::new(TaskKind::Image);
/// look.looks = 3;
/// assert_eq!(strategy.delay(&look, &mut Random::new()), Duration::from_secs(40));
/// # Ok::<(), toapis_poll::InvalidStrategy>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    initial: Duration,
    factor: f64,
    cap: Duration,
    jitter: bool,
}

impl Exponential {
    /// Rests for `initial` at first, up to `factor` times longer each time, never longer than `cap`.
    ///
    /// # Errors
    ///
    /// When a duration is zero or more than an hour, `cap` is below `initial`, or `factor` is not a finite number of at
    /// least 1.
    pub fn new(initial: Duration, factor: f64, cap: Duration) -> Result<Self, InvalidStrategy> {
        let (initial, cap) = checked_pair(initial, cap)?;
        if !(factor.is_finite() && factor >= 1.0) {
            return Err(InvalidStrategy::Factor(factor));
        }
        Ok(Self { initial, factor, cap, jitter: true })
    }

    /// As [`new`](Self::new), with the durations moved into the range from 1 ms to 1 h, `cap` raised to `initial`, and
    /// a `factor` that is none replaced by 2.
    pub fn clamp(initial: Duration, factor: f64, cap: Duration) -> Self {
        let initial = clamped(initial);
        let factor = if factor.is_finite() && factor >= 1.0 { factor } else { 2.0 };
        Self { initial, factor, cap: clamped(cap).max(initial), jitter: true }
    }

    /// Rests for exactly `initial × factor^n`, up to the cap.
    pub fn without_jitter(self) -> Self {
        Self { jitter: false, ..self }
    }
}

impl Strategy for Exponential {
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        let longest = grown(self.initial, self.factor, look.looks, self.cap);
        if self.jitter { random.between(self.initial, longest) } else { longest }
    }
}

/// `initial × factor^times`, at most `cap`; for a factor of at least 1.
///
/// The power is multiplied out here because `powi` may round differently from platform to platform, and a seed promises
/// the same schedule everywhere.
pub(crate) fn grown(initial: Duration, factor: f64, times: u64, cap: Duration) -> Duration {
    let (mut power, mut square, mut rest) = (1.0_f64, factor, times);
    while rest > 0 {
        if rest & 1 == 1 {
            power *= square;
        }
        square *= square;
        rest >>= 1;
    }
    // An overflow is infinite, which the cap takes care of.
    let seconds = (initial.as_secs_f64() * power).min(cap.as_secs_f64());
    Duration::try_from_secs_f64(seconds).unwrap_or(cap).min(cap)
}
