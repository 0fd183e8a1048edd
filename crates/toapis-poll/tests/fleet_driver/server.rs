//! A service on virtual time, for both drivers: tasks that end when they are told to, faults by order, and a book of the
//! looks.

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use async_trait::async_trait;
use toapis_poll::budget::SharedBudget;
use toapis_poll::fleet::{BlockingFleet, Fleet, FleetOptions};
use toapis_poll::time::{Clock, Sleep, VirtualTime};
use toapis_poll::{BlockingTaskSource, LookError, TaskSource};
use toapis_types::{Task, TaskHandle, TaskId, TaskKind};

/// One answer that was ordered.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// The task with this status word.
    Task(&'static str),
    Lost(Option<Duration>),
    RateLimited(Option<Duration>),
    Gone,
    Refused,
    Panic,
    /// None, ever.
    Silence,
}

/// How calls about many tasks are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Batches {
    Unknown,
    InOrder,
    /// The first of them is left out, and the order is the server's own.
    Gaps,
}

#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) time: VirtualTime,
    state: Arc<Mutex<State>>,
}

struct State {
    /// When each task completes; those that are not here never do.
    ends: BTreeMap<String, Duration>,
    /// What is answered before anything else, by task.
    orders: BTreeMap<String, VecDeque<Answer>>,
    /// What is answered to whoever asks next.
    for_anyone: VecDeque<Answer>,
    takes: Duration,
    slow: BTreeMap<String, Duration>,
    batches: Batches,
    looks: Vec<(Duration, String)>,
    calls: Vec<(Duration, usize)>,
    expires: BTreeMap<String, i64>,
}

impl Server {
    pub(crate) fn new(time: &VirtualTime) -> Self {
        let state = State {
            ends: BTreeMap::new(),
            orders: BTreeMap::new(),
            for_anyone: VecDeque::new(),
            takes: Duration::ZERO,
            slow: BTreeMap::new(),
            batches: Batches::Unknown,
            looks: Vec::new(),
            calls: Vec::new(),
            expires: BTreeMap::new(),
        };
        Self { time: time.clone(), state: Arc::new(Mutex::new(state)) }
    }

    /// Every answer takes this long.
    pub(crate) fn taking(self, takes: Duration) -> Self {
        self.lock().takes = takes;
        self
    }

    pub(crate) fn with_batches(self, batches: Batches) -> Self {
        self.lock().batches = batches;
        self
    }

    /// A new image that completes after this long.
    pub(crate) fn image(&self, id: &str, ends_after: Duration) -> TaskHandle {
        self.lock().ends.insert(id.to_owned(), self.time.monotonic() + ends_after);
        self.endless(id)
    }

    /// A new image that never completes.
    pub(crate) fn endless(&self, id: &str) -> TaskHandle {
        let mut handle = TaskHandle::new(TaskKind::Image, TaskId::new(id).expect("an id"));
        handle.submitted_at = i64::try_from(self.time.unix().as_secs()).ok();
        handle
    }

    /// Answers about this task, before anything else.
    pub(crate) fn order(&self, id: &str, answers: impl IntoIterator<Item = Answer>) {
        self.lock().orders.entry(id.to_owned()).or_default().extend(answers);
    }

    /// Answers to whoever asks next.
    pub(crate) fn order_for_anyone(&self, answers: impl IntoIterator<Item = Answer>) {
        self.lock().for_anyone.extend(answers);
    }

    /// When the files of this task expire, in Unix seconds.
    pub(crate) fn expires(&self, id: &str, at: i64) {
        self.lock().expires.insert(id.to_owned(), at);
    }

    /// Looks at this task take this long.
    pub(crate) fn slow(&self, id: &str, takes: Duration) {
        self.lock().slow.insert(id.to_owned(), takes);
    }

    /// When each look began, and at which task.
    pub(crate) fn looks(&self) -> Vec<(Duration, String)> {
        self.lock().looks.clone()
    }

    /// When this task was looked at.
    pub(crate) fn looks_at(&self, id: &str) -> Vec<Duration> {
        self.lock().looks.iter().filter(|(_, looked)| looked == id).map(|(at, _)| *at).collect()
    }

    /// When each call came, and about how many tasks it asked.
    pub(crate) fn calls(&self) -> Vec<(Duration, usize)> {
        self.lock().calls.clone()
    }

    pub(crate) fn fleet(&self, options: FleetOptions) -> Fleet {
        Fleet::new(self.clone(), self.time.clone(), options.seed(7))
    }

