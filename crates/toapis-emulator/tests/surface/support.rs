//! One emulator, and the smallest HTTP client that can also ask for odd things.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use toapis_emulator::{Emulator, EmulatorBuilder, EmulatorClock};

/// When every emulator of these tests begins, in Unix seconds.
pub(crate) const START: u64 = 1_790_000_000;
pub(crate) const IMAGES: &str = "/v1/images/generations";
pub(crate) const VIDEOS: &str = "/v1/videos/generations";
pub(crate) const AVATARS: &str = "/v1/videos/doubao-seedance-2-0";
/// The model of [`picture`].
pub(crate) const PAINTER: &str = "gemini-3.1-flash-image-preview";
/// The model of [`film`].
pub(crate) const CAMERA: &str = "sora-2-official";

/// A body that an image create takes.
pub(crate) fn picture() -> Value {
    json!({"model": PAINTER, "prompt": "a lighthouse at dusk", "metadata": {"resolution": "0.5K"}})
}

/// A body that a video create takes.
pub(crate) fn film() -> Value {
    json!({"model": CAMERA, "prompt": "a paper boat drifts down a gutter"})
}

/// The same body with one more field, or with another value.
pub(crate) fn with(mut body: Value, field: &str, value: impl Into<Value>) -> Value {
    body[field] = value.into();
    body
}

pub(crate) fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Call {
    pub(crate) fn new(method: &str, target: &str) -> Self {
        Self { method: method.into(), target: target.into(), headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn key(self, key: &str) -> Self {
        self.header("Authorization", &format!("Bearer {key}"))
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header("Content-Type", "application/json").bytes(body.to_string())
    }

    pub(crate) fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it to `host:port` and reads the whole answer. An answer that does not arrive is a failure of the test.
    pub(crate) fn send(&self, host: &str) -> Answer {
        let Self { method, target, headers, body } = self;
        let mut head = vec![format!("{method} {target} HTTP/1.1"), "Connection: close".to_owned()];
        if !headers.iter().any(|(name, _)| name == "Host") {
            head.push(format!("Host: {host}"));
        }
        head.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
        if !body.is_empty() || method == "POST" {
            head.push(format!("Content-Length: {}", body.len()));
        }
        let head = head.join("\r\n");
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(seconds(30))).unwrap();
        stream.write_all(format!("{head}\r\n\r\n").as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        Answer::from_stream(&mut stream)
    }
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Reads until the server closes.
    pub(crate) fn from_stream(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Self::from_bytes(&bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        // The date is that of the machine.
        let headers = headers.filter(|(name, _)| name != "date").collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text()))
    }

    /// The body of an answer that must be a success.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()
    }

    /// Status, code, type and parameter of an error in the `error` envelope, whose message must say something.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let body = self.json();
        let error = &body["error"];
        assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{body}");
        json!([self.status, error["code"], error["type"], error["param"]])
    }

    /// Status and message of a failure in the `success` envelope.
    #[track_caller]
    pub(crate) fn failure(&self) -> (u16, String) {
        let body = self.json();
        assert_eq!(body["success"], false, "{body}");
        assert_eq!(body.as_object().unwrap().len(), 2, "{body}");
        (self.status, body["message"].as_str().unwrap().to_owned())
    }
}

/// An emulator with a seed and a clock that stands still.
#[derive(Debug)]
pub(crate) struct Gateway {
    pub(crate) emulator: Emulator,
}

impl Gateway {
    pub(crate) fn new() -> Self {
        Self::with(|builder| builder)
    }

    pub(crate) fn with(set: impl FnOnce(EmulatorBuilder) -> EmulatorBuilder) -> Self {
        let clock = EmulatorClock::stepped().starting_at(seconds(START));
        let emulator = set(Emulator::builder().seed(7).clock(clock)).start_blocking().unwrap();
        Self { emulator }
    }

    pub(crate) fn host(&self) -> &str {
        self.emulator.base_url().strip_prefix("http://").unwrap()
    }

    pub(crate) fn files_host(&self) -> &str {
        self.emulator.files_url().strip_prefix("http://").unwrap()
    }

    /// Sends a call as it is.
    pub(crate) fn send(&self, call: &Call) -> Answer {
        call.send(self.host())
    }

    /// A call with the key of the first user.
    pub(crate) fn call(&self, method: &str, target: &str) -> Call {
        Call::new(method, target).key(self.emulator.api_key())
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        self.send(&self.call("GET", target))
    }

    pub(crate) fn post(&self, target: &str, body: &Value) -> Answer {
        self.send(&self.call("POST", target).json(body))
    }

    /// Creates a task that must be taken, and gives its id.
    #[track_caller]
    pub(crate) fn create(&self, target: &str, body: &Value) -> String {
        self.post(target, body).ok()["id"].as_str().unwrap().to_owned()
    }

    /// The same, with a life cycle of its own.
    #[track_caller]
    pub(crate) fn create_living(&self, target: &str, body: &Value, life: &str) -> String {
        let call = self.call("POST", target).header("X-Emulator-Lifecycle", life).json(body);
        self.send(&call).ok()["id"].as_str().unwrap().to_owned()
    }

    /// Where a task stands.
    #[track_caller]
    pub(crate) fn look(&self, target: &str, id: &str) -> Value {
        self.get(&format!("{target}/{id}")).ok()
    }

    /// Fetches a file of the result host by its whole URL.
    pub(crate) fn file(&self, url: &str) -> Answer {
        self.ask_file("GET", url, &[])
    }

    pub(crate) fn ask_file(&self, method: &str, url: &str, headers: &[(&str, &str)]) -> Answer {
        let path = url.strip_prefix(self.emulator.files_url()).unwrap_or_else(|| panic!("elsewhere: {url}"));
        let call = Call::new(method, path);
        let call = headers.iter().fold(call, |call, (name, value)| call.header(name, value));
        call.send(self.files_host())
    }

    /// A call of the admin API, which asks for no key.
    pub(crate) fn admin(&self, method: &str, call: &str, body: &Value) -> Answer {
        let call = Call::new(method, &format!("/__emulator/{call}"));
        self.send(&if body.is_null() { call } else { call.json(body) })
    }

    pub(crate) fn step(&self, by: u64) {
        self.emulator.clock().step(seconds(by));
    }

    /// The key's and the user's credits, which are left.
    pub(crate) fn credits(&self) -> (Value, Value) {
        let [key, user] =
            ["/v1/balance", "/v1/user/balance"].map(|path| self.get(path).ok()["remain_credits"].clone());
        (key, user)
    }

    /// An answer without what differs from run to run: the ports.
    pub(crate) fn clean(&self, body: &Value) -> Value {
        let text = body.to_string().replace(self.emulator.base_url(), "http://api");
        serde_json::from_str(&text.replace(self.emulator.files_url(), "http://files")).unwrap()
    }
}

/// The URL of the only result of a completed task.
pub(crate) fn only_url(task: &Value) -> String {
    let items = task["result"]["data"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{task}");
    items[0]["url"].as_str().unwrap().to_owned()
}

/// Compares JSON with a file, whatever the order of its fields.
macro_rules! shows {
    ($name:expr, $value:expr) => {
        insta::with_settings!({sort_maps => true}, { insta::assert_json_snapshot!($name, $value) })
    };
}
pub(crate) use shows;
