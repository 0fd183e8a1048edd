//! The same two calls, written by hand on each library.

use std::io::{Read, Write};
use std::net::TcpStream;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::client::conn::http1::SendRequest;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::runtime::Runtime;

use super::{Caller, at_once, runtime};
use crate::answers::{PlainRequest, PlainTask};

const CREATE: &str = "/v1/images/generations";
const KEY: &str = "Bearer sk-bench-0123456789";

fn body(number: usize) -> Vec<u8> {
    serde_json::to_vec(&PlainRequest::new(number)).expect("JSON")
}

fn read(answer: &[u8]) -> PlainTask {
    serde_json::from_slice(answer).expect("a task")
}

/// The limit: blocking sockets, and no HTTP library.
pub struct Sockets {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Sockets {
    pub fn new(base: &str) -> Self {
        let stream = TcpStream::connect(base.trim_start_matches("http://")).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self { stream, buffer: vec![0; 8192] }
    }

    fn exchange(&mut self, request: &[u8]) -> PlainTask {
        self.stream.write_all(request).expect("sent");
        let length = self.stream.read(&mut self.buffer).expect("an answer");
        let answer = &self.buffer[..length];
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
        read(&answer[end..])
    }
}

impl Caller for Sockets {
    fn pairs(&mut self, count: usize) {
        for number in 0..count {
            let body = body(number);
            let mut request = format!(
                "POST {CREATE} HTTP/1.1\r\nhost: x\r\nauthorization: {KEY}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                body.len()
            )
            .into_bytes();
            request.extend_from_slice(&body);
            let task = self.exchange(&request);
            let request =
                format!("GET {CREATE}/{} HTTP/1.1\r\nhost: x\r\nauthorization: {KEY}\r\n\r\n", task.id);
            self.exchange(request.as_bytes());
        }
    }
}

/// One connection of hyper, without a pool.
pub struct HyperConnection {
    runtime: Runtime,
    sender: SendRequest<Full<Bytes>>,
}

impl HyperConnection {
    pub fn new(base: &str) -> Self {
        let runtime = runtime();
        let sender = runtime.block_on(async {
            let stream =
                tokio::net::TcpStream::connect(base.trim_start_matches("http://")).await.expect("connected");
            stream.set_nodelay(true).expect("no delay");
            let (sender, connection) =
                hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("a handshake");
            tokio::spawn(connection);
            sender
        });
        Self { runtime, sender }
    }
}

fn create_request(base: &str, number: usize) -> Request<Full<Bytes>> {
    Request::post(format!("{base}{CREATE}"))
        .header("host", "x")
        .header("authorization", KEY)
        .header("content-type", "application/json")
        .body(Full::new(body(number).into()))
        .expect("a request")
}

fn look_request(base: &str, id: &str) -> Request<Full<Bytes>> {
    Request::get(format!("{base}{CREATE}/{id}"))
        .header("host", "x")
        .header("authorization", KEY)
        .body(Full::default())
        .expect("a request")
}

impl Caller for HyperConnection {
    fn pairs(&mut self, count: usize) {
        let sender = &mut self.sender;
        self.runtime.block_on(async {
            for number in 0..count {
                let answer = sender.send_request(create_request("", number)).await.expect("an answer");
                let task = read(&answer.into_body().collect().await.expect("a body").to_bytes());
                sender.ready().await.expect("ready");
                let answer = sender.send_request(look_request("", &task.id)).await.expect("an answer");
                read(&answer.into_body().collect().await.expect("a body").to_bytes());
                sender.ready().await.expect("ready");
            }
        });
    }
}

/// The pool of hyper-util: the twin of the toolkit's default.
pub struct HyperPool {
    runtime: Runtime,
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
}

impl HyperPool {
    pub fn new(base: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Self { runtime: runtime(), client, base: base.to_owned() }
    }

