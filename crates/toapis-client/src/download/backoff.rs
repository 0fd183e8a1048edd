//! When to try a result again, without I/O or a clock. It costs nothing, so the file's own end is the deadline.

use std::time::Duration;

use toapis_poll::Random;

use super::error::{FetchError, Trouble};

/// How often and for how long one result was tried.
#[derive(Debug)]
pub(crate) struct Backoff {
    expires_at: i64,
    patience: Duration,
    /// Tries in a row that brought nothing worth mentioning.
    tries: u32,
    /// Answers that were no file.
    odd: u32,
    /// Since when nothing came, by the monotonic clock.
    quiet_since: Option<Duration>,
    /// Made when it is needed first.
    random: Option<Random>,
    seed: Option<u64>,
}

/// Both senses of time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now {
    /// Unix seconds, by the file host's clock where it said so.
    pub(crate) unix: i64,
    pub(crate) monotonic: Duration,
}

/// What follows an error.
#[derive(Debug)]
pub(crate) enum After {
    /// Try again after this long.
    Pause(Duration),
    /// Ask for a fresh URL, and try again: at once if it is another one, else after this long.
    Look(Duration),
    End(FetchError),
}

impl Backoff {
    /// For a file that stays until `expires_at`, in Unix seconds. `patience` bounds how long nothing may come. With a
    /// `seed`, the pauses are the same in every run.
    pub(crate) fn new(expires_at: i64, patience: Duration, seed: Option<u64>) -> Self {
        Self { expires_at, patience, tries: 0, odd: 0, quiet_since: None, random: None, seed }
    }

    /// After a try that brought this many bytes before it failed.
    pub(crate) fn after(&mut self, now: Now, bytes: u64, error: FetchError) -> After {
        let trouble = error.trouble();
        if trouble == Trouble::Final {
            return After::End(error);
        }
        if bytes >= WORTH_MENTIONING {
            self.tries = 0;
            self.quiet_since = None;
        }
        let quiet = now.monotonic.saturating_sub(*self.quiet_since.get_or_insert(now.monotonic));
        let left = u64::try_from(self.expires_at.saturating_sub(now.unix)).unwrap_or(0);
        if left == 0 && matches!(trouble, Trouble::Gone | Trouble::Busy) {
            return After::End(error.into_expired(self.expires_at, now.unix));
        }
        let longest = PAUSES.get(self.tries as usize).copied().unwrap_or(MAX_PAUSE);
        // Full jitter: many files that broke at the same moment do not come back at the same moment.
        let seed = self.seed;
        let random = self.random.get_or_insert_with(|| seed.map_or_else(Random::new, Random::seeded));
        let pause = random.between(Duration::ZERO, longest);
        let pause = pause.max(error.retry_after().unwrap_or_default().min(MAX_RETRY_AFTER));
        self.tries = self.tries.saturating_add(1);
        let limit = match trouble {
            Trouble::Busy => self.patience,
            _ => self.patience.min(MINUTES),
        };
        if trouble == Trouble::Odd {
            self.odd += 1;
        }
        if quiet >= limit || left == 0 || self.odd >= MOST_ODD {
            return After::End(if trouble == Trouble::Gone { error.into_unreachable(quiet) } else { error });
        }
        // One last try at the end of whatever ends first, and no later.
        let pause = pause.min(Duration::from_secs(left)).min(limit.saturating_sub(quiet));
        if trouble == Trouble::Gone { After::Look(pause) } else { After::Pause(pause) }
    }
}

/// The longest pauses between tries; from then on [`MAX_PAUSE`].
const PAUSES: [Duration; 6] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
    Duration::from_secs(32),
];

const MAX_PAUSE: Duration = Duration::from_secs(60);

/// A host that asks for more is asked again after this much.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);

/// How long a file that should be there may be missing, and a network be away.
pub(crate) const MINUTES: Duration = Duration::from_secs(300);

/// How often something else may come in place of the file.
const MOST_ODD: u32 = 4;

