//! Every fault of the catalogue, once, with what is on the wire.

use std::io::Read as _;

use super::{CREATE, Ended, Seen, Server, TASK, create};
use crate::faults::{Call, Fault, Processing, catalogue};

use Ended::{Fin, Open, Rst};

/// A fault as it is asked for, and what a client sees of it.
struct Row {
    ask: &'static str,
    /// The begin of the first line, up to the status where there is one.
    begins: &'static str,
    /// All of these stand in the answer.
    has: &'static [&'static str],
    ended: Ended,
}

const OK: &str = "HTTP/1.1 200 OK\r\n";

const fn row(ask: &'static str, begins: &'static str, has: &'static [&'static str], ended: Ended) -> Row {
    Row { ask, begins, has, ended }
}

const CLOSING: &[Row] = &[
    row("lose-answer", "", &[], Fin),
    row("lose-answer-reset", "", &[], Rst),
    row("close-after-read", "", &[], Fin),
    row("reset-after-read", "", &[], Rst),
    row("close-before-body", "", &[], Fin),
    row("reset-before-body", "", &[], Rst),
    row("early-413", "HTTP/1.1 413 ", &["connection: close", "Request Entity Too Large"], Fin),
    row("early-413-reset", "HTTP/1.1 413 ", &["connection: close", "Request Entity Too Large"], Rst),
    row("close-mid-head", OK, &[], Fin),
    row("reset-mid-head", OK, &[], Rst),
    row("cut-body=9", OK, &["\r\n\r\n{\"id\":\"ts"], Fin),
    row("cut-body-reset=9", OK, &["\r\n\r\n{\"id\":\"ts"], Rst),
    row("close-mid-body", OK, &["content-length: ", TASK], Fin),
    row("reset-mid-body", OK, &["content-length: ", TASK], Rst),
    row("close-delimited-cut", OK, &["connection: close", TASK], Fin),
    row("close-after-answer", OK, &["connection: keep-alive", "\"status\":\"queued\"}"], Fin),
    row("reset-after-answer", OK, &["connection: keep-alive", "\"status\":\"queued\"}"], Rst),
    row("close-on-next-request", OK, &["connection: keep-alive", "\"status\":\"queued\"}"], Open),
    row("reset-on-next-request", OK, &["connection: keep-alive", "\"status\":\"queued\"}"], Open),
];

const TIMING: &[Row] = &[
    row("drip-head=1", OK, &["\"status\":\"queued\"}"], Fin),
    row("drip-body=1", OK, &["\"status\":\"queued\"}"], Fin),
    row("stall-before-body", "", &[], Open),
    row("stall-answer", "", &[], Open),
    row("stall-head", OK, &["content-length: ", "\r\n\r\n"], Open),
    row("stall-body", OK, &["content-length: ", TASK], Open),
];

const FRAMING: &[Row] = &[
    row("length-too-long", OK, &["content-length: 96\r\n", "\"queued\"}"], Fin),
    row("length-too-short", OK, &["content-length: 43\r\n", "\"queued\"}"], Fin),
    row("length-twice", OK, &["content-length: 86\r\ncontent-length: 93\r\n", "\"queued\"}"], Fin),
    row("length-negative", OK, &["content-length: -1\r\n", "\"queued\"}"], Fin),
    row("length-suffix", OK, &["content-length: 86abc\r\n", "\"queued\"}"], Fin),
    row("length-overflow", OK, &["content-length: 99999999999999999999999999\r\n", "\"queued\"}"], Fin),
    row(
        "length-and-chunked",
        OK,
        &["content-length: 86\r\ntransfer-encoding: chunked\r\n", "56\r\n{", "\"queued\"}\r\n0\r\n\r\n"],
        Fin,
    ),
    row("chunked-no-end", OK, &["transfer-encoding: chunked\r\n", "\r\n\r\n56\r\n{", "\"queued\"}\r\n"], Fin),
    row("chunked-bad-size", OK, &["\r\n\r\nzz\r\n{", "\"queued\"}\r\n0\r\n\r\n"], Fin),
    row("chunked-overflow", OK, &["\r\n\r\nfffffffffffffffffff\r\n{", "\"queued\"}\r\n0\r\n\r\n"], Fin),
];

