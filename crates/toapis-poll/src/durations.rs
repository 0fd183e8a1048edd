//! How long tasks take, learned from watching them.
//!
//! ```
//! use std::time::Duration;
//!
//! use toapis_poll::durations::{Durations, Observation};
//! use toapis_types::TaskKind;
//!
//! let s = Duration::from_secs;
//! let mut durations = Durations::new();
//! for _ in 0..100 {
//!     // Still running when it was 38 s old, finished when it was 43 s old.
//!     let seen = Observation::Between(s(38), s(43));
//!     durations.observe(TaskKind::Image, Some("gpt-image-2"), seen);
//! }
//! let curve = durations.curve(TaskKind::Image, Some("gpt-image-2"));
//! assert!(curve.finished_by(s(30)) < 0.1 && curve.finished_by(s(60)) > 0.9);
//! // A query is worth one second of waiting: look for the first time shortly before the first ones are done.
//! let first = curve.due(Duration::ZERO, s(1));
//! assert!(first > s(30) && first < s(45), "{first:?}");
//!
//! // Keep it for the next run.
//! let saved = serde_json::to_string(&durations)?;
//! let durations: Durations = serde_json::from_str(&saved)?;
//! # assert!(durations.curve(TaskKind::Image, Some("gpt-image-2")).finished_by(s(30)) < 0.1);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # What it is
//!
//! For each model, and for all models of a kind together, a table of 128 buckets, each 9 % longer than the one before:
//! how many tasks ended there, and how much time tasks under watch spent there. The quotient is the hazard, whatever
//! the shape of the distribution, and it is not biased by tasks that are still running. Where a table is thin it leans
//! on a lognormal with a heavy tail, fitted to what was seen. A model that was never seen is taken to be like its kind.
//!
//! Old tasks are forgotten slowly: the last 500 count for about two thirds, so that a drift is followed. An entry takes
//! about 4 KB in memory, and at most 64 models are told apart; further ones count for their kind only.

mod buckets;
mod curve;
mod learner;
mod prior;
mod saved;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use toapis_types::{Task, TaskKind};

use self::learner::{Learner, Shape};
use self::saved::Saved;

pub use curve::Curve;
pub(crate) use curve::{duration, seconds};
pub use prior::Prior;

/// What is known about how long tasks take, by kind and model; see [the module](self).
///
/// Plain data: it has no clock, and is stored and read back with serde. Nonsense in a stored table is skipped.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "Saved", into = "Saved")]
pub struct Durations {
    image: Entry,
    video: Entry,
    models: BTreeMap<(TaskKind, String), Entry>,
    memory: f32,
}

impl Durations {
    /// How many models are told apart.
    pub const MOST_MODELS: usize = 64;

    /// Nothing seen yet: the [assumed](Prior::assumed) durations.
    pub fn new() -> Self {
        let entry = |kind| Entry::new(Shape::assumed(Prior::assumed(kind)));
        Self {
            image: entry(TaskKind::Image),
            video: entry(TaskKind::Video),
            models: BTreeMap::new(),
            memory: MEMORY,
        }
    }

    /// Replaces what is assumed about a kind. What was seen already stays.
    pub fn with_prior(mut self, kind: TaskKind, prior: Prior) -> Self {
        self.kind_mut(kind).assume(Shape::assumed(prior));
        let shape = self.kind(kind).shape.inherited();
        for ((_, _), entry) in self.models.iter_mut().filter(|((own, _), _)| *own == kind) {
            entry.assume(shape);
        }
        self
    }

