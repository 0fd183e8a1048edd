//! The best that there was so far: one budget, and the task that is likeliest to have finished since it was seen first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use toapis_poll::budget::Class;

use super::durations::Law;
use super::policies::Supply;
use super::service::{Answer, Service, Tally};
use super::world::{Moment, SECOND};

/// By scanning all tasks that are due for each query. It knows the durations.
pub(super) fn likeliest(every_5: bool, mut service: Service<'_>) -> Tally {
    let mut supply = Supply::new(service.scenario, Class::Single);
    let mut tables: Vec<(Law, Table)> = Vec::new();
    let mut table_of = Vec::new();
    for job in &service.jobs {
        let found = tables.iter().position(|(law, _)| *law == job.law);
        table_of.push(found.unwrap_or(tables.len()));
        if found.is_none() {
            tables.push((job.law, Table::new(job.law)));
        }
    }
    let born: Vec<Moment> = service.jobs.iter().map(|job| job.born).collect();
    let due_at = |job: usize, seen: Moment| {
        let rest = tables[table_of[job]].1.after(seen - born[job], 0.1);
        seen + if every_5 { 5 * SECOND } else { rest.max(5 * SECOND) }
    };
    // Those that are not due yet, by the moment; and those that are, with the chance that they were alive when last seen.
    let mut later: BinaryHeap<_> =
        born.iter().enumerate().map(|(job, born)| Reverse((due_at(job, *born), job))).collect();
    let mut due: Vec<(usize, f64)> = Vec::new();
    let mut seen = born.clone();
    let mut now = 0;
    loop {
        while let Some(Reverse((at, job))) = later.peek().copied()
            && at <= now
        {
            later.pop();
            due.push((job, tables[table_of[job]].1.alive(seen[job] - born[job])));
        }
        if due.is_empty() {
            let Some(Reverse((at, _))) = later.peek() else { break };
            now = now.max(*at);
            continue;
        }
        let (ready, next) = supply.ready(now);
        if ready == 0 {
            now = next;
            continue;
        }
        let (mut best, mut least) = (0, f64::MAX);
        for (index, (job, alive)) in due.iter().enumerate() {
            let left = tables[table_of[*job]].1.alive(now - born[*job]) / alive;
            if left < least {
                (best, least) = (index, left);
            }
        }
        let (job, _) = due.swap_remove(best);
        supply.take(now);
        match service.look(job, now) {
            Answer::Done => {}
            Answer::Running => {
                seen[job] = now;
                later.push(Reverse((due_at(job, now), job)));
            }
            Answer::Limited | Answer::Nothing => later.push(Reverse((now + 5 * SECOND, job))),
        }
    }
    service.tally()
}

/// A law on a grid of tenths of a second.
struct Table {
    alive: Vec<f64>,
}

impl Table {
    fn new(law: Law) -> Self {
        Self { alive: (0..40_000_u32).map(|i| (1.0 - law.done_by(f64::from(i) / 10.0)).max(1e-9)).collect() }
    }

    fn alive(&self, age: Moment) -> f64 {
        let place = usize::try_from(age / TENTH).unwrap_or(usize::MAX);
        self.alive[place.min(self.alive.len() - 1)]
    }

    /// How long until the chance to have finished is this high; ten minutes at most.
    fn after(&self, age: Moment, chance: f64) -> Moment {
        let wanted = self.alive(age) * (1.0 - chance);
        let place = self.alive.partition_point(|alive| *alive > wanted);
        (place as Moment * TENTH).saturating_sub(age).min(600 * SECOND)
    }
}

const TENTH: Moment = SECOND / 10;
