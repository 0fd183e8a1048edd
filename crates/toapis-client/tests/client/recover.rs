//! Finding the task of a create whose answer was lost.

use std::time::Duration;

use serde_json::{Value, json};
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{Category, TaskId, Ticket};
use toapis_client::{AttemptOutcome, Error, Money, Submitted};

use crate::support::{
    CREATE, MODEL, NOW, Recover, TASK, Trace, WaitFor, both, completed, config, error, lost, refused, reply,
    submit, task, ticket,
};

const BY_BUSINESS_ID: &str = "/v1/images/generations/job-1";

fn found(status: &str, business_id: &str) -> Value {
    let mut body = task(status);
    body["client_business_id"] = json!(business_id);
    body
}

/// Recovers with these answers to the looks, all by business id.
#[track_caller]
fn recover(answers: &[Reply]) -> (Result<Submitted, Error>, Trace) {
    let script = |transport: &MemoryTransport| {
        for answer in answers {
            transport.expect(Expect::get(BY_BUSINESS_ID)).reply(answer.clone());
        }
    };
    let (outcome, trace) = both(&config(), script, &Recover(ticket()));
    assert_eq!(trace.posts(), 0, "a recovery never sends a create");
    (outcome, trace)
}

#[test]
fn i02_a_lost_create_is_found_by_its_business_id() {
    let Err(Error::Unknown { ticket: lost_ticket, .. }) = submit(lost()) else { panic!() };
    let stored = serde_json::to_string(&lost_ticket).unwrap();
    assert_eq!(serde_json::from_str::<Ticket>(&stored).unwrap(), ticket());

    let (outcome, trace) =
        recover(&[reply(404, &error("404")), lost(), reply(200, &found("in_progress", "job-1"))]);
    let submitted = outcome.unwrap();
    assert_eq!(submitted.handle.id.as_str(), TASK);
    assert_eq!(submitted.handle.business_id.as_ref().unwrap().as_str(), "job-1");
    assert_eq!(submitted.handle.model.as_deref(), Some(MODEL));
    assert_eq!(trace.sleeps, [Duration::from_secs(2), Duration::from_secs(5)]);

    // From then on it is a task like any other.
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::get(format!("{CREATE}/{TASK}"))).reply(reply(200, &completed()));
    };
    assert!(both(&config(), script, &WaitFor(submitted.handle)).0.is_ok());
}

#[test]
fn i02_an_answer_without_an_id_or_an_echo_is_taken() {
    let submitted = recover(&[reply(200, &json!({"status": "queued"}))]).0.unwrap();
    assert_eq!(submitted.handle.id.as_str(), "job-1", "the only name it has");
}

#[test]
fn i03_two_minutes_of_404_prove_nothing() {
    let gone = reply(404, &json!({"error": {"code": 404, "message": "Task not found"}}));
    let (outcome, trace) = recover(&vec![gone; 7]);
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::NotRecovered { ticket: kept, .. } if **kept == ticket()));
    assert_eq!((error.money(), error.category()), (Money::MayHaveMoved, Some(Category::NotFound)));
    assert_eq!(error.ticket(), Some(&ticket()));
    assert_eq!(trace.slept(), Duration::from_secs(120));
}

#[test]
fn i02_i03_what_each_look_brought_is_kept_and_told() {
    let gone = || reply(404, &error("404"));
    let mut answers = vec![gone().header("x-request-id", "req-1"), lost(), refused()];
    answers.extend((3..7).map(|_| gone()));
    let error = recover(&answers).0.unwrap_err();
    let Error::NotRecovered { looks, .. } = &error else { panic!("{error}") };
    let seen: Vec<_> = looks
        .iter()
        .map(|look| (look.number, look.began - NOW, look.status.map(|status| status.as_u16())))
        .collect();
    let expected = [
        (1, 0, Some(404)),
        (2, 2, None),
        (3, 7, None),
        (4, 17, Some(404)),
        (5, 37, Some(404)),
        (6, 77, Some(404)),
        (7, 120, Some(404)),
    ];
    assert_eq!(seen, expected);
    assert_eq!(looks[0].outcome, AttemptOutcome::Refused(Category::NotFound));
    assert_eq!((looks[1].outcome, looks[2].outcome), (AttemptOutcome::Lost, AttemptOutcome::NotSent));
    assert_eq!((looks[0].request_id.as_deref(), error.attempts()), (Some("req-1"), &looks[..]));
    let text = error.to_string();
    let told = "not found in 7 looks (+0 s refused with 404 (request req-1), +2 s lost, +7 s not sent, +17 s";
    assert!(text.contains(told), "{text}");
}

