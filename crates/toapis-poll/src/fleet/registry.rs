//! What both drivers of a fleet share: who is watched for whom, and every decision about it. No clock, no runtime, no I/O.

mod answers;
mod turn;

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle, TaskId};

use super::early::Early;
use super::entry::Entry;
use super::finished::{Finished, Results};
use super::looks::Looks;
use super::new_task::NewTask;
use super::options::FleetOptions;
use super::schedule::Schedule;
use super::slots::TaskKey;
use super::watches::{Outcome, Seat, WatchId, Watches};
use crate::error::WaitError;
use crate::look_error::LookError;
use crate::wait::Reason;

pub(super) use turn::Turn;

/// A fleet without a driver. All times are monotonic, but those that are called `unix`.
///
/// Every change leaves it [stirred](Self::is_stirred): the driver then takes another [turn](Self::turn). Those it wants to
/// wake are in [`calls`](Self::take_calls).
#[derive(Debug)]
pub(super) struct Registry {
    schedule: Schedule,
    options: FleetOptions,
    batch: bool,
    /// By the index of their keys.
    tasks: Vec<Option<Entry>>,
    live: usize,
    /// How many of them will be handed out.
    kept: usize,
    places: HashMap<ById, Place>,
    looks: Looks,
    /// Tasks that are to be looked at once more without the schedule's asking, which takes them to be looked at already.
    owed: VecDeque<TaskKey>,
    watches: Watches,
    results: Results,
    early: Early,
    /// Who waits for a result to be handed out, and who for the end of all tasks.
    takers: BTreeSet<Seat>,
    idlers: BTreeSet<Seat>,
    calls: Vec<Seat>,
    next_seat: u64,
    /// The wall clock when the monotonic one shows zero.
    wall: Duration,
    refusal: Option<Arc<LookError>>,
    cancelled: bool,
    stirred: bool,
    /// When the driver said it would be back.
    promised: Option<Duration>,
}

/// What there is for one who takes results.
#[derive(Debug)]
pub(super) enum Next {
    Finished(Box<Finished>),
    /// None, and there will be none.
    Nothing,
    Wait,
}

impl Registry {
    pub(super) fn new(options: &FleetOptions) -> Self {
        Self {
            schedule: Schedule::new(options),
            options: options.clone(),
            batch: options.batch,
            tasks: Vec::new(),
            live: 0,
            kept: 0,
            places: HashMap::new(),
            looks: Looks::default(),
            owed: VecDeque::new(),
            watches: Watches::default(),
            results: Results::default(),
            early: Early::default(),
            takers: BTreeSet::new(),
            idlers: BTreeSet::new(),
            calls: Vec::new(),
            next_seat: 0,
            wall: Duration::ZERO,
            refusal: None,
            cancelled: false,
            stirred: false,
            promised: None,
        }
    }

    /// A place for one that waits.
    pub(super) fn seat(&mut self) -> Seat {
        self.next_seat += 1;
        Seat(self.next_seat)
    }

    /// Takes a task on, to be handed out by [`next`](Self::next).
    pub(super) fn add(&mut self, now: Duration, unix: Duration, handle: TaskHandle) -> Result<(), WaitError> {
        self.admit(&handle)?;
        self.wall = unix.saturating_sub(now);
        match self.places.get(handle.id.as_str()) {
            Some(Place::Live(key)) => {
                let key = *key;
                if let Some(entry) = self.entry_mut(key)
                    && !std::mem::replace(&mut entry.kept, true)
                {
                    self.kept += 1;
                }
                return Ok(());
            }
            Some(Place::Done(place)) if self.results.task(*place).is_some() => return Ok(()),
            _ => {}
        }
        if let Some(task) = self.early.take(&handle) {
            self.hand_out(now, Arc::new(handle), Ok(task));
            return Ok(());
        }
        let key = self.enter(now, unix, Arc::new(handle));
        if let Some(entry) = self.entry_mut(key) {
            entry.kept = true;
            self.kept += 1;
        }
        Ok(())
    }

