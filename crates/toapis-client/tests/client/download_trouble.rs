//! Downloads that meet trouble: nothing half-done stays behind, and what passes is sat out.

use std::time::Duration;

use serde_json::json;
use toapis_client::Target;
use toapis_client::transport::memory::{MemoryTransport, Reply};
use toapis_client::transport::{ErrorKind, TransportError};

use crate::download::{Download, JPEG, PNG, fetch, fetch_with, file};
use crate::support::{FILE, both, config, cut};

fn good() -> Reply {
    Reply::new(200).body(PNG)
}

fn busy() -> Reply {
    Reply::new(503)
}

/// One result of a task, to one file.
fn one() -> Download {
    Download { items: json!([{"url": FILE}]), target: |dir| Target::file(dir.join("a.png")), prepare: |_| {} }
}

fn redirect(to: &str) -> Reply {
    Reply::new(302).header("location", to)
}

#[test]
fn d01_a_host_that_is_not_allowed_is_not_asked() {
    for url in [
        "https://evil.example/a.png",
        "https://files.toapis.com.evil.example/a.png",
        "http://files.toapis.com/a",
    ] {
        let download = Download {
            items: json!([{"url": url}]),
            target: |dir| Target::file(dir.join("a.png")),
            prepare: |_| {},
        };
        let (outcome, trace) = both(&config(), |_| {}, &download);
        assert_eq!((trace.requests.len(), outcome.files.len()), (0, 0), "{url}");
        assert_eq!(outcome.counts, Some((0, vec![1])));
        let text = outcome.error();
        assert!(text.contains("allow_result_host") || text.contains("not https"), "{text}");
    }
}

#[test]
fn d01_an_added_host_is_asked_without_the_key() {
    let script = |transport: &MemoryTransport| {
        let request = toapis_client::transport::memory::Expect::get("/a.png").host("cdn.example.com");
        transport.expect(request.no_header("authorization")).reply(good());
    };
    let items = json!([{"url": "https://cdn.example.com/a.png"}]);
    let download = Download { items, target: |dir| Target::file(dir.join("a.png")), prepare: |_| {} };
    let (outcome, _) = both(&config().allow_result_host("CDN.example.com"), script, &download);
    assert_eq!(outcome.names(), ["a.png"]);
}

