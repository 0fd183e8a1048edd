//! Results that wait to be taken, the one that dies first in front.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use std::time::Duration;

use slab::Slab;
use toapis_types::{Task, TaskHandle};

use crate::error::WaitError;

/// A task of the fleet that is not watched any more.
#[derive(Debug)]
#[non_exhaustive]
pub struct Finished {
    /// What finds the task; with the kind under which it was found, where the handle that was added named the wrong one.
    pub handle: TaskHandle,
    /// The task once it ended, **completed or failed**; else why the fleet stopped waiting for it, which never means that
    /// it failed.
    pub result: Result<Task, WaitError>,
}

/// What was not taken yet.
#[derive(Debug, Default)]
pub(super) struct Results {
    kept: Slab<Kept>,
    order: BinaryHeap<Reverse<(i64, u64, usize)>>,
    next: u64,
}

#[derive(Debug)]
struct Kept {
    handle: Arc<TaskHandle>,
    result: Result<Task, WaitError>,
}

impl Results {
    /// Keeps a result. `unix_now` is the wall clock, for a task that does not tell when its files expire.
    pub(super) fn push(
        &mut self,
        unix_now: Duration,
        handle: Arc<TaskHandle>,
        result: Result<Task, WaitError>,
    ) -> usize {
        let expiry = expiry(result.as_ref().ok(), unix_now);
        let place = self.kept.insert(Kept { handle, result });
        self.order.push(Reverse((expiry, self.next, place)));
        self.next += 1;
        place
    }

    /// Hands out the result whose files expire first, and where it was.
    pub(super) fn pop(&mut self) -> Option<(usize, Finished)> {
        let Reverse((_, _, place)) = self.order.pop()?;
        let Kept { handle, result } = self.kept.try_remove(place)?;
        Some((place, Finished { handle: Arc::unwrap_or_clone(handle), result }))
    }

    pub(super) fn task(&self, place: usize) -> Option<(&Arc<TaskHandle>, &Task)> {
        let Kept { handle, result } = self.kept.get(place)?;
        result.as_ref().ok().map(|task| (handle, task))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(super) fn handles(&self) -> impl Iterator<Item = &Arc<TaskHandle>> {
        self.kept.iter().map(|(_, kept)| &kept.handle)
    }
}

/// When its files expire, in Unix seconds. What has none, or does not tell, has its turn with those that ended now, so that
/// it neither pushes in nor waits for ever.
fn expiry(task: Option<&Task>, unix_now: Duration) -> i64 {
    let told = task
        .filter(|task| !task.outputs.is_empty())
        .and_then(|task| task.expires_at.or_else(|| task.completed_at.map(|at| at.saturating_add(LIFETIME))));
    told.unwrap_or_else(|| i64::try_from(unix_now.as_secs()).unwrap_or(i64::MAX).saturating_add(LIFETIME))
}

/// Files stay for 24 hours (`tasks/image-status`).
const LIFETIME: i64 = 86_400;
