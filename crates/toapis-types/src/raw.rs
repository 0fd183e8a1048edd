//! A JSON object as it was sent, kept cheaply.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A JSON object as it was sent: a map that is only made when somebody looks into it.
///
/// It is there for what has no field of its own. Reads like the map that it [dereferences](Deref) to; clones share it.
///
/// ```
/// use toapis_types::Task;
///
/// let task = Task::from_slice(br#"{"id": "tsk_1", "status": "queued", "queue_place": 7}"#)?;
/// assert_eq!(task.raw["queue_place"], 7);
/// # Ok::<(), toapis_types::ReadTaskError>(())
/// ```
#[derive(Clone, Default)]
pub struct RawObject(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// The text that the map is made of; not needed once it is made.
    text: Box<str>,
    map: OnceLock<Map<String, Value>>,
}

impl RawObject {
    /// The object in a text that was read as one before.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(Arc::new(Inner { text: text.into(), map: OnceLock::new() }))
    }

    /// The map, to own.
    pub fn into_map(self) -> Map<String, Value> {
        match Arc::try_unwrap(self.0) {
            Ok(Inner { text, map }) => map.into_inner().unwrap_or_else(|| read(&text)),
            Err(shared) => Self(shared).deref().clone(),
        }
    }
}

impl Deref for RawObject {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Map<String, Value> {
        self.0.map.get_or_init(|| read(&self.0.text))
    }
}

impl From<Map<String, Value>> for RawObject {
    fn from(map: Map<String, Value>) -> Self {
        Self(Arc::new(Inner { text: Box::default(), map: map.into() }))
    }
}

impl From<RawObject> for Value {
    fn from(raw: RawObject) -> Self {
        Self::Object(raw.into_map())
    }
}

impl PartialEq for RawObject {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl Serialize for RawObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl fmt::Debug for RawObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// The text was read before, as a task or an item of one, so that it is an object; the default has no text.
fn read(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_and_a_map_are_the_same_object() {
        let Value::Object(map) = json!({"a": [1, {"b": null}]}) else { panic!("an object") };
        let (lazy, eager) =
            (RawObject::from_text(r#"{"a": [1, {"b": null}]}"#), RawObject::from(map.clone()));
        assert_eq!(lazy, eager);
        assert_eq!(format!("{lazy:?}"), format!("{eager:?}"));
        assert_eq!(serde_json::to_value(&lazy).unwrap(), Value::Object(map.clone()));
        assert_eq!(lazy.clone().into_map(), map);
        assert_eq!(Value::from(lazy), Value::Object(map));
        assert_eq!(RawObject::default().len(), 0);
    }
}
