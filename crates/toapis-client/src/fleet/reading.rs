//! What a webhook event means for who waits for a task.

use toapis_types::{Task, TaskHandle, Verdict, WebhookEvent};

/// What an event means for a wait.
pub(crate) enum Reading {
    /// The task ended, and this is how.
    Ended(Box<Task>),
    /// Something may have happened: look.
    Ask,
    /// It is of no use.
    Nothing,
}

impl Reading {
    pub(crate) fn of(handle: &TaskHandle, event: &WebhookEvent) -> Self {
        match event.verdict() {
            Verdict::Ended(task) if agrees(handle, event, task) => Self::Ended(Box::new(task.clone())),
            Verdict::Ended(_) | Verdict::Ask => Self::Ask,
            Verdict::Nothing => Self::Nothing,
        }
    }

    /// Of two events together: they may contradict each other, and then only the status call knows.
    #[cfg(feature = "webhook")]
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, reading) | (reading, Self::Nothing) => reading,
            (Self::Ended(one), Self::Ended(other)) if one.phase() == other.phase() => Self::Ended(one),
            _ => Self::Ask,
        }
    }
}

/// Whether an event tells nothing that the handle denies.
fn agrees(handle: &TaskHandle, event: &WebhookEvent, task: &Task) -> bool {
    let same_kind = event.task_kind.is_none_or(|kind| kind == handle.kind);
    let names = (handle.business_id.as_ref().map(AsRef::as_ref), task.client_business_id.as_deref());
    let same_name = match names {
        (Some(ours), Some(theirs)) => ours == theirs,
        _ => true,
    };
    let by_name = names.0 == Some(handle.id.as_str());
    same_kind && same_name && (by_name || task.id == handle.id || task.other_id.as_ref() == Some(&handle.id))
}

/// Whether an event is about the task of a handle: by the server's id, or by the name that the create gave it.
pub(crate) fn concerns(event: &WebhookEvent, handle: &TaskHandle) -> bool {
    let Some(task) = &event.task else { return false };
    let name = task.client_business_id.as_deref();
    let by_name = name.is_some() && name == handle.business_id.as_ref().map(AsRef::as_ref);
    by_name || task.id == handle.id || task.other_id.as_ref() == Some(&handle.id)
}
