//! The blocking client's I/O: every byte it sends or receives passes here.

use toapis_transport::BlockingResponse;

use super::client::Inner;
use crate::config::Shared;
use crate::core::{Answer, Call};
use crate::download::{Fetch, FetchError, Next, Planned, Saved, Sink, pause_before_attempt, save_inline};
use crate::error::Error;

impl Inner {
    /// Sends one request, once, and judges what comes back.
    pub(crate) fn exchange<C: Call>(&self, call: &C) -> Result<C::Output, Error> {
        let request = call.request()?;
        tracing::debug!(method = %request.method(), path = request.uri().path(), "sending");
        let answer = match self.transport.send(request) {
            Ok(response) => Ok(read(response, &self.shared)),
            Err(error) => Err(error),
        };
        match &answer {
            Ok(answer) => {
                tracing::debug!(status = answer.status.as_u16(), bytes = answer.body.len(), "answered");
            }
            Err(error) => tracing::debug!(%error, "no answer"),
        }
        call.judge(answer, self.now())
    }

    /// Saves one result, trying again while that may help.
    pub(crate) fn save(&self, planned: &Planned<'_>) -> Result<Saved, FetchError> {
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

    /// The wall clock, in Unix seconds.
    pub(crate) fn now(&self) -> i64 {
        i64::try_from(self.time.unix().as_secs()).unwrap_or(i64::MAX)
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

fn read(response: BlockingResponse, shared: &Shared) -> Answer<'_> {
    let (head, mut body) = response.into_parts();
    Answer::new(head, body.read_to_end(shared.max_answer), &shared.api.key)
}
