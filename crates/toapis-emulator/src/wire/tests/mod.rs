//! The server as a client sees it: bytes on a socket.

mod asked;
mod catalogue;
mod connection;
mod scripted;

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::sync::{Notify, oneshot};

use super::{Hooks, serve};
use crate::clock::EmulatorClock;
use crate::faults::Faults;
use crate::requests::{RecordedRequest, RequestLog, RequestSequence};

/// How a connection ended, from the client's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// The end of the stream.
    Fin,
    /// "Connection reset by peer".
    Rst,
    /// Not at all, for as long as the client waited.
    Open,
}

/// What a client saw.
struct Seen {
    bytes: Vec<u8>,
    ended: Ended,
}

impl Seen {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// What stands behind the first empty line.
    fn body(&self) -> &[u8] {
        let at = self.bytes.windows(4).position(|four| four == b"\r\n\r\n");
        at.map_or(b"", |at| &self.bytes[at + 4..])
    }

    fn json(&self) -> Value {
        serde_json::from_slice(self.body()).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

/// A server with a small gateway of its own, which ends when it is dropped.
struct Server {
    address: SocketAddr,
    faults: Faults,
    requests: RequestLog,
    /// How many creates were accepted.
    accepted: Arc<AtomicUsize>,
    /// Lets a streamed answer go on.
    go_on: Arc<Notify>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

const CREATE: &str = "/v1/images/generations";
const TASK: &str = "tsk_img_01REAL";
const PATIENCE: Duration = Duration::from_secs(20);

impl Server {
    fn start() -> Self {
        let faults = Faults::new(7);
        let requests = RequestLog::new(EmulatorClock::stepped());
        let hooks = Arc::new(Hooks { faults: faults.clone(), requests: requests.clone() });
        let (accepted, go_on) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let app = gateway(&accepted, &go_on);
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    _ = stopped => {}
                    () = serve(listener, app, hooks) => {}
                }
            });
        });
        let (stop, thread) = (Some(stop), Some(thread));
        Self { address, faults, requests, accepted, go_on, stop, thread }
    }

    fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// One request on a connection of its own, read until the connection ends.
    fn request(&self, request: &str) -> Seen {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        rest(&mut stream)
    }

    /// The same, for a connection that the server is to leave open: read until what is there is `enough`, and then for
    /// a moment more.
    fn request_held(&self, request: &str, enough: impl Fn(&str) -> bool) -> Seen {
        let sequence = self.requests.all().last().map_or(0, |last| last.sequence) + 1;
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        assert!(soon(|| self.requests.get(sequence).is_some_and(|request| request.fault.is_some())));
        stream.set_read_timeout(Some(Duration::from_millis(30))).unwrap();
        let mut seen = rest(&mut stream);
        let start = Instant::now();
        while seen.ended == Ended::Open && !enough(&seen.text()) && start.elapsed() < PATIENCE {
            let more = rest(&mut stream);
            seen = Seen { bytes: [seen.bytes, more.bytes].concat(), ended: more.ended };
        }
        seen
    }

    fn last_request(&self) -> RecordedRequest {
        self.requests.all().pop().unwrap()
    }

    fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn gateway(accepted: &Arc<AtomicUsize>, go_on: &Arc<Notify>) -> Router {
    let (accepted, go_on) = (Arc::clone(accepted), Arc::clone(go_on));
    let create = move |sequence: axum::Extension<RequestSequence>, body: String| async move {
        if body.contains("refuse") {
            return (StatusCode::BAD_REQUEST, axum::Json(json!({"error": {"message": "refused"}})))
                .into_response();
        }
        accepted.fetch_add(1, Ordering::SeqCst);
        let RequestSequence(sequence) = sequence.0;
        let task = json!({"id": TASK, "status": "queued", "progress": 0, "metadata": {}, "sequence": format!("{sequence:04}")});
        (StatusCode::OK, axum::Json(task)).into_response()
    };
    let status = |Path(id): Path<String>| async move {
        let url = "http://127.0.0.1:1/files/own.png";
        axum::Json(json!({"id": id, "status": "completed", "result": {"data": [{"url": url}]}}))
    };
    let stream = move || async move {
        let events = futures_util::stream::unfold(0, move |index| {
            let go_on = Arc::clone(&go_on);
            async move {
                match index {
                    0 => Some((Ok::<_, std::io::Error>(Bytes::from("data: one\n\n")), 1)),
                    1 => {
                        go_on.notified().await;
                        Some((Ok(Bytes::from("data: [DONE]\n\n")), 2))
                    }
                    _ => None,
                }
            }
        });
        Response::builder()
            .header(header::CONTENT_TYPE, "text/event-stream")
            .body(Body::from_stream(events))
            .unwrap()
    };
    Router::new()
        .route(CREATE, post(create))
        .route("/v1/images/generations/{id}", get(status))
        .route("/v1/chat/completions", post(stream))
        .route("/", get(|| async { "front page" }))
        .route("/__emulator/ledger", get(|| async { "[]" }))
        .layer(axum::extract::DefaultBodyLimit::disable())
}

/// A create with these header lines and this body, after which the server is to close.
fn create_with(lines: &str, body: &str) -> String {
    format!(
        "POST {CREATE} HTTP/1.1\r\nhost: gateway.test\r\nconnection: close\r\ncontent-type: application/json\r\n{lines}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn create() -> String {
    create_with("", r#"{"model":"gpt-image-2","prompt":"a lighthouse"}"#)
}

/// A GET after which the server is to close.
fn get_of(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: gateway.test\r\nconnection: close\r\n\r\n")
}

/// A create that keeps its connection.
fn create_and_stay() -> String {
    create().replace("connection: close\r\n", "")
}

/// Waits for something that another thread does soon.
fn soon(mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if holds() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    false
}

/// Reads until the connection ends or the read times out.
fn rest(stream: &mut TcpStream) -> Seen {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 1 << 16];
    let ended = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break Ended::Fin,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break Ended::Rst,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                break Ended::Open;
            }
            Err(error) => panic!("{error}"),
        }
    };
    Seen { bytes, ended }
}

/// Reads one answer with a `content-length`, and leaves the connection as it is.
fn one_answer(stream: &mut TcpStream) -> Seen {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes.clone()).unwrap();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    bytes.extend(body);
    Seen { bytes, ended: Ended::Open }
}
