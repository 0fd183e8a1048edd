//! What the emulator answers on the wire, byte for byte, when a request is wrong: the shapes of the platform's pages.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use serde_json::{Value, json};
use toapis_client::transport::{BlockingTransport, RequestBody, UreqTransport, http};
use toapis_emulator::{Emulator, EmulatorClock, Lifecycle};

struct Caller {
    emulator: Emulator,
    transport: UreqTransport,
}

impl Caller {
    fn new() -> Self {
        let emulator = Emulator::builder().clock(EmulatorClock::stepped()).seed(1).start_blocking().unwrap();
        Self { emulator, transport: UreqTransport::new().unwrap() }
    }

    /// Sends one request and shows status and body.
    fn call(
        &self,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: impl Into<RequestBody>,
    ) -> (u16, Value) {
        let mut request =
            http::Request::builder().method(method).uri(format!("{}{path}", self.emulator.base_url()));
        if let Some(key) = key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        if path.contains("uploads") {
            request = request.header("content-type", "multipart/form-data; boundary=b");
        }
        let (head, mut body) = self.transport.send(request.body(body.into()).unwrap()).unwrap().into_parts();
        let bytes = body.read_to_end(1 << 20).unwrap();
        let shown = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)));
        (head.status.as_u16(), shown)
    }

    fn with_key(&self, method: &str, path: &str, body: impl Into<RequestBody>) -> (u16, Value) {
        self.call(method, path, Some(self.emulator.api_key()), body)
    }
}

const CREATE: &str = "/v1/images/generations";

#[test]
fn keys_that_are_not_its_own_are_refused_and_not_repeated() {
    let caller = Caller::new();
    for key in [None, Some("sk-emulator-other"), Some("sk-canary-real")] {
        let (status, body) = caller.call("POST", CREATE, key, "{}");
        assert_eq!(
            (status, &body["error"]["code"], &body["error"]["type"]),
            (401, &json!(401), &json!("authentication_error"))
        );
        assert!(!body.to_string().contains("canary"), "S16: {body}");
    }
    assert_eq!(caller.emulator.ledger().charges(), []);
}

#[test]
fn wrong_creates_are_refused_in_the_shapes_of_the_pages() {
    let caller = Caller::new();
    let (status, body) = caller.with_key("POST", CREATE, "not json");
    assert_eq!((status, &body["error"]["code"]), (400, &json!("invalid_request")));

    let wrong = json!({"model": "gemini-3.1-flash-image-preview", "prompt": "x", "n": "2"});
    let (status, body) = caller.with_key("POST", CREATE, wrong.to_string());
    assert_eq!(
        (status, &body["error"]["param"], &body["error"]["type"]),
        (400, &json!("n"), &json!("invalid_request_error"))
    );

    let (status, body) = caller.with_key("POST", CREATE, json!({"model": "none", "prompt": "x"}).to_string());
    assert_eq!(
        (status, &body["error"]["code"], &body["error"]["type"]),
        (503, &json!("model_not_found"), &json!("new_api_error"))
    );

    let many = json!({"model": "gemini-3.1-flash-image-preview", "prompt": "x", "n": 17});
    assert_eq!(caller.with_key("POST", CREATE, many.to_string()).0, 400);

    let huge = format!("\"{}\"", "x".repeat(13_000_000));
    let (status, body) = caller.with_key("POST", CREATE, huge);
    assert_eq!((status, &body["error"]["code"]), (400, &json!("invalid_request")));
    assert_eq!(caller.emulator.ledger().charges(), []);
}

#[test]
fn unknown_tasks_and_addresses() {
    let caller = Caller::new();
    let none = (404, json!({"error": {"code": 404, "message": "no such task", "type": "not_found_error"}}));
    assert_eq!(caller.with_key("GET", "/v1/images/generations/tsk_img_none", ""), none);
    assert_eq!(caller.with_key("GET", "/v1/images/generations/%FF", ""), none);
    let (status, body) = caller.with_key("GET", "/v1/v1/images/generations/x", "");
    assert_eq!(
        (status, &body["error"]["message"]),
        (404, &json!("Invalid URL (GET /v1/v1/images/generations/x)"))
    );
    assert_eq!(caller.call("GET", "/files/images/none/0.png", None, "").0, 404);
}

#[test]
fn uploads_are_judged_by_their_bytes_and_size() {
    let caller = Caller::new();
    let form = |bytes: &[u8]| {
        let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n";
        [head.as_bytes(), bytes, b"\r\n--b--\r\n"].concat()
    };
    let path = "/v1/uploads/images";
    let refused = |message: &str| (400, json!({"success": false, "message": message}));
    assert_eq!(
        caller.with_key("POST", path, form(b"just text")),
        refused("Unsupported image type. Allowed: JPEG, PNG, WebP, GIF")
    );
    let mut large = b"\x89PNG\r\n\x1a\n".to_vec();
    large.resize(10_000_000, 0);
    assert_eq!(caller.with_key("POST", path, form(&large)).0, 200);
    large.push(0);
    assert_eq!(caller.with_key("POST", path, form(&large)), refused("Image too large. Maximum size is 10MB"));
    large.resize(13_000_000, 0);
    assert_eq!(caller.with_key("POST", path, form(&large)), refused("Image too large. Maximum size is 10MB"));
    assert_eq!(caller.with_key("POST", path, "--b--\r\n").0, 400);
}

#[test]
fn a_task_moves_through_its_stages_and_looks_like_the_page_says() {
    let caller = Caller::new();
    let body = json!({"model": "gemini-3.1-flash-image-preview", "prompt": "x", "client_business_id": "job-1", "n": 2});
    let (status, created) = caller.with_key("POST", CREATE, body.to_string());
    let start = created["created_at"].as_u64().unwrap();
    let id = created["id"].as_str().unwrap().to_owned();
    assert_eq!(status, 200);
    assert_eq!(
        (&created["object"], &created["status"], &created["progress"]),
        (&json!("generation.task"), &json!("queued"), &json!(0))
    );
    assert_eq!(created["client_business_id"], "job-1");
    assert!(created.get("result").is_none() && created.get("completed_at").is_none());

    caller.emulator.clock().step(std::time::Duration::from_secs(12));
    let (_, done) = caller.with_key("GET", "/v1/images/generations/job-1", "");
    assert_eq!(
        (&done["id"], &done["status"], &done["progress"]),
        (&json!(id), &json!("completed"), &json!(100))
    );
    assert_eq!(
        (&done["completed_at"], &done["expires_at"]),
        (&json!(start + 12), &json!(start + 12 + 86_400))
    );
    assert_eq!(
        (&done["result"]["type"], done["result"]["data"].as_array().unwrap().len()),
        (&json!("image"), 2)
    );

    caller.emulator.set_lifecycle(
        Lifecycle::instant().failing("generation_failed", "the upstream provider answered 422"),
    );
    let (status, failed) = caller.with_key("POST", CREATE, body.to_string());
    assert_eq!((status, &failed["status"], &failed["progress"]), (200, &json!("failed"), &json!(0)));
    assert_eq!(
        failed["error"],
        json!({"code": "generation_failed", "message": "the upstream provider answered 422"})
    );
}
