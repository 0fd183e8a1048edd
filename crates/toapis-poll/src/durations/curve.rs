//! What is known about how long tasks take, as a curve to read from.

use std::fmt;
use std::time::Duration;

use super::buckets::{self, COUNT, LOG_STEP, LONGEST};

/// How long tasks of one model take: the chance to be finished by an age, and what follows from it.
///
/// Within a bucket of 9 % of the age the hazard is constant. Reading costs some tens of nanoseconds, and gives the same
/// bits on every platform.
#[derive(Clone)]
pub struct Curve {
    /// The chance per second to finish, for one that is still running.
    hazard: [f64; COUNT],
    /// The chance to run longer than to the beginning of the bucket.
    survival: [f64; COUNT],
    /// The integral of `1 / survival` up to there.
    inverse: [f64; COUNT],
}

impl Curve {
    /// The chance that a task is finished by this age, 0 to 1.
    pub fn finished_by(&self, age: Duration) -> f64 {
        1.0 - self.survival(seconds(age))
    }

    /// The chance that a task that was still running at the age `seen` is finished by the age `age`, 0 to 1.
    pub fn finished_since(&self, seen: Duration, age: Duration) -> f64 {
        self.chance(seconds(seen), seconds(age))
    }

    /// The chance per second that a task of this age, still running, finishes now.
    pub fn hazard(&self, age: Duration) -> f64 {
        self.hazard[buckets::bucket(seconds(age))]
    }

    /// The age by which this share of the tasks, 0 to 1, is finished; at most ten days.
    pub fn quantile(&self, share: f64) -> Duration {
        let alive = 1.0 - if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        let bucket = self.survival.partition_point(|survival| *survival > alive).saturating_sub(1);
        let (hazard, survival) = (self.hazard[bucket], self.survival[bucket]);
        let into = if alive > 0.0 && hazard > 0.0 { libm::log(survival / alive) / hazard } else { LONGEST };
        duration(buckets::lower(bucket) + into.max(0.0))
    }

    /// What it costs not to look, in seconds: how long a result lies around unseen when nobody looks from the age `seen`
    /// to the age `age`, weighted so that looking as soon as this reaches a price makes the least of waiting and
    /// queries when a query is worth that many seconds of waiting.
    ///
    /// It is the integral of the odds of being finished, `p / (1 - p)`. Where the hazard is constant that rule is exactly
    /// right; for the distributions in `docs/polling.md` it is within one percent of the best that there is.
    pub fn stake(&self, seen: Duration, age: Duration) -> Duration {
        duration(self.stake_between(seconds(seen), seconds(age)))
    }

    /// The age at which the [stake](Self::stake) reaches a price: when to look again at a task that was still running at
    /// the age `seen`. At most ten days.
    pub fn due(&self, seen: Duration, price: Duration) -> Duration {
        duration(self.due_after(seconds(seen), seconds(price)))
    }

    /// From the hazard of each bucket, per length of the bucket.
    pub(super) fn from_steps(steps: &[f64; COUNT]) -> Self {
        let mut curve = Self { hazard: [0.0; COUNT], survival: [1.0; COUNT], inverse: [0.0; COUNT] };
        let (mut alive, mut inverse) = (1.0_f64, 0.0_f64);
        for (bucket, step) in steps.iter().enumerate() {
            let width = buckets::width(bucket);
            // Neither certain to finish, nor certain not to: then there is always something to divide by.
            // The last bucket has no end, so what happens in it has to stay within what a number can hold.
            let most = if bucket == COUNT - 1 { LOG_STEP } else { MOST };
            let step = if alive < SCARCE { LEAST } else { step.clamp(LEAST, most) };
            let hazard = step / width;
            curve.hazard[bucket] = hazard;
            curve.survival[bucket] = alive;
            curve.inverse[bucket] = inverse;
            inverse += libm::expm1(step) / (hazard * alive);
            alive *= libm::exp(-step);
        }
        curve
    }

    pub(crate) fn survival(&self, age: f64) -> f64 {
        let bucket = buckets::bucket(age);
        self.survival[bucket] * libm::exp(-self.hazard[bucket] * into(bucket, age))
    }

    pub(crate) fn chance(&self, seen: f64, age: f64) -> f64 {
        (1.0 - self.survival(age.max(seen)) / self.survival(seen)).clamp(0.0, 1.0)
    }

    pub(crate) fn stake_between(&self, seen: f64, age: f64) -> f64 {
        if age <= seen {
            return 0.0;
        }
        let odds = self.survival(seen) * (self.inverse(age) - self.inverse(seen)) - (age - seen);
        odds.clamp(0.0, LONGEST)
    }

