//! The bodies of the three events of `webhooks/task-webhooks`.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use toapis_types::TaskKind;

/// What an event tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventType {
    /// A task has its result.
    #[serde(rename = "generation.completed")]
    Completed,
    /// A task failed for good, and what it cost was given back.
    #[serde(rename = "generation.failed")]
    Failed,
    /// Someone tries the endpoint out; no task is behind it.
    #[serde(rename = "endpoint.test")]
    Test,
}

/// An event that was made: its body never changes, however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) kind: EventType,
    pub(crate) body: String,
}

/// A task that came to its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EndedTask<'a> {
    pub(crate) task_id: &'a str,
    /// Left out of the body when the create had none.
    pub(crate) client_business_id: Option<&'a str>,
    pub(crate) kind: TaskKind,
    pub(crate) model: &'a str,
    pub(crate) end: TaskEnd<'a>,
    /// Unix seconds.
    pub(crate) submitted_at: u64,
    /// Unix seconds.
    pub(crate) finished_at: u64,
}

/// How it ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TaskEnd<'a> {
    /// With what stands as `result` in the answers of the status calls.
    Completed(&'a Value),
    /// With the code and message that stand as `error` there.
    Failed { code: &'a str, message: &'a str },
}

impl Event {
    /// The event of a task, at `now` since 1970. The id comes from `random`.
    pub(crate) fn of_task(task: &EndedTask<'_>, random: &mut fastrand::Rng, now: Duration) -> Self {
        let (kind, status, result, error) = match task.end {
            TaskEnd::Completed(result) => (EventType::Completed, "SUCCESS", Some(result), None),
            TaskEnd::Failed { code, message } => {
                (EventType::Failed, "FAILURE", None, Some(ErrorBody { code, message }))
            }
        };
        let data = Data {
            task_id: task.task_id,
            client_business_id: task.client_business_id,
            task_type: task.kind,
            model: Some(task.model),
            status,
            progress: "100%",
            result,
            error,
            submitted_at: task.submitted_at,
            finished_at: task.finished_at,
        };
        Self::new(kind, data, random, now)
    }

    /// The event of the console's test button: of no task, with times of 0.
    pub(crate) fn test(random: &mut fastrand::Rng, now: Duration) -> Self {
        let result = json!({"message": "ToAPIs webhook endpoint test"});
        let data = Data {
            task_id: "endpoint_test",
            client_business_id: None,
            task_type: TaskKind::Image,
            model: None,
            status: "SUCCESS",
            progress: "100%",
            result: Some(&result),
            error: None,
            submitted_at: 0,
            finished_at: 0,
        };
        Self::new(EventType::Test, data, random, now)
    }

    fn new(kind: EventType, data: Data<'_>, random: &mut fastrand::Rng, now: Duration) -> Self {
        let id = event_id(random);
        let body = Body { id: &id, kind, api_version: "v1", created_at: now.as_secs(), data };
        // Text, numbers and a JSON value: nothing in it can fail to be written.
        let body = serde_json::to_string(&body).unwrap_or_default();
        Self { id, kind, body }
    }
}

fn event_id(random: &mut fastrand::Rng) -> String {
    const LETTERS: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let letters = (0..26).map(|_| char::from(LETTERS[random.usize(..LETTERS.len())]));
    "evt_".chars().chain(letters).collect()
}

/// The fields in the order of the page.
#[derive(Serialize)]
struct Body<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: EventType,
    api_version: &'a str,
    created_at: u64,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    task_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_business_id: Option<&'a str>,
    task_type: TaskKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    status: &'a str,
    progress: &'a str,
    result: Option<&'a Value>,
    error: Option<ErrorBody<'a>>,
    submitted_at: u64,
    finished_at: u64,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'a str,
    message: &'a str,
}

#[cfg(test)]
mod tests {
    use toapis_types::{EventKind, WebhookEvent};

    use super::*;

    const NOW: Duration = Duration::from_millis(1_750_000_400_999);

    fn task(end: TaskEnd<'_>) -> EndedTask<'_> {
        EndedTask {
            task_id: "tsk_00test01",
            client_business_id: Some("job-2207"),
            kind: TaskKind::Image,
            model: "model-name",
            end,
            submitted_at: 1_750_000_000,
            finished_at: 1_750_000_399,
        }
    }

    fn random() -> fastrand::Rng {
        fastrand::Rng::with_seed(1)
    }

    #[test]
    fn a_completed_task_is_told_in_the_documented_shape_and_order() {
        let result = json!({"type": "image", "data": [{"url": "https://files.example.com/result.png"}]});
        let event = Event::of_task(&task(TaskEnd::Completed(&result)), &mut random(), NOW);
        let expected = format!(
            r#"{{"id":"{}","type":"generation.completed","api_version":"v1","created_at":1750000400,"data":{{"task_id":"tsk_00test01","client_business_id":"job-2207","task_type":"image","model":"model-name","status":"SUCCESS","progress":"100%","result":{result},"error":null,"submitted_at":1750000000,"finished_at":1750000399}}}}"#,
            event.id
        );
        assert_eq!((event.kind, event.body), (EventType::Completed, expected));
    }

    #[test]
    fn a_failed_task_is_told_in_the_documented_shape_and_order() {
        let end = TaskEnd::Failed { code: "generation_failed", message: "no \"attempt\" succeeded" };
        let task = EndedTask { client_business_id: None, kind: TaskKind::Video, ..task(end) };
        let event = Event::of_task(&task, &mut random(), NOW);
        let expected = format!(
            r#"{{"id":"{}","type":"generation.failed","api_version":"v1","created_at":1750000400,"data":{{"task_id":"tsk_00test01","task_type":"video","model":"model-name","status":"FAILURE","progress":"100%","result":null,"error":{{"code":"generation_failed","message":"no \"attempt\" succeeded"}},"submitted_at":1750000000,"finished_at":1750000399}}}}"#,
            event.id
        );
        assert_eq!((event.kind, event.body), (EventType::Failed, expected));
    }

    #[test]
    fn w25_the_test_event_is_of_no_task() {
        let event = Event::test(&mut random(), NOW);
        let expected = format!(
            r#"{{"id":"{}","type":"endpoint.test","api_version":"v1","created_at":1750000400,"data":{{"task_id":"endpoint_test","task_type":"image","status":"SUCCESS","progress":"100%","result":{{"message":"ToAPIs webhook endpoint test"}},"error":null,"submitted_at":0,"finished_at":0}}}}"#,
            event.id
        );
        assert_eq!((event.kind, &event.body), (EventType::Test, &expected));
        let read = WebhookEvent::from_slice(event.body.as_bytes()).unwrap();
        assert_eq!((read.kind, read.task), (EventKind::Test, None));
    }

    #[test]
    fn ids_follow_the_seed_and_do_not_repeat() {
        let mut one = random();
        let first = Event::test(&mut one, NOW).id;
        assert_eq!(first, Event::test(&mut random(), NOW).id);
        assert_ne!(first, Event::test(&mut one, NOW).id);
        assert!(first.starts_with("evt_") && !first.contains('.') && first.len() == 30);
    }
}
