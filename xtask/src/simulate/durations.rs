//! How long simulated tasks take.

use toapis_types::TaskKind;

/// A distribution of durations, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Law {
    Lognormal {
        median: f64,
        sigma: f64,
    },
    /// Half of the tasks follow the one, half the other.
    Two {
        first: f64,
        second: f64,
        sigma: f64,
    },
    /// Nobody is faster than `least`; the chance to take longer falls with the power `alpha`.
    Pareto {
        least: f64,
        alpha: f64,
    },
    /// A lognormal whose median is this many times as long at the end of the run.
    Drift {
        median: f64,
        times: f64,
    },
}

impl Law {
    pub(super) const IMAGE: Self = Self::Lognormal { median: 15.0, sigma: 0.5 };
    pub(super) const VIDEO: Self = Self::Lognormal { median: 150.0, sigma: 0.5 };

    pub(super) fn of(kind: TaskKind) -> Self {
        match kind {
            TaskKind::Image => Self::IMAGE,
            TaskKind::Video => Self::VIDEO,
        }
    }

    /// One duration; `share` says how far the run is, from 0 to 1. A day at most.
    pub(super) fn draw(self, random: &mut fastrand::Rng, share: f64) -> f64 {
        let took = match self {
            Self::Lognormal { median, sigma } => median * libm::exp(sigma * normal(random)),
            Self::Two { first, second, sigma } => {
                let median = if random.bool() { first } else { second };
                median * libm::exp(sigma * normal(random))
            }
            Self::Pareto { least, alpha } => least * libm::pow(1.0 - random.f64(), -1.0 / alpha),
            Self::Drift { median, times } => {
                median * libm::pow(times, share) * libm::exp(0.5 * normal(random))
            }
        };
        took.min(86_400.0)
    }

    /// The chance to be done by this age; for a drift, in the middle of the run.
    pub(super) fn done_by(self, age: f64) -> f64 {
        let bell = |median: f64, sigma: f64| {
            0.5 * libm::erfc(-libm::log(age / median) / sigma * std::f64::consts::FRAC_1_SQRT_2)
        };
        if age <= 0.0 {
            return 0.0;
        }
        match self {
            Self::Lognormal { median, sigma } => bell(median, sigma),
            Self::Two { first, second, sigma } => 0.5 * (bell(first, sigma) + bell(second, sigma)),
            Self::Pareto { least, alpha } => 1.0 - libm::pow((least / age).min(1.0), alpha),
            Self::Drift { median, times } => bell(median * times.sqrt(), 0.5),
        }
    }
}

fn normal(random: &mut fastrand::Rng) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - random.f64())).sqrt();
    radius * libm::cos(std::f64::consts::TAU * random.f64())
}
