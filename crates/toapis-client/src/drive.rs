//! The async client's I/O: every byte it sends or receives passes here.

use toapis_transport::Response;

use crate::client::Inner;
use crate::config::Shared;
use crate::core::{Answer, Call};
use crate::error::Error;

impl Inner {
    /// Sends one request, once, and judges what comes back.
    pub(crate) async fn exchange<C: Call>(&self, call: &C) -> Result<C::Output, Error> {
        let request = call.request()?;
        tracing::debug!(method = %request.method(), path = request.uri().path(), "sending");
        let answer = match self.transport.send(request).await {
            Ok(response) => Ok(read(response, &self.shared).await),
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

    /// The wall clock, in Unix seconds.
    pub(crate) fn now(&self) -> i64 {
        i64::try_from(self.time.unix().as_secs()).unwrap_or(i64::MAX)
    }
}

async fn read(response: Response, shared: &Shared) -> Answer<'_> {
    let (head, mut body) = response.into_parts();
    Answer::new(head, body.read_to_end(shared.max_answer).await, &shared.api.key)
}
