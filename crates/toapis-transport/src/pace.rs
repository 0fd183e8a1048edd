//! The slowest pace at which a body may move, as a rule and as a watch that keeps it without a clock of its own.

use std::time::Duration;

/// The slowest pace at which a body may move: so many bytes in each window of so much time.
///
/// It is there for bodies that drip: each byte restarts an idle limit, so that one alone never ends them. Only time
/// spent waiting counts. A reader that takes its time between two pieces is not the server's fault.
///
/// ```
/// use std::time::Duration;
/// use toapis_transport::{Pace, Timeouts};
///
/// let strict = Timeouts { pace: Some(Pace::new(10_000, Duration::from_secs(10))), ..Timeouts::default() };
/// assert_eq!(Pace::DEFAULT.bytes(), 3_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    bytes: u64,
    window: Duration,
}

impl Pace {
    /// 3,000 bytes in each 30 s, which is 100 bytes a second: a body that drips one byte every 100 ms is ended, and
    /// one that moves at 10 kB/s never is.
    pub const DEFAULT: Self = Self::new(3_000, Duration::from_secs(30));

    /// At least this many bytes in each window of this length. A window of zero is the same as one nanosecond.
    ///
    /// Choose the window longer than the longest break that a healthy peer takes, and not longer than you would wait.
    /// A request body moves in pieces of 16 KiB, so for it a pace finer than that cannot be told apart.
    pub const fn new(bytes: u64, window: Duration) -> Self {
        Self { bytes, window: if window.is_zero() { Duration::from_nanos(1) } else { window } }
    }

    /// The bytes that must move in each window.
    pub const fn bytes(self) -> u64 {
        self.bytes
    }

    /// The length of a window.
    pub const fn window(self) -> Duration {
        self.window
    }
}

/// Watches one body that is being received. The caller waits and says for how long and what came of it.
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    idle: Duration,
    pace: Option<Pace>,
    silence: Duration,
    waited: Duration,
    bytes: u64,
}

/// Why a body is given up.
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stalled {
    Silent(Duration),
    Slow(Pace),
}

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
impl Watch {
    pub(crate) fn new(timeouts: &crate::Timeouts) -> Self {
        Self {
            idle: timeouts.idle,
            pace: timeouts.pace.filter(|pace| pace.bytes > 0),
            silence: Duration::ZERO,
            waited: Duration::ZERO,
            bytes: 0,
        }
    }

    /// How long to wait for the next piece before asking again.
    pub(crate) fn patience(&self) -> Duration {
        let window = self.pace.map_or(Duration::MAX, |pace| pace.window.saturating_sub(self.waited));
        self.idle.saturating_sub(self.silence).min(window)
    }

    /// After a wait that brought this many bytes, or none.
    pub(crate) fn note(&mut self, waited: Duration, bytes: usize) -> Result<(), Stalled> {
        self.waited = self.waited.saturating_add(waited);
        self.bytes = self.bytes.saturating_add(bytes as u64);
        self.silence = if bytes > 0 { Duration::ZERO } else { self.silence.saturating_add(waited) };
        if self.silence >= self.idle && bytes == 0 {
            return Err(Stalled::Silent(self.idle));
        }
        if let Some(pace) = self.pace.filter(|pace| self.waited >= pace.window) {
            if self.bytes < pace.bytes {
                return Err(Stalled::Slow(pace));
            }
            self.waited = Duration::ZERO;
            self.bytes = 0;
        }
        Ok(())
    }
}

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
impl Stalled {
    pub(crate) fn kind(self) -> crate::ErrorKind {
        match self {
            Self::Silent(_) => crate::ErrorKind::IdleTimeout,
            Self::Slow(_) => crate::ErrorKind::TooSlow,
        }
    }

    pub(crate) fn of_response(self) -> crate::TransportError {
        let message = match self {
            Self::Silent(idle) => format!("silence in the response body for {idle:?}"),
            Self::Slow(pace) => {
                format!("the response body brought less than {} bytes in {:?}", pace.bytes, pace.window)
            }
        };
        crate::TransportError::answered(self.kind(), message)
    }

    pub(crate) fn of_request(self) -> String {
        match self {
            Self::Silent(idle) => format!("the server took nothing of the request body for {idle:?}"),
            Self::Slow(pace) => format!(
                "the server took less than {} bytes of the request body in {:?}",
                pace.bytes, pace.window
            ),
        }
    }
}

/// A request body moves in pieces of this size at most, as a frame of HTTP/2 does.
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
pub(crate) const PIECE: usize = 16 * 1024;

#[cfg(all(test, any(feature = "hyper", feature = "reqwest", feature = "ureq")))]
mod tests {
    use super::*;
    use crate::Timeouts;

    const MS: Duration = Duration::from_millis(1);

    /// Feeds a body of this many bytes at a time and one piece each `every`, and says when it is given up.
    fn given_up_after(bytes: usize, every: Duration, limits: &Timeouts) -> Option<Duration> {
        let mut watch = Watch::new(limits);
        let mut now = Duration::ZERO;
        let mut next = every;
        while now < Duration::from_secs(3600) {
            let wait = watch.patience().min(next.saturating_sub(now));
            now += wait;
            let arrived = now == next;
            if watch.note(wait, if arrived { bytes } else { 0 }).is_err() {
                return Some(now);
            }
            if arrived {
                next += every;
            }
        }
        None
    }

    #[test]
    fn h21_d23_a_drip_is_ended_after_one_window() {
        let after = given_up_after(1, 100 * MS, &Timeouts::default());
        assert_eq!(after, Some(Duration::from_secs(30)));
    }

    #[test]
    fn u09_ten_kilobytes_a_second_go_on_for_ever() {
        assert_eq!(given_up_after(1_000, 100 * MS, &Timeouts::default()), None);
        // Also in large pieces with long breaks.
        assert_eq!(given_up_after(250_000, Duration::from_secs(25), &Timeouts::default()), None);
    }

    #[test]
    fn u09_silence_of_30_s_is_an_end() {
        let after = given_up_after(1_000_000, Duration::from_secs(31), &Timeouts::default());
        assert_eq!(after, Some(Duration::from_secs(30)));
        let patient = Timeouts { idle: Duration::MAX, pace: None, ..Timeouts::default() };
        assert_eq!(given_up_after(1, Duration::from_secs(600), &patient), None);
    }

    #[test]
    fn a_burst_at_the_start_does_not_pay_for_a_drip_later() {
        let mut watch = Watch::new(&Timeouts::default());
        watch.note(MS, 1_000_000).unwrap();
        let mut waited = MS;
        while watch.note(100 * MS, 1).is_ok() {
            waited += 100 * MS;
            assert!(waited < Duration::from_secs(61), "still patient");
        }
        assert!(waited >= Duration::from_secs(30));
    }

    #[test]
    fn t19_extreme_paces_neither_panic_nor_spin() {
        for pace in [Pace::new(0, Duration::ZERO), Pace::new(u64::MAX, Duration::MAX)] {
            let limits = Timeouts { pace: Some(pace), ..Timeouts::default() };
            let mut watch = Watch::new(&limits);
            assert!(watch.note(MS, usize::MAX).is_ok());
            assert!(watch.note(MS, usize::MAX).is_ok());
            assert!(watch.patience() > Duration::ZERO);
        }
    }
}
