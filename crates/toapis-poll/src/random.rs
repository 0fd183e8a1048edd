//! The source of jitter.

use std::time::Duration;

/// Random numbers for jitter, reproducible from a seed. Not for secrets.
///
/// The same seed gives the same numbers on every platform, with the same version of this crate's dependencies.
#[derive(Clone, Debug)]
pub struct Random {
    generator: fastrand::Rng,
}

impl Random {
    /// Numbers that differ from run to run.
    pub fn new() -> Self {
        Self { generator: fastrand::Rng::new() }
    }

    /// Numbers that are the same for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self { generator: fastrand::Rng::with_seed(seed) }
    }

    /// A duration from `low` to `high`, both included, each equally likely, to the nanosecond; `low` when `high` is
    /// below it. Durations beyond 584 years count as that.
    pub fn between(&mut self, low: Duration, high: Duration) -> Duration {
        let (low_nanos, high_nanos) = (nanos(low), nanos(high));
        if high_nanos <= low_nanos {
            return low;
        }
        Duration::from_nanos(self.generator.u64(low_nanos..=high_nanos))
    }
}

impl Default for Random {
    fn default() -> Self {
        Self::new()
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
