//! The looks that are under way, and what their answers are about.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle};

use super::slots::TaskKey;
use crate::look_error::LookError;

/// One look, or one call that asks about many tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LookId(u64);

/// A look that is to be made.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) id: LookId,
    pub(super) about: About,
    /// How long it may take.
    pub(super) limit: Duration,
}

/// Whom to ask about.
#[derive(Debug)]
pub(super) enum About {
    One(Arc<TaskHandle>),
    Many(Vec<TaskHandle>),
}

/// What became of a look.
#[derive(Debug)]
pub(super) enum Answer {
    One(Box<Result<Task, LookError>>),
    /// `None` when the source cannot ask about many.
    Many(Option<Vec<Result<Task, LookError>>>),
    Panicked,
    /// By this side; nothing is known.
    BrokenOff,
}

/// The tasks of one look.
#[derive(Debug)]
pub(super) enum Keys {
    One(TaskKey),
    Many(Vec<TaskKey>),
}

impl Keys {
    pub(super) fn as_slice(&self) -> &[TaskKey] {
        match self {
            Self::One(key) => std::slice::from_ref(key),
            Self::Many(keys) => keys,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Looks {
    next: u64,
    /// Older ones first, and as all may take equally long, so are those that end first.
    under_way: BTreeMap<LookId, (Duration, Keys)>,
}

impl Looks {
    pub(super) fn begin(&mut self, now: Duration, keys: Keys) -> LookId {
        let id = LookId(self.next);
        self.next += 1;
        self.under_way.insert(id, (now, keys));
        id
    }

    /// The tasks of a look that is over; `None` when it was given up before.
    pub(super) fn end(&mut self, id: LookId) -> Option<Keys> {
        self.under_way.remove(&id).map(|(_, keys)| keys)
    }

    /// Takes out a look that has taken `limit`.
    pub(super) fn overdue(&mut self, now: Duration, limit: Duration) -> Option<(LookId, Keys)> {
        let first = self.under_way.first_entry()?;
        let is_over = first.get().0.saturating_add(limit) <= now;
        is_over.then(|| first.remove_entry()).map(|(id, (_, keys))| (id, keys))
    }

    /// When the first look will have taken `limit`.
    pub(super) fn first_end(&self, limit: Duration) -> Option<Duration> {
        self.under_way.first_key_value().map(|(_, (since, _))| since.saturating_add(limit))
    }

    pub(super) fn len(&self) -> usize {
        self.under_way.len()
    }

    /// Takes all of them out.
    pub(super) fn clear(&mut self) -> impl Iterator<Item = Keys> {
        std::mem::take(&mut self.under_way).into_values().map(|(_, keys)| keys)
    }
}

/// Brings the answers of one call about many tasks to their handles, `None` where nobody waits any more.
///
/// They come in the order of the handles. But a source that leaves some out, or passes on the server's own order, must not
/// give a task the result of another: so a task that is known by its id goes where it belongs. Where nothing came, the
/// look is lost.
pub(super) fn assign(
    handles: &[Option<Arc<TaskHandle>>],
    answers: Vec<Result<Task, LookError>>,
) -> Vec<Result<Task, LookError>> {
    let mut assigned: Vec<Option<Result<Task, LookError>>> = handles.iter().map(|_| None).collect();
    let mut errors = Vec::new();
    for (place, answer) in answers.into_iter().enumerate() {
        match answer {
            Ok(task) => {
                let fits = |handle: &Option<Arc<TaskHandle>>| {
                    handle.as_ref().is_some_and(|handle| is_about(&task, handle))
                };
                let own = handles.get(place).is_some_and(fits).then_some(place);
                if let Some(place) = own.or_else(|| handles.iter().position(fits)) {
                    assigned[place] = Some(Ok(task));
                }
            }
            Err(error) => errors.push((place, error)),
        }
    }
    for (place, error) in errors {
        if let Some(free @ None) = assigned.get_mut(place) {
            *free = Some(Err(error));
        }
    }
    let left_out = || Err(LookError::lost("the answer about many tasks left this one out"));
    assigned.into_iter().map(|answer| answer.unwrap_or_else(left_out)).collect()
}

/// Whether a snapshot is of the task of a handle: by the server's id, or by the name that the create gave it.
pub(super) fn is_about(task: &Task, handle: &TaskHandle) -> bool {
    let name = task.client_business_id.as_deref();
    let by_name = name.is_some_and(|name| {
        handle.business_id.as_ref().is_some_and(|own| own.as_str() == name) || handle.id.as_str() == name
    });
    by_name || task.id == handle.id || task.other_id.as_ref() == Some(&handle.id)
}
