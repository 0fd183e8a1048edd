//! What a person reads when something went wrong: what happened, whether money moved, and what to do.
//!
//! One text for every kind of error, in one snapshot; review it as prose.

use std::fmt::Write as _;

use serde_json::json;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::transport::{ErrorKind, TransportError};
use toapis_client::types::Task;
use toapis_client::types::image::ImageRequest;
use toapis_client::{ApiKey, BaseUrl, Completed, Config, ConfigError, Error, UploadFile, blocking};

use crate::support::{
    KEY, Recover, Submit, WaitFor, both, completed, config, cut, error, failed, handle, look, lost, refused,
    reply, request, run, run_after_loss, submit, task, ticket,
};

#[derive(Default)]
struct Texts(String);

impl Texts {
    fn add(&mut self, name: &str, error: impl Into<Error>) {
        let text = error.into().to_string();
        assert!(!text.contains(KEY) && !text.contains('\u{1b}'), "{text:?}");
        assert!(!text.contains("..") && !text.ends_with(' ') && !text.contains("  "), "{text:?}");
        assert_eq!(
            text.ends_with('.'),
            text.contains(". "),
            "a period ends what has several sentences: {text:?}"
        );
        writeln!(self.0, "{name}\n    {text}\n").unwrap();
    }

    fn submit(&mut self, name: &str, answer: Reply) {
        self.add(name, submit(answer).unwrap_err());
    }

    fn run(&mut self, name: &str, create: &Reply, looks: &[Reply]) {
        self.add(name, run(create, looks).0.unwrap_err());
    }
}

#[test]
fn before_anything_is_sent() {
    let mut texts = Texts::default();
    texts.add("no key", ConfigError::NoKey);
    texts.add("a key with its header word", ConfigError::from(ApiKey::new("Bearer sk-1").unwrap_err()));
    texts.add("a base URL without a host", ConfigError::from("https://".parse::<BaseUrl>().unwrap_err()));
    let insecure = Config::new(KEY).base_url("http://toapis.com");
    let built = blocking::Client::with(insecure, MemoryTransport::new(), VirtualTime::new());
    texts.add("plain HTTP", built.unwrap_err());
    texts.add("an environment that is no text", ConfigError::Environment("TOAPIS_API_KEY"));
    texts.add("no backend", ConfigError::NoTransport);
    let tls = TransportError::not_sent(ErrorKind::Tls, "no TLS provider is compiled in");
    texts.add("a backend that does not start", ConfigError::Transport(Box::new(tls)));
    texts.add("a user agent with a line end", ConfigError::UserAgent);
    texts.add("a base URL without an end", ConfigError::Address);
    let named = both(&config(), |_| {}, &Submit(request().client_business_id("app:1"))).0;
    texts.add("a business id with a colon", named.unwrap_err());
    let blank = ImageRequest::new("gemini-3.1-flash-image-preview", "").size("1000x");
    let checked = both(&config().check_requests(true), |_| {}, &Submit(blank)).0;
    texts.add("a request that breaks two limits", checked.unwrap_err());
    texts.add("an empty file", UploadFile::from_bytes("a.png", "").unwrap_err());
    texts.add("a text as a picture", UploadFile::from_bytes("a.png", "hello").unwrap_err());
    let mut foreign = handle();
    foreign.origin = Some("https://toapis.cn".to_owned());
    let client = blocking::Client::with(config(), MemoryTransport::new(), VirtualTime::new()).unwrap();
    texts.add("a handle of another address", client.status(&foreign).unwrap_err());
    insta::assert_snapshot!("texts_before", texts.0);
}

