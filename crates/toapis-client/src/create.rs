//! A create that was checked and named, async.

use toapis_types::catalog::Finding;
use toapis_types::{Ticket, Upload};

use crate::client::Client;
use crate::core::Watch;
use crate::error::Error;
use crate::outcome::{Completed, Submitted};
use crate::prepared::Draft;
use crate::upload::UploadFile;

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

    /// Makes it the next attempt of a create that was lost, by order: **both may be charged**, for nobody knows what became of
    /// the first. [Recover](Client::recover) first; that costs nothing, however often.
    ///
    /// It gets a business id of its own, such as `order-7-r2-0a1b2c3d` after `order-7`, in place of any that it had, so that a
    /// look-up never confuses the two, nor two resubmits of one ticket: each call of this is an order of its own. Its [`ticket`](Self::ticket) names the lost one in [`resubmit_of`](Ticket::resubmit_of): keep both.
    /// Should this one be lost as well, the next attempt takes its ticket, not the first one's. The request is yours to give
    /// again, since a ticket holds none.
    ///
    /// ```no_run
    /// # #[cfg(feature = "image")]
    /// # async fn run(client: toapis_client::Client, request: toapis_client::types::image::ImageRequest, lost: toapis_client::types::Ticket) -> Result<(), toapis_client::Error> {
    /// let again = client.images().prepare(request)?.resubmit_of(&lost);
    /// println!("{}, instead of {}", again.ticket().business_id, lost.business_id);
    /// let submitted = again.submit().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn resubmit_of(mut self, lost: &Ticket) -> Self {
        self.draft.resubmit(lost, &self.client.inner.shared);
        self
    }

    /// Sends it even if this client sent the same request a short time ago, see
    /// [`Config::refuse_duplicates`](crate::Config::refuse_duplicates): **both are charged**. Without that setting it changes
    /// nothing.
    pub fn allow_duplicate(mut self) -> Self {
        self.draft.may_be_duplicate = true;
        self
    }

    /// What the documentation says against this request without agreeing on it.
    pub fn warnings(&self) -> &[Finding] {
        &self.draft.warnings
    }

    /// The JSON that will be sent. In place of a file that is not uploaded yet it holds a URL of the form that the upload
    /// will give.
    pub fn body(&self) -> &serde_json::Value {
        &self.draft.body
    }

    /// The local files and inline data of the request, in the order of its body: all that is uploaded for it.
    pub fn files(&self) -> impl Iterator<Item = &UploadFile> {
        self.draft.files()
    }

    /// What was uploaded for it so far, in the order of its body.
    pub fn uploads(&self) -> impl Iterator<Item = &Upload> {
        self.draft.uploads()
    }

    /// Uploads the [`files`](Self::files) now, and puts their URLs into the [`body`](Self::body). Costs nothing, as far as
    /// the documentation says. [`submit`](Self::submit) and [`run`](Self::run) do it by themselves.
    ///
    /// # Errors
    ///
    /// [`Error::Upload`], which names the file. It can be called again; what is uploaded already stays so.
    pub async fn upload(&mut self) -> Result<(), Error> {
        let pending = self.draft.pending();
        if pending.is_empty() {
            return Ok(());
        }
        match Box::pin(self.client.upload_all(&pending)).await {
            Ok(uploads) => self.draft.attach(uploads),
            Err(error) => {
                self.draft.attach(error.uploads().to_vec());
                return Err(error);
            }
        }
        Ok(())
    }

    /// Uploads the [`files`](Self::files), if there are any, and sends the create, once. Costs money. Without all of them
    /// no create is sent.
    ///
    /// A dropped future may have sent it: keep the [`ticket`](Self::ticket), and [`recover`](Client::recover) with it.
    ///
    /// # Errors
    ///
    /// As [`Images::submit`](crate::Images::submit).
    pub async fn submit(self) -> Result<Submitted, Error> {
        self.submit_watched(None).await
    }

    /// Uploads the [`files`](Self::files), if there are any, sends the create, once, and waits for the task. Costs money.
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

    /// The same as [`submit`](Self::submit), as one of very many when somebody watches.
    pub(crate) async fn submit_watched(mut self, watch: Option<&Watch<'_>>) -> Result<Submitted, Error> {
        self.upload().await?;
        let inner = &self.client.inner;
        let intent = self.draft.intend(&inner.shared, inner.time.monotonic());
        let intent = intent.map_err(|error| error.after_uploads(self.draft.uploads()))?;
        let call = self.draft.call(&inner.shared, inner.now()).noting(intent.as_ref());
        let call = match watch {
            Some(watch) => call.in_bulk(watch),
            None => call,
        };
        let outcome = inner.exchange(&call).await;
        if let Some(intent) = intent {
            intent.settle(&outcome, inner.time.monotonic());
        }
        outcome.map_err(|error| error.after_uploads(self.draft.uploads()))
    }

    pub(crate) fn into_draft(self) -> Draft {
        self.draft
    }
}
