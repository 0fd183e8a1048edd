//! What concerns the server as a whole: its start, its end, and how it is set up.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use toapis_emulator::{Emulator, Group};

use crate::support::{Answer, Call, Gateway, IMAGES, picture};

#[test]
fn a_drop_is_quick_and_closes_what_is_open() {
    let gateway = Gateway::new();
    let address = gateway.emulator.address();
    let mut idle = TcpStream::connect(address).unwrap();
    let mut half = TcpStream::connect(address).unwrap();
    half.write_all(b"POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        .unwrap();
    let mut kept = TcpStream::connect(address).unwrap();
    kept.write_all(b"GET /v1/balance HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    kept.read_exact(&mut [0; 12]).unwrap();
    let start = Instant::now();
    drop(gateway);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    for stream in [&mut idle, &mut half, &mut kept] {
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let mut rest = Vec::new();
        // A reset is an end too.
        let _ = stream
            .read_to_end(&mut rest)
            .map_err(|error| assert_ne!(error.kind(), std::io::ErrorKind::WouldBlock));
    }
}

#[test]
fn ports_can_be_chosen_and_a_taken_one_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    assert!(Emulator::builder().port(port).start_blocking().is_err());
    assert!(Emulator::builder().files_port(port).start_blocking().is_err());
    drop(taken);
    // Somebody else may be quicker to take a free port.
    let chosen = (0..20).find_map(|_| {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Some((port, Emulator::builder().port(port).start_blocking().ok()?))
    });
    let (port, emulator) = chosen.unwrap();
    assert_eq!(emulator.base_url(), format!("http://127.0.0.1:{port}"));
    assert_ne!(emulator.files_url(), emulator.base_url());
}

#[test]
fn keys_that_cannot_work_are_refused_at_the_start() {
    for suffix in ["", " ", "a b", "a\r\nb", "schlüssel"] {
        let error = Emulator::builder().key_suffix(suffix).start_blocking().unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput, "{suffix:?}");
    }
    let twice = Emulator::builder().user("other", "demo", Group::Default).start_blocking().unwrap_err();
    assert!(twice.to_string().contains("key"), "{twice}");
    let twice = Emulator::builder().user("demo", "other", Group::Default).start_blocking().unwrap_err();
    assert!(twice.to_string().contains("name"), "{twice}");
    let gateway = Gateway::with(|builder| builder.key_suffix("of-my-own"));
    assert_eq!(gateway.emulator.api_key(), "sk-emulator-of-my-own");
    gateway.create(IMAGES, &picture());
}

#[test]
fn it_serves_blocking_and_async_callers() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let emulator = Emulator::start().await.unwrap();
        let host = emulator.base_url().strip_prefix("http://").unwrap();
        let call = Call::new("GET", "/v1/balance").key(emulator.api_key());
        assert_eq!(call.send(host).status, 200);
    });
}

#[test]
fn one_connection_serves_many_calls() {
    let gateway = Gateway::new();
    let mut stream = TcpStream::connect(gateway.emulator.address()).unwrap();
    for _ in 0..3 {
        let key = gateway.emulator.api_key();
        write!(stream, "GET /v1/balance HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n\r\n").unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.extend(byte);
        }
        let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        stream.read_exact(&mut vec![0; length.parse().unwrap()]).unwrap();
    }
}

/// The head of a create with these lines in it.
fn head(gateway: &Gateway, lines: &str) -> String {
    let key = gateway.emulator.api_key();
    format!(
        "POST {IMAGES} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n{lines}\r\n\r\n"
    )
}

#[test]
fn a_body_may_come_in_chunks() {
    let gateway = Gateway::new();
    let mut stream = TcpStream::connect(gateway.emulator.address()).unwrap();
    stream.write_all(head(&gateway, "Transfer-Encoding: chunked").as_bytes()).unwrap();
    for chunk in picture().to_string().as_bytes().chunks(7) {
        write!(stream, "{:x}\r\n{}\r\n", chunk.len(), std::str::from_utf8(chunk).unwrap()).unwrap();
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
    Answer::from_stream(&mut stream).ok();
    assert_eq!(gateway.emulator.ledger().charges().len(), 1);
}

#[test]
fn a_body_may_wait_until_it_is_wanted() {
    let gateway = Gateway::new();
    let body = picture().to_string();
    let mut stream = TcpStream::connect(gateway.emulator.address()).unwrap();
    let lines = format!("Expect: 100-continue\r\nContent-Length: {}", body.len());
    stream.write_all(head(&gateway, &lines).as_bytes()).unwrap();
    let wanted = b"HTTP/1.1 100 Continue\r\n\r\n";
    let mut interim = vec![0; wanted.len()];
    stream.read_exact(&mut interim).unwrap();
    assert_eq!(interim, wanted);
    stream.write_all(body.as_bytes()).unwrap();
    Answer::from_stream(&mut stream).ok();
}

#[test]
fn a_body_that_ends_early_costs_nothing() {
    let gateway = Gateway::new();
    let mut stream = TcpStream::connect(gateway.emulator.address()).unwrap();
    let body = picture().to_string();
    let lines = format!("Content-Length: {}", body.len() + 1);
    stream.write_all(format!("{}{body}", head(&gateway, &lines)).as_bytes()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!(!rest.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&rest));
    assert_eq!(gateway.emulator.ledger().charges(), []);
}
