//! Bodies that break off: gone on with only where the rest is of the same file.

use serde_json::json;
use toapis_client::Target;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::transport::{ErrorKind, TransportError};

use crate::download::{Download, Outcome, PNG};
use crate::support::{FILE, Trace, both, config};

const AT: usize = 20;

fn broken(kind: ErrorKind, validators: &[(&str, &str)]) -> Reply {
    let head = Reply::new(200).header("content-length", &PNG.len().to_string());
    let head = validators.iter().fold(head, |head, (name, value)| head.header(name, value));
    head.body(&PNG[..AT]).then_fail(TransportError::answered(kind, "the body broke off"))
}

fn tagged(tag: &str) -> Reply {
    broken(ErrorKind::Truncated, &[("etag", tag)])
}

/// The rest of the file, said to be from here on, of this version.
fn rest(from: usize, tag: &str) -> Reply {
    let range = format!("bytes {from}-{}/{}", PNG.len() - 1, PNG.len());
    Reply::new(206).header("content-range", &range).header("etag", tag).body(&PNG[from..])
}

/// A request for the whole file.
fn whole() -> Expect {
    Expect::get("/images/a.png").no_header("range").no_header("authorization")
}

/// A request for everything from byte [`AT`] on, of this version.
fn resumed(validator: &str) -> Expect {
    let request = Expect::get("/images/a.png").header("range", format!("bytes={AT}-"));
    request.header("if-range", validator).no_header("authorization")
}

#[track_caller]
fn fetch(plans: &[(Expect, Reply)]) -> (Outcome, Trace) {
    let script = |transport: &MemoryTransport| {
        for (expect, reply) in plans {
            transport.expect(expect.clone().host("files.toapis.com")).reply(reply.clone());
        }
    };
    let download = Download {
        items: json!([{"url": FILE}]),
        target: |dir| Target::file(dir.join("a.png")),
        prepare: |_| {},
    };
    both(&config(), script, &download)
}

#[track_caller]
fn saves(plans: &[(Expect, Reply)]) {
    let (outcome, trace) = fetch(plans);
    assert_eq!((outcome.names(), &outcome.files["a.png"][..]), (vec!["a.png"], PNG));
    trace.rested_under(&[1]);
}

#[test]
fn d05_d07_the_rest_of_the_same_file_is_appended() {
    let again = || (resumed("\"v1\""), rest(AT, "\"v1\""));
    saves(&[(whole(), tagged("\"v1\"")), again()]);
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let by_date = Reply::new(206)
        .header("content-range", &format!("bytes {AT}-{}/*", PNG.len() - 1))
        .header("last-modified", date)
        .body(&PNG[AT..]);
    let first = broken(ErrorKind::Truncated, &[("last-modified", date)]);
    saves(&[(whole(), first), (resumed(date), by_date)]);
}

#[test]
fn d07_what_is_not_the_rest_of_the_same_file_is_fetched_anew() {
    let good = || (whole(), Reply::new(200).header("etag", "\"v2\"").body(PNG));
    let first = || (whole(), tagged("\"v1\""));
    let no_tag = Reply::new(206)
        .header("content-range", &format!("bytes {AT}-{}/{}", PNG.len() - 1, PNG.len()))
        .body(&PNG[AT..]);
    let no_range = Reply::new(206).header("etag", "\"v1\"").body(&PNG[AT..]);
    let past_the_end = Reply::new(416).header("content-range", "bytes */7").header("etag", "\"v1\"");
    for other in
        [rest(AT - 1, "\"v1\""), rest(AT + 1, "\"v1\""), rest(AT, "\"v2\""), no_tag, no_range, past_the_end]
    {
        saves(&[first(), (resumed("\"v1\""), other), good()]);
    }
    // The whole of another version, in answer to the request for the rest of the old one.
    saves(&[first(), (resumed("\"v1\""), Reply::new(200).header("etag", "\"v2\"").body(PNG))]);
}

#[test]
fn d07_without_a_strong_validator_nothing_is_appended() {
    for validators in [&[][..], &[("etag", "W/\"v1\"")], &[("etag", "W/\"v1\""), ("last-modified", "x")]] {
        let first = broken(ErrorKind::Truncated, validators);
        saves(&[(whole(), first), (whole(), Reply::new(200).body(PNG))]);
    }
}

#[test]
fn d07_a_file_that_was_whole_already_is_finished_by_a_416() {
    // A body without an announced length whose end was lost: every byte is there.
    let first = Reply::new(200)
        .header("etag", "\"v1\"")
        .body(PNG)
        .then_fail(TransportError::answered(ErrorKind::Truncated, "no end of the chunks"));
    let nothing = Reply::new(416).header("content-range", &format!("bytes */{}", PNG.len()));
    let request = Expect::get("/images/a.png").header("range", format!("bytes={}-", PNG.len()));
    saves(&[(whole(), first), (request, nothing)]);
}

#[test]
fn d05_a_file_that_ends_before_its_announced_length_is_gone_on_with() {
    let short = Reply::new(200).header("etag", "\"v1\"").header("content-length", &PNG.len().to_string());
    saves(&[(whole(), short.body(&PNG[..AT])), (resumed("\"v1\""), rest(AT, "\"v1\""))]);
}

#[test]
fn d05_d07_what_came_before_trouble_of_another_kind_is_kept() {
    let (outcome, trace) = fetch(&[
        (whole(), tagged("\"v1\"")),
        (resumed("\"v1\""), Reply::new(503)),
        (resumed("\"v1\""), rest(AT, "\"v1\"")),
    ]);
    assert_eq!(&outcome.files["a.png"][..], PNG);
    trace.rested_under(&[1, 2]);
}

#[test]
fn d23_a_body_that_drips_is_ended_and_gone_on_with() {
    let drip = broken(ErrorKind::TooSlow, &[("etag", "\"v1\"")]);
    saves(&[(whole(), drip), (resumed("\"v1\""), rest(AT, "\"v1\""))]);
    let silence = broken(ErrorKind::IdleTimeout, &[("etag", "\"v1\"")]);
    saves(&[(whole(), silence), (resumed("\"v1\""), rest(AT, "\"v1\""))]);
}

#[test]
fn d12_an_announced_size_beyond_the_limit_is_not_read() {
    let script = |transport: &MemoryTransport| {
        let huge = Reply::new(200).header("content-length", "10737418240").body(PNG);
        transport.expect(whole()).reply(huge);
    };
    let download = Download {
        items: json!([{"url": FILE}]),
        target: |dir| Target::file(dir.join("a.png")),
        prepare: |_| {},
    };
    let (outcome, trace) = both(&config(), script, &download);
    assert!(
        outcome.error().contains("larger than the limit of 2147483648 bytes (max_download)"),
        "{outcome:?}"
    );
    assert_eq!((outcome.files.len(), trace.sleeps.len()), (0, 0));
}
