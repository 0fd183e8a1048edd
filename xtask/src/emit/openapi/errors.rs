//! Refusals: the shapes of their bodies, the status codes and the headers of the rate limiter.

use serde_json::{Map, Value, json};

use super::Parts;
use super::schemas::{boolean, lenient, refer, text};

/// The refusals of a call that creates a task.
pub(super) const CREATE: &[u16] = &[400, 401, 402, 404, 422, 429, 500, 503];
/// The refusals of a status call.
pub(super) const STATUS: &[u16] = &[400, 401, 404, 429, 500];
/// The refusals of a call about the account.
pub(super) const ACCOUNT: &[u16] = &[401, 429];
/// The refusals of an upload and of the calls about assets.
pub(super) const PLAIN: &[u16] = &[400, 401, 429, 500];
/// The same with an id in the path.
pub(super) const LOOKUP: &[u16] = &[400, 401, 404, 429, 500];
/// The refusals of a call that makes text.
pub(super) const CHAT: &[u16] = &[400, 401, 402, 429, 500, 503];

/// Adds the shapes of refusals.
pub(super) fn add(parts: &mut Parts) {
    let code = json!({
        "type": ["string", "integer", "null"],
        "description": "A word, the HTTP status as an integer, or empty: pages differ for the same error. \
                        An open set.",
        "examples": ["rate_limit_exceeded", 401],
    });
    let message = text("For people. Languages differ between pages and sites: never compare it.");
    let schemas = [
        (
            "ErrorDetail",
            lenient(
                "What went wrong.",
                &json!({
                    "code": code.clone(),
                    "message": message.clone(),
                    "type": text("The class of the error, such as `invalid_request_error`."),
                    "param": { "type": ["string", "null"], "description": "The field at fault, sometimes." },
                }),
            ),
        ),
        (
            "ErrorEnvelope",
            with_required(
                "The usual form: `code` is an integer on some pages, a word on others, and `type` and \
                 `param` come and go.",
                &json!({ "error": refer("ErrorDetail") }),
                &["error"],
            ),
        ),
        (
            "AnthropicError",
            with_required(
                "The form of `/v1/messages`, without a code.",
                &json!({ "type": { "type": "string", "const": "error" }, "error": refer("ErrorDetail") }),
                &["type", "error"],
            ),
        ),
        (
            "Failure",
            with_required(
                "The form of account, upload and asset calls. Account calls send it with HTTP 200: look at \
                 `success` first.",
                &json!({ "success": { "type": "boolean", "const": false }, "message": message.clone() }),
                &["success"],
            ),
        ),
        (
            "FlatError",
            with_required(
                "Not documented, seen: code and message at the top. The message may be JSON with a further \
                 error in it.",
                &json!({ "code": code, "message": message }),
                &["message"],
            ),
        ),
        (
            "ErrorAnswer",
            json!({
                "description": "A refusal, in one of its forms.",
                "anyOf": [refer("ErrorEnvelope"), refer("AnthropicError"), refer("Failure"), refer("FlatError")],
            }),
        ),
    ];
    for (name, schema) in schemas {
        parts.schemas.add(name, schema);
    }
}

/// An answer `{success, message, data}`.
pub(super) fn envelope(about: &str, data: &Value) -> Value {
    lenient(
        about,
        &json!({
            "success": boolean("Whether it worked. Look here before `data`."),
            "message": text("Why it did not; empty when it did."),
            "data": data,
        }),
    )
}

/// The answers of a call: success, these refusals, and whatever else may come.
pub(super) fn responses(success: &Value, codes: &[u16]) -> Value {
    let mut responses = Map::from_iter([("200".to_owned(), success.clone())]);
    for refusal in REFUSALS.iter().filter(|refusal| codes.contains(&refusal.status)) {
        responses.insert(refusal.status.to_string(), refer_response(refusal.name));
    }
    responses.insert("default".to_owned(), refer_response(OTHER));
    responses.into()
}

