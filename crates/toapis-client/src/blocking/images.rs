//! Making pictures, blocking.

use toapis_types::Ticket;
use toapis_types::catalog::Finding;
use toapis_types::image::ImageRequest;

use super::client::Client;
use crate::error::Error;
use crate::outcome::{Completed, Submitted};
use crate::prepared::Draft;

/// The picture side of a [`Client`].
#[derive(Clone, Copy, Debug)]
pub struct Images<'a> {
    client: &'a Client,
}

impl<'a> Images<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Makes a picture: creates the task and waits for it. Costs money.
    ///
    /// Takes a typed builder such as [`Gemini31FlashImage`](toapis_types::image::Gemini31FlashImage) or an open
    /// [`ImageRequest`].
    ///
    /// A create whose answer is lost is looked for by its business id, for about two minutes and without sending anything
    /// again; once found, the wait goes on as if nothing had happened.
    ///
    /// A process that dies here leaves a task that may be charged, and the business id that finds it was only in the log,
    /// unless the request named one. [`prepare`](Self::prepare) first, and keep the ticket, where that matters.
    ///
    /// # Errors
    ///
    /// As [`submit`](Self::submit), then as [`Client::wait`]. Once the task exists, every error carries its handle.
    /// [`Error::Unknown`] means here that the look-up found nothing either.
    pub fn run(&self, request: impl Into<ImageRequest>) -> Result<Completed, Error> {
        self.prepare(request)?.run()
    }

    /// Creates a task and does not wait for it. Costs money.
    ///
    /// The business id is logged at info level before anything is sent, and the task id once it was accepted.
    ///
    /// A process that dies here leaves a task that may be charged, and the business id that finds it was only in the log,
    /// unless the request named one. [`prepare`](Self::prepare) first, and keep the ticket, where that matters.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the request breaks a documented limit; [`Error::NotSent`] and [`Error::Rejected`] when
    /// nothing was created; [`Error::Unknown`] with a ticket when nobody knows, which [`Client::recover`] takes.
    pub fn submit(&self, request: impl Into<ImageRequest>) -> Result<Submitted, Error> {
        self.prepare(request)?.submit()
    }

    /// Checks and names a create without sending it, so that its ticket can be stored before money moves.
    ///
    /// ```no_run
    /// # fn run(client: toapis_client::blocking::Client) -> Result<(), toapis_client::Error> {
    /// use toapis_client::types::image::Gemini31FlashImage;
    ///
    /// let create = client.images().prepare(Gemini31FlashImage::new("A lighthouse at dusk"))?;
    /// println!("{:?}", create.ticket()); // store it: whatever happens now, this finds the task
    /// let done = create.run()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the request breaks a documented limit.
    pub fn prepare(&self, request: impl Into<ImageRequest>) -> Result<PreparedCreate, Error> {
        let inner = &self.client.inner;
        let draft = Draft::image(&inner.shared, request.into(), inner.now())?;
        Ok(PreparedCreate { client: self.client.clone(), draft })
    }
}

/// A create that was checked and named, and not sent yet.
#[derive(Debug)]
#[must_use = "nothing is sent until submit or run is called"]
pub struct PreparedCreate {
    client: Client,
    draft: Draft,
}

impl PreparedCreate {
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
    /// A process that dies here may have sent it: keep the [`ticket`](Self::ticket), and [`recover`](Client::recover) with it.
    ///
    /// # Errors
    ///
    /// As [`Images::submit`].
    pub fn submit(self) -> Result<Submitted, Error> {
        let inner = &self.client.inner;
        inner.exchange(&self.draft.call(&inner.shared, inner.now()))
    }

    /// Sends the create, once, and waits for the task. Costs money.
    ///
    /// A create whose answer is lost is looked for by its business id, for about two minutes and without sending anything
    /// again; once found, the wait goes on as if nothing had happened.
    ///
    /// # Errors
    ///
    /// As [`Images::run`].
    pub fn run(self) -> Result<Completed, Error> {
        let client = self.client.clone();
        let submitted = match self.submit() {
            Err(Error::Unknown { ticket, cause, .. }) => match client.recover(&ticket) {
                Ok(found) => found,
                Err(lost) => return Err(Error::Unknown { ticket, cause, looked_up: Some(Box::new(lost)) }),
            },
            outcome => outcome?,
        };
        client.wait(&submitted.handle).seen(submitted.task).run()
    }
}
