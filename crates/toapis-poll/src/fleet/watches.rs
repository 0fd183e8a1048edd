//! Who waits for which task.

use std::collections::BTreeSet;
use std::time::Duration;

use slab::Slab;
use toapis_types::{Task, TaskHandle};

use super::slots::TaskKey;
use crate::error::WaitError;

/// One that waits, and can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seat(pub(super) u64);

/// A wait for one task. Not to be used after it was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WatchId(usize);

/// How a wait ends.
pub(super) type Outcome = Result<(TaskHandle, Task), WaitError>;

#[derive(Debug, Default)]
pub(super) struct Watches {
    all: Slab<Watch>,
    by_task: BTreeSet<(TaskKey, WatchId)>,
    deadlines: BTreeSet<(Duration, WatchId)>,
}

#[derive(Debug)]
struct Watch {
    begun: Duration,
    seat: Seat,
    deadline: Option<Duration>,
    /// Its deadline was put off.
    is_forgiven: bool,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Waits(TaskKey),
    Settled(Box<Outcome>),
}

impl Watches {
    pub(super) fn wait(&mut self, now: Duration, seat: Seat, key: TaskKey) -> WatchId {
        let id = self.insert(now, seat, Stage::Waits(key));
        self.by_task.insert((key, id));
        id
    }

    /// One that is over before it began.
    pub(super) fn settled(&mut self, now: Duration, seat: Seat, outcome: Outcome) -> WatchId {
        self.insert(now, seat, Stage::Settled(Box::new(outcome)))
    }

    pub(super) fn set_deadline(&mut self, id: WatchId, deadline: Duration) {
        let Some(watch) = self.all.get_mut(id.0) else { return };
        if !matches!(watch.stage, Stage::Waits(_)) {
            return;
        }
        let at = watch.begun.saturating_add(deadline);
        if let Some(old) = watch.deadline.replace(at) {
            self.deadlines.remove(&(old, id));
        }
        self.deadlines.insert((at, id));
    }

    pub(super) fn first_deadline(&self) -> Option<Duration> {
        self.deadlines.first().map(|(at, _)| *at)
    }

    /// Puts the deadlines that have passed off until then, each wait's once.
    pub(super) fn put_off(&mut self, now: Duration, until: Duration) {
        let passed: Vec<WatchId> =
            self.deadlines.iter().take_while(|(at, _)| *at <= now).map(|(_, id)| *id).collect();
        for id in passed {
            let Some(watch) = self.all.get_mut(id.0).filter(|watch| !watch.is_forgiven) else { continue };
            watch.is_forgiven = true;
            if let Some(old) = watch.deadline.replace(until) {
                self.deadlines.remove(&(old, id));
            }
            self.deadlines.insert((until, id));
        }
    }

    /// One whose deadline has passed, and its task.
    pub(super) fn overdue(&self, now: Duration) -> Option<(WatchId, TaskKey)> {
        let (_, id) = *self.deadlines.first().filter(|(at, _)| *at <= now)?;
        self.task_of(id).map(|key| (id, key))
    }

    /// The task that it still waits for.
    pub(super) fn task_of(&self, id: WatchId) -> Option<TaskKey> {
        match self.all.get(id.0)?.stage {
            Stage::Waits(key) => Some(key),
            Stage::Settled(_) => None,
        }
    }

    pub(super) fn begun(&self, id: WatchId) -> Duration {
        self.all.get(id.0).map_or(Duration::ZERO, |watch| watch.begun)
    }

    /// One that waits for this task.
    pub(super) fn first_of(&self, key: TaskKey) -> Option<WatchId> {
        let (found, id) = *self.by_task.range((key, WatchId(0))..).next()?;
        (found == key).then_some(id)
    }

    /// Ends a wait; who is to be told.
    pub(super) fn settle(&mut self, id: WatchId, outcome: Outcome) -> Option<Seat> {
        self.unlink(id);
        let watch = self.all.get_mut(id.0)?;
        watch.stage = Stage::Settled(Box::new(outcome));
        Some(watch.seat)
    }

    /// How it ended; `None` while it has not. The wait is gone with it.
    pub(super) fn take(&mut self, id: WatchId) -> Option<Outcome> {
        if !matches!(self.all.get(id.0)?.stage, Stage::Settled(_)) {
            return None;
        }
        match self.all.try_remove(id.0)?.stage {
            Stage::Settled(outcome) => Some(*outcome),
            Stage::Waits(_) => None,
        }
    }

    /// Nobody waits any more.
    pub(super) fn remove(&mut self, id: WatchId) {
        self.unlink(id);
        self.all.try_remove(id.0);
    }

    /// The handles of what ended and was not taken yet.
    pub(super) fn settled_handles(&self) -> impl Iterator<Item = &TaskHandle> {
        self.all.iter().filter_map(|(_, watch)| match &watch.stage {
            Stage::Settled(outcome) => match &**outcome {
                Ok((handle, _)) => Some(handle),
                Err(error) => Some(error.handle()),
            },
            Stage::Waits(_) => None,
        })
    }

    fn insert(&mut self, begun: Duration, seat: Seat, stage: Stage) -> WatchId {
        WatchId(self.all.insert(Watch { begun, seat, deadline: None, is_forgiven: false, stage }))
    }

    fn unlink(&mut self, id: WatchId) {
        let Some(watch) = self.all.get_mut(id.0) else { return };
        if let Stage::Waits(key) = watch.stage {
            self.by_task.remove(&(key, id));
        }
        if let Some(at) = watch.deadline.take() {
            self.deadlines.remove(&(at, id));
        }
    }
}