    /// Waits for a task, which is taken on if need be.
    pub(super) fn watch(&mut self, now: Duration, unix: Duration, handle: TaskHandle) -> (WatchId, Seat) {
        let seat = self.seat();
        if let Err(error) = self.admit(&handle) {
            return (self.watches.settled(now, seat, Err(error)), seat);
        }
        let key = match self.places.get(handle.id.as_str()) {
            Some(Place::Live(key)) => Some(*key),
            Some(Place::Done(place)) => {
                if let Some((handle, task)) = self.results.task(*place) {
                    let outcome = Ok(((**handle).clone(), task.clone()));
                    return (self.watches.settled(now, seat, outcome), seat);
                }
                None
            }
            None => None,
        };
        let key = match (key, self.early.take(&handle)) {
            (Some(key), _) => key,
            (None, Some(task)) => return (self.watches.settled(now, seat, Ok((handle, task))), seat),
            (None, None) => self.enter(now, unix, Arc::new(handle)),
        };
        (self.watches.wait(now, seat, key), seat)
    }

    pub(super) fn set_deadline(&mut self, id: WatchId, deadline: Duration) {
        self.watches.set_deadline(id, deadline);
        self.stirred = true;
    }

    /// How a wait ended, once it has.
    pub(super) fn take(&mut self, id: WatchId) -> Option<Outcome> {
        self.watches.take(id)
    }

    /// Nobody wants this wait any more. A task that nobody else waits for is let go.
    pub(super) fn drop_watch(&mut self, id: WatchId) {
        let key = self.watches.task_of(id);
        self.watches.remove(id);
        if let Some(key) = key {
            self.let_go(key);
        }
    }

    /// Ends one wait before its task.
    pub(super) fn give_up(&mut self, now: Duration, id: WatchId, reason: Reason) {
        let Some(key) = self.watches.task_of(id) else { return };
        let begun = self.watches.begun(id);
        if let Some(error) = self.entry(key).map(|entry| entry.error(reason, now.saturating_sub(begun))) {
            self.calls.extend(self.watches.settle(id, Err(error)));
        }
        self.let_go(key);
    }

    /// What finds the task of a snapshot, while it is watched.
    pub(super) fn find(&self, task: &Task) -> Option<&TaskHandle> {
        let Place::Live(key) = self.place_of(task)? else { return None };
        self.entry(key).map(|entry| &*entry.handle)
    }

    /// Looks at a task out of its turn. Whether it is watched.
    pub(super) fn look_soon(&mut self, now: Duration, id: &TaskId) -> bool {
        let Some(Place::Live(key)) = self.places.get(id.as_str()).copied() else { return false };
        if self.schedule.begin(now, key) {
            if let Some(entry) = self.entry_mut(key) {
                entry.looks = entry.looks.saturating_add(1);
            }
            self.owed.push_back(key);
            self.stirred = true;
        }
        true
    }

    fn place_of(&self, task: &Task) -> Option<Place> {
        let ids = [Some(task.id.as_str()), task.other_id.as_ref().map(TaskId::as_str)];
        let mut names = ids.into_iter().chain([task.client_business_id.as_deref()]).flatten();
        names.find_map(|name| self.places.get(name)).copied()
    }

    /// Takes a snapshot from elsewhere. Whether it is of a task of this fleet.
    pub(super) fn tell(&mut self, now: Duration, task: &Task) -> bool {
        let Some(place) = self.place_of(task) else {
            if task.is_terminal() {
                self.early.hold(task);
            }
            return false;
        };
        if let Place::Live(key) = place {
            self.told(now, key, task.clone());
        }
        true
    }

