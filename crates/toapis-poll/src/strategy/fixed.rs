//! The same rest every time.

use std::time::Duration;

use super::Strategy;
use super::invalid::{InvalidStrategy, checked, clamped};
use crate::look_state::LookState;
use crate::random::Random;

/// Rests equally long every time, without jitter. For tests and emulators: many fixed waiters that start together stay
/// together.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::Fixed;
///
/// let every_8_s = Fixed::new(Duration::from_secs(8))?;
/// assert_eq!(Fixed::clamp(Duration::from_secs(8)), every_8_s);
/// assert!(Fixed::new(Duration::ZERO).is_err());
/// # Ok::<(), toapis_poll::InvalidStrategy>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    rest: Duration,
}

impl Fixed {
    /// Rests for `rest` every time.
    ///
    /// # Errors
    ///
    /// When it is zero or more than an hour.
    pub fn new(rest: Duration) -> Result<Self, InvalidStrategy> {
        Ok(Self { rest: checked(rest)? })
    }

    /// As [`new`](Self::new), with `rest` moved into the range from 1 ms to 1 h.
    pub fn clamp(rest: Duration) -> Self {
        Self { rest: clamped(rest) }
    }
}

impl Strategy for Fixed {
    fn delay(&self, _: &LookState, _: &mut Random) -> Duration {
        self.rest
    }
}
