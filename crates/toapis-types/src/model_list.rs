//! The live list of models (`chat/list-models`): what a key may use today, unlike the [catalogue](crate::catalog).

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::lenient::{first_text, integer_of};

/// Which models to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ModelFilter {
    /// All of them.
    #[default]
    All,
    /// Models that make text; what the service lists when it is not told.
    Text,
    /// Models that make pictures.
    Image,
    /// Models that make films.
    Video,
    /// Models that make sound. The documentation has no call for them.
    Audio,
}

impl ModelFilter {
    /// The value of the `type` parameter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Text => "text",
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
        }
    }
}

impl fmt::Display for ModelFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One model that a key may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListedModel {
    /// The id that goes into the `model` field.
    pub id: String,
    /// Who owns it, in the service's word.
    pub owned_by: Option<String>,
    /// A time in Unix seconds; often a platform default, so no release date.
    pub created: Option<i64>,
    /// Where it can be called, an open set of words such as `image-generation`.
    pub supported_endpoint_types: Vec<String>,
}

impl ListedModel {
    /// Reads the list; `None` when the answer reports a failure or holds no list. Entries without an id are skipped.
    pub fn list_from_value(value: &Value) -> Option<Vec<Self>> {
        if value.get("success") == Some(&Value::Bool(false)) {
            return None;
        }
        let entries = value.get("data")?.as_array()?;
        Some(entries.iter().filter_map(Self::from_entry).collect())
    }

    fn from_entry(entry: &Value) -> Option<Self> {
        let fields = entry.as_object()?;
        let types = fields.get("supported_endpoint_types").and_then(Value::as_array);
        Some(Self {
            id: first_text(fields, &["id"])?,
            owned_by: first_text(fields, &["owned_by"]),
            created: fields.get("created").and_then(integer_of),
            supported_endpoint_types: types
                .into_iter()
                .flatten()
                .filter_map(|word| word.as_str().map(str::to_owned))
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_list_is_read_leniently() {
        let answer = json!({"success": true, "object": "list", "data": [
            {"id": "gpt-image-2", "object": "model", "created": 1_626_777_600, "owned_by": "custom", "supported_endpoint_types": ["image-generation", 7]},
            {"id": "bare"}, {"object": "model"}, "odd",
        ]});
        let list = ListedModel::list_from_value(&answer).unwrap();
        assert_eq!(list.iter().map(|model| model.id.as_str()).collect::<Vec<_>>(), ["gpt-image-2", "bare"]);
        assert_eq!(list[0].supported_endpoint_types, ["image-generation"]);
        assert_eq!(ListedModel::list_from_value(&json!({"success": false, "data": []})), None);
        assert_eq!(ListedModel::list_from_value(&json!({"data": {}})), None);
    }
}
