//! Reading, writing and changing a request whose fields are partly typed.

use serde::{Deserialize, Deserializer, Serializer};
use serde_json::{Map, Value};
use thiserror::Error;

use super::Slot;

/// A request with typed fields and a map of everything else.
pub(crate) trait Open: Default {
    /// The typed fields, in the order in which they are written.
    fn slots(&self) -> Vec<(&'static str, &dyn Slot)>;

    /// The typed field of a name.
    fn slot(&mut self, key: &str) -> Option<&mut dyn Slot>;

    fn others(&self) -> &Map<String, Value>;

    fn others_mut(&mut self) -> &mut Map<String, Value>;
}

/// A request body that is not a JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a request body must be a JSON object")]
pub struct NotAnObject;

/// Takes a body over as it is; what does not fit a typed field stays among the others.
pub(crate) fn from_json<R: Open>(body: Value) -> Result<R, NotAnObject> {
    let Value::Object(map) = body else { return Err(NotAnObject) };
    let mut request = R::default();
    for (key, value) in map {
        put(&mut request, &key, value);
    }
    Ok(request)
}

/// The body as JSON.
pub(crate) fn to_json<R: Open>(request: &R) -> Value {
    Value::Object(fields(request).map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The same body, without a copy of its texts.
pub(crate) fn into_json<R: Open>(mut request: R) -> Value {
    let own: Vec<&'static str> = request.slots().iter().map(|(key, _)| *key).collect();
    let mut body = Map::new();
    for key in own {
        let typed = request.slot(key).and_then(Slot::take);
        let other = if request.others().is_empty() { None } else { request.others_mut().remove(key) };
        if let Some(value) = typed.or(other) {
            body.insert(key.to_owned(), value);
        }
    }
    body.extend(std::mem::take(request.others_mut()));
    Value::Object(body)
}

/// Writes the fields in their order.
pub(crate) fn serialize<R: Open, S: Serializer>(request: &R, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(fields(request))
}

pub(crate) fn deserialize<'de, R: Open, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    from_json(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

/// Puts a value at the top level, into its own place when it has one and the type fits. What was there is gone.
pub(crate) fn put<R: Open>(request: &mut R, key: &str, value: Value) {
    request.others_mut().remove(key);
    let rest = match request.slot(key) {
        Some(slot) => {
            slot.clear();
            slot.read(value).err()
        }
        None => Some(value),
    };
    if let Some(value) = rest {
        request.others_mut().insert(key.to_owned(), value);
    }
}

/// Sets the field at a place such as `metadata.resolution`, making the objects on the way.
pub(crate) fn set<R: Open>(request: &mut R, place: &str, value: Value) {
    let Some((first, inner)) = place.split_once('.') else {
        put(request, place, value);
        return;
    };
    if let Some(object) = request.slot(first).and_then(|slot| slot.object()) {
        set_inside(object, inner, value);
    } else {
        set_inside(request.others_mut(), place, value);
    }
}

/// Adds a value to the list at a place.
pub(crate) fn push<R: Open>(request: &mut R, place: &str, value: Value) {
    let mut list = list(request, place);
    list.push(value);
    set(request, place, Value::Array(list));
}

/// Sets one position of a list. Positions before it that nobody set hold a blank text, which a check names: the last
/// frame of a film is of no use without the first one.
pub(crate) fn put_at<R: Open>(request: &mut R, place: &str, index: usize, value: Value) {
    let mut list = list(request, place);
    while list.len() <= index {
        list.push(Value::from(""));
    }
    list[index] = value;
    set(request, place, Value::Array(list));
}

/// Sets the one entry of a list of objects that holds `constants`; adds it when there is none.
pub(crate) fn put_entry<R: Open>(request: &mut R, place: &str, constants: &[(&str, Value)], entry: Value) {
    let mut list = list(request, place);
    let is_it = |old: &Value| constants.iter().all(|(key, value)| old.get(key) == Some(value));
    match list.iter_mut().find(|old| is_it(old)) {
        Some(old) => *old = entry,
        None => list.push(entry),
    }
    set(request, place, Value::Array(list));
}

fn list<R: Open>(request: &R, place: &str) -> Vec<Value> {
    match at(request, place) {
        Some(Value::Array(entries)) => entries,
        _ => Vec::new(),
    }
}

/// What is sent at a place.
fn at<R: Open>(request: &R, place: &str) -> Option<Value> {
    let mut steps = place.split('.');
    let first = steps.next()?;
    let value = fields(request).find(|(key, _)| *key == first)?.1;
    steps.try_fold(value, |value, step| value.get(step).cloned())
}

/// Every field that is sent, in the order in which it is written.
fn fields<R: Open>(request: &R) -> impl Iterator<Item = (&str, Value)> {
    let slots = request.slots();
    let own: Vec<&'static str> = slots.iter().map(|(key, _)| *key).collect();
    let others = request.others();
    let typed = slots.into_iter().filter_map(|(key, slot)| {
        let value = slot.write().or_else(|| others.get(key).cloned())?;
        Some((key, value))
    });
    let rest = others.iter().filter(move |(key, _)| !own.contains(&key.as_str()));
    typed.chain(rest.map(|(key, value)| (key.as_str(), value.clone())))
}

fn set_inside(object: &mut Map<String, Value>, place: &str, value: Value) {
    let Some((key, inner)) = place.split_once('.') else {
        object.insert(place.to_owned(), value);
        return;
    };
    let child = object.entry(key).or_insert_with(|| Value::Object(Map::new()));
    if !child.is_object() {
        *child = Value::Object(Map::new());
    }
    if let Value::Object(child) = child {
        set_inside(child, inner, value);
    }
}
