//! What arrives at the server.

use std::process::Command;

use toapis_transport::{Delivery, ErrorKind, Timeouts};

use crate::support::client::{Backend, CANARY, assert_failed, get, limited, post, request};
use crate::support::server::{Server, Step, answer};

fn received(backend: Backend, make: impl FnOnce(u16) -> toapis_transport::Request) -> String {
    let server = Server::plain([vec![Step::Read, answer(200, "", "")]]);
    let client = backend.client();
    assert_eq!(client.send(make(server.port())).unwrap().status(), 200);
    drop(client);
    server.finish().requests.remove(0)
}

pub fn s11_s13_nothing_is_added_and_the_key_arrives_once(backend: Backend) {
    let request = received(backend, |port| post(port, "/v1/things"));
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    assert_eq!(lines.next().unwrap(), format!("POST /v1/things?signature={CANARY} HTTP/1.1"));
    let mut names: Vec<_> = lines.map(|line| line.split_once(':').unwrap().0.to_ascii_lowercase()).collect();
    names.sort();
    names.retain(|name| name != "accept");
    assert_eq!(names, ["authorization", "content-length", "host"]);
    assert!(head.contains(&format!("Bearer {CANARY}")));
    assert_eq!(body, r#"{"prompt":"a lighthouse"}"#);
}

pub fn a_post_without_a_body_has_a_length(backend: Backend) {
    let request = received(backend, |port| request("POST", &format!("http://127.0.0.1:{port}/"), ""));
    assert!(request.to_ascii_lowercase().contains("content-length: 0\r\n"), "{request}");
}

pub fn a_get_has_neither_a_body_nor_a_length(backend: Backend) {
    let request = received(backend, |port| get(port, "/")).to_ascii_lowercase();
    assert!(!request.contains("content-length") && !request.contains("transfer-encoding"), "{request}");
}

pub fn a_delete_may_have_a_body(backend: Backend) {
    let request = received(backend, |port| request("DELETE", &format!("http://127.0.0.1:{port}/"), "{}"));
    assert!(request.starts_with("DELETE ") && request.ends_with("\r\n\r\n{}"), "{request}");
}

pub fn a_large_body_arrives_whole(backend: Backend) {
    let body: String = (b' '..=b'z').cycle().take(4_000_000).map(char::from).collect();
    let request = received(backend, |port| {
        let mut request = post(port, "/v1/uploads");
        *request.body_mut() = body.clone().into();
        request
    });
    assert!(request.split_once("\r\n\r\n").unwrap().1 == body);
}

/// A path must reach the endpoint that it names, or none.
pub fn h44_paths_are_sent_as_they_are_or_refused(backend: Backend) {
    for path in ["/v1/a/../b", "/v1/%2e%2e/b", "/v1//b/./c", "/v1/a%2Fb", "/v1/%C3%A4"] {
        let server = Server::plain([vec![Step::Read, answer(200, "", "")]]);
        let client = backend.client();
        let result = client.send(get(server.port(), path));
        drop(client);
        let seen = server.finish();
        if result.is_ok() {
            assert!(seen.requests[0].starts_with(&format!("GET {path}?")), "{seen:?}");
        } else {
            assert_failed(result, ErrorKind::InvalidRequest, Delivery::NotSent);
            assert_eq!(seen.requests.len(), 0);
        }
    }
}

pub fn h44_user_info_is_refused(backend: Backend) {
    let request = request("POST", &format!("http://user:{CANARY}@127.0.0.1:1/"), "{}");
    assert_failed(backend.client().send(request), ErrorKind::InvalidRequest, Delivery::NotSent);
}

pub fn t19_extreme_limits_do_not_overflow(backend: Backend) {
    let server = Server::plain([vec![Step::Read, answer(200, "", "fine")]]);
    let client = backend.client();
    let mut long = post(server.port(), "/v1/things");
    long.extensions_mut().insert(Timeouts { head: std::time::Duration::MAX, idle: std::time::Duration::MAX });
    assert_eq!(client.send(long).unwrap().body(), "fine");
    let result = client.send(limited(post(server.port(), "/v1/things"), 0, 0));
    assert_failed(result, ErrorKind::HeadTimeout, Delivery::NotSent);
    drop(client);
    assert_eq!(server.finish().posts(), 1);
}

/// The environment of a process is shared by its tests, so the client runs in a process of its own: this test
/// program again, with nothing but the second half of this test.
pub fn h45_proxy_variables_are_ignored(backend: Backend, name: &str) {
    if let Ok(port) = std::env::var("TOAPIS_TEST_H45_PORT") {
        let port = port.parse().unwrap();
        assert_eq!(backend.client().send(post(port, "/v1/things")).unwrap().status(), 200);
        return;
    }
    let server = Server::plain([vec![Step::Read, answer(200, "", "")]]);
    let proxy = Server::plain([]);
    let url = format!("http://127.0.0.1:{}", proxy.port());
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", name]).env("TOAPIS_TEST_H45_PORT", server.port().to_string());
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(variable, &url);
    }
    for variable in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
        child.env_remove(variable);
    }
    let output = child.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(server.finish().posts(), 1);
    assert_eq!(proxy.finish().connections, 1);
}
