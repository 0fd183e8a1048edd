//! Plain data that finds a task again: after a restart, in another process, from the blocking client.

use serde::{Deserialize, Serialize};

use crate::call::escape;
use crate::id::{BusinessId, TaskId};
use crate::kind::TaskKind;

/// Everything needed to look at a task again. Store it as soon as you have it: it is the receipt of a payment.
///
/// ```
/// use toapis_types::{TaskHandle, TaskId, TaskKind};
///
/// let handle = TaskHandle::new(TaskKind::Image, TaskId::new("tsk_img_1").unwrap());
/// let stored = serde_json::to_string(&handle)?;
/// assert_eq!(stored, r#"{"v":1,"kind":"image","id":"tsk_img_1"}"#);
/// assert_eq!(serde_json::from_str::<TaskHandle>(&stored)?, handle);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TaskHandle {
    /// The form of this record, see [`TaskHandle::VERSION`].
    pub v: Version,
    /// Image or video: decides the path.
    pub kind: TaskKind,
    /// The server's id.
    pub id: TaskId,
    /// Your own id, sent with the create call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_id: Option<BusinessId>,
    /// The model that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The API it lives on, as `scheme://host[:port]`. A client of another origin refuses the handle, so that a key
    /// never goes to the wrong place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// When the create was sent, in Unix seconds by the clock of the machine that sent it: waits compare it with that
    /// clock. What the server's clock says is in [`Task::created_at`](crate::Task::created_at).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<i64>,
}

impl TaskHandle {
    /// The form that this version writes.
    pub const VERSION: Version = Version;

    /// A handle with only what is needed.
    pub fn new(kind: TaskKind, id: TaskId) -> Self {
        Self { v: Version, kind, id, business_id: None, model: None, origin: None, submitted_at: None }
    }

    /// The path of the status call, with the id escaped.
    pub fn status_path(&self) -> String {
        status_path(self.kind, self.id.as_str())
    }
}

/// A create whose outcome is not known: it may have been accepted, and so paid for.
///
/// It must not be sent again. Look the task up by its business id instead; a look-up that finds nothing is no proof
/// that there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Ticket {
    /// The form of this record.
    pub v: Version,
    /// Image or video.
    pub kind: TaskKind,
    /// The id that was sent with the create call; the key of the look-up.
    pub business_id: BusinessId,
    /// The task id, when a damaged answer still showed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_id: Option<TaskId>,
    /// The model that was asked for.
    pub model: String,
    /// The API it was sent to, as `scheme://host[:port]`.
    pub origin: String,
    /// When it was sent, in Unix seconds by this machine's clock.
    pub sent_at: i64,
}

impl Ticket {
    /// A ticket for a create that went to `origin` at `sent_at` (Unix seconds).
    pub fn new(
        kind: TaskKind,
        business_id: BusinessId,
        model: impl Into<String>,
        origin: impl Into<String>,
        sent_at: i64,
    ) -> Self {
        Self {
            v: Version,
            kind,
            business_id,
            task_id: None,
            model: model.into(),
            origin: origin.into(),
            sent_at,
        }
    }

    /// A handle to look the task up with: by the salvaged task id when there is one, else by the business id.
    pub fn handle(&self) -> TaskHandle {
        TaskHandle {
            business_id: Some(self.business_id.clone()),
            model: Some(self.model.clone()),
            origin: Some(self.origin.clone()),
            submitted_at: Some(self.sent_at),
            ..TaskHandle::new(
                self.kind,
                self.task_id.clone().unwrap_or_else(|| TaskId::from(&self.business_id)),
            )
        }
    }
}

/// Version 1 of the stored records. A record of another version is refused when it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Version;

impl Serialize for Version {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(1)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            1 => Ok(Self),
            other => Err(serde::de::Error::custom(format_args!(
                "record version {other} is not known, this library reads version 1"
            ))),
        }
    }
}

/// The path of a status call. The id is escaped, so that none can name another endpoint.
fn status_path(kind: TaskKind, id: &str) -> String {
    format!("{}/{}", kind.path(), escape(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cannot_leave_their_path() {
        assert_eq!(status_path(TaskKind::Image, "tsk_img_1.a"), "/v1/images/generations/tsk_img_1.a");
        assert_eq!(status_path(TaskKind::Image, "../balance"), "/v1/images/generations/..%2Fbalance");
        assert_eq!(status_path(TaskKind::Video, "a?b#c d"), "/v1/videos/generations/a%3Fb%23c%20d");
    }

    #[test]
    fn records_of_another_version_are_refused() {
        let error = serde_json::from_str::<TaskHandle>(r#"{"v":2,"kind":"image","id":"x"}"#).unwrap_err();
        assert!(error.to_string().contains("version 2"), "{error}");
    }

    #[test]
    fn a_ticket_prefers_the_salvaged_id() {
        let mut ticket =
            Ticket::new(TaskKind::Image, BusinessId::new("job-1").unwrap(), "m", "https://toapis.com", 5);
        assert_eq!(ticket.handle().id.as_str(), "job-1");
        ticket.task_id = TaskId::new("tsk_1");
        assert_eq!(ticket.handle().id.as_str(), "tsk_1");
        let stored = serde_json::to_string(&ticket).unwrap();
        assert_eq!(serde_json::from_str::<Ticket>(&stored).unwrap(), ticket);
    }
}
