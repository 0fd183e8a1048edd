//! The task: the server's job, as far as one answer described it.

mod plain;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::api_error::ApiError;
use crate::billing::Billing;
use crate::character::{Character, find_characters};
use crate::id::TaskId;
use crate::lenient::{first_text, integer_of, text_of};
use crate::output::{Output, OutputRole, OutputSource, find_outputs};
use crate::raw::RawObject;
use crate::status::{Phase, TaskStatus};

/// A snapshot of a task, from a create call, a status call or a webhook event (`tasks/image-status`).
///
/// Reading is lenient: only an id is needed. Unknown status words keep waiting, odd types are skipped, and everything
/// that was sent stays available in [`raw`](Self::raw). Serialising writes the raw object, so a stored snapshot reads
/// back the same.
///
/// ```
/// use toapis_types::{Phase, Task};
///
/// let task = Task::from_slice(br#"{
///     "id": "tsk_img_1", "status": "completed", "progress": "100%", "created_at": 1750000000,
///     "result": {"type": "image", "data": [{"url": "https://files.toapis.com/a.png"}]}
/// }"#)?;
/// assert_eq!(task.phase(), Phase::Completed);
/// assert_eq!(task.urls().collect::<Vec<_>>(), ["https://files.toapis.com/a.png"]);
/// # Ok::<(), toapis_types::ReadTaskError>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Task {
    /// The id to poll: `task_id` where present, else `id`, else the same under `data`.
    pub id: TaskId,
    /// The other id, when a body holds an `id` that differs from its `task_id`.
    pub other_id: Option<TaskId>,
    /// Your own name for the task, echoed by the server.
    pub client_business_id: Option<String>,
    /// The `object` word: `generation.task`, sometimes `video`.
    pub object: Option<String>,
    /// The model that works on it.
    pub model: Option<String>,
    /// The status word. A body without one counts as completed when it holds results, else as waiting.
    pub status: TaskStatus,
    /// Percent done, 0 to 100. For display only: it may stick at 10 and jump to 100, or be 100 on a failure.
    pub progress: Option<u8>,
    /// When the server accepted it, in Unix seconds by the server's clock.
    pub created_at: Option<i64>,
    /// When it ended, in Unix seconds.
    pub completed_at: Option<i64>,
    /// When the result URLs stop working, in Unix seconds: 24 hours after completion.
    pub expires_at: Option<i64>,
    /// The word in `result.type`: `image`, `video` or `character`. A video was seen with `image`.
    pub result_type: Option<String>,
    /// The files it made, in the server's order, at most 1000; should there ever be more, the others are in
    /// [`raw`](Self::raw).
    pub outputs: Vec<Output>,
    /// The characters it made, where that is what it makes instead of files.
    pub characters: Vec<Character>,
    /// Why it failed.
    pub error: Option<ApiError>,
    /// What it cost.
    pub billing: Option<Billing>,
    /// The `metadata` object, empty when missing.
    pub metadata: Map<String, Value>,
    /// The whole object as it was sent.
    pub raw: RawObject,
}

/// Of what was sent as it is, only the names are shown: it may hold prompts, and signed URLs.
impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("id", &self.id)
            .field("other_id", &self.other_id)
            .field("client_business_id", &self.client_business_id)
            .field("object", &self.object)
            .field("model", &self.model)
            .field("status", &self.status)
            .field("progress", &self.progress)
            .field("created_at", &self.created_at)
            .field("completed_at", &self.completed_at)
            .field("expires_at", &self.expires_at)
            .field("result_type", &self.result_type)
            .field("outputs", &self.outputs)
            .field("characters", &self.characters)
            .field("error", &self.error)
            .field("billing", &self.billing)
            .field("metadata", &self.metadata.keys())
            .field("raw", &self.raw.keys())
            .finish()
    }
}

impl Task {
    /// Reads a task from the body of an answer: the first JSON value counts, see [`json::first_value`].
    ///
    /// # Errors
    ///
    /// When the body is not JSON, not an object, or names no task.
    ///
    /// [`json::first_value`]: crate::json::first_value
    pub fn from_slice(body: &[u8]) -> Result<Self, ReadTaskError> {
        match Self::from_documented(body) {
            Some(task) => Ok(task),
            None => Self::from_value(crate::json::first_value(body)?.value),
        }
    }

