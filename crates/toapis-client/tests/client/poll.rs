//! What one look may bring: a task, or words about something else that must not be taken for one.

use serde_json::{Value, json};
use toapis_client::poll::time::VirtualTime;
use toapis_client::poll::{LookErrorKind, TaskSource};
use toapis_client::transport::memory::{MemoryTransport, Reply};
use toapis_client::types::{Category, Phase, Task};
use toapis_client::{Client, Error, Money};

use crate::support::{TASK, block_on, completed, config, cut, error, handle, look, lost, reply, shapes};

fn client(answer: Reply) -> Client {
    let transport = MemoryTransport::new();
    transport.expect(look()).reply(answer);
    Client::with(config(), transport, VirtualTime::new()).unwrap()
}

fn status(answer: Reply) -> Result<Task, Error> {
    block_on(client(answer).status(&handle()))
}

fn kind(answer: Reply) -> LookErrorKind {
    block_on(client(answer).look(&handle())).unwrap_err().kind()
}

#[test]
fn every_recorded_status_is_a_task() {
    for shape in shapes(&["status"]) {
        let task = status(Reply::new(shape.http_status.unwrap()).body(shape.bytes()));
        assert!(task.is_ok(), "{}: {task:?}", shape.id);
    }
}

#[test]
fn no_recorded_error_is_a_failed_task() {
    for shape in shapes(&["error"]) {
        let answer = Reply::new(shape.http_status.unwrap_or(403)).body(shape.bytes());
        assert!(matches!(status(answer), Err(Error::Refused(_))), "{}", shape.id);
    }
}

#[test]
fn t08_words_about_the_exchange_are_no_words_about_the_task() {
    let answers: [(u16, Value, LookErrorKind); 8] = [
        (400, json!({"message": "task_not_exist"}), LookErrorKind::Gone),
        (400, json!({"code": "task_not_exist", "message": "no"}), LookErrorKind::Gone),
        (410, json!({"status": "expired"}), LookErrorKind::Gone),
        (404, json!({"status": "failed", "message": "no such task"}), LookErrorKind::Gone),
        (401, json!({"status": "error", "error": {"message": "bad key"}}), LookErrorKind::Refused),
        (500, json!({"status": "error", "request_id": "r-1", "message": "oops"}), LookErrorKind::Lost),
        (200, json!({"error": {"type": "new_api_panic", "message": "nil"}}), LookErrorKind::Lost),
        (429, error("rate_limit_exceeded"), LookErrorKind::RateLimited),
    ];
    for (status, body, expected) in answers {
        assert_eq!(kind(reply(status, &body)), expected, "{status} {body}");
    }
}

#[test]
fn a_failed_task_is_an_answer_and_no_error_of_the_look() {
    for body in [
        json!({"id": TASK, "status": "failed", "error": {"code": "generation_failed", "message": "no"}}),
        json!({"task_id": TASK, "task_status": "failed", "error": "no"}),
        json!({"status": "failed", "error": "no"}),
    ] {
        let task = status(reply(200, &body)).unwrap();
        assert_eq!(
            (task.id.as_str(), task.phase(), task.error.is_some()),
            (TASK, Phase::Failed, true),
            "{body}"
        );
    }
    let gone = json!({"id": TASK, "status": "failed", "error": "no"});
    assert_eq!(status(reply(500, &gone)).unwrap().phase(), Phase::Failed, "it names the task");
}

#[test]
fn h24_h38_what_is_not_whole_is_lost() {
    for answer in [
        Reply::new(200),
        Reply::new(200).body("<!DOCTYPE html>"),
        Reply::new(200).body(r#"{"id":"tsk_img_01AAAA","status":"com"#),
        cut(200, completed().to_string()),
        lost(),
    ] {
        assert_eq!(kind(answer), LookErrorKind::Lost);
    }
}

#[test]
fn h41_a_redirect_of_a_look_is_not_followed_with_the_key() {
    let answer = Reply::new(302).header("location", "https://evil.example/v1/images/generations/tsk_1");
    let error = status(answer).unwrap_err();
    assert_eq!((error.category(), error.money()), (Some(Category::Edge), Money::NotMoved));
    assert!(error.to_string().contains("a redirect to evil.example"), "{error}");
}

#[test]
fn t17_a_wish_to_wait_reaches_the_waiter() {
    let answer = reply(429, &error("rate_limit_exceeded")).header("retry-after", "11");
    let error = block_on(client(answer).look(&handle())).unwrap_err();
    assert_eq!(error.retry_after().unwrap().as_secs(), 11);
    let unavailable = Reply::new(503).header("retry-after", "3").body("busy");
    let error = block_on(client(unavailable).look(&handle())).unwrap_err();
    assert_eq!((error.kind(), error.retry_after().unwrap().as_secs()), (LookErrorKind::Lost, 3));
}

#[test]
fn the_request_id_is_found_in_any_of_its_headers() {
    for name in ["x-oneapi-request-id", "x-request-id", "cf-ray"] {
        let error = status(reply(500, &error("oops")).header(name, "req-1")).unwrap_err();
        assert_eq!(error.request_id(), Some("req-1"), "{name}");
    }
    assert_eq!(status(reply(500, &error("oops"))).unwrap_err().request_id(), None);
}
