//! Rests that grow by a step.

use std::time::Duration;

use super::Strategy;
use super::invalid::{InvalidStrategy, checked, checked_pair, clamped};
use crate::look_state::LookState;
use crate::random::Random;

/// Rests longer and longer: after `n` looks anything from `initial` to `initial + step × n`, equally likely, and never
/// above the cap.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::{Linear, LookState, Random, Strategy};
/// use toapis_types::TaskKind;
///
/// let s = Duration::from_secs;
/// let strategy = Linear::new(s(5), s(2), s(60))?.without_jitter();
/// let mut look = LookState::new(TaskKind::Image);
/// look.looks = 3;
/// assert_eq!(strategy.delay(&look, &mut Random::new()), s(11));
/// # Ok::<(), toapis_poll::InvalidStrategy>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear {
    initial: Duration,
    step: Duration,
    cap: Duration,
    jitter: bool,
}

impl Linear {
    /// Rests for `initial` at first, up to `step` longer each time, never longer than `cap`.
    ///
    /// # Errors
    ///
    /// When a duration is zero or more than an hour, or `cap` is below `initial`.
    pub fn new(initial: Duration, step: Duration, cap: Duration) -> Result<Self, InvalidStrategy> {
        let (initial, cap) = checked_pair(initial, cap)?;
        Ok(Self { initial, step: checked(step)?, cap, jitter: true })
    }

    /// As [`new`](Self::new), with the durations moved into the range from 1 ms to 1 h, and `cap` raised to `initial`.
    pub fn clamp(initial: Duration, step: Duration, cap: Duration) -> Self {
        let initial = clamped(initial);
        Self { initial, step: clamped(step), cap: clamped(cap).max(initial), jitter: true }
    }

    /// Rests for exactly `initial + step × n`, up to the cap.
    pub fn without_jitter(self) -> Self {
        Self { jitter: false, ..self }
    }
}

impl Strategy for Linear {
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        let steps = u32::try_from(look.looks).unwrap_or(u32::MAX);
        let longest = self.initial.saturating_add(self.step.saturating_mul(steps)).min(self.cap);
        if self.jitter { random.between(self.initial, longest) } else { longest }
    }
}
