//! Clients on a script, and the comparison of the async with the blocking one.

use std::fmt::Debug;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use toapis_client::poll::WaitOptions;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::transport::{ErrorKind, Request, TransportError};
use toapis_client::types::image::ImageRequest;
use toapis_client::types::{BusinessId, TaskHandle, TaskId, TaskKind, Ticket};
use toapis_client::{Client, Completed, Config, Error, RetryPolicy, Submitted, blocking};

use crate::traced;

/// Looks like nothing else, so that it is found wherever it leaks to.
pub(crate) const KEY: &str = "sk-canary-0123456789abcdef";
pub(crate) const MODEL: &str = "gpt-image-2";
pub(crate) const TASK: &str = "tsk_img_01AAAAAAAAAAAAAAAAAAAAAAA1";
pub(crate) const CREATE: &str = "/v1/images/generations";
pub(crate) const FILE: &str = "https://files.toapis.com/images/a.png";
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82";
/// Where virtual time starts.
pub(crate) const NOW: i64 = 1_750_000_000;

/// Settings under which two runs are the same: named business ids, a seed for the jitter.
pub(crate) fn config() -> Config {
    traced::when_asked();
    Config::new(KEY)
        .retry(RetryPolicy::never().seed(7))
        .check_requests(false)
        .wait_options(WaitOptions::new().seed(7))
        .business_ids(|| BusinessId::new("job-1").unwrap())
}

/// The same with retries, as a client has them by default.
pub(crate) fn persistent() -> Config {
    config().retry(RetryPolicy::new().seed(7))
}

pub(crate) fn request() -> ImageRequest {
    ImageRequest::new(MODEL, "A lighthouse at dusk")
}

pub(crate) fn handle() -> TaskHandle {
    TaskHandle::new(TaskKind::Image, TaskId::new(TASK).unwrap())
}

pub(crate) fn ticket() -> Ticket {
    Ticket::new(TaskKind::Image, BusinessId::new("job-1").unwrap(), MODEL, "https://toapis.com", NOW)
}

pub(crate) fn status_path() -> String {
    format!("{CREATE}/{TASK}")
}

/// A look at the task.
pub(crate) fn look() -> Expect {
    Expect::get(status_path())
}

pub(crate) fn reply(status: u16, body: &Value) -> Reply {
    Reply::new(status).body(body.to_string())
}

pub(crate) fn task(status: &str) -> Value {
    json!({"id": TASK, "object": "generation.task", "model": MODEL, "status": status})
}

pub(crate) fn completed() -> Value {
    let mut body = task("completed");
    body["result"] = json!({"type": "image", "data": [{"url": FILE}]});
    body
}

pub(crate) fn failed(code: &str) -> Value {
    let mut body = task("failed");
    body["error"] = json!({"code": code, "message": "it went wrong"});
    body
}

pub(crate) fn error(code: &str) -> Value {
    json!({"error": {"code": code, "message": "it went wrong"}})
}

/// The connection broke after the request may have left.
pub(crate) fn lost() -> Reply {
    Reply::failure(TransportError::unknown(ErrorKind::Closed, "the connection was closed"))
}

/// No connection was made.
pub(crate) fn refused() -> Reply {
    Reply::failure(TransportError::not_sent(ErrorKind::Connect, "connection refused"))
}

/// An answer whose body breaks off.
pub(crate) fn cut(status: u16, body: impl Into<Vec<u8>>) -> Reply {
    let error = TransportError::answered(ErrorKind::Truncated, "the body was cut off");
    Reply::new(status).body(body.into()).then_fail(error)
}

/// What one run of a client left behind, apart from its outcome.
#[derive(Debug)]
pub(crate) struct Trace {
    pub(crate) requests: Vec<Request>,
    pub(crate) sleeps: Vec<Duration>,
}

impl Trace {
    pub(crate) fn posts(&self) -> usize {
        self.requests.iter().filter(|request| request.method() == "POST").count()
    }

    pub(crate) fn slept(&self) -> Duration {
        self.sleeps.iter().sum()
    }

    /// It rested so often, each time with full jitter under so many seconds.
    #[track_caller]
    pub(crate) fn rested_under(&self, seconds: &[u64]) {
        assert_eq!(self.sleeps.len(), seconds.len(), "{:?}", self.sleeps);
        for (sleep, longest) in self.sleeps.iter().zip(seconds) {
            assert!(*sleep <= Duration::from_secs(*longest), "{:?} under {seconds:?}", self.sleeps);
        }
    }
}

/// What the async and the blocking client are asked to do.
pub(crate) trait Act {
    type Output: Debug;

    async fn on_async(&self, client: Client) -> Self::Output;
    fn on_blocking(&self, client: blocking::Client) -> Self::Output;
}

