//! Counts what was seen, and draws the curve from it and from what was assumed.

use super::Prior;
use super::buckets::{self, COUNT, LOG_STEP};
use super::curve::Curve;

/// One model's tally: how many ended in each bucket, and how much time, in lengths of the bucket, was spent there by
/// tasks under watch. Their quotient is the hazard, whether a task was watched to its end or not.
#[derive(Clone, Debug)]
pub(super) struct Learner {
    pub(super) ended: [f32; COUNT],
    pub(super) exposed: [f32; COUNT],
}

/// Where the middle of the durations lies and how far they spread, in buckets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) middle: f64,
    pub(super) spread: f64,
    /// How many tasks this belief is worth.
    pub(super) weight: f64,
}

impl Learner {
    pub(super) fn new() -> Self {
        Self { ended: [0.0; COUNT], exposed: [0.0; COUNT] }
    }

    /// How many ends are remembered.
    pub(super) fn total(&self) -> f64 {
        self.ended.iter().map(|ended| f64::from(*ended)).sum()
    }

    /// Makes everything that is remembered count for a little less.
    pub(super) fn forget(&mut self, memory: f32) {
        let keep = 1.0 - 1.0 / memory;
        for cell in self.ended.iter_mut().chain(&mut self.exposed) {
            *cell *= keep;
        }
    }

    /// A task was running all the time from one age to another.
    pub(super) fn ran(&mut self, from: f64, to: f64) {
        for bucket in buckets::bucket(from)..=buckets::bucket(to) {
            self.exposed[bucket] += single(overlap(bucket, from, to));
        }
    }

    /// Whether so few were under watch at this age, or remembered to have been, that what is believed about it is a guess.
    pub(super) fn is_thin(&self, age: f64) -> bool {
        f64::from(self.exposed[buckets::bucket(age)]) < THIN
    }

    /// A task ended at this very age, after having been counted as running up to `counted`.
    pub(super) fn ended_at(&mut self, counted: f64, age: f64) {
        if age > counted {
            self.ran(counted, age);
        }
        self.ended[buckets::bucket(age)] += 1.0;
    }

    /// A task ended somewhere between two ages: it counts in each bucket for as much as the curve expects.
    pub(super) fn ended_between(&mut self, from: f64, to: f64, curve: &Curve) {
        let (first, last) = (buckets::bucket(from), buckets::bucket(to));
        let (start, end) = (curve.survival(from), curve.survival(to));
        let mass = start - end;
        if first == last || mass < 1e-9 {
            self.ended_at(from, f64::midpoint(from, to));
            return;
        }
        let mut alive = 1.0;
        for bucket in first..=last {
            let upper = if bucket == last { to } else { buckets::lower(bucket + 1) };
            let left = ((curve.survival(upper) - end) / mass).clamp(0.0, alive);
            self.ended[bucket] += single(alive - left);
            self.exposed[bucket] += single(overlap(bucket, from, to) * f64::midpoint(alive, left));
            alive = left;
        }
    }

    /// What was seen so far, on top of what was believed before.
    pub(super) fn shape(&self, prior: Shape) -> Shape {
        let (mut total, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for (bucket, ended) in self.ended.iter().enumerate() {
            let (ended, place) = (f64::from(*ended), buckets::index(bucket) + 0.5);
            total += ended;
            sum += ended * place;
            squares += ended * place * place;
        }
        if total < 1e-6 {
            return prior;
        }
        let mean = sum / total;
        let off = mean - prior.middle;
        let weight = prior.weight + total;
        let scatter = prior.weight * prior.spread * prior.spread
            + (squares - sum * mean).max(0.0)
            + off * off * prior.weight * total / weight;
        let spread = (scatter / weight * (1.0 + 1.0 / weight)).sqrt();
        Shape {
            middle: (prior.middle * prior.weight + sum) / weight,
            spread: spread.clamp(NARROWEST, WIDEST),
            weight,
        }
    }

    /// The curve: the tally, smoothed over the neighbouring buckets, leaning on the shape where the tally is thin.
    pub(super) fn curve(&self, shape: Shape) -> Curve {
        let assumed = shape.steps();
        let mut steps = [0.0; COUNT];
        for (bucket, step) in steps.iter_mut().enumerate() {
            let ended = smooth(&self.ended, bucket) + LEAN * assumed[bucket];
            *step = ended / (smooth(&self.exposed, bucket) + LEAN);
        }
        Curve::from_steps(&steps)
    }
}

impl Shape {
    pub(super) fn assumed(prior: Prior) -> Self {
        let spread = (prior.sigma() / LOG_STEP).clamp(NARROWEST, WIDEST);
        Self { middle: buckets::place(prior.median().as_secs_f64()), spread, weight: prior.weight() }
    }

    /// What a model of a kind is believed to be like before one of its tasks was seen.
    pub(super) fn inherited(self) -> Self {
        Self { weight: self.weight.min(INHERITED), ..self }
    }

    /// The hazard per bucket of a lognormal of this shape with a tail of the power law: a few tasks take any time,
    /// so that a task that outlives the shape is looked at ever more rarely, not ever more often.
    fn steps(self) -> [f64; COUNT] {
        let beyond = |bucket: usize| {
            let away = (buckets::index(bucket) - self.middle) / self.spread;
            let bell = 0.5 * libm::erfc(away * std::f64::consts::FRAC_1_SQRT_2);
            let tail = libm::exp(-LOG_STEP * (buckets::index(bucket) - self.middle).max(0.0));
            bell * (1.0 - TAIL) + tail * TAIL
        };
        let mut steps = [0.0; COUNT];
        let mut alive = beyond(0);
        for (bucket, step) in steps.iter_mut().enumerate() {
            let next = beyond(bucket + 1);
            *step = libm::log(alive / next);
            alive = next;
        }
        steps
    }
}

/// The share of the bucket that lies between two ages.
fn overlap(bucket: usize, from: f64, to: f64) -> f64 {
    let lower = buckets::lower(bucket);
    let width = buckets::width(bucket);
    ((to.min(lower + width) - from.max(lower)) / width).clamp(0.0, 1.0)
}

fn smooth(cells: &[f32; COUNT], bucket: usize) -> f64 {
    let at = |bucket: usize| f64::from(cells[bucket.min(COUNT - 1)]);
    0.25 * at(bucket.saturating_sub(1)) + 0.5 * at(bucket) + 0.25 * at(bucket + 1)
}

#[expect(clippy::cast_possible_truncation, reason = "a tally needs no more than seven digits")]
fn single(value: f64) -> f32 {
    value as f32
}

/// How many tasks under watch the shape is worth in each bucket.
const LEAN: f64 = 6.0;

/// With as many seen, the tally counts for as much as the shape.
const THIN: f64 = 6.0;

/// How many of a model's own tasks the shape of its kind is worth.
const INHERITED: f64 = 3.0;

/// The share of the tasks that follow no shape.
const TAIL: f64 = 0.03;

const NARROWEST: f64 = 1.5;
const WIDEST: f64 = 24.0;
