//! The async client's I/O: every byte it sends or receives passes here.

use toapis_poll::budget::Permit;
use toapis_transport::Response;
use tracing::Instrument as _;

use crate::attempt::AttemptOutcome;
use crate::client::Inner;
use crate::config::Shared;
use crate::core::{Answer, Call, Repeat};
use crate::error::Error;
use crate::retry::RetryState;
use crate::sending::Sending;

impl Inner {
    /// Makes a call, again where that is safe, and judges what comes back.
    pub(crate) async fn exchange<C: Call>(&self, call: &C) -> Result<C::Output, Error> {
        let mut retry = RetryState::new(call.repeat());
        loop {
            let error = match self.attempt(call, &mut retry).await {
                Ok(output) => return Ok(output),
                Err(error) => error,
            };
            let Some(pause) = self.shared.sending.pause(&mut retry, &error, self.time.monotonic()) else {
                return Err(error.with_attempts(retry.into_attempts()));
            };
            tracing::debug!(call = C::NAME, subject = call.subject(), ?pause, %error, "trying again");
            self.time.sleep(pause).await;
        }
    }

    /// Makes a call once: for those who decide themselves whether to make it again.
    pub(crate) async fn exchange_once<C: Call>(&self, call: &C) -> Result<C::Output, Error> {
        let mut retry = RetryState::new(Repeat::Never);
        let outcome = self.attempt(call, &mut retry).await;
        outcome.map_err(|error| error.with_attempts(retry.into_attempts()))
    }

    async fn attempt<C: Call>(&self, call: &C, retry: &mut RetryState) -> Result<C::Output, Error> {
        let (sending, bucket) = (&self.shared.sending, call.bucket());
        sending.admit(call.repeat(), self.time.monotonic())?;
        let permit = match sending.budget(bucket).filter(|_| !call.is_permitted()) {
            Some(budget) => Some(budget.take(&*self.time, call.class()).await),
            None => None,
        };
        let now = self.time.monotonic();
        let request = match sending.recheck(call.repeat(), now).and_then(|()| call.request()) {
            Ok(request) => request,
            Err(error) => {
                permit.into_iter().for_each(Permit::give_back);
                return Err(error);
            }
        };
        let span = tracing::debug_span!(
            "attempt",
            call = C::NAME,
            subject = call.subject(),
            number = retry.number(),
            outcome = tracing::field::Empty,
        );
        let started = Sending::start(retry, now, self.now());
        tracing::debug!(method = %request.method(), path = request.uri().path(), "sending");
        let exchange = async {
            // The transport itself, not the box as one: that would put its future into another box.
            match (*self.transport).send(request).await {
                Ok(response) => Ok(read(response, &self.shared).await),
                Err(error) => Err(error),
            }
        };
        let answer = exchange.instrument(span.clone()).await;
        match &answer {
            Ok(answer) => {
                tracing::debug!(status = answer.status.as_u16(), bytes = answer.body.len(), "answered");
            }
            Err(error) => tracing::debug!(%error, "no answer"),
        }
        let (now, unix) = (self.time.monotonic(), self.now());
        sending.settle(bucket, permit, answer.as_ref(), now, unix);
        let status = answer.as_ref().ok().map(|answer| answer.status);
        let outcome = call.judge(answer, unix);
        span.record("outcome", AttemptOutcome::of(&outcome).as_str());
        if let Some(failed) = sending.conclude(call, started, status, &outcome, now) {
            retry.add(failed);
        }
        outcome
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
