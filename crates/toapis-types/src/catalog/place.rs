//! Places in a JSON body: `metadata.image_list[].type`.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// A value and where exactly it stands: `metadata.image_list[0].type`.
pub(super) struct Found<'a> {
    pub(super) place: Cow<'a, str>,
    pub(super) value: &'a Value,
}

/// The value at a place without lists.
pub(super) fn value_at<'a>(body: &'a Value, place: &str) -> Option<&'a Value> {
    place.split('.').try_fold(body, |value, key| value.get(key))
}

/// All values at a place; several below lists, none when the body does not go there.
pub(super) fn values_at<'a>(body: &'a Value, place: &'a str) -> Vec<Found<'a>> {
    if !place.as_bytes().contains(&b'[') {
        let value = value_at(body, place);
        return value.map(|value| Found { place: place.into(), value }).into_iter().collect();
    }
    let mut found = vec![Found { place: "".into(), value: body }];
    for step in place.split('.') {
        let (key, each) = match step.strip_suffix("[]") {
            Some(key) => (key, true),
            None => (step, false),
        };
        found = found.into_iter().filter_map(|at| child(&at, key)).collect();
        if each {
            found = found.iter().flat_map(entries).collect();
        }
    }
    found
}

/// The objects that would hold the last key of a place, and that key.
pub(super) fn holders<'a>(body: &'a Value, place: &'a str) -> (Vec<Found<'a>>, &'a str) {
    match place.rsplit_once('.') {
        Some((parent, key)) => (values_at(body, parent), key),
        None => (vec![Found { place: "".into(), value: body }], place),
    }
}

/// Sets the value at a place without lists, making the objects on the way.
pub(super) fn set(body: &mut Value, place: &str, value: Value) {
    *at_mut(body, place) = value;
}

/// Adds a value to the list at a place, making the list when there is none.
pub(super) fn push(body: &mut Value, place: &str, value: Value) {
    change_list(body, place, |list| list.push(value));
}

/// Changes the list at a place; anything else there counts as an empty one.
pub(super) fn change_list(body: &mut Value, place: &str, change: impl FnOnce(&mut Vec<Value>)) {
    let at = at_mut(body, place);
    let mut list = match at.take() {
        Value::Array(entries) => entries,
        _ => Vec::new(),
    };
    change(&mut list);
    *at = Value::Array(list);
}

fn at_mut<'a>(body: &'a mut Value, place: &str) -> &'a mut Value {
    let mut at = body;
    for key in place.split('.') {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        at = &mut at[key];
    }
    at
}

/// Puts a key behind a place.
pub(super) fn join<'a>(place: &str, key: &'a str) -> Cow<'a, str> {
    if place.is_empty() { key.into() } else { format!("{place}.{key}").into() }
}

fn child<'a>(at: &Found<'a>, key: &'a str) -> Option<Found<'a>> {
    let value = at.value.get(key)?;
    Some(Found { place: join(&at.place, key), value })
}

fn entries<'a>(at: &Found<'a>) -> Vec<Found<'a>> {
    let list = at.value.as_array().map(Vec::as_slice).unwrap_or_default();
    let entry = |(index, value)| Found { place: format!("{}[{index}]", at.place).into(), value };
    list.iter().enumerate().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_lead_through_objects_and_lists() {
        let body = json!({"metadata": {"list": [{"type": "a"}, {}, {"type": "b"}]}, "urls": ["x", "y"]});
        let places = |place| values_at(&body, place).into_iter().map(|found| found.place).collect::<Vec<_>>();
        assert_eq!(places("metadata.list[].type"), ["metadata.list[0].type", "metadata.list[2].type"]);
        assert_eq!(places("urls[]"), ["urls[0]", "urls[1]"]);
        assert!(places("metadata.list.type").is_empty());
        assert!(places("urls[].url").is_empty());
        let (holders, key) = holders(&body, "metadata.list[].type");
        assert_eq!((holders.len(), key), (3, "type"));
    }
}
