//! A create that was checked and named, async.

use toapis_types::Ticket;
use toapis_types::catalog::Finding;

use crate::client::Client;
use crate::error::Error;
use crate::outcome::{Completed, Submitted};
use crate::prepared::Draft;

/// A create that was checked and named, and not sent yet.
#[derive(Debug)]
#[must_use = "nothing is sent until submit or run is awaited"]
pub struct PreparedCreate {
    client: Client,
    draft: Draft,
}

impl PreparedCreate {
    pub(crate) fn new(client: &Client, draft: Draft) -> Self {
        Self { client: client.clone(), draft }
    }

    /// What finds the task, should the answer be lost.
    pub fn ticket(&self) -> Ticket {
        self.draft.ticket(&self.client.inner.shared)
    }

    /// What the documentation says against this request without agreeing on it.
    pub fn warnings(&self) -> &[Finding] {
        &self.draft.warnings
    }

    /// The JSON that will be sent.
    pub fn body(&self) -> &serde_json::Value {
        &self.draft.body
    }

    /// Sends the create, once. Costs money.
    ///
    /// A dropped future may have sent it: keep the [`ticket`](Self::ticket), and [`recover`](Client::recover) with it.
    ///
    /// # Errors
    ///
    /// As [`Images::submit`](crate::Images::submit).
    pub async fn submit(self) -> Result<Submitted, Error> {
        let inner = &self.client.inner;
        inner.exchange(&self.draft.call(&inner.shared, inner.now())).await
    }

    /// Sends the create, once, and waits for the task. Costs money.
    ///
    /// A create whose answer is lost is looked for by its business id, for about two minutes and without sending anything
    /// again; once found, the wait goes on as if nothing had happened.
    ///
    /// # Errors
    ///
    /// As [`Images::run`](crate::Images::run).
    pub async fn run(self) -> Result<Completed, Error> {
        let client = self.client.clone();
        let submitted = match self.submit().await {
            Err(Error::Unknown { ticket, cause, .. }) => match client.recover(&ticket).await {
                Ok(found) => found,
                Err(lost) => return Err(Error::Unknown { ticket, cause, looked_up: Some(Box::new(lost)) }),
            },
            outcome => outcome?,
        };
        client.wait(&submitted.handle).seen(submitted.task).await
    }
}
