//! The blocking client's I/O: every byte it sends or receives passes here.

use toapis_poll::budget::Permit;
use toapis_transport::BlockingResponse;

use super::client::Inner;
use crate::attempt::AttemptOutcome;
use crate::config::Shared;
use crate::core::{Answer, Call, Repeat};
use crate::error::Error;
use crate::retry::RetryState;
use crate::sending::Sending;

impl Inner {
    /// Makes a call, again where that is safe, and judges what comes back.
    pub(crate) fn exchange<C: Call>(&self, call: &C) -> Result<C::Output, Error> {
        let mut retry = RetryState::new(call.repeat());
        loop {
            let error = match self.attempt(call, &mut retry) {
                Ok(output) => return Ok(output),
                Err(error) => error,
            };
            let Some(pause) = self.shared.sending.pause(&mut retry, &error, self.time.monotonic()) else {
                return Err(error.with_attempts(retry.into_attempts()));
            };
            tracing::debug!(call = C::NAME, subject = call.subject(), ?pause, %error, "trying again");
            self.time.sleep(pause);
        }
    }

    /// Makes a call once: for those who decide themselves whether to make it again.
    pub(crate) fn exchange_once<C: Call>(&self, call: &C) -> Result<C::Output, Error> {
        let mut retry = RetryState::new(Repeat::Never);
        let outcome = self.attempt(call, &mut retry);
        outcome.map_err(|error| error.with_attempts(retry.into_attempts()))
    }

    fn attempt<C: Call>(&self, call: &C, retry: &mut RetryState) -> Result<C::Output, Error> {
        let (sending, bucket) = (&self.shared.sending, call.bucket());
        sending.admit(call.repeat(), self.time.monotonic())?;
        let budget = sending.budget(bucket).filter(|_| !call.is_permitted());
        let permit = budget.map(|budget| budget.take_blocking(&*self.time, call.class()));
        let request =
            match sending.recheck(call.repeat(), self.time.monotonic()).and_then(|()| call.request()) {
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
        let started = Sending::start(retry, self.time.monotonic(), self.now());
        tracing::debug!(method = %request.method(), path = request.uri().path(), "sending");
        let answer = span.in_scope(|| match self.transport.send(request) {
            Ok(response) => Ok(read(response, &self.shared)),
            Err(error) => Err(error),
        });
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

fn read(response: BlockingResponse, shared: &Shared) -> Answer<'_> {
    let (head, mut body) = response.into_parts();
    Answer::new(head, body.read_to_end(shared.max_answer), &shared.api.key)
}
