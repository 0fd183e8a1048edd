//! Characters: what some tasks make instead of files (`videos/sora2/get-personas`).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::lenient::{first_text, object_in};

/// A character that later films can show, by `@username` in their prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Character {
    /// The service's id of it.
    pub id: String,
    /// The name to write into a prompt, behind an `@`.
    pub username: Option<String>,
    /// The name to show to people.
    pub display_name: Option<String>,
    /// A picture of it.
    pub profile_picture_url: Option<String>,
}

/// The characters in a task's body; entries without an id are skipped.
pub(crate) fn find_characters(body: &Map<String, Value>) -> Vec<Character> {
    let data = body.get("result").and_then(|result| object_in(result, "data"));
    let entries = data.and_then(|data| data.get("characters")).and_then(Value::as_array);
    entries.into_iter().flatten().filter_map(Value::as_object).filter_map(character).collect()
}

fn character(fields: &Map<String, Value>) -> Option<Character> {
    Some(Character {
        id: first_text(fields, &["id"])?,
        username: first_text(fields, &["username"]),
        display_name: first_text(fields, &["display_name"]),
        profile_picture_url: first_text(fields, &["profile_picture_url"]),
    })
}
