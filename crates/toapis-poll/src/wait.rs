//! The state machine of one wait: no clock, no runtime, no I/O.

mod reason;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle};

use crate::look_error::{LookError, LookErrorKind};
use crate::look_state::{LookState, Pace};
use crate::options::WaitOptions;
use crate::random::Random;
use crate::strategy::Strategy;

pub use reason::Reason;

/// One wait for one task, decided step by step. The drivers turn it; so can you.
///
/// Tell it what happened and what time it is, and do what it says: look at the task and tell it the answer, or sleep and
/// tell it that you [woke](Input::Woke). All times are [monotonic](crate::time::Clock::monotonic), on any scale, as long
/// as it stays the same one. A step allocates nothing (unless the strategy does).
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::{Action, Input, Wait, WaitOptions};
/// use toapis_types::{Task, TaskHandle, TaskId, TaskKind};
///
/// let handle = TaskHandle::new(TaskKind::Image, TaskId::new("tsk_1").unwrap());
/// let mut wait = Wait::new(&handle, &WaitOptions::new());
/// let s = Duration::from_secs;
/// assert_eq!(wait.step(s(100), Input::Begin), Action::Sleep(s(5)));
/// assert_eq!(wait.step(s(105), Input::Woke), Action::Look);
/// let task = Task::from_slice(br#"{"id": "tsk_1", "status": "completed"}"#)?;
/// assert_eq!(wait.step(s(106), Input::Seen(&task)), Action::Done);
/// # Ok::<(), toapis_types::ReadTaskError>(())
/// ```
///
/// A look may take as long as [`look_limit`](Self::look_limit) says; one that takes longer is lost.
///
/// It forgives a driver that errs: a wake-up that comes early is told to sleep for the rest, an answer that nobody asked
/// for is no news, time that goes back stands still. A look whose answer never comes, because its future was dropped, is
/// asked for again after a [floor](WaitOptions::floor). After the end, every input gets the same last action, so a stale
/// answer does not bring a finished task back to life.
pub struct Wait {
    strategy: Arc<dyn Strategy>,
    random: Random,
    floor: Duration,
    deadline: Option<Duration>,
    look_timeout: Duration,
    tolerate_lost: u32,
    tolerate_gone: u32,

    look: LookState,
    /// When phase or progress last changed.
    changed: Duration,
    lost: u64,
    lost_in_a_row: u32,
    gone_in_a_row: u32,
    limited_in_a_row: u32,

    state: State,
    /// How old the task was when the wait began; `None` when nobody knows.
    first_age: Option<Duration>,
    begun: Duration,
    /// The deadline as two moments.
    end: Option<End>,
    latest: Duration,
}

impl Wait {
    /// A wait for a task that was submitted just now.
    pub fn new(handle: &TaskHandle, options: &WaitOptions) -> Self {
        Self::with_age(handle, options, Some(Duration::ZERO))
    }

    /// A wait for a task that was submitted at some time, perhaps by an earlier run. `unix_now` is the
    /// [wall clock](crate::time::Clock::unix).
    ///
    /// A task that is old enough is looked at without delay, and so is one whose handle does not tell its age. One that
    /// comes from the future, by a clock that is off, counts as new.
    pub fn resume(handle: &TaskHandle, options: &WaitOptions, unix_now: Duration) -> Self {
        let submitted = handle.submitted_at.map(|at| Duration::from_secs(u64::try_from(at).unwrap_or(0)));
        Self::with_age(handle, options, submitted.map(|at| unix_now.saturating_sub(at)))
    }

    /// Takes what happened, and says what to do now. `now` is the monotonic time.
    pub fn step(&mut self, now: Duration, input: Input<'_>) -> Action {
        let now = self.observe(now);
        if let State::Ended(action) = self.state {
            return action;
        }
        if let State::Fresh = self.state {
            self.begin(now);
        }
        let looking = matches!(self.state, State::Looking { .. });
        match input {
            Input::Seen(task) => self.seen(now, task),
            Input::Cancelled => self.finish(Action::GiveUp(Reason::Cancelled)),
            Input::Refused => self.finish(Action::GiveUp(Reason::Refused)),
            Input::Lost { retry_after } if looking => self.lost(now, retry_after),
            Input::RateLimited { retry_after } if looking => self.rate_limited(now, retry_after),
            Input::Gone if looking => self.gone(now),
            _ => self.carry_on(now),
        }
    }

