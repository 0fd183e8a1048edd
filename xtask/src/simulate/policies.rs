//! Who looks when: the ways of today, the best that there was so far, and the schedule of this project.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use toapis_poll::durations::{Durations, Prior};
use toapis_poll::fleet::{End, FleetOptions, NewTask, News, Order, Schedule, Supply};
use toapis_types::TaskKind;

use super::durations::Law;
use super::world::{Limiter, Reading, Scenario, float};

/// A way to look at many tasks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Policy {
    /// Each task by itself every 5 s, whatever the server says.
    Every5,
    /// The documentation's loop: 5 to 10 s apart, films in progress 10 to 15 s; after a 429 ever longer, up to a minute;
    /// given up after 2 minutes, films after 10.
    Documented,
    /// Each task by itself, 5 s apart at first, then twice as long each time, up to a minute.
    Exponential,
    /// Every 5 s, in the order in which they are due, behind a local limiter.
    Limited,
    /// A limiter, and a task due when it is one in ten likely to have finished, the likeliest first; durations known.
    Likeliest { every_5: bool },
    /// Knows when each task is done, and needs one query to be told.
    Oracle,
    /// The schedule of this project, with this dial.
    Fleet { dial: f64 },
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) queries: f64,
    pub(super) mean: f64,
    pub(super) p95: f64,
    pub(super) worst: f64,
    pub(super) refused: u64,
    /// Tasks that were given up.
    pub(super) lost: usize,
    /// All latencies, sorted.
    pub(super) late: Vec<f64>,
}

impl Policy {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Every5 => "every 5 s, ignores 429",
            Self::Documented => "the documentation's loop",
            Self::Exponential => "exponential 5→60 s",
            Self::Limited => "every 5 s behind a local limiter",
            Self::Likeliest { every_5: true } => "shared budget: every 5 s due, likeliest first",
            Self::Likeliest { every_5: false } => "shared budget: 10 % rule, likeliest first",
            Self::Oracle => "an oracle",
            Self::Fleet { .. } => "**the fleet**",
        }
    }

    /// `local` is how the policy's own limiter reads the limits; `remote` is how the service does.
    pub(super) fn run(self, scenario: &Scenario, local: Reading, remote: Reading) -> Outcome {
        let server = Server::new(scenario, remote);
        match self {
            Self::Every5 | Self::Documented | Self::Exponential => alone(self, server),
            Self::Limited => limited(server, local, |_| 0.0, |now, _, _| now + 5.0, 5.0),
            Self::Oracle => limited(server, local, |done| done, |now, _, _| now, 0.0),
            Self::Likeliest { every_5 } => likeliest(every_5, server, local),
            Self::Fleet { dial } => fleet(dial, server, local),
        }
    }
}

/// The service under one run.
struct Server<'a> {
    scenario: &'a Scenario,
    limiter: Limiter,
    queries: u64,
    refused: u64,
    lost: usize,
    late: Vec<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Running,
    Done,
    Limited,
    Nothing,
}

impl<'a> Server<'a> {
    fn new(scenario: &'a Scenario, reading: Reading) -> Self {
        let limiter = Limiter::new(scenario.group, reading);
        Self { scenario, limiter, queries: 0, refused: 0, lost: 0, late: Vec::new() }
    }

    fn look(&mut self, job: usize, now: f64) -> Answer {
        if !self.limiter.take(now) {
            self.refused += 1;
            return Answer::Limited;
        }
        self.queries += 1;
        if self.scenario.outage.is_some_and(|(from, to)| from <= now && now < to) {
            return Answer::Nothing;
        }
        let done = self.scenario.jobs[job].done;
        if now < done {
            return Answer::Running;
        }
        self.late.push(now - done);
        Answer::Done
    }

    fn outcome(mut self) -> Outcome {
        self.late.sort_by(f64::total_cmp);
        let found = self.late.len().max(1);
        Outcome {
            #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
            queries: self.queries as f64 / float(self.scenario.jobs.len()),
            mean: self.late.iter().sum::<f64>() / float(found),
            p95: self.late.get(found * 95 / 100).copied().unwrap_or_default(),
            worst: self.late.last().copied().unwrap_or_default(),
            refused: self.refused,
            lost: self.lost,
            late: self.late,
        }
    }
}

/// A moment as a key to sort by: microseconds, never earlier than the moment.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, below 2^63")]
fn micros(moment: f64) -> u64 {
    let up = (moment * 1e6).ceil() as u64;
    if seconds(up) < moment { up + 1 } else { up }
}

