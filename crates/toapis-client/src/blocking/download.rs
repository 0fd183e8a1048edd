//! Downloads of the blocking client: the methods, and the I/O behind them.

use super::client::{Client, Inner};
use crate::download::{
    Fetch, FetchError, Next, Planned, Report, Saved, Sink, Target, pause_before_attempt, plan, save_inline,
};
use crate::error::Error;
use crate::outcome::Completed;

impl Client {
    /// Saves all results of a task. See [the async method](crate::Client::download).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn download(&self, done: &Completed, target: impl Into<Target>) -> Result<Vec<Saved>, Error> {
        let mut report = Report::new(&done.handle);
        for planned in plan(&done.handle, done.outputs(), &target.into()) {
            report.add(self.inner.save(&planned));
        }
        report.finish()
    }
}

impl Inner {
    /// Saves one result, trying again while that may help.
    fn save(&self, planned: &Planned<'_>) -> Result<Saved, FetchError> {
        let url = match planned.url() {
            Ok(url) => url,
            Err(inline) => return save_inline(planned, inline, self.shared.max_download),
        };
        let mut attempt = 1;
        loop {
            let error = match self.fetch(url, planned) {
                Ok(saved) => return Ok(saved),
                Err(error) => error,
            };
            let Some(pause) = pause_before_attempt(attempt, &error) else { return Err(error) };
            tracing::debug!(attempt, %error, "fetching a result failed, trying again");
            self.time.sleep(pause);
            attempt += 1;
        }
    }

    fn fetch(&self, url: &str, planned: &Planned<'_>) -> Result<Saved, FetchError> {
        let mut fetch = Fetch::new(url, &self.shared)?;
        loop {
            let (head, mut body) = self.transport.send(fetch.request())?.into_parts();
            match fetch.next(head.status, &head.headers, self.now())? {
                Next::Ask => {}
                Next::Read => {
                    let mut sink = Sink::open(planned, self.shared.max_download)?;
                    while let Some(piece) = body.chunk()? {
                        sink.write(&piece)?;
                    }
                    return sink.finish();
                }
            }
        }
    }
}
