//! Small readings and writings of a JSON body.

use serde_json::{Map, Value};

/// Sets a value deep inside an object, making the objects on the way.
pub(super) fn set(object: &mut Map<String, Value>, place: &str, value: Value) {
    let Some((key, inner)) = place.split_once('.') else {
        object.insert(place.to_owned(), value);
        return;
    };
    let child = object.entry(key).or_insert_with(|| Value::Object(Map::new()));
    if !child.is_object() {
        *child = Value::Object(Map::new());
    }
    if let Value::Object(child) = child {
        set(child, inner, value);
    }
}

/// The value deep inside an object.
pub(super) fn get<'a>(object: &'a Map<String, Value>, place: &str) -> Option<&'a Value> {
    match place.split_once('.') {
        None => object.get(place),
        Some((key, inner)) => get(object.get(key)?.as_object()?, inner),
    }
}

/// A count, when the JSON number is one.
pub(super) fn count(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|count| u32::try_from(count).ok())
}

/// The URLs of a list that holds strings or `{"url": …}` and nothing else. An empty list is `None`: it is kept as it
/// came, since a body taken over must go out as it came in.
pub(super) fn urls(value: &Value) -> Option<Vec<String>> {
    let entries = value.as_array().filter(|entries| !entries.is_empty())?;
    let url = |entry: &Value| match entry {
        Value::String(url) => Some(url.clone()),
        Value::Object(object) if object.len() == 1 => object.get("url")?.as_str().map(str::to_owned),
        _ => None,
    };
    entries.iter().map(url).collect()
}