    /// What is known so far, as the strategy sees it.
    pub fn look_state(&self) -> &LookState {
        &self.look
    }

    /// How long the look that begins now may take: the [look timeout](WaitOptions::look_timeout), cut at the deadline.
    ///
    /// Never less than 2 s, or the look timeout where that is shorter: only a deadline that is itself that short, or a
    /// driver that comes late, makes a look end behind it.
    pub fn look_limit(&self) -> Duration {
        let left = self.end.map_or(Duration::MAX, |end| end.over.saturating_sub(self.latest));
        left.max(self.last_look()).min(self.look_timeout)
    }

    /// How many looks were lost so far, in a row or not.
    pub fn lost_looks(&self) -> u64 {
        self.lost
    }

    /// How many looks were lost since one last succeeded.
    pub fn lost_in_a_row(&self) -> u32 {
        self.lost_in_a_row
    }

    /// The moment when the current sleep ends; `None` when it is not asleep. For a scheduler of many waits.
    pub fn due(&self) -> Option<Duration> {
        match self.state {
            State::Resting { until, .. } => Some(until),
            _ => None,
        }
    }

    fn with_age(handle: &TaskHandle, options: &WaitOptions, first_age: Option<Duration>) -> Self {
        Self {
            strategy: Arc::clone(&options.strategy),
            random: options.seed.map_or_else(Random::new, Random::seeded),
            floor: options.floor,
            deadline: options.deadline_for(handle.kind),
            look_timeout: options.look_timeout,
            tolerate_lost: options.tolerate_lost,
            tolerate_gone: options.tolerate_gone,
            look: LookState { model: handle.model.clone(), ..LookState::new(handle.kind) },
            changed: Duration::ZERO,
            lost: 0,
            lost_in_a_row: 0,
            gone_in_a_row: 0,
            limited_in_a_row: 0,
            state: State::Fresh,
            first_age,
            begun: Duration::ZERO,
            end: None,
            latest: Duration::ZERO,
        }
    }

    /// Brings the clock up to date. Time that goes back would otherwise prolong every rest.
    fn observe(&mut self, now: Duration) -> Duration {
        self.latest = self.latest.max(now);
        if !matches!(self.state, State::Fresh) {
            self.look.elapsed = self.latest.saturating_sub(self.begun);
            self.look.age = self.first_age.unwrap_or_default().saturating_add(self.look.elapsed);
            self.look.unchanged = self.latest.saturating_sub(self.changed);
        }
        self.latest
    }

    fn begin(&mut self, now: Duration) {
        (self.begun, self.changed) = (now, now);
        self.end = self
            .deadline
            .and_then(|deadline| now.checked_add(deadline))
            .map(|over| End { over, last_look: over.saturating_sub(self.last_look()).max(now) });
        self.look.age = self.first_age.unwrap_or_default();
        let until = match self.first_age {
            Some(age) => now.saturating_add(self.next_delay().saturating_sub(age)),
            None => now,
        };
        // No look went before this one, so the last one may come at any time.
        let too_late = |last: &Duration| until > now && until.saturating_add(self.floor) > *last;
        let until = self.end.map(|end| end.last_look).filter(too_late).unwrap_or(until);
        self.state = State::Resting { until, then: Then::Look };
    }

    fn seen(&mut self, now: Duration, task: &Task) -> Action {
        // Without its age, how long it took is not known either.
        if self.first_age.is_some() {
            self.strategy.learn(&self.look, task);
        }
        self.look.seen_running = Some(self.look.age);
        self.look.pace = Pace::next(self.look.pace, task.progress, self.look.age);
        let (phase, progress) = (Some(task.phase()), task.progress);
        if (phase, progress) != (self.look.phase, self.look.progress) {
            (self.look.phase, self.look.progress) = (phase, progress);
            (self.changed, self.look.unchanged) = (now, Duration::ZERO);
        }
        (self.lost_in_a_row, self.gone_in_a_row, self.limited_in_a_row) = (0, 0, 0);
        if task.is_terminal() {
            return self.finish(Action::Done);
        }
        if !matches!(self.state, State::Looking { .. }) {
            return self.carry_on(now);
        }
        let delay = self.next_delay();
        self.rest(now, delay, self.floor)
    }

