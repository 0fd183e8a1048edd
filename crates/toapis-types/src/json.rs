//! Reading JSON that a gateway sent: the first value counts, the rest is kept, damage does not hide a task id.

use serde_json::Value;
use thiserror::Error;

use crate::id::TaskId;

/// The first JSON value of a body, and what stood behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstValue {
    /// The value itself.
    pub value: Value,
    /// How many bytes that are not white space followed. Gateways were seen gluing a second object behind a good
    /// answer; the first one is the answer.
    pub trailing_bytes: usize,
    /// Whether the text had to be repaired to be read: a byte order mark, bytes that are not UTF-8, half a surrogate
    /// pair.
    pub repaired: bool,
}

/// Why a body holds no JSON value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Nothing but white space.
    #[error("the body is empty")]
    Empty,
    /// It does not begin like JSON: a page of HTML, plain text, an image.
    #[error("the body is not JSON")]
    NotJson,
    /// It begins like JSON and breaks: cut off, or nested too deep.
    #[error("the JSON is broken: {0}")]
    Broken(String),
}

/// Reads the first JSON value of a body.
///
/// Leniencies, all reported in the result: a byte order mark, bytes that are not UTF-8 and lone surrogates become
/// replacement characters, and anything may follow the first value.
///
/// # Errors
///
/// When the body is empty, is not JSON, is cut off, or is nested deeper than 128 levels.
///
/// ```
/// let body = br#"{"id":"tsk_1"}{"error":{"type":"new_api_panic"}}"#;
/// let first = toapis_types::json::first_value(body)?;
/// assert_eq!(first.value["id"], "tsk_1");
/// assert_eq!(first.trailing_bytes, 34);
/// # Ok::<(), toapis_types::json::JsonError>(())
/// ```
pub fn first_value(body: &[u8]) -> Result<FirstValue, JsonError> {
    let without_mark = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let had_mark = without_mark.len() != body.len();
    match parse(without_mark) {
        Ok((value, trailing_bytes)) => Ok(FirstValue { value, trailing_bytes, repaired: had_mark }),
        Err(error @ (JsonError::Empty | JsonError::NotJson)) => Err(error),
        Err(broken) => {
            let repaired = replace_lone_surrogates(&String::from_utf8_lossy(without_mark));
            match parse(repaired.as_bytes()) {
                Ok((value, trailing_bytes)) => Ok(FirstValue { value, trailing_bytes, repaired: true }),
                Err(_) => Err(broken),
            }
        }
    }
}

/// Looks for a task id in a body that is not readable as JSON any more, or in what stands behind its first value.
///
/// Accepts the value of the first `"task_id"` key, else of the first `"id"` key that looks like a task of this service
/// (`tsk_…`, `task_…`, `img_…`, `vid_…`, `video_…`), as long as the closing quote is there. An id that may be cut short
/// is not an id.
pub fn salvage_task_id(body: &[u8]) -> Option<TaskId> {
    let text = String::from_utf8_lossy(body);
    string_values(&text, "\"task_id\"")
        .find_map(TaskId::new)
        .or_else(|| string_values(&text, "\"id\"").filter_map(TaskId::new).find(TaskId::has_usual_form))
}

fn parse(text: &[u8]) -> Result<(Value, usize), JsonError> {
    let Some(first) = text.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        return Err(JsonError::Empty);
    };
    if !matches!(first, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') {
        return Err(JsonError::NotJson);
    }
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => {
            let rest = text.get(values.byte_offset()..).unwrap_or_default();
            Ok((value, rest.trim_ascii().len()))
        }
        Some(Err(error)) if matches!(first, b'{' | b'[' | b'"') => Err(JsonError::Broken(error.to_string())),
        _ => Err(JsonError::NotJson),
    }
}