#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
fn seconds(micros: u64) -> f64 {
    micros as f64 / 1e6
}

/// Each task on its own.
fn alone(policy: Policy, mut server: Server<'_>) -> Outcome {
    let mut random = fastrand::Rng::with_seed(7);
    let jobs = &server.scenario.jobs;
    let mut heap: BinaryHeap<_> =
        jobs.iter().enumerate().map(|(job, it)| Reverse((micros(it.born + 5.0), job))).collect();
    let mut tries = vec![0_u32; jobs.len()];
    while let Some(Reverse((at, job))) = heap.pop() {
        let now = seconds(at);
        let it = server.scenario.jobs[job];
        if policy == Policy::Documented {
            let most = if it.kind == TaskKind::Image { 120.0 } else { 600.0 };
            if now - it.born > most {
                server.lost += 1;
                continue;
            }
        }
        let answer = server.look(job, now);
        if answer == Answer::Done {
            continue;
        }
        let rest = match policy {
            Policy::Documented if answer == Answer::Running => {
                tries[job] = 0;
                let least = if it.kind == TaskKind::Image { 5.0 } else { 10.0 };
                least + 5.0 * random.f64()
            }
            Policy::Documented | Policy::Exponential => {
                tries[job] += 1;
                (5.0 * f64::from(1_u32 << tries[job].min(5))).min(60.0)
            }
            _ => 5.0,
        };
        heap.push(Reverse((micros(now + rest), job)));
    }
    server.outcome()
}

/// First come, first served, behind a limiter. `first` turns the moment a task is done into the first due moment.
fn limited(
    mut server: Server<'_>,
    reading: Reading,
    first: impl Fn(f64) -> f64,
    again: impl Fn(f64, usize, Answer) -> f64,
    floor: f64,
) -> Outcome {
    let mut limiter = Limiter::new(server.scenario.group, reading);
    let jobs = &server.scenario.jobs;
    let mut heap: BinaryHeap<_> = jobs
        .iter()
        .enumerate()
        .map(|(job, it)| Reverse((micros(first(it.done).max(it.born + floor)), job)))
        .collect();
    let mut now = 0.0_f64;
    while let Some(Reverse((at, job))) = heap.pop() {
        now = now.max(seconds(at));
        let (ready, next) = limiter.supply(now);
        if ready == 0 {
            now = seconds(micros(next));
            heap.push(Reverse((at, job)));
            continue;
        }
        limiter.take(now);
        let answer = server.look(job, now);
        if answer != Answer::Done {
            heap.push(Reverse((micros(again(now, job, answer)), job)));
        }
    }
    server.outcome()
}

/// The best of `polling.md` so far, by scanning all tasks for each query; it knows the durations.
fn likeliest(every_5: bool, mut server: Server<'_>, reading: Reading) -> Outcome {
    let mut limiter = Limiter::new(server.scenario.group, reading);
    let jobs = server.scenario.jobs.clone();
    let mut tables: Vec<(Law, Table)> = Vec::new();
    for job in &jobs {
        if !tables.iter().any(|(law, _)| *law == job.law) {
            tables.push((job.law, Table::new(job.law)));
        }
    }
    let table_of: Vec<usize> =
        jobs.iter().map(|job| tables.iter().position(|(law, _)| *law == job.law).unwrap_or(0)).collect();
    let due_in = |job: usize, seen: f64| {
        let table = &tables[table_of[job]].1;
        let age = seen - jobs[job].born;
        let rest = if every_5 { 5.0 } else { table.after(age, 0.1).max(5.0) };
        seen + rest
    };
    // Those that are not due yet, by the moment; and those that are.
    let mut later: BinaryHeap<_> =
        (0..jobs.len()).map(|job| Reverse((micros(due_in(job, jobs[job].born)), job))).collect();
    let mut due: Vec<(usize, f64)> = Vec::new();
    let mut seen: Vec<f64> = jobs.iter().map(|job| job.born).collect();
    let mut now = 0.0_f64;
    loop {
        while later.peek().is_some_and(|Reverse((at, _))| seconds(*at) <= now) {
            if let Some(Reverse((_, job))) = later.pop() {
                let it = &jobs[job];
                due.push((job, tables[table_of[job]].1.alive(seen[job] - it.born)));
            }
        }
        if due.is_empty() {
            let Some(Reverse((at, _))) = later.peek() else { break };
            now = now.max(seconds(*at));
            continue;
        }
        let (ready, next) = limiter.supply(now);
        if ready == 0 {
            now = seconds(micros(next));
            continue;
        }
        let chance =
            |(job, alive): &(usize, f64)| 1.0 - tables[table_of[*job]].1.alive(now - jobs[*job].born) / alive;
        let (mut best, mut most) = (0, -1.0);
        for (index, entry) in due.iter().enumerate() {
            let chance = chance(entry);
            if chance > most {
                (best, most) = (index, chance);
            }
        }
        let (job, _) = due.swap_remove(best);
        limiter.take(now);
        match server.look(job, now) {
            Answer::Done => {}
            Answer::Running => {
                seen[job] = now;
                later.push(Reverse((micros(due_in(job, now)), job)));
            }
            Answer::Limited | Answer::Nothing => later.push(Reverse((micros(now + 5.0), job))),
        }
    }
    server.outcome()
}

