//! What the conformance suite cannot see from outside.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::connection::Connection;
use super::tcp::{Stream, Tcp};
use super::*;
use crate::{Delivery, RequestBody, Timeouts};

/// Answers every request on every connection with `answer`, and tells the heads that arrived, each with the number of its
/// connection.
fn server(answer: Vec<u8>) -> (String, Receiver<(usize, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (sender, heads) = channel();
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let (stream, sender, answer) = (stream.unwrap(), sender.clone(), answer.clone());
            thread::spawn(move || {
                let mut lines = BufReader::new(&stream);
                let mut head = String::new();
                while lines.read_line(&mut head).is_ok_and(|length| length > 0) {
                    if head.ends_with("\r\n\r\n") {
                        let _ = sender.send((number, std::mem::take(&mut head)));
                        let _ = (&stream).write_all(&answer);
                    }
                }
            });
        }
    });
    (base, heads)
}

fn get(base: &str) -> http::request::Builder {
    http::Request::get(format!("{base}/x"))
}

fn send(
    transport: &UreqTransport,
    request: http::request::Builder,
) -> Result<BlockingResponse, TransportError> {
    transport.send(request.body(RequestBody::empty()).unwrap())
}

fn text(transport: &UreqTransport, request: http::request::Builder) -> Result<String, TransportError> {
    let body = send(transport, request)?.into_body().read_to_end(1 << 20)?;
    Ok(String::from_utf8(body.to_vec()).unwrap())
}

#[test]
fn a_connection_with_an_answer_that_nobody_asked_for_is_not_used_again() {
    let answer =
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\noneHTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\ntwo";
    let (base, heads) = server(answer.into());
    let transport = UreqTransport::new().unwrap();
    for number in 0..3 {
        assert_eq!(text(&transport, get(&base)).unwrap(), "one");
        assert_eq!(heads.recv().unwrap().0, number);
    }
}

#[test]
fn a_connection_without_anything_left_is_used_again() {
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\none",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\non\r\n1\r\ne\r\n0\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\none",
    ] {
        let (base, heads) = server(answer.into());
        let transport = UreqTransport::new().unwrap();
        for _ in 0..3 {
            assert_eq!(text(&transport, get(&base)).unwrap(), "one");
            assert_eq!(heads.recv().unwrap().0, 0);
        }
    }
}

#[test]
fn h26_a_line_in_a_body_that_never_ends_is_not_gathered() {
    let mut answer = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n".to_vec();
    answer.resize(answer.len() + 200_000, b'1');
    let (base, _heads) = server(answer);
    let mut body = send(&UreqTransport::new().unwrap(), get(&base)).unwrap().into_body();
    let error = body.read_to_end(1 << 20).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Protocol, Delivery::Answered));
    assert_eq!(error.partial().map(|part| &part[..]), Some(&b"a"[..]));
}

#[test]
fn a_request_of_which_not_one_byte_left_was_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let stream = TcpStream::connect(address).unwrap();
    let (mut server, _) = listener.accept().unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let uri: http::Uri = format!("http://{address}/x").parse().unwrap();
    let began = Instant::now();
    let until = began + Duration::from_secs(30);
    let (authority, limit) = (uri.authority().unwrap(), Duration::from_secs(30));
    let target = Target { uri: &uri, https: false, authority, began, limit, until };
    let mut connection = Connection::new(Stream::Plain(Tcp::new(stream, until)), &target);
    let mut request = http::Request::new(());
    *request.uri_mut() = uri.clone();
    let running = Running { connection: &mut connection, timeouts: Timeouts::default(), until };
    let error = running.run(Call::new(request).unwrap(), bytes::Bytes::new()).map(drop).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Closed, Delivery::NotSent));
    let mut arrived = Vec::new();
    server.read_to_end(&mut arrived).unwrap();
    assert_eq!(arrived, b"");
}

#[test]
fn long_headers_are_sent_whole_and_endless_ones_refused() {
    let (base, heads) = server(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec());
    let transport = UreqTransport::new().unwrap();
    for length in [10, 1_000, 1_024, 5_000, 40_000] {
        let long = "y".repeat(length);
        let request = get(&base).header("x-before", "1").header("x-long", &long).header("x-after", "2");
        assert_eq!(send(&transport, request).unwrap().status(), 204);
        let head = heads.recv().unwrap().1;
        for line in ["x-before: 1\r\n", &format!("x-long: {long}\r\n"), "x-after: 2\r\n"] {
            assert!(head.contains(line), "{length}: {line}");
        }
    }
    let error = send(&transport, get(&base).header("x-long", "y".repeat(3 << 20))).map(drop).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidRequest, Delivery::NotSent));
}
