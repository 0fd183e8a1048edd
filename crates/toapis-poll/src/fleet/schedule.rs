//! The state machine of a fleet: no clock, no runtime, no I/O.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use toapis_types::{Task, TaskKind};

use super::options::FleetOptions;
use super::queues::{Queues, Survey, Terms, secs};
use super::slots::{Micros, Slot, Slots, State, TaskKey};
use crate::durations::{Durations, Observation};
use crate::look_error::{LookError, LookErrorKind};
use crate::options::WaitOptions;
use crate::random::Random;
use crate::wait::Reason;

/// Decides which of many tasks to look at next, step by step. The drivers turn it; so can you.
///
/// Tell it what happened, what time it is, and what the query budget allows; do what it says. All times are
/// [monotonic](crate::time::Clock::monotonic).
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::fleet::{End, FleetOptions, NewTask, Order, Schedule, Supply, News};
/// use toapis_types::TaskKind;
///
/// let s = Duration::from_secs;
/// let mut schedule = Schedule::new(&FleetOptions::new().seed(1));
/// let key = schedule.add(s(100), NewTask::new(TaskKind::Image));
/// // Not yet: no image is ready so soon.
/// let Order::Sleep(rest) = schedule.step(s(100), Supply::PLENTY, News::None) else { panic!() };
/// assert!(rest > s(5) && rest < s(15));
/// assert_eq!(schedule.step(s(115), Supply::PLENTY, News::None), Order::Look(key));
/// assert_eq!(schedule.step(s(116), Supply::PLENTY, News::Ended(key, None)), Order::End(key, End::Done));
/// assert_eq!(schedule.step(s(116), Supply::PLENTY, News::None), Order::Idle);
/// ```
///
/// # How it chooses
///
/// Each task has something [at stake](crate::durations::Curve::stake): the seconds of waiting that its result has
/// probably cost since the task was last seen. A task is due when that reaches the [dial](FleetOptions::dial). Where
/// the budget allows fewer looks than are due, the one with the most at stake comes first, which moves every task up the
/// dial by the same amount. Some of the looks go to those unseen for [longest](FleetOptions::stale_after), so that none
/// starves.
///
/// # What it costs
///
/// A task takes 64 bytes here. A step compares some dozens of tasks, however many there are, and allocates nothing; to add
/// a task, to remove one and to take an answer cost the same for one and for a hundred thousand, apart from a deadline
/// or a look that was lost, which go through a heap.
///
/// # What it forgives
///
/// Keys that are no longer valid, answers that nobody asked for, answers that never come (tell it so: [`News::Dropped`]),
/// and time that goes back, which stands still.
pub struct Schedule {
    durations: Arc<Mutex<Durations>>,
    options: FleetOptions,
    random: Random,
    slots: Slots,
    queues: Queues,
    /// Those that rest until a moment of their own.
    resting: BinaryHeap<Reverse<(Micros, TaskKey)>>,
    deadlines: BinaryHeap<Reverse<(Micros, TaskKey)>>,
    ended: VecDeque<(TaskKey, End)>,
    latest: Duration,
    waiting: usize,
    in_flight: u32,
    /// How many looks may be under way: one after trouble, doubled by each success.
    window: u32,
    /// Nobody is looked at before.
    paused: Micros,
    refused: bool,
    lost_in_a_row: u32,
    limited_in_a_row: u32,
    /// Every fourth look may go to the one that was not seen for the longest time.
    turn: u8,
    price: f64,
}

impl Schedule {
    /// A schedule without tasks.
    pub fn new(options: &FleetOptions) -> Self {
        Self {
            durations: Arc::clone(&options.durations),
            options: options.clone(),
            random: options.seed.map_or_else(Random::new, Random::seeded),
            slots: Slots::new(),
            queues: Queues::new(),
            resting: BinaryHeap::new(),
            deadlines: BinaryHeap::new(),
            ended: VecDeque::new(),
            latest: Duration::ZERO,
            waiting: 0,
            in_flight: 0,
            window: options.most_in_flight,
            paused: Micros::MIN,
            refused: false,
            lost_in_a_row: 0,
            limited_in_a_row: 0,
            turn: 0,
            price: secs(whole(options.dial)),
        }
    }