    /// After how many further tasks one counts for little more than a third (1/e). Default: 500; from 20 to 1,000,000.
    pub fn with_memory(self, tasks: u32) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "exact up to 16 million")]
        let memory = tasks.clamp(20, 1_000_000) as f32;
        Self { memory, ..self }
    }

    /// What is known about this model, or, when that is nothing, about its kind.
    pub fn curve(&self, kind: TaskKind, model: Option<&str>) -> &Curve {
        &self.entry(kind, model).curve
    }

    /// How many ended tasks are remembered of this model; with no model, of the kind. Old ones count for less.
    pub fn remembered(&self, kind: TaskKind, model: Option<&str>) -> f64 {
        match model {
            None => self.kind(kind).learner.total(),
            Some(model) => {
                self.models.get(&(kind, model.to_owned())).map_or(0.0, |entry| entry.learner.total())
            }
        }
    }

    /// Learns from one observation, for the model and for its kind.
    pub fn observe(&mut self, kind: TaskKind, model: Option<&str>, observation: Observation) {
        let memory = self.memory;
        self.kind_mut(kind).observe(observation, memory);
        let Some(model) = model else { return };
        let key = (kind, model.to_owned());
        if !self.models.contains_key(&key) {
            if self.models.len() >= Self::MOST_MODELS {
                return;
            }
            let shape = self.kind(kind).shape.inherited();
            self.models.insert(key.clone(), Entry::new(shape));
        }
        if let Some(entry) = self.models.get_mut(&key) {
            entry.observe(observation, memory);
        }
    }

    fn entry(&self, kind: TaskKind, model: Option<&str>) -> &Entry {
        let own = model.and_then(|model| self.models.get(&(kind, model.to_owned())));
        own.unwrap_or(self.kind(kind))
    }

    fn kind(&self, kind: TaskKind) -> &Entry {
        match kind {
            TaskKind::Image => &self.image,
            TaskKind::Video => &self.video,
        }
    }

    fn kind_mut(&mut self, kind: TaskKind) -> &mut Entry {
        match kind {
            TaskKind::Image => &mut self.image,
            TaskKind::Video => &mut self.video,
        }
    }
}

impl Default for Durations {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Durations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Durations")
            .field("image", &self.image.curve)
            .field("video", &self.video.curve)
            .field("models", &self.models.len())
            .finish_non_exhaustive()
    }
}

/// What watching a task told about its duration. All times are ages: counted from the submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Observation {
    /// It was running all the time from the one age to the other. To be told once for each stretch of a task's life:
    /// from zero to the first look, from there to the next.
    Running(Duration, Duration),
    /// It was running at the first age, and had ended by the second.
    Between(Duration, Duration),
    /// It was known to be running at the first age, and ended at the second.
    Ended(Duration, Duration),
}

impl Observation {
    /// What a snapshot tells: at the age `seen` the task was last known to be running (zero when it never was), at the
    /// age `age` it showed this.
    ///
    /// The server's own times are believed when they do not contradict what was seen.
    pub fn of(task: &Task, seen: Duration, age: Duration) -> Self {
        if !task.is_terminal() {
            return Self::Running(seen, age);
        }
        let took = match (task.created_at, task.completed_at) {
            (Some(created), Some(completed)) => completed.checked_sub(created),
            _ => None,
        };
        let took = took.and_then(|took| u64::try_from(took).ok()).map(Duration::from_secs);
        match took {
            // The times are whole seconds, and ours includes the way there.
            Some(took) if took > Duration::ZERO && took + SLACK >= seen && took <= age + SLACK => {
                Self::Ended(seen, took.clamp(seen, age.max(seen)))
            }
            _ => Self::Between(seen, age),
        }
    }
}

/// One table, and the curve that was drawn from it.
#[derive(Clone)]
struct Entry {
    learner: Learner,
    /// What was believed at the beginning.
    assumed: Shape,
    shape: Shape,
    curve: Box<Curve>,
    /// How much was learned since the curve was drawn, in tasks.
    news: f64,
}

impl Entry {
    fn new(assumed: Shape) -> Self {
        Self::from_learner(assumed, Learner::new())
    }

    fn from_learner(assumed: Shape, learner: Learner) -> Self {
        let shape = learner.shape(assumed);
        let curve = Box::new(learner.curve(shape));
        Self { learner, assumed, shape, curve, news: 0.0 }
    }

    fn assume(&mut self, assumed: Shape) {
        self.assumed = assumed;
        self.draw();
    }

    fn observe(&mut self, observation: Observation, memory: f32) {
        match observation {
            Observation::Running(from, to) => {
                self.learner.ran(seconds(from), seconds(to.max(from)));
                self.news += 0.1;
            }
            Observation::Between(from, to) => {
                self.learner.forget(memory);
                self.learner.ended_between(seconds(from), seconds(to.max(from)), &self.curve);
                self.news += 1.0;
            }
            Observation::Ended(seen, at) => {
                self.learner.forget(memory);
                self.learner.ended_at(seconds(seen), seconds(at.max(seen)));
                self.news += 1.0;
            }
        }
        if self.news > self.shape.weight / 50.0 {
            self.draw();
        }
    }

    fn draw(&mut self) {
        self.shape = self.learner.shape(self.assumed);
        *self.curve = self.learner.curve(self.shape);
        self.news = 0.0;
    }
}

/// How far the server's whole seconds may be from what was seen.
const SLACK: Duration = Duration::from_secs(2);

const MEMORY: f32 = 500.0;
