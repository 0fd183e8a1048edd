//! All tasks: made, found, moved and ended.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use toapis_types::TaskKind;

use super::Caller;
use super::random::Random;
use super::task::{Ended, Failure, Making, Task};
use crate::asked::{Asked, MAX_RESULTS};
use crate::lifecycle::{Lifecycle, Pace};
use crate::webhooks::ReceiverUrl;

/// A checked create.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) making: Making,
    pub(crate) body: Value,
    /// The earlier task that is remixed or extended.
    pub(crate) source: Option<String>,
    /// How it moves, when the request says so itself.
    pub(crate) life: Option<Lifecycle>,
    /// Where its end is reported.
    pub(crate) callback: Option<ReceiverUrl>,
}

/// All tasks of an emulator.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub(crate) struct Tasks {
    lifecycle: Lifecycle,
    /// Life cycles of single models.
    models: BTreeMap<String, Lifecycle>,
    by_id: HashMap<String, Task>,
    /// All ids, the oldest first.
    order: Vec<String>,
    /// For each user, the tasks of each business id, the oldest first.
    business_ids: HashMap<u64, HashMap<String, Vec<String>>>,
    /// The tasks that the clock will end, the earliest first.
    due: BTreeSet<(Duration, u64, String)>,
}

/// How tasks are kept in a snapshot: the indexes are made anew.
#[derive(Serialize, Deserialize)]
struct Stored {
    lifecycle: Lifecycle,
    models: BTreeMap<String, Lifecycle>,
    tasks: Vec<Task>,
}

impl Tasks {
    pub(crate) fn new(lifecycle: Lifecycle) -> Self {
        Self { lifecycle, ..Self::default() }
    }

    /// How tasks created from now on move.
    pub(crate) fn lifecycle(&mut self) -> &mut Lifecycle {
        &mut self.lifecycle
    }

    /// How tasks of single models move.
    pub(crate) fn model_lifecycles(&mut self) -> &mut BTreeMap<String, Lifecycle> {
        &mut self.models
    }

    /// Makes a task out of an order. It counts for nothing until it is [inserted](Self::insert).
    pub(crate) fn make(&self, caller: &Caller, order: Order, now: Duration, random: &mut Random) -> Task {
        let Order { making, body, source, life, callback } = order;
        let asked = Asked::new(making.operation(), &body);
        let model = body.get("model").and_then(Value::as_str).unwrap_or_default().to_owned();
        let count = u32::try_from(asked.count()).unwrap_or(MAX_RESULTS).clamp(1, MAX_RESULTS);
        let tag = if making.kind() == TaskKind::Image { "img" } else { "vid" };
        let life =
            life.or_else(|| self.models.get(&model).cloned()).unwrap_or_else(|| self.lifecycle.clone());
        Task {
            id: format!("tsk_{tag}_{}", random.name(26)),
            number: self.order.len() as u64,
            making,
            user: caller.user,
            key: caller.key.clone(),
            business_id: asked.business_id().map(str::to_owned),
            seed: random.number(),
            credits: price(asked, making).saturating_mul(u64::from(count)),
            count,
            model,
            source,
            created: now,
            life,
            reads: 0,
            by_hand: None,
            ended: None,
            callback,
            body,
        }
    }

    pub(crate) fn insert(&mut self, task: Task) {
        if let Some(business_id) = &task.business_id {
            let ids = self.business_ids.entry(task.user).or_default().entry(business_id.clone()).or_default();
            ids.push(task.id.clone());
        }
        if let Some(due) = task.due() {
            self.due.insert((due, task.number, task.id.clone()));
        }
        self.order.push(task.id.clone());
        self.by_id.insert(task.id.clone(), task);
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Task> {
        self.by_id.get(id)
    }

    /// A task of a user that makes what is wanted, by its business id, the newest of several, or by its id.
    pub(crate) fn find(&self, user: u64, id: &str, fits: impl Fn(Making) -> bool) -> Option<&Task> {
        let named = self.business_ids.get(&user).and_then(|ids| ids.get(id));
        let named = named.into_iter().flatten().rev().filter_map(|id| self.by_id.get(id));
        let own = self.by_id.get(id).filter(|task| task.user == user);
        named.chain(own).find(|task| fits(task.making))
    }

    /// All tasks, the newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &Task> {
        self.order.iter().rev().filter_map(|id| self.by_id.get(id))
    }