#[test]
fn of_creates() {
    let mut texts = Texts::default();
    texts.submit("not sent", refused());
    let unfit = TransportError::not_sent(ErrorKind::InvalidRequest, "the URI is too long");
    texts.submit("not sent, and never will be", Reply::failure(unfit));
    let said = |code: &str, message: &str| json!({"error": {"code": code, "message": message}});
    let limited = reply(429, &said("rate_limit_exceeded", "Too many requests")).header("retry-after", "6.5");
    texts.submit("rejected: rate limit", limited);
    texts.submit("rejected: key", reply(401, &json!({"error": {"message": "无效的令牌"}})));
    texts.submit("rejected: permission", reply(403, &said("access_denied", "Not for you")));
    texts.submit("rejected: balance", reply(402, &said("insufficient_quota", "余额不足")));
    texts.submit("rejected: request", reply(400, &said("", "n must be 1")));
    texts.submit("rejected: content", reply(400, &said("x.PrivacyInformation", "a real person")));
    texts.submit("rejected: model", reply(503, &said("model_not_found", "no available channel")));
    texts.submit("rejected: no such path", Reply::new(404).body("<html><h1>Not Found</h1></html>"));
    texts.submit("rejected: server", reply(503, &said("fail_to_fetch_task", "upstream said no")));
    texts.submit("unknown: closed", lost());
    texts.submit("unknown: cut, with an id", cut(200, r#"{"id":"tsk_img_9","sta"#));
    texts.submit("unknown: server", reply(500, &said("", "some unknown failure")));
    texts.submit("unknown: page", Reply::new(502).body("<html>\n  <b>Bad gateway</b>\u{1b}[31m"));
    texts.submit("unknown: empty", Reply::new(200));
    texts.submit("unknown: no task", reply(200, &json!({"unexpected": true})));
    texts.submit("unknown: redirect", Reply::new(307).header("location", "https://other.example/x?y"));
    let mut other = task("queued");
    other["client_business_id"] = json!("job\u{1b}[2J-2");
    texts.submit("unknown: another task", reply(200, &other));
    texts.submit(
        "unknown: a task behind an error",
        Reply::new(400).body(r#"{"error":{"message":"no"}}{"id":"tsk_img_9","status":"queued"}"#),
    );
    texts.submit("unknown: too large", Reply::new(200).body("x".repeat((8 << 20) + 1)));
    texts.submit("rejected: a sentence", reply(403, &said("", "Not for you.")));
    let gone = || reply(404, &json!({"error": {"code": 404, "message": "Task not found"}}));
    texts.add("unknown, and not found", run_after_loss(&lost(), &vec![gone(); 7]).0.unwrap_err());
    texts.add(
        "unknown, and no key to look",
        run_after_loss(&lost(), &[reply(401, &error("401"))]).0.unwrap_err(),
    );
    texts.add("unknown, and another found", run_after_loss(&lost(), &[reply(200, &other)]).0.unwrap_err());
    insta::assert_snapshot!("texts_create", texts.0);
}

#[test]
fn of_recoveries() {
    let mut texts = Texts::default();
    let mut recover = |name: &str, answers: &[Reply]| {
        let script = |transport: &MemoryTransport| {
            let path = "/v1/images/generations/job-1";
            for answer in answers {
                transport.expect(Expect::get(path)).reply(answer.clone());
            }
        };
        texts.add(name, both(&config(), script, &Recover(ticket())).0.unwrap_err());
    };
    recover(
        "never seen",
        &vec![reply(404, &json!({"error": {"code": 404, "message": "Task not found"}})); 7],
    );
    recover("never reached", &vec![refused(); 7]);
    recover("key refused", &[reply(401, &error("401"))]);
    let mut other = task("completed");
    other["client_business_id"] = json!("job-2");
    recover("another task", &[reply(200, &other)]);
    let mut foreign = ticket();
    foreign.origin = "https://toapis.cn".to_owned();
    texts.add("another address", both(&config(), |_| {}, &Recover(foreign)).0.unwrap_err());
    insta::assert_snapshot!("texts_recover", texts.0);
}

#[test]
fn of_tasks() {
    let mut texts = Texts::default();
    texts.run("failed", &reply(200, &failed("generation_failed")), &[]);
    texts.run("failed: content", &reply(200, &failed("content_policy")), &[]);
    texts.run("failed: model", &reply(200, &failed("model_not_found")), &[]);
    texts.run("failed without a reason", &reply(200, &task("failed")), &[]);
    let mut finished = failed("generation_failed");
    finished["error"]["message"] = json!("It went\u{1b}[31m wrong.\r\n");
    finished["error"]["code"] = json!("");
    texts.run("failed with a sentence", &reply(200, &finished), &[]);
    texts.run("no file", &reply(200, &task("completed")), &[]);
    texts.add("not over", Completed::judge(handle(), Task::from_value(task("queued")).unwrap()).unwrap_err());
    let queued = reply(200, &task("queued"));
    texts.run("key refused in mid-wait", &queued, &[reply(401, &error("401"))]);
    texts.run("gone", &queued, &vec![reply(404, &error("404")); 4]);
    texts.run("lost too often", &queued, &vec![lost(); 6]);
    let stuck =
        |transport: &MemoryTransport| transport.expect(look().any_times()).reply(reply(200, &task("queued")));
    texts.add("deadline", both(&config(), stuck, &WaitFor(handle())).0.unwrap_err());
    insta::assert_snapshot!("texts_task", texts.0);
}

#[test]
fn of_calls_that_cost_nothing() {
    let mut texts = Texts::default();
    let mut look_once = |name: &str, answer: Reply| {
        let transport = MemoryTransport::new();
        transport.expect(look()).reply(answer);
        let client = blocking::Client::with(config(), transport, VirtualTime::new()).unwrap();
        texts.add(name, client.status(&handle()).unwrap_err());
    };
    look_once(
        "status: no such task",
        reply(404, &json!({"error": {"code": 404, "message": "Task not found"}})),
    );
    look_once("status: key", reply(401, &json!({"error": {"code": "", "message": "Invalid token"}})));
    look_once("status: page", Reply::new(502).body("<html>Bad gateway</html>"));
    look_once("status: no answer", lost());
    look_once("status: not connected", refused());
    look_once("status: cut", cut(200, completed().to_string()));
    look_once("status: too large", Reply::new(200).body("x".repeat((8 << 20) + 1)));
    look_once("status: busy", Reply::new(429).header("retry-after", "3"));
    let upload = |answer: Reply| {
        let transport = MemoryTransport::new();
        transport.expect(Expect::post("/v1/uploads/images")).reply(answer);
        let client = blocking::Client::with(config(), transport, VirtualTime::new()).unwrap();
        let file = UploadFile::from_bytes("a.png", crate::support::PNG).unwrap();
        client.upload(&file).unwrap_err()
    };
    let large = json!({"success": false, "message": "Image too large. Maximum size is 10MB"});
    texts.add("upload: too large", upload(reply(400, &large)));
    texts.add("upload: no URL", upload(reply(200, &json!({"success": true, "data": {}}))));
    insta::assert_snapshot!("texts_free", texts.0);
}
