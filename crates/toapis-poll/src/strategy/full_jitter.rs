//! Rests of any length below a bound that grows.

use std::time::Duration;

use super::Strategy;
use super::exponential::grown;
use super::invalid::{InvalidStrategy, checked_pair, clamped};
use crate::look_state::LookState;
use crate::random::Random;

/// Rests for anything from nothing to `initial × 2^n` after `n` looks, equally likely, and never above the cap.
///
/// Spreads many waiters that began together furthest of all. What falls below the wait's
/// [floor](crate::WaitOptions::floor) is raised to it; [`Exponential`](super::Exponential) never rests for less than its
/// `initial`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FullJitter {
    initial: Duration,
    cap: Duration,
}

impl FullJitter {
    /// Rests for up to `initial` at first, for up to twice as long each time, never longer than `cap`.
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

impl Strategy for FullJitter {
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        random.between(Duration::ZERO, grown(self.initial, 2.0, look.looks, self.cap))
    }
}
