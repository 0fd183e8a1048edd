//! JSON as text, where the result may be JSON no longer.

use serde_json::{Map, Value};

/// The body as a JSON object without this field, and open at its end for one more: `{` or `{…,`.
///
/// A body that is no JSON object gives an empty one.
pub(crate) fn open_object(body: &[u8], without: &str) -> Vec<u8> {
    let mut fields: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    fields.remove(without);
    let mut text = Value::Object(fields).to_string().into_bytes();
    text.pop();
    if text.len() > 1 {
        text.push(b',');
    }
    text
}

/// The body as a JSON object with this field, whose value is the raw bytes.
pub(crate) fn with_raw_field(body: &[u8], name: &str, raw: &[u8]) -> Vec<u8> {
    let mut text = open_object(body, name);
    text.extend_from_slice(Value::from(name).to_string().as_bytes());
    text.push(b':');
    text.extend_from_slice(raw);
    text.push(b'}');
    text
}

/// The body with these fields set at its top; a body that is no JSON object gives an object of them alone.
pub(crate) fn merged(body: &[u8], fields: &Map<String, Value>) -> Vec<u8> {
    let mut object: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    object.extend(fields.clone());
    Value::Object(object).to_string().into_bytes()
}

/// The body with an empty `status`, at the top or under `data`.
pub(crate) fn without_status_word(body: &[u8]) -> Vec<u8> {
    let mut value: Value = serde_json::from_slice(body).unwrap_or_else(|_| Value::Object(Map::new()));
    let nested = value.get("status").is_none() && value.pointer("/data/status").is_some();
    let task = if nested { value.get_mut("data") } else { Some(&mut value) };
    if let Some(Value::Object(task)) = task {
        task.insert("status".to_owned(), "".into());
    }
    value.to_string().into_bytes()
}

/// The body with its task id as `task_id`, and another `id`.
pub(crate) fn with_two_ids(body: &[u8]) -> Vec<u8> {
    let mut fields: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    if let Some(id) = fields.get("task_id").or_else(|| fields.get("id")).cloned() {
        fields.insert("task_id".to_owned(), id);
    }
    fields.insert("id".to_owned(), "req_01BBBBBBBBBBBBBBBBBBBBBBB9".into());
    Value::Object(fields).to_string().into_bytes()
}

/// The id of the task that an answer is about, where clients look for it.
pub(crate) fn task_id(value: &Value) -> Option<&str> {
    let places = ["/task_id", "/id", "/data/task_id", "/data/id", "/data/0/task_id", "/data/0/id"];
    places.into_iter().find_map(|place| value.pointer(place)?.as_str())
}

/// All strings that stand under `url` or a name that ends in `_url`, alone or in an array, in order.
pub(crate) fn urls(value: &mut Value) -> Vec<&mut String> {
    let mut found = Vec::new();
    collect_urls(value, false, &mut found);
    found
}

fn collect_urls<'a>(value: &'a mut Value, is_url: bool, found: &mut Vec<&'a mut String>) {
    match value {
        Value::String(url) if is_url => found.push(url),
        Value::Array(items) => items.iter_mut().for_each(|item| collect_urls(item, is_url, found)),
        Value::Object(fields) => {
            for (name, field) in fields {
                collect_urls(field, name == "url" || name.ends_with("_url"), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_added_as_raw_text_and_only_once() {
        let body = br#"{"id":"tsk_1","metadata":{}}"#;
        assert_eq!(with_raw_field(body, "metadata", b"[["), br#"{"id":"tsk_1","metadata":[[}"#);
        assert_eq!(with_raw_field(b"no json", "a", b"1"), br#"{"a":1}"#);
        assert_eq!(open_object(b"[1]", "a"), b"{");
    }

    #[test]
    fn the_status_word_is_emptied_where_it_stands() {
        assert_eq!(without_status_word(br#"{"status":"queued"}"#), br#"{"status":""}"#);
        assert_eq!(without_status_word(br#"{"data":{"status":"queued"}}"#), br#"{"data":{"status":""}}"#);
        assert_eq!(without_status_word(b"x"), br#"{"status":""}"#);
    }

    #[test]
    fn ids_and_urls_are_found_where_they_stand() {
        assert_eq!(task_id(&json!({"id": "a", "task_id": "b"})), Some("b"));
        assert_eq!(task_id(&json!({"data": [{"task_id": "c"}]})), Some("c"));
        assert_eq!(task_id(&json!({"id": 4})), None);
        let mut value = json!({"result": {"data": [{"url": "u", "last_frame_url": "l"}]}, "url": ["x"]});
        assert_eq!(urls(&mut value), ["l", "u", "x"]);
    }
}
