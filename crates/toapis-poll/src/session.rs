//! What the two drivers share: the state machine, and the words for what it does.

use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Phase, Task, TaskHandle, TaskStatus};

use crate::condition::Condition;
use crate::error::{Parts, WaitError};
use crate::estimate::Estimate;
use crate::event::{Missed, Status, WaitEvent};
use crate::look_error::{LookError, LookErrorKind};
use crate::options::WaitOptions;
use crate::time::Clock;
use crate::wait::{Action, Input, Reason, Wait};

/// One wait in the hands of a driver.
///
/// After an event that is not the [last](WaitEvent::is_last) there is more to come; after that one, or an error, there is
/// not, and the driver lets go of it.
pub(crate) struct Session<'a> {
    wait: Wait,
    handle: TaskHandle,
    estimate: Option<Arc<dyn Estimate>>,
    stalled_after: Duration,
    until: Option<Box<dyn Condition + 'a>>,
    /// A snapshot that was there before the first look, until it is told.
    opening: Option<Task>,
    snapshot: Option<Task>,
    look_error: Option<Arc<LookError>>,
    /// The state machine already asked for a look, while an event was to be told first.
    owes_look: bool,
    other_kind: OtherKind,
    /// Looks that the state machine does not know of.
    extra_looks: u64,
}

/// What a driver is told about one wait.
pub(crate) struct Setup<'a> {
    pub(crate) handle: TaskHandle,
    pub(crate) options: WaitOptions,
    pub(crate) opening: Option<Task>,
    pub(crate) until: Option<Box<dyn Condition + 'a>>,
}

impl<'a> Session<'a> {
    pub(crate) fn new<C: Clock + ?Sized>(clock: &C, setup: Setup<'a>) -> Self {
        let Setup { handle, options, opening, until } = setup;
        Self {
            wait: Wait::resume(&handle, &options, clock.unix()),
            stalled_after: options.stalled_after_for(handle.kind),
            estimate: options.estimate,
            handle,
            until,
            // Whoever saw it already knows its kind.
            other_kind: if opening.is_some() { OtherKind::Settled } else { OtherKind::Untried },
            opening,
            snapshot: None,
            look_error: None,
            owes_look: false,
            extra_looks: 0,
        }
    }

    /// The task, with the kind under which it was found.
    pub(crate) fn handle(&self) -> &TaskHandle {
        &self.handle
    }

    pub(crate) fn into_handle(self) -> TaskHandle {
        self.handle
    }

    /// What to do now. Asked again without having been obeyed, it says the same, only with less time to sleep: a driver
    /// whose future was dropped half way has nothing to put back.
    pub(crate) fn turn(&mut self, now: Duration) -> Turn {
        if let Some(task) = self.opening.take() {
            return Turn::Tell(Box::new(self.seen(now, task)));
        }
        if std::mem::take(&mut self.owes_look) {
            return Turn::Look(self.wait.look_limit());
        }
        match self.wait.step(now, Input::Woke) {
            Action::Sleep(rest) => Turn::Sleep(rest),
            Action::GiveUp(reason) => Turn::GiveUp(self.error(reason)),
            // It is not asked again once it is done. If it were, a look would show the end that it knows of.
            Action::Look | Action::Done => Turn::Look(self.wait.look_limit()),
        }
    }

    /// Takes the answer of a look; `None` when there is nothing to tell about it.
    pub(crate) fn answer(
        &mut self,
        now: Duration,
        answer: Result<Task, LookError>,
    ) -> Option<Result<WaitEvent, WaitError>> {
        Some(match self.with_other_kind(answer)? {
            Ok(task) => Ok(self.seen(now, task)),
            Err(error) => self.missed(now, error),
        })
    }

    /// Nobody wants to wait any more.
    pub(crate) fn cancel(&mut self, now: Duration) -> WaitError {
        match self.wait.step(now, Input::Cancelled) {
            Action::GiveUp(reason) => self.error(reason),
            _ => self.error(Reason::Cancelled),
        }
    }

