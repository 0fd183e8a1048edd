//! The best that can be done for one task whose durations are known: the exact dynamic programme.

use super::durations::Law;

/// What a schedule of looks comes to, exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cost {
    pub(super) queries: f64,
    pub(super) mean: f64,
}

/// A distribution on a grid of ages, and the smallest gap between looks.
#[derive(Debug)]
pub(super) struct Front {
    step: f64,
    gap: usize,
    alive: Vec<f64>,
    /// The integral of `alive`.
    area: Vec<f64>,
    /// The optimum at each of many prices of a query.
    best: Vec<Cost>,
}

impl Front {
    pub(super) fn new(law: Law, gap: f64, step: f64, most: f64) -> Self {
        let count = index(most / step);
        let alive: Vec<f64> = (0..=count).map(|i| (1.0 - law.done_by(float(i) * step)).max(1e-12)).collect();
        let mut area = vec![0.0; count + 1];
        for i in 1..=count {
            area[i] = area[i - 1] + step * f64::midpoint(alive[i], alive[i - 1]);
        }
        let mut front = Self { step, gap: index(gap / step).max(1), alive, area, best: Vec::new() };
        front.best = (-40..=60).map(|step| front.at_price(libm::pow(10.0, f64::from(step) / 20.0))).collect();
        front.best.dedup_by(|one, other| one.queries >= other.queries);
        front
    }

    /// What looks at these ages come to.
    pub(super) fn cost(&self, ages: impl IntoIterator<Item = f64>) -> Cost {
        let mut cost = Cost { queries: 0.0, mean: 0.0 };
        let (mut seen, end) = (0.0, float(self.alive.len() - 1) * self.step);
        for age in ages {
            let age = age.min(end);
            let (alive, area) = self.at(seen);
            cost.queries += alive;
            cost.mean += alive * (age - seen) - (self.at(age).1 - area);
            seen = age;
            if alive < 1e-7 || age >= end {
                break;
            }
        }
        cost
    }

    /// The best that there is, from many queries to few.
    pub(super) fn curve(&self) -> &[Cost] {
        &self.best
    }

    /// The least mean latency for this many queries.
    pub(super) fn best(&self, queries: f64) -> f64 {
        let after = self.best.partition_point(|cost| cost.queries > queries);
        let (Some(under), Some(over)) = (self.best.get(after), self.best[..after].last()) else {
            // More queries than can help, or fewer than are needed to be told at all within the grid.
            let end = if after == 0 { self.best.first() } else { self.best.last() };
            return end.map_or(f64::NAN, |cost| cost.mean);
        };
        // Between its points the front is nearly a power of the queries.
        let share = libm::log(queries / under.queries) / libm::log(over.queries / under.queries);
        under.mean * libm::pow(over.mean / under.mean, share)
    }

    fn at_price(&self, price: f64) -> Cost {
        let last = self.alive.len() - 1;
        let mut value = vec![0.0; last + 1];
        let mut next = vec![last; last + 1];
        for from in (0..last).rev() {
            let (mut lowest, mut choice) = (f64::MAX, last);
            let first = (from + self.gap).min(last);
            for (to, (area, after)) in (first..).zip(self.area[first..].iter().zip(&value[first..])) {
                let delay = self.alive[from] * float(to - from) * self.step - (area - self.area[from]);
                let cost = price * self.alive[from] + delay + after;
                if cost < lowest {
                    (lowest, choice) = (cost, to);
                }
                if delay > lowest {
                    break;
                }
            }
            (value[from], next[from]) = (lowest, choice);
        }
        let mut at = 0;
        self.cost(std::iter::from_fn(|| {
            at = next[at];
            Some(float(at) * self.step)
        }))
    }

    fn at(&self, age: f64) -> (f64, f64) {
        let place = age / self.step;
        let low = index(place).min(self.alive.len() - 2);
        let share = place - float(low);
        let mix = |values: &[f64]| values[low] + share * (values[low + 1] - values[low]);
        (mix(&self.alive), mix(&self.area))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and not negative")]
fn index(value: f64) -> usize {
    value as usize
}

#[expect(clippy::cast_precision_loss, reason = "small")]
fn float(value: usize) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_is_the_one_that_is_known() {
        let image = Front::new(Law::IMAGE, 0.5, 0.1, 120.0);
        for (queries, mean) in [(1.5, 6.16), (2.0, 3.9), (3.0, 2.3), (5.0, 1.3)] {
            assert!((image.best(queries) / mean - 1.0).abs() < 0.03, "{queries} {}", image.best(queries));
        }
    }
}
