//! Webhook events as the service sends them (`webhooks/task-webhooks`). Their signature is checked in `toapis-webhook`.

use serde_json::{Map, Value};
use thiserror::Error;

use crate::kind::TaskKind;
use crate::lenient::{first_text, integer_of};
use crate::task::Task;
use crate::text::clean_text;

/// One event, delivered at least once; the same [`id`](Self::id) on every delivery.
///
/// The words of an event differ from those of a status call (`SUCCESS` for `completed`, `"100%"` for `100`, `task_id`
/// for `id`); [`task`](Self::task) is read into the same type all the same.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct WebhookEvent {
    /// The event's id, the key to tell a repeated delivery by.
    pub id: String,
    /// What happened.
    pub kind: EventKind,
    /// `v1`.
    pub api_version: Option<String>,
    /// When the event was made, in Unix seconds.
    pub created_at: Option<i64>,
    /// Image or video, when the event says so.
    pub task_kind: Option<TaskKind>,
    /// The task as of this event. `None` for the test event and for events of an unknown form.
    pub task: Option<Task>,
    /// The whole event as it was sent.
    pub raw: Map<String, Value>,
}

/// What a [`WebhookEvent`] tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// `generation.completed`: the result is there.
    Completed,
    /// `generation.failed`: it ended without a result; the refund is settled.
    Failed,
    /// `endpoint.test`: someone pressed the button in the console. It touches no task.
    Test,
    /// A type this version does not know, kept as sent.
    Other(String),
}

impl EventKind {
    /// The service's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Completed => "generation.completed",
            Self::Failed => "generation.failed",
            Self::Test => "endpoint.test",
            Self::Other(word) => word,
        }
    }

    fn from_word(word: &str) -> Self {
        [Self::Completed, Self::Failed, Self::Test]
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

impl WebhookEvent {
    /// Reads an event from the raw body of a delivery.
    ///
    /// # Errors
    ///
    /// When the body is not exactly one JSON object, or has no `id` or `type`.
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadEventError> {
        let raw: Map<String, Value> = serde_json::from_slice(body)
            .map_err(|error| ReadEventError::Json(clean_text(&error.to_string())))?;
        let id = first_text(&raw, &["id"]).ok_or(ReadEventError::Missing("id"))?;
        let kind = EventKind::from_word(&first_text(&raw, &["type"]).ok_or(ReadEventError::Missing("type"))?);
        let data = raw.get("data").and_then(Value::as_object);
        let task_kind =
            data.and_then(|data| first_text(data, &["task_type"])).and_then(|word| word.parse().ok());
        let task = data
            .filter(|_| kind != EventKind::Test)
            .and_then(|data| Task::from_value(Value::Object(data.clone())).ok());
        Ok(Self {
            id,
            kind,
            api_version: first_text(&raw, &["api_version"]),
            created_at: raw.get("created_at").and_then(integer_of),
            task_kind,
            task,
            raw,
        })
    }
}

/// Why a body is no event.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadEventError {
    /// Not one JSON object.
    #[error("the event is not a JSON object: {0}")]
    Json(String),
    /// A field that every event has is not there.
    #[error("the event has no {0:?}")]
    Missing(&'static str),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Phase;

    #[test]
    fn the_words_of_events_become_the_words_of_tasks() {
        let event = WebhookEvent::from_slice(
            br#"{"id":"evt_1","type":"generation.completed","api_version":"v1","created_at":1750000400,"data":{
                "task_id":"tsk_1","client_business_id":"job-1","task_type":"image","model":"m","status":"SUCCESS",
                "progress":"100%","result":{"type":"image","data":[{"url":"https://files.toapis.com/a.png"}]},
                "error":null,"submitted_at":1750000000,"finished_at":1750000399}}"#,
        )
        .unwrap();
        assert_eq!(event.kind, EventKind::Completed);
        assert_eq!(event.task_kind, Some(TaskKind::Image));
        let task = event.task.unwrap();
        assert_eq!((task.id.as_str(), task.phase(), task.progress), ("tsk_1", Phase::Completed, Some(100)));
        assert_eq!((task.created_at, task.completed_at), (Some(1_750_000_000), Some(1_750_000_399)));
        assert_eq!(task.urls().count(), 1);
    }

    #[test]
    fn w25_unknown_types_are_kept_and_the_test_event_touches_no_task() {
        let other =
            WebhookEvent::from_slice(br#"{"id":"evt_2","type":"generation.paused","api_version":"v9"}"#)
                .unwrap();
        assert_eq!(other.kind.as_str(), "generation.paused");
        assert_eq!(other.task, None);
        let test = WebhookEvent::from_slice(
            br#"{"id":"e","type":"endpoint.test","data":{"task_id":"endpoint_test","status":"SUCCESS"}}"#,
        )
        .unwrap();
        assert_eq!((test.kind, test.task), (EventKind::Test, None));
    }

    #[test]
    fn a_body_that_is_no_event_says_why() {
        assert_eq!(WebhookEvent::from_slice(b"{\"id\":\"e\"}"), Err(ReadEventError::Missing("type")));
        assert!(matches!(WebhookEvent::from_slice(b"[]"), Err(ReadEventError::Json(_))));
    }
}