    /// Takes a task on.
    pub fn add(&mut self, now: Duration, task: NewTask<'_>) -> TaskKey {
        let now = self.observe(now);
        let class = self.lock().class(task.kind, task.model);
        let born = now.saturating_sub(whole(task.age.unwrap_or_default()));
        let slot = Slot {
            turn: 0,
            before: 0,
            after: 0,
            looks: 0,
            born,
            seen: born,
            asked: if task.age.is_some() { born } else { born.saturating_sub(whole(self.options.floor)) },
            class,
            lost: 0,
            gone: 0,
            state: State::Queued,
            age_known: task.age.is_some(),
            tells: task.age.is_some(),
            queue: 0,
        };
        let key = self.slots.insert(slot);
        self.queues.push(&mut self.slots, key.place, now);
        self.waiting += 1;
        if let Some(deadline) = self.options.deadline {
            self.deadlines.push(Reverse((now.saturating_add(whole(deadline)), key)));
        }
        key
    }

    /// Lets go of a task. False when the key is not valid any more.
    pub fn remove(&mut self, key: TaskKey) -> bool {
        let Some(slot) = self.slots.get(key) else { return false };
        match slot.state {
            State::Leaving | State::Free => return false,
            // The place is kept until the answer is there, so that it is not taken for another task's.
            State::Looking => self.slots.at_mut(key.place).state = State::Leaving,
            State::Queued => {
                self.queues.remove(&mut self.slots, key.place);
                self.slots.remove(key.place);
            }
            State::Resting => self.slots.remove(key.place),
        }
        self.waiting -= 1;
        true
    }

    /// Takes what happened, and says what to do now.
    pub fn step(&mut self, now: Duration, supply: Supply, news: News) -> Order {
        let now = self.observe(now);
        self.take(now, news);
        self.next(now, supply)
    }

    /// Adds to `keys` further tasks that a call that asks about many may ask about too, the ones with the most at stake
    /// first, until there are `most` or none whose [floor](FleetOptions::floor) has passed. They count as looked at, and
    /// cost no further query.
    ///
    /// For after [`Order::Look`], where [`TaskSource::status_many`](crate::TaskSource::status_many) is there.
    pub fn more(&mut self, now: Duration, most: usize, keys: &mut Vec<TaskKey>) {
        let now = self.observe(now);
        let durations = Arc::clone(&self.durations);
        let durations = durations.lock().unwrap_or_else(PoisonError::into_inner);
        while keys.len() < most {
            let Some(place) = self.queues.likeliest(&self.slots, &durations, self.terms(), now) else {
                break;
            };
            keys.push(self.begin_look(place, now));
        }
    }

    /// Goes on after the key was [refused](Order::Refused), with one that is accepted. Tasks are looked at one by one
    /// until one is seen.
    pub fn resume(&mut self) {
        self.refused = false;
        self.window = 1;
    }

    /// Whether the key was refused, and nothing is looked at until [`resume`](Self::resume).
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    /// How many tasks there are.
    pub fn len(&self) -> usize {
        self.waiting
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.waiting == 0
    }

    /// How many looks are under way.
    pub fn in_flight(&self) -> usize {
        self.in_flight as usize
    }

    /// What was at stake for the task that was looked at last: the dial, or more where the budget is short. In seconds of
    /// waiting for a query.
    pub fn price(&self) -> Duration {
        crate::durations::duration(self.price)
    }

    /// How many looks there were at this task; `None` when the key is not valid any more.
    pub fn looks(&self, key: TaskKey) -> Option<u32> {
        self.slots.get(key).map(|slot| slot.looks)
    }

    fn observe(&mut self, now: Duration) -> Micros {
        self.latest = self.latest.max(now);
        whole(self.latest)
    }

    fn lock(&self) -> MutexGuard<'_, Durations> {
        self.durations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn terms(&self) -> Terms {
        Terms {
            price: secs(whole(self.options.dial)),
            floor: whole(self.options.floor),
            stale: whole(self.options.stale_after),
        }
    }