/// The headers of the rate limiter.
pub(super) fn limit_headers() -> Value {
    let names = LIMIT_HEADERS.iter().map(|(name, _)| ((*name).to_owned(), refer_header(name)));
    names.collect::<Map<_, _>>().into()
}

/// `components/headers`.
pub(super) fn headers() -> Value {
    let mut headers: Map<String, Value> = LIMIT_HEADERS
        .iter()
        .map(|(name, about)| {
            ((*name).to_owned(), json!({ "description": about, "schema": { "type": "integer" } }))
        })
        .collect();
    headers["X-RateLimit-Category"]["schema"] =
        json!({ "type": "string", "x-toapis-known-values": ["async_submit", "async_query"] });
    headers.insert(
        RETRY_AFTER.to_owned(),
        json!({
            "description": "How long to wait. Whole seconds in the documentation; be ready for an HTTP date.",
            "schema": { "type": ["integer", "string"] },
        }),
    );
    headers.into()
}

/// `components/responses`.
pub(super) fn components() -> Value {
    let named = REFUSALS.iter().map(|refusal| (refusal.name.to_owned(), refusal.response()));
    let mut responses: Map<String, Value> = named.collect();
    responses.insert(
        OTHER.to_owned(),
        json!({
            "description": "Anything else. The edge in front of the service answers with HTML or plain text \
                            (502, 504, 524), and a request to create a task may have been accepted all the \
                            same.",
            "content": {
                "application/json": { "schema": refer("ErrorAnswer") },
                "text/html": { "schema": { "type": "string" } },
                "text/plain": { "schema": { "type": "string" } },
            },
        }),
    );
    responses.into()
}

const OTHER: &str = "OtherError";
const RETRY_AFTER: &str = "Retry-After";

const LIMIT_HEADERS: &[(&str, &str)] = &[
    ("X-RateLimit-Category", "Which limit it is: that of creates or that of queries. May be missing."),
    (
        "X-RateLimit-Limit",
        "The size of the limit; whether by the minute or of a burst is not documented. May be missing.",
    ),
    ("X-RateLimit-Remaining", "What is left of it. May be missing."),
    (
        "X-RateLimit-Reset",
        "When it is full again; the unit is not documented, so do not sleep on it. May be missing.",
    ),
];

/// One status code with the bodies that are documented for it.
struct Refusal {
    status: u16,
    name: &'static str,
    about: &'static str,
    /// Whether the headers of the limiter come with it.
    limited: bool,
    /// Names of examples, and the bodies as JSON text.
    examples: &'static [(&'static str, &'static str)],
}

impl Refusal {
    fn response(&self) -> Value {
        let examples: Map<String, Value> = self
            .examples
            .iter()
            .map(|(name, body)| {
                let body: Value = serde_json::from_str(body).unwrap_or_default();
                ((*name).to_owned(), json!({ "value": body }))
            })
            .collect();
        let mut response = super::json_answer(self.about, &refer("ErrorAnswer"), &examples.into());
        if self.limited {
            response["headers"] = limit_headers();
            response["headers"][RETRY_AFTER] = refer_header(RETRY_AFTER);
        }
        response
    }
}

