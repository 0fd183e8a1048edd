//! Plain data that finds a task again: after a restart, in another process, from the blocking client.

use std::fmt;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::call::escape;
use crate::id::{BusinessId, TaskId};
use crate::kind::TaskKind;
use crate::text::clean_text;

/// Everything needed to look at a task again. Store it as soon as you have it: it is the receipt of a payment.
///
/// Reading one is lenient: unknown fields are skipped, a missing version is version 1, and a missing kind is
/// [guessed](TaskKind::guess) from the id. A record of a later version is refused, with its id in the message.
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct TaskHandle {
    /// The form of this record, see [`TaskHandle::VERSION`].
    pub v: Version,
    /// Image or video: decides the path.
    pub kind: TaskKind,
    /// The server's id.
    pub id: TaskId,
    /// Your own id, sent with the create call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_id: Option<BusinessId>,
    /// The model that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The API it lives on, as `scheme://host[:port]`. A client of another origin refuses the handle, so that a key
    /// never goes to the wrong place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// When the create was sent, in Unix seconds by the clock of the machine that sent it: waits compare it with that
    /// clock. What the server's clock says is in [`Task::created_at`](crate::Task::created_at).
    #[serde(skip_serializing_if = "Option::is_none")]
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

impl From<&TaskHandle> for TaskHandle {
    fn from(handle: &TaskHandle) -> Self {
        handle.clone()
    }
}

impl<'de> Deserialize<'de> for TaskHandle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record = Record::read(deserializer, "handle", "id")?;
        let id: TaskId = record.must("id")?;
        let kind = match record.may("kind")? {
            Some(kind) => kind,
            None => TaskKind::guess(id.as_str())
                .ok_or_else(|| D::Error::custom("the handle has no kind, and its id does not tell it"))?,
        };
        Ok(Self {
            v: Version,
            kind,
            id,
            business_id: record.may("business_id")?,
            model: record.may("model")?,
            origin: record.may("origin")?,
            submitted_at: record.may("submitted_at")?,
        })
    }
}

/// A create whose outcome is not known: it may have been accepted, and so paid for.
///
/// It must not be sent again. Look the task up by its business id instead; a look-up that finds nothing is no proof
/// that there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Ticket {
    /// The form of this record.
    pub v: Version,
    /// Image or video.
    pub kind: TaskKind,
    /// The id that was sent with the create call; the key of the look-up.
    pub business_id: BusinessId,
    /// The task id, when a damaged answer still showed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_id: Option<TaskId>,
    /// The model that was asked for.
    pub model: String,
    /// The API it was sent to, as `scheme://host[:port]`.
    pub origin: String,
    /// When it was sent, in Unix seconds by this machine's clock.
    pub sent_at: i64,
    /// The business id of the lost create that this one was sent again for: that one may have been charged as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resubmit_of: Option<BusinessId>,
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
            resubmit_of: None,
        }
    }

    /// The business id under which this create is sent again, by order: `order-7` becomes `order-7-r2-` and the mark, and
    /// that one's ticket gives `order-7-r3-` and another.
    ///
    /// The `mark` must be another one each time, such as a random number: a ticket that is sent again twice, by accident or
    /// by two processes, makes two tasks that are both charged, and under one id only one of them would be found.
    ///
    /// An id that would grow too long is cut, and a checksum of the whole keeps it apart from others that begin alike.
    pub fn resubmit_id(&self, mark: u32) -> BusinessId {
        self.business_id.next_attempt(self.resubmit_of.is_some(), mark)
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

impl<'de> Deserialize<'de> for Ticket {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record = Record::read(deserializer, "ticket", "business_id")?;
        Ok(Self {
            v: Version,
            kind: record.must("kind")?,
            business_id: record.must("business_id")?,
            task_id: record.may("task_id")?,
            model: record.must("model")?,
            origin: record.must("origin")?,
            sent_at: record.may("sent_at")?.unwrap_or_default(),
            resubmit_of: record.may("resubmit_of")?,
        })
    }
}

/// Version 1 of the stored records. A record of another version is refused when it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Version;

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(1)
    }
}

/// The fields of a stored record of version 1.
struct Record {
    what: &'static str,
    fields: Map<String, Value>,
}

impl Record {
    /// Checks the version before anything else, for the fields of a later one may be anything. `names_it` is the field that
    /// finds the task, for people.
    fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        what: &'static str,
        names_it: &str,
    ) -> Result<Self, D::Error> {
        let fields = Map::deserialize(deserializer)?;
        match fields.get("v") {
            None => {}
            Some(version) if version.as_u64() == Some(1) => {}
            Some(version) => {
                let name = fields.get(names_it).and_then(Value::as_str).map(clean_text).unwrap_or_default();
                return Err(D::Error::custom(format_args!(
                    "this {what} is of version {}, and this library reads version 1. Nothing is lost: read it with a \
                     newer one, or look the task up by its {names_it} {name:?}",
                    clean_text(&version.to_string())
                )));
            }
        }
        Ok(Self { what, fields })
    }

    fn may<T: DeserializeOwned, E: serde::de::Error>(&self, name: &str) -> Result<Option<T>, E> {
        let Some(value) = self.fields.get(name).filter(|value| !value.is_null()) else { return Ok(None) };
        let unreadable = |error: serde_json::Error| self.error(format_args!("a bad {name}: {error}"));
        T::deserialize(value).map(Some).map_err(unreadable)
    }

    fn must<T: DeserializeOwned, E: serde::de::Error>(&self, name: &str) -> Result<T, E> {
        self.may(name)?.ok_or_else(|| self.error(format_args!("no {name}")))
    }

    fn error<E: serde::de::Error>(&self, has: fmt::Arguments<'_>) -> E {
        E::custom(format_args!("the {} has {has}", self.what))
    }
}