    /// Counts a look, and tells whether this one ends the task.
    pub(crate) fn read(&mut self, id: &str) -> bool {
        let Some(task) = self.by_id.get_mut(id) else { return false };
        task.reads = task.reads.saturating_add(1);
        let is_last = matches!(task.life.pace, Pace::Reads(all) if task.reads >= all);
        is_last && task.ended.is_none() && task.by_hand.is_none()
    }

    /// When the clock ends the next task.
    pub(crate) fn next_due(&self) -> Option<Duration> {
        self.due.first().map(|(at, ..)| *at)
    }

    /// The next task that the clock has ended by now.
    pub(crate) fn pop_due(&mut self, now: Duration) -> Option<(Duration, String)> {
        let (at, ..) = self.due.first().filter(|(at, ..)| *at <= now)?;
        let at = *at;
        self.due.pop_first().map(|(.., id)| (at, id))
    }

    /// A task by its id or by the business id of any user, the newest of several.
    pub(crate) fn of_anyone(&self, id: &str) -> Option<&Task> {
        self.by_id.get(id).or_else(|| self.newest().find(|task| task.business_id.as_deref() == Some(id)))
    }

    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// Ends a task the way its life cycle says, unless it has ended before.
    pub(crate) fn end(&mut self, id: &str, at: Duration) -> bool {
        self.change(id, |task| task.end(at))
    }

    /// Takes a task out of the clock's hands and puts it into a stage.
    pub(crate) fn put(&mut self, id: &str, running: bool, progress: u8) {
        self.change(id, |task| task.by_hand = Some((running, progress)));
    }

    /// Ends a task by hand.
    pub(crate) fn end_by_hand(&mut self, id: &str, failure: Option<Failure>, at: Duration) {
        self.change(id, |task| task.ended = Some(Ended { at, failure }));
    }

    /// Changes a task that has not ended. The clock has no more say in it then.
    fn change(&mut self, id: &str, change: impl FnOnce(&mut Task)) -> bool {
        let Some(task) = self.by_id.get_mut(id).filter(|task| task.ended.is_none()) else { return false };
        if let Some(due) = task.due() {
            self.due.remove(&(due, task.number, task.id.clone()));
        }
        change(task);
        true
    }
}

impl From<Stored> for Tasks {
    fn from(stored: Stored) -> Self {
        let mut tasks = Self { lifecycle: stored.lifecycle, models: stored.models, ..Self::default() };
        stored.tasks.into_iter().for_each(|task| tasks.insert(task));
        tasks
    }
}

impl From<Tasks> for Stored {
    fn from(mut tasks: Tasks) -> Self {
        let in_order = tasks.order.iter().filter_map(|id| tasks.by_id.remove(id)).collect();
        Self { lifecycle: tasks.lifecycle, models: tasks.models, tasks: in_order }
    }
}

/// The price of one result in credits: the emulator's own numbers, growing with the resolution and the length, as
/// documented.
fn price(asked: Asked<'_>, making: Making) -> u64 {
    let resolution = asked.resolution().map(|word| word.to_ascii_lowercase());
    let step = |small: u64| match resolution.as_deref() {
        Some("0.5k") => small * 3 / 4,
        Some("2k" | "1080p" | "pro") => small * 3 / 2,
        Some("4k") => small * 3,
        _ => small,
    };
    match making {
        Making::Image => step(8),
        Making::Video | Making::Remix | Making::Extension => step(8) * u64::from(asked.seconds()),
        Making::Character => 4,
    }
}
