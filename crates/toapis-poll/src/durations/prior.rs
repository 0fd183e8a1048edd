//! What is assumed before anything was seen.

use std::time::Duration;

use toapis_types::TaskKind;

/// What is believed about the durations of a kind before one of its tasks was seen: a lognormal, and how much to trust it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    median: Duration,
    sigma: f64,
    weight: f64,
}

impl Prior {
    /// The defaults: images take 15 s, videos 150 s, half of them between 0.7 and 1.4 times that (sigma 0.5).
    ///
    /// Assumed, not measured: the service publishes no durations. It is worth three tasks, so it is soon corrected.
    pub fn assumed(kind: TaskKind) -> Self {
        let median = match kind {
            TaskKind::Image => Duration::from_secs(15),
            TaskKind::Video => Duration::from_secs(150),
        };
        Self { median, sigma: 0.5, weight: 3.0 }
    }

    /// Half of the tasks take longer than `median`. `sigma` is the standard deviation of the logarithm: 0.5 is narrow,
    /// 1.2 is wide. Numbers out of range are moved to the nearer end: 1 s to 6 h, and 0.13 to 2.
    pub fn new(median: Duration, sigma: f64) -> Self {
        let median = median.clamp(Duration::from_secs(1), Duration::from_secs(6 * 3600));
        let sigma = if sigma.is_nan() { 0.5 } else { sigma.clamp(0.13, 2.0) };
        Self { median, sigma, weight: 3.0 }
    }

    /// Nothing at all is believed: anything from seconds to hours, given up with the first task that is seen to end.
    pub fn unknown() -> Self {
        Self { median: Duration::from_secs(45), sigma: 1.7, weight: 0.3 }
    }

    /// How many tasks of the own experience the belief is worth. Default: 3; from 0.1 to 1000.
    pub fn with_weight(self, tasks: f64) -> Self {
        let weight = if tasks.is_nan() { 3.0 } else { tasks.clamp(0.1, 1000.0) };
        Self { weight, ..self }
    }

    /// The age by which half of the tasks are believed to have ended.
    pub fn median(&self) -> Duration {
        self.median
    }

    /// The standard deviation of the logarithm of the duration.
    pub fn sigma(&self) -> f64 {
        self.sigma
    }

    /// How many tasks the belief is worth.
    pub fn weight(&self) -> f64 {
        self.weight
    }
}
