//! What both drivers of a fleet share: who is watched for whom, and every decision about it. No clock, no runtime, no I/O.

mod answers;

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle, TaskId};

use super::early::Early;
use super::entry::Entry;
use super::finished::{Finished, Results};
use super::looks::{About, Keys, Look, LookId, Looks};
use super::new_task::NewTask;
use super::news::{News, Supply};
use super::options::FleetOptions;
use super::order::Order;
use super::schedule::Schedule;
use super::slots::TaskKey;
use super::watches::{Outcome, Seat, WatchId, Watches};
use crate::error::WaitError;
use crate::look_error::LookError;
use crate::wait::Reason;

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
    /// When the driver said it would be back, and until when no wait ends because it was not.
    promised: Option<Duration>,
    grace: Duration,
}

/// What a driver does next.
#[derive(Debug)]
pub(super) enum Turn {
    /// Look, with the query that the supply said is there, and take another turn.
    Look(Look),
    /// Stop waiting for the answer of this look, and take another turn.
    BreakOff(LookId),
    /// Nothing, for this long or until something happens.
    Rest(Option<Duration>),
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
            grace: Duration::ZERO,
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

    /// What to do now. With supply, a look is taken to have been paid for.
    pub(super) fn turn(&mut self, now: Duration, supply: Supply) -> Turn {
        self.stirred = false;
        if let Some((id, keys)) = self.looks.overdue(now, self.options.look_timeout) {
            let limit = self.options.look_timeout;
            self.judge_all(now, keys.as_slice(), || Some(Err(LookError::timed_out(limit))));
            return Turn::BreakOff(id);
        }
        if self.schedule.is_refused() && !self.options.hold_when_refused {
            self.refuse_all(now);
        }
        self.forgive_oversleeping(now);
        while now >= self.grace
            && let Some((id, _)) = self.watches.overdue(now)
        {
            self.give_up(now, id, Reason::Deadline);
        }
        if let Some(look) = self.owed_look(now, supply) {
            return Turn::Look(look);
        }
        loop {
            let rest = match self.schedule.step(now, supply, News::None) {
                Order::Look(key) => match self.begin(now, key) {
                    Some(look) => return Turn::Look(look),
                    None => continue,
                },
                Order::End(key, end) => {
                    self.ended(now, key, end);
                    continue;
                }
                Order::Sleep(rest) => Some(rest),
                Order::Idle | Order::Refused => None,
            };
            let deadline = self.watches.first_deadline().map(|at| at.max(self.grace).saturating_sub(now));
            let owed = (!self.owed.is_empty() && supply.ready == 0).then_some(supply.next.max(SHORTEST_REST));
            let owed = owed.or_else(|| {
                Some(self.schedule.paused()).filter(|pause| !self.owed.is_empty() && !pause.is_zero())
            });
            self.stirred = false;
            let rest = [rest, deadline, owed].into_iter().flatten().min();
            self.promised = rest.map(|rest| now.saturating_add(rest));
            return Turn::Rest(rest);
        }
    }

    /// When the first look under way has taken as long as it may.
    pub(super) fn first_end_of_a_look(&self) -> Option<Duration> {
        self.looks.first_end(self.options.look_timeout)
    }

    /// Gives up all looks when no task is left to look at. Whether there were any.
    pub(super) fn drop_looks_when_idle(&mut self, now: Duration) -> bool {
        if self.live > 0 || self.looks.len() == 0 {
            return false;
        }
        let dropped: Vec<Keys> = self.looks.clear().collect();
        for key in dropped.iter().flat_map(Keys::as_slice) {
            self.step(now, News::Dropped(*key));
        }
        true
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

    /// What the schedule asked for; `None` when the task is not there any more.
    fn begin(&mut self, now: Duration, key: TaskKey) -> Option<Look> {
        if self.entry(key).is_none() {
            self.step(now, News::Dropped(key));
            return None;
        }
        let mut keys = vec![key];
        if self.batch {
            self.schedule.more(now, MOST_IN_A_BATCH, &mut keys);
        }
        for key in &keys {
            if let Some(entry) = self.entry_mut(*key) {
                entry.looks = entry.looks.saturating_add(1);
            }
        }
        if keys.len() == 1 {
            return self.look_at(now, key);
        }
        let handles = keys.iter().filter_map(|key| self.entry(*key)).map(|entry| (*entry.handle).clone());
        let about = About::Many(handles.collect());
        let id = self.looks.begin(now, Keys::Many(keys));
        Some(Look { id, about, limit: self.options.look_timeout })
    }

    fn look_at(&mut self, now: Duration, key: TaskKey) -> Option<Look> {
        let about = About::One(Arc::clone(&self.entry(key)?.handle));
        let id = self.looks.begin(now, Keys::One(key));
        Some(Look { id, about, limit: self.options.look_timeout })
    }

    fn owed_look(&mut self, now: Duration, supply: Supply) -> Option<Look> {
        if !self.schedule.paused().is_zero() {
            return None;
        }
        let most = usize::try_from(self.options.most_in_flight).unwrap_or(usize::MAX);
        while supply.ready > 0 && self.looks.len() < most {
            let key = self.owed.pop_front()?;
            match self.look_at(now, key) {
                Some(look) => return Some(look),
                None => self.step(now, News::Dropped(key)),
            }
        }
        None
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

    /// The key is not accepted, and all shall know why.
    fn refuse_all(&mut self, now: Duration) {
        if let Some(refusal) = self.refusal.take() {
            self.tasks.iter_mut().flatten().for_each(|entry| entry.refused_with(&refusal));
        }
        self.give_up_all(now, Reason::Refused);
        self.schedule.resume();
    }

    /// As a single wait does: a machine that was suspended over a deadline has not waited, and looks again for a minute.
    fn forgive_oversleeping(&mut self, now: Duration) {
        if self.promised.take().is_some_and(|promised| now.saturating_sub(promised) > OVERSLEPT) {
            self.grace = now.saturating_add(GRACE);
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

/// As many ids as the documentation mentions for one call.
const MOST_IN_A_BATCH: usize = 100;

/// Nothing but a suspended machine, or a reader who left, is so late.
const OVERSLEPT: Duration = Duration::from_secs(60);

/// How long a machine that was suspended over a deadline goes on.
const GRACE: Duration = Duration::from_secs(60);

/// Keeps a driver from spinning when a budget says "none, and the next one now".
const SHORTEST_REST: Duration = Duration::from_millis(1);
