//! A task in the hands of a client, blocking.

use toapis_types::{Task, TaskHandle};

use super::client::Client;
use super::wait::Wait;
use crate::download::{Saved, Target};
use crate::error::Error;
use crate::outcome::Completed;

/// A task and the client that looks after it, from [`Client::task`]. See [the async one](crate::RemoteTask).
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
    pub fn status(&self) -> Result<Task, Error> {
        self.client.status(&self.handle)
    }

    /// Waits for it, see [`Client::wait`].
    pub fn wait<'a>(&self) -> Wait<'a> {
        self.client.wait(&self.handle)
    }

    /// Saves its results, without waiting for them: looks at it once, then see [`Client::download`].
    ///
    /// # Errors
    ///
    /// As [the async method](crate::RemoteTask::download).
    pub fn download(&self, target: impl Into<Target>) -> Result<Vec<Saved>, Error> {
        let done = Completed::judge(self.handle.clone(), self.status()?)?;
        self.client.download(&done, target)
    }
}
