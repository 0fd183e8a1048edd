//! Answers with another status than the gateway's own, from it or from what stands before it.

use serde_json::{Value, json};

use super::{Action, FaultError, NamedFault, Processing, fixed, narrow, number, text};
use crate::faults::Edit;
use crate::faults::observed;

fn refused(status: u16) -> Action {
    Action::default().unprocessed().edit(Edit::Status(status))
}

fn refused_with(status: u16, body: Value) -> Action {
    refused(status).edit(Edit::Json(body))
}

fn plain(status: u16, body: &str) -> Action {
    refused(status).edit(Edit::Text { text: body.to_owned(), media_type: None })
}

fn page(status: u16, title: &str) -> Action {
    let text = format!(
        "<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n<body><center><h1>{title}</h1></center></body></html>\n"
    );
    refused(status).edit(Edit::Text { text, media_type: Some("text/html; charset=utf-8".to_owned()) })
}

fn sample(id: &str) -> Result<Action, FaultError> {
    let processed = !observed::sample(id)?.is_error();
    Ok(Action::default().set_processed(processed).edit(Edit::Observed(id.to_owned())))
}

fn with_header(action: Action, name: &str, value: &str) -> Action {
    action.edit(Edit::Header { name: name.to_owned(), value: value.to_owned() })
}

/// 429 of the limiter of tasks, as `rate-limits/async-tasks` has it, without headers.
fn rate_limited() -> Action {
    refused_with(
        429,
        json!({"error": {"code": "rate_limit_exceeded", "message": "the async task rate was exceeded"}}),
    )
}

fn retry_after(value: &str) -> Action {
    with_header(rate_limited(), "retry-after", value)
}

fn new_api(status: u16, code: &str, message: &str) -> Action {
    refused_with(status, json!({"error": {"code": code, "message": message, "type": "new_api_error"}}))
}

fn redirect(status: u16, location: &str) -> Action {
    let location = (!location.is_empty()).then(|| location.to_owned());
    Action::default().unprocessed().edit(Edit::Redirect { status, location })
}

pub(super) fn rows() -> Vec<NamedFault> {
    let mut rows = general();
    rows.extend(limits());
    rows.extend(refusals());
    rows.extend(pages());
    rows.extend(redirects());
    rows
}

fn general() -> Vec<NamedFault> {
    vec![
        fixed(
            "accepted-under-503",
            &["P02"],
            "The task is accepted, and its envelope comes under status 503.",
            || Action::default().processed().edit(Edit::AcceptedUnder(503)),
        ),
        number(
            "accepted-under",
            &["P02", "H31"],
            "The task is accepted, and its envelope comes under this status.",
            ("the status, 200 to 999", Some(500)),
            |status| Action::default().processed().edit(Edit::AcceptedUnder(narrow(status, u16::MAX))),
        ),
        number(
            "status",
            &["H31", "I13", "I14"],
            "This status, with a plain error in the platform's shape.",
            ("the status, 200 to 999", Some(500)),
            |status| refused(narrow(status, u16::MAX)),
        ),
        text(
            "observed",
            &["P15", "P22", "P24"],
            "Status and body of an observed answer.",
            ("its id, such as error-064", None),
            Processing::Depends,
            sample,
        ),
        text(
            "date-off-by",
            &["H50"],
            "A `Date` that is off by this many seconds.",
            ("seconds, also negative", Some("7200")),
            Processing::Yes,
            |seconds| {
                let problem = |_| FaultError::Invalid(format!("`{seconds}` is no number of seconds"));
                Ok(Action::default().edit(Edit::DateOffBy(seconds.parse().map_err(problem)?)))
            },
        ),
    ]
}

