//! Reads the fields of a JSON body with their types and ranges. `null` counts as absent everywhere.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::problem::Problem;

/// The body of a call.
pub(super) fn body(bytes: &[u8]) -> Result<Value, Problem> {
    let body: Value = serde_json::from_slice(bytes)
        .map_err(|error| Problem::body(format!("the body is not JSON: {error}")))?;
    match body {
        Value::Object(_) => Ok(body),
        other => Err(Problem::body(format!("the body must be a JSON object, not {}", what(&other)))),
    }
}

/// A JSON object, and where it is in the body.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    /// Its place with a dot behind it, such as `messages[0].`; empty for the body itself.
    place: String,
}

impl<'a> Fields<'a> {
    /// The fields of the value at a place; the empty place is the body itself.
    pub(super) fn of(value: &'a Value, place: &str) -> Result<Self, Problem> {
        let Some(object) = value.as_object() else { return Err(wrong(place, "an object", value)) };
        let place = if place.is_empty() { String::new() } else { format!("{place}.") };
        Ok(Self { object, place })
    }

    /// The place of a field in the body.
    pub(super) fn place(&self, key: &str) -> String {
        format!("{}{key}", self.place)
    }

    /// The field, unless it is absent.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.object.get(key).filter(|value| !value.is_null())
    }

    /// The field, which must be there.
    pub(super) fn needed(&self, key: &str) -> Result<&'a Value, Problem> {
        self.get(key).ok_or_else(|| {
            let place = self.place(key);
            let message = format!("{place} is missing");
            Problem::invalid(place, message)
        })
    }

    /// A text.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, Problem> {
        self.read(key, "a string", Value::as_str)
    }

    /// A text that must be there, and not be empty.
    pub(super) fn needed_text(&self, key: &str) -> Result<&'a str, Problem> {
        self.needed(key)?;
        match self.text(key)? {
            Some(text) if !text.is_empty() => Ok(text),
            _ => Err(self.refuse(key, "must not be empty")),
        }
    }

    /// A text that must be one of a few words, if it is there.
    pub(super) fn word(&self, key: &str, words: &[&str]) -> Result<Option<&'a str>, Problem> {
        let text = self.text(key)?;
        match text {
            Some(word) if !words.contains(&word) => {
                Err(self.refuse(key, &format!("must be one of {}, not {word:?}", words.join(", "))))
            }
            _ => Ok(text),
        }
    }

    /// `true` or `false`; `false` when absent.
    pub(super) fn flag(&self, key: &str) -> Result<bool, Problem> {
        Ok(self.read(key, "true or false", Value::as_bool)?.unwrap_or(false))
    }

    /// A number in a range.
    pub(super) fn number(&self, key: &str, range: RangeInclusive<f64>) -> Result<Option<f64>, Problem> {
        let number = self.read(key, "a number", Value::as_f64)?;
        match number {
            Some(number) if !range.contains(&number) => {
                let (low, high) = (range.start(), range.end());
                Err(self.refuse(key, &format!("must be from {low} to {high}, not {number}")))
            }
            _ => Ok(number),
        }
    }

    /// A whole number in a range.
    pub(super) fn count(&self, key: &str, range: RangeInclusive<u64>) -> Result<Option<u64>, Problem> {
        let number =
            self.read(key, "an integer", |value| value.as_i64().or(value.as_u64().map(|_| i64::MAX)))?;
        let Some(number) = number else { return Ok(None) };
        match u64::try_from(number) {
            Ok(count) if range.contains(&count) => Ok(Some(count)),
            _ if *range.end() == u64::MAX => {
                Err(self.refuse(key, &format!("must be at least {}, not {number}", range.start())))
            }
            _ => {
                let (low, high) = (range.start(), range.end());
                Err(self.refuse(key, &format!("must be from {low} to {high}, not {number}")))
            }
        }
    }

    /// A list.
    pub(super) fn list(&self, key: &str) -> Result<Option<&'a Vec<Value>>, Problem> {
        self.read(key, "an array", Value::as_array)
    }

    /// A list that must be there, and not be empty.
    pub(super) fn needed_list(&self, key: &str) -> Result<&'a Vec<Value>, Problem> {
        self.needed(key)?;
        match self.list(key)? {
            Some(list) if !list.is_empty() => Ok(list),
            _ => Err(self.refuse(key, "must not be empty")),
        }
    }

    /// Texts that end an answer: a list of them, or where `single` says so a text alone. No more than `most`.
    pub(super) fn stops(&self, key: &str, single: bool, most: usize) -> Result<Vec<String>, Problem> {
        let stops = match self.get(key) {
            None => return Ok(Vec::new()),
            Some(Value::String(stop)) if single => vec![stop.as_str()],
            Some(Value::Array(list)) => list
                .iter()
                .map(|stop| stop.as_str().ok_or_else(|| wrong(&self.place(key), "an array of strings", stop)))
                .collect::<Result<_, _>>()?,
            Some(other) if single => return Err(wrong(&self.place(key), "a string or an array", other)),
            Some(other) => return Err(wrong(&self.place(key), "an array", other)),
        };
        if stops.len() > most {
            return Err(self.refuse(key, &format!("may hold {most} texts at most, not {}", stops.len())));
        }
        if stops.iter().any(|stop| stop.is_empty()) {
            return Err(self.refuse(key, "must not hold an empty text"));
        }
        Ok(stops.into_iter().map(str::to_owned).collect())
    }

    /// A refusal of a field: its place, then what is wrong with it.
    pub(super) fn refuse(&self, key: &str, what_is_wrong: &str) -> Problem {
        let place = self.place(key);
        let message = format!("{place} {what_is_wrong}");
        Problem::invalid(place, message)
    }

    fn read<T>(
        &self,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(value) = self.get(key) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| wrong(&self.place(key), wanted, value))
    }
}

