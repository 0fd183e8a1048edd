//! Everything an emulator remembers, and the rules by which it changes.

mod accounts;
mod agenda;
mod avatars;
mod describe;
mod gallery;
mod moves;
mod outputs;
mod random;
mod snapshot;
mod task;
mod tasks;
mod uploads;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use toapis_types::TaskId;
use tokio::sync::{Notify, RwLock};

use crate::clock::EmulatorClock;
use crate::faults::Faults;
use crate::ledger::{Charge, Ledger};
use crate::lifecycle::Lifecycle;
use crate::limits::{Category, Group, Limits, RateLimits, Verdict};
use crate::paint::{Painting, Reference};
use crate::requests::RequestLog;
use crate::server::Desk;
use crate::webhooks::{CallbackRefusal, EndedTask, Event, ReceiverUrl, TaskEnd, Webhooks};

pub(crate) use accounts::{Denied, KEY_PREFIX, Key, Purse, UNITS_PER_CREDIT, in_credits, is_own_key};
pub(crate) use avatars::{Asset, Check, Group as AvatarGroup, LINK_LIFE};
pub(crate) use moves::Move;
pub use moves::MoveError;
pub(crate) use outputs::{LAYERS, Output, Shows, outputs};
pub(crate) use random::Random;
pub(crate) use task::{Making, Task};
pub(crate) use tasks::{Order, Tasks};
pub(crate) use uploads::{FileBytes, Upload};

pub(crate) use accounts::Accounts;
pub(crate) use avatars::Avatars;
use describe::describe;
use gallery::Gallery;
use uploads::Uploads;

/// Shared by all handlers of one emulator.
#[derive(Debug)]
pub(crate) struct World {
    /// The key of the first user.
    pub(crate) key: String,
    /// `http://127.0.0.1:port`.
    pub(crate) base_url: String,
    /// Where results and uploads are: another port.
    pub(crate) files_url: String,
    pub(crate) settings: Settings,
    pub(crate) clock: EmulatorClock,
    pub(crate) ledger: Ledger,
    pub(crate) faults: Faults,
    pub(crate) requests: RequestLog,
    pub(crate) gallery: Gallery,
    /// Where chat calls are answered.
    pub(crate) chat: Arc<Desk>,
    /// Told when a delivery may be due.
    due: Notify,
    /// Shared by all deliveries under way, and held alone by whoever moves time: a retry counts from the end of the attempt
    /// before, so time waits for that.
    turn: Arc<RwLock<()>>,
    /// How it began, for a reset.
    start: Start,
    state: Mutex<State>,
}

/// How an emulator begins, and begins again after a reset.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub(crate) lifecycle: Lifecycle,
    pub(crate) users: Vec<User>,
    pub(crate) seed: Option<u64>,
    pub(crate) limits: RateLimits,
}

/// A user to begin with.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) key: String,
    pub(crate) group: Group,
    pub(crate) credits: u64,
}

/// What does not change while an emulator runs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings {
    /// Whether requests are taken that the catalogue speaks against.
    pub(crate) loose: bool,
    /// How the codes of errors are spelled.
    pub(crate) spelling: Spelling,
}

/// How the task and account pages spell the code of an error: their examples show the HTTP status as a number, their
/// tables a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spelling {
    /// `{"code": 404, "type": "not_found_error", …}`, as in the examples.
    #[default]
    Numbers,
    /// `{"code": "task_not_found", …}`, as in the tables.
    Words,
}

/// What an emulator remembers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct State {
    random: Random,
    accounts: Accounts,
    limits: Limits,
    tasks: Tasks,
    uploads: Uploads,
    avatars: Avatars,
    webhooks: Webhooks,
}

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) key: String,
    pub(crate) user: u64,
    /// The only models that the key may call; `None` for all.
    pub(crate) models: Option<Vec<String>>,
}

impl Caller {
    /// Whether the key may call a model.
    pub(crate) fn may_call(&self, model: &str) -> bool {
        self.models.as_ref().is_none_or(|models| models.iter().any(|known| known == model))
    }
}

impl State {
    fn new(start: &Start, now: Duration) -> Self {
        let mut accounts = Accounts::default();
        for User { name, key, group, credits } in &start.users {
            accounts.add_user(name, *group, *credits, key.clone(), now.as_secs());
        }
        Self {
            random: Random::new(start.seed),
            accounts,
            limits: Limits::new(start.limits.clone()),
            tasks: Tasks::new(start.lifecycle.clone()),
            uploads: Uploads::new(),
            avatars: Avatars::default(),
            webhooks: Webhooks::default(),
        }
    }
}

impl World {
    pub(crate) fn new(urls: [String; 2], settings: Settings, clock: EmulatorClock, start: Start) -> Self {
        let [base_url, files_url] = urls;
        let key = start.users.first().map(|user| user.key.clone()).unwrap_or_default();
        let state = Mutex::new(State::new(&start, clock.now()));
        let seed = start.seed.unwrap_or_else(|| fastrand::u64(..));
        Self {
            key,
            base_url,
            files_url,
            settings,
            ledger: Ledger::default(),
            faults: Faults::new(seed),
            requests: RequestLog::new(clock.clone()),
            gallery: Gallery::default(),
            chat: Arc::new(Desk::new(seed)),
            clock,
            due: Notify::new(),
            turn: Arc::default(),
            start,
            state,
        }
    }