const HEAD: &[Row] = &[
    row("status-99", "HTTP/1.1 99 Odd\r\n", &["\"queued\"}"], Fin),
    row("status-1000", "HTTP/1.1 1000 Odd\r\n", &["\"queued\"}"], Fin),
    row("status-999", "HTTP/1.1 999 ", &["\"queued\"}"], Fin),
    row("folded-header", OK, &["x-folded: one\r\n two\r\n", "\"queued\"}"], Fin),
    row("nul-in-header", OK, &["x-nul: a\0b\r\n", "\"queued\"}"], Fin),
    row("header-without-colon", OK, &["no colon in here\r\n", "\"queued\"}"], Fin),
    row("http-0-9", "the gateway", &["updated\n"], Fin),
    row("garbage", "\u{15}\u{3}\u{1}", &["\n\r\n"], Fin),
    row("empty-reply", "", &[], Fin),
    row("giant-header=5000", OK, &["x-giant: ggggg", "\"queued\"}"], Fin),
    row("many-headers=300", OK, &["x-many-0: 0\r\n", "x-many-299: 299\r\n", "\"queued\"}"], Fin),
    row("interim-100", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", &["\"queued\"}"], Fin),
    row("interim-102", "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n", &["\"queued\"}"], Fin),
    row("interim-103", "HTTP/1.1 103 ", &["\r\n\r\nHTTP/1.1 200 OK\r\n", "\"queued\"}"], Fin),
    row(
        "interim-many=3",
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 ",
        &["HTTP/1.1 200 OK\r\n", "\"queued\"}"],
        Fin,
    ),
    row("unasked-101", "HTTP/1.1 101 Switching Protocols\r\n", &["upgrade: h2c\r\n\r\n"], Fin),
];

const ANSWERS: &[Row] = &[
    row("accepted-under-503", "HTTP/1.1 503 ", &[TASK, "\"queued\"}"], Fin),
    row("accepted-under=218", "HTTP/1.1 218 ", &[TASK, "\"queued\"}"], Fin),
    row("status=418", "HTTP/1.1 418 ", &["\"error\""], Fin),
    row("observed=error-064", "HTTP/1.1 503 ", &["rate_limit_unavailable"], Fin),
    row("date-off-by=-1000000000", OK, &["date: ", " 19", TASK], Fin),
    row("rate-limited", "HTTP/1.1 429 ", &["retry-after: 5\r\n", "rate_limit_exceeded"], Fin),
    row("rate-limited-bare", "HTTP/1.1 429 ", &["rate_limit_exceeded"], Fin),
    row("rate-limited-text", "HTTP/1.1 429 ", &["text/plain", "rate limited"], Fin),
    row("rate-limited-html", "HTTP/1.1 429 ", &["text/html", "<html>"], Fin),
    row("retry-after=1e9", "HTTP/1.1 429 ", &["retry-after: 1e9\r\n"], Fin),
    row("retry-after-empty", "HTTP/1.1 429 ", &["retry-after: \r\n"], Fin),
    row("retry-after-list", "HTTP/1.1 429 ", &["retry-after: 5, 10\r\n"], Fin),
    row("retry-after-long", "HTTP/1.1 429 ", &["retry-after: 99999999999999"], Fin),
    row("retry-after-twice", "HTTP/1.1 429 ", &["retry-after: 5\r\n", "retry-after: 10\r\n"], Fin),
    row(
        "rate-limit-disagrees",
        "HTTP/1.1 429 ",
        &["retry-after: 5\r\n", "x-ratelimit-reset: 1893456000000\r\n"],
        Fin,
    ),
    row("rate-limit-unavailable", "HTTP/1.1 503 ", &["rate_limit_unavailable"], Fin),
    row("model-not-found", "HTTP/1.1 503 ", &["model_not_found"], Fin),
    row("unavailable-text", "HTTP/1.1 503 ", &["text/plain", "service unavailable"], Fin),
    row("unavailable-empty", "HTTP/1.1 503 ", &["content-length: 0\r\n"], Fin),
    row("internal-error", "HTTP/1.1 500 ", &["some unknown failure"], Fin),
    row("unauthorized", "HTTP/1.1 401 ", &["\"code\":401"], Fin),
    row("no-balance", "HTTP/1.1 402 ", &["insufficient_quota", "余额不足"], Fin),
    row("forbidden", "HTTP/1.1 403 ", &["content-length: 0\r\n"], Fin),
    row("task-not-found", "HTTP/1.1 404 ", &["\"code\":404"], Fin),
    row("task-not-exist", "HTTP/1.1 400 ", &["task_not_exist"], Fin),
    row("success-false", OK, &["\"success\":false"], Fin),
    row("error-under-200", OK, &["\"error\":{"], Fin),
    row("panic-under-200", OK, &["new_api_panic"], Fin),
    row("html-502", "HTTP/1.1 502 ", &["text/html", "Bad Gateway"], Fin),
    row("html-504", "HTTP/1.1 504 ", &["text/html", "Gateway Time-out"], Fin),
    row("text-524", "HTTP/1.1 524 ", &["text/plain", "error code: 524"], Fin),
    row("captive-portal", OK, &["text/html", "log in"], Fin),
    row("redirect-301", "HTTP/1.1 301 ", &["location: /v1/images/generations\r\n"], Fin),
    row("redirect-302=http://127.0.0.1:9/x", "HTTP/1.1 302 ", &["location: http://127.0.0.1:9/x\r\n"], Fin),
    row("redirect-303", "HTTP/1.1 303 ", &["location: /v1/images/generations\r\n"], Fin),
    row("redirect-307", "HTTP/1.1 307 ", &["location: /v1/images/generations\r\n"], Fin),
    row("redirect-308", "HTTP/1.1 308 ", &["location: /v1/images/generations\r\n"], Fin),
];

