//! The short way: an answer of exactly the documented form, read without a tree of JSON in between.
//!
//! Nearly every answer is of this form, and a client reads thousands of them. Whatever departs from it in any way, be it one
//! more field, an escape in a text or a number as text, is left to the tolerant reader; what is read here comes out the
//! same there, which a property test holds.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::Task;
use crate::billing::Billing;
use crate::id::TaskId;
use crate::output::Output;
use crate::raw::RawObject;
use crate::status::TaskStatus;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer<'a> {
    id: &'a str,
    object: &'a str,
    model: Option<&'a str>,
    status: &'a str,
    progress: Option<u8>,
    created_at: Option<i64>,
    completed_at: Option<i64>,
    expires_at: Option<i64>,
    client_business_id: Option<&'a str>,
    #[serde(borrow)]
    result: Option<Outcome<'a>>,
    #[serde(borrow)]
    billing: Option<Bill<'a>>,
    #[serde(default)]
    metadata: Map<String, Value>,
    /// A `null`, and nothing else.
    #[serde(default, rename = "error")]
    _error: (),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome<'a> {
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item<'a> {
    url: &'a str,
    format: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bill<'a> {
    status: Option<&'a str>,
    credits: Option<&'a str>,
    cost_usd: Option<&'a str>,
}

/// The task in an answer of the documented form; `None` says nothing about any other.
pub(super) fn read(body: &[u8]) -> Option<Task> {
    let text = std::str::from_utf8(body).ok()?;
    let answer: Answer<'_> = serde_json::from_str(text).ok()?;
    let is_plain = matches!(answer.object, "generation.task" | "video")
        && !answer.status.trim().is_empty()
        && answer.progress.is_none_or(|percent| percent <= 100)
        && [answer.created_at, answer.completed_at, answer.expires_at].into_iter().flatten().all(|at| at > 0);
    if !is_plain {
        return None;
    }
    let (result_type, items) = match answer.result {
        Some(Outcome { kind, data }) => (kind, data),
        None => (None, Vec::new()),
    };
    // Where there is no result, the metadata are searched for one.
    if items.len() > MOST_ITEMS || (items.is_empty() && !answer.metadata.is_empty()) {
        return None;
    }
    let outputs: Option<Vec<Output>> = items.into_iter().map(output).collect();
    let billing = answer.billing.map(|bill| Billing {
        status: bill.status.and_then(not_blank),
        credits: bill.credits.map(str::to_owned),
        cost_usd: bill.cost_usd.map(str::to_owned),
    });
    Some(Task {
        id: TaskId::new(answer.id)?,
        other_id: None,
        client_business_id: answer.client_business_id.and_then(not_blank),
        object: Some(answer.object.to_owned()),
        model: answer.model.and_then(not_blank),
        status: TaskStatus::new(answer.status),
        progress: answer.progress,
        created_at: answer.created_at,
        completed_at: answer.completed_at,
        expires_at: answer.expires_at,
        result_type: result_type.map(str::to_owned),
        outputs: outputs?,
        characters: Vec::new(),
        error: None,
        billing: billing.filter(|billing| *billing != Billing::default()),
        metadata: answer.metadata,
        raw: RawObject::from_text(text),
    })
}

fn output(item: &RawValue) -> Option<Output> {
    let Item { url, format } = serde_json::from_str(item.get()).ok()?;
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    (is_web && url.trim().len() == url.len())
        .then(|| Output::plain(url, format, RawObject::from_text(item.get())))
}

fn not_blank(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// More than that, and the tolerant reader counts them.
const MOST_ITEMS: usize = 100;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const DONE: &str = r#"{"id":"tsk_img_1","object":"generation.task","model":"m","status":"completed","progress":100,
        "created_at":1783953302,"completed_at":1783953319,"expires_at":1784039719,"error":null,
        "billing":{"status":"settled","credits":"1.5","cost_usd":"0.0075"},"metadata":{"a":["b"]},
        "result":{"type":"image","data":[{"url":"https://files.toapis.com/a.png"},{"url":"http://x/b.mp4","format":"mp4"}]}}"#;

    fn tolerant(body: &[u8]) -> Option<Task> {
        Task::from_value(crate::json::first_value(body).ok()?.value).ok()
    }

    /// The short way reads it, and as the long way does.
    fn is_plain(body: &str) -> bool {
        let short = read(body.as_bytes());
        if let Some(short) = &short {
            assert_eq!(Some(short), tolerant(body.as_bytes()).as_ref(), "{body}");
            assert_eq!(short.raw, tolerant(body.as_bytes()).unwrap().raw);
        }
        short.is_some()
    }

    #[test]
    fn documented_answers_take_the_short_way() {
        assert!(is_plain(DONE));
        let queued = r#"{"id":"tsk_1","object":"video","model":"m","status":"queued","progress":0,"created_at":1783953302,"metadata":{}}"#;
        assert!(is_plain(queued));
        assert!(is_plain(r#" {"object":"generation.task","status":"failed","id":" tsk_1 ","result":null} "#));
    }

    #[test]
    fn whatever_departs_from_them_takes_the_long_way() {
        let change = |key: &str, value: Value| {
            let mut body: Value = serde_json::from_str(DONE).unwrap();
            body[key] = value;
            body.to_string()
        };
        for (key, value) in [
            ("object", json!("list")),
            ("object", json!(null)),
            ("status", json!("")),
            ("status", json!(1)),
            ("progress", json!("50%")),
            ("progress", json!(101)),
            ("created_at", json!(0)),
            ("created_at", json!(1.5)),
            ("error", json!({"message": "no"})),
            ("result", json!({"data": [{"url": "ftp://x/a"}]})),
            ("result", json!({"data": [{"url": " https://x/a"}]})),
            ("result", json!({"data": [], "type": "image"})),
            ("result", json!({"data": {"characters": []}})),
            ("result", json!({"data": [{"url": "https://x/a", "last_frame_url": "https://x/b"}]})),
            ("result", json!({"url": "https://x/a"})),
            ("billing", json!({"credits": 1.5})),
            ("task_id", json!("tsk_2")),
            ("id", json!("..")),
            ("anything", json!(1)),
        ] {
            assert!(!is_plain(&change(key, value.clone())), "{key}: {value}");
        }
        assert!(!is_plain(&format!("{DONE}{{}}")), "glued");
        assert!(!is_plain(&DONE.replace("https:", "https\\u003a")), "escaped");
        assert!(!is_plain(&format!("\u{feff}{DONE}")), "a byte order mark");
    }

    proptest! {
        #[test]
        fn p27_both_ways_read_the_same_task(
            cut in 0..DONE.len(), with in "\\PC{0,3}", length in 0..4_usize,
        ) {
            let rest = (cut + length).min(DONE.len());
            is_plain(&[&DONE[..cut], &with, &DONE[rest..]].concat());
        }
    }
}
