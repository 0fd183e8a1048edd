//! The real schedule, on the real budget.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use toapis_poll::budget::Class;
use toapis_poll::durations::{Durations, Prior};
use toapis_poll::fleet::{self, End, FleetOptions, NewTask, News, Order, Schedule};
use toapis_types::TaskKind;

use super::policies::Supply;
use super::service::{Answer, Service, Tally};
use super::world::{Moment, SECOND, Scenario};

/// How the fleet is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fleet {
    /// In seconds; `None` for the default.
    pub(super) dial: Option<f64>,
    /// Leaves a tenth of the budget to single waits, as a fleet does by default.
    pub(super) leaves_reserve: bool,
    /// Asks about a hundred in one call.
    pub(super) batch: bool,
}

impl Fleet {
    /// With the whole budget, as the policies that it is compared with.
    pub(super) const DEFAULT: Self = Self { dial: None, leaves_reserve: false, batch: false };

    pub(super) fn with_dial(dial: f64) -> Self {
        Self { dial: Some(dial), ..Self::DEFAULT }
    }

    pub(super) fn name(self) -> String {
        let mut name = "**the fleet**".to_owned();
        if let Some(dial) = self.dial {
            name = format!("{name}, dial {dial:.2} s");
        }
        if self.leaves_reserve {
            name += ", a tenth of the budget left to others";
        }
        if self.batch {
            name += ", 100 ids in one call";
        }
        name
    }

    /// One play. Notes the price of a query at every full second that something is looked at.
    pub(super) fn play(self, service: Service<'_>, prices: &mut Vec<(Moment, f64)>) -> Tally {
        let durations = Arc::new(Mutex::new(believed(service.scenario)));
        self.play_with(service, &durations, prices)
    }

    /// The same with durations from elsewhere, which it teaches.
    pub(super) fn play_with(
        self,
        mut service: Service<'_>,
        durations: &Arc<Mutex<Durations>>,
        prices: &mut Vec<(Moment, f64)>,
    ) -> Tally {
        let class = if self.leaves_reserve { Class::Bulk } else { Class::Single };
        let mut supply = Supply::new(service.scenario, class);
        let mut options = FleetOptions::new().durations(Arc::clone(durations)).batch(self.batch).seed(1);
        if let Some(dial) = self.dial {
            options = options.dial(Duration::from_secs_f64(dial));
        }
        let mut schedule = Schedule::new(&options);
        let mut arrivals: VecDeque<usize> = (0..service.jobs.len()).collect();
        let mut job_of = Vec::new();
        let mut answers = VecDeque::new();
        let mut keys = Vec::new();
        let mut now = 0;
        loop {
            while let Some(job) = arrivals.front().copied()
                && service.jobs[job].born <= now
            {
                arrivals.pop_front();
                let it = service.jobs[job];
                let task = NewTask::new(it.kind).age(Duration::from_micros(now - it.born));
                let key = schedule.add(Duration::from_micros(now), task);
                if job_of.len() <= key.index() {
                    job_of.resize(key.index() + 1, usize::MAX);
                }
                job_of[key.index()] = job;
            }
            let (ready, next) = supply.ready(now);
            let room = fleet::Supply { ready, next: Duration::from_micros(next - now) };
            let news = answers.pop_front().unwrap_or(News::None);
            let at = Duration::from_micros(now);
            match schedule.step(at, room, news) {
                Order::Look(key) => {
                    supply.take(now);
                    if prices.last().is_none_or(|(last, _)| last / SECOND < now / SECOND) {
                        prices.push((now, schedule.price().as_secs_f64()));
                    }
                    keys.push(key);
                    if self.batch {
                        schedule.more(at, 100, &mut keys);
                    }
                    let is_admitted = service.admit(now);
                    for key in keys.drain(..) {
                        let job = job_of[key.index()];
                        let answer = if is_admitted { service.answer(job, now) } else { Answer::Limited };
                        answers.push_back(match answer {
                            Answer::Running => News::Running(key),
                            Answer::Done => {
                                News::Ended(key, Some(Duration::from_secs(service.jobs[job].told())))
                            }
                            Answer::Limited => News::Limited(key, Some(Duration::from_secs(1))),
                            Answer::Nothing => News::Lost(key, None),
                        });
                    }
                }
                Order::End(_, End::Done) => {}
                Order::End(_, End::GaveUp(_)) => service.lose(),
                // What was answered comes first.
                Order::Sleep(_) | Order::Idle | Order::Refused if !answers.is_empty() => {}
                order => {
                    let born = arrivals.front().map(|job| service.jobs[*job].born);
                    let woken = match order {
                        Order::Sleep(rest) => {
                            Some(now + Moment::try_from(rest.as_micros()).unwrap_or(Moment::MAX / 2).max(1))
                        }
                        _ => None,
                    };
                    let Some(until) = woken.into_iter().chain(born).min() else { break };
                    now = until;
                }
            }
        }
        service.tally()
    }
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
