//! The state machine of a fleet: no clock, no runtime, no I/O.

mod next;
mod take;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::micros::{Micros, length, secs, whole};
use super::new_task::NewTask;
use super::news::{News, Supply};
use super::options::FleetOptions;
use super::order::{End, Order};
use super::queues::{Queues, Terms};
use super::service::Service;
use super::slots::{Slot, Slots, State, TaskKey};
use crate::durations::Durations;
use crate::random::Random;

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
/// starves. A query that asks about [many](Self::more) costs each of them its share of the dial.
///
/// Where twenty or more tasks of a model are waiting and little is known about how long they take, single ones are looked at
/// ahead of time while nothing else is due: what is believed may be wrong, and all of them would find out late. That takes some
/// hundred queries for each model, once.
///
/// # What it costs
///
/// A task takes 56 bytes here. A step compares some dozens of tasks for each model that has any waiting, however many there are,
/// and allocates nothing; to add a task, to remove one and to take an answer cost the same for one and for a hundred
/// thousand, apart from a look that was lost, which goes through a heap.
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
    /// In the order of their additions, which is that of the deadlines.
    deadlines: VecDeque<(Micros, TaskKey)>,
    /// When it wanted to be stepped next.
    promised: Micros,
    /// No deadline ends anything before.
    grace: Micros,
    ended: VecDeque<(TaskKey, End)>,
    latest: Duration,
    waiting: usize,
    /// How many of those are being looked at.
    looking: usize,
    /// How many looks are under way, also at tasks that nobody waits for any more.
    in_flight: u32,
    service: Service,
    /// Every fourth look may go to the one that was not seen for the longest time.
    turn: u8,
    price: f64,
    /// How many tasks the last query asked about.
    together: u32,
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
            deadlines: VecDeque::new(),
            promised: Micros::MAX,
            grace: Micros::MIN,
            ended: VecDeque::new(),
            latest: Duration::ZERO,
            waiting: 0,
            looking: 0,
            in_flight: 0,
            service: Service::new(options.most_in_flight),
            turn: 0,
            price: secs(whole(options.dial)),
            together: if options.batch { 100 } else { 1 },
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
            rides: false,
            old_key: false,
            queue: 0,
        };
        let key = self.slots.insert(slot);
        self.queues.push(&mut self.slots, key.place, now);
        self.waiting += 1;
        if let Some(deadline) = self.options.deadline {
            if self.deadlines.len() > 2 * self.waiting + SLACK {
                let slots = &self.slots;
                self.deadlines.retain(|(_, key)| slots.is_live(*key));
            }
            self.deadlines.push_back((now.saturating_add(whole(deadline)), key));
        }
        key
    }

    /// Lets go of a task. False when the key is not valid any more.
    pub fn remove(&mut self, key: TaskKey) -> bool {
        let Some(slot) = self.slots.get(key) else { return false };
        match slot.state {
            State::Leaving | State::Free => return false,
            // The place is kept until the answer is there, so that it is not taken for another task's.
            State::Looking => {
                self.slots.at_mut(key.place).state = State::Leaving;
                self.looking -= 1;
            }
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
        if now.saturating_sub(self.promised) > OVERSLEPT {
            self.grace = now.saturating_add(GRACE);
        }
        self.take(now, news);
        let order = self.next(now, supply);
        self.promised = match order {
            Order::Sleep(rest) => now.saturating_add(whole(rest)),
            Order::Look(_) | Order::End(..) => now,
            Order::Idle | Order::Refused => Micros::MAX,
        };
        order
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
            keys.push(self.begin_look(place, now, true));
        }
        self.together = u32::try_from(keys.len()).unwrap_or(u32::MAX).max(1);
    }

    /// Counts a task as looked at out of its turn, because something says that it may have ended. Whether it waited for its
    /// turn; then make the look, and step with the answer.
    pub fn begin(&mut self, now: Duration, key: TaskKey) -> bool {
        let now = self.observe(now);
        let state = self.slots.get(key).map(|slot| slot.state);
        let may_begin = matches!(state, Some(State::Queued | State::Resting));
        if may_begin {
            self.begin_look(key.place, now, false);
        }
        may_begin
    }

    /// Goes on after the key was [refused](Order::Refused), with one that is accepted. Tasks are looked at one by one
    /// until one is seen. Looks that are still under way went with the old key: that it is refused is no news.
    pub fn resume(&mut self) {
        self.service.resume();
        for slot in self.slots.iter_mut() {
            slot.old_key = true;
        }
    }

    /// Whether the key was refused, and nothing is looked at until [`resume`](Self::resume).
    pub fn is_refused(&self) -> bool {
        self.service.is_refused()
    }

    /// How much longer nobody is looked at, because the service asked for it or is not well; zero when it is.
    pub fn paused(&self) -> Duration {
        length(self.service.paused().saturating_sub(whole(self.latest)))
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
            price: secs(whole(self.options.dial)) / f64::from(self.together),
            floor: whole(self.options.floor),
            stale: whole(self.options.stale_after),
        }
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schedule")
            .field("tasks", &self.waiting)
            .field("in_flight", &self.in_flight)
            .field("refused", &self.service.is_refused())
            .finish_non_exhaustive()
    }
}

/// So many entries of tasks that are gone are kept without a thought.
const SLACK: usize = 64;

/// Nothing but a suspended machine, or a fleet that nobody drives, is so late.
const OVERSLEPT: Micros = 60_000_000;

/// How long deadlines that passed meanwhile are put off.
const GRACE: Micros = 60_000_000;

#[cfg(test)]
mod tests {
    use toapis_types::TaskKind;

    use super::*;
    use crate::options::WaitOptions;

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
                    assert!(now.saturating_sub(last) >= WaitOptions::DEFAULT_FLOOR, "{now:?} after {last:?}");
                    (last, looks, news) = (now, looks + 1, News::Running(key));
                }
                Order::Sleep(rest) => now += rest.max(Duration::from_micros(1)),
                other => panic!("{other:?}"),
            }
        }
        assert!(looks > 50 && looks < 200, "{looks}");
    }
}
