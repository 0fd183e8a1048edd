//! What all calls of one client share: budgets, the circuit, retries, and who watches. Decisions only, no I/O.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};
use toapis_poll::budget::{BudgetState, Limits, Permit, SharedBudget};
use toapis_transport::{Delivery, TransportError};

use crate::attempt::{Attempt, AttemptOutcome};
use crate::circuit::Circuit;
use crate::core::{Answer, Bucket, Call, Repeat, retry_after};
use crate::error::Error;
use crate::retry::{RetryPolicy, RetryReserve, RetryState};

/// Is called with every attempt.
pub(crate) type Watch = Arc<dyn Fn(&Attempt) + Send + Sync>;

/// How the limits of a client stand, see [`Client::limits`](crate::Client::limits).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LimitsState {
    /// Creating tasks.
    pub submit: BudgetState,
    /// Status queries, lists and balances.
    pub query: BudgetState,
    /// The status that stopped creates, 401 or 402, while they are stopped.
    pub halted: Option<StatusCode>,
    /// The `X-RateLimit-…` headers of the last answer that had one, as they came. The documentation does not say what
    /// their numbers mean: only `Remaining` is acted upon, and only to slow down.
    pub headers: Vec<(&'static str, HeaderValue)>,
}

pub(crate) struct Sending {
    pub(crate) policy: RetryPolicy,
    submit: SharedBudget,
    query: SharedBudget,
    circuit: Circuit,
    reserve: RetryReserve,
    watch: Option<Watch>,
    headers: Mutex<[Option<HeaderValue>; HEADERS.len()]>,
}

/// One attempt that is under way.
#[derive(Clone, Copy)]
pub(crate) struct Started {
    number: u32,
    at: Duration,
    unix: i64,
}

impl Sending {
    pub(crate) fn new(submit: Limits, query: Limits, policy: RetryPolicy, watch: Option<Watch>) -> Self {
        Self {
            policy,
            submit: SharedBudget::new(submit),
            query: SharedBudget::new(query),
            circuit: Circuit::default(),
            reserve: RetryReserve::full(),
            watch,
            headers: Mutex::default(),
        }
    }

    /// The budget that a call draws on.
    pub(crate) fn budget(&self, bucket: Bucket) -> Option<&SharedBudget> {
        match bucket {
            Bucket::Submit => Some(&self.submit),
            Bucket::Query => Some(&self.query),
            Bucket::None => None,
        }
    }

    /// The budget of queries, for those who take their permits themselves.
    pub(crate) fn queries(&self) -> &SharedBudget {
        &self.query
    }

    /// The budget of creates.
    pub(crate) fn creates(&self) -> &SharedBudget {
        &self.submit
    }

    /// Whether a call may be made at all.
    pub(crate) fn admit(&self, repeat: Repeat, now: Duration) -> Result<(), Error> {
        if repeat == Repeat::Create { self.circuit.check(now) } else { Ok(()) }
    }

    /// The same after waiting for a permit: others may have been refused meanwhile.
    pub(crate) fn recheck(&self, repeat: Repeat, now: Duration) -> Result<(), Error> {
        if repeat == Repeat::Create { self.circuit.recheck(now) } else { Ok(()) }
    }

    /// An attempt is sent now.
    pub(crate) fn start(retry: &mut RetryState, now: Duration, unix: i64) -> Started {
        retry.begin(now);
        Started { number: retry.number(), at: now, unix }
    }

    /// Settles the permit, and hears what the answer says about limits.
    pub(crate) fn settle(
        &self,
        bucket: Bucket,
        permit: Option<Permit>,
        answer: Result<&Answer<'_>, &TransportError>,
        now: Duration,
        unix: i64,
    ) {
        match (permit, answer) {
            (Some(permit), Err(error)) if error.delivery() == Delivery::NotSent => permit.give_back(),
            (Some(permit), _) => permit.finish(now),
            (None, _) => {}
        }
        let Ok(answer) = answer else { return };
        let is_told_off =
            matches!(answer.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
        let has_limits = answer.headers.keys().any(|name| name.as_str().starts_with(LIMITS));
        // Nearly every answer has nothing to say about limits, and looking for each header costs more than this.
        if !is_told_off && !has_limits {
            return;
        }
        let Some(budget) = self.budget(bucket_of(&answer.headers).unwrap_or(bucket)) else { return };
        if let Some(left) = number(&answer.headers, REMAINING) {
            budget.remaining(now, left);
        }
        if is_told_off && let Some(wish) = retry_after(&answer.headers, unix) {
            budget.pause(now, self.policy.clamp(wish));
        }
        self.keep(&answer.headers);
    }

    /// Tells those who watch, and learns from it. Gives the attempt if it failed.
    pub(crate) fn conclude<C: Call>(
        &self,
        call: &C,
        started: Started,
        status: Option<StatusCode>,
        outcome: &Result<C::Output, Error>,
        now: Duration,
    ) -> Option<Attempt> {
        let Started { number, at, unix } = started;
        if call.repeat() == Repeat::Create {
            self.circuit.learn(outcome, now);
        }
        let failed = outcome.as_ref().err();
        if failed.is_none() {
            self.reserve.refill();
            self.watch.as_ref()?;
        }
        let request_id = failed.and_then(Error::request_id).map(str::to_owned);
        let (took, outcome) = (now.saturating_sub(at), AttemptOutcome::of(outcome));
        let attempt = Attempt { call: C::NAME, number, began: unix, took, outcome, status, request_id };
        if let Some(watch) = &self.watch {
            watch(&attempt);
        }
        failed.map(|_| attempt)
    }

    /// How long to rest before the call is made again, if it is.
    pub(crate) fn pause(&self, retry: &mut RetryState, error: &Error, now: Duration) -> Option<Duration> {
        retry.pause(&self.policy, &self.reserve, error, now)
    }

    pub(crate) fn state(&self, now: Duration) -> LimitsState {
        let kept = self.headers.lock().unwrap_or_else(PoisonError::into_inner);
        let headers = HEADERS.iter().zip(kept.iter());
        LimitsState {
            submit: self.submit.state(now),
            query: self.query.state(now),
            halted: self.circuit.is_open(now),
            headers: headers.filter_map(|(name, value)| Some((*name, value.clone()?))).collect(),
        }
    }

    pub(crate) fn resume_creates(&self) {
        self.circuit.close();
    }

    fn keep(&self, headers: &HeaderMap) {
        let found = HEADERS.map(|name| headers.get(name).cloned());
        if found.iter().any(Option::is_some) {
            *self.headers.lock().unwrap_or_else(PoisonError::into_inner) = found;
        }
    }
}

impl fmt::Debug for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").field("policy", &self.policy).finish_non_exhaustive()
    }
}

fn bucket_of(headers: &HeaderMap) -> Option<Bucket> {
    match headers.get("x-ratelimit-category")?.as_bytes() {
        b"async_submit" => Some(Bucket::Submit),
        b"async_query" => Some(Bucket::Query),
        _ => None,
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u32> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

/// What the names of [`HEADERS`] begin with.
const LIMITS: &str = "x-ratelimit-";
const REMAINING: &str = "x-ratelimit-remaining";
const HEADERS: [&str; 4] = ["x-ratelimit-limit", REMAINING, "x-ratelimit-reset", "x-ratelimit-category"];