/// A refusal of a value of the wrong type.
pub(super) fn wrong(place: &str, wanted: &str, value: &Value) -> Problem {
    Problem::invalid(place, format!("{place} must be {wanted}, not {}", what(value)))
}

/// A value's type, as a person says it.
fn what(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_wrong_value_is_named_with_its_place() {
        let value = json!({
            "text": 7, "empty": "", "flag": "yes", "number": 2.5, "count": 0, "huge": u64::MAX, "half": 1.5,
            "list": {}, "none": [], "stop": [1], "stops": ["a", "b", "c"], "blank": "", "null": null,
        });
        let fields = Fields::of(&value, "here[1]").unwrap();
        let check = |problem: Problem, key: &str, message: &str| {
            let param = Some(format!("here[1].{key}"));
            assert_eq!(problem, Problem::Invalid { param, message: format!("here[1].{key} {message}") });
        };
        check(fields.needed("gone").unwrap_err(), "gone", "is missing");
        check(fields.needed("null").unwrap_err(), "null", "is missing");
        check(fields.text("text").unwrap_err(), "text", "must be a string, not a number");
        check(fields.needed_text("empty").unwrap_err(), "empty", "must not be empty");
        check(fields.word("empty", &["a", "b"]).unwrap_err(), "empty", "must be one of a, b, not \"\"");
        check(fields.flag("flag").unwrap_err(), "flag", "must be true or false, not a string");
        check(fields.number("number", 0.0..=2.0).unwrap_err(), "number", "must be from 0 to 2, not 2.5");
        check(fields.count("count", 1..=u64::MAX).unwrap_err(), "count", "must be at least 1, not 0");
        check(fields.count("count", 1..=4).unwrap_err(), "count", "must be from 1 to 4, not 0");
        check(
            fields.count("half", 1..=4).unwrap_err(),
            "half",
            "must be an integer, not a number with a fraction",
        );
        assert!(fields.count("huge", 1..=u64::MAX).unwrap().is_some());
        check(fields.list("list").unwrap_err(), "list", "must be an array, not an object");
        check(fields.needed_list("none").unwrap_err(), "none", "must not be empty");
        check(
            fields.stops("stop", true, 4).unwrap_err(),
            "stop",
            "must be an array of strings, not a number",
        );
        check(fields.stops("stops", true, 2).unwrap_err(), "stops", "may hold 2 texts at most, not 3");
        check(fields.stops("blank", true, 4).unwrap_err(), "blank", "must not hold an empty text");
        check(fields.stops("blank", false, 4).unwrap_err(), "blank", "must be an array, not a string");
        assert_eq!(fields.text("null").unwrap(), None);
        assert_eq!(fields.stops("stops", false, 3).unwrap(), ["a", "b", "c"]);
    }

    #[test]
    fn a_body_is_one_json_object() {
        for (bytes, message) in [
            (&b""[..], "the body is not JSON: EOF while parsing a value at line 1 column 0"),
            (b"[]", "the body must be a JSON object, not an array"),
            (b"null", "the body must be a JSON object, not null"),
        ] {
            assert_eq!(body(bytes).unwrap_err(), Problem::body(message));
        }
    }
}
