//! What arrives at the server.

use std::time::Duration;

use crate::conformance::server::{Server, Step, answer};
use crate::conformance::subject::{CANARY, get, limited, post, request, shown};
use crate::conformance::{Bench, Checked, Mismatch, equal, holds};
use crate::{Delivery, ErrorKind, Request, Timeouts};

fn received(bench: &Bench, make: impl FnOnce(&Server) -> Request) -> Checked<String> {
    let server = bench.server([vec![Step::Read, answer(200, "")]])?;
    let client = bench.client();
    client.status(make(&server), 200)?;
    drop(client);
    let mut seen = server.finish()?;
    equal("the number of requests", &seen.requests.len(), &1)?;
    Ok(seen.requests.remove(0))
}

pub(in super::super) fn s11_s13_nothing_is_added_and_the_key_arrives_once(bench: &Bench) -> Checked {
    let request = received(bench, |server| post(server, "/v1/things"))?;
    let (head, body) = request.split_once("\r\n\r\n").unwrap_or((&request, ""));
    let (first, rest) = head.split_once("\r\n").unwrap_or((head, ""));
    let expected = format!("POST /v1/things?signature={CANARY} HTTP/");
    holds(first.starts_with(&expected), || expected.clone(), || first.to_owned())?;
    let names = rest.lines().filter_map(|line| line.split_once(':')).map(|(name, _)| name);
    let mut names: Vec<_> = names.map(str::to_ascii_lowercase).filter(|name| name != "accept").collect();
    names.sort();
    equal("the names of the headers", &names.join(" "), &"authorization content-length host".to_owned())?;
    holds(head.contains(&format!("Bearer {CANARY}")), || "the key".into(), || head.to_owned())?;
    equal("the body", body, r#"{"prompt":"a lighthouse"}"#)
}

pub(in super::super) fn a_post_without_a_body_has_a_length(bench: &Bench) -> Checked {
    let text = received(bench, |server| request("POST", &server.uri("/"), ""))?;
    let known = text.to_ascii_lowercase().contains("content-length: 0\r\n");
    holds(known, || "a Content-Length of 0".into(), || text.clone())
}

pub(in super::super) fn a_get_has_neither_a_body_nor_a_length(bench: &Bench) -> Checked {
    let text = received(bench, |server| get(server, "/"))?.to_ascii_lowercase();
    let bare = !text.contains("content-length") && !text.contains("transfer-encoding");
    holds(bare && text.ends_with("\r\n\r\n"), || "a head only".into(), || text.clone())
}

pub(in super::super) fn a_delete_may_have_a_body(bench: &Bench) -> Checked {
    let text = received(bench, |server| request("DELETE", &server.uri("/"), "{}"))?;
    let whole = text.starts_with("DELETE ") && text.ends_with("\r\n\r\n{}");
    holds(whole, || "a DELETE with its body".into(), || text.clone())
}

pub(in super::super) fn a_large_body_arrives_whole(bench: &Bench) -> Checked {
    let body: String = (b' '..=b'z').cycle().take(4_000_000).map(char::from).collect();
    let text = received(bench, |server| request("POST", &server.uri("/v1/uploads"), body.clone()))?;
    let arrived = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let seen = || format!("{} bytes, equal: {}", arrived.len(), arrived == body);
    holds(arrived == body, || format!("the same {} bytes", body.len()), seen)
}

/// A path must reach the endpoint that it names, or none.
pub(in super::super) fn h44_paths_are_sent_as_they_are_or_refused(bench: &Bench) -> Checked {
    for path in ["/v1/a/../b", "/v1/%2e%2e/b", "/v1//b/./c", "/v1/a%2Fb", "/v1/%C3%A4"] {
        let server = bench.server([vec![Step::Read, answer(200, "")]])?;
        let client = bench.client();
        let result = client.send(get(&server, path))?;
        drop(client);
        let seen = server.finish()?;
        match result {
            Ok(_) => {
                let kept = seen.requests.iter().any(|text| text.starts_with(&format!("GET {path}?")));
                holds(kept, || format!("a GET of {path}"), || format!("{seen:?}"))?;
            }
            Err(error) => {
                let refused = (ErrorKind::InvalidRequest, Delivery::NotSent);
                if (error.kind(), error.delivery()) != refused || !seen.requests.is_empty() {
                    return Err(Mismatch::new(format!("{path} sent or refused"), shown(&error)));
                }
            }
        }
    }
    Ok(())
}

pub(in super::super) fn h44_user_info_is_refused(bench: &Bench) -> Checked {
    let post = request("POST", &format!("http://user:{CANARY}@127.0.0.1:1/"), "{}");
    bench.client().fails(post, ErrorKind::InvalidRequest, Delivery::NotSent).map(drop)
}

pub(in super::super) fn t19_extreme_limits_do_not_overflow(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, answer(200, "fine")]])?;
    let client = bench.client();
    let mut long = post(&server, "/v1/things");
    let limits = Timeouts { head: Duration::MAX, idle: Duration::MAX, ..Timeouts::default() };
    long.extensions_mut().insert(limits);
    equal("the body", &client.status(long, 200)?.body()?[..], b"fine")?;
    let none = limited(post(&server, "/v1/things"), 0, 0);
    client.fails(none, ErrorKind::HeadTimeout, Delivery::NotSent)?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)
}
