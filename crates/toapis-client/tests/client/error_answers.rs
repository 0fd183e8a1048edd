//! What an error can be asked, for every kind of error.

use std::time::Duration;

use toapis_client::transport::memory::{MemoryTransport, Reply};
use toapis_client::types::Category;
use toapis_client::{ConfigError, Error, Money, UploadFile};

use crate::support::{
    Submit, both, completed, config, cut, error, failed, lost, refused, reply, request, run, submit, task,
};

/// What an error says of itself, in the order of the questions.
type Answers = (Money, bool, Option<Category>, bool, bool);

fn answers(error: &Error) -> Answers {
    (error.money(), error.is_retryable(), error.category(), error.ticket().is_some(), error.task().is_some())
}

#[test]
fn a_create_that_cost_nothing() {
    let nothing = |retryable, category| (Money::NotMoved, retryable, category, false, false);
    assert_eq!(answers(&submit(refused()).unwrap_err()), nothing(true, None));
    for (status, code, retryable, category) in [
        (429, "rate_limit_exceeded", true, Category::RateLimit),
        (503, "rate_limit_unavailable", true, Category::RateLimit),
        (503, "model_not_found", false, Category::ModelUnavailable),
        (401, "401", false, Category::Authentication),
        (403, "access_denied", false, Category::Permission),
        (402, "quota_not_enough", false, Category::Balance),
        (400, "invalid_request", false, Category::InvalidRequest),
        (400, "x.PrivacyInformation", false, Category::ContentPolicy),
        (503, "fail_to_fetch_task", false, Category::Server),
    ] {
        let error = submit(reply(status, &error(code))).unwrap_err();
        assert_eq!(answers(&error), nothing(retryable, Some(category)), "{code}");
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
}

#[test]
fn a_create_that_may_have_cost() {
    let may = |category| (Money::MayHaveMoved, false, category, true, false);
    assert_eq!(answers(&submit(lost()).unwrap_err()), may(None));
    assert_eq!(answers(&submit(cut(200, "")).unwrap_err()), may(None));
    assert_eq!(answers(&submit(reply(500, &error("oops"))).unwrap_err()), may(Some(Category::Server)));
    assert_eq!(answers(&submit(Reply::new(502)).unwrap_err()), may(Some(Category::Edge)));
}

#[test]
fn a_task_that_cost() {
    let (outcome, _) = run(&reply(200, &failed("model_not_found")), &[]);
    let cost = |category| (Money::Moved, false, category, false, true);
    assert_eq!(answers(&outcome.unwrap_err()), cost(Some(Category::ModelUnavailable)));
    assert_eq!(answers(&run(&reply(200, &task("completed")), &[]).0.unwrap_err()), cost(None));
    let forbidden = reply(403, &error("access_denied"));
    assert_eq!(
        answers(&run(&reply(200, &task("queued")), &[forbidden]).0.unwrap_err()),
        cost(Some(Category::Permission))
    );
}

#[test]
fn what_was_never_sent() {
    let nothing = (Money::NotMoved, false, None, false, false);
    assert_eq!(answers(&ConfigError::NoKey.into()), nothing);
    assert_eq!(answers(&UploadFile::from_bytes("a.png", "").unwrap_err().into()), nothing);
    let invalid = request().n(0);
    let (outcome, _) = both(
        &config(),
        |transport: &MemoryTransport| {
            drop(transport.clone().otherwise(|_| reply(200, &completed())));
        },
        &Submit(invalid),
    );
    assert!(outcome.is_ok(), "checks are off");
}

#[test]
fn l01_a_wish_to_wait_is_kept_as_it_was_said() {
    let wait = |value: &str| {
        submit(reply(429, &error("rate_limit_exceeded")).header("retry-after", value))
            .unwrap_err()
            .retry_after()
    };
    assert_eq!(wait("7"), Some(Duration::from_secs(7)));
    assert_eq!(wait("86400"), Some(Duration::from_secs(86_400)));
    assert_eq!(wait("-1"), None);
    let unknown = submit(Reply::new(503).header("retry-after", "4")).unwrap_err();
    assert_eq!((unknown.retry_after(), unknown.is_retryable()), (Some(Duration::from_secs(4)), false));
}

#[test]
fn the_request_id_is_for_support() {
    let error = submit(reply(500, &error("oops")).header("x-oneapi-request-id", "20260101-abc")).unwrap_err();
    assert_eq!(error.request_id(), Some("20260101-abc"));
}

#[test]
fn an_error_stays_small_enough_to_return_by_value() {
    assert!(size_of::<Error>() <= 128, "{}", size_of::<Error>());
}
