//! JSON of every kind of token, valid and broken, in each of the four places where a body is read.

use serde_json::json;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{TaskId, WebhookEvent};
use toapis_client::{Client, Error, UploadFile, blocking};

use crate::support::{PNG, TASK, block_on, config, handle, look, submit};

/// Values that RFC 8259 allows.
const VALID: [&str; 62] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "10",
    "1.0",
    "-0.5",
    "1e1",
    "1E1",
    "1e+1",
    "1e-1",
    "1.5e3",
    "0e0",
    "0.0e+00",
    "123456789012345678901234567890",
    "-123456789012345678901234567890",
    "1e-400",
    "-1e-400",
    "9007199254740993",
    "18446744073709551616",
    "1.7976931348623157e308",
    "5e-324",
    "0.1000000000000000055511151231257827",
    r#""""#,
    r#"" ""#,
    r#""a""#,
    r#""é""#,
    r#""😀""#,
    "\"\u{7f}\"",
    "\"\u{2028}\u{2029}\"",
    "\"\u{feff}\"",
    "\"\u{fffd}\"",
    "\"\u{10ffff}\"",
    r#""\"""#,
    r#""\\""#,
    r#""\/""#,
    r#""\b\f\n\r\t""#,
    r#""\u0000""#,
    r#""\u00e9""#,
    r#""\u00E9""#,
    r#""\ud83d\ude00""#,
    r#""\uFFFF""#,
    r#""\\u0041""#,
    r#""/*no comment*/""#,
    r#""{[,:]}""#,
    "[]",
    "[ ]",
    "[1]",
    "[1,2]",
    "[[],{}]",
    "[\t1 ,\r\n2 ]",
    "{}",
    "{ }",
    r#"{"":0}"#,
    r#"{"a":1,"a":2}"#,
    r#"{"a":{"b":[{"c":null}]}}"#,
    r#"{"\u0061":1}"#,
    " 1 ",
    "\r\n\t{\r\n}\t",
];

/// Values that it does not allow, and that are not read.
const BROKEN: [&[u8]; 74] = [
    b"",
    b"nul",
    b"nulll",
    b"Null",
    b"NULL",
    b"tru",
    b"True",
    b"fals",
    b"undefined",
    b"NaN",
    b"-NaN",
    b"Infinity",
    b"-Infinity",
    b"+1",
    b"-",
    b"--1",
    b"01",
    b"-01",
    b"00",
    b"1.",
    b".5",
    b"-.5",
    b"1.e1",
    b"1e",
    b"1e+",
    b"1e-",
    b"1E",
    b"1e1.5",
    b"0x10",
    b"1_000",
    b"1 000",
    b"1,5e",
    b"1a",
    "１".as_bytes(),
    b"\"",
    b"\"a",
    b"'a'",
    b"a",
    b"\"\\\"",
    b"\"\\a\"",
    b"\"\\x41\"",
    b"\"\\'\"",
    b"\"\\0\"",
    b"\"\\u\"",
    b"\"\\u12\"",
    b"\"\\u00g0\"",
    b"\"\\U0041\"",
    b"\"a\nb\"",
    b"\"a\tb\"",
    b"\"a\0b\"",
    b"\"\x1f\"",
    b"\"a\"b",
    b"[",
    b"[1",
    b"[1,",
    b"[1,]",
    b"[,1]",
    b"[,]",
    b"[1,,2]",
    b"[1 2]",
    b"[1:2]",
    b"[1}",
    b"[\"a\"",
    b"[}",
    b"{",
    b"{\"a\"",
    b"{\"a\":",
    b"{\"a\":}",
    b"{\"a\",1}",
    b"{\"a\" 1}",
    b"{a:1}",
    b"{'a':1}",
    b"{1:1}",
    b"{\"a\":1,,\"b\":2}",
];

/// Broken in ways that end at an object within the answer, or carry what other dialects allow.
const DIALECTS: [&[u8]; 10] = [
    b"{\"a\":1,}",
    b"{,\"a\":1}",
    b"{\"a\":1 \"b\":2}",
    b"{\"a\"::1}",
    b"{\"a\":1]",
    b"/*a*/1",
    b"1//a\n",
    b"#a\n1",
    b"\xa01",
    b"\x0b1",
];

/// Broken, and read all the same: the text of a message must not hide what was paid for.
const FORGIVEN: [&[u8]; 9] = [
    b"\"\xff\"",
    b"\"\xc3\"",
    b"\"\xc0\xaf\"",
    b"\"\xed\xa0\x80\"",
    b"\"\xf4\x90\x80\x80\"",
    b"\"\\ud800\"",
    b"\"\\udc00 a\"",
    b"\"\\ud800\\u0041\"",
    b"\"\\ud83d\\ud83d\\ude00\"",
];

/// Whole bodies in which there is no task, no upload and no event.
const NOTHING: [&[u8]; 22] = [
    b"",
    b" ",
    b"\0",
    b"null",
    b"true",
    b"0",
    b"\"id\"",
    b"[]",
    b"[1]",
    b"{}",
    b"{}}",
    b"{\"id\":null}",
    b"{\"id\":[]}",
    b"{\"id\":{}}",
    b"{\"data\":[]}",
    b"{\"data\":null}",
    b"\xef\xbb\xbf",
    b"\xff\xfe{\0}\0",
    b"\xfe\xff\0{\0}",
    b"{\0}\0",
    b"<html></html>",
    b"]{}",
];

