//! The numbers: those of the page, or others.

use std::time::Duration;

use thiserror::Error;

/// The rate limit group of an account, as on the page `rate-limits/async-tasks`.
///
/// | group | creates in 10 s / 60 s | queries in 10 s / 60 s |
/// | --- | --- | --- |
/// | `Default` | 50 / 300 | 500 / 3,000 |
/// | `Vip` | 167 / 1,000 | 1,667 / 10,000 |
/// | `Svip` | 334 / 2,000 | 5,000 / 30,000 |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Group {
    /// What every account has.
    #[default]
    Default,
    /// 1,000 creates and 10,000 queries a minute.
    Vip,
    /// 2,000 creates and 30,000 queries a minute.
    Svip,
}

impl Group {
    /// How many tasks may be created.
    pub fn submit(self) -> Limits {
        match self {
            Self::Default => Limits::documented(50, TEN_SECONDS, 300),
            Self::Vip => Limits::documented(167, TEN_SECONDS, 1_000),
            // A bucket of 334 that gains 33.3 a second is full again after a little more than ten seconds.
            Self::Svip => Limits::documented(334, Duration::from_millis(10_031), 2_000),
        }
    }

    /// How many status queries may be sent.
    pub fn query(self) -> Limits {
        match self {
            Self::Default => Limits::documented(500, TEN_SECONDS, 3_000),
            Self::Vip => Limits::documented(1_667, Duration::from_millis(10_001), 10_000),
            Self::Svip => Limits::documented(5_000, TEN_SECONDS, 30_000),
        }
    }
}

/// At most so many requests in any stretch of time of this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    limit: u32,
    span: Duration,
}

impl Window {
    /// The largest limit: 1,000,000 requests. The smallest is 1.
    pub const MAX_LIMIT: u32 = 1_000_000;
    /// The longest window: an hour. The shortest is a millisecond.
    pub const MAX_SPAN: Duration = Duration::from_secs(3_600);

    /// `limit` requests in any `span`.
    ///
    /// # Errors
    ///
    /// When the limit is 0 or above [`MAX_LIMIT`](Self::MAX_LIMIT), or the span below a millisecond or above
    /// [`MAX_SPAN`](Self::MAX_SPAN).
    pub fn new(limit: u32, span: Duration) -> Result<Self, InvalidWindow> {
        if !(1..=Self::MAX_LIMIT).contains(&limit) {
            Err(InvalidWindow::Limit(limit))
        } else if !(SHORTEST_SPAN..=Self::MAX_SPAN).contains(&span) {
            Err(InvalidWindow::Span(span))
        } else {
            Ok(Self { limit, span })
        }
    }

    /// How many requests.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// In any stretch of this length. Half open: a request leaves it at the very moment that it is this old.
    pub fn span(&self) -> Duration {
        self.span
    }
}

/// Numbers that make no window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidWindow {
    /// A limit that lets nothing pass, or is beyond counting.
    #[error("a window for {0} requests; use 1 to {max}, or no window at all", max = Window::MAX_LIMIT)]
    Limit(u32),
    /// A window that is too short or too long.
    #[error("a window of {0:?}; use 1 ms to {max:?}", max = Window::MAX_SPAN)]
    Span(Duration),
}

/// The limits of one budget: several windows that all hold at once.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::budget::{Group, Limits, Window};
///
/// let documented = Group::Default.query();
/// // Two programs on one account, which is what the service counts by.
/// let half = documented.split(2);
/// assert_eq!(half.windows()[0].limit(), 250);
///
/// let own = Limits::new([Window::new(10, Duration::from_secs(1))?]);
/// assert_eq!(own.windows().len(), 1);
/// # Ok::<(), toapis_poll::budget::InvalidWindow>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    windows: Vec<Window>,
    reserve_percent: u32,
    flight: Duration,
}

impl Limits {
    /// Limits of one's own. Without any window there is no limit.
    pub fn new(windows: impl IntoIterator<Item = Window>) -> Self {
        let windows = windows.into_iter().collect();
        Self { windows, reserve_percent: RESERVE_PERCENT, flight: FLIGHT }
    }

    /// No limit at all.
    pub fn unlimited() -> Self {
        Self::new([])
    }

    /// The same limits shared out among this many programs, each of which counts for itself. No window falls below one
    /// request.
    #[must_use]
    pub fn split(mut self, programs: u32) -> Self {
        for window in &mut self.windows {
            window.limit = (window.limit / programs.max(1)).max(1);
        }
        self
    }

    /// How much of each window [bulk](super::Class::Bulk) users leave to the others, in percent. Default: 10. At most 90.
    #[must_use]
    pub fn reserve_percent(mut self, percent: u32) -> Self {
        self.reserve_percent = percent.min(90);
        self
    }

    /// A request counts from when it is sent until it has been answered for as long as each window lasts, since
    /// nobody knows when within its flight the service counted it. One that is on its way for longer than this counts
    /// as received. Default: 5 s.
    #[must_use]
    pub fn flight(mut self, flight: Duration) -> Self {
        self.flight = flight.min(Window::MAX_SPAN);
        self
    }

    /// The windows.
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    /// How many requests of this window are left to others than bulk users.
    pub(super) fn reserve(&self, window: Window) -> u32 {
        // A window of one request would else be closed to bulk users for ever.
        (window.limit.saturating_mul(self.reserve_percent).div_ceil(100)).min(window.limit - 1)
    }

    pub(super) fn longest_flight(&self) -> Duration {
        self.flight
    }

    fn documented(burst: u32, span: Duration, per_minute: u32) -> Self {
        Self::new([
            Window { limit: burst, span },
            Window { limit: per_minute, span: Duration::from_secs(60) },
        ])
    }
}

const TEN_SECONDS: Duration = Duration::from_secs(10);
const SHORTEST_SPAN: Duration = Duration::from_millis(1);
const RESERVE_PERCENT: u32 = 10;
const FLIGHT: Duration = Duration::from_secs(5);