    fn take(&mut self, now: Micros, news: News) {
        let Some(key) = news.key() else { return };
        let Some(slot) = self.slots.get(key) else { return };
        let (state, is_answer) = (slot.state, matches!(slot.state, State::Looking | State::Leaving));
        if is_answer {
            self.in_flight -= 1;
        }
        self.judge(now, &news, is_answer);
        if state == State::Leaving {
            self.slots.remove(key.place);
            return;
        }
        if is_answer {
            // In no queue, and its look is over.
            self.slots.at_mut(key.place).state = State::Resting;
        }
        match news {
            News::Ended(_, took) => {
                self.learn(key, now, Some(took));
                self.finish(key, End::Done);
            }
            News::Running(_) if is_answer => {
                self.learn(key, now, None);
                let slot = self.slots.at_mut(key.place);
                if !slot.age_known {
                    // From now on it is at least as old as it has been watched.
                    (slot.age_known, slot.born) = (true, slot.seen);
                }
                (slot.seen, slot.asked, slot.lost, slot.gone) = (now, now, 0, 0);
                self.queues.push(&mut self.slots, key.place, now);
            }
            News::Gone(_) if is_answer => {
                let slot = self.slots.at_mut(key.place);
                slot.gone = slot.gone.saturating_add(1);
                slot.lost = 0;
                if u32::from(slot.gone) > self.options.tolerate_gone {
                    return self.finish(key, End::GaveUp(Reason::Gone));
                }
                self.rest(key, now, self.options.floor);
            }
            News::Lost(_, retry_after) if is_answer => self.lost(key, now, retry_after),
            News::Limited(..) | News::Refused(_) | News::Dropped(_) if is_answer => {
                self.rest(key, now, self.options.floor);
            }
            _ => {}
        }
    }

    /// What the answer says about the service as a whole.
    fn judge(&mut self, now: Micros, news: &News, is_answer: bool) {
        match *news {
            News::Running(_) | News::Ended(..) | News::Gone(_) if is_answer => {
                (self.lost_in_a_row, self.limited_in_a_row) = (0, 0);
                self.window = self.window.saturating_mul(2).min(self.options.most_in_flight);
            }
            News::Limited(_, retry_after) => {
                self.limited_in_a_row = self.limited_in_a_row.saturating_add(1);
                self.pause(now, retry_after, self.limited_in_a_row);
            }
            News::Lost(_, retry_after) => {
                self.lost_in_a_row = self.lost_in_a_row.saturating_add(1);
                if retry_after.is_some() {
                    self.pause(now, retry_after, 1);
                } else if self.is_outage() {
                    self.pause(now, None, self.lost_in_a_row - OUTAGE + 1);
                }
            }
            News::Refused(_) => self.refused = true,
            _ => {}
        }
    }

    /// Many looks were lost in a row, at whichever tasks: it is not the tasks.
    fn is_outage(&self) -> bool {
        self.lost_in_a_row >= OUTAGE
    }

    /// Nobody is looked at for as long as the server says, else longer each time; then one by one at first.
    fn pause(&mut self, now: Micros, retry_after: Option<Duration>, times: u32) {
        let pause = if let Some(demanded) = retry_after {
            let demanded = demanded.min(WaitOptions::MAX_RETRY_AFTER);
            self.random.between(demanded, demanded.saturating_add(demanded.min(SPREAD)))
        } else {
            let factor = 2_u32.checked_pow(times).unwrap_or(u32::MAX);
            self.random.between(SHORTEST_PAUSE, SHORTEST_PAUSE.saturating_mul(factor).min(LONGEST_PAUSE))
        };
        self.paused = self.paused.max(now.saturating_add(whole(pause)));
        self.window = 1;
    }

    fn lost(&mut self, key: TaskKey, now: Micros, retry_after: Option<Duration>) {
        // In an outage the task is not to blame, and it is the fleet that rests longer and longer.
        let outage = self.is_outage();
        let slot = self.slots.at_mut(key.place);
        if !outage {
            slot.lost = slot.lost.saturating_add(1);
            if u32::from(slot.lost) > self.options.tolerate_lost {
                return self.finish(key, End::GaveUp(Reason::LostTooOften));
            }
        }
        let times = u32::from(slot.lost);
        let ceiling = LONGEST_PAUSE.max(self.options.floor);
        let factor = 2_u32.checked_pow(times).unwrap_or(u32::MAX);
        let most = self.options.floor.saturating_mul(factor).min(ceiling);
        let rest = self.random.between(self.options.floor, most);
        let demanded = retry_after.unwrap_or_default().min(WaitOptions::MAX_RETRY_AFTER);
        self.rest(key, now, rest.max(demanded));
    }

    fn rest(&mut self, key: TaskKey, now: Micros, rest: Duration) {
        let slot = self.slots.at_mut(key.place);
        (slot.asked, slot.state) = (now, State::Resting);
        self.resting.push(Reverse((now.saturating_add(whole(rest)), key)));
    }

