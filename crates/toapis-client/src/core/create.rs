//! Creating a task: the call that costs money. What came of it is one of four things, and only two of them are safe
//! to repeat.

use http::header::HeaderValue;
use http::{Method, StatusCode};
use serde_json::Value;
use toapis_transport::{Delivery, Request, RequestBody, TransportError};
use toapis_types::{ApiError, BusinessId, Category, Task, TaskHandle, TaskId, TaskKind, Ticket, json};

use super::Api;
use super::answer::{Answer, Call};
use crate::error::{Error, UnknownCause};
use crate::outcome::Submitted;

/// One create, with a business id, ready to be sent once.
pub(crate) struct CreateCall<'a> {
    api: &'a Api,
    kind: TaskKind,
    model: String,
    business_id: BusinessId,
    body: RequestBody,
    sent_at: i64,
}

impl<'a> CreateCall<'a> {
    /// A create of `body`, which must carry `business_id` already. `sent_at` is Unix seconds.
    pub(crate) fn new(
        api: &'a Api,
        kind: TaskKind,
        model: &str,
        business_id: BusinessId,
        body: &Value,
        sent_at: i64,
    ) -> Self {
        Self { api, kind, model: model.to_owned(), business_id, body: body.to_string().into(), sent_at }
    }

    /// What to keep when nobody knows what became of this create.
    pub(crate) fn ticket(&self) -> Ticket {
        Ticket::new(self.kind, self.business_id.clone(), &self.model, self.api.base.origin(), self.sent_at)
    }

    fn unknown(&self, task_id: Option<TaskId>, cause: UnknownCause) -> Error {
        let mut ticket = self.ticket();
        ticket.task_id = task_id;
        Error::Unknown { ticket: Box::new(ticket), cause: Box::new(cause) }
    }

    fn accepted(&self, task: Task) -> Submitted {
        let mut handle = TaskHandle::new(self.kind, task.id.clone());
        handle.business_id = Some(self.business_id.clone());
        handle.model = Some(self.model.clone());
        handle.origin = Some(self.api.base.origin());
        handle.submitted_at = Some(task.created_at.unwrap_or(self.sent_at));
        Submitted { handle, task }
    }
}

impl Call for CreateCall<'_> {
    type Output = Submitted;

    fn request(&self) -> Request {
        let json = HeaderValue::from_static("application/json");
        self.api.request(Method::POST, self.kind.path(), Some(json), self.body.clone())
    }

    /// Body before status: an accepted task was seen under HTTP 503, and an error under HTTP 200.
    fn judge(&self, answer: Result<Answer, TransportError>, now: i64) -> Result<Submitted, Error> {
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.delivery() == Delivery::NotSent => {
                return Err(Error::NotSent(Box::new(error)));
            }
            Err(error) => {
                let salvaged = error.partial().and_then(|partial| json::salvage_task_id(partial));
                return Err(self.unknown(salvaged, UnknownCause::Transport(error)));
            }
        };
        let Some(body) = answer.json() else {
            let salvaged = json::salvage_task_id(&answer.body);
            let refused =
                salvaged.is_none() && answer.cut.is_none() && is_refusal(answer.status, None, false);
            let refusal = answer.refusal(None, now);
            return Err(match answer.cut {
                _ if refused => Error::Rejected(Box::new(refusal)),
                Some(cut) => self.unknown(salvaged, UnknownCause::Transport(cut)),
                None => self.unknown(salvaged, UnknownCause::Answer(refusal)),
            });
        };
        let error = ApiError::from_body(&body);
        let is_own_error = body.get("error").is_some_and(Value::is_object) || body.get("code").is_some();
        match read_envelope(&self.business_id, body, answer.status, error.is_some()) {
            Some(task) if echoes_another(&task, &self.business_id) => {
                Err(self.unknown(None, UnknownCause::OtherTask { task: Box::new(task) }))
            }
            Some(task) => Ok(self.accepted(task)),
            None if is_refusal(answer.status, error.as_ref(), is_own_error) => {
                Err(Error::Rejected(Box::new(answer.refusal(error, now))))
            }
            None => Err(self.unknown(
                json::salvage_task_id(&answer.body),
                UnknownCause::Answer(answer.refusal(error, now)),
            )),
        }
    }
}

/// The task in a create's answer, whatever the status code.
fn read_envelope(business_id: &BusinessId, body: Value, status: StatusCode, has_error: bool) -> Option<Task> {
    let says_task = |body: &Value| {
        let word = |key: &str| body.get(key).and_then(Value::as_str);
        word("status").is_some()
            || word("task_id").is_some()
            || matches!(word("object"), Some("generation.task" | "video"))
    };
    let envelope = says_task(&body)
        || body.get("data").is_some_and(|data| says_task(data) || data.get(0).is_some_and(says_task));
    let plausible = envelope || (status.is_success() && !has_error);
    if !plausible {
        return None;
    }
    // The old synchronous form holds a finished result and no id; the business id is then the only name it has.
    Task::from_value(body.clone()).ok().or_else(|| {
        let task = Task::from_value_about(&TaskId::from(business_id), body).ok()?;
        (!task.outputs.is_empty()).then_some(task)
    })
}

/// The server answers with another business id than the one that was sent: whatever this is, it is not our task.
fn echoes_another(task: &Task, business_id: &BusinessId) -> bool {
    task.client_business_id.as_deref().is_some_and(|echo| echo != business_id.as_str())
}

/// Whether an answer without a task is a complete, readable refusal, so that nothing was created.
///
/// `is_own_error` is whether the error has a form that only the service uses; proxies write `{"message": …}` as well.
fn is_refusal(status: StatusCode, error: Option<&ApiError>, is_own_error: bool) -> bool {
    match (status.as_u16(), error) {
        // The gateway fell over, at a point that nobody knows.
        (_, Some(error))
            if error.has_code("new_api_panic") || error.kind.as_deref() == Some("new_api_panic") =>
        {
            false
        }
        // Conflict, request time-out and too early say nothing about what was done.
        (408 | 409 | 425, _) => false,
        (400 | 401 | 402 | 403 | 404 | 413 | 422 | 429, _) | (400..=499, Some(_)) => true,
        (503, Some(_)) => is_own_error,
        (200..=299, Some(error)) => matches!(
            Category::of_failure(error),
            Category::Authentication
                | Category::Permission
                | Category::Balance
                | Category::InvalidRequest
                | Category::ContentPolicy
                | Category::ModelUnavailable
                | Category::RateLimit
        ),
        _ => false,
    }
}
