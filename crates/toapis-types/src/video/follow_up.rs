//! Open requests that work on an earlier film: remix and extend.

use serde_json::{Map, Value};

use crate::call::escape;
use crate::id::TaskId;
use crate::request::open_request;

/// A request for a changed version of an earlier film.
///
/// The id of that film is not part of the body: it is given where the request is sent, and stands in [`path`](Self::path).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RemixRequest {
    /// The model id; that of the earlier film. Left out when empty.
    pub model: String,
    /// What to change. Left out when empty.
    pub prompt: String,
    /// How long the new film is, in seconds.
    pub duration: Option<i64>,
    /// The aspect ratio, such as `16:9`.
    pub aspect_ratio: Option<String>,
    /// Options of the model's own. Left out when empty.
    pub metadata: Map<String, Value>,
    /// Where the service reports the end of the task (`webhooks/task-webhooks`).
    pub callback_url: Option<String>,
    /// Your own name for the task (`tasks/video-status`).
    pub client_business_id: Option<String>,
    /// Other top-level fields. A field that has its own place above wins over an entry of the same name here.
    pub extra: Map<String, Value>,
}

open_request!(
    RemixRequest,
    [model, prompt, duration, aspect_ratio, metadata, callback_url, client_business_id],
    Video,
    Remix
);

impl RemixRequest {
    /// What follows the id of the earlier film in the path.
    pub const ACTION: &'static str = "remix";

    /// Asks a model to work on an earlier film.
    pub fn new(model: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self { model: model.into(), prompt: prompt.into(), ..Self::default() }
    }

    /// Sets how long the new film is, in seconds.
    pub fn duration(mut self, seconds: impl Into<i64>) -> Self {
        self.duration = Some(seconds.into());
        self
    }

    /// Sets the `aspect_ratio`, such as `16:9`.
    pub fn aspect_ratio(mut self, ratio: impl Into<String>) -> Self {
        self.aspect_ratio = Some(ratio.into());
        self
    }

    /// The path this request is posted to: `/v1/videos/{video_id}/remix`.
    pub fn path(&self, video: &TaskId) -> String {
        path_of(video, Self::ACTION)
    }
}

/// A request to make an earlier film longer.
///
/// The id of that film is not part of the body: it is given where the request is sent, and stands in [`path`](Self::path).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExtendRequest {
    /// The model id; that of the earlier film. Left out when empty.
    pub model: String,
    /// What happens in the added part. Left out when empty.
    pub prompt: String,
    /// How long the new film is, in seconds.
    pub duration: Option<i64>,
    /// The aspect ratio, such as `16:9`.
    pub aspect_ratio: Option<String>,
    /// Options of the model's own. Left out when empty.
    pub metadata: Map<String, Value>,
    /// Where the service reports the end of the task (`webhooks/task-webhooks`).
    pub callback_url: Option<String>,
    /// Your own name for the task (`tasks/video-status`).
    pub client_business_id: Option<String>,
    /// Other top-level fields. A field that has its own place above wins over an entry of the same name here.
    pub extra: Map<String, Value>,
}

open_request!(
    ExtendRequest,
    [model, prompt, duration, aspect_ratio, metadata, callback_url, client_business_id],
    Video,
    Extend
);

impl ExtendRequest {
    /// What follows the id of the earlier film in the path.
    pub const ACTION: &'static str = "extend";

    /// Asks a model to work on an earlier film.
    pub fn new(model: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self { model: model.into(), prompt: prompt.into(), ..Self::default() }
    }

    /// Sets how long the new film is, in seconds.
    pub fn duration(mut self, seconds: impl Into<i64>) -> Self {
        self.duration = Some(seconds.into());
        self
    }

    /// Sets the `aspect_ratio`, such as `16:9`.
    pub fn aspect_ratio(mut self, ratio: impl Into<String>) -> Self {
        self.aspect_ratio = Some(ratio.into());
        self
    }

    /// The path this request is posted to: `/v1/videos/{video_id}/extend`.
    pub fn path(&self, video: &TaskId) -> String {
        path_of(video, Self::ACTION)
    }
}

fn path_of(video: &TaskId, action: &str) -> String {
    format!("/v1/videos/{}/{action}", escape(video.as_str()))
}