#[test]
fn d01_an_added_port_is_asked_and_no_other() {
    let script = |transport: &MemoryTransport| {
        let request = toapis_client::transport::memory::Expect::get("/a.png").host("cdn.example.com");
        transport.expect(request.no_header("authorization")).reply(good());
    };
    let download = |items| Download { items, target: |dir| Target::file(dir.join("a.png")), prepare: |_| {} };
    let odd = download(json!([{"url": "https://cdn.example.com:8443/a.png"}]));
    let (refused, _) = both(&config(), |_| {}, &odd);
    assert!(refused.error().contains(r#"allow_result_host("cdn.example.com:8443")"#), "{}", refused.error());
    let allowing = config().allow_result_host("cdn.example.com:8443");
    assert_eq!(both(&allowing, script, &odd).0.names(), ["a.png"]);
    let usual = download(json!([{"url": "https://cdn.example.com/a.png"}]));
    assert_eq!(both(&allowing, |_| {}, &usual).0.counts, Some((0, vec![1])));
}

#[test]
fn d04_redirects_are_followed_to_allowed_hosts_only() {
    let script = |transport: &MemoryTransport| {
        file(transport, "a.png").reply(redirect("/images/b.png"));
        file(transport, "b.png").reply(redirect("https://files.toapis.com/images/c.png"));
        file(transport, "c.png").reply(good());
    };
    let download = || Download {
        items: json!([{"url": FILE}]),
        target: |dir| Target::file(dir.join("a.png")),
        prepare: |_| {},
    };
    assert_eq!(both(&config(), script, &download()).0.files["a.png"], PNG);

    let (outcome, trace) = fetch(&[redirect("https://evil.example/a.png")]);
    assert!(outcome.error().contains("evil.example"), "{}", outcome.error());
    assert_eq!((trace.requests.len(), trace.sleeps.len(), outcome.files.len()), (1, 0, 0));

    let (outcome, trace) = fetch(&vec![redirect("/images/a.png"); 4]);
    assert!(outcome.error().contains("redirects too often"), "{}", outcome.error());
    assert_eq!(trace.sleeps.len(), 0);
    assert!(fetch(&[Reply::new(302)]).0.error().contains("to nowhere"));
}

#[test]
fn d05_a_cut_body_leaves_nothing_behind_and_is_fetched_again() {
    let (outcome, trace) = fetch(&[cut(200, &PNG[..10]), good()]);
    assert_eq!((outcome.files.len(), &outcome.files["a.png"][..]), (1, PNG));
    trace.rested_under(&[1]);

    let script = |transport: &MemoryTransport| {
        drop(transport.clone().otherwise(|_| cut(200, &PNG[..10])));
    };
    let (outcome, trace) = both(&config(), script, &one());
    assert!(outcome.files.is_empty(), "{:?}", outcome.names());
    assert_eq!(trace.slept(), Duration::from_secs(300), "a network may be away for minutes");
}

#[test]
fn d05_a_body_without_a_length_that_ends_early_is_fetched_again() {
    for whole in [PNG, JPEG] {
        let short = || Reply::new(200).body(&whole[..whole.len() - 1]);
        let (outcome, trace) = fetch(&[short(), Reply::new(200).body(whole)]);
        assert_eq!((outcome.files.len(), &outcome.files["a.png"][..]), (1, whole));
        trace.rested_under(&[1]);

        let (outcome, trace) = fetch(&vec![short(); 4]);
        let text = format!("it is cut off after {} bytes", whole.len() - 1);
        assert!(outcome.error().contains(&text) && outcome.files.is_empty(), "{outcome:?}");
        trace.rested_under(&[1, 2, 4]);
    }
}

#[test]
fn d11_a_web_page_is_no_result() {
    for (page, found) in [
        ("<!DOCTYPE html><title>Just a moment…</title>", "text/html"),
        (r#"{"error": {"message": "busy"}}"#, "application/json"),
        ("busy", "text/plain"),
    ] {
        // With the header of a picture: only the bytes count.
        let page = || Reply::new(200).header("content-type", "image/png").body(page);
        let (outcome, trace) = fetch(&[page(), good()]);
        assert_eq!(&outcome.files["a.png"][..], PNG);
        trace.rested_under(&[1]);

        let (outcome, trace) = fetch(&vec![page(); 4]);
        let text = format!("what came is {found}, neither a picture nor a film");
        assert!(outcome.error().contains(&text) && outcome.files.is_empty(), "{outcome:?}");
        trace.rested_under(&[1, 2, 4]);
    }
}

#[test]
fn d12_more_than_the_limit_is_not_kept() {
    let exact = config().max_download(PNG.len() as u64);
    assert_eq!(fetch_with(&exact, &[good()]).0.names(), ["a.png"]);
    let small = config().max_download(PNG.len() as u64 - 1);
    let (outcome, trace) = fetch_with(&small, &[good()]);
    assert!(
        outcome.error().contains(&format!("larger than the limit of {} bytes", PNG.len() - 1)),
        "{}",
        outcome.error()
    );
    assert_eq!((outcome.files.len(), trace.sleeps.len()), (0, 0), "trying again would not help");
    let inline = Download {
        items: json!([{"b64_json": "aGVsbG8="}]),
        target: |dir| Target::file(dir.join("a.png")),
        prepare: |_| {},
    };
    let (outcome, _) = both(&config().max_download(4), |_| {}, &inline);
    assert!(outcome.error().contains("larger than the limit") && outcome.files.is_empty(), "{outcome:?}");
}

#[test]
fn d21_passing_trouble_is_sat_out() {
    for status in [408, 429, 478, 500, 502, 503, 520, 524] {
        let (outcome, trace) = fetch(&[Reply::new(status), Reply::new(status).body("busy"), good()]);
        assert_eq!(outcome.files["a.png"], PNG, "{status}");
        trace.rested_under(&[1, 2]);
    }
    let slow = || Reply::failure(TransportError::unknown(ErrorKind::HeadTimeout, "no answer in 120 s"));
    let (outcome, trace) = fetch(&[slow(), busy(), slow(), good()]);
    assert_eq!(outcome.files.len(), 1);
    trace.rested_under(&[1, 2, 4]);
}

#[test]
fn d21_the_expiry_is_the_deadline_not_a_number_of_tries() {
    let script = |transport: &MemoryTransport| {
        drop(transport.clone().otherwise(|_| Reply::new(503)));
    };
    let (outcome, trace) = both(&config(), script, &one());
    let day = Duration::from_secs(24 * 3600);
    // The wall clock counts in whole seconds.
    let late = trace.slept().saturating_sub(day);
    assert!(
        trace.slept() >= day && late < Duration::from_secs(1),
        "the task named no time, so it is a day from now"
    );
    assert!(outcome.error().contains("it expired on Mon, 16 Jun 2025 15:06:40 GMT"), "{}", outcome.error());
    assert!(outcome.error().contains("files.toapis.com answered 503"), "{}", outcome.error());
    assert!(trace.requests.len() < 5_000, "not hammered");

    let impatient = config().download_patience(Duration::from_secs(10));
    let (outcome, trace) = both(&impatient, script, &one());
    assert_eq!(trace.slept(), Duration::from_secs(10));
    assert!(
        outcome.error().contains("files.toapis.com answered 503. The task is paid for"),
        "{}",
        outcome.error()
    );
}

#[test]
fn d21_what_does_not_pass_is_not_sat_out() {
    for (kind, requests) in [(ErrorKind::Tls, 2), (ErrorKind::Address, 2), (ErrorKind::InvalidRequest, 1)] {
        let script = |transport: &MemoryTransport| {
            let failure = move || Reply::failure(TransportError::not_sent(kind, "it cannot work"));
            drop(transport.clone().otherwise(move |_| failure()));
        };
        let (outcome, trace) = both(&config(), script, &one());
        assert!(outcome.error().contains("it cannot work"), "{}", outcome.error());
        assert_eq!(
            (trace.requests.len(), trace.sleeps.len()),
            (requests, 0),
            "{kind:?}, with a mirror or not"
        );
    }
}

#[test]
fn d21_a_host_that_says_when_is_asked_then() {
    let busy = |status, wait| Reply::new(status).header("retry-after", wait);
    let (outcome, trace) = fetch(&[busy(429, "7"), busy(503, "9999999"), busy(503, "0"), good()]);
    assert_eq!(outcome.files["a.png"], PNG);
    trace.rested_under(&[7, 120, 4]);
    assert!(
        trace.slept() >= Duration::from_secs(127),
        "never less than asked for, never more than two minutes"
    );
    // Ten seconds, by the server's own clock.
    let dated = busy(503, "Sun, 06 Nov 1994 08:49:47 GMT").header("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(fetch(&[dated, good()]).1.sleeps, [Duration::from_secs(10)]);
    let (outcome, trace) = fetch(&[busy(401, "7")]);
    assert_eq!(trace.sleeps.len(), 0, "a wish does not make it passing");
    assert!(outcome.error().contains("files.toapis.com answered 401"), "{}", outcome.error());
}

#[test]
fn an_empty_file_is_no_result() {
    let (outcome, trace) = fetch(&[Reply::new(200), good()]);
    assert_eq!(outcome.files.len(), 1);
    trace.rested_under(&[1]);
    let (outcome, _) = fetch(&vec![Reply::new(200); 4]);
    assert!(outcome.error().contains("it is empty") && outcome.files.is_empty(), "{outcome:?}");
}

#[test]
fn one_result_in_trouble_does_not_cost_the_others() {
    let script = |transport: &MemoryTransport| {
        file(transport, "a.png").answer(401, "");
        file(transport, "b.png").reply(good());
    };
    let items = json!([
        {"url": FILE},
        {"url": "https://files.toapis.com/images/b.png"},
        {"url": "https://evil.example/c.png"},
    ]);
    let download = Download { items, target: |dir| Target::dir(dir.join("out")), prepare: |_| {} };
    let (outcome, _) = both(&config(), script, &download);
    assert_eq!(outcome.counts, Some((1, vec![1, 3])));
    assert_eq!(outcome.names().len(), 1);
    assert!(outcome.error().starts_with("2 of 3 results of tsk_img_"), "{}", outcome.error());
}

#[test]
fn d24_a_signed_query_is_not_shown() {
    for url in ["https://files.toapis.com/images/a.png?sig=canary", "https://evil.example/a.png?sig=canary"] {
        let script = |transport: &MemoryTransport| drop(transport.clone().otherwise(|_| Reply::new(404)));
        let download = Download {
            items: json!([{"url": url}]),
            target: |dir| Target::file(dir.join("a.png")),
            prepare: |_| {},
        };
        let (outcome, _) = both(&config(), script, &download);
        assert!(!outcome.error().contains("canary"), "{}", outcome.error());
    }
}
