//! A small service in memory: it makes tasks, keeps a ledger, and does as its script says. For many tasks at once, where
//! no order of requests can be foretold.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use serde_json::{Value, json};
use toapis_client::poll::time::{BlockingSleep, Clock, Sleep, VirtualTime};
use toapis_client::transport::{
    BlockingBody, BlockingResponse, BlockingTransport, ErrorKind, Request, Response, ResponseBody, Transport,
    TransportError,
};

/// What becomes of one create.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fate {
    Accept,
    /// Accepted, and finished at once.
    Finish,
    /// Accepted, and it will fail.
    Fail,
    /// Accepted and charged, and the answer is lost.
    LoseAnswer,
    /// Lost on its way, and not charged; nobody can know.
    Lose,
    /// It never leaves.
    Unsent,
    /// Refused with this status.
    Refuse(u16),
}

#[derive(Clone, Debug)]
pub(crate) struct Charge {
    pub(crate) id: String,
    pub(crate) business_id: String,
    pub(crate) prompt: String,
    pub(crate) at: Duration,
    ends: Duration,
    fails: bool,
    kind: &'static str,
}

/// Clones are one service.
#[derive(Clone)]
pub(crate) struct Gateway {
    time: VirtualTime,
    state: Arc<Mutex<State>>,
}

struct State {
    script: Box<dyn FnMut(&str) -> Fate + Send>,
    life: Duration,
    latency: Duration,
    /// By task id.
    charges: BTreeMap<String, Charge>,
    /// When each create came, in order, and what its prompt was.
    posts: Vec<(Duration, String)>,
    looks: BTreeMap<String, usize>,
    look_times: Vec<Duration>,
    next: usize,
}

impl Gateway {
    /// Everything is accepted, and takes 30 s.
    pub(crate) fn new(time: &VirtualTime) -> Self {
        let state = State {
            script: Box::new(|_| Fate::Accept),
            life: Duration::from_secs(30),
            latency: Duration::from_millis(200),
            charges: BTreeMap::new(),
            posts: Vec::new(),
            looks: BTreeMap::new(),
            look_times: Vec::new(),
            next: 0,
        };
        Self { time: time.clone(), state: Arc::new(Mutex::new(state)) }
    }

    /// What becomes of creates, by their prompt.
    pub(crate) fn script(&self, script: impl FnMut(&str) -> Fate + Send + 'static) {
        self.lock().script = Box::new(script);
    }

    pub(crate) fn life(&self, life: Duration) {
        self.lock().life = life;
    }

    pub(crate) fn charges(&self) -> Vec<Charge> {
        self.lock().charges.values().cloned().collect()
    }

    pub(crate) fn posts(&self) -> Vec<(Duration, String)> {
        self.lock().posts.clone()
    }

    /// How often each task was looked at.
    pub(crate) fn looks(&self) -> BTreeMap<String, usize> {
        self.lock().looks.clone()
    }

    pub(crate) fn look_times(&self) -> Vec<Duration> {
        self.lock().look_times.clone()
    }

    /// The prompts that were charged, sorted; each as often as it was charged.
    pub(crate) fn charged(&self) -> Vec<String> {
        let mut prompts: Vec<_> = self.charges().into_iter().map(|charge| charge.prompt).collect();
        prompts.sort();
        prompts
    }

    /// How many tasks were running at the busiest moment.
    pub(crate) fn busiest(&self) -> usize {
        let charges = self.charges();
        let at = |now: Duration| charges.iter().filter(|one| one.at <= now && now < one.ends).count();
        charges.iter().map(|charge| at(charge.at)).max().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn latency(&self) -> Duration {
        self.lock().latency
    }

    fn answer(&self, request: &Request) -> Result<(u16, Value), TransportError> {
        let now = self.time.monotonic();
        let path = request.uri().path().to_owned();
        let kind = if path.starts_with("/v1/videos") { "video" } else { "image" };
        if request.method() == "POST" {
            let body: Value = serde_json::from_slice(request.body().as_bytes()).unwrap();
            return self.lock().create(now, kind, &body);
        }
        Ok(self.lock().look(now, kind, path.rsplit('/').next().unwrap()))
    }
}

impl State {
    fn create(
        &mut self,
        now: Duration,
        kind: &'static str,
        body: &Value,
    ) -> Result<(u16, Value), TransportError> {
        let prompt = body["prompt"].as_str().unwrap().to_owned();
        let business_id = body["client_business_id"].as_str().unwrap().to_owned();
        let fate = (self.script)(&prompt);
        if fate == Fate::Unsent {
            return Err(TransportError::not_sent(ErrorKind::Connect, "connection refused"));
        }
        self.posts.push((now, prompt.clone()));
        let lost = TransportError::unknown(ErrorKind::Closed, "the connection was closed");
        match fate {
            Fate::Lose => return Err(lost),
            Fate::Refuse(status) => {
                return Ok((status, json!({"error": {"code": status, "message": "no"}})));
            }
            _ => {}
        }
        self.next += 1;
        let id = format!("tsk_{}_{:04}", if kind == "video" { "vid" } else { "img" }, self.next);
        let ends = if fate == Fate::Finish { now } else { now + self.life };
        let charge =
            Charge { id: id.clone(), business_id, prompt, at: now, ends, fails: fate == Fate::Fail, kind };
        let told = tell(&charge, now);
        self.charges.insert(id, charge);
        if fate == Fate::LoseAnswer { Err(lost) } else { Ok((200, told)) }
    }

    fn look(&mut self, now: Duration, kind: &str, id: &str) -> (u16, Value) {
        self.look_times.push(now);
        *self.looks.entry(id.to_owned()).or_default() += 1;
        let found = self.charges.values().find(|charge| charge.id == id || charge.business_id == id);
        match found.filter(|charge| charge.kind == kind) {
            Some(charge) => (200, tell(charge, now)),
            None => (404, json!({"error": {"code": 404, "message": "no such task"}})),
        }
    }
}

fn tell(charge: &Charge, now: Duration) -> Value {
    let mut body = json!({
        "id": charge.id, "object": "generation.task", "model": "gpt-image-2",
        "client_business_id": charge.business_id, "status": "in_progress",
    });
    if now >= charge.ends {
        if charge.fails {
            body["status"] = "failed".into();
            body["error"] = json!({"code": "content_policy", "message": "no"});
        } else {
            body["status"] = "completed".into();
            let url = format!("https://files.toapis.com/{}.png", charge.id);
            body["result"] = json!({"type": charge.kind, "data": [{"url": url}]});
        }
    }
    body
}

#[async_trait]
impl Transport for Gateway {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        // It arrives at once, and the answer takes its time.
        let answer = self.answer(&request);
        Sleep::sleep(&self.time, self.latency()).await;
        let (status, body) = answer?;
        let body = ResponseBody::from(Bytes::from(body.to_string()));
        Ok(http::Response::builder().status(status).body(body).unwrap())
    }
}

impl BlockingTransport for Gateway {
    fn send(&self, request: Request) -> Result<BlockingResponse, TransportError> {
        let answer = self.answer(&request);
        BlockingSleep::sleep(&self.time, self.latency());
        let (status, body) = answer?;
        let body = BlockingBody::from(Bytes::from(body.to_string()));
        Ok(http::Response::builder().status(status).body(body).unwrap())
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").finish_non_exhaustive()
    }
}
