//! Looking at a task: free, and safe to repeat.

use std::borrow::Cow;
use std::time::Duration;

use http::{Method, StatusCode};
use toapis_transport::{Request, RequestBody, Timeouts, TransportError};
use toapis_types::{ApiError, Task, TaskHandle};

use super::answer::{Answer, Bucket, Call, Repeat};
use super::{Api, set_timeouts};
use crate::error::{ConfigError, Error};
use crate::key::ApiKey;

/// One look at a task.
pub(crate) struct StatusCall<'a> {
    api: &'a Api,
    handle: Cow<'a, TaskHandle>,
    limit: Duration,
    is_permitted: bool,
}

impl<'a> StatusCall<'a> {
    /// A look at the task of `handle`.
    ///
    /// # Errors
    ///
    /// When the handle belongs to another origin: the key must not go there, and the id means nothing here. When its id is
    /// the key, which must not be in a URL.
    pub(crate) fn new(api: &'a Api, handle: &'a TaskHandle) -> Result<Self, Error> {
        match &handle.origin {
            Some(origin) if *origin != api.base.origin_str() => {
                Err(Error::OtherOrigin { handle: Box::new(handle.clone()), origin: api.base.origin() })
            }
            _ if api.key.is_in(handle.id.as_str()) || ApiKey::was_in(handle.id.as_str()) => {
                Err(ConfigError::KeyAsId.into())
            }
            _ => Ok(Self { api, handle: Cow::Borrowed(handle), limit: Duration::MAX, is_permitted: false }),
        }
    }

    /// Takes no longer than about this, for those who cannot drop it.
    pub(crate) fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// For which somebody else has taken the permit.
    pub(crate) fn permitted(self) -> Self {
        Self { is_permitted: true, ..self }
    }

    /// The look to make after this outcome of this one: when there is no such task, at the task as the other kind.
    pub(crate) fn into_other_kind(self, outcome: &Result<Task, Error>) -> Option<Self> {
        let is_missing = matches!(outcome, Err(error) if error.status() == Some(StatusCode::NOT_FOUND));
        let mut handle = is_missing.then(|| self.handle.into_owned())?;
        handle.kind = handle.kind.other();
        Some(Self { handle: Cow::Owned(handle), ..self })
    }
}

impl Call for StatusCall<'_> {
    type Output = Task;

    const NAME: &'static str = "look";

    fn repeat(&self) -> Repeat {
        Repeat::Freely
    }

    fn bucket(&self) -> Bucket {
        Bucket::Query
    }

    fn is_permitted(&self) -> bool {
        self.is_permitted
    }

    fn subject(&self) -> &str {
        self.handle.id.as_str()
    }

    fn request(&self) -> Result<Request, Error> {
        let mut request =
            self.api.request(Method::GET, self.handle.status_path(), None, RequestBody::empty())?;
        let Timeouts { head, idle, pace } = self.api.timeouts;
        let timeouts = Timeouts { head: head.min(self.limit), idle: idle.min(self.limit), pace };
        set_timeouts(&mut request, timeouts);
        Ok(request)
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
        let mut task = task.ok_or_else(|| Error::Refused(Box::new(answer.refusal(error, now))))?;
        if ApiKey::was_in(task.id.as_str()) {
            task.id = self.handle.id.clone();
        }
        Ok(task)
    }
}