    /// Forgets everything but the settings; with a seed, ids and pictures repeat from here. The clock goes on from where it is,
    /// or from the time that is given: then times repeat as well.
    pub(crate) async fn reset(&self, seed: Option<u64>, at: Option<Duration>) {
        // What is being delivered belongs to the past; it is over before the log begins anew.
        let _alone = self.turn.write().await;
        let start = Start { seed: seed.or(self.start.seed), ..self.start.clone() };
        let seed = start.seed.unwrap_or_else(|| fastrand::u64(..));
        let mut state = self.state();
        if let Some(at) = at {
            self.clock.set(at);
        }
        *state = State::new(&start, self.clock.now());
        drop(state);
        self.ledger.reset();
        self.faults.restore(Faults::new(seed).state());
        self.chat.restore(Desk::new(seed).state());
        self.requests.clear();
        self.gallery.clear();
    }

    /// Who a key belongs to.
    pub(crate) fn authorize(&self, key: &str) -> Result<Caller, Denied> {
        let state = self.state();
        let found = state.accounts.authorize(key, self.clock.now())?;
        Ok(Caller { key: key.to_owned(), user: found.user, models: found.models.clone() })
    }

    /// Brings tasks up to the present: what the clock has ended since ends now, in order, each at its own time.
    pub(crate) fn catch_up(&self) {
        let now = self.clock.now();
        let mut state = self.state();
        while let Some((at, id)) = state.tasks.pop_due(now) {
            self.end(&mut state, &id, at);
        }
    }

    /// Ends a task the way its life cycle says.
    fn end(&self, state: &mut State, id: &str, at: Duration) {
        if state.tasks.end(id, at) {
            self.report_end(state, id);
        }
    }

    /// What follows from the end of a task: a failed one is given its price back, and an event goes out.
    fn report_end(&self, state: &mut State, id: &str) {
        let Some(task) = state.tasks.get(id) else { return };
        let Some(ended) = &task.ended else { return };
        let result = match &ended.failure {
            None => Ok(describe::result(task, &self.files_url)),
            Some(failure) => {
                state.accounts.refund(&task.key, task.credits, task.created);
                self.ledger.refund(id, ended.at.as_secs());
                Err(failure)
            }
        };
        let Some(callback) = &task.callback else { return };
        let report = EndedTask {
            task_id: &task.id,
            client_business_id: task.business_id.as_deref(),
            kind: task.making.kind(),
            model: &task.model,
            end: match &result {
                Ok(result) => TaskEnd::Completed(result),
                Err(failure) => TaskEnd::Failed { code: &failure.code, message: &failure.message },
            },
            submitted_at: task.created.as_secs(),
            finished_at: ended.at.as_secs(),
        };
        let event = Event::of_task(&report, state.random.rng(), ended.at);
        state.webhooks.queue(&task.user.to_string(), callback, &event, ended.at);
        self.due.notify_one();
    }

    /// Accepts a create whose body was checked, and charges it.
    pub(crate) fn accept(&self, caller: &Caller, order: Order) -> Result<Value, Denied> {
        let now = self.clock.now();
        let mut guard = self.state();
        let state = &mut *guard;
        let task = state.tasks.make(caller, order, now, &mut state.random);
        state.accounts.charge(&task.key, &task.model, task.credits, now)?;
        if let Some(task_id) = TaskId::new(&task.id) {
            let user = state.accounts.users.get(&task.user);
            self.ledger.add(Charge {
                task_id,
                business_id: task.business_id.clone(),
                user: user.map(|user| user.name.clone()).unwrap_or_default(),
                model: task.model.clone(),
                credits: task.credits,
                at: now.as_secs(),
                refunded_at: None,
            });
        }
        let id = task.id.clone();
        state.tasks.insert(task);
        // An instant task has ended before its answer is written.
        while let Some((at, id)) = state.tasks.pop_due(now) {
            self.end(state, &id, at);
        }
        // Its end is now the next thing to wait for, perhaps.
        self.due.notify_one();
        let task = state.tasks.get(&id);
        Ok(task.map(|task| describe(task, now, &self.files_url)).unwrap_or_default())
    }

    /// What a status call answers. Each one counts, for life cycles that go by reads.
    pub(crate) fn look(&self, caller: &Caller, id: &str, fits: impl Fn(Making) -> bool) -> Option<Value> {
        let now = self.clock.now();
        let mut state = self.state();
        let id = state.tasks.find(caller.user, id, fits)?.id.clone();
        if state.tasks.read(&id) {
            self.end(&mut state, &id, now);
        }
        state.tasks.get(&id).map(|task| describe(task, now, &self.files_url))
    }

    /// The id of a user by name; of the first one without a name.
    pub(crate) fn user_id(&self, name: Option<&str>) -> Option<String> {
        let state = self.state();
        let found = state.accounts.users.iter().find(|(_, user)| name.is_none_or(|name| user.name == name));
        found.map(|(id, _)| id.to_string())
    }

