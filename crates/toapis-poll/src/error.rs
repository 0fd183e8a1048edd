//! A wait that ended before its task did.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle, clean_text};

use crate::look_error::LookError;
use crate::wait::Reason;

/// The wait ended, the task perhaps not. Never means that the task failed.
///
/// Take the [handle](Self::into_handle) and wait again, now or later, here or in another process. A task goes on without
/// being waited for, is billed all the same, and its results stay for 24 hours after it completed.
///
/// It has one of a few causes, which [`reason`](Self::reason) tells apart, each with something else to do about it: the
/// deadline, a network or service that is not well, a task that the service does not know, a key that it does not accept,
/// or your own wish.
///
/// Its [`source`](Error::source) is the [`LookError`] of the last look, unless that look succeeded.
pub struct WaitError(Box<Parts>);

impl WaitError {
    /// Why the wait ended.
    pub fn reason(&self) -> Reason {
        self.0.reason
    }

    /// Whether waiting again may bring the result. False only for [`Reason::Gone`], and even then no proof that there is
    /// none: keep the handle until you know better.
    pub fn may_still_finish(&self) -> bool {
        self.0.reason != Reason::Gone
    }

    /// What finds the task again.
    pub fn handle(&self) -> &TaskHandle {
        &self.0.handle
    }

    /// What finds the task again, to own.
    pub fn into_handle(self) -> TaskHandle {
        self.0.handle
    }

    /// How the task stood when it was last seen; `None` when it never was.
    pub fn snapshot(&self) -> Option<&Task> {
        self.0.snapshot.as_ref()
    }

    /// How many looks were made.
    pub fn looks(&self) -> u64 {
        self.0.looks
    }

    /// How many of them were lost, in a row or not.
    pub fn lost_looks(&self) -> u64 {
        self.0.lost_looks
    }

    /// How long the wait lasted.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// Why the last look did not show the task; `None` when it did.
    pub fn look_error(&self) -> Option<&LookError> {
        self.0.look_error.as_deref()
    }

    pub(crate) fn new(parts: Parts) -> Self {
        Self(Box::new(parts))
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { reason, handle, snapshot, looks, elapsed, .. } = &*self.0;
        let id = clean_text(handle.id.as_str());
        let elapsed = for_people(*elapsed);
        let plural = if *looks == 1 { "" } else { "s" };
        write!(
            f,
            "stopped waiting for {} task {id} after {elapsed} and {looks} look{plural}: {reason}",
            handle.kind
        )?;
        if let Some(task) = snapshot {
            write!(f, " (last seen {}", clean_text(task.status.as_str()))?;
            match task.progress {
                Some(percent) => write!(f, ", {percent} %)")?,
                None => f.write_str(")")?,
            }
        }
        let outlook =
            if self.may_still_finish() { "may still finish and" } else { "may nevertheless exist and" };
        write!(f, "; it {outlook} be billed, so keep its handle (the id is {id}) and {}", reason.advice())
    }
}

impl fmt::Debug for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { reason, handle, snapshot, looks, lost_looks, elapsed, look_error } = &*self.0;
        f.debug_struct("WaitError")
            .field("reason", reason)
            .field("handle", handle)
            .field("snapshot", snapshot)
            .field("looks", looks)
            .field("lost_looks", lost_looks)
            .field("elapsed", elapsed)
            .field("look_error", look_error)
            .finish()
    }
}

impl Error for WaitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.look_error().map(|error| error as _)
    }
}

/// What an error is made of; boxed in it, so that a `Result` stays small.
pub(crate) struct Parts {
    pub(crate) reason: Reason,
    pub(crate) handle: TaskHandle,
    pub(crate) snapshot: Option<Task>,
    pub(crate) looks: u64,
    pub(crate) lost_looks: u64,
    pub(crate) elapsed: Duration,
    pub(crate) look_error: Option<Arc<LookError>>,
}

/// Seconds, or hours, minutes and seconds once there are many.
fn for_people(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0..=1, _) => format!("{:.1} s", duration.as_secs_f64()),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}
