//! Answers that no list foresaw, byte by byte from a raw socket, through every backend: what is made of them, what a person
//! reads, and that the key stays where it is.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::{HyperTransport, ReqwestTransport, Timeouts, Transport, UreqTransport};
use toapis_client::types::image::ImageRequest;
use toapis_client::{Client, Config, Error, Money, RetryPolicy, Submitted, blocking};

const KEY: &str = "sk-canary-0123456789abcdef";
const TASK: &str = "tsk_img_01AAAAAAAAAAAAAAAAAAAAAAA1";
const OTHER: &str = "tsk_img_01BBBBBBBBBBBBBBBBBBBBBBB2";
const PROMPT: &str = "A lighthouse nobody may read about";

/// What a create must come to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    /// The task with this id exists.
    Accepted(&'static str),
    Rejected,
    /// Nobody knows; the id that was read all the same.
    Unknown(Option<&'static str>),
}

use Class::{Accepted, Rejected, Unknown};

/// When the answer is sent.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    AfterRequest,
    /// Once the head of the request came; the body is never read.
    AfterHead,
}

struct Odd {
    name: &'static str,
    answer: Vec<u8>,
    when: When,
    expect: Class,
}

fn odd(name: &'static str, expect: Class, answer: impl Into<Vec<u8>>) -> Odd {
    Odd { name, answer: answer.into(), when: When::AfterRequest, expect }
}

