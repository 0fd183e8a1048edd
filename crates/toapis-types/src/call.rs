//! Calls that make no task of their own kind: groups of assets, checks of a person, lists.

use std::borrow::Cow;

use serde_json::{Map, Value};
use thiserror::Error;

use crate::lenient::{integer_of, text_of};
use crate::task::{ReadTaskError, Task};

/// A call that is neither a create nor a status call: where it goes, what it carries, how its answer is read.
///
/// Requests such as [`CreatePrivateAvatarGroup`] implement it, so that a client needs one method for all of them.
///
/// ```
/// # #[cfg(feature = "video")] {
/// use toapis_types::call::Call;
/// use toapis_types::video::private_avatar::GetPrivateAvatarAsset;
///
/// let call = GetPrivateAvatarAsset::new("pa_1");
/// assert_eq!(call.path(), "/v1/videos/doubao-seedance-2-0/private-avatar/assets/pa_1");
/// let asset = call.read(serde_json::json!({"success": true, "data": {"asset_id": "pa_1", "status": "active"}}))?;
/// assert_eq!(asset.asset_id.as_deref(), Some("pa_1"));
/// # }
/// # Ok::<(), toapis_types::call::ReadAnswerError>(())
/// ```
///
/// [`CreatePrivateAvatarGroup`]: crate::video::private_avatar::CreatePrivateAvatarGroup
pub trait Call {
    /// What a good answer holds.
    type Answer;

    /// `GET` or `POST`.
    const METHOD: &'static str;

    /// The path, with `{name}` for the arguments that stand in it.
    const PATH: &'static str;

    /// What was set.
    fn arguments(&self) -> &Arguments;

    /// Reads a good answer.
    ///
    /// # Errors
    ///
    /// When it is not an object, or says itself that it is not a good one.
    fn read(&self, answer: Value) -> Result<Self::Answer, ReadAnswerError>;

    /// The path, with the arguments in it, escaped.
    fn path(&self) -> String {
        let mut path = Self::PATH.to_owned();
        for (name, value) in &self.arguments().path {
            path = path.replace(&format!("{{{name}}}"), &escape(value));
        }
        path
    }

    /// The path and the query behind it.
    fn path_and_query(&self) -> String {
        let query = &self.arguments().query;
        let pairs: Vec<String> =
            query.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
        if pairs.is_empty() { self.path() } else { format!("{}?{}", self.path(), pairs.join("&")) }
    }

    /// The body of a `POST`; `None` for a `GET`.
    fn body(&self) -> Option<Value> {
        (Self::METHOD == "POST").then(|| Value::Object(self.arguments().body.clone()))
    }
}

/// The arguments of a [`Call`], by where they go.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Arguments {
    /// Parts of the path, not escaped.
    pub path: Vec<(&'static str, String)>,
    /// The query, not escaped.
    pub query: Vec<(&'static str, String)>,
    /// The fields of the body.
    pub body: Map<String, Value>,
}

impl Arguments {
    pub(crate) fn in_path(mut self, name: &'static str, value: impl Into<String>) -> Self {
        replace(&mut self.path, name, value.into());
        self
    }

    pub(crate) fn in_query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        replace(&mut self.query, name, value.into());
        self
    }

    pub(crate) fn in_body(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.body.insert(name.to_owned(), value.into());
        self
    }
}

fn replace(list: &mut Vec<(&'static str, String)>, name: &'static str, value: String) {
    list.retain(|(old, _)| *old != name);
    list.push((name, value));
}

/// Why the answer of a [`Call`] could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadAnswerError {
    /// The answer is no JSON object.
    #[error("the answer is not a JSON object")]
    NotAnObject,
    /// The answer says `"success": false`, with its message.
    #[error("the service refused: {0}")]
    Refused(String),
    /// The answer should describe a task and does not.
    #[error(transparent)]
    Task(#[from] ReadTaskError),
}

/// The part of an answer that holds its fields: `data` where there is one, else the whole.
pub(crate) fn data(answer: Value) -> Result<Map<String, Value>, ReadAnswerError> {
    let Value::Object(mut answer) = answer else { return Err(ReadAnswerError::NotAnObject) };
    if answer.get("success") == Some(&Value::Bool(false)) {
        let message = answer.get("message").and_then(Value::as_str).unwrap_or_default();
        return Err(ReadAnswerError::Refused(crate::clean_text(message)));
    }
    match answer.get_mut("data").map(Value::take) {
        Some(Value::Object(data)) => Ok(data),
        Some(other) => {
            answer.insert("data".to_owned(), other);
            Ok(answer)
        }
        None => Ok(answer),
    }
}

pub(crate) fn text(data: &Map<String, Value>, key: &str) -> Option<String> {
    data.get(key).and_then(text_of)
}

pub(crate) fn integer(data: &Map<String, Value>, key: &str) -> Option<i64> {
    data.get(key).and_then(integer_of)
}

pub(crate) fn task(answer: Value) -> Result<Task, ReadAnswerError> {
    Ok(Task::from_value(answer)?)
}

/// Percent-escapes everything that does not stand for itself in a part of a path or a query.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            for digit in [byte >> 4, byte & 15] {
                escaped.extend(char::from_digit(digit.into(), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Ask(Arguments);

    impl Call for Ask {
        type Answer = Map<String, Value>;

        const METHOD: &'static str = "GET";
        const PATH: &'static str = "/v1/things/{id}";

        fn arguments(&self) -> &Arguments {
            &self.0
        }

        fn read(&self, answer: Value) -> Result<Self::Answer, ReadAnswerError> {
            data(answer)
        }
    }

    #[test]
    fn arguments_are_escaped_where_they_stand() {
        let ask = Ask(Arguments::default()
            .in_path("id", "../a b")
            .in_query("token", "x")
            .in_query("token", "1+1=2&"));
        assert_eq!(ask.path(), "/v1/things/..%2Fa%20b");
        assert_eq!(ask.path_and_query(), "/v1/things/..%2Fa%20b?token=1%2B1%3D2%26");
        assert_eq!(ask.body(), None);
    }

    #[test]
    fn answers_are_read_with_and_without_their_wrapping() {
        let ask = Ask(Arguments::default());
        let read = |answer: Value| ask.read(answer).map(Value::Object);
        assert_eq!(read(json!({"success": true, "message": "", "data": {"a": 1}})), Ok(json!({"a": 1})));
        assert_eq!(read(json!({"a": 1})), Ok(json!({"a": 1})));
        assert_eq!(read(json!({"data": [1]})), Ok(json!({"data": [1]})));
        assert_eq!(read(json!([])), Err(ReadAnswerError::NotAnObject));
        assert_eq!(
            read(json!({"success": false, "message": "no such\u{1b}group"})),
            Err(ReadAnswerError::Refused("no such group".to_owned()))
        );
    }
}
