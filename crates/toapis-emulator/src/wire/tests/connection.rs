//! Connections without faults, connections that end under the server, and faults that need several steps.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use super::{
    Ended, Seen, Server, TASK, create, create_and_stay, create_with, get_of, one_answer, rest, soon,
};
use crate::faults::{Call, CloseAt, CloseHow, Fault, Part, StallAt};
use crate::requests::RecordedBody;

#[test]
fn without_faults_a_connection_is_kept_and_requests_are_numbered() {
    let server = Server::start();
    let mut stream = server.connect();
    for sequence in 1..=3 {
        stream.write_all(create_and_stay().as_bytes()).unwrap();
        let seen = one_answer(&mut stream);
        assert!(seen.text().starts_with("HTTP/1.1 200 OK\r\n"));
        assert_eq!(seen.json()["sequence"], format!("{sequence:04}"));
    }
    stream.write_all(get_of("/nowhere?a=b").as_bytes()).unwrap();
    let last = rest(&mut stream);
    assert!(last.text().starts_with("HTTP/1.1 404 ") && last.ended == Ended::Fin);

    let log = server.requests.all();
    let lines: Vec<_> =
        log.iter().map(|it| (it.sequence, it.method.as_str(), it.status, it.processed)).collect();
    assert_eq!(lines[2], (3, "POST", Some(200), true));
    assert_eq!(lines[3], (4, "GET", Some(404), true));
    assert_eq!(log[3].path, "/nowhere?a=b");
    assert_eq!(log[0].json().unwrap()["prompt"], "a lighthouse");
    assert!(log[0].body_complete && log[0].body_bytes == 47 && log[0].fault.is_none());
    assert_eq!(server.accepted(), 3);
}

#[test]
fn a_streamed_answer_streams() {
    let server = Server::start();
    let mut stream = server.connect();
    let request = create().replace(super::CREATE, "/v1/chat/completions");
    stream.write_all(request.as_bytes()).unwrap();
    let mut seen = String::new();
    let mut buffer = [0; 1024];
    // The second event is held back until the first was seen.
    while !seen.contains("data: one") {
        let count = stream.read(&mut buffer).unwrap();
        assert!(count > 0);
        seen.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
    }
    assert!(!seen.contains("[DONE]"));
    server.go_on.notify_one();
    assert!(rest(&mut stream).text().contains("data: [DONE]"));
}

#[test]
fn expect_continue_is_answered_before_the_body_is_sent() {
    let server = Server::start();
    let mut stream = server.connect();
    let request = create_with("expect: 100-continue\r\n", "{}");
    let (head, body) = request.split_at(request.len() - 2);
    stream.write_all(head.as_bytes()).unwrap();
    let mut line = [0; 25];
    stream.read_exact(&mut line).unwrap();
    assert_eq!(&line, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body.as_bytes()).unwrap();
    assert!(rest(&mut stream).text().starts_with("HTTP/1.1 200 OK"));
}

#[test]
fn h47_a_request_is_processed_although_its_client_goes_away() {
    let server = Server::start();
    let mut stream = server.connect();
    stream.write_all(create().as_bytes()).unwrap();
    drop(stream);
    assert!(soon(|| server.accepted() == 1), "{:?}", server.requests.all());
}

#[test]
fn h48_a_body_that_breaks_off_is_not_processed_and_uses_no_fault() {
    let server = Server::start();
    let id = server.faults.add(Fault::on(Call::Create).lose_answer()).unwrap();
    let mut stream = server.connect();
    let request = create();
    stream.write_all(&request.as_bytes()[..request.len() - 10]).unwrap();
    drop(stream);
    assert!(soon(|| server.requests.all().last().is_some_and(|it| it.body != RecordedBody::Empty)));
    let logged = server.last_request();
    assert!(!logged.body_complete && !logged.processed && logged.status.is_none() && logged.fault.is_none());
    assert_eq!((server.accepted(), server.faults.get(id).unwrap().fired), (0, 0));
    // The fault is free for the next request.
    assert!(soon(|| server.request(&create()).text().is_empty()));
    server.faults.verify().unwrap();
}