    /// Lets a task go, whoever waits for it.
    pub(super) fn remove(&mut self, now: Duration, id: &TaskId) -> bool {
        let Some(Place::Live(key)) = self.places.get(id.as_str()).copied() else { return false };
        self.schedule.remove(key);
        if let Some(entry) = self.entry_mut(key)
            && std::mem::take(&mut entry.kept)
        {
            self.kept -= 1;
        }
        self.close(now, key, Err(Reason::Cancelled));
        true
    }

    /// Calls everything off, now and from now on.
    pub(super) fn cancel(&mut self, now: Duration) {
        if !std::mem::replace(&mut self.cancelled, true) {
            self.give_up_all(now, Reason::Cancelled);
        }
    }

    /// Looks again after the key was refused.
    pub(super) fn resume(&mut self) {
        self.schedule.resume();
        self.stirred = true;
    }

    /// The next result to be handed out. `seat` is called when there may be one.
    pub(super) fn next(&mut self, seat: Seat) -> Next {
        let Some((place, finished)) = self.results.pop() else {
            if self.kept == 0 {
                self.takers.remove(&seat);
                return Next::Nothing;
            }
            self.takers.insert(seat);
            return Next::Wait;
        };
        if let Some(Place::Done(found)) = self.places.get(finished.handle.id.as_str())
            && *found == place
        {
            self.places.remove(finished.handle.id.as_str());
        }
        self.takers.remove(&seat);
        self.call_takers();
        Next::Finished(Box::new(finished))
    }

    /// Whoever was called to take a result may not have done so.
    pub(super) fn leave(&mut self, seat: Seat) {
        self.idlers.remove(&seat);
        if !self.takers.remove(&seat) {
            self.call_takers();
        }
    }

    /// Whether no task is left. `seat` is called when that is so.
    pub(super) fn is_idle(&mut self, seat: Seat) -> bool {
        if self.live > 0 {
            self.idlers.insert(seat);
        }
        self.live == 0
    }

    /// Whether something happened since the last turn.
    pub(super) fn is_stirred(&self) -> bool {
        self.stirred
    }

    /// Those who are to be woken.
    pub(super) fn take_calls(&mut self) -> Vec<Seat> {
        std::mem::take(&mut self.calls)
    }

    pub(super) fn len(&self) -> usize {
        self.live
    }

    pub(super) fn is_refused(&self) -> bool {
        self.schedule.is_refused()
    }

    /// How a task stood when it was last seen.
    pub(super) fn snapshot(&self, id: &TaskId) -> Option<Task> {
        match self.places.get(id.as_str())? {
            Place::Live(key) => self.entry(*key)?.snapshot(),
            Place::Done(place) => self.results.task(*place).map(|(_, task)| task.clone()),
        }
    }

    /// What finds every task whose result nobody has taken yet, each once.
    pub(super) fn pending(&self) -> Vec<TaskHandle> {
        let live = self.tasks.iter().flatten().map(|entry| Arc::unwrap_or_clone(entry.best_handle()));
        let done = self.results.handles().map(|handle| (**handle).clone());
        let settled = self.watches.settled_handles().cloned();
        let mut known = BTreeSet::new();
        live.chain(done).chain(settled).filter(|handle| known.insert(handle.id.clone())).collect()
    }

    /// Whether a task may be taken on at all.
    fn admit(&self, handle: &TaskHandle) -> Result<(), WaitError> {
        let reason = match (&self.options.origin, &handle.origin) {
            (Some(own), Some(other)) if **own != **other => Reason::OtherOrigin,
            _ if self.cancelled => Reason::Cancelled,
            _ => return Ok(()),
        };
        Err(Entry::refused(handle.clone(), reason))
    }

