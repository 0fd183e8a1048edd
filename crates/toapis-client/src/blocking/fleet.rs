//! The tasks of a client, watched together, blocking.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use toapis_poll::fleet::{BlockingFleet as Tasks, BlockingWatch as TaskWatch, FleetOptions};
use toapis_poll::{BlockingTaskSource, CancelToken, LookError};
use toapis_types::{Task, TaskHandle, TaskId};

use super::client::Client;
#[cfg(any(feature = "image", feature = "video"))]
use super::submit_all::SubmitAll;
use crate::core::StatusCall;
use crate::download::{Saved, Target};
use crate::error::Error;
#[cfg(any(feature = "image", feature = "video"))]
use crate::fleet::IntoCreate;
use crate::fleet::{Finished, Told, told};
use crate::outcome::Completed;

/// Watches many tasks of a client on its query budget, from [`Client::fleet`]. Clones are one fleet. See
/// [the async one](crate::fleet::Fleet).
///
/// The threads that wait make the looks, one at a time each, for whichever task is due, and there are no others.
#[derive(Clone)]
pub struct Fleet {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) client: Client,
    pub(super) tasks: Tasks,
}

impl Fleet {
    pub(crate) fn new(client: &Client, change: impl FnOnce(FleetOptions) -> FleetOptions) -> Self {
        let inner = &client.inner;
        let options = change(inner.shared.fleet_options());
        let tasks = Tasks::new(Looker(client.clone()), Arc::clone(&inner.time), options)
            .budget(inner.shared.sending.queries().clone());
        let fleet = Arc::new(Inner { client: client.clone(), tasks });
        let told: Arc<dyn Told> = Arc::clone(&fleet) as _;
        inner.shared.fleets.join(&told);
        Self { inner: fleet }
    }

    /// Ends all waits once the token is cancelled, see [the async method](crate::fleet::Fleet::cancel_with).
    pub fn cancel_with(self, token: &CancelToken) -> Self {
        let _ = self.inner.tasks.clone().cancel_with(token);
        self
    }

    /// Waits for one task, which is watched from this call on: see [the async method](crate::fleet::Fleet::watch).
    pub fn watch(&self, handle: impl Into<TaskHandle>) -> Watch {
        let handle = handle.into();
        if let Err(error) = StatusCall::new(&self.inner.client.inner.shared.api, &handle) {
            return Watch { watch: Err(Box::new(error)) };
        }
        let watch = self.inner.tasks.watch(&handle);
        self.catch_up(&handle);
        Watch { watch: Ok(watch) }
    }

    /// Takes a task on, which [`next`](Self::next) hands out when it ended.
    ///
    /// # Errors
    ///
    /// As [the async method](crate::fleet::Fleet::add).
    pub fn add(&self, handle: impl Into<TaskHandle>) -> Result<(), Error> {
        let handle = handle.into();
        StatusCall::new(&self.inner.client.inner.shared.api, &handle)?;
        self.inner.tasks.add(&handle)?;
        self.catch_up(&handle);
        Ok(())
    }

    /// Blocks until the next of the [added](Self::add) tasks ended, each one once; of those that are there, the one whose results
    /// expire first. `None` when none is left.
    pub fn next(&self) -> Option<Finished> {
        self.inner.tasks.next().map(Finished::judge)
    }

    /// Watches until no task is left, with this thread and as many more as it takes to have `threads`.
    pub fn run(&self, threads: usize) {
        self.inner.tasks.run(threads);
    }

    /// Makes all that a list asks for and watches the tasks in this fleet: see [`SubmitAll`]. Costs money.
    #[cfg(any(feature = "image", feature = "video"))]
    pub fn submit_all<'a, R>(&self, requests: R) -> SubmitAll<'a, R::IntoIter>
    where
        R: IntoIterator<Item: IntoCreate>,
    {
        SubmitAll::new(self, requests.into_iter())
    }

