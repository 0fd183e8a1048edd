//! Making films, async.

use toapis_types::TaskId;
use toapis_types::video::{ExtendRequest, RemixRequest, VideoRequest};

use crate::client::Client;
use crate::create::PreparedCreate;
use crate::error::Error;
use crate::outcome::{Completed, Submitted};
use crate::prepared::Draft;

/// The film side of a [`Client`]. Everything said at [`Images`](crate::Images) holds here too.
#[derive(Clone, Copy, Debug)]
pub struct Videos<'a> {
    client: &'a Client,
}

impl<'a> Videos<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Makes a film: creates the task and waits for it. Costs money.
    ///
    /// Takes a typed builder of [`types::video`](toapis_types::video) or an open [`VideoRequest`].
    ///
    /// # Errors
    ///
    /// As [`Images::run`](crate::Images::run).
    pub async fn run(&self, request: impl Into<VideoRequest>) -> Result<Completed, Error> {
        self.prepare(request)?.run().await
    }

    /// Creates a task and does not wait for it. Costs money.
    ///
    /// # Errors
    ///
    /// As [`Images::submit`](crate::Images::submit).
    pub async fn submit(&self, request: impl Into<VideoRequest>) -> Result<Submitted, Error> {
        self.prepare(request)?.submit().await
    }

    /// Makes a changed version of an earlier film, and waits for it. Costs money.
    ///
    /// # Errors
    ///
    /// As [`Images::run`](crate::Images::run).
    pub async fn remix(&self, video: &TaskId, request: impl Into<RemixRequest>) -> Result<Completed, Error> {
        self.prepare_remix(video, request)?.run().await
    }

    /// Makes an earlier film longer, and waits for the new one. Costs money.
    ///
    /// # Errors
    ///
    /// As [`Images::run`](crate::Images::run).
    pub async fn extend(
        &self,
        video: &TaskId,
        request: impl Into<ExtendRequest>,
    ) -> Result<Completed, Error> {
        self.prepare_extend(video, request)?.run().await
    }

    /// Checks and names a create without sending it, so that its ticket can be stored before money moves.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the request breaks a documented limit.
    pub fn prepare(&self, request: impl Into<VideoRequest>) -> Result<PreparedCreate, Error> {
        let inner = &self.client.inner;
        let draft = Draft::video(&inner.shared, request.into(), inner.now())?;
        Ok(PreparedCreate::new(self.client, draft))
    }

    /// Checks and names a [`remix`](Self::remix) without sending it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the request breaks a documented limit.
    pub fn prepare_remix(
        &self,
        video: &TaskId,
        request: impl Into<RemixRequest>,
    ) -> Result<PreparedCreate, Error> {
        let inner = &self.client.inner;
        let draft = Draft::remix(&inner.shared, video, &request.into(), inner.now())?;
        Ok(PreparedCreate::new(self.client, draft))
    }

    /// Checks and names an [`extend`](Self::extend) without sending it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the request breaks a documented limit.
    pub fn prepare_extend(
        &self,
        video: &TaskId,
        request: impl Into<ExtendRequest>,
    ) -> Result<PreparedCreate, Error> {
        let inner = &self.client.inner;
        let draft = Draft::extend(&inner.shared, video, &request.into(), inner.now())?;
        Ok(PreparedCreate::new(self.client, draft))
    }
}
