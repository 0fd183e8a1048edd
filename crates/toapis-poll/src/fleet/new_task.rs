//! What a schedule has to know of a task to take it on.

use std::time::Duration;

use toapis_types::TaskKind;

/// A task to take on.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct NewTask<'a> {
    /// Image or video.
    pub kind: TaskKind,
    /// The model that works on it, where that is known.
    pub model: Option<&'a str>,
    /// How long ago it was submitted. With `None` nobody knows, and it is looked at before all others.
    pub age: Option<Duration>,
}

impl<'a> NewTask<'a> {
    /// A task that was submitted right now, of a model that is not known.
    pub fn new(kind: TaskKind) -> Self {
        Self { kind, model: None, age: Some(Duration::ZERO) }
    }

    /// Made by this model.
    pub fn model(self, model: &'a str) -> Self {
        Self { model: Some(model), ..self }
    }

    /// Submitted this long ago; with `None`, at a time that nobody knows.
    pub fn age(self, age: impl Into<Option<Duration>>) -> Self {
        Self { age: age.into(), ..self }
    }
}
