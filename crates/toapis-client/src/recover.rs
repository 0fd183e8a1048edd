//! Looking for the task of a lost create, without I/O.

use std::time::Duration;

use toapis_types::{Category, Task, TaskHandle, TaskId, Ticket};

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
pub(crate) struct Recovery<'a> {
    ticket: &'a Ticket,
    looks: usize,
}

/// What comes next.
#[derive(Debug)]
pub(crate) enum RecoveryStep {
    /// Sleep, then look again.
    Sleep(Duration),
    /// The search is over.
    Done(Box<Result<Submitted, Error>>),
}

impl<'a> Recovery<'a> {
    pub(crate) fn new(ticket: &'a Ticket) -> Self {
        Self { ticket, looks: 0 }
    }

    /// Where to look now: at the salvaged task id and at the business id in turn, for a damaged answer may have shown the
    /// id of something else.
    pub(crate) fn handle(&self) -> TaskHandle {
        let mut handle = self.ticket.handle();
        if self.looks % 2 == 1 {
            handle.id = TaskId::from(&self.ticket.business_id);
        }
        handle
    }

    /// Takes what a look at the ticket's handle brought.
    pub(crate) fn step(&mut self, look: Result<Task, Error>) -> RecoveryStep {
        let error = match look {
            Ok(task) => return RecoveryStep::Done(Box::new(self.found(task))),
            Err(error) => error,
        };
        let is_final = matches!(error, Error::OtherOrigin { .. })
            || matches!(error.category(), Some(Category::Authentication | Category::Permission));
        let pause = PAUSES.get(self.looks).filter(|_| !is_final);
        self.looks += 1;
        match pause {
            Some(pause) => RecoveryStep::Sleep(
                (*pause).max(error.retry_after().unwrap_or_default().min(MAX_RETRY_AFTER)),
            ),
            None => RecoveryStep::Done(Box::new(Err(Error::NotRecovered {
                ticket: Box::new(self.ticket.clone()),
                last: Box::new(error),
            }))),
        }
    }

    /// Only evidence makes it ours: an echo of another business id, or another model, is a conflict.
    fn found(&self, task: Task) -> Result<Submitted, Error> {
        let mut handle = self.ticket.handle();
        handle.id = task.id.clone();
        let other_echo =
            task.client_business_id.as_deref().is_some_and(|echo| echo != self.ticket.business_id.as_str());
        let other_model = task.model.as_deref().is_some_and(|model| model != self.ticket.model);
        let what = match (other_echo, other_model) {
            (true, _) => "its business id is another",
            (false, true) => "its model is another",
            (false, false) => return Ok(Submitted { handle, task }),
        };
        Err(Error::OtherTask { ticket: Box::new(self.ticket.clone()), handle: Box::new(handle), what })
    }
}

/// A server's wish to wait is honoured up to here.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(120);
