//! A source that answers from a script, for both drivers, and writes down when it was asked.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use toapis_poll::time::{Clock, VirtualTime};
use toapis_poll::{
    BlockingTaskSource, BlockingWaiting, LookError, TaskSource, Waiting, wait_blocking, wait_with,
};
use toapis_types::{Task, TaskHandle, TaskId, TaskKind};

/// One answer of the script.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// A task with this status word and progress.
    Task(&'static str, Option<u8>),
    Lost(Option<Duration>),
    RateLimited(Option<Duration>),
    Gone,
    Refused,
}

/// Answers in order, the last one for ever; every look takes as long as told.
#[derive(Debug)]
pub(crate) struct Script {
    time: VirtualTime,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    answers: VecDeque<Answer>,
    /// From here on, the task is completed whatever the answers say.
    ends: Option<Duration>,
    looks: Vec<Duration>,
    takes: Duration,
}

impl Script {
    pub(crate) fn new(time: &VirtualTime, answers: impl IntoIterator<Item = Answer>) -> Self {
        let state = State {
            answers: answers.into_iter().collect(),
            ends: None,
            looks: Vec::new(),
            takes: Duration::ZERO,
        };
        Self { time: time.clone(), state: Mutex::new(state) }
    }

    /// Runs until the task is completed, this long from now.
    pub(crate) fn until(time: &VirtualTime, ends: Duration) -> Self {
        let script = Self::new(time, [QUEUED]);
        script.lock().ends = Some(time.monotonic() + ends);
        script
    }

    pub(crate) fn taking(self, takes: Duration) -> Self {
        self.lock().takes = takes;
        self
    }

    /// When each look began.
    pub(crate) fn looks(&self) -> Vec<Duration> {
        self.lock().looks.clone()
    }

    /// When each look began, in milliseconds.
    pub(crate) fn looks_ms(&self) -> Vec<u128> {
        self.looks().iter().map(Duration::as_millis).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        let mut state = self.lock();
        state.looks.push(self.time.monotonic());
        if !state.takes.is_zero() {
            self.time.advance(state.takes);
        }
        if state.ends.is_some_and(|ends| self.time.monotonic() >= ends) {
            return Ok(task(handle.id.as_str(), "completed", None));
        }
        let answer =
            if state.answers.len() > 1 { state.answers.pop_front() } else { state.answers.front().cloned() };
        match answer.expect("a script has at least one answer") {
            Answer::Task(status, progress) => Ok(task(handle.id.as_str(), status, progress)),
            Answer::Lost(retry_after) => {
                Err(LookError::lost("connection reset").with_retry_after(retry_after))
            }
            Answer::RateLimited(retry_after) => {
                Err(LookError::rate_limited("HTTP 429").with_retry_after(retry_after))
            }
            Answer::Gone => Err(LookError::gone("HTTP 404")),
            Answer::Refused => Err(LookError::refused("HTTP 401")),
        }
    }
}

#[async_trait]
impl TaskSource for Script {
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        self.answer(handle)
    }
}

impl BlockingTaskSource for Script {
    fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        self.answer(handle)
    }
}

impl Script {
    /// An async wait on this script for an image submitted right now.
    pub(crate) fn wait(&self) -> Waiting<'_> {
        wait_with(self.time.clone(), self, fresh(TaskKind::Image, &self.time)).seed(7)
    }

    /// The same, blocking.
    pub(crate) fn wait_blocking(&self) -> BlockingWaiting<'_> {
        wait_blocking(self, fresh(TaskKind::Image, &self.time)).time(self.time.clone()).seed(7)
    }
}

/// A handle that does not tell the age of its task.
pub(crate) fn handle(kind: TaskKind) -> TaskHandle {
    TaskHandle::new(kind, TaskId::new("tsk_1").expect("an id"))
}

/// A handle of a task that was submitted now.
pub(crate) fn fresh(kind: TaskKind, time: &VirtualTime) -> TaskHandle {
    aged(kind, time, 0)
}

/// A handle of a task that was submitted this many seconds ago.
pub(crate) fn aged(kind: TaskKind, time: &VirtualTime, seconds: i64) -> TaskHandle {
    let now = i64::try_from(time.unix().as_secs()).expect("a date");
    let mut handle = handle(kind);
    handle.submitted_at = Some(now - seconds);
    handle
}

pub(crate) fn task(id: &str, status: &str, progress: Option<u8>) -> Task {
    let progress = progress.map(|percent| format!(r#", "progress": {percent}"#)).unwrap_or_default();
    let body = format!(r#"{{"id": "{id}", "status": "{status}"{progress}}}"#);
    Task::from_slice(body.as_bytes()).expect("a task")
}

pub(crate) fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) const QUEUED: Answer = Answer::Task("queued", None);
pub(crate) const RUNNING: Answer = Answer::Task("in_progress", Some(10));
pub(crate) const COMPLETED: Answer = Answer::Task("completed", Some(100));
pub(crate) const FAILED: Answer = Answer::Task("failed", Some(100));
pub(crate) const LOST: Answer = Answer::Lost(None);