/// Runs both clients on the same script and returns what the async one made of it, after it was found to be the same
/// as what the blocking one made of it: outcome, requests and rests.
#[track_caller]
pub(crate) fn both<A: Act>(
    config: &Config,
    script: impl Fn(&MemoryTransport),
    act: &A,
) -> (A::Output, Trace) {
    let (transport, time) = (MemoryTransport::new(), VirtualTime::new());
    script(&transport);
    let client = Client::with(config.clone(), transport.clone(), time.clone()).unwrap();
    let outcome = block_on(act.on_async(client));
    transport.assert_done();
    let trace = Trace { requests: transport.requests(), sleeps: time.sleeps() };

    let (transport, time) = (MemoryTransport::new(), VirtualTime::new());
    script(&transport);
    let client = blocking::Client::with(config.clone(), transport.clone(), time.clone()).unwrap();
    let other = act.on_blocking(client);
    transport.assert_done();
    assert_eq!(format!("{outcome:?}"), format!("{other:?}"), "async, then blocking");
    assert_eq!(sent(&trace.requests), sent(&transport.requests()), "async, then blocking");
    assert_eq!(trace.sleeps, time.sleeps(), "async, then blocking");
    (outcome, trace)
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// Everything that goes over the wire, secrets included: only to compare.
fn sent(requests: &[Request]) -> Vec<String> {
    let line = |request: &Request| {
        let headers: Vec<_> =
            request.headers().iter().map(|(name, value)| (name, value.as_bytes())).collect();
        let body = request.body().as_bytes();
        format!("{} {} {headers:?} {body:?}", request.method(), request.uri())
    };
    requests.iter().map(line).collect()
}

pub(crate) struct Submit(pub(crate) ImageRequest);

impl Act for Submit {
    type Output = Result<Submitted, Error>;

    async fn on_async(&self, client: Client) -> Self::Output {
        client.images().submit(self.0.clone()).await
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        client.images().submit(self.0.clone())
    }
}

pub(crate) struct Run(pub(crate) ImageRequest);

impl Act for Run {
    type Output = Result<Completed, Error>;

    async fn on_async(&self, client: Client) -> Self::Output {
        client.images().run(self.0.clone()).await
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        client.images().run(self.0.clone())
    }
}

pub(crate) struct WaitFor(pub(crate) TaskHandle);

impl Act for WaitFor {
    type Output = Result<Completed, Error>;

    async fn on_async(&self, client: Client) -> Self::Output {
        client.wait(&self.0).await
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        client.wait(&self.0).run()
    }
}

pub(crate) struct Recover(pub(crate) Ticket);

impl Act for Recover {
    type Output = Result<Submitted, Error>;

    async fn on_async(&self, client: Client) -> Self::Output {
        client.recover(&self.0).await
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        client.recover(&self.0)
    }
}

/// One create with this answer; exactly one POST goes out, and nothing else.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "the answers are made where they are given")]
pub(crate) fn submit(answer: Reply) -> Result<Submitted, Error> {
    let script = |transport: &MemoryTransport| transport.expect(Expect::post(CREATE)).reply(answer.clone());
    let (outcome, trace) = both(&config(), script, &Submit(request()));
    assert_eq!((trace.requests.len(), trace.posts()), (1, 1));
    assert_eq!(trace.sleeps, [] as [Duration; 0]);
    outcome
}

/// A run whose create is answered with the first reply and whose looks are answered with the others.
#[track_caller]
pub(crate) fn run(create: &Reply, looks: &[Reply]) -> (Result<Completed, Error>, Trace) {
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::post(CREATE)).reply(create.clone());
        for answer in looks {
            transport.expect(look()).reply(answer.clone());
        }
    };
    let (outcome, trace) = both(&config(), script, &Run(request()));
    assert_eq!((trace.requests.len(), trace.posts()), (1 + looks.len(), 1));
    (outcome, trace)
}

/// A run whose create is lost, whatever that looks like, and whose looks by business id are answered with the others.
#[track_caller]
pub(crate) fn run_after_loss(create: &Reply, looks: &[Reply]) -> (Result<Completed, Error>, Trace) {
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::post(CREATE)).reply(create.clone());
        for answer in looks {
            transport.expect(Expect::get(format!("{CREATE}/job-1"))).reply(answer.clone());
        }
    };
    let (outcome, trace) = both(&config(), script, &Run(request()));
    assert_eq!((trace.requests.len(), trace.posts()), (1 + looks.len(), 1), "nothing is sent again");
    (outcome, trace)
}

/// One recorded answer of the service.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Shape {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) http_status: Option<u16>,
    body: Value,
}

impl Shape {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match &self.body {
            Value::String(text) => text.clone().into_bytes(),
            body => body.to_string().into_bytes(),
        }
    }
}

/// The recorded answers of these kinds. They live beside the types that read them.
pub(crate) fn shapes(kinds: &[&str]) -> Vec<Shape> {
    let fixture = include_str!("../../../toapis-types/tests/fixtures/observed.jsonl");
    let shapes = fixture.lines().map(|line| serde_json::from_str::<Shape>(line).unwrap());
    shapes.filter(|shape| kinds.contains(&shape.kind.as_str())).collect()
}
