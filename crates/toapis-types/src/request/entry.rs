//! Entries of a list of objects.

use serde_json::{Map, Value};

/// Gives the struct of an entry what does not depend on its keys. It wraps a map named `entry`.
macro_rules! list_entry {
    ($entry:ident) => {
        impl $entry {
            /// Sets a key that has no setter here, for keys newer than this crate.
            pub fn extra(mut self, key: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                self.entry.insert(key.into(), value.into());
                self
            }
        }

        impl From<$entry> for ::serde_json::Value {
            fn from(entry: $entry) -> Self {
                Self::Object(entry.entry)
            }
        }
    };
    // An entry that needs nothing but one text is made from it.
    ($entry:ident, from text) => {
        $crate::request::list_entry!($entry);

        impl From<&str> for $entry {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $entry {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }
    };
}

/// Adds a value to the list in a key.
pub(crate) fn push_key(entry: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    let list = entry.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(list) = list {
        list.push(value.into());
    }
}

pub(crate) use list_entry;