/// An object that begins as it should and ends with this value.
fn with(front: &str, value: &[u8]) -> Vec<u8> {
    let front = front.strip_suffix('}').unwrap();
    [front.as_bytes(), b",\"more\":", value, b"}"].concat()
}

fn a_task() -> String {
    json!({"id": TASK, "object": "generation.task", "status": "queued"}).to_string()
}

fn an_upload() -> String {
    json!({"success": true, "data": {"url": "https://files.toapis.com/a.png"}}).to_string()
}

fn an_event() -> String {
    json!({"id": "evt_1", "type": "generation.completed", "data": {"id": TASK, "status": "SUCCESS"}})
        .to_string()
}

/// The id that a create ended with: of a task, or the one that was saved out of a broken answer.
fn create(body: Vec<u8>) -> Result<TaskId, Option<TaskId>> {
    match submit(Reply::new(200).body(body)) {
        Ok(submitted) => Ok(submitted.handle.id),
        Err(Error::Unknown { ticket, .. }) => Err(ticket.task_id),
        Err(other) => panic!("a create with status 200 and no known refusal is unknown: {other}"),
    }
}

fn poll(body: Vec<u8>) -> bool {
    let transport = MemoryTransport::new();
    transport.expect(look()).reply(Reply::new(200).body(body));
    let client = Client::with(config(), transport, VirtualTime::new()).unwrap();
    block_on(client.status(&handle())).is_ok_and(|task| task.id.as_str() == TASK)
}

fn upload(body: Vec<u8>) -> bool {
    // Twice, for an upload may be repeated.
    let transport = MemoryTransport::new();
    transport.expect(Expect::post("/v1/uploads/images").any_times()).reply(Reply::new(200).body(body));
    let client = blocking::Client::with(config(), transport, VirtualTime::new()).unwrap();
    client.upload(&UploadFile::from_bytes("a.png", PNG).unwrap()).is_ok()
}

fn event(body: &[u8]) -> bool {
    WebhookEvent::from_slice(body).is_ok()
}

#[test]
fn p26_valid_json_is_read_in_every_place() {
    for value in VALID.map(str::as_bytes) {
        let shown = String::from_utf8_lossy(value);
        assert_eq!(create(with(&a_task(), value)).unwrap().as_str(), TASK, "{shown}");
        assert!(poll(with(&a_task(), value)), "{shown}");
        assert!(upload(with(&an_upload(), value)), "{shown}");
        assert!(event(&with(&an_event(), value)), "{shown}");
    }
}

#[test]
fn p26_p09_broken_json_is_refused_in_every_place_and_the_id_is_kept() {
    for value in BROKEN.into_iter().chain(DIALECTS) {
        let shown = String::from_utf8_lossy(value);
        let salvaged = create(with(&a_task(), value)).expect_err(&shown);
        assert_eq!(salvaged.as_ref().map(TaskId::as_str), Some(TASK), "{shown}");
        assert!(!poll(with(&a_task(), value)), "{shown}");
        assert!(!upload(with(&an_upload(), value)), "{shown}");
        assert!(!event(&with(&an_event(), value)), "{shown}");
    }
}

#[test]
fn p26_p04_damage_in_a_text_hides_nothing() {
    for value in FORGIVEN {
        let shown = format!("{value:x?}");
        assert_eq!(create(with(&a_task(), value)).unwrap().as_str(), TASK, "{shown}");
        assert!(poll(with(&a_task(), value)), "{shown}");
        assert!(upload(with(&an_upload(), value)), "{shown}");
        assert!(event(&with(&an_event(), value)), "{shown}");
    }
    let marked = |body: String| [b"\xef\xbb\xbf", body.as_bytes()].concat();
    assert!(create(marked(a_task())).is_ok() && poll(marked(a_task())));
    assert!(upload(marked(an_upload())) && event(&marked(an_event())));
}

#[test]
fn p26_p08_a_body_without_what_was_asked_for_is_refused() {
    for body in NOTHING {
        let shown = String::from_utf8_lossy(body);
        assert_eq!(create(body.to_vec()), Err(None), "{shown}");
        assert!(!poll(body.to_vec()) && !upload(body.to_vec()) && !event(body), "{shown}");
    }
}

#[test]
fn p26_p01_what_is_glued_behind_a_whole_body_changes_nothing() {
    for behind in ["{}", "[", "null", "\0", "}", "{\"error\":{\"type\":\"new_api_panic\"}}", "\r\n", "<html>"]
    {
        let glued = |body: String| (body + behind).into_bytes();
        assert_eq!(create(glued(a_task())).unwrap().as_str(), TASK, "{behind}");
        assert!(poll(glued(a_task())) && upload(glued(an_upload())), "{behind}");
    }
}

#[test]
fn p26_p07_depth_costs_no_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [100, 200, 100_000] {
            for end in [close.repeat(depth), String::new()] {
                let value = (open.repeat(depth) + "1" + &end).into_bytes();
                let id = match create(with(&a_task(), &value)) {
                    Ok(id) => Some(id),
                    Err(salvaged) => salvaged,
                };
                assert_eq!(id.as_ref().map(TaskId::as_str), Some(TASK), "{depth} {open}");
                let read = poll(with(&a_task(), &value));
                assert!(read || depth > 100 || end.is_empty(), "100 levels are read");
                assert!(!read || !end.is_empty(), "broken JSON is not");
                let _ = (upload(with(&an_upload(), &value)), event(&with(&an_event(), &value)));
            }
        }
    }
}
