//! How to wait, as plain data that either driver takes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use toapis_types::TaskKind;

use crate::estimate::Estimate;
use crate::strategy::{Documented, IntoStrategy, Strategy};

/// How to wait: the strategy, the deadline, and how much trouble to put up with.
///
/// Cheap to clone, so that a client can hold its defaults and hand them to every wait. Numbers out of range are moved
/// to the nearer end.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::{Exponential, WaitOptions};
///
/// let strategy = Exponential::new(Duration::from_secs(5), 1.5, Duration::from_secs(30))?;
/// let options = WaitOptions::new().strategy(strategy).deadline(Duration::from_secs(3600)).tolerate_lost(10);
/// # Ok::<(), toapis_poll::InvalidStrategy>(())
/// ```
#[derive(Clone)]
pub struct WaitOptions {
    pub(crate) strategy: Arc<dyn Strategy>,
    pub(crate) floor: Duration,
    pub(crate) tolerate_lost: u32,
    pub(crate) tolerate_gone: u32,
    pub(crate) seed: Option<u64>,
    pub(crate) look_timeout: Duration,
    pub(crate) estimate: Option<Arc<dyn Estimate>>,
    stalled_after: Option<Duration>,
    deadline: Deadline,
}

impl WaitOptions {
    /// How long images are waited for by default: 10 minutes. The documentation says 120 s, but queues of 6 minutes
    /// were seen, and to stop waiting saves nothing: the task goes on.
    pub const IMAGE_DEADLINE: Duration = Duration::from_secs(600);
    /// How long videos are waited for by default: 30 minutes. The documentation says 10, for the making alone.
    pub const VIDEO_DEADLINE: Duration = Duration::from_secs(1800);
    /// The shortest rest between two looks by default: 5 s, as the service asks for.
    pub const DEFAULT_FLOOR: Duration = Duration::from_secs(5);
    /// The lowest floor there is: 10 ms. It keeps a waiter from spinning.
    pub const LOWEST_FLOOR: Duration = Duration::from_millis(10);
    /// The longest rest there is: one hour.
    pub const MAX_REST: Duration = Duration::from_secs(3600);
    /// The longest `Retry-After` that is obeyed: 2 minutes. A longer one counts as this, for the limits of the service
    /// refill within a minute and one look more cannot hurt it; the full value is in
    /// [`Missed::error`](crate::Missed::error).
    pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);

    /// How long a look may take by default: 30 s.
    pub const LOOK_TIMEOUT: Duration = Duration::from_secs(30);
    /// After how long without news an image counts as stalled by default: 2 minutes, the longest that the documentation
    /// expects one to take.
    pub const IMAGE_STALLED: Duration = Duration::from_secs(120);
    /// The same for videos: 5 minutes, for their progress often stays where it is until the end.
    pub const VIDEO_STALLED: Duration = Duration::from_secs(300);

    /// The defaults: [`Documented`], a deadline by kind, a floor of 5 s, 5 lost looks and 3 "no such task" in a row
    /// tolerated, jitter that differs from run to run.
    pub fn new() -> Self {
        Self {
            strategy: Arc::new(Documented),
            floor: Self::DEFAULT_FLOOR,
            tolerate_lost: 5,
            tolerate_gone: 3,
            seed: None,
            look_timeout: Self::LOOK_TIMEOUT,
            estimate: None,
            stalled_after: None,
            deadline: Deadline::ByKind,
        }
    }

    /// How long to rest between looks: a [`Strategy`], a closure, or an array, a `Vec` or an iterator of durations, of which
    /// the last one is repeated. Default: [`Documented`].
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use toapis_poll::WaitOptions;
    ///
    /// let s = Duration::from_secs;
    /// WaitOptions::new().strategy([s(5), s(5), s(20)]);
    /// WaitOptions::new().strategy((1..).map(move |n| s(5 * n).min(s(60))));
    /// ```
    pub fn strategy<How>(self, strategy: impl IntoStrategy<How>) -> Self {
        Self { strategy: Arc::new(strategy.into_strategy()), ..self }
    }

    /// When to stop waiting, counted from the beginning of this wait. Default: 10 minutes for an image, 30 for a video.
    ///
    /// The wait ends exactly there. The last look begins 2 s before, so that its answer is there in time, unless a
    /// `Retry-After` forbids it; a rest that would end less than a [floor](Self::floor) before that is prolonged to it. A
    /// deadline of less than 2 s means one look, at once, which may take that long.
    ///
    /// A machine that was suspended over the deadline goes on for another minute.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { deadline: Deadline::After(deadline), ..self }
    }

    /// Waits however long it takes.
    pub fn no_deadline(self) -> Self {
        Self { deadline: Deadline::Never, ..self }
    }

    /// The shortest rest between two looks, and the youngest age of a task that is looked at, whatever the strategy
    /// says. Default: 5 s, a courtesy the service asks for. From 10 ms, for an emulator, to 1 h.
    pub fn floor(self, floor: Duration) -> Self {
        Self { floor: floor.clamp(Self::LOWEST_FLOOR, Self::MAX_REST), ..self }
    }

    /// How long one look may take before it counts as lost. Default: 30 s. At least 10 ms.
    ///
    /// A look also ends at the deadline, and then the wait does. Async waits drop the look's future; blocking ones cannot
    /// stop their source, and tell it how long it has: see
    /// [`BlockingTaskSource::look_within`](crate::BlockingTaskSource::look_within).
    pub fn look_timeout(self, timeout: Duration) -> Self {
        Self { look_timeout: timeout.max(Self::LOWEST_FLOOR), ..self }
    }

    /// After how long without a change of phase or progress the wait tells [`Stalled`](crate::WaitEvent::Stalled). It goes
    /// on waiting. Default: 2 minutes for an image, 5 for a video.
    pub fn stalled_after(self, silence: Duration) -> Self {
        Self { stalled_after: Some(silence), ..self }
    }

    /// Who guesses how much longer a task takes, for [`Status::remaining`](crate::Status::remaining). Default: its own
    /// progress, see [`LookState::remaining`](crate::LookState::remaining).
    pub fn estimate(self, estimate: impl Estimate + 'static) -> Self {
        Self { estimate: Some(Arc::new(estimate)), ..self }
    }

    /// How many lost looks in a row to put up with. Default: 5. The rests between them grow, up to 60 s, so at the default
    /// floor that outlasts an outage of 107 s on average, 25 s at the least.
    pub fn tolerate_lost(self, looks: u32) -> Self {
        Self { tolerate_lost: looks, ..self }
    }

    /// How many answers of "no such task" to put up with since the task was last seen. Default: 3, for right after the
    /// create call the answer may come from a replica that has not heard of the task yet.
    pub fn tolerate_gone(self, looks: u32) -> Self {
        Self { tolerate_gone: looks, ..self }
    }

    /// Makes the jitter repeatable: the same seed and the same answers give the same schedule.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }

    /// How long a task of this kind may be without news before it counts as stalled.
    pub fn stalled_after_for(&self, kind: TaskKind) -> Duration {
        self.stalled_after.unwrap_or(match kind {
            TaskKind::Image => Self::IMAGE_STALLED,
            TaskKind::Video => Self::VIDEO_STALLED,
        })
    }

    /// The deadline of a wait for a task of this kind; `None` when there is none.
    pub fn deadline_for(&self, kind: TaskKind) -> Option<Duration> {
        match (self.deadline, kind) {
            (Deadline::ByKind, TaskKind::Image) => Some(Self::IMAGE_DEADLINE),
            (Deadline::ByKind, TaskKind::Video) => Some(Self::VIDEO_DEADLINE),
            (Deadline::After(deadline), _) => Some(deadline),
            (Deadline::Never, _) => None,
        }
    }
}