    pub(crate) fn blocking_fleet(&self, options: FleetOptions) -> BlockingFleet {
        BlockingFleet::new(self.clone(), self.time.clone(), options.seed(7))
    }

    pub(crate) fn fleet_on(&self, budget: &SharedBudget) -> Fleet {
        self.fleet(FleetOptions::new()).budget(budget.clone())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, handles: &[TaskHandle]) -> Duration {
        let now = self.time.monotonic();
        let mut state = self.lock();
        state.calls.push((now, handles.len()));
        let takes =
            handles.iter().map(|handle| state.slow.get(handle.id.as_str()).copied().unwrap_or(state.takes));
        let takes = takes.max().unwrap_or_default();
        state.looks.extend(handles.iter().map(|handle| (now, handle.id.to_string())));
        takes
    }

    fn next_order(&self, id: &str) -> Option<Answer> {
        let mut state = self.lock();
        let own = state.orders.get_mut(id).and_then(VecDeque::pop_front);
        own.or_else(|| state.for_anyone.pop_front())
    }

    fn answer(&self, handle: &TaskHandle, order: Option<&Answer>) -> Result<Task, LookError> {
        let id = handle.id.as_str();
        let is_over = self.lock().ends.get(id).is_some_and(|end| *end <= self.time.monotonic());
        match order {
            None if is_over => Ok(self.task(id, "completed")),
            None => Ok(self.task(id, "in_progress")),
            Some(Answer::Task(status)) => Ok(self.task(id, status)),
            Some(Answer::Lost(retry_after)) => {
                Err(LookError::lost("connection reset").with_retry_after(*retry_after))
            }
            Some(Answer::RateLimited(retry_after)) => {
                Err(LookError::rate_limited("HTTP 429").with_retry_after(*retry_after))
            }
            Some(Answer::Gone) => Err(LookError::gone("HTTP 404")),
            Some(Answer::Refused) => Err(LookError::refused("HTTP 401")),
            Some(Answer::Panic) => panic!("the source breaks"),
            Some(Answer::Silence) => Err(LookError::lost("no silence here")),
        }
    }

    /// The task as the service shows it.
    pub(crate) fn task(&self, id: &str, status: &str) -> Task {
        let mut body = format!(r#"{{"id": "{id}", "status": "{status}""#);
        if let Some(at) = self.lock().expires.get(id) {
            let url = format!("https://files.toapis.com/{id}.png");
            body = format!(r#"{body}, "expires_at": {at}, "result": {{"data": [{{"url": "{url}"}}]}}"#);
        }
        Task::from_slice((body + "}").as_bytes()).expect("a task")
    }
}

#[async_trait]
impl TaskSource for Server {
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        let takes = self.begin(std::slice::from_ref(handle));
        if !takes.is_zero() {
            Sleep::sleep(&self.time, takes).await;
        }
        let order = self.next_order(handle.id.as_str());
        if let Some(Answer::Silence) = order {
            std::future::pending::<()>().await;
        }
        self.answer(handle, order.as_ref())
    }

    async fn status_many(&self, handles: &[TaskHandle]) -> Option<Vec<Result<Task, LookError>>> {
        let batches = self.lock().batches;
        if batches == Batches::Unknown {
            return None;
        }
        let takes = self.begin(handles);
        if !takes.is_zero() {
            Sleep::sleep(&self.time, takes).await;
        }
        let answers =
            handles.iter().map(|handle| self.answer(handle, self.next_order(handle.id.as_str()).as_ref()));
        Some(match batches {
            Batches::Gaps => answers.skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
            _ => answers.collect(),
        })
    }
}

impl BlockingTaskSource for Server {
    fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        let takes = self.begin(std::slice::from_ref(handle));
        self.time.advance(takes);
        self.answer(handle, self.next_order(handle.id.as_str()).as_ref())
    }

    fn status_many(&self, handles: &[TaskHandle]) -> Option<Vec<Result<Task, LookError>>> {
        let batches = self.lock().batches;
        if batches == Batches::Unknown {
            return None;
        }
        let takes = self.begin(handles);
        self.time.advance(takes);
        let answers =
            handles.iter().map(|handle| self.answer(handle, self.next_order(handle.id.as_str()).as_ref()));
        Some(match batches {
            Batches::Gaps => answers.skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
            _ => answers.collect(),
        })
    }
}

pub(crate) fn s(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Polls once, for nobody.
pub(crate) fn poll_once<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}
