//! One task alone, exactly: the real schedule says when it would look, and the law what that comes to.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use toapis_poll::durations::{Durations, Observation, Prior};
use toapis_poll::fleet::{FleetOptions, NewTask, News, Order, Schedule, Supply};
use toapis_types::TaskKind;

use super::durations::Law;
use super::fleet::Fleet;
use super::front::{Cost, Front};
use super::service::Service;
use super::world::{Arrivals, Scenario};

/// What the fleet comes to with one task, this dial (the default for `None`), and these durations.
pub(super) fn fleet(front: &Front, kind: TaskKind, durations: &Durations, dial: Option<f64>) -> Cost {
    // A copy, so that the task which never ends teaches nothing to the next one.
    let durations = Arc::new(Mutex::new(durations.clone()));
    let mut options = FleetOptions::new().durations(durations).seed(1);
    if let Some(dial) = dial {
        options = options.dial(Duration::from_secs_f64(dial));
    }
    let mut schedule = Schedule::new(&options);
    let key = schedule.add(Duration::ZERO, NewTask::new(kind));
    let mut now = Duration::ZERO;
    let mut news = News::None;
    front.cost(std::iter::from_fn(|| {
        loop {
            match schedule.step(now, Supply::PLENTY, std::mem::replace(&mut news, News::None)) {
                Order::Look(_) => {
                    news = News::Running(key);
                    return Some(now.as_secs_f64());
                }
                Order::Sleep(rest) => now += rest.max(Duration::from_micros(1)),
                Order::End(..) | Order::Idle | Order::Refused => return None,
            }
        }
    }))
}

/// A look at a fixed distance.
pub(super) fn every(front: &Front, seconds: f64) -> Cost {
    front.cost((1..).map(|look| f64::from(look) * seconds))
}

/// 5 s, then twice as long each time, up to a minute.
pub(super) fn exponential(front: &Front) -> Cost {
    let (mut age, mut rest) = (0.0, 5.0_f64);
    front.cost(std::iter::from_fn(|| {
        age += rest;
        rest = (rest * 2.0).min(60.0);
        Some(age)
    }))
}

/// Durations as if twenty thousand tasks had been seen, so that the law is known.
pub(super) fn known(kind: TaskKind, law: Law) -> Durations {
    let mut durations = Durations::new().with_memory(1_000_000);
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..20_000 {
        let took = Duration::from_secs_f64(law.draw(&mut random, 0.5));
        durations.observe(kind, None, Observation::Ended(Duration::ZERO, took));
    }
    durations
}

/// Durations after a fleet has watched so many tasks, one every few seconds, and believed this at the beginning.
pub(super) fn learned(kind: TaskKind, law: Law, prior: Prior, tasks: usize, play: u64) -> Durations {
    let durations = Arc::new(Mutex::new(Durations::new().with_prior(kind, prior)));
    if tasks > 0 {
        let scenario = Scenario::new("", tasks, Arrivals::Waves(1, 5), &[(kind, law)]);
        let service = Service::new(&scenario, play);
        Fleet::DEFAULT.play_with(service, &durations, &mut Vec::new());
    }
    let durations = durations.lock().unwrap_or_else(PoisonError::into_inner);
    durations.clone()
}
