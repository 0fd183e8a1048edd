//! Numbers that make no strategy.

use std::time::Duration;

use thiserror::Error;

use crate::options::WaitOptions;

/// Why numbers do not make a strategy. Each strategy has a `clamp` beside its `new` that repairs them instead.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum InvalidStrategy {
    /// A rest of no length.
    #[error("a rest between two looks cannot be zero")]
    Zero,
    /// A rest of more than [`WaitOptions::MAX_REST`].
    #[error("a rest of {0:?} between two looks is longer than the most, {max:?}", max = WaitOptions::MAX_REST)]
    TooLong(Duration),
    /// A cap below the shortest rest.
    #[error("the cap of {cap:?} is below the shortest rest of {initial:?}")]
    CapBelowInitial {
        /// The shortest rest.
        initial: Duration,
        /// The cap.
        cap: Duration,
    },
    /// A factor that is below 1, infinite or not a number.
    #[error("{0} is no factor to grow by: use a finite number of at least 1")]
    Factor(f64),
}

/// Refuses a rest that is zero or too long.
pub(super) fn checked(rest: Duration) -> Result<Duration, InvalidStrategy> {
    if rest.is_zero() {
        Err(InvalidStrategy::Zero)
    } else if rest > WaitOptions::MAX_REST {
        Err(InvalidStrategy::TooLong(rest))
    } else {
        Ok(rest)
    }
}

/// Refuses a cap that is zero, too long or below the shortest rest.
pub(super) fn checked_pair(
    initial: Duration,
    cap: Duration,
) -> Result<(Duration, Duration), InvalidStrategy> {
    let (initial, cap) = (checked(initial)?, checked(cap)?);
    if cap < initial { Err(InvalidStrategy::CapBelowInitial { initial, cap }) } else { Ok((initial, cap)) }
}

/// The nearest rest that [`checked`] lets pass.
pub(super) fn clamped(rest: Duration) -> Duration {
    rest.clamp(SHORTEST, WaitOptions::MAX_REST)
}

/// Far below any floor a waiter takes: it only keeps a rest from being nothing.
const SHORTEST: Duration = Duration::from_millis(1);
