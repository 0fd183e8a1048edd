//! Faults of the script, where the wire decides what becomes of them.

use serde_json::json;

use super::{Ended, Server, TASK, create, create_with, get_of};
use crate::faults::{Call, Fault};

const STATUS: &str = "/v1/images/generations/tsk_img_01REAL";

#[test]
fn faults_are_met_by_the_calls_they_are_for_in_order() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Status).named("html-502").after(1).times(2)).unwrap();
    server.faults.add(Fault::on(Call::Create).lose_answer()).unwrap();
    let statuses: Vec<String> =
        (0..4).map(|_| server.request(&get_of(STATUS)).text()[9..12].to_owned()).collect();
    assert_eq!(statuses, ["200", "502", "502", "200"]);
    assert!(server.faults.verify().is_err());
    let lost = server.request(&create());
    assert_eq!((lost.bytes.len(), lost.ended, server.accepted()), (0, Ended::Fin, 1));
    server.faults.verify().unwrap();
    assert_eq!(server.faults.list()[0].requests, [2, 3]);
}

#[test]
fn a_fault_can_depend_on_the_body() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Create).on_model("seedream-5").named("reset-before-body")).unwrap();
    server.faults.add(Fault::on(Call::Create).on_field("n", 2).answer(418)).unwrap();
    assert!(server.request(&create()).text().starts_with("HTTP/1.1 200 "));
    assert!(server.request(&create_with("", "no JSON")).text().starts_with("HTTP/1.1 200 "));
    assert!(server.request(&create_with("", r#"{"n":2}"#)).text().starts_with("HTTP/1.1 418 "));
    let seen = server.request(&create_with("", r#"{"model":"seedream-5"}"#));
    assert_eq!((seen.bytes.len(), seen.ended), (0, Ended::Rst));
    assert_eq!(server.accepted(), 2);
    let counts: Vec<_> = server.faults.list().iter().map(|it| (it.matched, it.fired)).collect();
    assert_eq!(counts, [(1, 1), (1, 1)]);
}

#[test]
fn p02_an_acceptance_under_503_waits_for_an_acceptance() {
    let server = Server::start();
    let id = server.faults.add(Fault::on(Call::Create).accepted_under(503)).unwrap();
    let refused = server.request(&create_with("", "refuse"));
    assert!(refused.text().starts_with("HTTP/1.1 400 "), "{}", refused.text());
    assert_eq!((server.faults.get(id).unwrap().fired, server.last_request().fault), (0, None));
    let accepted = server.request(&create());
    assert!(accepted.text().starts_with("HTTP/1.1 503 "));
    assert_eq!(accepted.json()["id"], TASK);
    server.faults.verify().unwrap();
}

#[test]
fn observed_answers_are_about_the_real_task_when_there_is_one() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Create).observed("create-004")).unwrap();
    let seen = server.request(&create()).json();
    assert_eq!((&seen["id"], &seen["task_id"], &seen["status"]), (&json!(TASK), &json!(TASK), &json!("")));
    assert_eq!(server.accepted(), 1);

    server.faults.add(Fault::on(Call::Status).observed("status-045")).unwrap();
    let glued = server.request(&get_of(STATUS)).text();
    assert!(glued.contains("http://127.0.0.1:1/files/own.png") && glued.contains("}{\"error\""), "{glued}");
    assert!(glued.contains(TASK) && !glued.contains("toapis.com") && !glued.contains("AAAA"), "{glued}");

    // Not processed, there is no task; the files of the service are still not linked to.
    server.faults.add(Fault::on(Call::Status).observed("status-025").unprocessed()).unwrap();
    let text = server.request(&get_of(STATUS)).text();
    assert!(text.contains("http://gateway.test/files/images/tsk_img_01AAAA"), "{text}");

    server.faults.add(Fault::on(Call::Any).observed("error-079")).unwrap();
    assert!(server.request(&get_of(STATUS)).text().starts_with("HTTP/1.1 200 "), "no status is known of it");
}

#[test]
fn every_observed_answer_can_be_sent() {
    let server = Server::start();
    for sample in crate::faults::observed() {
        server.faults.add(Fault::on(Call::Create).observed(&sample.id)).unwrap();
        let seen = server.request(&create());
        let status = sample.status.unwrap_or(200);
        assert!(seen.text().starts_with(&format!("HTTP/1.1 {status} ")), "{}: {}", sample.id, seen.text());
        assert!(!seen.text().contains("toapis.com"), "{}", sample.id);
        assert_eq!(server.last_request().processed, !sample.is_error());
    }
    server.faults.verify().unwrap();
}

#[test]
fn t15_one_giant_answer_does_not_keep_the_others_waiting() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Create).named("giant-body=50000000")).unwrap();
    std::thread::scope(|scope| {
        let giant = scope.spawn(|| server.request(&create()).body().len());
        for _ in 0..5 {
            assert!(server.request(&get_of(STATUS)).text().starts_with("HTTP/1.1 200 "));
        }
        assert_eq!(giant.join().unwrap(), 50_000_000);
    });
}