    fn enter(&mut self, now: Duration, unix: Duration, handle: Arc<TaskHandle>) -> TaskKey {
        self.wall = unix.saturating_sub(now);
        let submitted = handle.submitted_at.map(|at| Duration::from_secs(u64::try_from(at).unwrap_or(0)));
        let age = submitted.map(|at| unix.saturating_sub(at));
        let task = NewTask::new(handle.kind).age(age);
        let task = handle.model.as_deref().map_or(task, |model| task.model(model));
        let key = self.schedule.add(now, task);
        self.places.insert(ById(Arc::clone(&handle)), Place::Live(key));
        if self.tasks.len() <= key.index() {
            self.tasks.resize_with(key.index() + 1, || None);
        }
        self.tasks[key.index()] = Some(Entry::new(now, key, handle));
        self.live += 1;
        self.stirred = true;
        key
    }

    /// Ends the watch over a task: everyone who waits for it is told, and what was added is handed out.
    fn close(&mut self, now: Duration, key: TaskKey, end: Result<Task, Reason>) {
        let Some(entry) = self.take_entry(key) else { return };
        let handle = entry.best_handle();
        while let Some(id) = self.watches.first_of(key) {
            let elapsed = now.saturating_sub(self.watches.begun(id));
            let outcome = match &end {
                Ok(task) => Ok(((*handle).clone(), task.clone())),
                Err(reason) => Err(entry.error(*reason, elapsed)),
            };
            self.calls.extend(self.watches.settle(id, outcome));
        }
        if entry.kept {
            let result = end.map_err(|reason| entry.error(reason, now.saturating_sub(entry.added)));
            self.hand_out(now, handle, result);
        }
    }

    fn hand_out(&mut self, now: Duration, handle: Arc<TaskHandle>, result: Result<Task, WaitError>) {
        let name = ById(Arc::clone(&handle));
        let place = self.results.push(self.wall.saturating_add(now), handle, result);
        self.places.insert(name, Place::Done(place));
        self.call_takers();
    }

    /// Lets go of a task that nobody waits for any more.
    fn let_go(&mut self, key: TaskKey) {
        if self.watches.first_of(key).is_none() && self.entry(key).is_some_and(|entry| !entry.kept) {
            self.schedule.remove(key);
            self.take_entry(key);
        }
    }

    fn give_up_all(&mut self, now: Duration, reason: Reason) {
        let keys: Vec<TaskKey> = self.tasks.iter().flatten().map(|entry| entry.key).collect();
        for key in keys {
            self.schedule.remove(key);
            self.close(now, key, Err(reason));
        }
    }

    fn entry(&self, key: TaskKey) -> Option<&Entry> {
        self.tasks.get(key.index())?.as_ref().filter(|entry| entry.key == key)
    }

    fn entry_mut(&mut self, key: TaskKey) -> Option<&mut Entry> {
        self.tasks.get_mut(key.index())?.as_mut().filter(|entry| entry.key == key)
    }

    fn take_entry(&mut self, key: TaskKey) -> Option<Entry> {
        let entry = self.tasks.get_mut(key.index())?.take_if(|entry| entry.key == key)?;
        self.places.remove(entry.handle.id.as_str());
        self.live -= 1;
        self.kept -= usize::from(entry.kept);
        if self.live == 0 {
            self.calls.extend(std::mem::take(&mut self.idlers));
        }
        self.call_takers();
        self.stirred = true;
        Some(entry)
    }

    /// One for a result; all of them when there will be none.
    fn call_takers(&mut self) {
        if !self.results.is_empty() {
            self.calls.extend(self.takers.pop_first());
        } else if self.kept == 0 {
            self.calls.extend(std::mem::take(&mut self.takers));
        }
    }
}

/// A handle that is found by its id.
#[derive(Debug)]
struct ById(Arc<TaskHandle>);

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for ById {}

impl Hash for ById {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.as_str().hash(state);
    }
}

impl Borrow<str> for ById {
    fn borrow(&self) -> &str {
        self.0.id.as_str()
    }
}

/// Where a task is.
#[derive(Clone, Copy, Debug)]
enum Place {
    Live(TaskKey),
    /// Among the results.
    Done(usize),
}
