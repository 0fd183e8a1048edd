//! Faults that a request asks for in its own header.

use serde_json::Value;

use super::{Server, TASK, create, create_with, get_of};
use crate::faults::{Call, Fault, catalogue};

fn asking(value: &str) -> String {
    create_with(&format!("X-Emulator-Fault: {value}\r\n"), r#"{"model":"gpt-image-2"}"#)
}

#[test]
fn a_header_asks_for_a_fault_for_its_request_alone() {
    let server = Server::start();
    let scripted = server.faults.add(Fault::on(Call::Create).named("html-502")).unwrap();
    let seen = server.request(&asking("accepted-under-503"));
    assert!(seen.text().starts_with("HTTP/1.1 503 "));
    assert_eq!((seen.json()["id"].as_str(), server.accepted()), (Some(TASK), 1));
    let met = server.last_request().fault.unwrap();
    assert_eq!((met.id, met.name.as_str()), (None, "accepted-under-503"));
    // The script was not asked, and is for the next one.
    assert_eq!(server.faults.get(scripted).unwrap().matched, 0);
    assert!(server.request(&create()).text().starts_with("HTTP/1.1 502 "));
}

#[test]
fn faults_are_combined_in_order() {
    let server = Server::start();
    let two = "accepted-under-503\r\nX-Emulator-Fault: glued-json, cut-body=20";
    let seen = server.request(&asking(two));
    assert!(seen.text().starts_with("HTTP/1.1 503 ") && seen.body().len() == 20, "{}", seen.text());
    assert_eq!(server.last_request().fault.unwrap().name, "accepted-under-503,glued-json,cut-body=20");

    let seen = server.request(&asking("html-502, processed"));
    assert!(seen.text().starts_with("HTTP/1.1 502 "));
    assert_eq!(server.accepted(), 2);
    let seen = server.request(&asking("close-mid-body, unprocessed"));
    assert!(seen.text().starts_with("HTTP/1.1 500 "));
    assert_eq!(server.accepted(), 2);
}

#[test]
fn a_fault_can_be_json() {
    let server = Server::start();
    let json = r#"{"processed":false,"edits":[{"status":418},{"json":{"tea":true}},{"header":{"name":"X-Tea","value":"green"}}],"delivery":{"close":{"at":"mid-body","how":"rst","bytes":5}}}"#;
    let seen = server.request(&asking(json));
    assert!(seen.text().starts_with("HTTP/1.1 418 ") && seen.text().contains("x-tea: green\r\n"));
    assert_eq!((seen.body(), seen.ended, server.accepted()), (&b"{\"tea"[..], super::Ended::Rst, 0));
    let seen = server.request(&asking(r#"["json-null", {"edits": [{"status": 299}]}]"#));
    assert!(seen.text().starts_with("HTTP/1.1 299 ") && seen.body() == b"null");
}

#[test]
fn wrong_headers_are_answered_with_what_is_wrong() {
    let server = Server::start();
    let cases = [
        ("lose-anser", "no fault named `lose-anser`"),
        ("", "no fault named ``"),
        ("lose-answer=3", "takes no parameter"),
        ("drip-body=soon", "no whole number"),
        ("observed", "say which"),
        ("observed=error-000", "error-064"),
        ("status=99", "200 to 999"),
        ("status=99999999999", "200 to 999"),
        ("lose-answer, drip-body", "both say how the answer goes out"),
        ("accepted-under-503, html-502", "do not go together"),
        ("processed, unprocessed", "both processed and unprocessed"),
        ("processed", "name a fault"),
        ("close-before-body, processed", "cannot be processed"),
        ("interim-many=100001", "at most 100000"),
        ("gzip-bomb=0", "1 to "),
        ("gzip-layers=21", "1 to 20"),
        ("nested-json=0", "1 to 1000000"),
        ("drip-body=600001", "600000"),
        ("date-off-by=x", "no number of seconds"),
        ("{\"edits\":[{\"stats\":3}]}", "stats"),
        ("{\"edit\":[]}", "edit"),
        ("{\"edits\":[{\"header\":{\"name\":\"content-length\",\"value\":\"1\"}}]}", "set by the server"),
        ("{\"edits\":[{\"base64\":\"*\"}]}", "not Base64"),
        ("{", "neither a name nor JSON"),
        ("[]", "empty array"),
        ("[3]", "a name or an object"),
    ];
    for (value, part) in cases {
        let seen = server.request(&asking(value));
        assert!(seen.text().starts_with("HTTP/1.1 400 "), "{value}: {}", seen.text());
        let body: Value = seen.json();
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.contains(part), "{value}: {message}");
        assert_eq!(body["faults"].as_array().unwrap().len(), catalogue().len());
        let logged = server.last_request();
        assert_eq!((logged.status, logged.processed, logged.fault), (Some(400), false, None));
    }
    assert_eq!(server.accepted(), 0);
}

#[test]
fn the_emulators_own_pages_meet_no_fault_and_are_not_logged() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Any).named("html-502").always().optional()).unwrap();
    for path in ["/", "/__emulator/ledger"] {
        assert!(server.request(&get_of(path)).text().starts_with("HTTP/1.1 200 OK"));
        let asking = get_of(path).replace("host:", "x-emulator-fault: html-502\r\nhost:");
        let seen = server.request(&asking);
        assert!(
            seen.text().starts_with("HTTP/1.1 400 ") && seen.text().contains("own pages"),
            "{}",
            seen.text()
        );
    }
    assert!(server.requests.is_empty());
    assert!(server.request(&get_of("/nowhere")).text().starts_with("HTTP/1.1 502 "));
}