    /// Tells the durations; with `Some` when the task ended, after the time it took where that is known.
    fn learn(&mut self, key: TaskKey, now: Micros, ended: Option<Option<Duration>>) {
        let Some(slot) = self.slots.get(key).copied() else { return };
        let (seen, age) = (length(slot.seen - slot.born), length(now - slot.born));
        let observation = match ended {
            None => Observation::Running(seen, age),
            Some(took) => Observation::ended(took, seen, age),
        };
        if slot.tells {
            self.lock().observe_class(slot.class, observation);
        }
    }

    fn finish(&mut self, key: TaskKey, end: End) {
        if self.remove(key) {
            self.ended.push_back((key, end));
        }
    }

    fn next(&mut self, now: Micros, supply: Supply) -> Order {
        self.expire(now);
        if let Some((key, end)) = self.ended.pop_front() {
            return Order::End(key, end);
        }
        let deadline = self.deadlines.peek().map(|Reverse((at, _))| *at);
        let until = |at: Option<Micros>| match (at, deadline) {
            (Some(at), Some(deadline)) => Order::Sleep(length(at.min(deadline).saturating_sub(now))),
            (Some(at), None) | (None, Some(at)) => Order::Sleep(length(at.saturating_sub(now))),
            (None, None) => Order::Idle,
        };
        if self.refused {
            return Order::Refused;
        }
        if self.in_flight >= self.window {
            return until(None);
        }
        if now < self.paused {
            return if self.waiting > self.in_flight as usize {
                until(Some(self.paused))
            } else {
                until(None)
            };
        }
        let woken = self.wake_resting(now);
        let durations = Arc::clone(&self.durations);
        let durations = durations.lock().unwrap_or_else(PoisonError::into_inner);
        let Survey { best, oldest, next } = self.queues.survey(&self.slots, &durations, self.terms(), now);
        let Some((place, stake)) = best else {
            return until(match (next, woken) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            });
        };
        if supply.ready == 0 {
            return until(Some(now.saturating_add(whole(supply.next.max(SHORTEST_SLEEP)))));
        }
        let stale = whole(self.options.stale_after);
        let place = match oldest {
            Some((old, since)) if self.turn == 0 && now.saturating_sub(since) >= stale => old,
            _ => place,
        };
        self.turn = (self.turn + 1) % 4;
        if stake.is_finite() {
            self.price = stake;
        }
        Order::Look(self.begin_look(place, now))
    }

    fn begin_look(&mut self, place: u32, now: Micros) -> TaskKey {
        self.queues.remove(&mut self.slots, place);
        let slot = self.slots.at_mut(place);
        slot.state = State::Looking;
        slot.asked = now;
        slot.looks = slot.looks.saturating_add(1);
        self.in_flight += 1;
        self.slots.key(place)
    }

    /// Puts those whose rest is over back into the queues. Says when the next one's is.
    fn wake_resting(&mut self, now: Micros) -> Option<Micros> {
        while let Some(Reverse((at, key))) = self.resting.peek().copied() {
            let resting = self.slots.get(key).is_some_and(|slot| slot.state == State::Resting);
            if resting && at > now {
                return Some(at);
            }
            self.resting.pop();
            if resting {
                self.queues.push_front(&mut self.slots, key.place, now);
            }
        }
        None
    }

    fn expire(&mut self, now: Micros) {
        while let Some(Reverse((at, key))) = self.deadlines.peek().copied() {
            let valid = self.slots.get(key).is_some_and(|slot| slot.state != State::Leaving);
            if valid && at > now {
                return;
            }
            self.deadlines.pop();
            if valid {
                self.remove(key);
                self.ended.push_back((key, End::GaveUp(Reason::Deadline)));
            }
        }
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schedule")
            .field("tasks", &self.waiting)
            .field("in_flight", &self.in_flight)
            .field("refused", &self.refused)
            .finish_non_exhaustive()
    }
}

/// A task to take on.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct NewTask<'a> {
    /// Image or video.
    pub kind: TaskKind,
    /// The model that works on it, where that is known.
    pub model: Option<&'a str>,
    /// How long ago it was submitted. With `None` nobody knows, and it is looked at before all others.
    pub age: Option<Duration>,
}

impl<'a> NewTask<'a> {
    /// A task that was submitted right now, of a model that is not known.
    pub fn new(kind: TaskKind) -> Self {
        Self { kind, model: None, age: Some(Duration::ZERO) }
    }

    /// Made by this model.
    pub fn model(self, model: &'a str) -> Self {
        Self { model: Some(model), ..self }
    }

    /// Submitted this long ago; with `None`, at a time that nobody knows.
    pub fn age(self, age: impl Into<Option<Duration>>) -> Self {
        Self { age: age.into(), ..self }
    }
}

