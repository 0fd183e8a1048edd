//! A transport for tests that never touches the network: it compares each request with a script.

mod expect;
mod reply;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

pub use self::expect::Expect;
pub use self::reply::Reply;
use crate::error::named;
use crate::{BlockingResponse, BlockingTransport, ErrorKind, Request, Response, Transport, TransportError};

/// A scripted [`Transport`] and [`BlockingTransport`] for tests: no network, no time, no randomness.
///
/// It answers planned requests and nothing else. Planned requests are compared by method, path and query, and by
/// the host, headers and body that the plan names; they must come in the order in which they were planned, unless
/// [`in_any_order`](Self::in_any_order) was called. Any other request fails with [`ErrorKind::Unplanned`] and a
/// message that shows the difference to what was expected next.
///
/// Clones share the script and the record, so a test keeps one and gives the other to the code under test.
/// [`Timeouts`](crate::Timeouts) have no effect, because no time passes here.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use toapis_transport::memory::{Expect, MemoryTransport};
/// use toapis_transport::{Request, RequestBody, Transport, http};
///
/// let transport = MemoryTransport::new();
/// transport
///     .expect(Expect::post("/v1/things").header("authorization", "Bearer k").body("{}"))
///     .answer(200, r#"{"id":"thing_1"}"#);
///
/// let request: Request = http::Request::post("https://api.example/v1/things")
///     .header("authorization", "Bearer k")
///     .body(RequestBody::from("{}"))?;
/// let body = transport.send(request).await?.into_body().read_to_end(1024).await?;
///
/// assert_eq!(body, r#"{"id":"thing_1"}"#);
/// assert_eq!(transport.requests().len(), 1);
/// transport.assert_done();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct MemoryTransport {
    script: Arc<Mutex<Script>>,
}

impl MemoryTransport {
    /// A transport with an empty script: every request is unplanned.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets planned requests come in any order: the first plan that fits is used. For concurrent code under test.
    pub fn in_any_order(self) -> Self {
        self.script().any_order = true;
        self
    }

    /// Answers every request that no plan covers, instead of failing it; for a server written as a function.
    ///
    /// The function runs while the script is locked, so it must not use this transport.
    pub fn otherwise(self, answer: impl FnMut(&Request) -> Reply + Send + 'static) -> Self {
        self.script().otherwise = Some(Box::new(answer));
        self
    }

    /// Begins to plan a request; the returned [`Planned`] says how it is answered, which completes the plan.
    pub fn expect(&self, expect: Expect) -> Planned<'_> {
        Planned { transport: self, expect }
    }

    /// Every request so far, in order, unplanned ones included. Sensitive header values keep their mark.
    pub fn requests(&self) -> Vec<Request> {
        self.script().requests.clone()
    }

    /// Whether the script was followed: every plan was used, and no unplanned request came.
    ///
    /// Code under test may swallow the error of an unplanned request; this does not forget it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unplanned`] with everything that did not go as planned.
    pub fn verify(&self) -> Result<(), TransportError> {
        let script = self.script();
        let unused = script.plans.iter().filter_map(Plan::missing);
        let complaints: Vec<String> = script.complaints.iter().cloned().chain(unused).collect();
        if complaints.is_empty() {
            return Ok(());
        }
        Err(TransportError::not_sent(ErrorKind::Unplanned, complaints.join("\n")))
    }

    /// [`verify`](Self::verify) for the end of a test.
    ///
    /// # Panics
    ///
    /// When the script was not followed.
    #[track_caller]
    pub fn assert_done(&self) {
        if let Err(error) = self.verify() {
            panic!("the script of the memory transport was not followed:\n{error}");
        }
    }

    fn answer(&self, request: &Request) -> Result<Reply, TransportError> {
        let reply = self.script().answer(request);
        reply.map_err(|message| named(TransportError::not_sent(ErrorKind::Unplanned, message), request))
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        // A closure of the test panicked; the script itself is whole, and the test fails anyway.
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for MemoryTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        self.answer(&request)?.into_response(&request).await
    }
}