    pub(crate) fn due_after(&self, seen: f64, price: f64) -> f64 {
        if price <= 0.0 {
            return seen;
        }
        let (alive, inverse) = (self.survival(seen), self.inverse(seen));
        let stake = |bucket: usize| {
            let age = buckets::lower(bucket);
            alive * (self.inverse[bucket] - inverse) - (age - seen)
        };
        let mut low = buckets::bucket(seen);
        let mut high = COUNT;
        // The last bucket that begins with less than the price at stake.
        while high - low > 1 {
            let middle = low.midpoint(high);
            if stake(middle) < price { low = middle } else { high = middle }
        }
        let start = buckets::lower(low).max(seen);
        let hazard = self.hazard[low];
        let missing = price - self.stake_between(seen, start);
        if missing <= 0.0 {
            return start;
        }
        // Within the bucket the odds at its start grow by e^(hazard × time); Newton's steps come from above, where the
        // integral is convex, so they never jump over the answer.
        let odds = (alive / self.survival(start)).max(1.0);
        let mut time = (2.0 * missing / hazard).sqrt().min(missing / (odds - 1.0).max(1e-9));
        for _ in 0..16 {
            let grown = libm::expm1(hazard * time);
            let stake = odds * grown / hazard - time;
            let slope = odds * (grown + 1.0) - 1.0;
            let step = (stake - missing) / slope.max(1e-9);
            time -= step;
            if step.abs() < 1e-4 {
                break;
            }
        }
        (start + time.max(0.0)).min(LONGEST)
    }

    fn inverse(&self, age: f64) -> f64 {
        let bucket = buckets::bucket(age);
        let hazard = self.hazard[bucket];
        let grown = libm::expm1((hazard * into(bucket, age)).min(600.0));
        self.inverse[bucket] + grown / (hazard * self.survival[bucket])
    }
}

impl fmt::Debug for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Curve")
            .field("half_by", &self.quantile(0.5))
            .field("nine_in_ten_by", &self.quantile(0.9))
            .finish_non_exhaustive()
    }
}

/// How far the age is into its bucket, in seconds.
fn into(bucket: usize, age: f64) -> f64 {
    (age.min(LONGEST) - buckets::lower(bucket)).max(0.0)
}

pub(crate) fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64().min(LONGEST)
}

pub(crate) fn duration(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds.min(LONGEST)).unwrap_or_default()
}

/// The least and the most that can be the matter within one bucket.
const LEAST: f64 = 1e-6;
const MOST: f64 = 3.0;

/// So few are left that it does not matter any more when they finish.
const SCARCE: f64 = 1e-60;

#[cfg(test)]
mod tests {
    use super::*;

    /// One in a hundred finishes each second.
    fn constant() -> Curve {
        let mut steps = [0.0; COUNT];
        for (bucket, step) in steps.iter_mut().enumerate() {
            *step = buckets::width(bucket) / 100.0;
        }
        Curve::from_steps(&steps)
    }

    #[test]
    fn a_constant_hazard_gives_what_the_formulas_say() {
        let curve = constant();
        let s = Duration::from_secs;
        assert!((curve.finished_by(s(100)) - 0.632).abs() < 1e-3);
        assert!((curve.finished_since(s(50), s(150)) - 0.632).abs() < 1e-3);
        assert!((curve.quantile(0.5).as_secs_f64() - 69.3).abs() < 0.1);
        assert!((curve.hazard(s(42)) - 0.01).abs() < 1e-9);
        // (e^x - 1 - x) / h with x = 0.5.
        assert!((curve.stake(s(10), s(60)).as_secs_f64() - 14.87).abs() < 0.01);
        assert!((curve.due(s(10), Duration::from_millis(14_872)).as_secs_f64() - 60.0).abs() < 0.01);
    }

    #[test]
    fn due_is_where_the_stake_reaches_the_price() {
        let curve = constant();
        for seen in [0.0, 0.3, 5.0, 77.7, 400.0] {
            for price in [0.001, 0.5, 3.0, 100.0] {
                let due = curve.due_after(seen, price);
                let stake = curve.stake_between(seen, due);
                assert!((stake - price).abs() < 1e-2 * price + 1e-3, "{seen} {price} {due} {stake}");
            }
        }
    }

    #[test]
    fn numbers_at_the_ends_stay_numbers() {
        let curve = constant();
        for age in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
            assert!((0.0..=1.0).contains(&curve.finished_by(age)));
            assert!(curve.hazard(age).is_finite());
            assert!(curve.due(age, Duration::MAX) <= duration(LONGEST));
            assert!(curve.stake(Duration::ZERO, age) <= duration(LONGEST));
        }
        for share in [f64::NAN, -1.0, 0.0, 1.0, 2.0, f64::INFINITY] {
            assert!(curve.quantile(share) <= duration(LONGEST));
        }
    }
}
