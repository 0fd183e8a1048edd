//! Failures between the first byte of a request and the end of the response head.

use std::sync::Arc;
use std::time::{Duration, Instant};

use toapis_transport::{Delivery, ErrorKind};

use crate::support::client::{Backend, Settings, Thoughtful, assert_failed, get, limited, post, request};
use crate::support::server::{Server, Step, answer, send};

pub fn h08_server_reads_post_then_closes(backend: Backend) {
    let server = Server::plain([vec![Step::Read]]);
    let client = backend.client();
    assert_failed(client.send(post(server.port(), "/v1/things")), ErrorKind::Closed, Delivery::Unknown);
    drop(client);
    assert_eq!(server.finish().posts(), 1);
}

pub fn h09_server_reads_post_then_resets(backend: Backend) {
    let server = Server::plain([vec![Step::Read, Step::Reset]]);
    let client = backend.client();
    assert_failed(client.send(post(server.port(), "/v1/things")), ErrorKind::Closed, Delivery::Unknown);
    drop(client);
    assert_eq!(server.finish().posts(), 1);
}

/// Whether the client notices in time that the server closed its idle connection is a race. It may win (a new
/// connection, or proof that nothing was sent) or lose (unknown), but no request may be on the wire twice, and what
/// is said to be unsent must be.
pub fn h11_idle_connection_closed_by_the_server(backend: Backend) {
    for pause in [0, 30] {
        let server =
            Server::plain([vec![Step::Read, answer(200, "", "")], vec![Step::Read, answer(200, "", "")]]);
        let client = backend.client();
        assert_eq!(client.send(post(server.port(), "/first")).unwrap().status(), 200);
        server.wait_closed(1);
        std::thread::sleep(Duration::from_millis(pause));
        let second = client.send(post(server.port(), "/second"));
        drop(client);
        let seen = server.finish();
        let count = |path: &str| seen.requests.iter().filter(|request| request.contains(path)).count();
        assert_eq!(count("/first"), 1);
        match second {
            Ok(_) => assert_eq!(count("/second"), 1),
            Err(error) if error.delivery() == Delivery::NotSent => assert_eq!(count("/second"), 0),
            Err(error) => {
                assert_eq!(error.delivery(), Delivery::Unknown);
                assert!(count("/second") <= 1);
            }
        }
    }
}

pub fn h12_pooled_connection_closed_while_posting(backend: Backend) {
    let server = Server::plain([vec![Step::Read, answer(200, "", ""), Step::Read]]);
    let client = backend.client();
    assert_eq!(client.send(post(server.port(), "/first")).unwrap().status(), 200);
    assert_failed(client.send(post(server.port(), "/second")), ErrorKind::Closed, Delivery::Unknown);
    drop(client);
    assert_eq!(server.finish().posts(), 2);
}

pub fn h19_server_never_answers(backend: Backend) {
    let server = Server::plain([vec![Step::Read, Step::Hold], vec![Step::Read, Step::Hold]]);
    let client = backend.client();
    let request = limited(post(server.port(), "/v1/things"), 150, 10_000);
    assert_failed(client.send(request), ErrorKind::HeadTimeout, Delivery::Unknown);
    let request = limited(get(server.port(), "/v1/things"), 150, 10_000);
    assert_failed(client.send(request), ErrorKind::HeadTimeout, Delivery::Unknown);
    drop(client);
    assert_eq!(server.finish().posts(), 1);
}

/// One limit for resolving, connecting, sending and waiting together, not one for each.
pub fn h19_head_limit_counts_from_the_start(backend: Backend) {
    let server = Server::plain([vec![Step::Read, Step::Hold]]);
    let client = backend.client_with(Settings { resolver: Arc::new(Thoughtful), ..Settings::default() });
    let uri = format!("http://slow.invalid:{}/v1/things", server.port());
    let started = Instant::now();
    let result = client.send(limited(request("POST", &uri, "{}"), 500, 10_000));
    assert_failed(result, ErrorKind::HeadTimeout, Delivery::Unknown);
    assert!(started.elapsed() < Duration::from_millis(850), "{:?}", started.elapsed());
    drop(client);
    assert_eq!(server.finish().posts(), 1);
}

pub fn h20_dripping_head_is_bounded(backend: Backend) {
    let server = Server::plain([vec![Step::Read, send("HTTP/1.1 200 OK\r\nx-filler: "), Step::Drip(b'a')]]);
    let client = backend.client();
    let started = Instant::now();
    let request = limited(post(server.port(), "/v1/things"), 200, 10_000);
    assert_failed(client.send(request), ErrorKind::HeadTimeout, Delivery::Unknown);
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    drop(client);
    assert_eq!(server.finish().posts(), 1);
}

/// The idle limit is for bodies; a server may think longer than that before its head.
pub fn idle_limit_does_not_end_the_wait_for_the_head(backend: Backend) {
    let pause = Step::Pause(Duration::from_millis(250));
    let server = Server::plain([vec![Step::Read, pause, answer(200, "", "fine")]]);
    let client = backend.client();
    let request = limited(post(server.port(), "/v1/things"), 5000, 100);
    assert_eq!(client.send(request).unwrap().body(), "fine");
    drop(client);
    server.finish();
}

pub fn h27_h30_broken_heads(backend: Backend) {
    for head in [
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 5abc\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nx-nul: a\0b\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n{}",
        "HTTP/1.1 99 Too low\r\n\r\n{}",
        "HTTP/1.1 1000 Too high\r\n\r\n{}",
        "<html>HTTP/0.9 says hello</html>\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: rfb\r\nConnection: upgrade\r\n\r\n",
        "HTTP/1.1 200",
        "\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
    ] {
        let server = Server::plain([vec![Step::Read, send(head)]]);
        let client = backend.client();
        if let Err(error) = client.send(post(server.port(), "/v1/things")) {
            assert_eq!(error.delivery(), Delivery::Unknown, "{head:?}: {error:?}");
        }
        drop(client);
        assert_eq!(server.finish().posts(), 1, "{head:?}");
    }
}

pub fn h30_endless_head(backend: Backend) {
    let filler = format!("x-filler: {}\r\n", "a".repeat(1000)).repeat(3000);
    let server = Server::plain([vec![Step::Read, send("HTTP/1.1 200 OK\r\n"), send(filler), Step::Hold]]);
    let client = backend.client();
    assert_failed(client.send(post(server.port(), "/v1/things")), ErrorKind::Protocol, Delivery::Unknown);
    drop(client);
    assert_eq!(server.finish().posts(), 1);
}

pub fn u08_refusal_before_the_body_is_read(backend: Backend) {
    let server = Server::plain([vec![
        Step::ReadSome(1),
        answer(413, "Connection: close\r\n", "too big"),
        Step::Reset,
    ]]);
    let client = backend.client();
    let mut request = post(server.port(), "/v1/uploads");
    *request.body_mut() = vec![b'x'; 8 << 20].into();
    match client.send(request) {
        Ok(answer) => assert_eq!(answer.status(), 413),
        Err(error) => assert_eq!(error.delivery(), Delivery::Unknown, "{error:?}"),
    }
    drop(client);
    server.finish();
}