    /// Reads an answer of exactly the documented form, which is what nearly all are, in a fraction of the time. `None` says
    /// nothing about the answer; what is read is what [`from_slice`](Self::from_slice) reads.
    pub fn from_documented(body: &[u8]) -> Option<Self> {
        plain::read(body)
    }

    /// Reads a task from a JSON value.
    ///
    /// # Errors
    ///
    /// When the value is not an object, or names no task.
    pub fn from_value(value: Value) -> Result<Self, ReadTaskError> {
        Self::read(value, None)
    }

    /// Reads the answer to a question about a known task; a body without an id is taken to mean that task.
    ///
    /// # Errors
    ///
    /// When the value is not an object, or neither names a task nor describes one.
    pub fn from_value_about(id: &TaskId, value: Value) -> Result<Self, ReadTaskError> {
        Self::read(value, Some(id))
    }

    /// What the status word means.
    pub fn phase(&self) -> Phase {
        self.status.phase()
    }

    /// Whether nothing more will happen: completed or failed.
    pub fn is_terminal(&self) -> bool {
        self.phase().is_terminal()
    }

    /// The URLs of all results, last frames included, in the server's order.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.outputs.iter().filter_map(Output::url)
    }

    /// How long it took on the server, in seconds, once both times are known.
    pub fn seconds_taken(&self) -> Option<i64> {
        Some(self.completed_at?.saturating_sub(self.created_at?)).filter(|seconds| *seconds >= 0)
    }

    fn read(value: Value, known: Option<&TaskId>) -> Result<Self, ReadTaskError> {
        let Value::Object(mut raw) = value else { return Err(ReadTaskError::NotAnObject) };
        if text_at(&raw, "object").as_deref() == Some("list") {
            return Err(ReadTaskError::NoTask);
        }
        let inner = inner_task(&raw);
        let is_inner = inner.is_some();
        let task = Self::read_fields(&raw, inner.unwrap_or(&raw), known)?;
        if known == Some(&task.id) {
            // A snapshot that is stored must name its task, or it could not be read back.
            let body = if is_inner { raw.get_mut("data").and_then(first_object_mut) } else { Some(&mut raw) };
            if let Some(body) = body {
                name_task(body, &task.id);
            }
        }
        Ok(Self { raw: raw.into(), ..task })
    }

    /// Everything but `raw`. `body` is the part of `raw` that is the task.
    fn read_fields(
        raw: &Map<String, Value>,
        body: &Map<String, Value>,
        known: Option<&TaskId>,
    ) -> Result<Self, ReadTaskError> {
        let own = |key: &str| id_at(body, key).or_else(|| id_at(raw, key));
        let (task_id, id) = (own("task_id"), own("id"));
        let other_id = task_id.as_ref().and(id.clone()).filter(|id| Some(id) != task_id.as_ref());
        let outputs = find_outputs(body);
        let status_word = status_word(body).or_else(|| status_word(raw));
        let describes_a_task = status_word.is_some() || !outputs.is_empty();
        let status = match status_word {
            Some(word) => TaskStatus::new(word),
            None if outputs.is_empty() => TaskStatus::new(""),
            None => Phase::Completed.into(),
        };
        let error = failure(body, status.phase());
        // Seen as the name of a task in other gateways; next to an error it is the name of a request.
        let request_id = || {
            own("request_id")
                .filter(|_| describes_a_task && error.is_none() && status.phase() != Phase::Failed)
        };
        let id = task_id.or(id).or_else(request_id).or_else(|| known.filter(|_| describes_a_task).cloned());

        let time = |keys: &[&str]| {
            keys.iter().filter_map(|key| body.get(*key).and_then(integer_of)).find(|at| *at > 0)
        };
        Ok(Self {
            id: id.ok_or(ReadTaskError::NoTask)?,
            other_id,
            client_business_id: first_text(body, &["client_business_id"]),
            object: first_text(body, &["object"]),
            model: first_text(body, &["model"]),
            progress: body.get("progress").and_then(percent),
            created_at: time(&["created_at", "submitted_at", "submit_time", "created"]),
            completed_at: time(&["completed_at", "finished_at", "finish_time"]),
            expires_at: time(&["expires_at"]),
            result_type: body.get("result").and_then(|result| result.get("type")).and_then(text_of),
            characters: find_characters(body),
            error,
            billing: body.get("billing").and_then(Billing::from_value),
            metadata: body.get("metadata").and_then(Value::as_object).cloned().unwrap_or_default(),
            status,
            outputs,
            raw: RawObject::default(),
        })
    }
}