const REFUSALS: &[Refusal] = &[
    Refusal {
        status: 400,
        name: "BadRequest",
        about: "The request is wrong: a field, a file, an unusable `callback_url`. Sent again it fails \
                again. Providers refuse pictures of people with it, and an unknown task id was seen with \
                it.",
        limited: false,
        examples: &[
            (
                "word",
                r#"{"error":{"code":"invalid_request","message":"prompt is missing","param":"prompt","type":"invalid_request_error"}}"#,
            ),
            (
                "integer",
                r#"{"error":{"code":400,"message":"timestamps span 1 to 3 seconds","type":"invalid_request_error"}}"#,
            ),
            (
                "webhooks are off",
                r#"{"error":{"code":"webhook_not_configured","message":"webhook_not_configured"}}"#,
            ),
            (
                "messages",
                r#"{"type":"error","error":{"type":"invalid_request_error","message":"messages is missing"}}"#,
            ),
            ("upload", r#"{"success":false,"message":"Image too large. Maximum size is 10MB"}"#),
        ],
    },
    Refusal {
        status: 401,
        name: "Unauthorized",
        about: "The key is missing or was not accepted.",
        limited: false,
        examples: &[
            (
                "integer",
                r#"{"error":{"code":401,"message":"this key is not valid","type":"authentication_error"}}"#,
            ),
            (
                "word",
                r#"{"error":{"code":"unauthorized","message":"this key is not valid","type":"authentication_error"}}"#,
            ),
            (
                "messages",
                r#"{"type":"error","error":{"type":"authentication_error","message":"this key is not valid"}}"#,
            ),
        ],
    },
    Refusal {
        status: 402,
        name: "PaymentRequired",
        about: "The balance is too low. 403 with a code about quota was seen for the same.",
        limited: false,
        examples: &[
            (
                "integer",
                r#"{"error":{"code":402,"message":"the balance is too low","type":"payment_required"}}"#,
            ),
            ("word", r#"{"error":{"code":"insufficient_quota","message":"the balance is too low"}}"#),
        ],
    },
    Refusal {
        status: 404,
        name: "NotFound",
        about: "There is no such task, file or model. Right after a create it may only be too early.",
        limited: false,
        examples: &[
            ("integer", r#"{"error":{"code":404,"message":"no such task","type":"not_found_error"}}"#),
            ("word", r#"{"error":{"code":"task_not_found","message":"no such task"}}"#),
        ],
    },
    Refusal {
        status: 422,
        name: "ContentRefused",
        about: "The content is against the rules. A refusal may also come later, as a failed task.",
        limited: false,
        examples: &[(
            "word",
            r#"{"error":{"code":"content_policy_violation","message":"the content was refused"}}"#,
        )],
    },
    Refusal {
        status: 429,
        name: "TooManyRequests",
        about: "Too many requests of this user; nothing was made and it may be sent again. Limits count by \
                user, not by key, and apart for creates and queries; a refused request does not count. The \
                body may be plain text or empty.",
        limited: true,
        examples: &[
            (
                "limiter",
                r#"{"error":{"code":"rate_limit_exceeded","message":"too many requests for tasks"}}"#,
            ),
            ("integer", r#"{"error":{"code":429,"message":"too many requests","type":"rate_limit_error"}}"#),
            (
                "messages",
                r#"{"type":"error","error":{"type":"rate_limit_error","message":"too many requests"}}"#,
            ),
        ],
    },
    Refusal {
        status: 500,
        name: "InternalError",
        about: "The service failed. A status call may be repeated; a create may have been accepted.",
        limited: false,
        examples: &[("word", r#"{"error":{"code":"internal_error","message":"the service failed"}}"#)],
    },
    Refusal {
        status: 503,
        name: "Unavailable",
        about: "With the code `rate_limit_unavailable` the limiter is down, nothing was made, and the \
                request may be sent again. With `model_not_found` nobody serves the model at present. Any \
                other body leaves open what happened.",
        limited: true,
        examples: &[
            (
                "limiter",
                r#"{"error":{"code":"rate_limit_unavailable","message":"the limiter is not available"}}"#,
            ),
            (
                "no channel",
                r#"{"error":{"code":"model_not_found","message":"nobody serves this model","type":"new_api_error"}}"#,
            ),
        ],
    },
];

fn with_required(about: &str, properties: &Value, required: &[&str]) -> Value {
    let mut schema = lenient(about, properties);
    schema["required"] = json!(required);
    schema
}

fn refer_response(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

fn refer_header(name: &str) -> Value {
    json!({ "$ref": format!("#/components/headers/{name}") })
}