    /// Saves the results of the [added](Self::add) tasks as they come in, named after each task, in one folder, and returns
    /// once none is left. A [`Target`] that is not a folder is taken for one.
    ///
    /// This thread and as many more as it takes to have `threads` watch and save, one task at a time each, those that expire
    /// next first; the others end with it. `each` is told of every task; a panic in it comes out of here once all are
    /// done.
    ///
    /// ```no_run
    /// # fn run(client: toapis_client::blocking::Client, handles: Vec<toapis_client::types::TaskHandle>) -> Result<(), toapis_client::Error> {
    /// let fleet = client.fleet();
    /// for handle in handles {
    ///     fleet.add(handle)?;
    /// }
    /// fleet.save_all("out", 4, |handle, saved| match saved {
    ///     Ok(files) => println!("{}: {} files", handle.id, files.len()),
    ///     Err(error) => eprintln!("{}: {error}", handle.id),
    /// });
    /// # Ok(())
    /// # }
    /// ```
    pub fn save_all(
        &self,
        dir: impl Into<Target>,
        threads: usize,
        each: impl Fn(&TaskHandle, Result<Vec<Saved>, Error>) + Sync,
    ) {
        let target = dir.into().into_folder();
        let work = || {
            while let Some(Finished { handle, result, .. }) = self.next() {
                let saved = result.and_then(|done| self.inner.client.download(&done, target.clone()));
                each(&handle, saved);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
    }

    /// Takes a snapshot from elsewhere, see [the async method](crate::fleet::Fleet::tell).
    pub fn tell(&self, task: &Task) -> bool {
        self.inner.tasks.tell(task)
    }

    /// Lets a task go, see [the async method](crate::fleet::Fleet::remove).
    pub fn remove(&self, id: &TaskId) -> bool {
        self.inner.tasks.remove(id)
    }

    /// How many tasks are watched.
    pub fn len(&self) -> usize {
        self.inner.tasks.len()
    }

    /// Whether no task is watched. There may be results that nobody has taken yet.
    pub fn is_empty(&self) -> bool {
        self.inner.tasks.is_empty()
    }

    /// What finds every task whose result nobody has taken yet, see [the async method](crate::fleet::Fleet::pending).
    pub fn pending(&self) -> Vec<TaskHandle> {
        self.inner.tasks.pending()
    }

    /// How a task of this fleet stood when it was last seen.
    pub fn snapshot(&self, id: &TaskId) -> Option<Task> {
        self.inner.tasks.snapshot(id)
    }

    /// Whether the service does not accept the key, and the tasks are [held](FleetOptions::hold_when_refused).
    pub fn is_refused(&self) -> bool {
        self.inner.tasks.is_refused()
    }

    /// Looks again after the key was [refused](Self::is_refused).
    pub fn resume(&self) {
        self.inner.tasks.resume();
    }

    /// Takes what a webhook told before the task was known here.
    fn catch_up(&self, handle: &TaskHandle) {
        self.inner.client.inner.shared.fleets.catch_up(&*self.inner, handle);
    }
}

told!(Inner);

impl fmt::Debug for Fleet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fleet")
            .field("client", &self.inner.client)
            .field("tasks", &self.len())
            .finish_non_exhaustive()
    }
}

/// A wait for one task of a [`Fleet`]: see [the async one](crate::fleet::Watch).
#[must_use = "dropping it lets the task go"]
#[derive(Debug)]
pub struct Watch {
    watch: Result<TaskWatch, Box<Error>>,
}

impl Watch {
    /// When to stop waiting, counted from when the wait was made. The task goes on.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { watch: self.watch.map(|watch| watch.deadline(deadline)) }
    }

    /// Ends the wait once the token is cancelled. The task goes on and is billed.
    pub fn cancel_with(self, token: &CancelToken) -> Self {
        Self { watch: self.watch.map(|watch| watch.cancel_with(token)) }
    }

    #[cfg(any(feature = "image", feature = "video"))]
    pub(super) fn into_tasks(self) -> Result<TaskWatch, Error> {
        self.watch.map_err(|error| *error)
    }

    /// Blocks until the task ended.
    ///
    /// # Errors
    ///
    /// As of a [single wait](crate::blocking::Wait::run).
    pub fn wait(self) -> Result<Completed, Error> {
        let (handle, task) = self.watch.map_err(|error| *error)?.settle()?;
        Completed::judge(handle, task)
    }
}

/// Looks for a fleet, which has taken the permit.
struct Looker(Client);

impl BlockingTaskSource for Looker {
    fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        self.look_within(handle, Duration::MAX)
    }

    fn look_within(&self, handle: &TaskHandle, limit: Duration) -> Result<Task, LookError> {
        let inner = &self.0.inner;
        let look =
            || inner.exchange_once(&StatusCall::new(&inner.shared.api, handle)?.permitted().within(limit));
        look().map_err(Error::into_look_error)
    }
}
