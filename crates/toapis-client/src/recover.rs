//! Looking for the task of a lost create, without I/O.

use std::time::Duration;

use toapis_types::{Category, Task, TaskHandle, TaskId, Ticket};

use crate::attempt::Attempt;
use crate::error::Error;
use crate::outcome::Submitted;

/// The pauses between looks: about two minutes in all, the time within which a task that exists should show up.
const PAUSES: [Duration; 6] = [
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(10),
    Duration::from_secs(20),
    Duration::from_secs(40),
    Duration::from_secs(43),
];

/// One search.
#[derive(Debug)]
pub(crate) struct Recovery {
    ticket: Ticket,
    looks: usize,
    /// What the looks brought that failed.
    failed: Vec<Attempt>,
    /// The salvaged task id turned out to be that of another task.
    is_salvaged_foreign: bool,
}

/// What comes next.
#[derive(Debug)]
pub(crate) enum RecoveryStep {
    /// Sleep, then look again.
    Sleep(Duration),
    /// The search is over.
    Done(Box<Result<Submitted, Error>>),
}

impl Recovery {
    pub(crate) fn new(ticket: &Ticket) -> Self {
        Self { ticket: ticket.clone(), looks: 0, failed: Vec::new(), is_salvaged_foreign: false }
    }

    /// Where to look now: at the salvaged task id and at the business id in turn, for a damaged answer may have shown the
    /// id of something else.
    pub(crate) fn handle(&self) -> TaskHandle {
        let mut handle = self.ticket.handle();
        if !self.is_at_salvaged_id() {
            handle.id = TaskId::from(&self.ticket.business_id);
        }
        handle
    }

    /// Takes what a look at the ticket's handle brought.
    pub(crate) fn step(&mut self, look: Result<Task, Error>) -> RecoveryStep {
        let error = match look {
            Ok(task) => match self.found(task) {
                // Whatever the damaged answer showed the id of, ours may still be there under its business id.
                Err(other) if self.is_at_salvaged_id() => {
                    self.is_salvaged_foreign = true;
                    other
                }
                outcome => return RecoveryStep::Done(Box::new(outcome)),
            },
            Err(error) => error,
        };
        let is_final = matches!(error, Error::OtherOrigin { .. })
            || matches!(error.category(), Some(Category::Authentication | Category::Permission));
        let pause = PAUSES.get(self.looks).filter(|_| !is_final);
        self.looks += 1;
        let number = u32::try_from(self.looks).unwrap_or(u32::MAX);
        self.failed.extend(error.attempts().last().map(|look| Attempt { number, ..look.clone() }));
        match pause {
            Some(pause) => RecoveryStep::Sleep(
                (*pause).max(error.retry_after().unwrap_or_default().min(MAX_RETRY_AFTER)),
            ),
            None => RecoveryStep::Done(Box::new(Err(Error::NotRecovered {
                ticket: Box::new(self.ticket.clone()),
                looks: std::mem::take(&mut self.failed),
                last: Box::new(error),
            }))),
        }
    }

    fn is_at_salvaged_id(&self) -> bool {
        self.ticket.task_id.is_some() && !self.is_salvaged_foreign && self.looks.is_multiple_of(2)
    }

    /// Whether it is ours. The echo of a business id decides, for models go by many names; without one, the model does.
    fn found(&self, task: Task) -> Result<Submitted, Error> {
        let mut handle = self.ticket.handle();
        handle.id = task.id.clone();
        let what = match (task.client_business_id.as_deref(), task.model.as_deref()) {
            (Some(echo), _) if echo != self.ticket.business_id.as_str() => "its business id is another",
            (None, Some(model)) if model != self.ticket.model => "its model is another",
            _ => return Ok(Submitted { handle, task }),
        };
        Err(Error::OtherTask { ticket: Box::new(self.ticket.clone()), handle: Box::new(handle), what })
    }
}

/// A server's wish to wait is honoured up to here.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);