    fn lost(&mut self, now: Duration, retry_after: Option<Duration>) -> Action {
        self.lost = self.lost.saturating_add(1);
        self.lost_in_a_row = self.lost_in_a_row.saturating_add(1);
        if self.is_over(now) {
            return self.finish(Action::GiveUp(Reason::Deadline));
        }
        if self.lost_in_a_row > self.tolerate_lost {
            return self.finish(Action::GiveUp(Reason::LostTooOften));
        }
        self.back_off(now, self.lost_in_a_row, retry_after)
    }

    fn rate_limited(&mut self, now: Duration, retry_after: Option<Duration>) -> Action {
        self.limited_in_a_row = self.limited_in_a_row.saturating_add(1);
        self.back_off(now, self.limited_in_a_row, retry_after)
    }

    fn gone(&mut self, now: Duration) -> Action {
        self.lost_in_a_row = 0;
        self.gone_in_a_row = self.gone_in_a_row.saturating_add(1);
        if self.gone_in_a_row > self.tolerate_gone {
            return self.finish(Action::GiveUp(Reason::Gone));
        }
        let delay = self.next_delay();
        self.rest(now, delay, self.floor)
    }

    /// Nothing new: sleeps on, or does what the sleep was for.
    fn carry_on(&mut self, now: Duration) -> Action {
        self.forgive_oversleeping(now);
        match self.state {
            State::Resting { until, .. } if now < until => Action::Sleep(until.saturating_sub(now)),
            State::Resting { then: Then::Look, .. } | State::Fresh => {
                self.look.looks = self.look.looks.saturating_add(1);
                self.state = State::Looking { since: now };
                Action::Look
            }
            State::Resting { then: Then::GiveUp { .. }, .. } => self.finish(Action::GiveUp(Reason::Deadline)),
            // The answer is not going to come. Looking again without a rest would hammer, if that happens in a loop.
            State::Looking { since } => {
                let rest = since.saturating_add(self.floor).saturating_sub(now);
                self.rest(now, rest, rest)
            }
            State::Ended(action) => action,
        }
    }

    /// What the strategy says, made harmless.
    fn next_delay(&mut self) -> Duration {
        let delay =
            self.strategy.delay(&self.look, &mut self.random).clamp(self.floor, WaitOptions::MAX_REST);
        self.look.previous = Some(delay);
        delay
    }

    /// Rests as the server demands, else longer each time.
    fn back_off(&mut self, now: Duration, times: u32, retry_after: Option<Duration>) -> Action {
        let (least, most) = if let Some(demanded) = retry_after {
            let ceiling = WaitOptions::MAX_RETRY_AFTER.max(self.floor);
            let demanded = demanded.clamp(self.floor, ceiling);
            (demanded, demanded.saturating_add(RETRY_AFTER_JITTER).min(ceiling))
        } else {
            let ceiling = BACK_OFF_CAP.max(self.floor);
            let factor = 2_u32.checked_pow(times).unwrap_or(u32::MAX);
            (self.floor, self.floor.saturating_mul(factor).min(ceiling))
        };
        let delay = self.random.between(least, most);
        self.rest(now, delay, least)
    }

    /// Rests for `delay`, or until the last look when that is near; there, looks only when `least` has passed by then.
    fn rest(&mut self, now: Duration, delay: Duration, least: Duration) -> Action {
        let mut until = now.saturating_add(delay);
        let mut then = Then::Look;
        if let Some(end) = self.end {
            if now >= end.over {
                return self.finish(Action::GiveUp(Reason::Deadline));
            }
            // A look so close to the last one would leave no room for it.
            if until.saturating_add(self.floor) > end.last_look {
                (until, then) = if end.last_look.saturating_sub(now) >= least {
                    (end.last_look, Then::Look)
                } else {
                    (end.over, Then::GiveUp { may_look: now.saturating_add(least) })
                };
            }
        }
        self.state = State::Resting { until, then };
        self.carry_on(now)
    }

