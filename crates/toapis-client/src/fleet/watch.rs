//! The tasks of a client, watched together, async.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use toapis_poll::fleet::{Fleet as Tasks, FleetOptions, Watch as TaskWatch};
use toapis_poll::{CancelToken, LookError, TaskSource};
use toapis_types::{Task, TaskHandle, TaskId};

use super::finished::Finished;
use super::fleets::{Told, told};
#[cfg(any(feature = "image", feature = "video"))]
use super::into_create::IntoCreate;
use super::saving::Saving;
#[cfg(any(feature = "image", feature = "video"))]
use super::submit_all::SubmitAll;
use crate::client::Client;
use crate::core::StatusCall;
use crate::download::Target;
use crate::error::Error;
use crate::outcome::Completed;

/// Watches many tasks of a client on its query budget, from [`Client::fleet`]. Clones are one fleet.
///
/// Nothing runs by itself: whoever polls a [`Watch`], [`next`](Self::next) or [`run`](Self::run) drives it for all. Dropping
/// any of them loses neither a look nor a result.
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

    /// Ends all waits once the token is cancelled. **The tasks go on and are billed**; [`pending`](Self::pending) says which,
    /// before.
    pub fn cancel_with(self, token: &CancelToken) -> Self {
        let _ = self.inner.tasks.clone().cancel_with(token);
        self
    }

    /// Waits for one task, which is watched from this call on. Several waits for one task share its looks, and each gets
    /// the result.
    pub fn watch(&self, handle: impl Into<TaskHandle>) -> Watch {
        let handle = handle.into();
        if let Err(error) = StatusCall::new(&self.inner.client.inner.shared.api, &handle) {
            return Watch { watch: Err(Box::new(error)) };
        }
        let watch = self.inner.tasks.watch(&handle);
        self.catch_up(&handle);
        Watch { watch: Ok(watch) }
    }

    /// Takes a task on, which [`next`](Self::next) hands out when it ended. Adding it twice is harmless.
    ///
    /// # Errors
    ///
    /// [`Error::OtherOrigin`] when the handle belongs to another API, [`Error::Wait`] when the fleet was cancelled.
    pub fn add(&self, handle: impl Into<TaskHandle>) -> Result<(), Error> {
        let handle = handle.into();
        StatusCall::new(&self.inner.client.inner.shared.api, &handle)?;
        self.inner.tasks.add(&handle)?;
        self.catch_up(&handle);
        Ok(())
    }

    /// The next of the [added](Self::add) tasks that ended, each one once; of those that are there, the one whose results
    /// expire first. `None` when none is left.
    pub async fn next(&self) -> Option<Finished> {
        self.inner.tasks.next().await.map(Finished::judge)
    }

    /// Watches until no task is left, for those who wait elsewhere and are not polled.
    pub async fn run(&self) {
        self.inner.tasks.run().await;
    }

    /// Makes all that a list asks for and watches the tasks in this fleet: see [`SubmitAll`]. Costs money.
    #[cfg(any(feature = "image", feature = "video"))]
    pub fn submit_all<'a, R>(&self, requests: R) -> SubmitAll<'a, R::IntoIter>
    where
        R: IntoIterator<Item: IntoCreate>,
    {
        SubmitAll::new(self, requests.into_iter())
    }

    /// Saves the results of the [added](Self::add) tasks as they come in, named after each task, in one folder: four tasks
    /// at a time, those that expire next first. A [`Target`] that is not a folder is taken for one.
    ///
    /// ```no_run
    /// # async fn run(client: toapis_client::Client, handles: Vec<toapis_client::types::TaskHandle>) -> Result<(), toapis_client::Error> {
    /// let fleet = client.fleet();
    /// for handle in handles {
    ///     fleet.add(handle)?;
    /// }
    /// let mut saving = fleet.save_all("out");
    /// while let Some((handle, saved)) = saving.next().await {
    ///     match saved {
    ///         Ok(files) => println!("{}: {} files", handle.id, files.len()),
    ///         Err(error) => eprintln!("{}: {error}", handle.id),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn save_all(&self, dir: impl Into<Target>) -> Saving<'static, TaskHandle> {
        let fleet = self.clone();
        let finished = futures_util::stream::unfold(fleet, |fleet| async move {
            let Finished { handle, result } = fleet.next().await?;
            Some(((handle, result), fleet))
        });
        self.inner.client.save_all(finished, dir)
    }

    /// Takes a snapshot from elsewhere. One that shows the end ends all waits for its task at once. Whether the task is one
    /// of this fleet.
    ///
    /// Webhook events get here by themselves: see `webhooks`.
    pub fn tell(&self, task: &Task) -> bool {
        self.inner.tasks.tell(task)
    }

    /// Lets a task go: waits for it end with an [`Error::Wait`]. It goes on and is billed. Whether it was there.
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

    /// What finds every task whose result nobody has taken yet: plain data. Store it, and [add](Self::add) it to the fleet of
    /// another process.
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

/// A wait for one task of a [`Fleet`]: await it for the result, with the errors of a [single wait](crate::Wait). Without a
/// [deadline](Self::deadline) it waits however long it takes.
///
/// Dropping it leaves other waits for the same task alone. With the last one the task is let go, unless it was
/// [added](Fleet::add).
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
}

impl IntoFuture for Watch {
    type Output = Result<Completed, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let (handle, task) = self.watch.map_err(|error| *error)?.settle().await?;
            Completed::judge(handle, task)
        })
    }
}

/// Looks for a fleet, which has taken the permit.
struct Looker(Client);

#[async_trait]
impl TaskSource for Looker {
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        let inner = &self.0.inner;
        let look =
            async { inner.exchange_once(&StatusCall::new(&inner.shared.api, handle)?.permitted()).await };
        look.await.map_err(Error::into_look_error)
    }
}
