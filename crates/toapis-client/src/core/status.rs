//! Looking at a task: free, and safe to repeat.

use http::Method;
use toapis_transport::{Request, RequestBody, TransportError};
use toapis_types::{ApiError, Task, TaskHandle};

use super::Api;
use super::answer::{Answer, Call};
use crate::error::Error;

/// One look at a task.
pub(crate) struct StatusCall<'a> {
    api: &'a Api,
    handle: &'a TaskHandle,
}

impl<'a> StatusCall<'a> {
    /// A look at the task of `handle`.
    ///
    /// # Errors
    ///
    /// When the handle belongs to another origin: the key must not go there, and the id means nothing here.
    pub(crate) fn new(api: &'a Api, handle: &'a TaskHandle) -> Result<Self, Error> {
        let own = api.base.origin();
        match &handle.origin {
            Some(origin) if *origin != own => {
                Err(Error::OtherOrigin { handle: Box::new(handle.clone()), origin: own })
            }
            _ => Ok(Self { api, handle }),
        }
    }
}

impl Call for StatusCall<'_> {
    type Output = Task;

    fn request(&self) -> Result<Request, Error> {
        self.api.request(Method::GET, &self.handle.status_path(), None, RequestBody::empty())
    }

    fn judge(&self, answer: Result<Answer<'_>, TransportError>, now: i64) -> Result<Task, Error> {
        let answer = Answer::whole(answer)?;
        if let Some(task) = answer.documented_task() {
            return Ok(task);
        }
        let body = answer.json();
        let error = body.as_ref().and_then(ApiError::from_body);
        let task = body.and_then(|body| {
            // A failed task reports its error beside a status word; an error without one is no task.
            let has_word = |key: &&str| body.get(*key).is_some_and(serde_json::Value::is_string);
            if error.is_some() && !["status", "task_status", "state"].iter().any(has_word) {
                return None;
            }
            // A failed task is answered with HTTP 200; what another status says of itself is not said of the task.
            let is_answer_about_it = answer.status.is_success();
            if is_answer_about_it {
                Task::from_value_about(&self.handle.id, body)
            } else {
                Task::from_value(body)
            }
            .ok()
        });
        task.ok_or_else(|| Error::Refused(Box::new(answer.refusal(error, now))))
    }
}