/// Fewer bytes than these in one try are no progress, so that a host that drips is not waited for without end.
const WORTH_MENTIONING: u64 = 16 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16, retry_after: Option<u64>) -> FetchError {
        let retry_after = retry_after.map(Duration::from_secs);
        FetchError::Status { host: "files.toapis.com".to_owned(), status, retry_after }
    }

    /// Every pause until the end, and what it is; each try brings this many bytes.
    fn all_pauses(
        expires_in: i64,
        patience: Duration,
        bytes: u64,
        error: impl Fn() -> FetchError,
    ) -> (Vec<Duration>, FetchError) {
        let mut backoff = Backoff::new(1_000 + expires_in, patience, Some(7));
        let mut pauses = Vec::new();
        let mut slept = Duration::ZERO;
        loop {
            let unix = 1_000 + i64::try_from(slept.as_secs()).unwrap();
            match backoff.after(Now { unix, monotonic: slept }, bytes, error()) {
                After::Pause(pause) | After::Look(pause) => {
                    assert!(pause <= MAX_RETRY_AFTER);
                    slept += pause;
                    pauses.push(pause);
                }
                After::End(error) => return (pauses, error),
            }
            assert!(pauses.len() < 100_000, "it never ends");
        }
    }

    fn sum(pauses: &[Duration]) -> Duration {
        pauses.iter().sum()
    }

    fn secs(list: &[u64]) -> Vec<Duration> {
        list.iter().copied().map(Duration::from_secs).collect()
    }

    #[test]
    fn d21_pauses_have_full_jitter_under_a_cap_that_doubles() {
        let longest = secs(&[1, 2, 4, 8, 16, 32, 60, 60, 60]);
        let mut means = vec![Duration::ZERO; longest.len()];
        for seed in 0..1_000 {
            let mut backoff = Backoff::new(i64::MAX, Duration::MAX, Some(seed));
            for (longest, mean) in longest.iter().zip(&mut means) {
                let now = Now { unix: 0, monotonic: Duration::ZERO };
                let After::Pause(pause) = backoff.after(now, 0, status(503, None)) else { panic!() };
                assert!(pause <= *longest);
                *mean += pause / 1_000;
            }
        }
        for (longest, mean) in longest.iter().zip(means) {
            assert!(mean > *longest * 4 / 10 && mean < *longest * 6 / 10, "{mean:?} of {longest:?}");
        }
        let pauses = |seed| all_pauses(3600, Duration::MAX, seed, || status(503, None)).0;
        assert_eq!(pauses(0), pauses(0), "a seed repeats them");
    }

    #[test]
    fn d21_a_busy_host_is_asked_until_the_file_expires_and_no_longer() {
        const DAY: Duration = Duration::from_secs(24 * 3600);
        for code in [408, 425, 429, 478, 500, 502, 503, 504, 520, 521, 524, 530] {
            let (pauses, error) = all_pauses(24 * 3600, Duration::MAX, 0, || status(code, None));
            // The clock counts in whole seconds.
            assert!(sum(&pauses) >= DAY && sum(&pauses) < DAY + Duration::from_secs(1), "{code}");
            assert!(pauses.len() < 5_000, "{code}: {} tries in a day", pauses.len());
            assert!(matches!(error, FetchError::Expired { .. }), "{error}");
        }
        let (pauses, error) = all_pauses(24 * 3600, Duration::from_secs(10), 0, || status(503, None));
        assert_eq!(sum(&pauses), Duration::from_secs(10), "one last try at the very end");
        assert!(matches!(error, FetchError::Status { status: 503, .. }), "{error}");
    }

    #[test]
    fn d21_l01_a_wish_for_a_pause_is_kept_up_to_two_minutes() {
        let (pauses, _) = all_pauses(300, Duration::MAX, 0, || status(429, Some(90)));
        assert_eq!(pauses, secs(&[90, 90, 90, 30]));
        let (pauses, _) = all_pauses(300, Duration::MAX, 0, || status(429, Some(u64::MAX)));
        assert_eq!(pauses, secs(&[120, 120, 60]));
    }

    #[test]
    fn d08_a_missing_file_is_looked_for_over_minutes() {
        for code in [403, 404, 410] {
            let (pauses, error) = all_pauses(24 * 3600, Duration::MAX, 0, || status(code, None));
            assert_eq!(sum(&pauses), Duration::from_secs(300), "{code}");
            let FetchError::NotReachable { waited, status, .. } = error else { panic!("{error}") };
            assert_eq!((waited.as_secs(), status), (300, code));
        }
    }

    #[test]
    fn d09_after_its_time_a_missing_file_has_expired_at_once() {
        for expires_in in [0, -1, -100_000] {
            let (pauses, error) = all_pauses(expires_in, Duration::MAX, 0, || status(404, None));
            assert!(pauses.is_empty());
            assert!(matches!(error, FetchError::Expired { status: 404, .. }), "{error}");
        }
    }

    #[test]
    fn d23_a_drip_is_no_progress_and_a_slow_line_is() {
        let cut = || FetchError::CutOff { bytes: 1 };
        let lost = || {
            use toapis_transport::{ErrorKind, TransportError};
            TransportError::answered(ErrorKind::TooSlow, "too slow").into()
        };
        let (pauses, _) = all_pauses(24 * 3600, Duration::MAX, 300, lost);
        assert_eq!(sum(&pauses), Duration::from_secs(300));
        let (pauses, _) = all_pauses(3600, Duration::MAX, WORTH_MENTIONING, lost);
        assert_eq!(sum(&pauses).as_secs(), 3600, "every try brings the file nearer to its end");
        assert_eq!(all_pauses(3600, Duration::MAX, 0, cut).0.len(), 3);
    }

    #[test]
    fn t19_d21_extreme_times_do_no_harm() {
        for expires in [i64::MIN, -1, 0, i64::MAX] {
            let mut backoff = Backoff::new(expires, Duration::MAX, None);
            for now in [i64::MIN, 0, i64::MAX] {
                let now = Now { unix: now, monotonic: Duration::MAX };
                let _ = backoff.after(now, u64::MAX, status(503, Some(u64::MAX)));
            }
        }
    }
}