    /// Has a task that the service does not know looked at as the other kind: at once, and only once, unless that look is
    /// lost. An id without its kind is a mistake that is easily made, and should not cost a result.
    ///
    /// What is left to judge; `None` when that look is to be made first.
    fn with_other_kind(&mut self, answer: Result<Task, LookError>) -> Option<Result<Task, LookError>> {
        match (std::mem::replace(&mut self.other_kind, OtherKind::Settled), answer) {
            (OtherKind::Untried, Err(error)) if error.kind() == LookErrorKind::Gone => {
                self.handle.kind = self.handle.kind.other();
                self.other_kind = OtherKind::OnTrial(error);
                (self.owes_look, self.extra_looks) = (true, self.extra_looks.saturating_add(1));
                None
            }
            (OtherKind::Untried, Err(error)) => {
                self.other_kind = OtherKind::Untried;
                Some(Err(error))
            }
            (OtherKind::OnTrial(gone), Err(error)) => {
                self.handle.kind = self.handle.kind.other();
                // What was said of the kind that was asked for counts, unless the key or the pace is what is wrong.
                Some(Err(match error.kind() {
                    LookErrorKind::Gone => gone,
                    LookErrorKind::Lost | LookErrorKind::TimedOut => {
                        self.other_kind = OtherKind::Untried;
                        gone
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

    fn seen(&mut self, now: Duration, task: Task) -> WaitEvent {
        let looks = self.looks();
        let action = self.wait.step(now, Input::Seen(&task));
        if action == Action::Done {
            return match task.phase() {
                Phase::Failed => WaitEvent::Failed(task),
                _ => WaitEvent::Completed(task),
            };
        }
        if self.until.as_ref().is_some_and(|condition| condition.holds(&task)) {
            return WaitEvent::Reached(task);
        }
        // Told even if it was the last: the next turn then says why.
        self.look_error = None;
        let is_news = self.snapshot.as_ref().is_none_or(|told| told_of(told) != told_of(&task));
        self.snapshot = Some(task.clone());
        let rest = self.rest_after(action);
        let look = self.wait.look_state();
        let remaining = match &self.estimate {
            Some(estimate) => estimate.remaining(look),
            None => look.remaining(),
        };
        let (elapsed, unchanged) = (look.elapsed, look.unchanged);
        WaitEvent::of(
            Status { task, is_news, looks, elapsed, unchanged, remaining, rest },
            self.stalled_after,
        )
    }

    fn missed(&mut self, now: Duration, error: LookError) -> Result<WaitEvent, WaitError> {
        let looks = self.looks();
        let action = self.wait.step(now, Input::from(&error));
        let error = Arc::new(error);
        self.look_error = Some(Arc::clone(&error));
        if let Action::GiveUp(reason) = action {
            return Err(self.error(reason));
        }
        let rest = self.rest_after(action);
        let is_lost = matches!(error.kind(), LookErrorKind::Lost | LookErrorKind::TimedOut);
        let lost_in_a_row = if is_lost { self.wait.lost_in_a_row() } else { 0 };
        let elapsed = self.wait.look_state().elapsed;
        Ok(WaitEvent::Lost(Missed { error, lost_in_a_row, looks, elapsed, rest }))
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

    fn looks(&self) -> u64 {
        self.wait.look_state().looks.saturating_add(self.extra_looks)
    }

    fn error(&mut self, reason: Reason) -> WaitError {
        if let OtherKind::OnTrial(_) = self.other_kind {
            // A trial that did not come to its end proves nothing.
            self.handle.kind = self.handle.kind.other();
            self.other_kind = OtherKind::Untried;
        }
        WaitError::new(Parts {
            reason,
            handle: self.handle.clone(),
            snapshot: self.snapshot.take(),
            looks: self.looks(),
            lost_looks: self.wait.lost_looks(),
            elapsed: self.wait.look_state().elapsed,
            look_error: self.look_error.take(),
        })
    }
}

/// What a driver does next.
pub(crate) enum Turn {
    /// Look, and take no longer than this.
    Look(Duration),
    Sleep(Duration),
    Tell(Box<WaitEvent>),
    GiveUp(WaitError),
}

/// Whether the task was looked for as the other kind.
enum OtherKind {
    Untried,
    /// The next look is at the other kind; this is what the first one brought.
    OnTrial(LookError),
    Settled,
}

/// What of a snapshot is told as news.
fn told_of(task: &Task) -> (&TaskStatus, Option<u8>) {
    (&task.status, task.progress)
}
