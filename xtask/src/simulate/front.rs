//! The best that can be done for one task whose durations are known: the exact dynamic programme.

use super::durations::Law;

/// What a schedule of looks comes to, exactly.
#[derive(Clone, Copy, Debug)]
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
}

impl Front {
    pub(super) fn new(law: Law, gap: f64, step: f64, most: f64) -> Self {
        let count = index(most / step);
        let alive: Vec<f64> = (0..=count).map(|i| (1.0 - law.done_by(float(i) * step)).max(1e-12)).collect();
        let mut area = vec![0.0; count + 1];
        for i in 1..=count {
            area[i] = area[i - 1] + step * f64::midpoint(alive[i], alive[i - 1]);
        }
        Self { step, gap: index(gap / step).max(1), alive, area }
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

    /// The least mean latency for this many queries: the price is searched for at which the optimum takes as many.
    pub(super) fn best(&self, queries: f64) -> f64 {
        let (mut low, mut high) = (1e-3_f64, 2e3_f64);
        let (mut under, mut over) =
            (Cost { queries: 0.0, mean: f64::MAX }, Cost { queries: f64::MAX, mean: 0.0 });
        for _ in 0..16 {
            let price = (low * high).sqrt();
            let cost = self.at_price(price);
            if cost.queries > queries {
                (low, over) = (price, cost);
            } else {
                (high, under) = (price, cost);
            }
            if (over.queries - under.queries).abs() < 0.01 {
                break;
            }
        }
        // More queries than can help: what the smallest gap gives.
        if over.queries > 1e9 {
            return under.mean;
        }
        let share = ((queries - under.queries) / (over.queries - under.queries)).clamp(0.0, 1.0);
        under.mean + share * (over.mean - under.mean)
    }

    fn at_price(&self, price: f64) -> Cost {
        let last = self.alive.len() - 1;
        let mut value = vec![0.0; last + 1];
        let mut next = vec![last; last + 1];
        for from in (0..last).rev() {
            let (mut least, mut choice) = (f64::MAX, last);
            for to in (from + self.gap).min(last)..=last {
                let late =
                    self.alive[from] * float(to - from) * self.step - (self.area[to] - self.area[from]);
                let cost = price * self.alive[from] + late + value[to];
                if cost < least {
                    (least, choice) = (cost, to);
                }
                if late > least {
                    break;
                }
            }
            (value[from], next[from]) = (least, choice);
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
        for (queries, mean) in [(1.5, 6.2), (2.0, 3.9), (3.0, 2.3), (5.0, 1.3)] {
            assert!((image.best(queries) / mean - 1.0).abs() < 0.03, "{queries} {}", image.best(queries));
        }
    }
}
