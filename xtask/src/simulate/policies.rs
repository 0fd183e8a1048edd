//! Who looks when: the ways of today, the best that there was so far, and the schedule of this project.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use toapis_poll::budget::{Budget, Class};
use toapis_types::TaskKind;

use super::fleet::Fleet;
use super::likeliest::likeliest;
use super::service::{Answer, Outcome, Service, Tally};
use super::world::{Moment, SECOND, Scenario, moment};

/// A way to look at many tasks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Policy {
    /// Each task by itself every 5 s, whatever the server says.
    Every5,
    /// The documentation's loop: 5 to 10 s apart, videos 10 to 15 s; after a 429 ever longer, up to a minute; given up
    /// after 2 minutes, videos after 10.
    Documented,
    /// Each task by itself, 5 s apart at first, then twice as long each time, up to a minute.
    Exponential,
    /// Every 5 s, in the order in which they are due, behind a local limiter.
    Limited,
    /// A limiter, and the task that is likeliest to have finished first. Due is one every 5 s, or as soon as the chance is
    /// one in ten. The durations are known.
    Likeliest { every_5: bool },
    /// Knows when each task is done, and needs one query to be told.
    Oracle,
    /// All tasks every 5 s, a hundred in one call.
    Batch,
    /// The schedule of this project.
    Fleet(Fleet),
}

impl Policy {
    pub(super) fn name(self) -> String {
        let name = match self {
            Self::Every5 => "every 5 s, ignores 429",
            Self::Documented => "the documentation's loop",
            Self::Exponential => "exponential, 5 to 60 s",
            Self::Limited => "every 5 s behind a limiter",
            Self::Likeliest { every_5: true } => "shared budget, every 5 s, likeliest first",
            Self::Likeliest { every_5: false } => "shared budget, 10 % rule, likeliest first",
            Self::Oracle => "an oracle behind a limiter",
            Self::Batch => "100 ids in one call, every 5 s",
            Self::Fleet(fleet) => return fleet.name(),
        };
        name.to_owned()
    }

    /// All plays of a scenario.
    pub(super) fn run(self, scenario: &Scenario) -> Outcome {
        let mut tally = Tally::default();
        for play in 0..scenario.plays {
            tally.add(self.play(Service::new(scenario, play)));
        }
        tally.outcome()
    }

    fn play(self, service: Service<'_>) -> Tally {
        match self {
            Self::Every5 | Self::Documented | Self::Exponential => alone(self, service),
            Self::Limited => limited(service, |_| 0, 5 * SECOND),
            Self::Oracle => limited(service, |done| done, 0),
            Self::Batch => batch(service),
            Self::Likeliest { every_5 } => likeliest(every_5, service),
            Self::Fleet(fleet) => fleet.play(service, &mut Vec::new()),
        }
    }
}

/// The real budget, in the time of the simulation, where an answer is there at once.
pub(super) struct Supply(Budget, Class);

impl Supply {
    pub(super) fn new(scenario: &Scenario, class: Class) -> Self {
        Self(Budget::new(scenario.group.kind.query()), class)
    }

    /// How many queries may be sent now, and when the next one may.
    pub(super) fn ready(&mut self, now: Moment) -> (u32, Moment) {
        let at = Duration::from_micros(now);
        let next = self.0.next(at, self.1).as_nanos().div_ceil(1000);
        (self.0.ready(at, self.1), now + Moment::try_from(next).unwrap_or(Moment::MAX / 2))
    }

    /// Takes one that is ready.
    pub(super) fn take(&mut self, now: Moment) {
        let at = Duration::from_micros(now);
        if let Ok(slot) = self.0.take(at, self.1) {
            self.0.finish(slot, at);
        }
    }
}

/// Each task on its own.
fn alone(policy: Policy, mut service: Service<'_>) -> Tally {
    let mut random = fastrand::Rng::with_seed(7);
    let mut heap: BinaryHeap<_> =
        service.jobs.iter().enumerate().map(|(job, it)| Reverse((it.born + 5 * SECOND, job))).collect();
    let mut tries = vec![0_u32; service.jobs.len()];
    while let Some(Reverse((now, job))) = heap.pop() {
        let it = service.jobs[job];
        if policy == Policy::Documented {
            let most = if it.kind == TaskKind::Image { 120 } else { 600 };
            if now - it.born > most * SECOND {
                service.lose();
                continue;
            }
        }
        let answer = service.look(job, now);
        if answer == Answer::Done {
            continue;
        }
        let rest = match policy {
            Policy::Documented if answer == Answer::Running => {
                tries[job] = 0;
                let least = if it.kind == TaskKind::Image { 5.0 } else { 10.0 };
                moment(least + 5.0 * random.f64())
            }
            Policy::Documented | Policy::Exponential => {
                tries[job] += 1;
                ((5 * SECOND) << tries[job].min(5)).min(60 * SECOND)
            }
            _ => 5 * SECOND,
        };
        heap.push(Reverse((now + rest, job)));
    }
    service.tally()
}

/// First come, first served, behind a limiter. `first` turns the moment a task is done into the first due moment.
fn limited(mut service: Service<'_>, first: impl Fn(Moment) -> Moment, gap: Moment) -> Tally {
    let mut supply = Supply::new(service.scenario, Class::Single);
    let due = |(job, it): (usize, &super::world::Job)| Reverse((first(it.done).max(it.born + gap), job));
    let mut heap: BinaryHeap<_> = service.jobs.iter().enumerate().map(due).collect();
    let mut now = 0;
    while let Some(Reverse((at, job))) = heap.pop() {
        now = at.max(now);
        let (ready, next) = supply.ready(now);
        if ready == 0 {
            now = next;
            heap.push(Reverse((at, job)));
            continue;
        }
        supply.take(now);
        if service.look(job, now) != Answer::Done {
            heap.push(Reverse((now + gap.max(SECOND), job)));
        }
    }
    service.tally()
}

/// Every 5 s all that are at least as old.
fn batch(mut service: Service<'_>) -> Tally {
    let mut waiting: Vec<usize> = (0..service.jobs.len()).collect();
    let mut now = 0;
    while !waiting.is_empty() {
        now += 5 * SECOND;
        // Created in this order, so those that are old enough come first.
        let old = waiting.partition_point(|job| service.jobs[*job].born + 5 * SECOND <= now);
        let mut keep = Vec::with_capacity(waiting.len());
        for call in waiting[..old].chunks(100) {
            let is_admitted = service.admit(now);
            keep.extend(call.iter().filter(|job| !is_admitted || service.answer(**job, now) != Answer::Done));
        }
        keep.extend(&waiting[old..]);
        waiting = keep;
    }
    service.tally()
}