/// A law on a grid of tenths of a second, for the policy that scans.
struct Table {
    alive: Vec<f64>,
}

impl Table {
    fn new(law: Law) -> Self {
        Self { alive: (0..40_000_u32).map(|i| (1.0 - law.done_by(f64::from(i) / 10.0)).max(1e-9)).collect() }
    }

    fn alive(&self, age: f64) -> f64 {
        let place = usize::try_from(micros(age.max(0.0)) / 100_000).unwrap_or(usize::MAX);
        self.alive[place.min(self.alive.len() - 1)]
    }

    /// How long until the chance to have finished is this high.
    fn after(&self, age: f64, chance: f64) -> f64 {
        let wanted = self.alive(age) * (1.0 - chance);
        let place = self.alive.partition_point(|alive| *alive > wanted);
        (float(place) / 10.0 - age).clamp(0.0, 600.0)
    }
}

/// The real schedule.
fn fleet(dial: f64, mut server: Server<'_>, reading: Reading) -> Outcome {
    let scenario = server.scenario;
    let mut limiter = Limiter::new(scenario.group, reading);
    let durations = Arc::new(Mutex::new(believed(scenario)));
    let options = FleetOptions::new().durations(durations).dial(Duration::from_secs_f64(dial)).seed(1);
    let mut schedule = Schedule::new(&options);
    let mut arrivals: VecDeque<usize> = (0..scenario.jobs.len()).collect();
    let mut keys = BTreeMap::new();
    let mut now = 0_u64;
    let mut news = News::None;
    loop {
        while let Some(job) = arrivals.front().copied().filter(|job| micros(scenario.jobs[*job].born) <= now)
        {
            arrivals.pop_front();
            let it = scenario.jobs[job];
            let age = Duration::from_micros(now.saturating_sub(micros(it.born)));
            keys.insert(schedule.add(Duration::from_micros(now), NewTask::new(it.kind).age(age)), job);
        }
        let (ready, next) = limiter.supply(seconds(now));
        let next = Duration::from_micros(micros(next).saturating_sub(now));
        let order = schedule.step(Duration::from_micros(now), Supply { ready, next }, news);
        news = News::None;
        match order {
            Order::Look(key) => {
                limiter.take(seconds(now));
                let job = keys[&key];
                news = match server.look(job, seconds(now)) {
                    Answer::Running => News::Running(key),
                    Answer::Done => {
                        News::Ended(key, Some(Duration::from_secs_f64(scenario.jobs[job].took())))
                    }
                    Answer::Limited => News::Limited(key, Some(Duration::from_secs(1))),
                    Answer::Nothing => News::Lost(key, None),
                };
            }
            Order::End(key, end) => {
                keys.remove(&key);
                server.lost += usize::from(end != End::Done);
            }
            Order::Sleep(rest) => {
                let mut until = now + u64::try_from(rest.as_micros()).unwrap_or(u64::MAX / 2).max(1);
                if let Some(job) = arrivals.front() {
                    until = until.min(micros(scenario.jobs[*job].born));
                }
                now = until;
            }
            Order::Idle | Order::Refused => match arrivals.front() {
                Some(job) => now = micros(scenario.jobs[*job].born),
                None => break,
            },
        }
    }
    server.outcome()
}

/// What the fleet believes at the beginning.
fn believed(scenario: &Scenario) -> Durations {
    let mut durations = Durations::new();
    for kind in [TaskKind::Image, TaskKind::Video] {
        let prior = match (scenario.prior, Prior::assumed(kind)) {
            (None, _) => Prior::unknown(),
            (Some(times), prior) => Prior::new(prior.median().mul_f64(times), prior.sigma()),
        };
        durations = durations.with_prior(kind, prior);
    }
    durations
}
