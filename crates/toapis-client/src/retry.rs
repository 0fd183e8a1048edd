//! What is sent again, when, and how often: one policy for every call, without I/O.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use toapis_poll::Random;
use toapis_transport::Delivery;
use toapis_types::Category;

use crate::attempt::Attempt;
use crate::core::Repeat;
use crate::error::Error;

/// How often, and for how long, a call is tried.
///
/// - Reading calls are made again after lost answers, rate limits and trouble of the server.
/// - A create is sent again only when it was proven not to have been sent, or refused by a rate limit. It is the same
///   request, with the same business id. A 429 that is not in the service's own form is answered by one more attempt at
///   the most.
/// - Uploads are made again like reading calls, three times in all at the most. An answer of success without a URL is final.
/// - Making a token, and looks that a [wait](crate::Wait) or [recovery](crate::Client::recover) makes, are never repeated
///   here: the waiter has its own tolerance, and the two never multiply.
///
/// Pauses grow from `initial` by doubling up to `cap`, and are drawn from zero to that (full jitter); a `Retry-After` is
/// waited out instead, unless it is longer than `max_retry_after`: then the error comes at once and names it.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_client::{Config, RetryPolicy};
///
/// let config = Config::new("sk-…").retry(RetryPolicy::new().attempts(6).total(Duration::from_secs(300)));
/// let once = Config::new("sk-…").retry(RetryPolicy::never());
/// ```
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    attempts: u32,
    total: Duration,
    initial: Duration,
    cap: Duration,
    max_retry_after: Duration,
    seed: Option<u64>,
}

impl RetryPolicy {
    /// Four attempts within three minutes, with pauses of up to half a second, doubling, up to 20 s; `Retry-After` up to
    /// two minutes.
    pub fn new() -> Self {
        Self {
            attempts: 4,
            total: Duration::from_secs(180),
            initial: Duration::from_millis(500),
            cap: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(120),
            seed: None,
        }
    }

    /// Every call is sent once.
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// The most attempts of one call, the first included. 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// No attempt begins later than this after the first.
    #[must_use]
    pub fn total(mut self, total: Duration) -> Self {
        self.total = total;
        self
    }

    /// The longest first pause, and the longest of all.
    #[must_use]
    pub fn pauses(mut self, initial: Duration, cap: Duration) -> Self {
        (self.initial, self.cap) = (initial.min(cap), cap);
        self
    }

    /// The longest `Retry-After` that is waited out.
    #[must_use]
    pub fn max_retry_after(mut self, longest: Duration) -> Self {
        self.max_retry_after = longest;
        self
    }

    /// The same jitter in every run, also that of downloads: for tests.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    pub(crate) fn jitter_seed(&self) -> Option<u64> {
        self.seed
    }

    /// The longest pause that a server may order for everybody.
    pub(crate) fn clamp(&self, wish: Duration) -> Duration {
        wish.min(self.max_retry_after)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// One call and its attempts.
pub(crate) struct RetryState {
    repeat: Repeat,
    began: Option<Duration>,
    attempts: Vec<Attempt>,
    random: Option<Random>,
}

impl RetryState {
    pub(crate) fn new(repeat: Repeat) -> Self {
        Self { repeat, began: None, attempts: Vec::new(), random: None }
    }

    /// The number of the attempt that comes next.
    pub(crate) fn number(&self) -> u32 {
        u32::try_from(self.attempts.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// An attempt begins.
    pub(crate) fn begin(&mut self, now: Duration) {
        self.began.get_or_insert(now);
    }

    /// An attempt failed.
    pub(crate) fn add(&mut self, attempt: Attempt) {
        self.attempts.push(attempt);
    }

    pub(crate) fn into_attempts(self) -> Vec<Attempt> {
        self.attempts
    }

    /// How long to rest before the next attempt, if there is one.
    pub(crate) fn pause(
        &mut self,
        policy: &RetryPolicy,
        reserve: &RetryReserve,
        error: &Error,
        now: Duration,
    ) -> Option<Duration> {
        let failed = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        if failed == 0 || failed >= self.most(policy, error) || !may_repeat(self.repeat, error) {
            return None;
        }
        let pause = match error.retry_after() {
            Some(wish) if wish > policy.max_retry_after => return None,
            Some(wish) => wish,
            None => {
                let doubled =
                    2_u32.checked_pow(failed - 1).and_then(|factor| policy.initial.checked_mul(factor));
                let longest = doubled.unwrap_or(policy.cap).min(policy.cap);
                let seed = policy.seed;
                let random = self.random.get_or_insert_with(|| seed.map_or_else(Random::new, Random::seeded));
                random.between(Duration::ZERO, longest)
            }
        };
        let began = self.began.unwrap_or(now);
        let is_in_time = now.saturating_add(pause).saturating_sub(began) <= policy.total;
        (is_in_time && reserve.draw(self.repeat)).then_some(pause)
    }

    fn most(&self, policy: &RetryPolicy, error: &Error) -> u32 {
        let most = match (self.repeat, error) {
            (Repeat::Upload, _) => 3,
            // A proxy said so, of whose limit nobody knows.
            (Repeat::Create, Error::Rejected(refusal)) if refusal.error.is_none() => 2,
            _ => u32::MAX,
        };
        most.min(policy.attempts)
    }
}

/// Whether the call may be made again at all.
fn may_repeat(repeat: Repeat, error: &Error) -> bool {
    match repeat {
        Repeat::Never => false,
        Repeat::Create => matches!(error, Error::NotSent(_) | Error::Rejected(_)) && error.is_retryable(),
        Repeat::Unsent => match error {
            Error::Transport(lost) => lost.delivery() == Delivery::NotSent && error.is_retryable(),
            Error::Refused(refusal) => refusal.category == Category::RateLimit,
            _ => false,
        },
        // An answer of success without a URL is what the service made of the file, not a trouble that passes.
        Repeat::Upload if error.status().is_some_and(|status| status.is_success()) => false,
        Repeat::Freely | Repeat::Upload => {
            matches!(error, Error::Transport(_) | Error::Refused(_)) && error.is_retryable()
        }
    }
}

/// What keeps retries from making an outage worse: each one draws on a store that successes fill up again. Creates
/// leave a part of it to the calls that only read.
#[derive(Debug)]
pub(crate) struct RetryReserve {
    level: Mutex<u32>,
}

impl RetryReserve {
    /// A hundred retries without a success, of which creates may use fifty.
    const FULL: u32 = 500;
    const RETRY: u32 = 5;
    const FOR_READS: u32 = 250;

    pub(crate) fn full() -> Self {
        Self { level: Mutex::new(Self::FULL) }
    }

    /// A call succeeded.
    pub(crate) fn refill(&self) {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        *level = (*level + 1).min(Self::FULL);
    }

    fn draw(&self, repeat: Repeat) -> bool {
        let kept = if repeat == Repeat::Freely { 0 } else { Self::FOR_READS };
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        let has_enough = *level >= kept + Self::RETRY;
        if has_enough {
            *level -= Self::RETRY;
        }
        has_enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i17_creates_leave_a_reserve_to_those_that_read_and_successes_refill_it() {
        let reserve = RetryReserve::full();
        let draws = |repeat| (0..1_000).take_while(|_| reserve.draw(repeat)).count();
        assert_eq!(draws(Repeat::Create), 50);
        assert_eq!(draws(Repeat::Freely), 50);
        for _ in 0..5 {
            reserve.refill();
        }
        assert_eq!((draws(Repeat::Create), draws(Repeat::Freely)), (0, 1));
    }
}
