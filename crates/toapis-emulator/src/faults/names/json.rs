//! JSON that is broken, or not what a client expects.

use serde_json::{Value, json};

use super::{Action, NamedFault, Processing, fixed, narrow, number, text};
use crate::faults::Edit;

fn edit(edit: Edit) -> Action {
    Action::default().edit(edit)
}

fn message(json: &str) -> Action {
    edit(Edit::RawField { name: "message".to_owned(), json: json.to_owned() })
}

fn merge(fields: &Value) -> Action {
    edit(Edit::Merge(fields.as_object().cloned().unwrap_or_default()))
}

fn nested(depth: u64, field: &str) -> Action {
    edit(Edit::Nested { depth: narrow(depth, u32::MAX), field: field.to_owned() })
}

/// A parameter as JSON where it is some, else as a string.
fn loose(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

pub(super) fn rows() -> Vec<NamedFault> {
    let depth = ("how many arrays in each other", Some(200));
    let mut rows = vec![
        fixed(
            "glued-json",
            &["P01"],
            "A second JSON object, the report of a panic, right behind the real body.",
            || edit(Edit::Glue(crate::faults::fault::panic_report())).processed(),
        ),
        fixed("empty-status", &["P13"], "The task is accepted, and its status is an empty string.", || {
            edit(Edit::EmptyStatus).processed()
        }),
        text(
            "status-word",
            &["P13"],
            "The task has this word, or JSON value, as status.",
            ("the word", Some("warming_up")),
            Processing::Yes,
            |word| Ok(merge(&json!({"status": loose(word)}))),
        ),
        text(
            "progress",
            &["P14"],
            "The task has this progress.",
            ("a JSON value; anything else is a string", Some("101")),
            Processing::Yes,
            |progress| Ok(merge(&json!({"progress": loose(progress)}))),
        ),
        fixed("two-ids", &["P10"], "The real id is the `task_id`; the `id` is another.", || {
            edit(Edit::TwoIds)
        }),
        fixed("under-data", &["P11"], "The body is the `data` of another object.", || {
            edit(Edit::Under("data".to_owned()))
        }),
        fixed(
            "under-data-list",
            &["P11"],
            "The body is the only item of the `data` of another object.",
            || edit(Edit::InArray).edit(Edit::Under("data".to_owned())),
        ),
        fixed(
            "other-business-id",
            &["P23"],
            "The answer names a `client_business_id` that was not sent.",
            || merge(&json!({"client_business_id": "somebody-elses-order"})),
        ),
        fixed("odd-billing", &["P22"], "The `billing` of the task is no object.", || {
            merge(&json!({"billing": "soon"}))
        }),
        fixed("unknown-fields", &["P17"], "More fields than are documented.", || {
            merge(&json!({"x_region": "north", "x_trace": {"hops": [1, 2, null]}, "": 0}))
        }),
        fixed("bom", &["P04"], "A byte order mark before the body.", || edit(Edit::ByteOrderMark)),
        fixed("lone-surrogate", &["P04"], "A `message` with half of a surrogate pair.", || {
            message(r#""broken \ud800 here""#)
        }),
        fixed("nul-in-message", &["P04"], "A `message` with an escaped NUL.", || message(r#""a\u0000b""#)),
        fixed("invalid-utf8", &["P04"], "A `message` that is not UTF-8.", || edit(Edit::InvalidUtf8)),
    ];
    rows.extend([
        number("nested-json", &["P07"], "The `metadata` is this many arrays in each other.", depth, |n| {
            nested(n, "metadata")
        }),
        number(
            "nested-unknown-field",
            &["P07"],
            "An undocumented field is this many arrays in each other.",
            depth,
            |n| nested(n, "x_nested"),
        ),
        fixed("deep-json", &["P07"], "The `metadata` is 100,000 arrays in each other.", || {
            nested(100_000, "metadata")
        }),
        fixed("half-json", &["P09"], "Half of the body, in an answer that is whole as HTTP.", || {
            edit(Edit::Truncate { bytes: None })
        }),
        number(
            "truncated-json",
            &["P09"],
            "This many bytes of the body, in an answer that is whole as HTTP.",
            ("bytes", Some(60)),
            |n| edit(Edit::Truncate { bytes: Some(n) }),
        ),
        fixed("json-array", &["P08"], "The body is put into an array.", || edit(Edit::InArray)),
        fixed("json-null", &["P08"], "The body is null.", || edit(Edit::Json(Value::Null))),
        fixed("json-string", &["P08"], "The body is a JSON string.", || edit(Edit::Json("accepted".into()))),
        fixed("json-number", &["P08"], "The body is a number.", || edit(Edit::Json(200.into()))),
        fixed("empty-body", &["H28", "P08"], "The real status, without a body.", || edit(Edit::EmptyBody)),
        fixed("no-content", &["H28"], "204 without a body; the request is processed.", || {
            edit(Edit::Status(204))
        }),
        fixed("reset-content", &["H28"], "205 without a body; the request is processed.", || {
            edit(Edit::Status(205))
        }),
        fixed("not-modified", &["H28"], "304 without a body; the request is processed.", || {
            edit(Edit::Status(304))
        }),
    ]);
    rows
}
