//! When to give up a request that is being sent: decisions without a clock.

use std::time::Duration;

use crate::pace::{PIECE, Stalled};
use crate::{Pace, Timeouts};

/// How far a request body has come. The times are since the start of the exchange.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moved {
    pub(crate) bytes: u64,
    /// Nothing is left to send.
    pub(crate) complete: bool,
    /// When the first and the last piece up to now were taken.
    pub(crate) first: Duration,
    pub(crate) last: Duration,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Ask again after this time.
    Wait(Duration),
    /// The time for the response head is over.
    HeadTimeout,
    /// The body does not move, or too slowly.
    Stalled(Stalled),
}

/// Keeps the limits of one request from its start to the response head.
///
/// Time in which the body moves does not count towards the head limit; while it moves, the idle limit and the pace
/// are kept instead.
#[derive(Debug)]
pub(crate) struct Limits {
    head: Duration,
    idle: Duration,
    pace: Option<Pace>,
    /// Whether the body moves in several pieces, between which it can stall.
    large: bool,
    /// When the current window began, and what had moved by then.
    window: Option<(Duration, u64)>,
}

impl Limits {
    pub(crate) fn new(timeouts: &Timeouts, length: usize) -> Self {
        let pace = timeouts.pace.filter(|pace| pace.bytes() > 0);
        Self { head: timeouts.head, idle: timeouts.idle, pace, large: length > PIECE, window: None }
    }

    /// How long to wait before asking for the first time.
    pub(crate) fn first(&self) -> Duration {
        let stall = self.pace.map_or(self.idle, |pace| pace.window().min(self.idle)).max(SHORTEST);
        if self.large { self.head.min(stall) } else { self.head }
    }

    pub(crate) fn next(&mut self, now: Duration, moved: &Moved) -> Next {
        if moved.bytes == 0 || moved.complete {
            let deadline = self.head.saturating_add(moved.last.saturating_sub(moved.first));
            return match deadline.saturating_sub(now) {
                Duration::ZERO => Next::HeadTimeout,
                // The body can begin to move at once, and then stall.
                left if !moved.complete => Next::Wait(left.min(self.first())),
                left => Next::Wait(left),
            };
        }
        let silence = now.saturating_sub(moved.last);
        if silence >= self.idle {
            return Next::Stalled(Stalled::Silent(self.idle));
        }
        // The body may be complete at any moment, and the head limit counts again from then on.
        let mut wait =
            self.head.saturating_sub(moved.first).max(SHORTEST).min(self.idle.saturating_sub(silence));
        if let Some(pace) = self.pace {
            let (began, before) = *self.window.get_or_insert((moved.first, 0));
            let mut waited = now.saturating_sub(began);
            if waited >= pace.window() {
                if moved.bytes - before < pace.bytes() {
                    return Next::Stalled(Stalled::Slow(pace));
                }
                self.window = Some((now, moved.bytes));
                waited = Duration::ZERO;
            }
            wait = wait.min(pace.window().saturating_sub(waited));
        }
        Next::Wait(wait)
    }
}

/// Keeps a head limit that is over already from turning the wait into a spin.
const SHORTEST: Duration = Duration::from_millis(1);

#[cfg(test)]
mod tests {
    use super::*;

    const S: Duration = Duration::from_secs(1);

    /// Sends a body at a pace until it is complete or given up, in virtual time; the server then never answers.
    fn send(length: u64, bytes_per_second: u64, stall_at: u64, timeouts: &Timeouts) -> (Duration, Next) {
        let mut limits = Limits::new(timeouts, usize::MAX);
        let mut now = Duration::ZERO;
        loop {
            let target = u64::try_from(now.as_millis()).unwrap() * bytes_per_second / 1000;
            let pieces = (target.min(stall_at) / PIECE as u64 * PIECE as u64 + PIECE as u64).min(length);
            let at = |bytes: u64| Duration::from_millis(bytes * 1000 / bytes_per_second);
            let moved = Moved {
                bytes: pieces,
                complete: pieces == length,
                first: Duration::ZERO,
                last: at(pieces.saturating_sub(PIECE as u64)),
            };
            match limits.next(now, &moved) {
                Next::Wait(wait) => now += wait.min(Duration::from_millis(500)),
                end => return (now, end),
            }
            assert!(now < 100_000 * S, "for ever");
        }
    }

    #[test]
    fn u09_a_slow_but_steady_upload_is_not_killed() {
        let (after, end) = send(10_000_000, 10_000, u64::MAX, &Timeouts::default());
        assert_eq!(end, Next::HeadTimeout, "the body went through");
        assert!(after > 1_100 * S && after < 1_130 * S, "{after:?}");
    }

    #[test]
    fn u09_a_stall_of_30_s_is_an_end() {
        let (after, end) = send(10_000_000, 10_000, 100_000, &Timeouts::default());
        assert_eq!(end, Next::Stalled(Stalled::Silent(30 * S)));
        assert!(after > 39 * S && after < 42 * S, "{after:?}");
    }

    #[test]
    fn h21_an_upload_that_drips_is_an_end() {
        let patient = Timeouts { idle: Duration::MAX, ..Timeouts::default() };
        let (after, end) = send(10_000_000, 10, u64::MAX, &patient);
        assert_eq!(end, Next::Stalled(Stalled::Slow(Pace::DEFAULT)));
        assert!(after < 61 * S, "{after:?}");
    }

    #[test]
    fn h19_a_small_body_leaves_the_head_limit_alone() {
        let mut limits = Limits::new(&Timeouts { head: 5 * S, ..Timeouts::default() }, 20);
        assert_eq!(limits.next(Duration::ZERO, &Moved::default()), Next::Wait(5 * S));
        let moved = Moved { bytes: 20, complete: true, first: S, last: S };
        assert_eq!(limits.next(2 * S, &moved), Next::Wait(3 * S));
        assert_eq!(limits.next(5 * S, &moved), Next::HeadTimeout);
    }
}