/// The path of a status call. The id is escaped, so that none can name another endpoint.
fn status_path(kind: TaskKind, id: &str) -> String {
    [kind.path(), "/", &escape(id)].concat()
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
        // Whatever the other version made of the fields.
        for record in [r#"{"v":2,"kind":["image"],"id":"tsk_9"}"#, r#"{"v":"1.5","kind":{},"id":"tsk_9"}"#] {
            let error = serde_json::from_str::<TaskHandle>(record).unwrap_err().to_string();
            assert!(error.contains("reads version 1") && error.contains("\"tsk_9\""), "{error}");
        }
        let error =
            serde_json::from_str::<Ticket>(r#"{"v":9,"business_id":"job-1"}"#).unwrap_err().to_string();
        assert!(error.contains("business_id \"job-1\""), "{error}");
    }

    #[test]
    fn what_a_record_lacks_is_filled_in_or_named() {
        let handle: TaskHandle = serde_json::from_str(r#"{"id":"tsk_vid_1","later":true}"#).unwrap();
        assert_eq!(handle, TaskHandle::new(TaskKind::Video, TaskId::new("tsk_vid_1").unwrap()));
        for (record, expected) in [
            (r#"{"id":"job-1"}"#, "the handle has no kind, and its id does not tell it"),
            (r#"{"kind":"image"}"#, "the handle has no id"),
            (r#"{"kind":"image","id":null}"#, "the handle has no id"),
            (r#"{"kind":"sound","id":"x"}"#, "the handle has a bad kind"),
            (r#"{"kind":"image","id":"x","submitted_at":"noon"}"#, "the handle has a bad submitted_at"),
            ("[]", "expected a map"),
        ] {
            let error = serde_json::from_str::<TaskHandle>(record).unwrap_err().to_string();
            assert!(error.contains(expected), "{record}: {error}");
        }
        let ticket = r#"{"kind":"image","business_id":"job-1","model":"m"}"#;
        let error = serde_json::from_str::<Ticket>(ticket).unwrap_err().to_string();
        assert!(error.contains("the ticket has no origin"), "{error}");
    }

    #[test]
    fn i06_each_attempt_has_an_id_of_its_own_and_none_grows_too_long() {
        let ticket = |id: &str, of: Option<&str>| {
            let id = BusinessId::new(id).unwrap();
            let mut ticket = Ticket::new(TaskKind::Image, id, "m", "https://toapis.com", 5);
            ticket.resubmit_of = of.map(|of| BusinessId::new(of).unwrap());
            ticket
        };
        let next = |id: &str, of: Option<&str>| ticket(id, of).resubmit_id(0xa1).to_string();
        assert_eq!(next("order-7", None), "order-7-r2-000000a1");
        assert_eq!(next("order-7-r2-0badcafe", Some("order-7")), "order-7-r3-000000a1");
        assert_eq!(next("order-7-r9-1", Some("order-7-r8")), "order-7-r10-000000a1");
        assert_eq!(
            next("order-r2", None),
            "order-r2-r2-000000a1",
            "a name of the caller's own is no attempt"
        );
        assert_eq!(next("own", Some("order-7")), "own-r2-000000a1");
        assert_eq!(next("order-r4294967295-1", Some("x")), "order-r4294967295-1-r2-000000a1");

        let (one, other) = (format!("{}1", "a".repeat(63)), format!("{}2", "a".repeat(63)));
        let (first, second) = (next(&one, None), next(&other, None));
        assert_ne!(first, second, "they begin alike");
        assert!(first.len() == BusinessId::MAX_LENGTH && first.ends_with("-r2-000000a1"), "{first}");
        let (mut id, mut of) = (one.clone(), None);
        for number in 2..=101 {
            let next = next(&id, of.as_deref());
            assert!(next.ends_with(&format!("-r{number}-000000a1")) && next.len() <= 64, "{next}");
            of = Some(std::mem::replace(&mut id, next));
        }

        let linked = ticket("order-7-r2", Some("order-7"));
        let stored = serde_json::to_string(&linked).unwrap();
        assert!(stored.contains(r#""resubmit_of":"order-7""#), "{stored}");
        assert_eq!(serde_json::from_str::<Ticket>(&stored).unwrap(), linked);
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