impl Serialize for Task {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Task {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_value(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Why a body could not be read as a [`Task`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadTaskError {
    /// The body is no JSON, or broken.
    #[error(transparent)]
    Json(#[from] crate::json::JsonError),
    /// A list, a text, a number or null.
    #[error("the answer is JSON but not an object")]
    NotAnObject,
    /// An object that names no task.
    #[error("the answer names no task")]
    NoTask,
}

impl OutputSource {
    /// Whether this is inline data.
    pub fn is_inline(&self) -> bool {
        matches!(self, Self::Base64(_))
    }
}

impl Output {
    /// Whether this is a picture or film that was asked for, not a by-product.
    pub fn is_main(&self) -> bool {
        self.role == OutputRole::Main
    }
}

/// The task inside of `{"code": 200, "data": {…}}` and `{"data": [{…}]}`, unless the outer object is the task itself.
///
/// An outer `id` may be that of a request and an outer `status` that of the exchange, so one of them alone does not
/// outweigh a `task_id` further in; both together do, for `data` may be what the provider behind the gateway said.
fn inner_task(raw: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let data = raw.get("data")?;
    let inner = match data {
        Value::Array(items) => items.first()?.as_object()?,
        data => data.as_object()?,
    };
    let has = |object: &Map<String, Value>, key: &str| text_at(object, key).is_some();
    let has_word = |object: &Map<String, Value>, key: &str| {
        object.get(key).is_some_and(Value::is_string) && has(object, key)
    };
    let is_inner = match (has(raw, "task_id"), has(raw, "id"), has_word(raw, "status")) {
        (true, _, _) | (_, true, true) => false,
        _ if has(inner, "task_id") => true,
        (_, true, false) => false,
        (_, false, true) => has(inner, "id") && has_word(inner, "status"),
        (_, false, false) => {
            let words = ["status", "task_status", "result"].iter().any(|key| inner.contains_key(*key));
            // Files of a synchronous answer may have ids of their own; then the list is the result, not the task.
            let is_file =
                data.as_array().is_some_and(|items| items.len() > 1) && !find_outputs(inner).is_empty();
            words || (has(inner, "id") && !is_file)
        }
    };
    is_inner.then_some(inner)
}

fn first_object_mut(data: &mut Value) -> Option<&mut Map<String, Value>> {
    match data {
        Value::Array(items) => items.first_mut()?.as_object_mut(),
        data => data.as_object_mut(),
    }
}

fn name_task(body: &mut Map<String, Value>, id: &TaskId) {
    if id_at(body, "task_id").is_none() && id_at(body, "id").is_none() {
        body.insert("id".to_owned(), Value::String(id.as_str().to_owned()));
    }
}

/// A text or a number; nothing else can be an id.
fn id_at(object: &Map<String, Value>, key: &str) -> Option<TaskId> {
    object.get(key).filter(|value| !value.is_boolean()).and_then(text_of).and_then(TaskId::new)
}

/// The first status word that is not blank; a blank one when there is a field for it but no word.
fn status_word(object: &Map<String, Value>) -> Option<String> {
    let keys = ["status", "task_status", "state"];
    first_text(object, &keys).or_else(|| keys.iter().any(|key| object.contains_key(*key)).then(String::new))
}

fn text_at(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key).and_then(text_of).filter(|text| !text.trim().is_empty())
}

/// 50, 50.0, "50%" and "50" are 50; what lies outside of 0 to 100 is moved to the nearer end.
fn percent(value: &Value) -> Option<u8> {
    let number = match value {
        Value::String(text) => integer_of(&Value::String(text.trim().trim_end_matches('%').to_owned())),
        other => integer_of(other),
    }?;
    u8::try_from(number.clamp(0, 100)).ok()
}

/// The reason of a failure; anything in an `error` field counts, the looser fields only once the task has failed.
fn failure(body: &Map<String, Value>, phase: Phase) -> Option<ApiError> {
    let stated = body.get("error").and_then(ApiError::from_error);
    if stated.is_some() || phase != Phase::Failed {
        return stated;
    }
    let loose = first_text(body, &["fail_reason", "error_message", "detail", "message"])?;
    ApiError::from_error(&Value::String(loose))
}
