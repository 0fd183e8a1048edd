//! One result on its way to the disk, without I/O but that to the disk: what to do next, given what came.
//!
//! The drivers of both clients only send, sleep and look as a [`Step`] says, and tell what came of it.

use std::time::Duration;

use http::StatusCode;
use http::header::{DATE, HeaderMap};
use toapis_transport::{Request, TransportError};
use toapis_types::{OutputSource, Task};

use super::backoff::{After, Backoff, Now};
use super::error::FetchError;
use super::plan::Planned;
use super::resume::{Rest, Validator, content_length, judge_rest, whole_length};
use super::route::{Next, Route};
use super::run::Run;
use super::sink::{Sink, find_existing, save_inline};
use super::target::Saved;
use crate::config::Shared;
use crate::core::unix_seconds;

/// What to do next.
#[derive(Debug)]
pub(crate) enum Step {
    /// Send this and tell [`Work::head`], or [`Work::lost`].
    Send(Request),
    Sleep(Duration),
    /// Look at the task and tell [`Work::looked`].
    Look,
    Done(Result<Saved, FetchError>),
}

/// The work on one result.
pub(crate) struct Work<'a> {
    shared: &'a Shared,
    planned: &'a Planned<'a>,
    backoff: Backoff,
    /// None of both once the work is done.
    under_way: Option<UnderWay<'a>>,
    plan: Plan,
}

struct UnderWay<'a> {
    route: Route<'a>,
    sink: Sink<'a>,
    /// Of the file that the bytes so far are of.
    validator: Option<Validator>,
    /// How long that file is.
    total: Option<u64>,
    /// The version of the bytes that a killed process left, until an answer shows that the file is still that one.
    left: Option<u64>,
    /// Where a resumed request began.
    asked_from: Option<u64>,
    /// How much was there when this try began.
    before: u64,
    /// How far the host's clock is ahead of ours, in seconds.
    ahead: i64,
}

/// What [`Work::step`] says next.
enum Plan {
    Send,
    Sleep(Duration),
    /// Look, and sleep unless that brought another URL.
    Look(Duration),
    Done(Result<Saved, FetchError>),
    Over,
}

impl<'a> Work<'a> {
    /// The work on one result of a task whose files stay until `expires_at`, in Unix seconds.
    pub(crate) fn new(planned: &'a Planned<'a>, run: &'a Run, shared: &'a Shared, expires_at: i64) -> Self {
        match find_existing(planned, run).transpose() {
            None => {}
            Some(outcome) => return Self::with(shared, planned, expires_at, None, Plan::Done(outcome)),
        }
        let begun = match planned.source() {
            OutputSource::Url(url) => UnderWay::new(url, planned, run, shared).map(Some),
            OutputSource::Base64(text) => {
                let saved = save_inline(planned, text, run);
                return Self::with(shared, planned, expires_at, None, Plan::Done(saved));
            }
        };
        match begun {
            Ok(under_way) => Self::with(shared, planned, expires_at, under_way, Plan::Send),
            Err(error) => Self::with(shared, planned, expires_at, None, Plan::Done(Err(error))),
        }
    }

    fn with(
        shared: &'a Shared,
        planned: &'a Planned<'a>,
        expires_at: i64,
        under_way: Option<UnderWay<'a>>,
        plan: Plan,
    ) -> Self {
        let backoff = Backoff::new(expires_at, shared.download_patience, shared.sending.policy.jitter_seed());
        Self { shared, planned, backoff, under_way, plan }
    }

    /// What to do now.
    pub(crate) fn step(&mut self) -> Step {
        match std::mem::replace(&mut self.plan, Plan::Over) {
            Plan::Done(outcome) => Step::Done(outcome),
            Plan::Sleep(pause) => {
                self.plan = Plan::Send;
                Step::Sleep(pause)
            }
            Plan::Look(pause) => {
                self.plan = Plan::Look(pause);
                Step::Look
            }
            Plan::Send | Plan::Over => match &mut self.under_way {
                Some(under_way) => Step::Send(under_way.request()),
                None => Step::Done(Err(FetchError::BadUrl)),
            },
        }
    }

    /// The head of an answer came. Whether to read its body and hand it to [`piece`](Self::piece) and
    /// [`end`](Self::end); if not, the next step is due.
    pub(crate) fn head(&mut self, status: StatusCode, headers: &HeaderMap, now: Now) -> bool {
        let Some(under_way) = &mut self.under_way else { return false };
        match under_way.head(status, headers, now.unix) {
            Ok(Head::Read) => return true,
            Ok(Head::Ask) => self.plan = Plan::Send,
            Ok(Head::Complete) => self.complete(now),
            Err(error) => self.failed(error, now),
        }
        false
    }

    /// A piece of the body came. Whether to go on reading.
    pub(crate) fn piece(&mut self, bytes: &[u8], now: Now) -> bool {
        let Some(under_way) = &mut self.under_way else { return false };
        match under_way.sink.write(bytes) {
            Ok(()) => true,
            Err(error) => {
                self.failed(error, now);
                false
            }
        }
    }

    /// The body ended, or broke.
    pub(crate) fn end(&mut self, outcome: Result<(), TransportError>, now: Now) {
        match outcome {
            Ok(()) => self.complete(now),
            Err(error) => self.failed(error.into(), now),
        }
    }

    /// No answer came.
    pub(crate) fn lost(&mut self, error: TransportError, now: Now) {
        if self.under_way.as_mut().is_some_and(|under_way| under_way.route.turn(&error)) {
            tracing::debug!(%error, "the way to a file host is blocked, trying a mirror");
            self.plan = Plan::Send;
            return;
        }
        self.failed(error.into(), now);
    }

