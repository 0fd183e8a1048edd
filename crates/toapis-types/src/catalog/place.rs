//! Places in a JSON body: `metadata.image_list[].type`.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde_json::{Map, Value};

/// A value and where exactly it stands: `metadata.image_list[0].type`.
pub(super) struct Found<'a> {
    pub(super) place: Place<'a>,
    pub(super) value: &'a Value,
}

/// Where a value stands, put into words only when somebody reads them.
pub(super) enum Place<'a> {
    /// As the table writes it, with the position in each of its lists.
    At(&'a str, [usize; MOST_LISTS]),
    /// An entry of the list at a place.
    Entry(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(place, indexes) => {
                let mut parts = place.split("[]");
                f.write_str(parts.next().unwrap_or_default())?;
                parts.zip(indexes).try_for_each(|(part, index)| write!(f, "[{index}]{part}"))
            }
            Self::Entry(list, index) => write!(f, "{list}[{index}]"),
        }
    }
}

/// How many lists a place may lead through; no page comes near it.
pub(super) const MOST_LISTS: usize = 4;

/// The values at a place: as a rule one or none, which takes no memory.
pub(super) enum Values<'a> {
    AtMostOne(Option<Found<'a>>),
    Several(Vec<Found<'a>>),
}

impl<'a> Deref for Values<'a> {
    type Target = [Found<'a>];

    fn deref(&self) -> &[Found<'a>] {
        match self {
            Self::AtMostOne(found) => found.as_slice(),
            Self::Several(found) => found,
        }
    }
}

/// The value at a place without lists.
pub(super) fn value_at<'a>(body: &'a Value, place: &str) -> Option<&'a Value> {
    match place.split_once('.') {
        Some((key, rest)) => value_at(body.get(key)?, rest),
        None => body.get(place),
    }
}

/// All values at a place; several below lists, none when the body does not go there.
pub(super) fn values_at<'a>(body: &'a Value, place: &'a str) -> Values<'a> {
    match walk(body, place) {
        Some((value, "")) => {
            Values::AtMostOne(Some(Found { place: Place::At(place, [0; MOST_LISTS]), value }))
        }
        Some((list, rest)) => {
            let mut found = Vec::new();
            each_entry(list, rest, (place, [0; MOST_LISTS]), 0, &mut found);
            Values::Several(found)
        }
        None => Values::AtMostOne(None),
    }
}

/// Goes to the end of a place, or to its first list; what is left of the place begins behind the brackets.
fn walk<'a, 'p>(mut body: &'a Value, mut place: &'p str) -> Option<(&'a Value, &'p str)> {
    loop {
        let end = place.bytes().position(|byte| matches!(byte, b'.' | b'['));
        let Some((key, rest)) = end.and_then(|end| place.split_at_checked(end)) else {
            return Some((body.get(place)?, ""));
        };
        body = body.get(key)?;
        match rest.strip_prefix('.') {
            Some(rest) => place = rest,
            None => return Some((body, rest)),
        }
    }
}

/// Adds what stands in the entries of a list, below `rest` of the place: `[].type`.
fn each_entry<'a>(
    list: &'a Value,
    rest: &str,
    (place, mut indexes): (&'a str, [usize; MOST_LISTS]),
    depth: usize,
    found: &mut Vec<Found<'a>>,
) {
    let below = rest.strip_prefix("[]").unwrap_or_default();
    for (index, entry) in list.as_array().into_iter().flatten().enumerate() {
        if let Some(slot) = indexes.get_mut(depth) {
            *slot = index;
        }
        let end = match below.strip_prefix('.') {
            Some(below) => walk(entry, below),
            None => Some((entry, below)),
        };
        match end {
            Some((value, "")) => found.push(Found { place: Place::At(place, indexes), value }),
            Some((list, rest)) => each_entry(list, rest, (place, indexes), depth + 1, found),
            None => {}
        }
    }
}

/// The objects that would hold the last key of a place, and that key.
pub(super) fn holders<'a>(body: &'a Value, place: &'a str) -> (Values<'a>, &'a str) {
    match place.rsplit_once('.') {
        Some((parent, key)) => (values_at(body, parent), key),
        None => {
            (Values::AtMostOne(Some(Found { place: Place::At("", [0; MOST_LISTS]), value: body })), place)
        }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_lead_through_objects_and_lists() {
        let body = json!({"metadata": {"list": [{"type": "a"}, {}, {"type": "b"}]}, "urls": ["x", "y"]});
        let places =
            |place| values_at(&body, place).iter().map(|found| found.place.to_string()).collect::<Vec<_>>();
        assert_eq!(places("metadata.list[].type"), ["metadata.list[0].type", "metadata.list[2].type"]);
        assert_eq!(places("urls[]"), ["urls[0]", "urls[1]"]);
        assert!(places("metadata.list.type").is_empty());
        assert!(places("urls[].url").is_empty());
        let nested = json!({"a": [[{"b": [{"c": 1}, {"c": 2}]}], 7]});
        let deep = values_at(&nested, "a[][].b[].c");
        assert_eq!(
            deep.iter().map(|found| found.place.to_string()).collect::<Vec<_>>(),
            ["a[0][0].b[0].c", "a[0][0].b[1].c"]
        );
        let (holders, key) = holders(&body, "metadata.list[].type");
        assert_eq!((holders.len(), key), (3, "type"));
    }
}
