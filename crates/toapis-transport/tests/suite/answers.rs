//! Complete answers: what a status means is the caller's business.

use std::time::Duration;

use crate::support::client::{Backend, get, post};
use crate::support::server::{Server, Step, answer};

pub fn h31_strange_statuses_are_answers(backend: Backend) {
    for status in [218, 299, 418, 478, 500, 503, 524, 999] {
        let server = Server::plain([vec![Step::Read, answer(status, "", "{}")]]);
        let client = backend.client();
        let answer = client.send(post(server.port(), "/v1/things")).unwrap();
        assert_eq!(answer.status(), status);
        assert_eq!(answer.body(), "{}");
        drop(client);
        assert_eq!(server.finish().posts(), 1);
    }
}

pub fn h39_redirects_on_the_same_host_are_not_followed(backend: Backend) {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::plain([vec![
            Step::Read,
            answer(status, "Location: /elsewhere\r\n", ""),
            Step::Read,
            answer(200, "", ""),
        ]]);
        let client = backend.client();
        let answer = client.send(post(server.port(), "/v1/things")).unwrap();
        assert_eq!(answer.status(), status);
        assert_eq!(answer.head.headers["location"], "/elsewhere");
        drop(client);
        let seen = server.finish();
        assert_eq!(seen.requests.len(), 1, "{seen:?}");
    }
}

pub fn h40_redirects_to_another_host_are_not_followed(backend: Backend) {
    for status in [302, 307, 308] {
        let other = Server::plain([]);
        let location = format!("Location: http://127.0.0.1:{}/elsewhere\r\n", other.port());
        let server = Server::plain([vec![Step::Read, answer(status, &location, "")]]);
        let client = backend.client();
        assert_eq!(client.send(post(server.port(), "/v1/things")).unwrap().status(), status);
        drop(client);
        assert_eq!(server.finish().posts(), 1);
        // The one connection is that of `finish` itself.
        assert_eq!(other.finish().connections, 1);
    }
}

/// A pool takes a connection back a moment after the body was read, so a new connection is no mistake each time.
pub fn connections_are_used_again(backend: Backend) {
    let script = vec![vec![Step::Read, answer(200, "", "fine")]; 3].concat();
    let server = Server::plain(vec![script; 3]);
    let client = backend.client();
    for _ in 0..3 {
        assert_eq!(client.send(get(server.port(), "/v1/things")).unwrap().body(), "fine");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(client);
    let seen = server.finish();
    // One more connection is that of `finish` itself.
    assert!(seen.requests.len() == 3 && seen.connections < 4, "{seen:?}");
}

pub fn s13_cookies_are_not_sent_back(backend: Backend) {
    let script = vec![vec![Step::Read, answer(200, "Set-Cookie: session=1; Path=/\r\n", "")]; 2].concat();
    let server = Server::plain(vec![script; 2]);
    let client = backend.client();
    for _ in 0..2 {
        assert_eq!(client.send(get(server.port(), "/v1/things")).unwrap().status(), 200);
    }
    drop(client);
    let seen = server.finish();
    assert!(!seen.requests.concat().to_ascii_lowercase().contains("cookie:"), "{seen:?}");
}