#[test]
fn i04_a_panic_of_the_gateway_is_inconclusive() {
    let panic = reply(200, &json!({"error": {"type": "new_api_panic", "message": "nil pointer"}}));
    assert!(recover(&[panic.clone(), reply(200, &found("queued", "job-1"))]).0.is_ok());
    let error = recover(&vec![panic; 7]).0.unwrap_err();
    assert!(matches!(error, Error::NotRecovered { .. }), "{error}");
}

#[test]
fn p23_a_task_with_another_business_id_is_not_ours() {
    let error = recover(&[reply(200, &found("completed", "job-2"))]).0.unwrap_err();
    assert!(matches!(&error, Error::OtherTask { handle, .. } if handle.id.as_str() == TASK), "{error}");
    assert_eq!((error.money(), error.ticket()), (Money::MayHaveMoved, Some(&ticket())));
    assert_eq!(error.task(), None, "what was found is not what was paid for");
}

#[test]
fn p23_a_task_of_another_model_is_not_ours() {
    let mut body = task("queued");
    body["model"] = json!("flux-2-pro");
    let error = recover(&[reply(200, &body)]).0.unwrap_err();
    assert!(matches!(&error, Error::OtherTask { .. }), "{error}");
}

/// Models go by more than one name; the business id that was sent is ours alone.
#[test]
fn p23_the_echo_of_our_business_id_outweighs_another_model() {
    let mut body = found("queued", "job-1");
    body["model"] = json!("flux-2-pro-0925");
    let submitted = recover(&[reply(200, &body)]).0.unwrap();
    assert_eq!((submitted.handle.id.as_str(), submitted.handle.model.as_deref()), (TASK, Some(MODEL)));
}

#[test]
fn p09_another_task_under_a_salvaged_id_does_not_hide_ours() {
    let mut salvaged = ticket();
    salvaged.task_id = TaskId::new("tsk_damaged");
    let script = |transport: &MemoryTransport| {
        let other = reply(200, &found("completed", "job-2"));
        transport.expect(Expect::get(format!("{CREATE}/tsk_damaged"))).reply(other);
        transport.expect(Expect::get(BY_BUSINESS_ID)).reply(reply(404, &error("404")));
        // From here on the foreign one is left alone.
        transport.expect(Expect::get(BY_BUSINESS_ID)).reply(reply(200, &found("queued", "job-1")));
    };
    let (outcome, _) = both(&config(), script, &Recover(salvaged));
    assert_eq!(outcome.unwrap().handle.id.as_str(), TASK);
}

/// Looking again is free, but a loop around create and look-up must not take that for leave to create again.
#[test]
fn i03_what_was_not_found_is_never_called_retryable() {
    let error = recover(&vec![lost(); 7]).0.unwrap_err();
    assert!(matches!(&error, Error::NotRecovered { last, .. } if last.is_retryable()));
    assert!(!error.is_retryable());
}

#[test]
fn a_refused_key_ends_the_search_at_once() {
    let (outcome, trace) = recover(&[reply(401, &error("401"))]);
    let error = outcome.unwrap_err();
    assert_eq!((error.category(), error.money()), (Some(Category::Authentication), Money::MayHaveMoved));
    assert_eq!(trace.sleeps.len(), 0);
}

#[test]
fn a_wish_to_wait_is_honoured_within_bounds() {
    let limited = |after: &str| reply(429, &error("rate_limit_exceeded")).header("retry-after", after);
    let (outcome, trace) = recover(&[limited("30"), limited("9999"), reply(200, &found("queued", "job-1"))]);
    assert!(outcome.is_ok());
    assert_eq!(trace.sleeps, [Duration::from_secs(30), Duration::from_secs(120)]);
}

#[test]
fn p09_a_salvaged_id_and_the_business_id_are_tried_in_turn() {
    let mut salvaged = ticket();
    salvaged.task_id = TaskId::new("tsk_damaged");
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::get(format!("{CREATE}/tsk_damaged"))).reply(reply(404, &error("404")));
        transport.expect(Expect::get(BY_BUSINESS_ID)).reply(reply(200, &found("queued", "job-1")));
    };
    let (outcome, _) = both(&config(), script, &Recover(salvaged));
    assert_eq!(outcome.unwrap().handle.id.as_str(), TASK);
}

#[test]
fn s09_a_ticket_of_another_address_sends_nothing() {
    let mut foreign = ticket();
    foreign.origin = "https://toapis.cn".to_owned();
    let (outcome, trace) = both(&config(), |_| {}, &Recover(foreign.clone()));
    let error = outcome.unwrap_err();
    assert!(
        matches!(&error, Error::NotRecovered { last, .. } if matches!(**last, Error::OtherOrigin { .. }))
    );
    assert_eq!((error.ticket(), trace.requests.len()), (Some(&foreign), 0));
}
