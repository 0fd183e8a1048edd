//! What the two drivers share: the state machine, and the words for what it does.

use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle};

use crate::error::{Parts, WaitError};
use crate::event::{Missed, Status, WaitEvent};
use crate::look_error::{LookError, LookErrorKind};
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
    /// The state machine already asked for a look, while an event was to be told first.
    owes_look: bool,
}

impl Session {
    pub(crate) fn new<C: Clock + ?Sized>(
        clock: &C,
        handle: TaskHandle,
        options: &WaitOptions,
        opening: Option<Task>,
    ) -> Self {
        let wait = Wait::resume(&handle, options, clock.unix());
        Self { wait, handle, opening, snapshot: None, look_error: None, owes_look: false }
    }

    pub(crate) fn handle(&self) -> &TaskHandle {
        &self.handle
    }

    /// What to do now. Asked again without having been obeyed, it says the same, only with less time to sleep: a driver
    /// whose future was dropped half way has nothing to put back.
    pub(crate) fn turn(&mut self, now: Duration) -> Turn {
        if let Some(task) = self.opening.take() {
            return Turn::Tell(Box::new(self.seen(now, task)));
        }
        if std::mem::take(&mut self.owes_look) {
            return Turn::Look;
        }
        match self.wait.step(now, Input::Woke) {
            Action::Sleep(rest) => Turn::Sleep(rest),
            Action::GiveUp(reason) => Turn::GiveUp(self.error(reason)),
            // It is not asked again once it is done. If it were, a look would show the end that it knows of.
            Action::Look | Action::Done => Turn::Look,
        }
    }

    /// Takes the answer of a look.
    pub(crate) fn answer(
        &mut self,
        now: Duration,
        answer: Result<Task, LookError>,
    ) -> Result<WaitEvent, WaitError> {
        match answer {
            Ok(task) => Ok(self.seen(now, task)),
            Err(error) => self.missed(now, error),
        }
    }

    fn seen(&mut self, now: Duration, task: Task) -> WaitEvent {
        let looks = self.wait.look_state().looks;
        let action = self.wait.step(now, Input::Seen(&task));
        if action == Action::Done {
            return WaitEvent::Finished(task);
        }
        // Told even if it was the last: the next turn then says why.
        self.look_error = None;
        self.snapshot = Some(task.clone());
        let rest = self.rest_after(action);
        WaitEvent::Status(Status { task, looks, elapsed: self.wait.look_state().elapsed, rest })
    }

    fn missed(&mut self, now: Duration, error: LookError) -> Result<WaitEvent, WaitError> {
        let looks = self.wait.look_state().looks;
        let action = self.wait.step(now, Input::from(&error));
        let error = Arc::new(error);
        self.look_error = Some(Arc::clone(&error));
        if let Action::GiveUp(reason) = action {
            return Err(self.error(reason));
        }
        let rest = self.rest_after(action);
        let lost_in_a_row = if error.kind() == LookErrorKind::Lost { self.wait.lost_in_a_row() } else { 0 };
        Ok(WaitEvent::Missed(Missed {
            error,
            lost_in_a_row,
            looks,
            elapsed: self.wait.look_state().elapsed,
            rest,
        }))
    }

    fn rest_after(&mut self, action: Action) -> Duration {
        match action {
            Action::Sleep(rest) => rest,
            Action::Look => {
                self.owes_look = true;
                Duration::ZERO
            }
            Action::Done | Action::GiveUp(_) => Duration::ZERO,
        }
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
    Tell(Box<WaitEvent>),
    GiveUp(WaitError),
}