    /// The task was looked at, or that look was lost.
    pub(crate) fn looked(&mut self, task: Option<&Task>) {
        let pause = match self.plan {
            Plan::Look(pause) => pause,
            _ => Duration::ZERO,
        };
        self.plan = Plan::Sleep(pause);
        let (Some(under_way), Some(url)) =
            (&mut self.under_way, task.and_then(|task| self.planned.url_in(task)))
        else {
            return;
        };
        if under_way.route.begins_at(url) {
            return;
        }
        // A fresh URL that may not be fetched is no reason to give up the one that may.
        if let Ok(route) = Route::new(url, self.shared) {
            under_way.route = route;
            self.plan = Plan::Send;
        }
    }

    fn complete(&mut self, now: Now) {
        let Some(under_way) = &mut self.under_way else { return };
        match under_way.complete() {
            Ok(saved) => {
                self.under_way = None;
                self.plan = Plan::Done(Ok(saved));
            }
            Err(error) => self.failed(error, now),
        }
    }

    fn failed(&mut self, error: FetchError, now: Now) {
        let Some(under_way) = &mut self.under_way else { return };
        let now = Now { unix: now.unix.saturating_add(under_way.ahead), ..now };
        let gained = under_way.sink.written().saturating_sub(under_way.before);
        let place = self.planned.place;
        self.plan = match under_way.prepare_again(&error) {
            Ok(()) => match self.backoff.after(now, gained, error) {
                After::Pause(pause) => {
                    tracing::debug!(place, ?pause, "fetching a result failed, trying again");
                    Plan::Sleep(pause)
                }
                After::Look(pause) => Plan::Look(pause),
                After::End(error) => Plan::Done(Err(error)),
            },
            Err(disk) => Plan::Done(Err(disk)),
        };
        if matches!(self.plan, Plan::Done(_)) {
            // The unfinished file goes away with it.
            self.under_way = None;
        }
    }
}

enum Head {
    Read,
    Ask,
    Complete,
}

impl<'a> UnderWay<'a> {
    fn new(
        url: &str,
        planned: &'a Planned<'a>,
        run: &'a Run,
        shared: &'a Shared,
    ) -> Result<Self, FetchError> {
        let route = Route::new(url, shared)?;
        let sink = Sink::open(planned, run)?;
        let left = sink.left();
        Ok(Self { route, sink, validator: None, total: None, left, asked_from: None, before: 0, ahead: 0 })
    }

    fn request(&mut self) -> Request {
        let at = self.sink.written();
        self.before = at;
        let can_go_on = at > 0 && (self.validator.is_some() || self.left.is_some());
        self.asked_from = can_go_on.then_some(at);
        self.route.request(self.asked_from.map(|at| (at, self.validator.as_ref())))
    }

    fn head(&mut self, status: StatusCode, headers: &HeaderMap, unix: i64) -> Result<Head, FetchError> {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok()).and_then(unix_seconds);
        self.ahead = date.map_or(0, |date| date.saturating_sub(unix));
        if matches!(self.route.next(status, headers, unix)?, Next::Ask) {
            return Ok(Head::Ask);
        }
        if status == StatusCode::OK {
            self.sink.restart()?;
            self.before = 0;
            self.validator = Validator::of(headers);
            self.total = content_length(headers);
            self.left = None;
            self.sink.expect(self.total.unwrap_or(0))?;
            self.sink.begins(self.validator.as_ref(), self.total)?;
            return Ok(Head::Read);
        }
        if let Some(left) = self.left.take() {
            let (validator, total) = (Validator::of(headers), whole_length(headers));
            if self.sink.version(validator.as_ref(), total) == Some(left) {
                (self.validator, self.total) = (validator, total);
            } else {
                return self.begin_anew();
            }
        }
        let (Some(at), Some(validator)) = (self.asked_from, &self.validator) else {
            return Err(self.route.refusal(status, headers, unix));
        };
        match judge_rest(status.as_u16(), headers, at, validator, self.total) {
            Rest::Follows { length, total } => {
                self.total = total;
                self.sink.expect(length)?;
                Ok(Head::Read)
            }
            Rest::Complete => Ok(Head::Complete),
            Rest::Other => self.begin_anew(),
        }
    }

    fn begin_anew(&mut self) -> Result<Head, FetchError> {
        tracing::debug!("what follows is of another file, beginning anew");
        self.forget()?;
        self.route.again();
        Ok(Head::Ask)
    }

    fn complete(&mut self) -> Result<Saved, FetchError> {
        let written = self.sink.written();
        if self.total.is_some_and(|total| total != written) {
            return Err(FetchError::CutOff { bytes: written });
        }
        self.sink.finish()
    }

    /// Keeps the bytes that another try can go on from, and no others.
    fn prepare_again(&mut self, error: &FetchError) -> Result<(), FetchError> {
        self.route.begin();
        let written = self.sink.written();
        let is_short = self.total.is_none_or(|total| written < total);
        let may_go_on = match error {
            FetchError::Transport(_) | FetchError::Status { .. } => is_short,
            FetchError::CutOff { .. } => self.total.is_some_and(|total| written < total),
            _ => false,
        };
        if may_go_on && (self.validator.is_some() || self.left.is_some()) { Ok(()) } else { self.forget() }
    }

    fn forget(&mut self) -> Result<(), FetchError> {
        self.validator = None;
        self.total = None;
        self.left = None;
        if self.sink.written() > 0 { self.sink.restart() } else { Ok(()) }
    }
}
