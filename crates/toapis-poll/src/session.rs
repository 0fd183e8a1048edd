//! What the two drivers share: the state machine, and the words for what it does.

use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle};

use crate::error::{Parts, WaitError};
use crate::event::{Missed, Status, WaitEvent};
use crate::look_error::LookError;
use crate::options::WaitOptions;
use crate::time::Clock;
use crate::wait::{Action, Input, Reason, Wait};

/// One wait in the hands of a driver.
///
/// After an event other than [`WaitEvent::Finished`] there is more to come; after that one, or an error, there is not,
/// and the driver lets go of it.
pub(crate) struct Session {
    wait: Wait,
    handle: TaskHandle,
    /// A snapshot that was there before the first look, until it is told.
    opening: Option<Task>,
    snapshot: Option<Task>,
    look_error: Option<Arc<LookError>>,
}

impl Session {
    pub(crate) fn new<C: Clock + ?Sized>(clock: &C, handle: TaskHandle, options: &WaitOptions, opening: Option<Task>) -> Self {
        let wait = Wait::resume(&handle, options, clock.unix());
        Self { wait, handle, opening, snapshot: None, look_error: None }
    }

    pub(crate) fn handle(&self) -> &TaskHandle {
        &self.handle
    }

    /// What to do now. Asked again without having been obeyed, it says the same, only with less time to sleep: a driver
    /// whose future was dropped half way has nothing to put back.
    pub(crate) fn turn(&mut self, now: Duration) -> Turn {
        if let Some(task) = self.opening.take() {
            return Turn::Tell(self.seen(now, task));
        }
        match self.wait.step(now, Input::Woke) {
            Action::Sleep(rest) => Turn::Sleep(rest),
            Action::GiveUp(reason) => Turn::Tell(Err(self.error(reason))),
            // It is not asked again once it is done. If it were, a look would show the end that it knows of.
            Action::Look | Action::Done => Turn::Look,
        }
    }

    /// Takes the answer of a look.
    pub(crate) fn answer(&mut self, now: Duration, answer: Result<Task, LookError>) -> Result<WaitEvent, WaitError> {
        match answer {
            Ok(task) => self.seen(now, task),
            Err(error) => self.missed(now, error),
        }
    }

    fn seen(&mut self, now: Duration, task: Task) -> Result<WaitEvent, WaitError> {
        let rest = match self.wait.step(now, Input::Seen(&task)) {
            Action::Done => return Ok(WaitEvent::Finished(task)),
            Action::Sleep(rest) => rest,
            // The status is told all the same; the next turn says that this was the last.
            Action::Look | Action::GiveUp(_) => Duration::ZERO,
        };
        self.look_error = None;
        self.snapshot = Some(task.clone());
        let look = self.wait.look_state();
        Ok(WaitEvent::Status(Status { task, looks: look.looks, elapsed: look.elapsed, rest }))
    }

    fn missed(&mut self, now: Duration, error: LookError) -> Result<WaitEvent, WaitError> {
        let action = self.wait.step(now, Input::from(&error));
        let error = Arc::new(error);
        self.look_error = Some(Arc::clone(&error));
        let rest = match action {
            Action::GiveUp(reason) => return Err(self.error(reason)),
            Action::Sleep(rest) => rest,
            Action::Look | Action::Done => Duration::ZERO,
        };
        let look = self.wait.look_state();
        let lost_in_a_row = match error.kind() {
            crate::LookErrorKind::Lost => self.wait.lost_in_a_row(),
            _ => 0,
        };
        Ok(WaitEvent::Missed(Missed { error, lost_in_a_row, looks: look.looks, elapsed: look.elapsed, rest }))
    }

    fn error(&mut self, reason: Reason) -> WaitError {
        let look = self.wait.look_state();
        WaitError::new(Parts {
            reason,
            handle: self.handle.clone(),
            snapshot: self.snapshot.take(),
            looks: look.looks,
            lost_looks: self.wait.lost_looks(),
            elapsed: look.elapsed,
            look_error: self.look_error.take(),
        })
    }
}

/// What a driver does next.
pub(crate) enum Turn {
    Look,
    Sleep(Duration),
    Tell(Result<WaitEvent, WaitError>),
}
