//! Webhook events as the service sends them (`webhooks/task-webhooks`). Their signature is checked in `toapis-webhook`.

use serde_json::{Map, Value};
use thiserror::Error;

use crate::handle::TaskHandle;
use crate::id::BusinessId;
use crate::json::first_value;
use crate::kind::TaskKind;
use crate::lenient::{first_text, integer_of};
use crate::status::Phase;
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
    /// Reads an event from the raw body of a delivery, as leniently as any answer: the first JSON value counts, see
    /// [`json::first_value`](crate::json::first_value).
    ///
    /// # Errors
    ///
    /// When the body does not begin with a JSON object, or that has no `id` or `type`.
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadEventError> {
        let first =
            first_value(body).map_err(|error| ReadEventError::Json(clean_text(&error.to_string())))?;
        let Value::Object(raw) = first.value else {
            return Err(ReadEventError::Json("it is JSON, but not an object".to_owned()));
        };
        let id = first_text(&raw, &["id"]).ok_or(ReadEventError::Missing("id"))?;
        let kind = EventKind::from_word(&first_text(&raw, &["type"]).ok_or(ReadEventError::Missing("type"))?);
        let data = raw.get("data").and_then(Value::as_object);
        let task_kind =
            data.and_then(|data| first_text(data, &["task_type"])).and_then(|word| word.parse().ok());
        let task = data
            .filter(|_| kind != EventKind::Test)
            .and_then(|data| Task::from_value(Value::Object(data.clone())).ok())
            .filter(|task| task.id.as_str() != TEST_TASK);
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

    /// What it settles about its task.
    ///
    /// ```
    /// use toapis_types::{Verdict, WebhookEvent};
    ///
    /// let event = WebhookEvent::from_slice(
    ///     br#"{"id": "evt_1", "type": "generation.completed", "api_version": "v1",
    ///          "data": {"task_id": "tsk_img_1", "task_type": "image", "status": "SUCCESS", "result": null}}"#,
    /// )?;
    /// // It says that there is a result, and shows none.
    /// assert_eq!(event.verdict(), Verdict::Ask);
    /// # Ok::<(), toapis_types::ReadEventError>(())
    /// ```
    pub fn verdict(&self) -> Verdict<'_> {
        let Some(task) = &self.task else { return Verdict::Nothing };
        let has_result = !task.outputs.is_empty() || !task.characters.is_empty();
        let known_form = self.api_version.as_deref().is_none_or(|version| version == "v1");
        let agrees = match (&self.kind, task.phase()) {
            (EventKind::Completed, Phase::Completed) => has_result && task.error.is_none(),
            (EventKind::Failed, Phase::Failed) => !has_result,
            _ => false,
        };
        if agrees && known_form { Verdict::Ended(task) } else { Verdict::Ask }
    }

    /// Finds the task that the event is about, in another process as well. `None` when it names none, or does not say of
    /// which kind it is.
    ///
    /// The event does not say which API the task lives on, so the handle has no [origin](TaskHandle::origin).
    pub fn handle(&self) -> Option<TaskHandle> {
        let task = self.task.as_ref()?;
        let kind = self.task_kind.or_else(|| TaskKind::guess(task.id.as_str()))?;
        let business_id = task.client_business_id.clone().and_then(|id| BusinessId::new(id).ok());
        Some(TaskHandle { business_id, model: task.model.clone(), ..TaskHandle::new(kind, task.id.clone()) })
    }
}

/// What the test event has in place of a task id.
const TEST_TASK: &str = "endpoint_test";

/// What a [`WebhookEvent`] settles about its task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict<'a> {
    /// Its type, its status word and its content agree: the task ended, and this is as good as a look at it.
    Ended(&'a Task),
    /// It is about a task, but does not settle anything: a completion without a result, a failure with one, a type or a
    /// version of the API that this version does not know. Ask the status call, which is right where the two differ.
    Ask,
    /// It is about no task.
    Nothing,
}