impl BlockingTransport for MemoryTransport {
    fn send(&self, request: Request) -> Result<BlockingResponse, TransportError> {
        self.answer(&request)?.into_blocking(&request)
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        f.debug_struct("MemoryTransport")
            .field("plans", &script.plans.len())
            .field("requests", &script.requests.len())
            .finish_non_exhaustive()
    }
}

/// A planned request that still needs its answer; from [`MemoryTransport::expect`].
#[derive(Debug)]
#[must_use = "a plan without an answer is not part of the script"]
pub struct Planned<'a> {
    transport: &'a MemoryTransport,
    expect: Expect,
}

impl Planned<'_> {
    /// Answers with this status and body and without headers.
    pub fn answer(self, status: u16, body: impl Into<bytes::Bytes>) {
        self.reply(Reply::new(status).body(body));
    }

    /// Answers with this reply, each time if the request is planned more than once.
    pub fn reply(self, reply: Reply) {
        self.answer_with(move |_| reply.clone());
    }

    /// Answers with what this function makes of the request.
    ///
    /// The function runs while the script is locked, so it must not use the transport.
    pub fn answer_with(self, answer: impl FnMut(&Request) -> Reply + Send + 'static) {
        let plan = Plan { expect: self.expect, used: 0, answer: Box::new(answer) };
        self.transport.script().plans.push(plan);
    }

    /// Fails the request with this error, which then names the host.
    pub fn fail(self, error: TransportError) {
        self.reply(Reply::failure(error));
    }
}

#[derive(Default)]
struct Script {
    plans: Vec<Plan>,
    any_order: bool,
    otherwise: Option<Answer>,
    requests: Vec<Request>,
    complaints: Vec<String>,
}

impl Script {
    fn answer(&mut self, request: &Request) -> Result<Reply, String> {
        self.requests.push(request.clone());
        if let Some(plan) = self.plan_for(request) {
            plan.used += 1;
            return Ok((plan.answer)(request));
        }
        if let Some(otherwise) = &mut self.otherwise {
            return Ok(otherwise(request));
        }
        let complaint = self.complaint(request);
        self.complaints.push(complaint.clone());
        Err(complaint)
    }

    /// Plans that are due come first, in order; plans for any number of times fill in behind them.
    fn plan_for(&mut self, request: &Request) -> Option<&mut Plan> {
        let due = if self.any_order { usize::MAX } else { 1 };
        let open = self.plans.iter().enumerate().filter(|(_, plan)| plan.is_due());
        let found = open.take(due).find(|(_, plan)| plan.expect.fits(request)).map(|(index, _)| index);
        let found = found
            .or_else(|| self.plans.iter().position(|plan| plan.is_standing() && plan.expect.fits(request)))?;
        self.plans.get_mut(found)
    }

    fn complaint(&self, request: &Request) -> String {
        let came = format!("unplanned request number {}: {}", self.requests.len(), expect::line(request));
        let next = self
            .plans
            .iter()
            .find(|plan| plan.is_due())
            .or_else(|| self.plans.iter().find(|p| p.is_standing()));
        match next {
            Some(plan) => format!("{came}, expected {}: {}", plan.expect, plan.expect.difference(request)),
            None => format!("{came}, expected no further request"),
        }
    }
}

struct Plan {
    expect: Expect,
    used: usize,
    answer: Answer,
}

impl Plan {
    fn is_due(&self) -> bool {
        self.expect.count().is_some_and(|count| self.used < count)
    }

    fn is_standing(&self) -> bool {
        self.expect.count().is_none()
    }

    fn missing(&self) -> Option<String> {
        let count = self.expect.count()?;
        let missing = count.checked_sub(self.used).filter(|missing| *missing > 0)?;
        Some(format!("planned but missing: {} ({missing} of {count})", self.expect))
    }
}

type Answer = Box<dyn FnMut(&Request) -> Reply + Send>;
