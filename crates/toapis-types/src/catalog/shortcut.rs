//! Uses of lists that have a name of their own.

use serde_json::Value;

use super::Scalar;
use super::place::change_list;

/// One use of a list, named after what people want: `first_frame`, `last_frame`, `reference`.
///
/// Families put the same thing into different places: a position of `image_urls`, an entry of `image_with_roles` with
/// a role, an entry of `metadata.image_list` with a type.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Shortcut {
    /// The name people use, and the setter of the typed builder.
    pub name: &'static str,
    /// The place of the list.
    pub at: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Of a list of objects: the key that takes the value; else empty.
    pub key: &'static str,
    /// Of a list of objects: what else the entry holds.
    pub entry: &'static [(&'static str, Scalar)],
    /// The position, where it is one of a list of plain values.
    pub index: Option<usize>,
    /// The setter of the typed builder that takes several values, which add up; empty where the last value counts.
    pub several: &'static str,
    /// The models that have it; empty for every model of the page.
    pub models: &'static [&'static str],
}

impl Shortcut {
    /// A use of a list that every model of the page has.
    pub const fn new(name: &'static str, at: &'static str, summary: &'static str) -> Self {
        Self { name, at, summary, key: "", entry: &[], index: None, several: "", models: &[] }
    }

    /// Whether a model has it.
    pub fn is_for(&self, model: &str) -> bool {
        self.models.is_empty() || self.models.contains(&model)
    }

    /// Writes a value into a body. A position before it that nobody set holds a blank text, which a check names.
    pub fn write(&self, body: &mut Value, value: Value) {
        change_list(body, self.at, |list| self.put(list, value));
    }

    fn put(&self, list: &mut Vec<Value>, value: Value) {
        if let Some(index) = self.index {
            while list.len() <= index {
                list.push(Value::from(""));
            }
            list[index] = value;
        } else if self.key.is_empty() {
            list.push(value);
        } else {
            let replaces = self.several.is_empty();
            let old = list.iter().position(|old| replaces && self.is_same_use(old));
            let entry = self.entry_with(value);
            match old {
                Some(old) => list[old] = entry,
                None => list.push(entry),
            }
        }
    }

    fn is_same_use(&self, old: &Value) -> bool {
        self.entry.iter().all(|(key, scalar)| old.get(key).is_some_and(|value| scalar.matches(value)))
    }

    fn entry_with(&self, value: Value) -> Value {
        let constants = self.entry.iter().map(|(key, scalar)| ((*key).to_owned(), scalar.to_json()));
        constants.chain([(self.key.to_owned(), value)]).collect()
    }
}
