//! Downloads of the async client: the methods, and the I/O behind them.

use super::{
    Fetch, FetchError, Next, Planned, Report, Saved, Sink, Target, pause_before_attempt, plan, save_inline,
};
use crate::client::{Client, Inner};
use crate::error::Error;
use crate::outcome::Completed;

impl Client {
    /// Saves all results of a task. Files that exist are left alone unless the [`Target`] says otherwise.
    ///
    /// A file has its name only once it is synced and passed these checks: it is not empty, as long as was announced, no
    /// text such as a web page or JSON, and a PNG, JPEG, WebP, MP4, MOV, AVIF or HEIF file reaches the end that
    /// its own format names. What fails them is fetched again, up to three times. Nothing is decoded, so that damage
    /// within a file goes unnoticed, and so does a cut in another format where no length was announced. Bytes that are
    /// no text and no known picture or film are kept, with a warning: see [`Saved::is_media`].
    ///
    /// Files are written and checked with blocking calls between the pieces of the download and at its end.
    ///
    /// # Errors
    ///
    /// [`Error::Download`], which says what was saved and what was not. Nothing is lost before the results expire.
    pub async fn download(&self, done: &Completed, target: impl Into<Target>) -> Result<Vec<Saved>, Error> {
        let mut report = Report::new(&done.handle);
        for planned in plan(&done.handle, done.outputs(), &target.into()) {
            report.add(self.inner.save(&planned).await);
        }
        report.finish()
    }
}

impl Inner {
    /// Saves one result, trying again while that may help.
    async fn save(&self, planned: &Planned<'_>) -> Result<Saved, FetchError> {
        let url = match planned.url() {
            Ok(url) => url,
            Err(inline) => return save_inline(planned, inline, self.shared.max_download),
        };
        let mut attempt = 1;
        loop {
            let error = match self.fetch(url, planned).await {
                Ok(saved) => return Ok(saved),
                Err(error) => error,
            };
            let Some(pause) = pause_before_attempt(attempt, &error) else { return Err(error) };
            tracing::debug!(attempt, %error, "fetching a result failed, trying again");
            self.time.sleep(pause).await;
            attempt += 1;
        }
    }

    async fn fetch(&self, url: &str, planned: &Planned<'_>) -> Result<Saved, FetchError> {
        let mut fetch = Fetch::new(url, &self.shared)?;
        loop {
            let (head, mut body) = self.transport.send(fetch.request()).await?.into_parts();
            match fetch.next(head.status, &head.headers, self.now())? {
                Next::Ask => {}
                Next::Read => {
                    let mut sink = Sink::open(planned, self.shared.max_download)?;
                    while let Some(piece) = body.chunk().await? {
                        sink.write(&piece)?;
                    }
                    return sink.finish();
                }
            }
        }
    }
}