    /// A task of a user that makes what is wanted, by its id or its business id.
    pub(crate) fn task(&self, user: u64, id: &str, fits: impl Fn(Making) -> bool) -> Option<Task> {
        self.state().tasks.find(user, id, fits).cloned()
    }

    /// The task and the file that a path of the result host names.
    pub(crate) fn output(&self, path: &str) -> Option<(Task, Output)> {
        let id = path.split('/').nth(2)?;
        let task = self.state().tasks.get(id)?.clone();
        let output = outputs(&task).into_iter().find(|output| output.path == path)?;
        task.ended.as_ref().is_some_and(|ended| ended.failure.is_none()).then_some((task, output))
    }

    /// Keeps an upload and names it.
    pub(crate) fn store_upload(
        &self,
        caller: &Caller,
        media_type: &str,
        extension: &str,
        bytes: Bytes,
    ) -> Upload {
        let now = self.clock.now().as_secs();
        let mut state = self.state();
        let suffix = state.random.name(8).to_ascii_lowercase();
        let folder = if media_type.starts_with("video/") { "videos/" } else { "" };
        let upload = Upload {
            id: format!("upload_{suffix}"),
            path: format!("/uploads/{}/{folder}{now}_{suffix}.{extension}", caller.user),
            media_type: media_type.to_owned(),
            bytes: FileBytes(bytes),
        };
        state.uploads.insert(upload.path.clone(), upload.clone());
        upload
    }

    /// An upload by its whole URL. The port is not looked at: after a restore it may be another one.
    pub(crate) fn upload_at(&self, url: &str) -> Option<Upload> {
        let (host, path) = url.strip_prefix("http://127.0.0.1:")?.split_once('/')?;
        host.parse::<u16>().ok()?;
        self.upload(&format!("/{path}"))
    }

    /// An upload by the path of its URL.
    pub(crate) fn upload(&self, path: &str) -> Option<Upload> {
        self.state().uploads.get(path).cloned()
    }

    /// Counts a request against its user's rate limits.
    pub(crate) fn admit(&self, caller: &Caller, category: Category) -> Verdict {
        let state = &mut *self.state();
        let group = state.accounts.users.get(&caller.user).map_or(Group::Default, |user| user.group);
        state.limits.admit(&caller.user.to_string(), group, category, self.clock.now())
    }

    /// Where the end of a task is to be reported.
    pub(crate) fn check_callback(
        &self,
        caller: &Caller,
        callback_url: Option<&str>,
    ) -> Result<Option<ReceiverUrl>, CallbackRefusal> {
        self.state().webhooks.check_callback(&caller.user.to_string(), callback_url)
    }

    /// What was scripted to go wrong and has not, in requests and in deliveries.
    pub(crate) fn unfired(&self) -> Option<String> {
        let mut found: Vec<String> = self.faults.verify().err().iter().map(ToString::to_string).collect();
        let waiting = self.state().webhooks.scripted();
        if !waiting.is_empty() {
            found.push(format!("faults of deliveries that met no event: {waiting:?}"));
        }
        (!found.is_empty()).then(|| found.join("\n"))
    }

    /// Changes or reads the webhooks. What is due afterwards is sent.
    pub(crate) fn webhooks<T>(&self, use_it: impl FnOnce(&mut Webhooks, &mut Random) -> T) -> T {
        let used = {
            let state = &mut *self.state();
            use_it(&mut state.webhooks, &mut state.random)
        };
        self.due.notify_one();
        used
    }

    /// Changes or reads the rate limits.
    pub(crate) fn limits<T>(&self, use_it: impl FnOnce(&mut Limits) -> T) -> T {
        use_it(&mut self.state().limits)
    }

    /// Changes or reads the accounts.
    pub(crate) fn accounts<T>(&self, use_it: impl FnOnce(&mut Accounts, &mut Random) -> T) -> T {
        let state = &mut *self.state();
        use_it(&mut state.accounts, &mut state.random)
    }

    /// Changes or reads the avatars.
    pub(crate) fn avatars<T>(&self, use_it: impl FnOnce(&mut Avatars, &mut Random) -> T) -> T {
        let state = &mut *self.state();
        use_it(&mut state.avatars, &mut state.random)
    }

    /// Changes or reads the tasks.
    pub(crate) fn tasks<T>(&self, use_it: impl FnOnce(&mut Tasks) -> T) -> T {
        use_it(&mut self.state().tasks)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Held for a few look-ups only; a panic in one cannot leave the maps broken.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The picture that one result of a task shows.
pub(crate) fn painting_of<'a>(task: &'a Task, index: u32, references: &'a [Reference]) -> Painting<'a> {
    let asked = task.asked();
    let is_image = task.making == Making::Image;
    let (width, height) = if is_image { asked.picture_pixels() } else { asked.film_pixels() };
    Painting {
        prompt: asked.prompt(),
        seed: task.seed.wrapping_add(u64::from(index)),
        width,
        height,
        model: &task.model,
        references,
    }
}
