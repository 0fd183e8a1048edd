//! Rests that wander.

use std::time::Duration;

use super::Strategy;
use super::invalid::{InvalidStrategy, checked_pair, clamped};
use crate::look_state::LookState;
use crate::random::Random;

/// Rests for anything from `initial` to three times the last rest, never above the cap.
///
/// Grows like [`Exponential`](super::Exponential) on average, and falls back now and then; many waiters that began
/// together spread out quickly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecorrelatedJitter {
    initial: Duration,
    cap: Duration,
}

impl DecorrelatedJitter {
    /// Rests for `initial` at first, and never for less than that nor for more than `cap`.
    ///
    /// # Errors
    ///
    /// When a duration is zero or more than an hour, or `cap` is below `initial`.
    pub fn new(initial: Duration, cap: Duration) -> Result<Self, InvalidStrategy> {
        let (initial, cap) = checked_pair(initial, cap)?;
        Ok(Self { initial, cap })
    }

    /// As [`new`](Self::new), with the durations moved into the range from 1 ms to 1 h, and `cap` raised to `initial`.
    pub fn clamp(initial: Duration, cap: Duration) -> Self {
        let initial = clamped(initial);
        Self { initial, cap: clamped(cap).max(initial) }
    }
}

impl Strategy for DecorrelatedJitter {
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        match look.previous {
            Some(previous) => random.between(self.initial, previous.saturating_mul(3).min(self.cap)),
            None => self.initial,
        }
    }
}
