//! Creating a task: the call that costs money. What came of it is one of four things, and only two of them are safe
//! to repeat.

use http::header::HeaderValue;
use http::{Method, StatusCode};
use serde_json::Value;
use toapis_poll::budget::Class;
use toapis_transport::{Delivery, Request, TransportError};
use toapis_types::{ApiError, BusinessId, Category, Phase, Task, TaskHandle, TaskId, Ticket, json};

use super::Api;
use super::answer::{Answer, Bucket, Call, Repeat};
use crate::duplicates::Intent;
use crate::error::{Error, NoAnswer, UnknownCause};
use crate::key::ApiKey;
use crate::outcome::Submitted;
use crate::prepared::Draft;

/// One create, with a business id, ready to be sent once.
pub(crate) struct CreateCall<'a> {
    api: &'a Api,
    draft: &'a Draft,
    sent_at: i64,
    watch: Option<&'a Watch<'a>>,
    intent: Option<&'a Intent<'a>>,
}

/// Is told, before each attempt, what finds the task should the answer be lost.
pub(crate) type Watch<'a> = dyn Fn(&Ticket) + Send + Sync + 'a;

impl<'a> CreateCall<'a> {
    /// A create of `draft`. `sent_at` is Unix seconds by this machine's clock.
    pub(crate) fn new(api: &'a Api, draft: &'a Draft, sent_at: i64) -> Self {
        Self { api, draft, sent_at, watch: None, intent: None }
    }

    /// One of very many, which somebody watches.
    pub(crate) fn in_bulk(self, watch: &'a Watch<'a>) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// The same, with whoever wants to know whether it was sent.
    pub(crate) fn noting(self, intent: Option<&'a Intent<'a>>) -> Self {
        Self { intent, ..self }
    }

    /// What to keep when nobody knows what became of this create.
    pub(crate) fn ticket(&self) -> Ticket {
        let Draft { kind, model, business_id, resubmit_of, .. } = self.draft;
        let mut ticket = Ticket::new(*kind, business_id.clone(), model, self.api.base.origin(), self.sent_at);
        ticket.resubmit_of.clone_from(resubmit_of);
        ticket
    }

    /// An id in a damaged answer. One that repeats the key would carry it into URLs and logs.
    fn salvage(&self, body: &[u8]) -> Option<TaskId> {
        json::salvage_task_id(body).filter(|id| !self.api.key.is_in(id.as_str()))
    }

    fn unknown(&self, task_id: Option<TaskId>, cause: UnknownCause) -> Error {
        let business_id = &self.draft.business_id;
        tracing::warn!(%business_id, %cause, "nobody knows whether the task was created");
        let mut ticket = self.ticket();
        ticket.task_id = task_id;
        Error::Unknown { ticket: Box::new(ticket), cause: Box::new(cause), looked_up: None }
    }

    fn accepted(&self, mut task: Task) -> Submitted {
        if ApiKey::was_in(task.id.as_str()) {
            // It is no id without the key; the business id finds the task as well.
            task.id = TaskId::from(&self.draft.business_id);
        }
        tracing::info!(business_id = %self.draft.business_id, task_id = %task.id, "the task was created");
        let Draft { kind, model, business_id, .. } = self.draft;
        let mut handle = TaskHandle::new(*kind, task.id.clone());
        handle.business_id = Some(business_id.clone());
        handle.model = Some(model.clone());
        handle.origin = Some(self.api.base.origin());
        // By this machine's clock, which waits go by; the server's may be off by hours.
        handle.submitted_at = Some(self.sent_at);
        Submitted { handle, task }
    }
}