    async fn pair(&self, number: usize) {
        let answer = self.client.request(create_request(&self.base, number)).await.expect("an answer");
        let task = read(&answer.into_body().collect().await.expect("a body").to_bytes());
        let answer = self.client.request(look_request(&self.base, &task.id)).await.expect("an answer");
        read(&answer.into_body().collect().await.expect("a body").to_bytes());
    }
}

impl Caller for HyperPool {
    fn pairs(&mut self, count: usize) {
        self.runtime.block_on(async {
            for number in 0..count {
                self.pair(number).await;
            }
        });
    }

    fn pairs_at_once(&mut self, count: usize, width: usize) -> bool {
        self.runtime.block_on(at_once(count, width, |number| self.pair(number)));
        true
    }
}

/// reqwest builds its TLS even for plain HTTP, and wants to know by whom.
fn with_ring() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// reqwest, with the settings that a careful user of this service takes: no redirects, no retries.
pub struct Reqwest {
    runtime: Runtime,
    client: reqwest::Client,
    base: String,
}

impl Reqwest {
    pub fn new(base: &str) -> Self {
        with_ring();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client");
        Self { runtime: runtime(), client, base: base.to_owned() }
    }

    async fn pair(&self, number: usize) {
        let url = format!("{}{CREATE}", self.base);
        let request = PlainRequest::new(number);
        let answer = self.client.post(&url).header("authorization", KEY).json(&request).send().await;
        let task: PlainTask = answer.expect("an answer").json().await.expect("a task");
        let url = format!("{url}/{}", task.id);
        let answer = self.client.get(url).header("authorization", KEY).send().await;
        let _: PlainTask = answer.expect("an answer").json().await.expect("a task");
    }
}

impl Caller for Reqwest {
    fn pairs(&mut self, count: usize) {
        self.runtime.block_on(async {
            for number in 0..count {
                self.pair(number).await;
            }
        });
    }

    fn pairs_at_once(&mut self, count: usize, width: usize) -> bool {
        self.runtime.block_on(at_once(count, width, |number| self.pair(number)));
        true
    }
}

/// The blocking client of reqwest, which runs a hidden runtime.
pub struct ReqwestBlocking {
    client: reqwest::blocking::Client,
    base: String,
}

impl ReqwestBlocking {
    pub fn new(base: &str) -> Self {
        with_ring();
        let client = reqwest::blocking::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client");
        Self { client, base: base.to_owned() }
    }
}

impl Caller for ReqwestBlocking {
    fn pairs(&mut self, count: usize) {
        let url = format!("{}{CREATE}", self.base);
        for number in 0..count {
            let request = PlainRequest::new(number);
            let answer = self.client.post(&url).header("authorization", KEY).json(&request).send();
            let task: PlainTask = answer.expect("an answer").json().expect("a task");
            let look = format!("{url}/{}", task.id);
            let answer = self.client.get(look).header("authorization", KEY).send();
            let _: PlainTask = answer.expect("an answer").json().expect("a task");
        }
    }
}

/// ureq: the twin of the toolkit's blocking backend.
pub struct Ureq {
    agent: ureq::Agent,
    base: String,
}

impl Ureq {
    pub fn new(base: &str) -> Self {
        let agent = ureq::Agent::config_builder().max_redirects(0).proxy(None).build().new_agent();
        Self { agent, base: base.to_owned() }
    }
}

impl Caller for Ureq {
    fn pairs(&mut self, count: usize) {
        let url = format!("{}{CREATE}", self.base);
        for number in 0..count {
            let request = PlainRequest::new(number);
            let answer = self.agent.post(&url).header("authorization", KEY).send_json(&request);
            let task: PlainTask = answer.expect("an answer").body_mut().read_json().expect("a task");
            let look = format!("{url}/{}", task.id);
            let answer = self.agent.get(look).header("authorization", KEY).call();
            let _: PlainTask = answer.expect("an answer").body_mut().read_json().expect("a task");
        }
    }
}