impl Default for WaitOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for WaitOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Strategies and estimates may be closures, which cannot show themselves.
        f.debug_struct("WaitOptions")
            .field("deadline", &self.deadline)
            .field("floor", &self.floor)
            .field("look_timeout", &self.look_timeout)
            .field("tolerate_lost", &self.tolerate_lost)
            .field("tolerate_gone", &self.tolerate_gone)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug)]
enum Deadline {
    ByKind,
    After(Duration),
    Never,
}

/// The setters of [`WaitOptions`], for a builder that holds them in `options`.
macro_rules! forward_options {
    () => {
        /// Replaces all options at once, so call it before the setters of single ones.
        pub fn options(mut self, options: $crate::WaitOptions) -> Self {
            self.options = options;
            self
        }

        /// How long to rest between looks, see [`WaitOptions::strategy`](crate::WaitOptions::strategy).
        pub fn strategy<How>(mut self, strategy: impl $crate::IntoStrategy<How>) -> Self {
            self.options = self.options.strategy(strategy);
            self
        }

        /// When to stop waiting, see [`WaitOptions::deadline`](crate::WaitOptions::deadline).
        pub fn deadline(mut self, deadline: std::time::Duration) -> Self {
            self.options = self.options.deadline(deadline);
            self
        }

        /// Waits however long it takes.
        pub fn no_deadline(mut self) -> Self {
            self.options = self.options.no_deadline();
            self
        }

        /// The shortest rest between two looks, see [`WaitOptions::floor`](crate::WaitOptions::floor).
        pub fn floor(mut self, floor: std::time::Duration) -> Self {
            self.options = self.options.floor(floor);
            self
        }

        /// How long one look may take, see [`WaitOptions::look_timeout`](crate::WaitOptions::look_timeout).
        pub fn look_timeout(mut self, timeout: std::time::Duration) -> Self {
            self.options = self.options.look_timeout(timeout);
            self
        }

        /// After how long without news the wait says so, see
        /// [`WaitOptions::stalled_after`](crate::WaitOptions::stalled_after).
        pub fn stalled_after(mut self, silence: std::time::Duration) -> Self {
            self.options = self.options.stalled_after(silence);
            self
        }

        /// Who guesses how much longer it takes, see [`WaitOptions::estimate`](crate::WaitOptions::estimate).
        pub fn estimate(mut self, estimate: impl $crate::Estimate + 'static) -> Self {
            self.options = self.options.estimate(estimate);
            self
        }

        /// How many lost looks in a row to put up with, see
        /// [`WaitOptions::tolerate_lost`](crate::WaitOptions::tolerate_lost).
        pub fn tolerate_lost(mut self, looks: u32) -> Self {
            self.options = self.options.tolerate_lost(looks);
            self
        }

        /// How many answers of "no such task" to put up with, see
        /// [`WaitOptions::tolerate_gone`](crate::WaitOptions::tolerate_gone).
        pub fn tolerate_gone(mut self, looks: u32) -> Self {
            self.options = self.options.tolerate_gone(looks);
            self
        }

        /// Makes the jitter repeatable, see [`WaitOptions::seed`](crate::WaitOptions::seed).
        pub fn seed(mut self, seed: u64) -> Self {
            self.options = self.options.seed(seed);
            self
        }
    };
}

pub(crate) use forward_options;
