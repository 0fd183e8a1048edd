//! The simulated service: tasks with a life of their own, and the documented limits, however they are read.

use std::collections::VecDeque;

use toapis_types::TaskKind;

use super::durations::Law;

/// One task.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub(super) kind: TaskKind,
    pub(super) law: Law,
    pub(super) born: f64,
    pub(super) done: f64,
}

impl Job {
    /// What the server's times, in whole seconds, say about how long it took.
    pub(super) fn took(&self) -> f64 {
        self.done.floor() - self.born.floor()
    }
}

/// What happens.
#[derive(Clone, Debug)]
pub(super) struct Scenario {
    pub(super) name: String,
    pub(super) jobs: Vec<Job>,
    pub(super) group: Group,
    /// No look gets an answer from the one moment to the other.
    pub(super) outage: Option<(f64, f64)>,
    /// What is believed about the medians, as a multiple of the truth; `None` for nothing at all.
    pub(super) prior: Option<f64>,
}

/// The limits of status queries of a group of accounts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) per_second: f64,
    pub(super) burst: u32,
    pub(super) per_minute: u32,
    /// Creates: per second, and at once.
    pub(super) submits: (f64, usize),
}

impl Group {
    pub(super) const DEFAULT: Self =
        Self { name: "default", per_second: 50.0, burst: 500, per_minute: 3000, submits: (5.0, 50) };
    pub(super) const VIP: Self =
        Self { name: "vip", per_second: 166.7, burst: 1667, per_minute: 10_000, submits: (16.7, 167) };
    pub(super) const SVIP: Self =
        Self { name: "svip", per_second: 500.0, burst: 5000, per_minute: 30_000, submits: (33.3, 334) };
}

/// When tasks are created.
#[derive(Clone, Copy, Debug)]
pub(super) enum Arrivals {
    /// All at once.
    Burst,
    /// As fast as the group's limit of creates allows.
    Stream,
    /// A number of tasks every so many seconds.
    Waves(usize, f64),
}

impl Scenario {
    /// So many tasks, the laws taking turns.
    pub(super) fn new(name: &str, count: usize, arrivals: Arrivals, laws: &[(TaskKind, Law)]) -> Self {
        Self::of_group(name, count, arrivals, laws, Group::DEFAULT)
    }

    pub(super) fn of_group(
        name: &str,
        count: usize,
        arrivals: Arrivals,
        laws: &[(TaskKind, Law)],
        group: Group,
    ) -> Self {
        let mut random = fastrand::Rng::with_seed(0x5eed);
        let jobs = (0..count).map(|i| {
            let (kind, law) = laws[i % laws.len()];
            let born = match arrivals {
                Arrivals::Burst => 0.0,
                Arrivals::Stream => float(i.saturating_sub(group.submits.1)) / group.submits.0,
                Arrivals::Waves(size, every) => float(i / size) * every,
            };
            Job { kind, law, born, done: born + law.draw(&mut random, float(i) / float(count)) }
        });
        let jobs = jobs.collect();
        Self { name: name.to_owned(), jobs, group, outage: None, prior: Some(1.0) }
    }

    pub(super) fn outage(self, from: f64, to: f64) -> Self {
        Self { outage: Some((from, to)), ..self }
    }

    pub(super) fn prior(self, prior: Option<f64>) -> Self {
        Self { prior, ..self }
    }
}

/// The service's limiter, which counts by both readings of the documentation at once: a bucket that refills, and windows
/// of 10 s and of a minute. A query that it refuses does not count.
#[derive(Debug)]
pub(super) struct Limiter {
    group: Group,
    reading: Reading,
    tokens: f64,
    filled: f64,
    sent: VecDeque<f64>,
    /// How many of `sent` are within the last 10 s.
    recent: usize,
}

/// How the documented limits are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A bucket that holds the burst and refills by the second.
    Bucket,
    /// The bucket, and also: no more than the burst in any 10 s, and no more than the limit of a minute in any minute.
    Both,
}

impl Limiter {
    pub(super) fn new(group: Group, reading: Reading) -> Self {
        let tokens = f64::from(group.burst);
        Self { group, reading, tokens, filled: 0.0, sent: VecDeque::new(), recent: 0 }
    }

    /// How many queries may be sent now, and when the next one may, when that is none.
    pub(super) fn supply(&mut self, now: f64) -> (u32, f64) {
        self.turn(now);
        let mut ready = whole(self.tokens + 1e-9);
        let mut next = if ready == 0 { now + (1.0 - self.tokens) / self.group.per_second } else { now };
        if self.reading == Reading::Both {
            let minute = (self.group.per_minute as usize).saturating_sub(self.sent.len());
            let recent = (self.group.burst as usize).saturating_sub(self.recent);
            if minute == 0 {
                next = next.max(self.sent[0] + 60.0);
            }
            if recent == 0 {
                next = next.max(self.sent[self.sent.len() - self.recent] + 10.0);
            }
            ready = ready.min(u32::try_from(minute.min(recent)).unwrap_or(u32::MAX));
        }
        (ready, next)
    }

    /// Takes one if there is one.
    pub(super) fn take(&mut self, now: f64) -> bool {
        let there = self.supply(now).0 > 0;
        if there {
            self.tokens -= 1.0;
            if self.reading == Reading::Both {
                self.sent.push_back(now);
                self.recent += 1;
            }
        }
        there
    }

    fn turn(&mut self, now: f64) {
        self.tokens =
            (self.tokens + (now - self.filled) * self.group.per_second).min(f64::from(self.group.burst));
        self.filled = now;
        while self.sent.front().is_some_and(|at| *at + 60.0 <= now) {
            self.sent.pop_front();
        }
        self.recent = self.recent.min(self.sent.len());
        while self.recent > 0 && self.sent[self.sent.len() - self.recent] + 10.0 <= now {
            self.recent -= 1;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "small")]
pub(super) fn float(value: usize) -> f64 {
    value as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small, and `as` saturates")]
fn whole(value: f64) -> u32 {
    value as u32
}
