//! A task in the hands of a client, async.

use toapis_types::{Task, TaskHandle};

use crate::client::Client;
use crate::download::{Saved, Target};
use crate::error::Error;
use crate::outcome::Completed;
use crate::wait::Wait;

/// A task and the client that looks after it, from [`Client::task`].
///
/// It holds no connection and no state of the task; keep the [handle](Self::handle) to find it again.
#[derive(Clone, Debug)]
pub struct RemoteTask {
    client: Client,
    handle: TaskHandle,
}

impl RemoteTask {
    pub(crate) fn new(client: &Client, handle: TaskHandle) -> Self {
        Self { client: client.clone(), handle }
    }

    /// What finds it again: plain data to store.
    pub fn handle(&self) -> &TaskHandle {
        &self.handle
    }

    /// Looks at it once, see [`Client::status`].
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn status(&self) -> Result<Task, Error> {
        self.client.status(&self.handle).await
    }

    /// Waits for it, see [`Client::wait`].
    pub fn wait<'a>(&self) -> Wait<'a> {
        self.client.wait(&self.handle)
    }

    /// Saves its results, without waiting for them: looks at it once, then see [`Client::download`].
    ///
    /// # Errors
    ///
    /// As of [`status`](Self::status) and [`Client::download`]; [`Error::NoResult`] when it is not finished,
    /// [`Error::TaskFailed`] when it failed.
    pub async fn download(&self, target: impl Into<Target>) -> Result<Vec<Saved>, Error> {
        let done = Completed::judge(self.handle.clone(), self.status().await?)?;
        self.client.download(&done, target).await
    }
}