/// Turns `\ud800` without its other half into `\ufffd`, which `serde_json` would refuse together with all the rest.
fn replace_lone_surrogates(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut repaired = String::with_capacity(text.len());
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match escaped_unit(bytes, at) {
            Some(0xd800..=0xdbff) if matches!(escaped_unit(bytes, at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                repaired.push_str(&text[copied..at]);
                repaired.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            Some(_) => at += 6,
            // `\\`, `\"` and their like: two characters, the second of which starts nothing.
            None => at += 2,
        }
    }
    repaired.push_str(&text[copied..]);
    repaired
}

/// The number of a `\uXXXX` escape that starts at `at`.
fn escaped_unit(bytes: &[u8], at: usize) -> Option<u16> {
    let escape = bytes.get(at..at + 6)?;
    let digits = std::str::from_utf8(escape.strip_prefix(b"\\u")?).ok()?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

/// The string values that follow a quoted key, as far as they are whole and made of id characters.
fn string_values<'a>(text: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(key).filter_map(move |(at, _)| {
        let value = text[at + key.len()..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let (id, _) = value.split_once('"')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        id.chars().all(plain).then_some(id)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn p01_the_first_of_two_glued_objects_wins() {
        let first = first_value(b"{\"id\":\"tsk_1\"}  {\"error\":{}} ").unwrap();
        assert_eq!(first.value, json!({"id": "tsk_1"}));
        assert_eq!(first.trailing_bytes, 12);
        assert!(!first.repaired);
    }

    #[test]
    fn p04_damage_in_a_message_does_not_hide_the_id() {
        for body in [
            &b"{\"id\":\"tsk_1\",\"message\":\"\\ud800 oh\"}"[..],
            &b"{\"id\":\"tsk_1\",\"message\":\"\\udc00\\ud83d\\ude00\"}"[..],
            &b"{\"id\":\"tsk_1\",\"message\":\"\xff\xfe\"}"[..],
            &b"\xef\xbb\xbf{\"id\":\"tsk_1\"}"[..],
        ] {
            let first = first_value(body).unwrap();
            assert_eq!(first.value["id"], "tsk_1");
            assert!(first.repaired);
        }
        let pair = first_value(br#"{"m":"\ud83d\ude00 \\ud800"}"#).unwrap();
        assert_eq!(pair.value["m"], "\u{1f600} \\ud800");
    }

    #[test]
    fn p07_deep_nesting_is_an_error_not_a_crash() {
        let deep = "[".repeat(100_000);
        assert!(matches!(first_value(deep.as_bytes()), Err(JsonError::Broken(_))));
    }

    #[test]
    fn pages_and_nothing_are_told_apart() {
        assert_eq!(first_value(b" \n"), Err(JsonError::Empty));
        assert_eq!(first_value(b"<html>"), Err(JsonError::NotJson));
        assert_eq!(first_value(b"not found"), Err(JsonError::NotJson));
        assert!(matches!(first_value(b"{\"id\":"), Err(JsonError::Broken(_))));
    }

    #[test]
    fn p09_a_whole_id_survives_broken_json() {
        let id = |body: &[u8]| salvage_task_id(body).map(|id| id.to_string());
        assert_eq!(id(br#"{"id":"tsk_img_01","sta"#).as_deref(), Some("tsk_img_01"));
        assert_eq!(id(br#"{"id": "x", "task_id" : "anything-1" ,"#).as_deref(), Some("anything-1"));
        assert_eq!(id(br#"{"id":"tsk_img_0"#), None, "an id that may be cut short is not an id");
        assert_eq!(id(br#"{"id":"evt_1"}"#), None);
        assert_eq!(id(b"<html>"), None);
    }

    proptest! {
        #[test]
        fn p27_any_bytes_are_read_without_a_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = first_value(&body);
            let _ = salvage_task_id(&body);
        }

        #[test]
        fn repairing_keeps_good_json_as_it_is(text in "\\PC{0,40}") {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(replace_lone_surrogates(&json), json);
        }
    }
}
