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
    /// In the order in which they were first met; never taken out, so that an index stays good.
    models: Vec<(TaskKind, String, Entry)>,
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
            models: Vec::new(),
            memory: MEMORY,
        }
    }

    /// Replaces what is assumed about a kind. What was seen already stays.
    pub fn with_prior(mut self, kind: TaskKind, prior: Prior) -> Self {
        self.kind_mut(kind).assume(Shape::assumed(prior));
        let shape = self.kind(kind).shape.inherited();
        for (_, _, entry) in self.models.iter_mut().filter(|(own, _, _)| *own == kind) {
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
        self.curve_of(self.find(kind, model)).0
    }

    /// How many ended tasks are remembered of this model; with no model, of the kind. Old ones count for less.
    pub fn remembered(&self, kind: TaskKind, model: Option<&str>) -> f64 {
        match (model, self.find(kind, model)) {
            (None, _) => self.kind(kind).ended,
            (Some(_), Class(_, None)) => 0.0,
            (Some(_), Class(_, Some(own))) => {
                self.models.get(usize::from(own)).map_or(0.0, |(_, _, entry)| entry.ended)
            }
        }
    }

    /// Learns from one observation, for the model and for its kind.
    pub fn observe(&mut self, kind: TaskKind, model: Option<&str>, observation: Observation) {
        let class = self.class(kind, model);
        self.observe_class(class, observation);
    }

    /// What tasks of this kind and model are counted under; makes room for a new model while there is some.
    pub(crate) fn class(&mut self, kind: TaskKind, model: Option<&str>) -> Class {
        let found = self.find(kind, model);
        match (found, model) {
            (Class(_, None), Some(model)) if self.models.len() < Self::MOST_MODELS => {
                let own = u8::try_from(self.models.len()).ok();
                let entry = Entry::new(self.kind(kind).shape.inherited());
                self.models.push((kind, model.to_owned(), entry));
                Class(kind, own)
            }
            _ => found,
        }
    }

    pub(crate) fn observe_class(&mut self, class: Class, observation: Observation) {
        let memory = self.memory;
        self.kind_mut(class.0).observe(observation, memory);
        let shape = self.kind(class.0).shape;
        if let Some((_, _, entry)) = class.1.and_then(|own| self.models.get_mut(usize::from(own))) {
            if entry.ended == 0.0 {
                entry.assumed = shape.inherited();
            }
            entry.observe(observation, memory);
        }
    }

    /// The curve to go by, and a number that changes whenever the curve does.
    pub(crate) fn curve_of(&self, class: Class) -> (&Curve, u32) {
        let own = class.1.and_then(|own| self.models.get(usize::from(own)));
        let entry = own.map(|(_, _, entry)| entry).filter(|entry| entry.heard());
        // Odd for the model's own, even for the kind's, so that a change from one to the other is noticed too.
        let (entry, odd) = entry.map_or_else(|| (self.kind(class.0), 0), |entry| (entry, 1));
        (&entry.curve, entry.version.wrapping_mul(2).wrapping_add(odd))
    }

    /// Whether few tasks of this class were seen at this age, in seconds.
    pub(crate) fn is_thin(&self, class: Class, age: f64) -> bool {
        let own = class.1.and_then(|own| self.models.get(usize::from(own)));
        own.map_or_else(|| self.kind(class.0), |(_, _, entry)| entry).learner.is_thin(age)
    }

    fn find(&self, kind: TaskKind, model: Option<&str>) -> Class {
        let own = model.and_then(|model| {
            self.models.iter().position(|(its_kind, name, _)| *its_kind == kind && name == model)
        });
        Class(kind, own.and_then(|own| u8::try_from(own).ok()))
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
        if task.is_terminal() { Self::ended(Self::took(task), seen, age) } else { Self::Running(seen, age) }
    }

    /// How long the task took, by the server's own times.
    pub(crate) fn took(task: &Task) -> Option<Duration> {
        let took = task.completed_at?.checked_sub(task.created_at?)?;
        u64::try_from(took).ok().map(Duration::from_secs)
    }

    /// An end, with what the server said about how long it took.
    pub(crate) fn ended(took: Option<Duration>, seen: Duration, age: Duration) -> Self {
        match took {
            // The times are whole seconds, and ours includes the way there.
            Some(took)
                if !took.is_zero()
                    && took.saturating_add(SLACK) >= seen
                    && took <= age.saturating_add(SLACK) =>
            {
                Self::Ended(seen, took.clamp(seen, age.max(seen)))
            }
            _ => Self::Between(seen, age),
        }
    }
}

/// What a task is counted under: its kind, and the index of its model where that is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class(pub(crate) TaskKind, pub(crate) Option<u8>);

/// One table, and the curve that was drawn from it.
#[derive(Clone)]
struct Entry {
    learner: Learner,
    /// What was believed at the beginning.
    assumed: Shape,
    shape: Shape,
    curve: Box<Curve>,
    /// How many ended tasks are remembered.
    ended: f64,
    /// How much was ever learned, and how much of it since the curve was drawn, in tasks.
    told: f64,
    news: f64,
    /// Changes with the curve.
    version: u32,
}

impl Entry {
    fn new(assumed: Shape) -> Self {
        Self::from_learner(assumed, Learner::new())
    }

    fn from_learner(assumed: Shape, learner: Learner) -> Self {
        let shape = learner.shape(assumed);
        let curve = Box::new(learner.curve(shape));
        let ended = learner.total();
        Self { learner, assumed, shape, curve, ended, told: 0.0, news: 0.0, version: 0 }
    }

    /// Whether it has anything to say of its own.
    fn heard(&self) -> bool {
        self.ended > 0.0 || self.told > 2.0
    }

    fn assume(&mut self, assumed: Shape) {
        self.assumed = assumed;
        self.draw();
    }

    fn observe(&mut self, observation: Observation, memory: f32) {
        let news = match observation {
            Observation::Running(from, to) => {
                self.learner.ran(seconds(from), seconds(to.max(from)));
                0.1
            }
            Observation::Between(from, to) => {
                self.learner.forget(memory);
                self.learner.ended_between(seconds(from), seconds(to.max(from)), &self.curve);
                1.0
            }
            Observation::Ended(seen, at) => {
                self.learner.forget(memory);
                self.learner.ended_at(seconds(seen), seconds(at.max(seen)));
                1.0
            }
        };
        self.told += news;
        self.news += news;
        // Drawing costs some ten microseconds, so it waits until there is two percent of news.
        if self.news > (self.assumed.weight + self.told.min(f64::from(memory))) / 50.0 {
            self.draw();
        }
    }

    fn draw(&mut self) {
        self.shape = self.learner.shape(self.assumed);
        *self.curve = self.learner.curve(self.shape);
        self.ended = self.learner.total();
        self.news = 0.0;
        self.version = self.version.wrapping_add(1);
    }
}

/// How far the server's whole seconds may be from what was seen.
const SLACK: Duration = Duration::from_secs(2);

const MEMORY: f32 = 500.0;
