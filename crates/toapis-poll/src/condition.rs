//! What to wait for, when it is not the end.

use std::fmt;
use std::ops::{Bound, RangeBounds};

use toapis_types::{Phase, Task};

/// Says of a snapshot whether it shows what is waited for; a closure `|task: &Task| …` will do.
///
/// A task that ended ends every wait, whatever its condition says.
///
/// ```
/// use toapis_poll::condition::{Condition, progress, started};
/// use toapis_types::Task;
///
/// let half_way = progress(50..).or(|task: &Task| !task.outputs.is_empty());
/// let underway_but_early = started().and(progress(50..).not());
/// let task = Task::from_slice(br#"{"id": "tsk_1", "status": "in_progress", "progress": 60}"#)?;
/// assert!(half_way.holds(&task) && !underway_but_early.holds(&task));
/// # Ok::<(), toapis_types::ReadTaskError>(())
/// ```
pub trait Condition: Send + Sync {
    /// Whether the snapshot shows it.
    fn holds(&self, task: &Task) -> bool;

    /// Holds when both do.
    fn and<C: Condition>(self, other: C) -> And<Self, C>
    where
        Self: Sized,
    {
        And(self, other)
    }

    /// Holds when one of them does.
    fn or<C: Condition>(self, other: C) -> Or<Self, C>
    where
        Self: Sized,
    {
        Or(self, other)
    }

    /// Holds when this one does not.
    fn not(self) -> Not<Self>
    where
        Self: Sized,
    {
        Not(self)
    }
}

impl<F: Fn(&Task) -> bool + Send + Sync> Condition for F {
    fn holds(&self, task: &Task) -> bool {
        self(task)
    }
}

/// The progress is known and in this range of percent: `progress(50..)`.
///
/// Progress is what the service says, and it may stick at 10 and jump to 100.
pub fn progress(range: impl RangeBounds<u8>) -> Progress {
    Progress { least: range.start_bound().cloned(), most: range.end_bound().cloned() }
}

/// Someone works on it: it is in progress.
pub fn started() -> InPhase {
    in_phase(Phase::InProgress)
}

/// It is in this phase.
pub fn in_phase(phase: Phase) -> InPhase {
    InPhase(phase)
}

/// See [`progress`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    least: Bound<u8>,
    most: Bound<u8>,
}

impl Condition for Progress {
    fn holds(&self, task: &Task) -> bool {
        task.progress.is_some_and(|percent| (self.least, self.most).contains(&percent))
    }
}

/// See [`in_phase`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InPhase(Phase);

impl Condition for InPhase {
    fn holds(&self, task: &Task) -> bool {
        task.phase() == self.0
    }
}

/// See [`Condition::and`].
#[derive(Clone, Copy)]
pub struct And<A, B>(A, B);

impl<A: Condition, B: Condition> Condition for And<A, B> {
    fn holds(&self, task: &Task) -> bool {
        self.0.holds(task) && self.1.holds(task)
    }
}

/// See [`Condition::or`].
#[derive(Clone, Copy)]
pub struct Or<A, B>(A, B);

impl<A: Condition, B: Condition> Condition for Or<A, B> {
    fn holds(&self, task: &Task) -> bool {
        self.0.holds(task) || self.1.holds(task)
    }
}

/// See [`Condition::not`].
#[derive(Clone, Copy)]
pub struct Not<A>(A);

impl<A: Condition> Condition for Not<A> {
    fn holds(&self, task: &Task) -> bool {
        !self.0.holds(task)
    }
}

// A condition may be a closure, which cannot show itself.
macro_rules! debug_without_parts {
    ($($name:ident<$($part:ident),+>),+) => {$(
        impl<$($part),+> fmt::Debug for $name<$($part),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}

debug_without_parts!(And<A, B>, Or<A, B>, Not<A>);
