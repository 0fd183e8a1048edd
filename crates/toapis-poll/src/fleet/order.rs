//! What a schedule says.

use std::time::Duration;

use super::slots::TaskKey;
use crate::wait::Reason;

/// What to do now. After all but `Sleep`, `Idle` and `Refused`, step again at once: there may be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Take a query from the budget, look at this task, and step with the answer.
    Look(TaskKey),
    /// This task is not watched any more, and its key is no longer valid.
    End(TaskKey, End),
    /// Step again after this time, or when something happens.
    Sleep(Duration),
    /// Step again when something happens: an answer, a new task.
    Idle,
    /// As `Idle`, and no task is looked at before [`Schedule::resume`](super::Schedule::resume): the server does not accept
    /// the key. Where there are deadlines it is `Sleep` until the next one; [`Schedule::is_refused`](super::Schedule::is_refused)
    /// tells the difference.
    Refused,
}

/// Why a task is not watched any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It ended, completed or failed.
    Done,
    /// It may go on, but is not waited for any longer.
    GaveUp(Reason),
}
