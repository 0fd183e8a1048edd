//! What a create comes to: accepted, rejected, not sent, or unknown. Always exactly one POST.

use serde_json::{Value, json};
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::transport::{ErrorKind, TransportError};
use toapis_client::types::{Category, Phase, Ticket};
use toapis_client::{Error, Money, UnknownCause};

use crate::support::{
    CREATE, MODEL, NOW, Submit, TASK, both, completed, config, cut, error, failed, lost, refused, reply,
    request, submit, task,
};

/// The ticket of a create whose outcome is unknown; anything else fails the test.
#[track_caller]
fn unknown(answer: Reply) -> Ticket {
    match submit(answer) {
        Err(Error::Unknown { ticket, .. }) => *ticket,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn rejected(answer: Reply) -> Category {
    match submit(answer) {
        Err(Error::Rejected(refusal)) => refusal.category,
        other => panic!("{other:?}"),
    }
}

fn salvaged(ticket: &Ticket) -> Option<&str> {
    ticket.task_id.as_ref().map(AsRef::as_ref)
}

#[test]
fn p01_the_first_of_two_glued_objects_is_the_task() {
    let body =
        format!("{}{}", task("pending"), json!({"error": {"type": "new_api_panic", "message": "nil"}}));
    assert_eq!(submit(Reply::new(200).body(body)).unwrap().task.id.as_str(), TASK);
}

#[test]
fn p01_a_task_behind_an_error_is_not_refused() {
    let refusal = json!({"error": {"code": "invalid_request", "message": "no"}});
    let behind = |task: &str| format!("{refusal}{task}");
    for status in [400, 401, 429, 503, 200, 500] {
        let ticket = unknown(Reply::new(status).body(behind(r#"{"id":"tsk_img_paid","status":"queued"}"#)));
        assert_eq!(salvaged(&ticket), Some("tsk_img_paid"), "{status}");
        // Broken behind it, or glued on in another form: the id is there all the same.
        let ticket = unknown(Reply::new(status).body(behind("\n\n{\"data\":{\"task_id\":\"t-9\",\"sta")));
        assert_eq!(salvaged(&ticket), Some("t-9"), "{status}");
    }
    let mut inside = refusal.clone();
    inside["task"] = json!({"id": "tsk_img_paid"});
    assert_eq!(salvaged(&unknown(reply(400, &inside))), Some("tsk_img_paid"));
    // What follows and is no task changes nothing.
    assert_eq!(rejected(Reply::new(400).body(behind(r#"{"id":"req-1"}"#))), Category::InvalidRequest);
}

#[test]
fn p02_an_accepted_task_under_503() {
    let submitted = submit(reply(503, &task("pending"))).unwrap();
    assert_eq!((submitted.handle.id.as_str(), submitted.task.phase()), (TASK, Phase::Queued));
    assert_eq!(submitted.handle.model.as_deref(), Some(MODEL));
    assert_eq!(submitted.handle.submitted_at, Some(NOW));
}

#[test]
fn p03_an_error_under_200_is_rejected_only_when_it_is_a_known_refusal() {
    for (code, category) in [
        ("insufficient_quota", Category::Balance),
        ("invalid_request", Category::InvalidRequest),
        ("model_not_found", Category::ModelUnavailable),
        ("rate_limit_exceeded", Category::RateLimit),
        ("content_policy_violation", Category::ContentPolicy),
        ("unauthorized", Category::Authentication),
    ] {
        assert_eq!(rejected(reply(200, &error(code))), category, "{code}");
    }
    unknown(reply(200, &error("pricing_failed")));
    unknown(reply(200, &json!({"success": false, "message": "no"})));
    unknown(reply(200, &json!({"error": "no"})));
}

#[test]
fn p03_a_panic_of_the_gateway_is_no_refusal_whatever_its_status() {
    for status in [200, 400, 429, 500, 503] {
        unknown(reply(status, &json!({"error": {"type": "new_api_panic", "message": "nil pointer"}})));
        unknown(reply(status, &error("new_api_panic")));
    }
}

#[test]
fn p03_the_id_of_a_refusal_is_not_the_id_of_a_task() {
    let refusal = |more: Value| {
        let mut body = json!({"status": "error", "id": "req-1", "message": "the prompt is missing"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for status in [400, 401, 402, 403, 404, 413, 422, 429] {
        rejected(reply(status, &refusal(json!({}))));
        rejected(reply(status, &json!({"data": refusal(json!({}))})));
        rejected(reply(status, &refusal(json!({"task_id": ""}))));
        // Whatever shows that it is a task makes it one that failed.
        for more in
            [json!({"task_id": "t-1"}), json!({"object": "generation.task"}), json!({"id": "tsk_img_9"})]
        {
            let task = submit(reply(status, &refusal(more.clone()))).unwrap().task;
            assert_eq!(task.phase(), Phase::Failed, "{status} {more}");
        }
        assert!(submit(reply(status, &json!({"status": "queued", "id": "t-1"}))).is_ok(), "{status}");
    }
    for status in [408, 500, 502, 503] {
        assert_eq!(salvaged(&unknown(reply(status, &refusal(json!({}))))), None, "{status}");
    }
}

#[test]
fn p04_damage_in_a_message_does_not_hide_the_task() {
    for message in [&b"\\ud800 oh"[..], b"\xff\xfe"] {
        let body = [b"\xef\xbb\xbf{\"id\":\"tsk_1\",\"status\":\"pending\",\"message\":\"", message, b"\"}"]
            .concat();
        assert_eq!(submit(Reply::new(200).body(body)).unwrap().handle.id.as_str(), "tsk_1");
    }
}

#[test]
fn p08_json_that_is_no_object_is_unknown() {
    for body in ["[]", "\"tsk_1\"", "7", "null", "[{\"id\":\"x\"}]"] {
        assert_eq!(salvaged(&unknown(Reply::new(200).body(body))), None, "{body}");
    }
}

#[test]
fn p09_a_cut_answer_keeps_the_id_that_was_read() {
    assert_eq!(salvaged(&unknown(cut(200, r#"{"id":"tsk_img_9","sta"#))), Some("tsk_img_9"));
    assert_eq!(salvaged(&unknown(cut(200, r#"{"id":"tsk_im"#))), None, "half an id is none");
    // The same without a transport that noticed: the JSON ends too early.
    assert_eq!(salvaged(&unknown(Reply::new(200).body(r#"{"task_id":"t-9","sta"#))), Some("t-9"));
    // And for an error of the transport that kept what it had.
    let error = TransportError::unknown(ErrorKind::Closed, "reset").with_partial(r#"{"id":"tsk_img_9","#);
    assert_eq!(salvaged(&unknown(Reply::failure(error))), Some("tsk_img_9"));
}

#[test]
fn p09_a_cut_refusal_is_no_refusal() {
    unknown(cut(400, r#"{"error":{"code":"invalid_re"#));
    unknown(cut(429, ""));
}

#[test]
fn p10_of_two_ids_the_task_id_is_polled() {
    let submitted = submit(reply(200, &json!({"id": "img_1", "task_id": "tsk_1", "status": ""}))).unwrap();
    assert_eq!(submitted.handle.id.as_str(), "tsk_1");
    assert_eq!(submitted.task.other_id.unwrap().as_str(), "img_1");
}

#[test]
fn p23_the_echo_of_another_business_id_is_not_our_task() {
    let mut body = task("queued");
    body["client_business_id"] = json!("job-2");
    match submit(reply(200, &body)) {
        Err(Error::Unknown { ticket, cause, looked_up: None }) => {
            assert!(matches!(*cause, UnknownCause::OtherTask { task } if task.id.as_str() == TASK));
            assert_eq!(salvaged(&ticket), None);
        }
        other => panic!("{other:?}"),
    }
    body["client_business_id"] = json!("job-1");
    assert!(submit(reply(200, &body)).is_ok());
}

#[test]
fn h01_h02_proof_that_nothing_left_is_not_sent() {
    let error = submit(refused()).unwrap_err();
    assert!(matches!(error, Error::NotSent(_)));
    assert_eq!((error.money(), error.is_retryable(), error.ticket()), (Money::NotMoved, true, None));
    let wrong = TransportError::not_sent(ErrorKind::InvalidRequest, "the URI is too long");
    assert!(!submit(Reply::failure(wrong)).unwrap_err().is_retryable(), "it fails again");
}

#[test]
fn h08_a_connection_that_closes_is_unknown() {
    let ticket = unknown(lost());
    assert_eq!((ticket.business_id.as_str(), ticket.model.as_str()), ("job-1", MODEL));
    assert_eq!((ticket.origin.as_str(), ticket.sent_at, ticket.task_id), ("https://toapis.com", NOW, None));
    let timeout = TransportError::unknown(ErrorKind::HeadTimeout, "no answer within 120 s");
    unknown(Reply::failure(timeout));
}

#[test]
fn h28_an_answer_without_a_body_is_unknown() {
    for status in [200, 204, 205, 304] {
        unknown(Reply::new(status));
        unknown(Reply::new(status).body(" \r\n"));
    }
}

#[test]
fn h31_odd_statuses_are_judged_by_their_body_first() {
    for status in [218, 299, 418, 478, 599, 999] {
        assert_eq!(submit(reply(status, &task("queued"))).unwrap().handle.id.as_str(), TASK, "{status}");
        unknown(Reply::new(status).body("busy"));
    }
    assert_eq!(rejected(reply(451, &error("access_denied"))), Category::Permission);
}

#[test]
fn h33_an_answer_without_end_is_unknown_and_keeps_the_id() {
    let body =
        |bytes: usize| format!(r#"{{"id":"tsk_img_9","status":"queued","x":"{}"}}"#, "x".repeat(bytes));
    let default = unknown(Reply::new(200).body(body(8 << 20)));
    assert_eq!(salvaged(&default), Some("tsk_img_9"));
    assert!(submit(Reply::new(200).body(body((8 << 20) - 64))).is_ok());

    let script = |transport: &MemoryTransport| transport.expect(Expect::post(CREATE)).answer(400, body(100));
    let (outcome, _) = both(&config().max_answer(100), script, &Submit(request()));
    match outcome {
        Err(Error::Unknown { ticket, cause, .. }) => {
            assert_eq!(salvaged(&ticket), Some("tsk_img_9"));
            let too_large = |error: &TransportError| error.kind() == ErrorKind::TooLarge;
            assert!(matches!(&*cause, UnknownCause::Transport(error) if too_large(error)), "{cause}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn t30_a_task_is_as_old_as_this_machine_says() {
    for servers in [NOW - 86_400, NOW + 86_400] {
        let mut body = task("queued");
        body["created_at"] = json!(servers);
        let submitted = submit(reply(200, &body)).unwrap();
        assert_eq!((submitted.handle.submitted_at, submitted.task.created_at), (Some(NOW), Some(servers)));
    }
}

#[test]
fn j23_an_id_with_escapes_is_no_id() {
    for id in ["tsk\u{1b}[31m_1\r\n2", &"x".repeat(300)] {
        let ticket = unknown(reply(200, &json!({"id": id, "status": "queued"})));
        assert_eq!(salvaged(&ticket), None);
    }
}

#[test]
fn h37_a_timeout_of_the_edge_is_unknown() {
    let error = submit(Reply::new(524).body("error code: 524")).unwrap_err();
    assert_eq!((error.category(), error.status().unwrap().as_u16()), (Some(Category::Edge), 524));
    assert_eq!((error.money(), error.is_retryable()), (Money::MayHaveMoved, false));
}

#[test]
fn h38_a_page_with_status_200_is_unknown() {
    let page =
        Reply::new(200).header("content-type", "text/html").body("<!DOCTYPE html><title>Log in</title>");
    assert_eq!(salvaged(&unknown(page)), None);
}

#[test]
fn h39_h40_a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let answer =
            Reply::new(status).header("location", "https://other.example/v1/secret?signature=canary");
        let error = submit(answer).unwrap_err();
        assert!(matches!(error, Error::Unknown { .. }), "{status}");
        let text = error.to_string();
        assert!(
            text.contains("other.example") && !text.contains("secret") && !text.contains("canary"),
            "{text}"
        );
    }
}

#[test]
fn i11_a_429_is_rejected_whoever_says_it() {
    for answer in [reply(429, &error("rate_limit_exceeded")), Reply::new(429).body("<html>slow down</html>")]
    {
        let error = submit(answer.header("retry-after", "7")).unwrap_err();
        assert_eq!((error.category(), error.money()), (Some(Category::RateLimit), Money::NotMoved));
        assert!(error.is_retryable());
        assert_eq!(error.retry_after().unwrap().as_secs(), 7);
    }
    let broke = submit(reply(429, &error("insufficient_quota"))).unwrap_err();
    assert_eq!((broke.category(), broke.is_retryable()), (Some(Category::Balance), false));
}

#[test]
fn i12_a_limiter_that_is_down_is_rejected_and_retryable() {
    let error = submit(reply(503, &error("rate_limit_unavailable"))).unwrap_err();
    assert!(matches!(error, Error::Rejected(_)));
    assert_eq!((error.category(), error.is_retryable()), (Some(Category::RateLimit), true));
}

#[test]
fn i13_what_says_nothing_about_the_create_is_unknown() {
    unknown(Reply::new(503).body("service unavailable"));
    unknown(Reply::new(503));
    // The form of proxies, which may have passed the request on.
    unknown(reply(503, &json!({"message": "Service Unavailable"})));
    for status in [408, 409, 425, 500, 502, 504] {
        unknown(reply(status, &error("anything")));
        unknown(Reply::new(status));
    }
}

#[test]
fn i14_a_refusal_is_rejected_and_never_retryable() {
    for (status, category) in [
        (400, Category::InvalidRequest),
        (401, Category::Authentication),
        (402, Category::Balance),
        (403, Category::Permission),
        (404, Category::NotFound),
        (413, Category::InvalidRequest),
        (422, Category::ContentPolicy),
    ] {
        for body in ["", "<html>no</html>", r#"{"message":"нет"}"#, r#"{"error":{"code":"","message":"no"}}"#]
        {
            assert_eq!(rejected(Reply::new(status).body(body)), category, "{status} {body}");
            assert!(!submit(Reply::new(status).body(body)).unwrap_err().is_retryable());
        }
    }
}

#[test]
fn t01_a_finished_answer_is_accepted_as_such() {
    assert_eq!(submit(reply(200, &completed())).unwrap().task.phase(), Phase::Completed);
    assert_eq!(submit(reply(200, &failed("generation_failed"))).unwrap().task.phase(), Phase::Failed);
}

#[test]
fn the_synchronous_form_goes_by_the_business_id() {
    let submitted = submit(reply(200, &json!({"created": 5, "data": [{"b64_json": "aGk="}]}))).unwrap();
    assert_eq!((submitted.handle.id.as_str(), submitted.task.outputs.len()), ("job-1", 1));
    assert_eq!(submitted.task.phase(), Phase::Completed);
}
