//! What is remembered of one task beside its place in the schedule.

use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle};

use super::slots::TaskKey;
use crate::error::{Parts, WaitError};
use crate::look_error::{LookError, LookErrorKind};
use crate::wait::Reason;

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: TaskKey,
    /// With the kind under which it is looked at.
    pub(super) handle: Arc<TaskHandle>,
    pub(super) added: Duration,
    pub(super) looks: u32,
    lost: u32,
    /// Whether it is handed out when it ends, and watched until then.
    pub(super) kept: bool,
    other_kind: OtherKind,
    /// The last one as it was sent: a task that is read takes ten times as much memory as its text.
    snapshot: Option<Box<str>>,
    look_error: Option<Arc<LookError>>,
}

/// What an answer means for one task.
#[derive(Debug)]
pub(super) enum Judged {
    /// It is to be looked at as the other kind first.
    LookAgain,
    Seen(Box<Task>),
    Missed(Arc<LookError>),
}

/// Whether the task was looked for as the other kind.
#[derive(Debug)]
enum OtherKind {
    Untried,
    /// It is being looked at as the other kind; this is what was said of the one that was asked for.
    OnTrial(Box<LookError>),
    Settled,
}

impl Entry {
    pub(super) fn new(now: Duration, key: TaskKey, handle: Arc<TaskHandle>) -> Self {
        Self {
            key,
            handle,
            added: now,
            looks: 0,
            lost: 0,
            kept: false,
            other_kind: OtherKind::Untried,
            snapshot: None,
            look_error: None,
        }
    }

    /// Takes the answer of a look.
    pub(super) fn judge(&mut self, result: Result<Task, LookError>) -> Judged {
        let error = match self.with_other_kind(result) {
            None => {
                self.looks = self.looks.saturating_add(1);
                return Judged::LookAgain;
            }
            Some(Ok(task)) => {
                self.seen(&task);
                return Judged::Seen(Box::new(task));
            }
            Some(Err(error)) => Arc::new(error),
        };
        if matches!(error.kind(), LookErrorKind::Lost | LookErrorKind::TimedOut) {
            self.lost = self.lost.saturating_add(1);
        }
        self.look_error = Some(Arc::clone(&error));
        Judged::Missed(error)
    }

    /// Remembers a snapshot.
    pub(super) fn seen(&mut self, task: &Task) {
        self.other_kind = OtherKind::Settled;
        self.look_error = None;
        self.snapshot = serde_json::to_string(task).ok().map(String::into_boxed_str);
    }

    /// How it stood when it was last seen.
    pub(super) fn snapshot(&self) -> Option<Task> {
        Task::from_slice(self.snapshot.as_deref()?.as_bytes()).ok()
    }

    /// The handle to go on with. A trial that did not come to its end proves nothing.
    pub(super) fn best_handle(&self) -> Arc<TaskHandle> {
        let mut handle = Arc::clone(&self.handle);
        if let OtherKind::OnTrial(_) = self.other_kind {
            let handle = Arc::make_mut(&mut handle);
            handle.kind = handle.kind.other();
        }
        handle
    }

    /// Why somebody does not wait any more, after this long.
    pub(super) fn error(&self, reason: Reason, elapsed: Duration) -> WaitError {
        WaitError::new(Parts {
            reason,
            handle: Arc::unwrap_or_clone(self.best_handle()),
            snapshot: self.snapshot(),
            looks: u64::from(self.looks),
            lost_looks: u64::from(self.lost),
            elapsed,
            look_error: self.look_error.clone(),
        })
    }

    /// Why a task was not taken on.
    pub(super) fn refused(handle: TaskHandle, reason: Reason) -> WaitError {
        WaitError::new(Parts {
            reason,
            handle,
            snapshot: None,
            looks: 0,
            lost_looks: 0,
            elapsed: Duration::ZERO,
            look_error: None,
        })
    }

    /// The key was refused at another task.
    pub(super) fn refused_with(&mut self, refusal: &Arc<LookError>) {
        self.look_error.get_or_insert_with(|| Arc::clone(refusal));
    }

    /// Has a task that the service does not know looked at as the other kind, once, as the
    /// [single wait](crate::LookErrorKind::Gone) does. `None` when that look is to be made first.
    fn with_other_kind(&mut self, answer: Result<Task, LookError>) -> Option<Result<Task, LookError>> {
        match (std::mem::replace(&mut self.other_kind, OtherKind::Settled), answer) {
            (OtherKind::Untried, Err(error)) if error.kind() == LookErrorKind::Gone => {
                self.flip();
                self.other_kind = OtherKind::OnTrial(Box::new(error));
                None
            }
            (OtherKind::Untried, Err(error)) => {
                self.other_kind = OtherKind::Untried;
                Some(Err(error))
            }
            (OtherKind::OnTrial(gone), Err(error)) => {
                self.flip();
                // What was said of the kind that was asked for counts, unless the key or the pace is what is wrong.
                Some(Err(match error.kind() {
                    LookErrorKind::Gone => *gone,
                    LookErrorKind::Lost | LookErrorKind::TimedOut => {
                        self.other_kind = OtherKind::Untried;
                        *gone
                    }
                    LookErrorKind::RateLimited | LookErrorKind::Refused => {
                        self.other_kind = OtherKind::Untried;
                        error
                    }
                }))
            }
            (_, answer) => Some(answer),
        }
    }

    fn flip(&mut self) {
        let handle = Arc::make_mut(&mut self.handle);
        handle.kind = handle.kind.other();
    }
}