/// Why a body is no event.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadEventError {
    /// No JSON object.
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

    fn event(kind: &str, data: &str) -> WebhookEvent {
        let body = format!(r#"{{"id":"evt_1","type":"{kind}","api_version":"v1","data":{data}}}"#);
        WebhookEvent::from_slice(body.as_bytes()).unwrap()
    }

    #[test]
    fn w26_only_an_event_that_agrees_with_itself_settles_anything() {
        let file = r#"{"type":"image","data":[{"url":"https://files.toapis.com/a.png"}]}"#;
        let data = |status: &str, result: &str, error: &str| {
            format!(
                r#"{{"task_id":"tsk_1","task_type":"video","status":"{status}","result":{result},"error":{error}}}"#
            )
        };
        let reason = r#"{"code":"generation_failed","message":"m"}"#;
        let (done, failed) = ("generation.completed", "generation.failed");
        for (kind, data, ends) in [
            (done, data("SUCCESS", file, "null"), true),
            (failed, data("FAILURE", "null", reason), true),
            (failed, data("FAILURE", "null", "null"), true),
            (done, data("SUCCESS", "null", "null"), false),
            (done, data("SUCCESS", "{}", "null"), false),
            (done, data("SUCCESS", file, reason), false),
            (done, data("FAILURE", file, "null"), false),
            (done, data("", file, "null"), false),
            (failed, data("FAILURE", file, reason), false),
            (failed, data("SUCCESS", "null", reason), false),
            ("generation.paused", data("SUCCESS", file, "null"), false),
        ] {
            let event = event(kind, &data);
            assert_eq!(matches!(event.verdict(), Verdict::Ended(_)), ends, "{kind} {data}");
            assert_eq!(event.verdict() == Verdict::Ask, !ends, "{kind} {data}");
            assert_eq!(event.handle().unwrap().kind, TaskKind::Video);
        }
        // Of a version that is not known, nobody knows what a null means.
        let body = format!(
            r#"{{"id":"e","type":"{done}","api_version":"v2","data":{}}}"#,
            data("SUCCESS", file, "null")
        );
        assert_eq!(WebhookEvent::from_slice(body.as_bytes()).unwrap().verdict(), Verdict::Ask);
        for (kind, data) in
            [("endpoint.test", data("SUCCESS", file, "null")), (done, "null".into()), (done, "{}".into())]
        {
            let event = event(kind, &data);
            assert_eq!((event.verdict(), event.handle()), (Verdict::Nothing, None), "{kind} {data}");
        }
        assert_eq!(event("new.test", r#"{"task_id":"endpoint_test"}"#).verdict(), Verdict::Nothing);
    }

    #[test]
    fn a_handle_is_made_of_what_the_event_says() {
        let made = |data: &str| event("generation.completed", data).handle();
        let full =
            made(r#"{"task_id":"t","client_business_id":"job-1","task_type":"image","model":"m"}"#).unwrap();
        assert_eq!((full.kind, full.model.as_deref()), (TaskKind::Image, Some("m")));
        assert_eq!(full.business_id, Some(BusinessId::new("job-1").unwrap()));
        assert_eq!(made(r#"{"task_id":"tsk_vid_1","task_type":"film"}"#).unwrap().kind, TaskKind::Video);
        assert_eq!(made(r#"{"task_id":"t","task_type":"film"}"#), None);
        assert_eq!(
            made(r#"{"task_id":"t","task_type":"image","client_business_id":"a b"}"#).unwrap().business_id,
            None
        );
    }

    #[test]
    fn p04_a_damaged_text_does_not_hide_the_event() {
        let body = b"\xef\xbb\xbf{\"id\":\"evt_1\",\"type\":\"generation.failed\",\"data\":{\"task_id\":\"tsk_1\",\"status\":\
            \"FAILURE\",\"error\":{\"code\":\"x\",\"message\":\"\\ud800 \xff\"}}}{\"and\":\"more\"}";
        let event = WebhookEvent::from_slice(body).unwrap();
        assert!(matches!(event.verdict(), Verdict::Ended(task) if task.phase() == Phase::Failed));
    }

    #[test]
    fn a_body_that_is_no_event_says_why() {
        assert_eq!(WebhookEvent::from_slice(b"{\"id\":\"e\"}"), Err(ReadEventError::Missing("type")));
        assert!(matches!(WebhookEvent::from_slice(b"[]"), Err(ReadEventError::Json(_))));
    }
}
