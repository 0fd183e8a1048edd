//! What finds a task that is under way again, with the place of its request.

use serde::{Deserialize, Serialize};
use toapis_types::{TaskHandle, Ticket};

/// A create of [`SubmitAll`](super::SubmitAll) that was sent and has not come out yet. Plain data: store it, and
/// [take it up](super::SubmitAll::take_up) in another run.
///
/// ```
/// use toapis_client::fleet::InFlight;
///
/// let line = r#"{"index":7,"handle":{"v":1,"kind":"image","id":"tsk_img_1"}}"#;
/// let stored: InFlight = serde_json::from_str(line)?;
/// assert_eq!((stored.index, stored.handle().unwrap().id.as_str()), (7, "tsk_img_1"));
/// assert_eq!(serde_json::to_string(&stored)?, line);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InFlight {
    /// The place of its request in the iterator, from 0.
    pub index: usize,
    /// What finds it.
    #[serde(flatten)]
    pub receipt: Receipt,
}

/// What finds a create that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// The task exists.
    Handle(TaskHandle),
    /// It was sent, and its answer is not there, or was lost. It must not be sent again.
    Ticket(Ticket),
}

impl InFlight {
    /// A create whose task is known.
    pub fn accepted(index: usize, handle: TaskHandle) -> Self {
        Self { index, receipt: Receipt::Handle(handle) }
    }

    /// A create of which nobody knows what became of it.
    pub fn sent(index: usize, ticket: Ticket) -> Self {
        Self { index, receipt: Receipt::Ticket(ticket) }
    }

    /// The task, where it is known.
    pub fn handle(&self) -> Option<&TaskHandle> {
        match &self.receipt {
            Receipt::Handle(handle) => Some(handle),
            Receipt::Ticket(_) => None,
        }
    }

    /// What looks for the task, where it is not known.
    pub fn ticket(&self) -> Option<&Ticket> {
        match &self.receipt {
            Receipt::Ticket(ticket) => Some(ticket),
            Receipt::Handle(_) => None,
        }
    }
}
