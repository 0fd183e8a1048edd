//! The registry of `components/schemas`.

use serde_json::{Map, Value, json};

/// Schemas by name.
#[derive(Default)]
pub(super) struct Schemas(Map<String, Value>);

impl Schemas {
    /// Adds a schema and says how to refer to it. A name that is taken by something else gets a number, so that nothing
    /// is ever lost.
    pub(super) fn add(&mut self, name: &str, schema: Value) -> Value {
        let mut free = name.to_owned();
        let mut number = 2;
        while self.0.get(&free).is_some_and(|taken| *taken != schema) {
            free = format!("{name}{number}");
            number += 1;
        }
        let reference = refer(&free);
        self.0.insert(free, schema);
        reference
    }

    pub(super) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// A reference to a schema.
pub(super) fn refer(name: &str) -> Value {
    json!({ "$ref": address(name) })
}

/// Where a schema stands in the document.
pub(super) fn address(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

/// An object that may hold more than these properties, all of them optional. Answers are read with it: a field that is
/// missing or new must not make a paid result unreadable.
pub(super) fn lenient(description: &str, properties: &Value) -> Value {
    json!({
        "type": "object", "description": description, "properties": properties, "additionalProperties": true,
    })
}

/// A property of one type.
pub(super) fn of_type(kind: &str, description: &str) -> Value {
    json!({ "type": kind, "description": description })
}

/// A text.
pub(super) fn text(description: &str) -> Value {
    of_type("string", description)
}

/// An integer.
pub(super) fn integer(description: &str) -> Value {
    of_type("integer", description)
}

/// The pattern of a text that is more than white space.
pub(super) const NOT_BLANK: &str = r"\S";

/// A number that need not be whole.
pub(super) fn number(description: &str) -> Value {
    of_type("number", description)
}

/// Yes or no.
pub(super) fn boolean(description: &str) -> Value {
    of_type("boolean", description)
}

/// A URL.
pub(super) fn url(description: &str) -> Value {
    json!({ "type": "string", "format": "uri", "description": description })
}

/// A text for which some words are known and others may come.
pub(super) fn open_words(description: &str, words: &[&str]) -> Value {
    json!({ "type": "string", "description": description, "examples": words, "x-toapis-known-values": words })
}