const JSON: &[Row] = &[
    row("glued-json", OK, &["\"queued\"}{\"error\":{", "new_api_panic"], Fin),
    row("empty-status", OK, &["\"status\":\"\"", TASK], Fin),
    row("status-word=PENDING", OK, &["\"status\":\"PENDING\"", TASK], Fin),
    row("progress=50%", OK, &["\"progress\":\"50%\""], Fin),
    row("two-ids", OK, &["\"task_id\":\"tsk_img_01REAL\"", "\"id\":\"req_"], Fin),
    row("under-data", OK, &["\r\n\r\n{\"data\":{\"id\"", "\"queued\"}}"], Fin),
    row("under-data-list", OK, &["\r\n\r\n{\"data\":[{\"id\"", "\"queued\"}]}"], Fin),
    row("other-business-id", OK, &["\"client_business_id\":\"somebody-elses-order\"", TASK], Fin),
    row("odd-billing", OK, &["\"billing\":\"soon\"", TASK], Fin),
    row("unknown-fields", OK, &["\"x_trace\"", TASK], Fin),
    row("bom", OK, &["\r\n\r\n\u{FEFF}{", TASK], Fin),
    row("lone-surrogate", OK, &[r#""message":"broken \ud800 here"}"#, TASK], Fin),
    row("nul-in-message", OK, &[r#""message":"a\u0000b"}"#, TASK], Fin),
    row("invalid-utf8", OK, &["\"message\":\"\u{FFFD}\u{FFFD}\u{FFFD}(\"}", TASK], Fin),
    row("nested-json=3", OK, &["\"metadata\":[[[]]]}", TASK], Fin),
    row("nested-unknown-field=2", OK, &["\"x_nested\":[[]]}", TASK], Fin),
    row("deep-json", OK, &["\"metadata\":[[[[", TASK], Fin),
    row("half-json", OK, &["content-length: 43\r\n"], Fin),
    row("truncated-json=9", OK, &["content-length: 9\r\n", "\r\n\r\n{\"id\":\"ts"], Fin),
    row("json-array", OK, &["\r\n\r\n[{\"id\"", "\"queued\"}]"], Fin),
    row("json-null", OK, &["\r\n\r\nnull"], Fin),
    row("json-string", OK, &["\r\n\r\n\"accepted\""], Fin),
    row("json-number", OK, &["\r\n\r\n200"], Fin),
    row("empty-body", OK, &["content-length: 0\r\n"], Fin),
    row("no-content", "HTTP/1.1 204 ", &[], Fin),
    row("reset-content", "HTTP/1.1 205 ", &[], Fin),
    row("not-modified", "HTTP/1.1 304 ", &[], Fin),
];

const CODING: &[Row] = &[
    row("gzip-bomb=3000000", OK, &["content-encoding: gzip\r\n"], Fin),
    row("giant-body=3000000", OK, &["content-length: 3000000\r\n", TASK, "   \"}"], Fin),
    row("not-gzip", OK, &["content-encoding: gzip\r\n", TASK], Fin),
    row("not-brotli", OK, &["content-encoding: br\r\n", TASK], Fin),
    row("not-zstd", OK, &["content-encoding: zstd\r\n", TASK], Fin),
    row("unknown-encoding", OK, &["content-encoding: x-folded\r\n", TASK], Fin),
    row("gzip-layers", OK, &["content-encoding: gzip\r\ncontent-encoding: gzip\r\n"], Fin),
];

/// Sends a create that meets the fault, and checks all that is common to faults.
fn meet(server: &Server, row: &Row) -> Seen {
    let ask = row.ask;
    let before = server.accepted();
    let id = server.faults.add(Fault::on(Call::Create).named(ask)).unwrap_or_else(|error| panic!("{error}"));
    let enough = |text: &str| row.has.iter().all(|part| text.contains(part));
    let seen =
        if row.ended == Open { server.request_held(&create(), enough) } else { server.request(&create()) };

    let text = seen.text();
    assert!(text.starts_with(row.begins) && text.is_empty() == row.begins.is_empty(), "{ask}: {text:.300}");
    for part in row.has {
        assert!(text.contains(part), "{ask} lacks {part:?}: {text:.500}");
    }
    assert_eq!(seen.ended, row.ended, "{ask}");

    let fault = server.faults.get(id).unwrap();
    let logged = server.last_request();
    assert_eq!((fault.fired, fault.requests), (1, vec![logged.sequence]), "{ask} fired");
    let met = logged.fault.unwrap_or_else(|| panic!("{ask} is not in the log"));
    assert_eq!((met.id, met.name.as_str()), (Some(id), ask));
    assert_eq!(logged.path, CREATE);

    let name = ask.split('=').next().unwrap();
    let known = catalogue().iter().find(|known| known.name == name).unwrap();
    let processed = match known.processed {
        Processing::Yes => true,
        Processing::No => false,
        Processing::Depends => logged.processed,
    };
    assert_eq!(server.accepted() - before, usize::from(processed), "{ask} is processed");
    assert_eq!(logged.processed, processed, "{ask} in the log");
    // The last status line is that of the answer.
    let line = text.rmatch_indices("HTTP/1.1 ").next().map(|(at, _)| &text[at + 9..]);
    let status = line.map(|line| line.split([' ', '\r']).next().unwrap().parse::<u16>().unwrap());
    assert_eq!(logged.status, status, "{ask}");
    seen
}

fn meet_all(rows: &[Row]) {
    let server = Server::start();
    for row in rows {
        meet(&server, row);
    }
    server.faults.verify().unwrap();
    // Whatever the last fault did to its connection, the server serves the next one.
    assert!(server.request(&create()).text().starts_with(OK));
}

#[test]
fn every_fault_of_the_catalogue_is_met_here() {
    let groups = [CLOSING, TIMING, FRAMING, HEAD, ANSWERS, JSON, CODING];
    let mut met: Vec<&str> =
        groups.into_iter().flatten().map(|row| row.ask.split('=').next().unwrap()).collect();
    let mut known: Vec<&str> = catalogue().iter().map(|fault| fault.name).collect();
    met.sort_unstable();
    known.sort_unstable();
    assert_eq!(met, known);
}

#[test]
fn h08_h09_h11_h12_h23_h24_u08_connections_end_too_early() {
    meet_all(CLOSING);
}

#[test]
fn h18_h19_h20_h21_answers_come_slowly_or_not_at_all() {
    meet_all(TIMING);
}

#[test]
fn h23_h26_h27_lengths_are_told_wrongly() {
    meet_all(FRAMING);
}

#[test]
fn h30_h31_heads_are_broken() {
    meet_all(HEAD);
    let server = Server::start();
    let seen = meet(&server, &HEAD[9]);
    assert!(seen.text().contains(&format!("x-giant: {}\r\n", "g".repeat(5000))));
    let seen = meet(&server, &HEAD[14]);
    assert_eq!(seen.text().matches("HTTP/1.1 102 ").count(), 3);
}

#[test]
fn h37_h38_h39_h40_i11_i12_i13_i14_l01_p02_p03_other_answers_come() {
    meet_all(ANSWERS);
    let server = Server::start();
    let bare = meet(&server, &ANSWERS[6]).text();
    assert!(!bare.contains("retry-after") && !bare.contains("x-ratelimit"), "{bare}");
}

#[test]
fn h28_p01_p04_p07_p08_p09_p10_p13_json_is_odd() {
    meet_all(JSON);
    let server = Server::start();
    let deep = JSON.iter().find(|row| row.ask == "deep-json").unwrap();
    assert!(meet(&server, deep).text().ends_with(&format!("{}}}", "]".repeat(100_000))));
    for ask in ["no-content", "not-modified"] {
        let row = JSON.iter().find(|row| row.ask == ask).unwrap();
        let seen = meet(&server, row);
        assert!(seen.body().is_empty() && !seen.text().contains("content-length"), "{}", seen.text());
    }
}

#[test]
fn h33_h34_h35_encodings_lie_and_explode() {
    meet_all(CODING);
    let server = Server::start();

    let packed = meet(&server, &CODING[0]);
    assert!(packed.body().len() < 10_000, "{}", packed.body().len());
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.body()).read_to_string(&mut text).unwrap();
    assert_eq!(text.len(), 3_000_000);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["id"], TASK);

    let bomb = meet(&server, &row("gzip-bomb", OK, &["content-encoding: gzip\r\n"], Fin));
    assert!((1_000_000..1_200_000).contains(&bomb.body().len()), "{}", bomb.body().len());

    let giant = meet(&server, &CODING[1]);
    assert_eq!(giant.body().len(), 3_000_000);
    assert_eq!(giant.json()["id"], TASK);

    let layered = meet(&server, &CODING[6]);
    assert_eq!(layered.text().matches("content-encoding: gzip").count(), 6);
    let mut bytes = layered.body().to_vec();
    for _ in 0..6 {
        let mut inner = Vec::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut inner).unwrap();
        bytes = inner;
    }
    assert!(bytes.starts_with(b"{\"id\":\"tsk_img_01REAL\""));
}