/// A whole answer with a length.
fn answer(head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

fn json(body: &str) -> Vec<u8> {
    answer("200 OK\r\ncontent-type: application/json", body)
}

fn task() -> String {
    format!(r#"{{"id":"{TASK}","object":"generation.task","status":"queued"}}"#)
}

fn chunked(pieces: &[&[u8]], end: &[u8]) -> Vec<u8> {
    let mut bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for piece in pieces {
        bytes.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
        bytes.extend_from_slice(piece);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(end);
    bytes
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn all() -> Vec<Odd> {
    let task = task();
    let id = Some(TASK);
    let mut all = vec![
        odd("interim answers before the final one", Accepted(TASK), {
            let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
            [interim.as_bytes(), &json(&task)].concat()
        }),
        odd(
            "a switch of protocols",
            Unknown(None),
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
        ),
        odd(
            "a web page with 200",
            Unknown(None),
            answer(
                "200 OK\r\ncontent-type: text/html",
                "<html><script>alert(1)</script>Just a moment…</html>",
            ),
        ),
        odd(
            "two lengths that differ",
            Unknown(None),
            format!("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: {}\r\n\r\n{task}", task.len()),
        ),
        odd(
            "two lengths that agree",
            Accepted(TASK),
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {0}\r\ncontent-length: {0}\r\n\r\n{task}",
                task.len()
            ),
        ),
        odd(
            "garbage behind the last chunk",
            Accepted(TASK),
            chunked(&[task.as_bytes()], b"0\r\n\r\nGARBAGE\r\n\r\n"),
        ),
        odd("letters split between chunks", Accepted(TASK), {
            let text = format!(r#"{{"note":"ключ €","id":"{TASK}","status":"queued"}}"#);
            let pieces: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
            chunked(&pieces, b"0\r\n\r\n")
        }),
        odd("chunks with extensions and trailers", Accepted(TASK), {
            let mut bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x\r\n\r\n".to_vec();
            bytes.extend(format!("{:x};a=b\r\n{task}\r\n0\r\nx: y\r\n\r\n", task.len()).into_bytes());
            bytes
        }),
        odd("NUL between the words", Unknown(id), json(&task.replace(',', ",\0"))),
        odd("NUL bytes behind the task", Accepted(TASK), json(&(task.clone() + "\0\0\0"))),
        odd(
            "an id that is a number",
            Accepted("12345"),
            json(r#"{"id":12345,"object":"generation.task","status":"queued"}"#),
        ),
        odd(
            "an id of control characters",
            Unknown(None),
            json(r#"{"id":"\u0000\u001b[2J","object":"generation.task","status":"queued"}"#),
        ),
        odd(
            "an id that is a path",
            Accepted("../../user/balance"),
            json(r#"{"id":"../../user/balance","object":"generation.task","status":"queued"}"#),
        ),
        odd(
            "a blank id beside a good one",
            Accepted(TASK),
            json(&format!(r#"{{"id":null,"task_id":"{TASK}","status":"queued"}}"#)),
        ),
        odd(
            "a redirect to another host",
            Unknown(None),
            answer("307 Temporary Redirect\r\nlocation: http://evil.invalid/steal", ""),
        ),
        odd(
            "a redirect that holds the key",
            Unknown(None),
            answer(&format!("302 Found\r\nlocation: http://{KEY}.evil.invalid/{KEY}"), KEY),
        ),
        odd("UTF-16 with a byte order mark", Unknown(None), answer("200 OK", utf16(&task))),
        odd("UTF-8 with a byte order mark", Accepted(TASK), json(&format!("\u{feff}{task}"))),
        odd(
            "an error of null beside a task",
            Accepted(TASK),
            json(&format!(r#"{{"error":null,"id":"{TASK}","status":"queued"}}"#)),
        ),
        odd(
            "an empty error beside a task",
            Accepted(TASK),
            json(&format!(r#"{{"error":{{}},"id":"{TASK}","status":"queued"}}"#)),
        ),
        odd("no body", Unknown(None), answer("200 OK", "")),
        odd(
            "a length of zero before a body",
            Unknown(None),
            format!("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n{task}"),
        ),
        odd("an array", Unknown(id), json(&format!("[{task}]"))),
        odd("a task in a text", Unknown(None), json(&format!(r#"{{"data":{task:?}}}"#))),
        odd(
            "an event stream",
            Unknown(id),
            answer("200 OK\r\ncontent-type: text/event-stream", format!("data: {task}\n\n")),
        ),
        odd("depth", Unknown(None), json(&("[".repeat(200_000)))),
        odd(
            "depth around a task",
            Unknown(id),
            json(&format!("{}{task}{}", "[".repeat(50_000), "]".repeat(50_000))),
        ),
        odd(
            "a header of a megabyte",
            Unknown(None),
            format!(
                "HTTP/1.1 200 OK\r\nx: {}\r\ncontent-length: {}\r\n\r\n{task}",
                "y".repeat(1 << 20),
                task.len()
            ),
        ),
        odd(
            "a thousand headers",
            Unknown(None),
            format!(
                "HTTP/1.1 200 OK\r\n{}content-length: {}\r\n\r\n{task}",
                "x: y\r\n".repeat(1000),
                task.len()
            ),
        ),
        odd("a long reason", Accepted(TASK), answer(&format!("200 {}", "o".repeat(2000)), &task)),
        odd(
            "no reason",
            Accepted(TASK),
            format!("HTTP/1.1 200\r\ncontent-length: {}\r\n\r\n{task}", task.len()),
        ),
        odd("HTTP/1.0", Accepted(TASK), format!("HTTP/1.0 200 OK\r\n\r\n{task}")),
        odd(
            "only line feeds",
            Accepted(TASK),
            format!("HTTP/1.1 200 OK\ncontent-length: {}\n\n{task}", task.len()),
        ),
        odd("another protocol", Unknown(None), "SSH-2.0-OpenSSH_9.6\r\n"),
        odd(
            "duplicate keys",
            Accepted(OTHER),
            json(&format!(r#"{{"id":"{TASK}","status":"queued","id":"{OTHER}"}}"#)),
        ),
        odd("a success without a task", Unknown(None), json(r#"{"success":true}"#)),
        odd(
            "an envelope of another make",
            Accepted(TASK),
            json(&format!(
                r#"{{"code":0,"message":"success","data":{{"task_id":"{TASK}","task_status":"submitted"}}}}"#
            )),
        ),
        odd(
            "a refusal with 200",
            Rejected,
            json(r#"{"code":"insufficient_user_quota","message":"no quota","data":null}"#),
        ),
        odd("a page with 402", Rejected, answer("402 Payment Required", "<html>pay</html>")),
        odd(
            "a cut refusal",
            Unknown(None),
            "HTTP/1.1 400 Bad Request\r\ncontent-length: 500\r\n\r\n{\"error\":{\"message\":\"bad",
        ),
        odd("white space before a task", Accepted(TASK), json(&(" \n".repeat(1 << 18) + &task))),
        odd("single quotes", Unknown(None), json(&task.replace('"', "'"))),
        odd("a comma too many", Unknown(id), json(&task.replace('}', ",}"))),
        odd("not a number", Unknown(id), json(&task.replace('}', ",\"progress\":NaN}"))),
        odd(
            "the key in everything",
            Rejected,
            answer(
                &format!(
                    "401 Unauthorized\r\nx-request-id: {KEY}\r\nwww-authenticate: Bearer {KEY}\r\nset-cookie: k={KEY}"
                ),
                format!(
                    r#"{{"error":{{"code":"{KEY}","type":"{KEY}","param":"{KEY}","message":"no such token Bearer {KEY}"}}}}"#
                ),
            ),
        ),
        odd(
            "the key in a page",
            Unknown(None),
            answer("502 Bad Gateway", format!("<html>authorization: Bearer {KEY}</html>")),
        ),
        odd("the key in the reason", Unknown(None), answer(&format!("500 {KEY}"), "")),
        odd(
            "the key in an id",
            Accepted("order-7"),
            json(&format!(r#"{{"id":"{KEY}","object":"generation.task","status":"queued"}}"#)),
        ),
        odd(
            "the key within an id",
            Accepted("order-7"),
            json(&format!(r#"{{"id":"tsk_{KEY}_1","status":"queued"}}"#)),
        ),
        odd(
            "the key within an id of a cut answer",
            Unknown(None),
            format!("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{{\"id\":\"tsk_{KEY}\","),
        ),
        odd(
            "the key in a model",
            Accepted(TASK),
            json(&format!(r#"{{"id":"{TASK}","status":"queued","model":"{KEY}","{KEY}":1}}"#)),
        ),
        odd("a conflict", Unknown(None), answer("409 Conflict", r#"{"error":{"message":"conflict"}}"#)),
        odd(
            "misdirected",
            Rejected,
            answer("421 Misdirected Request", r#"{"error":{"message":"not here"}}"#),
        ),
        odd(
            "no content with a body",
            Unknown(None),
            format!("HTTP/1.1 204 No Content\r\ncontent-length: {}\r\n\r\n{task}", task.len()),
        ),
        odd("a partial answer", Accepted(TASK), answer("206 Partial Content", &task)),
        odd(
            "a billing that is no billing",
            Accepted(TASK),
            json(&task.replace('}', r#","billing":"free","progress":{"a":[]},"expires_at":"soon"}"#)),
        ),
        odd(
            "a huge number",
            Unknown(id),
            json(&task.replace('}', r#","created_at":1e999999,"progress":-1e400}"#)),
        ),
    ];
    all.push(Odd {
        when: When::AfterHead,
        ..odd(
            "a refusal before the body is read",
            Rejected,
            answer("413 Payload Too Large\r\nconnection: close", r#"{"error":{"message":"too large"}}"#),
        )
    });
    all
}

/// A server that gives each connection the same answer, and remembers what it was sent.
struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: Vec<u8>, when: When) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let (answer, notes) = (answer.clone(), Arc::clone(&notes));
                thread::spawn(move || {
                    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
                    while let Some(request) = read_request(&mut stream, when) {
                        notes.lock().unwrap().push(request);
                        if stream.write_all(&answer).is_err() || !is_kept(&answer) {
                            break;
                        }
                    }
                    let _ = stream.shutdown(std::net::Shutdown::Write);
                    let _ = stream.read(&mut [0; 4096]);
                });
            }
        });
        Self { address, seen }
    }

    fn config(&self) -> Config {
        let timeouts = Timeouts { idle: Duration::from_secs(2), ..Timeouts::default() };
        Config::new(KEY)
            .base_url(format!("http://{}", self.address))
            .timeouts(timeouts)
            .check_requests(false)
            .retry(RetryPolicy::never())
    }

    fn posts(&self) -> usize {
        self.seen.lock().unwrap().iter().filter(|request| request.starts_with("POST ")).count()
    }
}

/// Whether the connection is left open, for a client that may want to use it again.
fn is_kept(answer: &[u8]) -> bool {
    answer.ends_with(UNASKED)
}

/// What a server sends that was asked once and answers twice.
const UNASKED: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"id\":\"tsk_img_01CCCCCCCCCCCCCCCCCCCCCCC3\",\"s\": 1}";

fn read_request(stream: &mut TcpStream, when: When) -> Option<String> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(end) = text.find("\r\n\r\n") {
            let length = text.lines().find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
            });
            if when == When::AfterHead || bytes.len() >= end + 4 + length.unwrap_or(0) {
                return Some(text);
            }
        }
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&piece[..read]),
        }
    }
}

fn request() -> ImageRequest {
    ImageRequest::new("gpt-image-2", PROMPT).client_business_id("order-7")
}

fn class(outcome: &Result<Submitted, Error>) -> String {
    match outcome {
        Ok(submitted) => format!("Accepted({:?})", submitted.handle.id.as_str()),
        Err(Error::Rejected(_)) => "Rejected".to_owned(),
        Err(Error::Unknown { ticket, .. }) => {
            format!("Unknown({:?})", ticket.task_id.as_ref().map(toapis_client::types::TaskId::as_str))
        }
        Err(other) => format!("{other:?}"),
    }
}

/// What is wrong with an outcome, in words.
fn judge(odd: &Odd, backend: &str, server: &Server, outcome: &Result<Submitted, Error>) -> Vec<String> {
    let mut wrong = Vec::new();
    let text = match outcome {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    };
    let shown = format!("{text} {outcome:?}");
    let mut check = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{backend}: {}: {what}: {} {text:.300}", odd.name, class(outcome)));
        }
    };
    check(class(outcome) == format!("{:?}", odd.expect), &format!("not {:?}", odd.expect));
    check(server.posts() == 1, "not one POST");
    check(!shown.contains("canary"), "the key shows");
    check(!shown.contains("lighthouse"), "the prompt shows");
    check(!text.contains(|c: char| c.is_control()), "control characters");
    check(text.len() < 1200, "a long text");
    if let Err(error) = outcome {
        let money = if odd.expect == Rejected { Money::NotMoved } else { Money::MayHaveMoved };
        check(error.money() == money, "money");
    }
    if std::env::var_os("SHOW").is_some() {
        println!("{backend} | {} | {} | {text}", odd.name, class(outcome));
    }
    wrong
}

fn on_async(backend: &str, make: impl Fn() -> Box<dyn Transport>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut wrong = Vec::new();
    for odd in all() {
        let server = Server::start(odd.answer.clone(), odd.when);
        let client = Client::with(server.config(), make(), VirtualTime::new()).unwrap();
        let outcome = runtime.block_on(client.images().submit(request()));
        wrong.extend(judge(&odd, backend, &server, &outcome));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn h53_hyper_makes_of_odd_answers_what_they_are() {
    on_async("hyper", || Box::new(HyperTransport::new().unwrap()));
}

#[test]
fn h53_reqwest_makes_of_odd_answers_what_they_are() {
    on_async("reqwest", || Box::new(ReqwestTransport::new().unwrap()));
}

#[test]
fn h53_ureq_makes_of_odd_answers_what_they_are() {
    let mut wrong = Vec::new();
    for odd in all() {
        let server = Server::start(odd.answer.clone(), odd.when);
        let transport = UreqTransport::new().unwrap();
        let client = blocking::Client::with(server.config(), transport, VirtualTime::new()).unwrap();
        let outcome = client.images().submit(request());
        wrong.extend(judge(&odd, "ureq", &server, &outcome));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An answer that nobody asked for lies in the connection when the next create is sent. Taken for the answer to that one,
/// it would give the wrong task, and the one that was paid for would be lost.
fn judge_unasked(backend: &str, second: &Result<Submitted, Error>) {
    let text = format!("{second:?}");
    assert!(!text.contains("CCCC"), "{backend}: an answer to nobody became the answer to a create: {text}");
}

fn unasked() -> Server {
    Server::start([&json(&task())[..], UNASKED].concat(), When::AfterRequest)
}

#[test]
fn h27_an_answer_that_nobody_asked_for_is_not_that_of_the_next_create() {
    type Make = fn() -> Box<dyn Transport>;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let makes: [(&str, Make); 2] = [
        ("hyper", || Box::new(HyperTransport::new().unwrap())),
        ("reqwest", || Box::new(ReqwestTransport::new().unwrap())),
    ];
    for (backend, make) in makes {
        let server = unasked();
        let client = Client::with(server.config(), make(), VirtualTime::new()).unwrap();
        let first = runtime.block_on(client.images().submit(request()));
        assert_eq!(class(&first), format!("Accepted({TASK:?})"), "{backend}");
        judge_unasked(backend, &runtime.block_on(client.images().submit(request())));
    }
    let server = unasked();
    let client =
        blocking::Client::with(server.config(), UreqTransport::new().unwrap(), VirtualTime::new()).unwrap();
    assert_eq!(class(&client.images().submit(request())), format!("Accepted({TASK:?})"), "ureq");
    judge_unasked("ureq", &client.images().submit(request()));
}
