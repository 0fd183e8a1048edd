//! Response bodies that break, hang, or are too long.

use std::time::Duration;

use toapis_transport::{ErrorKind, TransportError};

use crate::support::client::{Backend, get, limited, post};
use crate::support::server::{Server, Step, answer, send};

fn broken(backend: Backend, steps: Vec<Step>) -> TransportError {
    let server = Server::plain([[vec![Step::Read], steps].concat()]);
    let client = backend.client();
    let error = client.send(limited(post(server.port(), "/v1/things"), 5000, 150)).unwrap().body_error();
    drop(client);
    assert_eq!(server.finish().posts(), 1);
    error
}

fn partial(error: &TransportError) -> &[u8] {
    error.partial().unwrap()
}

pub fn h23_body_shorter_than_announced(backend: Backend) {
    let error =
        broken(backend, vec![send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":\"tsk_1\"")]);
    assert_eq!(error.kind(), ErrorKind::Truncated, "{error:?}");
    assert_eq!(partial(&error), b"{\"id\":\"tsk_1\"");
}

pub fn h23_body_reset_in_the_middle(backend: Backend) {
    let error = broken(
        backend,
        vec![
            send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":\"tsk_1\""),
            // RST discards what the client has not read yet.
            Step::Pause(Duration::from_millis(50)),
            Step::Reset,
        ],
    );
    assert_eq!(error.kind(), ErrorKind::Truncated, "{error:?}");
    assert_eq!(partial(&error), b"{\"id\":\"tsk_1\"");
}

pub fn h24_close_delimited_body_is_complete(backend: Backend) {
    let server = Server::plain([vec![Step::Read, send("HTTP/1.1 200 OK\r\n\r\n{\"id\":")]]);
    let client = backend.client();
    assert_eq!(client.send(post(server.port(), "/v1/things")).unwrap().body(), "{\"id\":");
    drop(client);
    server.finish();
}

pub fn h26_broken_chunks(backend: Backend) {
    for (chunks, kind) in [
        ("2\r\n{}\r\n", ErrorKind::Truncated),
        ("2\r\n{", ErrorKind::Truncated),
        ("2\r\n{}\r\nzz\r\n", ErrorKind::Protocol),
        ("2\r\n{}\r\nfffffffffffffffffffff\r\n", ErrorKind::Protocol),
    ] {
        let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
        let error = broken(backend, vec![send(head)]);
        assert_eq!(error.kind(), kind, "{chunks:?}: {error:?}");
    }
}

pub fn h33_limit_is_kept(backend: Backend) {
    let long = "x".repeat(100_000);
    for (limit, fits) in [(0, false), (99_999, false), (100_000, true)] {
        let server = Server::plain([vec![Step::Read, answer(200, "", &long)]]);
        let client = backend.client();
        let answer = client.send_limited(get(server.port(), "/v1/things"), limit).unwrap();
        if fits {
            assert_eq!(answer.body().len(), limit);
        } else {
            let error = answer.body_error();
            assert_eq!(error.kind(), ErrorKind::TooLarge);
            assert_eq!(partial(&error).len(), limit);
        }
        drop(client);
        server.finish();
    }
}

pub fn h33_announced_length_is_not_allocated(backend: Backend) {
    let error = broken(backend, vec![send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000000\r\n\r\n{}")]);
    assert_eq!(error.kind(), ErrorKind::Truncated, "{error:?}");
    assert_eq!(partial(&error), b"{}");
}

pub fn h34_compressed_bodies_stay_as_they_are(backend: Backend) {
    let server = Server::plain([vec![Step::Read, answer(200, "Content-Encoding: gzip\r\n", "not gzip")]]);
    let client = backend.client();
    let answer = client.send(get(server.port(), "/v1/things")).unwrap();
    assert_eq!(answer.head.headers["content-encoding"], "gzip");
    assert_eq!(answer.body(), "not gzip");
    drop(client);
    server.finish();
}

pub fn idle_limit_ends_a_silent_body(backend: Backend) {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":\"tsk_1\"";
    let error = broken(backend, vec![send(head), Step::Hold]);
    assert_eq!(error.kind(), ErrorKind::IdleTimeout, "{error:?}");
    assert_eq!(partial(&error), b"{\"id\":\"tsk_1\"");
}

/// A slow body may take longer than both limits, as long as it keeps coming.
pub fn u09_limits_spare_a_slow_but_steady_body(backend: Backend) {
    let pause = || Step::Pause(Duration::from_millis(60));
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n";
    let pieces = ["aa", "bb", "cc", "dd"].into_iter().flat_map(|piece| [send(piece), pause()]);
    let steps = [Step::Read, send(head)].into_iter().chain(pieces);
    let server = Server::plain([steps.collect::<Vec<_>>()]);
    let client = backend.client();
    let request = limited(get(server.port(), "/v1/things"), 150, 150);
    assert_eq!(client.send(request).unwrap().body(), "aabbccdd");
    drop(client);
    server.finish();
}

pub fn h48_abandoned_body_leaves_a_clean_next_exchange(backend: Backend) {
    let long = "x".repeat(1 << 20);
    let server = Server::plain([
        vec![Step::Read, answer(200, "", &long), Step::Hold],
        vec![Step::Read, answer(200, "", "second")],
    ]);
    let client = backend.client();
    client.send_and_abandon(get(server.port(), "/first"));
    assert_eq!(client.send(get(server.port(), "/second")).unwrap().body(), "second");
    drop(client);
    assert_eq!(server.finish().requests.len(), 2);
}