    /// A machine that was suspended over the deadline has not waited: it looks again, for a minute, so that a network that
    /// is not back yet does not cost the result.
    fn forgive_oversleeping(&mut self, now: Duration) {
        let State::Resting { until, then } = self.state else { return };
        let over = now.saturating_add(GRACE);
        let last_look = over.saturating_sub(self.last_look());
        let next_look = match then {
            Then::Look => until,
            Then::GiveUp { may_look } => may_look,
        };
        if self.is_over(now) && now.saturating_sub(until) > OVERSLEPT && next_look <= last_look {
            self.end = Some(End { last_look, over });
            self.state = State::Resting { until: next_look, then: Then::Look };
        }
    }

    fn is_over(&self, now: Duration) -> bool {
        self.end.is_some_and(|end| now >= end.over)
    }

    /// How long before the deadline the last look begins, so that its answer is there in time.
    fn last_look(&self) -> Duration {
        LAST_LOOK.min(self.look_timeout)
    }

    fn finish(&mut self, action: Action) -> Action {
        self.state = State::Ended(action);
        action
    }
}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait").field("look", &self.look).field("state", &self.state).finish_non_exhaustive()
    }
}

/// What happened.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Input<'a> {
    /// Nothing yet: the wait begins.
    Begin,
    /// The sleep is over, or so it seems.
    Woke,
    /// A snapshot of the task: the answer to a look, of the create call, or of a webhook, at any time.
    Seen(&'a Task),
    /// The look brought no answer that tells anything, or none in time: no connection, a 5xx, a body that is no task.
    Lost {
        /// How long the server said to stay away.
        retry_after: Option<Duration>,
    },
    /// The server said that it was asked too often (429). Does not count as lost.
    RateLimited {
        /// How long the server said to stay away.
        retry_after: Option<Duration>,
    },
    /// The server does not know the task (404, 410).
    Gone,
    /// The server does not accept the key (401, 403).
    Refused,
    /// Whoever waits does not want to any more.
    Cancelled,
}

impl From<&LookError> for Input<'_> {
    fn from(error: &LookError) -> Self {
        let retry_after = error.retry_after();
        match error.kind() {
            LookErrorKind::Lost | LookErrorKind::TimedOut => Self::Lost { retry_after },
            LookErrorKind::RateLimited => Self::RateLimited { retry_after },
            LookErrorKind::Gone => Self::Gone,
            LookErrorKind::Refused => Self::Refused,
        }
    }
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Look at the task, and step again with the answer.
    Look,
    /// Sleep this long, and step again.
    Sleep(Duration),
    /// The task ended, completed or failed. The last snapshot says which.
    Done,
    /// Stop waiting. The task itself may go on.
    GiveUp(Reason),
}

#[derive(Clone, Copy, Debug)]
enum State {
    Fresh,
    Resting { until: Duration, then: Then },
    Looking { since: Duration },
    Ended(Action),
}

#[derive(Clone, Copy, Debug)]
struct End {
    last_look: Duration,
    over: Duration,
}

#[derive(Clone, Copy, Debug)]
enum Then {
    Look,
    /// There is no time for a look, which may come again at `may_look` only.
    GiveUp {
        may_look: Duration,
    },
}

/// Without a `Retry-After`, rests grow up to this (`backoff_max_s` on the image status page), or to a higher floor.
const BACK_OFF_CAP: Duration = Duration::from_secs(60);

/// Spreads those who were sent away together; the documentation's own sample adds as much.
const RETRY_AFTER_JITTER: Duration = Duration::from_secs(1);

/// Time enough for an answer, should the service be well.
const LAST_LOOK: Duration = Duration::from_secs(2);

/// Nothing but a suspended machine, or a reader who left, is so late.
const OVERSLEPT: Duration = Duration::from_secs(60);

/// How long a machine that was suspended over the deadline goes on.
const GRACE: Duration = Duration::from_secs(60);
