//! A token bucket in whole numbers: its edges are exact, and it does not drift.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Quota;

/// One token, in the unit that a bucket counts in. A rate of `n` tokens in 10 seconds is then `n` units a nanosecond, so
/// that no refill is ever rounded.
const TOKEN: u64 = 10_000_000_000;

/// How many requests may go at once, refilled continuously.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Bucket {
    /// In units of which one token has [`TOKEN`].
    level: u64,
    /// When `level` was true, since 1970.
    at: Duration,
}

impl Bucket {
    /// A full bucket.
    pub(super) fn full(quota: Quota, now: Duration) -> Self {
        Self { level: capacity(quota), at: now }
    }

    /// Brings the level up to `now`. A clock that went back refills nothing; a smaller capacity than before cuts the level.
    pub(super) fn refill(&mut self, quota: Quota, now: Duration) {
        let passed = now.saturating_sub(self.at).as_nanos();
        let gained = passed.saturating_mul(u128::from(quota.per_ten_seconds()));
        let level = gained.saturating_add(u128::from(self.level));
        self.level = u64::try_from(level).map_or(capacity(quota), |level| level.min(capacity(quota)));
        self.at = now;
    }

    /// Takes one token, if there is one.
    pub(super) fn take(&mut self) {
        self.level = self.level.saturating_sub(TOKEN);
    }

    /// The whole tokens in it.
    pub(super) fn tokens(&self) -> u64 {
        self.level / TOKEN
    }

    /// How long until it holds this many tokens; zero when it does. More than its capacity are never there: then it is the
    /// time to a full bucket.
    pub(super) fn wait_for(&self, tokens: u32, quota: Quota) -> Duration {
        let wanted = u64::from(tokens).saturating_mul(TOKEN).min(capacity(quota));
        let missing = wanted.saturating_sub(self.level);
        Duration::from_nanos(missing.div_ceil(u64::from(quota.per_ten_seconds())))
    }
}

fn capacity(quota: Quota) -> u64 {
    u64::from(quota.burst()).saturating_mul(TOKEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_there_at_the_nanosecond_that_it_is_due() {
        // 16.7 a second: the period is no whole number of nanoseconds.
        let quota = Quota::new(167, 167, 1000).unwrap();
        let mut bucket = Bucket::full(quota, Duration::ZERO);
        for _ in 0..167 {
            bucket.take();
        }
        let wait = bucket.wait_for(1, quota);
        assert_eq!(wait, Duration::from_nanos(59_880_240));
        bucket.refill(quota, Duration::from_nanos(59_880_239));
        assert_eq!(bucket.tokens(), 0);
        bucket.refill(quota, wait);
        assert_eq!(bucket.tokens(), 1);
    }

    #[test]
    fn a_thousand_small_refills_make_one_large_one() {
        let quota = Quota::new(1000, 333, 1000).unwrap();
        let mut small = Bucket { level: 0, at: Duration::ZERO };
        let mut large = small.clone();
        for step in 1..=1000_u64 {
            small.refill(quota, Duration::from_nanos(step * 7_777_777));
        }
        large.refill(quota, Duration::from_micros(7_777_777));
        assert_eq!(small, large);
    }

    #[test]
    fn no_clock_overflows_a_bucket_and_none_going_back_fills_it() {
        let quota = Quota::new(Quota::MAX, Quota::MAX, 1).unwrap();
        let mut bucket = Bucket { level: 0, at: Duration::ZERO };
        bucket.refill(quota, Duration::MAX);
        assert_eq!(bucket.tokens(), u64::from(Quota::MAX));
        bucket.take();
        bucket.refill(quota, Duration::ZERO);
        assert_eq!(bucket.tokens(), u64::from(Quota::MAX) - 1);
        // From there on it works by the new time.
        bucket.refill(quota, Duration::from_secs(1));
        assert_eq!(bucket.tokens(), u64::from(Quota::MAX));
    }
}