fn limits() -> Vec<NamedFault> {
    vec![
        fixed("rate-limited", &["I11", "T17"], "429 of the gateway, with JSON and Retry-After: 5.", || {
            retry_after("5")
        }),
        fixed("rate-limited-bare", &["L05"], "429 with JSON, without any header about it.", rate_limited),
        fixed("rate-limited-text", &["I11", "L05"], "429 with plain text.", || plain(429, "rate limited")),
        fixed("rate-limited-html", &["I11"], "429 with an HTML page, from the edge.", || {
            page(429, "429 Too Many Requests")
        }),
        text(
            "retry-after",
            &["L01"],
            "429 with this Retry-After.",
            ("the value", Some("0")),
            Processing::No,
            |value| Ok(retry_after(value)),
        ),
        fixed("retry-after-empty", &["L01"], "429 with an empty Retry-After.", || retry_after("")),
        fixed("retry-after-list", &["L01"], "429 with `Retry-After: 5, 10`.", || retry_after("5, 10")),
        fixed("retry-after-long", &["L01"], "429 with a Retry-After of 10 KB.", || {
            retry_after(&"9".repeat(10_000))
        }),
        fixed("retry-after-twice", &["L01"], "429 with two Retry-After headers, 5 and 10.", || {
            retry_after("5").edit(Edit::AddHeader { name: "retry-after".to_owned(), value: "10".to_owned() })
        }),
        fixed(
            "rate-limit-disagrees",
            &["L03", "L04"],
            "429 whose X-RateLimit-Reset, in milliseconds since 1970, disagrees with Retry-After: 5.",
            || with_header(retry_after("5"), "x-ratelimit-reset", "1893456000000"),
        ),
        fixed(
            "rate-limit-unavailable",
            &["I12"],
            "503 rate_limit_unavailable: the limiter of submits is down.",
            || {
                refused_with(
                    503,
                    json!({"error": {"code": "rate_limit_unavailable", "message": "the submit limiter is not available right now"}}),
                )
            },
        ),
    ]
}

fn refusals() -> Vec<NamedFault> {
    vec![
        fixed("model-not-found", &["I14"], "503 model_not_found: no channel serves the model.", || {
            new_api(503, "model_not_found", "no available channel for this model")
        }),
        fixed("unavailable-text", &["I13"], "503 with plain text.", || plain(503, "service unavailable")),
        fixed("unavailable-empty", &["I13"], "503 without a body.", || refused(503).edit(Edit::EmptyBody)),
        fixed("internal-error", &["I13"], "500 with a message and no code.", || {
            refused_with(500, json!({"error": {"message": "some unknown failure"}}))
        }),
        fixed("unauthorized", &["I14", "T09"], "401: the key is not accepted.", || {
            refused_with(
                401,
                json!({"error": {"code": 401, "message": "Invalid token", "type": "authentication_error"}}),
            )
        }),
        fixed("no-balance", &["I14", "T10"], "402 insufficient_quota.", || {
            refused_with(402, json!({"error": {"code": "insufficient_quota", "message": "余额不足"}}))
        }),
        fixed("forbidden", &["I14", "T09"], "403 with an empty body.", || refused(403).edit(Edit::EmptyBody)),
        fixed("task-not-found", &["T07", "I03"], "404 for the task, although it is there.", || {
            refused_with(
                404,
                json!({"error": {"code": 404, "message": "Task not found", "type": "not_found_error"}}),
            )
        }),
        fixed("task-not-exist", &["T08"], "400 task_not_exist, although the task is there.", || {
            new_api(400, "task_not_exist", "task_not_exist")
        }),
        fixed("success-false", &["P03", "U11"], "200 with `success: false`.", || {
            refused_with(200, json!({"success": false, "message": "the request could not be handled"}))
        }),
        fixed("error-under-200", &["P03"], "200 with an error in its body.", || {
            refused_with(200, json!({"error": {"code": "invalid_request", "message": "prompt is required"}}))
        }),
        fixed(
            "panic-under-200",
            &["P03", "T08", "I04"],
            "200 with the report of a panic; the request is processed.",
            || {
                Action::default()
                    .processed()
                    .edit(Edit::Status(200))
                    .edit(Edit::Json(crate::faults::fault::panic_report()))
            },
        ),
    ]
}

fn pages() -> Vec<NamedFault> {
    vec![
        fixed("html-502", &["P18", "T11", "D21"], "502 with an HTML page, from the edge.", || {
            page(502, "502 Bad Gateway")
        }),
        fixed("html-504", &["P18", "T11"], "504 with an HTML page, from the edge.", || {
            page(504, "504 Gateway Time-out")
        }),
        fixed(
            "text-524",
            &["H37"],
            "524 with `error code: 524`, from the edge; the request is processed.",
            || plain(524, "error code: 524").set_processed(true),
        ),
        fixed("captive-portal", &["H38"], "200 with an HTML page to log in to a network.", || {
            page(200, "Please log in to this network")
        }),
    ]
}

fn redirects() -> Vec<NamedFault> {
    let location = ("the Location; the path of the request when not given", Some(""));
    let row =
        |name, make| text(name, &["H39", "H40", "H41", "D04"], "A redirect.", location, Processing::No, make);
    vec![
        row("redirect-301", |location| Ok(redirect(301, location))),
        row("redirect-302", |location| Ok(redirect(302, location))),
        row("redirect-303", |location| Ok(redirect(303, location))),
        row("redirect-307", |location| Ok(redirect(307, location))),
        row("redirect-308", |location| Ok(redirect(308, location))),
    ]
}