impl Call for CreateCall<'_> {
    type Output = Submitted;

    const NAME: &'static str = "create";

    fn repeat(&self) -> Repeat {
        Repeat::Create
    }

    fn bucket(&self) -> Bucket {
        Bucket::Submit
    }

    fn class(&self) -> Class {
        if self.watch.is_some() { Class::Bulk } else { Class::Single }
    }

    fn subject(&self) -> &str {
        self.draft.business_id.as_str()
    }

    fn request(&self) -> Result<Request, Error> {
        let json = HeaderValue::from_static("application/json");
        let body = serde_json::to_vec(&self.draft.body).map_err(|_| Error::Unserialisable)?.into();
        let request = self.api.request(Method::POST, self.draft.path.clone(), Some(json), body)?;
        if let Some(watch) = self.watch {
            watch(&self.ticket());
        }
        // From here on money may move. Should the process die or the future be dropped, this line is what is left.
        tracing::info!(business_id = %self.draft.business_id, model = ?self.draft.model, "sending a create");
        if let Some(intent) = self.intent {
            intent.leaves();
        }
        Ok(request)
    }

    /// Body before status: an accepted task was seen under HTTP 503, and an error under HTTP 200.
    fn judge(&self, answer: Result<Answer<'_>, TransportError>, now: i64) -> Result<Submitted, Error> {
        let mut answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.delivery() == Delivery::NotSent => {
                return Err(Error::NotSent(Box::new(NoAnswer::new(error))));
            }
            Err(error) => {
                let salvaged = error.partial().and_then(|partial| self.salvage(partial));
                return Err(self.unknown(salvaged, UnknownCause::Transport(error)));
            }
        };
        if let Some(cut) = answer.cut.take() {
            return Err(self.unknown(self.salvage(&answer.body), UnknownCause::Transport(cut)));
        }
        let business_id = &self.draft.business_id;
        if let Some(task) = answer.documented_task().filter(|task| !echoes_another(task, business_id)) {
            return Ok(self.accepted(task));
        }
        let body = answer.json();
        let error = body.as_ref().and_then(ApiError::from_body);
        let is_own_error = body.as_ref().is_some_and(has_own_form);
        match body.and_then(|body| read_envelope(business_id, body, answer.status, error.is_some())) {
            Some(task) if echoes_another(&task, business_id) => {
                return Err(self.unknown(None, UnknownCause::OtherTask { task: Box::new(task) }));
            }
            Some(task) => return Ok(self.accepted(task)),
            None => {}
        }
        // An id anywhere in the answer, be it behind an error that can be read, outweighs the refusal: there may be a task.
        let salvaged = self.salvage(&answer.body);
        let is_refused = salvaged.is_none() && is_refusal(answer.status, error.as_ref(), is_own_error);
        let refusal = answer.refusal(error, now);
        Err(if is_refused {
            Error::Rejected(Box::new(refusal))
        } else {
            self.unknown(salvaged, UnknownCause::Answer(refusal))
        })
    }
}

/// The task in a create's answer, whatever the status code.
fn read_envelope(business_id: &BusinessId, body: Value, status: StatusCode, has_error: bool) -> Option<Task> {
    let is_named = has_word(&body, "task_id", |id| TaskId::new(id).is_some())
        || has_word(&body, "object", |word| matches!(word, "generation.task" | "video"));
    let plausible = is_named || has_word(&body, "status", |_| true) || (status.is_success() && !has_error);
    if !plausible {
        return None;
    }
    match Task::from_value(body.clone()) {
        // Beside a word such as `error`, the `id` in a refusal is that of the request, unless it shows to be a task's.
        Ok(task) => {
            let is_failure = !status.is_success() && task.phase() == Phase::Failed;
            (!is_failure || is_named || task.id.has_usual_form()).then_some(task)
        }
        // The old synchronous form holds a finished result and no id; the business id is then the only name it has.
        Err(_) => Task::from_value_about(&TaskId::from(business_id), body)
            .ok()
            .filter(|task| !task.outputs.is_empty()),
    }
}

/// Whether there is such a word where the fields of a task stand: in the body, its `data`, or the first of its `data`.
fn has_word(body: &Value, key: &str, is_fit: impl Fn(&str) -> bool) -> bool {
    let data = body.get("data");
    let first = data.and_then(|data| data.get(0));
    let mut words =
        [Some(body), data, first].into_iter().flatten().filter_map(|place| place.get(key)?.as_str());
    words.any(is_fit)
}

/// The server answers with another business id than the one that was sent: whatever this is, it is not our task.
fn echoes_another(task: &Task, business_id: &BusinessId) -> bool {
    task.client_business_id.as_deref().is_some_and(|echo| echo != business_id.as_str())
}

/// Whether an error has a form that only the service uses; proxies write `{"message": …}` as well.
fn has_own_form(body: &Value) -> bool {
    body.get("error").is_some_and(Value::is_object) || body.get("code").is_some()
}

/// Whether an answer without a task is a complete, readable refusal, so that nothing was created.
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