/// What the query budget allows now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supply {
    /// How many queries may be sent at once.
    pub ready: u32,
    /// How long until the next one, when there is none.
    pub next: Duration,
}

impl Supply {
    /// No limit.
    pub const PLENTY: Self = Self { ready: u32::MAX, next: Duration::ZERO };
}

/// What happened. An answer may come for a look that the schedule asked for, and an end at any time, also from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum News {
    /// Nothing: time passed, or tasks were added or removed.
    None,
    /// The task was seen, and is not finished.
    Running(TaskKey),
    /// The task ended, completed or failed: an answer, or a webhook. With how long it took, where the server told.
    Ended(TaskKey, Option<Duration>),
    /// The look brought no answer that tells anything. With how long the server said to stay away, which stops all looks.
    Lost(TaskKey, Option<Duration>),
    /// The server said that it was asked too often (429), and how long to stay away: stops all looks.
    Limited(TaskKey, Option<Duration>),
    /// The server does not know the task (404, 410).
    Gone(TaskKey),
    /// The server does not accept the key (401, 403): stops all looks until [`Schedule::resume`].
    Refused(TaskKey),
    /// The look was broken off on this side.
    Dropped(TaskKey),
}

impl News {
    /// What the answer of a look means.
    pub fn of(key: TaskKey, answer: &Result<Task, LookError>) -> Self {
        match answer {
            Ok(task) if task.is_terminal() => Self::Ended(key, Observation::took(task)),
            Ok(_) => Self::Running(key),
            Err(error) => match error.kind() {
                LookErrorKind::Lost | LookErrorKind::TimedOut => Self::Lost(key, error.retry_after()),
                LookErrorKind::RateLimited => Self::Limited(key, error.retry_after()),
                LookErrorKind::Gone => Self::Gone(key),
                LookErrorKind::Refused => Self::Refused(key),
            },
        }
    }

    fn key(&self) -> Option<TaskKey> {
        match *self {
            Self::None => None,
            Self::Running(key)
            | Self::Ended(key, _)
            | Self::Lost(key, _)
            | Self::Limited(key, _)
            | Self::Gone(key)
            | Self::Refused(key)
            | Self::Dropped(key) => Some(key),
        }
    }
}

/// What to do now. After all but `Sleep`, `Idle` and `Refused`, step again at once: there may be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Take a query from the budget, look at this task, and step with the answer.
    Look(TaskKey),
    /// This task is not watched any more, and its key is no longer valid.
    End(TaskKey, End),
    /// Step again after this time, or when something happens.
    Sleep(Duration),
    /// Step again when something happens: an answer, a new task.
    Idle,
    /// As `Idle`, and no task is looked at before [`Schedule::resume`]: the server does not accept the key.
    Refused,
}

/// Why a task is not watched any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It ended, completed or failed.
    Done,
    /// It may go on, but is not waited for any longer.
    GaveUp(Reason),
}

fn whole(duration: Duration) -> Micros {
    Micros::try_from(duration.as_micros()).unwrap_or(Micros::MAX / 4).min(Micros::MAX / 4)
}

fn length(micros: Micros) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

/// So many lost looks in a row are an outage.
const OUTAGE: u32 = 8;

/// Pauses without a `Retry-After` grow from the one to the other.
const SHORTEST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Keeps a driver from spinning when a budget says "none, and the next one now".
const SHORTEST_SLEEP: Duration = Duration::from_millis(1);

/// Clients that were sent away together come back this far apart.
const SPREAD: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_task_is_looked_at_twice_within_the_floor_not_even_when_it_is_alone() {
        let mut schedule = Schedule::new(&FleetOptions::new().seed(1));
        let key = schedule.add(Duration::ZERO, NewTask::new(TaskKind::Video));
        let (mut now, mut last, mut looks) = (Duration::ZERO, Duration::ZERO, 0);
        let mut news = News::None;
        while now < Duration::from_secs(3600) {
            match schedule.step(now, Supply::PLENTY, std::mem::replace(&mut news, News::None)) {
                Order::Look(found) => {
                    assert_eq!(found, key);
                    assert!(now - last >= WaitOptions::DEFAULT_FLOOR, "{now:?} after {last:?}");
                    (last, looks, news) = (now, looks + 1, News::Running(key));
                }
                Order::Sleep(rest) => now += rest.max(Duration::from_micros(1)),
                other => panic!("{other:?}"),
            }
        }
        assert!(looks > 50 && looks < 200, "{looks}");
    }
}
