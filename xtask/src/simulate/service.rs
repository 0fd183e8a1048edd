//! One play of a scenario as the service sees it, and what came of it.

use super::world::{Job, Limiter, Moment, Scenario, float, seconds};

/// The service under one play.
pub(super) struct Service<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) jobs: Vec<Job>,
    limiter: Limiter,
    tally: Tally,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Running,
    Done,
    /// Too many requests: come back in a second.
    Limited,
    /// The service is out.
    Nothing,
}

/// What is counted during one play or several.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    tasks: usize,
    queries: usize,
    refused: usize,
    lost: usize,
    late: Vec<f64>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// Per task.
    pub(super) queries: f64,
    pub(super) mean: f64,
    pub(super) p95: f64,
    pub(super) worst: f64,
    pub(super) refused: usize,
    /// The share of the tasks that were given up.
    pub(super) lost: f64,
    /// How late each was found, sorted.
    pub(super) late: Vec<f64>,
}

impl<'a> Service<'a> {
    pub(super) fn new(scenario: &'a Scenario, play: u64) -> Self {
        let jobs = scenario.jobs(play);
        let tally = Tally { tasks: jobs.len(), ..Tally::default() };
        Self { scenario, jobs, limiter: Limiter::new(scenario.group), tally }
    }

    pub(super) fn look(&mut self, job: usize, now: Moment) -> Answer {
        if !self.admit(now) {
            return Answer::Limited;
        }
        self.answer(job, now)
    }

    /// Counts one query, if it may pass.
    pub(super) fn admit(&mut self, now: Moment) -> bool {
        let is_admitted = self.limiter.take(now);
        if is_admitted {
            self.tally.queries += 1;
        } else {
            self.tally.refused += 1;
        }
        is_admitted
    }

    /// What a query that may pass is told about a task.
    pub(super) fn answer(&mut self, job: usize, now: Moment) -> Answer {
        if self.scenario.outage.is_some_and(|(from, to)| from <= now && now < to) {
            return Answer::Nothing;
        }
        let done = self.jobs[job].done;
        if now < done {
            return Answer::Running;
        }
        self.tally.late.push(seconds(now - done));
        Answer::Done
    }

    /// A task is given up.
    pub(super) fn lose(&mut self) {
        self.tally.lost += 1;
    }

    pub(super) fn tally(self) -> Tally {
        self.tally
    }
}

impl Outcome {
    pub(super) const NONE: Self =
        Self { queries: 0.0, mean: 0.0, p95: 0.0, worst: 0.0, refused: 0, lost: 0.0, late: Vec::new() };
}

impl Tally {
    pub(super) fn add(&mut self, mut other: Self) {
        self.tasks += other.tasks;
        self.queries += other.queries;
        self.refused += other.refused;
        self.lost += other.lost;
        self.late.append(&mut other.late);
    }

    pub(super) fn outcome(mut self) -> Outcome {
        self.late.sort_by(f64::total_cmp);
        let found = self.late.len();
        Outcome {
            queries: float(self.queries) / float(self.tasks.max(1)),
            mean: self.late.iter().sum::<f64>() / float(found.max(1)),
            p95: self.late.get(found * 95 / 100).copied().unwrap_or_default(),
            worst: self.late.last().copied().unwrap_or_default(),
            refused: self.refused,
            lost: float(self.lost) / float(self.tasks.max(1)),
            late: self.late,
        }
    }
}
