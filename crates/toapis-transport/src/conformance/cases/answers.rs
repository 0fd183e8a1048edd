//! Complete answers: what a status means is the caller's business.

use std::time::Duration;

use crate::conformance::server::{Server, Step, answer};
use crate::conformance::subject::{get, post};
use crate::conformance::{Bench, Checked, Wire, equal, holds};

pub(in super::super) fn h31_strange_statuses_are_answers(bench: &Bench) -> Checked {
    for status in [218, 299, 418, 478, 500, 503, 524, 999] {
        let server = bench.server([vec![Step::Read, answer(status, "{}")]])?;
        let client = bench.client();
        equal("the body", &client.status(post(&server, "/v1/things"), status)?.body()?[..], b"{}")?;
        drop(client);
        equal("the number of POSTs", &server.finish()?.posts(), &1)?;
    }
    Ok(())
}

pub(in super::super) fn h39_redirects_on_the_same_host_are_not_followed(bench: &Bench) -> Checked {
    for status in [301, 302, 303, 307, 308] {
        let redirect = Step::Answer(status, vec![("location", "/elsewhere".to_owned())], Vec::new());
        let server = bench.server([vec![Step::Read, redirect, Step::Read, answer(200, "")]])?;
        let client = bench.client();
        let answer = client.status(post(&server, "/v1/things"), status)?;
        equal("the Location", answer.header("location"), "/elsewhere")?;
        drop(client);
        equal("the number of requests", &server.finish()?.requests.len(), &1)?;
    }
    Ok(())
}

pub(in super::super) fn h40_redirects_to_another_host_are_not_followed(bench: &Bench) -> Checked {
    for status in [302, 307, 308] {
        let other = Server::start(Wire::Http1, None, [])?;
        let location = format!("http://127.0.0.1:{}/elsewhere", other.port());
        let redirect = Step::Answer(status, vec![("location", location)], Vec::new());
        let server = bench.server([vec![Step::Read, redirect]])?;
        let client = bench.client();
        client.status(post(&server, "/v1/things"), status)?;
        drop(client);
        equal("the number of POSTs", &server.finish()?.posts(), &1)?;
        equal("the connections to the other host", &other.finish()?.connections, &0)?;
    }
    Ok(())
}

/// A pool takes a connection back a moment after the body was read, so a new connection is no mistake each time.
pub(in super::super) fn connections_are_used_again(bench: &Bench) -> Checked {
    let script = vec![vec![Step::Read, answer(200, "fine")]; 3].concat();
    let server = bench.server(vec![script; 3])?;
    let client = bench.client();
    for _ in 0..3 {
        equal("the body", &client.status(get(&server, "/v1/things"), 200)?.body()?[..], b"fine")?;
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(client);
    let seen = server.finish()?;
    let again = seen.requests.len() == 3 && seen.connections < 3;
    holds(again, || "three requests on fewer connections".into(), || format!("{seen:?}"))
}

pub(in super::super) fn s13_cookies_are_not_sent_back(bench: &Bench) -> Checked {
    let cookie = || vec![("set-cookie", "session=1; Path=/".to_owned())];
    let script = vec![vec![Step::Read, Step::Answer(200, cookie(), Vec::new())]; 2].concat();
    let server = bench.server(vec![script; 2])?;
    let client = bench.client();
    for _ in 0..2 {
        client.status(get(&server, "/v1/things"), 200)?;
    }
    drop(client);
    let seen = server.finish()?;
    let clean = !seen.requests.concat().to_ascii_lowercase().contains("cookie:");
    holds(clean, || "requests without cookies".into(), || format!("{seen:?}"))
}
