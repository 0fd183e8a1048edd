//! The answer to an upload (`uploads/images`, `uploads/videos`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::lenient::{first_text, integer_of};

/// A file that the service stored and that requests can refer to by its URL.
///
/// The URL is public and can be used in several requests; the documentation names no lifetime for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Upload {
    /// Where the file is now: what goes into `image_urls`.
    pub url: String,
    /// The service's id of the file.
    pub id: Option<String>,
    /// The media type the service saw, such as `image/png`.
    pub mime_type: Option<String>,
    /// The size in bytes the service saw.
    pub size: Option<u64>,
}

impl Upload {
    /// Reads the answer; `None` when it holds no URL, which makes it no success, whatever else it says.
    pub fn from_value(value: &Value) -> Option<Self> {
        let fields = value.as_object()?;
        if fields.get("success") == Some(&Value::Bool(false)) {
            return None;
        }
        let data = fields.get("data").and_then(Value::as_object).unwrap_or(fields);
        Some(Self {
            url: first_text(data, &["url"])?,
            id: first_text(data, &["id"]),
            mime_type: first_text(data, &["mime_type"]),
            size: data.get("size").and_then(integer_of).and_then(|size| u64::try_from(size).ok()),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn u11_success_needs_a_url() {
        let full = json!({"success": true, "message": "", "data": {"id": "up_1", "url": "https://f/1.png", "mime_type": "image/png", "size": 8}});
        assert_eq!(Upload::from_value(&full).unwrap().size, Some(8));
        assert_eq!(
            Upload::from_value(&json!({"data": {"url": "https://f/1.png"}})).unwrap().url,
            "https://f/1.png"
        );
        assert_eq!(Upload::from_value(&json!({"url": "https://f/1.png"})).unwrap().id, None);
        assert_eq!(Upload::from_value(&json!({"success": false, "data": {"url": "https://f/1.png"}})), None);
        assert_eq!(Upload::from_value(&json!({"success": true, "data": {}})), None);
    }
}
