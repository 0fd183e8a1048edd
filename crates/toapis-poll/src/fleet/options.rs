//! How to watch a fleet, as plain data.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::durations::Durations;
use crate::options::WaitOptions;
use crate::strategy::Adaptive;

/// How to watch a fleet: the dial, the bounds, and how much trouble to put up with. Cheap to clone.
///
/// Numbers out of range are moved to the nearer end.
#[derive(Clone)]
pub struct FleetOptions {
    pub(super) durations: Arc<Mutex<Durations>>,
    pub(super) dial: Duration,
    pub(super) floor: Duration,
    pub(super) stale_after: Duration,
    pub(super) deadline: Option<Duration>,
    pub(super) tolerate_lost: u32,
    pub(super) tolerate_gone: u32,
    pub(super) most_in_flight: u32,
    pub(super) batch: bool,
    pub(super) look_timeout: Duration,
    pub(super) hold_when_refused: bool,
    pub(super) origin: Option<Arc<str>>,
    pub(super) seed: Option<u64>,
}

impl FleetOptions {
    /// The defaults, with durations of its own that it learns.
    pub fn new() -> Self {
        Self {
            durations: Arc::new(Mutex::new(Durations::new())),
            dial: Adaptive::DEFAULT_DIAL,
            floor: WaitOptions::DEFAULT_FLOOR,
            stale_after: Duration::from_secs(120),
            deadline: None,
            tolerate_lost: 5,
            tolerate_gone: 3,
            most_in_flight: 64,
            batch: false,
            look_timeout: WaitOptions::LOOK_TIMEOUT,
            hold_when_refused: false,
            origin: None,
            seed: None,
        }
    }

    /// The durations to go by and to teach, shared with whoever else has them: another fleet, or, through
    /// [`Adaptive::shared`], the strategy of single waits.
    pub fn durations(self, durations: Arc<Mutex<Durations>>) -> Self {
        Self { durations, ..self }
    }

    /// How many seconds of waiting a query is worth: less means more looks and earlier news. Default: 0.7 s, as for
    /// [`Adaptive`]; from 1 ms to 1 h.
    ///
    /// Where more looks are due than the budget allows, the price rises by itself: the dial says what is wanted, the
    /// budget what is had.
    pub fn dial(self, dial: Duration) -> Self {
        Self { dial: dial.clamp(Duration::from_millis(1), Duration::from_secs(3600)), ..self }
    }

    /// The shortest time between two looks at one task, and the youngest age of a task that is looked at. Default: 5 s, a
    /// courtesy the service asks for; from 10 ms to 1 h.
    pub fn floor(self, floor: Duration) -> Self {
        Self { floor: floor.clamp(WaitOptions::LOWEST_FLOOR, WaitOptions::MAX_REST), ..self }
    }

    /// After this long without being seen, a task is due however unlikely it is to have finished, and where the budget is
    /// short, a quarter of it goes to such tasks. Default: 2 minutes; at least the floor.
    pub fn stale_after(self, after: Duration) -> Self {
        Self { stale_after: after.clamp(WaitOptions::LOWEST_FLOOR, Duration::from_secs(86_400)), ..self }
    }

    /// How long a task is watched, counted from when it was added. By default for as long as it takes: in a large fleet,
    /// a task may wait for its turn longer than it runs.
    ///
    /// It is kept to the moment, also for a task that is being looked at. Where the fleet was not driven for more than a
    /// minute, by a suspended machine or because nobody polled it, deadlines that passed meanwhile are put off by a minute,
    /// so that the tasks can be looked at.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    /// How many lost looks in a row at one task to put up with, see
    /// [`WaitOptions::tolerate_lost`]. Default: 5. Eight lost looks in a row at whichever tasks are an outage: then the
    /// whole fleet rests, up to a minute, probes with single looks, and no task is given up.
    pub fn tolerate_lost(self, looks: u32) -> Self {
        Self { tolerate_lost: looks.min(250), ..self }
    }

    /// How many answers of "no such task" to put up with since the task was last seen. Default: 3.
    pub fn tolerate_gone(self, looks: u32) -> Self {
        Self { tolerate_gone: looks.min(250), ..self }
    }

    /// Takes the [floor](WaitOptions::floor), the tolerance, the [look timeout](WaitOptions::look_timeout) and the seed of
    /// single waits.
    pub fn as_single_waits(self, wait: &WaitOptions) -> Self {
        let like = self.floor(wait.floor).look_timeout(wait.look_timeout);
        let like = like.tolerate_lost(wait.tolerate_lost).tolerate_gone(wait.tolerate_gone);
        Self { seed: wait.seed.or(like.seed), ..like }
    }

    /// How many looks may be under way at once. Default: 64; from 1 to 4096.
    pub fn most_in_flight(self, looks: u32) -> Self {
        Self { most_in_flight: looks.clamp(1, 4096), ..self }
    }

    /// Asks about up to 100 tasks in one call, where the source can: see
    /// [`TaskSource::status_many`](crate::TaskSource::status_many). Off by default, for the path of that call is not documented.
    pub fn batch(self, batch: bool) -> Self {
        Self { batch, ..self }
    }

    /// How long one look may take before it counts as lost. Default: 30 s. At least 10 ms.
    pub fn look_timeout(self, timeout: Duration) -> Self {
        Self { look_timeout: timeout.max(WaitOptions::LOWEST_FLOOR), ..self }
    }

    /// Keeps the tasks when the service does not accept the key (401, 403), for whoever can replace the key: nothing is
    /// looked at until [`Fleet::resume`](super::Fleet::resume). By default, every wait ends with
    /// [`Reason::Refused`](crate::Reason::Refused), so that nobody waits without knowing why.
    pub fn hold_when_refused(self, hold: bool) -> Self {
        Self { hold_when_refused: hold, ..self }
    }

    /// The API that is asked, as `scheme://host[:port]`: handles of another [origin](toapis_types::TaskHandle::origin) are
    /// refused, so that a key never goes to the wrong place. By default the source has to see to that.
    pub fn origin(self, origin: impl AsRef<str>) -> Self {
        Self { origin: Some(origin.as_ref().into()), ..self }
    }

    /// Makes pauses and back-offs repeatable: the same seed and the same answers give the same schedule.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }
}

impl Default for FleetOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for FleetOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FleetOptions")
            .field("dial", &self.dial)
            .field("floor", &self.floor)
            .field("stale_after", &self.stale_after)
            .field("deadline", &self.deadline)
            .field("most_in_flight", &self.most_in_flight)
            .field("batch", &self.batch)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}
