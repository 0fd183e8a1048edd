//! Making pictures, async.

use toapis_types::image::ImageRequest;

use crate::client::Client;
use crate::create::PreparedCreate;
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
    /// References that are a [`LocalFile`](toapis_types::LocalFile), a `data:` URL or base64 are uploaded first, once all
    /// that the catalogue can say against the request is said; see [`prepare`](Self::prepare).
    ///
    /// A create whose answer is lost is looked for by its business id, for about two minutes and without sending anything
    /// again; once found, the wait goes on as if nothing had happened.
    ///
    /// Dropping the future stops nothing that was sent: the task may exist and be charged, and the business id that finds
    /// it was only in the log, unless the request named one. Where a future may be dropped (`select!`, a timeout, an abort),
    /// [`prepare`](Self::prepare) first and keep the ticket.
    ///
    /// # Errors
    ///
    /// As [`submit`](Self::submit), then as [`Client::wait`]. Once the task exists, every error carries its handle.
    /// [`Error::Unknown`] means here that the look-up found nothing either.
    pub async fn run(&self, request: impl Into<ImageRequest>) -> Result<Completed, Error> {
        self.prepare(request)?.run().await
    }

    /// Creates a task and does not wait for it. Costs money.
    ///
    /// The business id is logged at info level before anything is sent, and the task id once it was accepted.
    ///
    /// Dropping the future stops nothing that was sent: the task may exist and be charged, and the business id that finds
    /// it was only in the log, unless the request named one. Where a future may be dropped (`select!`, a timeout, an abort),
    /// [`prepare`](Self::prepare) first and keep the ticket.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the request breaks a documented limit; [`Error::File`] and [`Error::Upload`] when a file of
    /// it cannot be used or was not uploaded; [`Error::NotSent`] and [`Error::Rejected`] when
    /// nothing was created; [`Error::Unknown`] with a ticket when nobody knows, which [`Client::recover`] takes.
    pub async fn submit(&self, request: impl Into<ImageRequest>) -> Result<Submitted, Error> {
        self.prepare(request)?.submit().await
    }

    /// Checks and names a create without sending it, so that its ticket can be stored before money moves.
    ///
    /// Nothing goes out: files in the request are looked at, with blocking calls, and uploaded by
    /// [`upload`](PreparedCreate::upload), or else before the create is sent.
    ///
    /// ```no_run
    /// # async fn run(client: toapis_client::Client) -> Result<(), toapis_client::Error> {
    /// use toapis_client::types::image::Gemini31FlashImage;
    ///
    /// let create = client.images().prepare(Gemini31FlashImage::new("A lighthouse at dusk"))?;
    /// println!("{:?}", create.ticket()); // store it: whatever happens now, this finds the task
    /// let done = create.run().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the request breaks a documented limit, [`Error::File`] when a file in it cannot be used.
    pub fn prepare(&self, request: impl Into<ImageRequest>) -> Result<PreparedCreate, Error> {
        let inner = &self.client.inner;
        let draft = Draft::image(&inner.shared, request.into(), inner.now())?;
        Ok(PreparedCreate::new(self.client, draft))
    }
}
