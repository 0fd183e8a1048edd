//! The simulated service: tasks with a life of their own, and the documented limits, however they are read.

use std::collections::VecDeque;

use toapis_poll::budget;
use toapis_types::TaskKind;

use super::durations::Law;

/// A moment of the simulation, in microseconds from its beginning.
pub(super) type Moment = u64;

/// One task.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub(super) kind: TaskKind,
    pub(super) law: Law,
    pub(super) born: Moment,
    pub(super) done: Moment,
}

impl Job {
    /// What the server's times, in whole seconds, say about how long it took.
    pub(super) fn told(&self) -> u64 {
        self.done / SECOND - self.born / SECOND
    }
}

/// What happens.
#[derive(Clone, Debug)]
pub(super) struct Scenario {
    pub(super) name: String,
    pub(super) group: Group,
    count: usize,
    arrivals: Arrivals,
    laws: Vec<(TaskKind, Law)>,
    /// How often it is played, with other tasks each time.
    pub(super) plays: u64,
    /// No look gets an answer from the one moment to the other.
    pub(super) outage: Option<(Moment, Moment)>,
    /// What the fleet believes about the medians at the beginning, as a multiple of what is assumed; `None` for nothing
    /// at all.
    pub(super) prior: Option<f64>,
}

/// When tasks are created.
#[derive(Clone, Copy, Debug)]
pub(super) enum Arrivals {
    /// All at once.
    Burst,
    /// As fast as the group's limit of creates allows.
    Stream,
    /// A number of tasks every so many seconds.
    Waves(usize, u64),
}

/// A group of accounts, and how its limits of status queries are counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) kind: budget::Group,
    pub(super) burst: u64,
    pub(super) per_minute: u64,
    /// Creates: at once, and per minute.
    submits: (usize, u64),
}

impl Group {
    pub(super) const DEFAULT: Self =
        Self { kind: budget::Group::Default, burst: 500, per_minute: 3000, submits: (50, 300) };
    pub(super) const VIP: Self =
        Self { kind: budget::Group::Vip, burst: 1667, per_minute: 10_000, submits: (167, 1000) };
    pub(super) const SVIP: Self =
        Self { kind: budget::Group::Svip, burst: 5000, per_minute: 30_000, submits: (334, 2000) };
}

impl Scenario {
    /// So many tasks, the laws taking turns.
    pub(super) fn new(name: &str, count: usize, arrivals: Arrivals, laws: &[(TaskKind, Law)]) -> Self {
        Self {
            name: name.to_owned(),
            group: Group::DEFAULT,
            count,
            arrivals,
            laws: laws.to_vec(),
            // Small fleets are played more often, so that the figures are as steady as those of large ones.
            plays: (5000 / count.max(1)).clamp(1, 20) as u64,
            outage: None,
            prior: Some(1.0),
        }
    }

    pub(super) fn of_group(self, group: Group) -> Self {
        Self { group, ..self }
    }

    /// Between two moments, in seconds.
    pub(super) fn outage(self, from: u64, to: u64) -> Self {
        Self { outage: Some((from * SECOND, to * SECOND)), ..self }
    }

    pub(super) fn prior(self, prior: Option<f64>) -> Self {
        Self { prior, ..self }
    }

    /// The tasks of one play, in the order of their creation.
    pub(super) fn jobs(&self, play: u64) -> Vec<Job> {
        let mut random = fastrand::Rng::with_seed(0x5eed + play);
        let job = |i: usize| {
            let (kind, law) = self.laws[i % self.laws.len()];
            let born = match self.arrivals {
                Arrivals::Burst => 0,
                Arrivals::Stream => {
                    let (at_once, per_minute) = self.group.submits;
                    i.saturating_sub(at_once) as u64 * MINUTE / per_minute
                }
                Arrivals::Waves(size, every) => (i / size) as u64 * every * SECOND,
            };
            let took = law.draw(&mut random, float(i) / float(self.count));
            Job { kind, law, born, done: born + moment(took) }
        };
        (0..self.count).map(job).collect()
    }
}

/// The service's limiter. It counts by both readings of the documentation at once: a bucket that holds the burst and refills
/// by the second, and windows, no more than the burst in any 10 s and than the limit of a minute in any minute. A query
/// that it refuses does not count.
#[derive(Debug)]
pub(super) struct Limiter {
    group: Group,
    /// In shares of a query: so many that a microsecond brings a whole number of them.
    tokens: u64,
    filled: Moment,
    sent: VecDeque<Moment>,
    /// How many of `sent` are within the last 10 s.
    recent: usize,
}

impl Limiter {
    pub(super) fn new(group: Group) -> Self {
        Self { group, tokens: group.burst * MINUTE, filled: 0, sent: VecDeque::new(), recent: 0 }
    }

    /// Takes one if there is one.
    pub(super) fn take(&mut self, now: Moment) -> bool {
        let full = self.group.burst * MINUTE;
        self.tokens = (self.tokens + (now - self.filled) * self.group.per_minute).min(full);
        self.filled = now;
        while self.sent.front().is_some_and(|at| at + MINUTE <= now) {
            self.sent.pop_front();
        }
        self.recent = self.recent.min(self.sent.len());
        while self.recent > 0 && self.sent[self.sent.len() - self.recent] + 10 * SECOND <= now {
            self.recent -= 1;
        }
        let is_there = self.tokens >= MINUTE
            && (self.sent.len() as u64) < self.group.per_minute
            && (self.recent as u64) < self.group.burst;
        if is_there {
            self.tokens -= MINUTE;
            self.sent.push_back(now);
            self.recent += 1;
        }
        is_there
    }
}

/// From seconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and `as` saturates"
)]
pub(super) fn moment(seconds: f64) -> Moment {
    (seconds * 1e6).round() as Moment
}

#[expect(clippy::cast_precision_loss, reason = "exact for 285 years")]
pub(super) fn seconds(moment: Moment) -> f64 {
    moment as f64 / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "small")]
pub(super) fn float(value: usize) -> f64 {
    value as f64
}

pub(super) const SECOND: Moment = 1_000_000;
pub(super) const MINUTE: Moment = 60 * SECOND;
