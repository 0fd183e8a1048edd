//! Sliding windows: at most so many requests in any 10 and in any 60 seconds.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Quota;

const TEN_SECONDS: Duration = Duration::from_secs(10);
const MINUTE: Duration = Duration::from_secs(60);

/// When the requests of the last minute were admitted, oldest first.
///
/// A window is half open: a request leaves it at the very nanosecond that it is 10 or 60 seconds old.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Windows {
    admitted: VecDeque<Duration>,
}

impl Windows {
    /// Forgets what is older than a minute. What lies ahead of a clock that went back counts as admitted just now.
    pub(super) fn forget(&mut self, now: Duration) {
        let old = self.admitted.partition_point(|at| at.saturating_add(MINUTE) <= now);
        self.admitted.drain(..old);
        let past = self.admitted.partition_point(|at| *at <= now);
        self.admitted.range_mut(past..).for_each(|at| *at = now);
    }

    /// Counts a request.
    pub(super) fn add(&mut self, now: Duration) {
        self.admitted.push_back(now);
    }

    /// How many more requests both windows have room for.
    pub(super) fn room(&self, quota: Quota, now: Duration) -> u64 {
        let left = |limit: u32, span| u64::from(limit).saturating_sub(self.count(span, now));
        left(quota.burst(), TEN_SECONDS).min(left(quota.per_minute(), MINUTE))
    }

    /// How long until both windows have room for this many requests at least; zero when they do. More than the limits
    /// allow never fit: then it is the time to empty windows.
    pub(super) fn wait_for(&self, requests: u32, quota: Quota, now: Duration) -> Duration {
        let wait = |limit: u32, span: Duration| {
            // Once at most `others` are left in the window, the asked ones fit beside them. They are the newest.
            let others = limit.saturating_sub(requests);
            let blocking =
                usize::try_from(others).ok().and_then(|others| self.admitted.iter().rev().nth(others));
            blocking.map_or(Duration::ZERO, |at| at.saturating_add(span).saturating_sub(now))
        };
        wait(quota.burst(), TEN_SECONDS).max(wait(quota.per_minute(), MINUTE))
    }

    fn count(&self, span: Duration, now: Duration) -> u64 {
        let left = self.admitted.partition_point(|at| at.saturating_add(span) <= now);
        u64::try_from(self.admitted.len() - left).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l08_a_request_leaves_a_window_at_the_edge_and_not_before() {
        let quota = Quota::new(2, 100, 3).unwrap();
        let (ns, start) = (Duration::from_nanos(1), Duration::from_secs(1000));
        let just_before = |edge: Duration| edge.saturating_sub(ns);
        let mut windows = Windows::default();
        windows.add(start);
        windows.add(start + ns);
        assert_eq!(windows.room(quota, just_before(start + TEN_SECONDS)), 0);
        assert_eq!(windows.wait_for(1, quota, just_before(start + TEN_SECONDS)), ns);
        assert_eq!(windows.room(quota, start + TEN_SECONDS), 1);
        assert_eq!(windows.wait_for(1, quota, start + TEN_SECONDS), Duration::ZERO);
        // The third fills the minute.
        windows.add(start + TEN_SECONDS);
        assert_eq!(windows.wait_for(1, quota, just_before(start + MINUTE)), ns);
        assert_eq!(windows.room(quota, start + MINUTE), 1);
        windows.forget(start + MINUTE);
        assert_eq!(windows.admitted.len(), 2);
    }

    #[test]
    fn a_clock_that_went_back_frees_nothing_and_blocks_no_longer_than_a_minute() {
        let quota = Quota::new(1, 100, 100).unwrap();
        let mut windows = Windows::default();
        windows.add(Duration::from_secs(1_000_000));
        windows.forget(Duration::from_secs(5));
        assert_eq!(windows.room(quota, Duration::from_secs(5)), 0);
        assert_eq!(windows.wait_for(1, quota, Duration::from_secs(5)), TEN_SECONDS);
    }

    #[test]
    fn numbers_that_shrank_are_waited_for() {
        let (wide, narrow) = (Quota::new(9, 9, 9).unwrap(), Quota::new(1, 1, 2).unwrap());
        let mut windows = Windows::default();
        for second in 0..5 {
            windows.add(Duration::from_secs(second));
        }
        let now = Duration::from_secs(5);
        assert_eq!((windows.room(wide, now), windows.room(narrow, now)), (4, 0));
        // Of the five only one may be left in the minute: the one of second 4, once that of second 3 has gone.
        assert_eq!(windows.wait_for(1, narrow, now), Duration::from_secs(58));
    }
}
