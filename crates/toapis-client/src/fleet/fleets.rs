//! Brings webhook events to the fleets of a client.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use toapis_types::{Phase, Task, TaskHandle, TaskId, WebhookEvent};

use super::reading::{Reading, concerns};

/// A fleet, as far as events are concerned.
pub(crate) trait Told: Send + Sync {
    /// What finds the task of a snapshot, when it is one of this fleet.
    #[cfg_attr(not(feature = "webhook"), allow(dead_code, reason = "only events look for tasks"))]
    fn find(&self, task: &Task) -> Option<TaskHandle>;
    /// Takes the end of a task.
    fn end(&self, task: &Task);
    /// Looks at a task as soon as the budget allows.
    fn ask(&self, id: &TaskId);
}

/// The fleets of a client that live, and the events that none of them knows the task of yet.
#[derive(Default)]
pub(crate) struct Fleets {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    live: Vec<Weak<dyn Told>>,
    /// Oldest first, with when they came.
    held: VecDeque<(Duration, WebhookEvent)>,
}

impl Fleets {
    pub(crate) fn join(&self, fleet: &Arc<dyn Told>) {
        let mut inner = self.lock();
        inner.live.retain(|live| live.strong_count() > 0);
        inner.live.push(Arc::downgrade(fleet));
    }

    /// Gives an event to all who have its task, else holds it. Whether someone has.
    #[cfg(feature = "webhook")]
    pub(crate) fn offer(&self, event: &WebhookEvent, now: Duration) -> bool {
        let Some(task) = &event.task else { return false };
        let mut inner = self.lock();
        let live = inner.live.iter().filter_map(Weak::upgrade);
        let found: Vec<_> = live.filter_map(|fleet| fleet.find(task).map(|handle| (fleet, handle))).collect();
        if found.is_empty() {
            let too_old = |at: &Duration| now.saturating_sub(*at) > HELD_FOR;
            while inner.held.len() >= HELD || inner.held.front().is_some_and(|(at, _)| too_old(at)) {
                inner.held.pop_front();
            }
            inner.held.push_back((now, event.clone()));
        }
        // Without the lock, for it wakes those who wait.
        drop(inner);
        for (fleet, handle) in &found {
            tell(&**fleet, handle, event);
        }
        !found.is_empty()
    }

    /// Gives a fleet what came for this task before it had it.
    pub(crate) fn catch_up(&self, fleet: &dyn Told, handle: &TaskHandle) {
        let mut inner = self.lock();
        if inner.held.is_empty() {
            return;
        }
        let held = std::mem::take(&mut inner.held);
        let (ours, others): (VecDeque<_>, _) =
            held.into_iter().partition(|(_, event)| concerns(event, handle));
        inner.held = others;
        drop(inner);
        let ends: Vec<_> = ours.iter().filter_map(|(_, event)| end_in(handle, event)).collect();
        // Two that contradict each other are settled by asking.
        if ends.windows(2).any(|pair| pair[0] != pair[1]) {
            return fleet.ask(&handle.id);
        }
        for (_, event) in ours {
            tell(fleet, handle, &event);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How an event says that the task ended.
fn end_in(handle: &TaskHandle, event: &WebhookEvent) -> Option<Phase> {
    match Reading::of(handle, event) {
        Reading::Ended(task) => Some(task.phase()),
        _ => None,
    }
}

fn tell(fleet: &dyn Told, handle: &TaskHandle, event: &WebhookEvent) {
    match Reading::of(handle, event) {
        Reading::Ended(task) => fleet.end(&task),
        Reading::Ask => fleet.ask(&handle.id),
        Reading::Nothing => {}
    }
}

impl fmt::Debug for Fleets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fleets").field("held", &self.lock().held.len()).finish_non_exhaustive()
    }
}

/// Implements [`Told`] by the field `tasks`.
macro_rules! told {
    ($fleet:ty) => {
        impl $crate::fleet::Told for $fleet {
            fn find(&self, task: &toapis_types::Task) -> Option<toapis_types::TaskHandle> {
                self.tasks.find(task)
            }

            fn end(&self, task: &toapis_types::Task) {
                self.tasks.tell(task);
            }

            fn ask(&self, id: &toapis_types::TaskId) {
                self.tasks.look_soon(id);
            }
        }
    };
}

pub(crate) use told;

/// As many, and for as long, as for single waits.
#[cfg(feature = "webhook")]
const HELD: usize = 1000;
#[cfg(feature = "webhook")]
const HELD_FOR: Duration = Duration::from_secs(600);
