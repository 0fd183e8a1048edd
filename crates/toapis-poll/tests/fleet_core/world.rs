//! A small world around a schedule: tasks that take their time, a network, a budget, and virtual time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::time::Duration;

use toapis_poll::Random;
use toapis_poll::budget::{Budget, Class, Limits, Slot};
use toapis_poll::fleet::{End, FleetOptions, NewTask, News, Order, Schedule, Supply, TaskKey};
use toapis_types::TaskKind;

/// What a look at a task brings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Answer {
    /// The truth: whether it has ended.
    #[default]
    Honest,
    Lost(Option<Duration>),
    Limited(Option<Duration>),
    /// After so long, nothing at all.
    Hangs(Duration),
}

/// The moment, the number of the task, and how many looks went before in all.
type Service = Box<dyn FnMut(Duration, usize, usize) -> Answer>;

/// One look that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) at: Duration,
    pub(crate) task: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Watched {
    pub(crate) begun: Duration,
    pub(crate) takes: Duration,
    pub(crate) looks: u32,
    /// The longest time without a look, so far.
    pub(crate) unseen: Duration,
    pub(crate) last: Duration,
    pub(crate) end: Option<(Duration, End)>,
    in_flight: bool,
}

impl Watched {
    /// From its end to the moment when that was known.
    pub(crate) fn latency(&self) -> Option<Duration> {
        self.end.map(|(at, _)| at.saturating_sub(self.begun + self.takes))
    }
}

pub(crate) struct World {
    pub(crate) schedule: Schedule,
    pub(crate) now: Duration,
    pub(crate) tasks: Vec<Watched>,
    pub(crate) looks: Vec<Look>,
    pub(crate) round_trip: Duration,
    budget: Budget,
    service: Service,
    numbers: BTreeMap<TaskKey, usize>,
    answers: BinaryHeap<Reverse<(Duration, u64, TaskKey)>>,
    underway: BTreeMap<u64, (Slot, Answer)>,
    floor: Duration,
    random: Random,
}

impl World {
    pub(crate) fn new(options: &FleetOptions, floor: Duration, limits: Limits) -> Self {
        Self {
            schedule: Schedule::new(options),
            now: Duration::from_secs(1000),
            tasks: Vec::new(),
            looks: Vec::new(),
            round_trip: Duration::from_millis(200),
            budget: Budget::new(limits),
            service: Box::new(|_, _, _| Answer::Honest),
            numbers: BTreeMap::new(),
            answers: BinaryHeap::new(),
            underway: BTreeMap::new(),
            floor,
            random: Random::seeded(7),
        }
    }

    pub(crate) fn service(&mut self, service: impl FnMut(Duration, usize, usize) -> Answer + 'static) {
        self.service = Box::new(service);
    }

    /// Submitted now.
    pub(crate) fn add(&mut self, kind: TaskKind, takes: Duration) -> usize {
        let key = self.schedule.add(self.now, NewTask::new(kind).model("some"));
        self.numbers.insert(key, self.tasks.len());
        let (begun, last) = (self.now, self.now);
        self.tasks.push(Watched {
            begun,
            takes,
            looks: 0,
            unseen: Duration::ZERO,
            last,
            end: None,
            in_flight: false,
        });
        self.tasks.len() - 1
    }

    /// Until nothing is left to do, or this moment.
    pub(crate) fn run(&mut self, until: Duration) {
        let mut news = News::None;
        let mut idle_steps = 0_u32;
        loop {
            let supply = Supply {
                ready: self.budget.ready(self.now, Class::Bulk),
                next: self.budget.next(self.now, Class::Bulk),
            };
            let order = self.schedule.step(self.now, supply, std::mem::replace(&mut news, News::None));
            let wake = match order {
                Order::Look(key) => {
                    idle_steps = 0;
                    self.send(key);
                    continue;
                }
                Order::End(key, end) => {
                    let number = self.numbers.remove(&key).expect("an end of a task that is there");
                    self.tasks[number].end = Some((self.now, end));
                    continue;
                }
                Order::Sleep(rest) => Some(self.now + rest),
                Order::Idle | Order::Refused => None,
            };
            idle_steps += 1;
            assert!(idle_steps < 10_000, "it spins");
            let answer = self.answers.peek().map(|Reverse((at, _, _))| *at);
            let Some(next) = wake.into_iter().chain(answer).min() else { return };
            if next > until {
                self.now = until;
                return;
            }
            self.now = self.now.max(next);
            if answer.is_some_and(|at| at <= self.now) {
                news = self.answer();
            }
        }
    }

    fn send(&mut self, key: TaskKey) {
        let slot = self.budget.take(self.now, Class::Bulk).expect("a query to spare");
        let number = self.numbers[&key];
        let task = &mut self.tasks[number];
        assert!(!task.in_flight, "two looks at one task at once");
        let gap = self.now.saturating_sub(task.last);
        assert!(gap >= self.floor, "a gap of {gap:?}");
        task.unseen = task.unseen.max(gap);
        task.looks += 1;
        task.in_flight = true;
        let answer = (self.service)(self.now, number, self.looks.len());
        let takes = match answer {
            Answer::Hangs(time) => time,
            _ => whole(self.random.between(self.round_trip / 2, self.round_trip * 3 / 2)),
        };
        let id = self.looks.len() as u64;
        self.looks.push(Look { at: self.now, task: number });
        self.underway.insert(id, (slot, answer));
        self.answers.push(Reverse((self.now + takes, id, key)));
    }

    fn answer(&mut self) -> News {
        let Some(Reverse((_, id, key))) = self.answers.pop() else { return News::None };
        let (slot, answer) = self.underway.remove(&id).expect("a look under way");
        self.budget.finish(slot, self.now);
        let Some(number) = self.numbers.get(&key).copied() else { return News::Running(key) };
        let task = &mut self.tasks[number];
        (task.last, task.in_flight) = (self.now, false);
        match answer {
            Answer::Honest if self.now >= task.begun + task.takes => News::Ended(key, None),
            Answer::Honest => News::Running(key),
            Answer::Lost(retry_after) => News::Lost(key, retry_after),
            Answer::Limited(retry_after) => News::Limited(key, retry_after),
            Answer::Hangs(_) => News::Dropped(key),
        }
    }

    /// The mean of the latencies of those that ended, in seconds.
    pub(crate) fn mean_latency(&self) -> f64 {
        let latencies: Vec<_> =
            self.tasks.iter().filter_map(Watched::latency).map(|time| time.as_secs_f64()).collect();
        latencies.iter().sum::<f64>() / count(latencies.len())
    }

    /// How many looks there were for each task.
    pub(crate) fn looks_each(&self) -> f64 {
        count(self.looks.len()) / count(self.tasks.len())
    }
}

/// A schedule counts in microseconds.
fn whole(duration: Duration) -> Duration {
    Duration::from_micros(u64::try_from(duration.as_micros()).expect("a round trip"))
}

pub(crate) fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}