#[test]
fn a_body_over_the_limit_is_refused_by_the_app_and_never_accepted() {
    let server = Server::start();
    let mut stream = server.connect();
    let head = create_with("", "").replace("content-length: 0", "content-length: 70000000");
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&vec![b' '; 70_000_000]).unwrap();
    assert!(rest(&mut stream).text().starts_with("HTTP/1.1 400 "));
    let logged = server.last_request();
    assert_eq!((logged.status, logged.body_complete), (Some(400), false));
    assert_eq!(server.accepted(), 0);
}

#[test]
fn dropping_the_server_ends_open_connections_at_once() {
    let mut server = Server::start();
    for at in [StallAt::BeforeBody, StallAt::BeforeAnswer, StallAt::AfterHead, StallAt::MidBody] {
        server.faults.add(Fault::on(Call::Create).stall(at)).unwrap();
    }
    server.faults.add(Fault::on(Call::Create).drip(Part::Body, 1, Duration::from_secs(600))).unwrap();
    let next = Fault::on(Call::Create).close(CloseAt::NextRequest, CloseHow::Fin);
    server.faults.add(next).unwrap();
    let mut streams = Vec::new();
    for sequence in 1..=6 {
        let mut stream = server.connect();
        stream.write_all(create().as_bytes()).unwrap();
        assert!(soon(|| server.requests.get(sequence).is_some_and(|it| it.fault.is_some())));
        streams.push(stream);
    }
    streams.push(server.connect());
    let start = Instant::now();
    server.stop();
    assert!(start.elapsed() < Duration::from_secs(5));
    for stream in &mut streams {
        let Seen { ended, .. } = rest(stream);
        assert_ne!(ended, Ended::Open);
    }
}

#[test]
fn h12_the_next_request_meets_a_closing_connection() {
    for (how, ended) in [(CloseHow::Fin, Ended::Fin), (CloseHow::Rst, Ended::Rst)] {
        let server = Server::start();
        server.faults.add(Fault::on(Call::Create).close(CloseAt::NextRequest, how)).unwrap();
        let mut stream = server.connect();
        stream.write_all(create_and_stay().as_bytes()).unwrap();
        assert_eq!(one_answer(&mut stream).json()["id"], TASK);
        stream.write_all(create_and_stay().as_bytes()).unwrap();
        let seen = rest(&mut stream);
        assert_eq!((seen.text().as_str(), seen.ended), ("", ended));
        assert_eq!((server.accepted(), server.requests.len()), (1, 1));
    }
}

#[test]
fn h18_a_body_that_is_not_read_stops_its_sender() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Create).stall(StallAt::BeforeBody)).unwrap();
    let mut stream = server.connect();
    let head = create_with("", "").replace("content-length: 0", "content-length: 60000000");
    stream.write_all(head.as_bytes()).unwrap();
    stream.set_write_timeout(Some(Duration::from_millis(200))).unwrap();
    assert!(stream.write_all(&vec![b' '; 60_000_000]).is_err(), "the buffers cannot hold so much");
    assert_eq!(server.last_request().body_bytes, 0);
}

#[test]
fn h20_h21_a_drip_takes_its_time_and_is_whole() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Create).drip(Part::Body, 45, Duration::from_millis(30))).unwrap();
    let start = Instant::now();
    let seen = server.request(&create());
    assert!(start.elapsed() >= Duration::from_millis(30), "two pieces with one pause");
    assert_eq!(seen.json()["id"], TASK);
}

#[test]
fn u08_an_early_answer_reaches_a_client_that_still_sends() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Create).named("early-413")).unwrap();
    let request = create_with("", &" ".repeat(5_000_000));
    let seen = server.request(&request);
    assert!(seen.text().starts_with("HTTP/1.1 413 ") && seen.ended == Ended::Fin);
    assert_eq!((server.accepted(), server.last_request().body_bytes), (0, 0));
}

#[test]
fn an_answer_to_head_has_no_body_also_under_a_fault() {
    let server = Server::start();
    server.faults.add(Fault::on(Call::Status).named("rate-limited, close-after-answer")).unwrap();
    let seen = server.request(&get_of("/v1/images/generations/a").replace("GET", "HEAD"));
    assert!(seen.text().starts_with("HTTP/1.1 429 ") && seen.body().is_empty(), "{}", seen.text());
}
