//! The async driver.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use toapis_types::{Task, TaskHandle};

use crate::error::WaitError;
use crate::event::WaitEvent;
use crate::options::{WaitOptions, forward_options};
use crate::session::{Session, Turn};
use crate::source::TaskSource;
use crate::time::Time;

/// Waits for a task, on tokio's time. Await it, or take its [`stream`](Waiting::stream).
///
/// The source is owned, borrowed, or behind an [`Arc`], as you like.
#[cfg(feature = "tokio")]
pub fn wait<'a>(source: impl TaskSource + 'a, handle: TaskHandle) -> Waiting<'a> {
    wait_with(crate::time::TokioTime::new(), source, handle)
}

/// Waits for a task, on any time: another runtime's, or a [virtual](crate::time::VirtualTime) one.
pub fn wait_with<'a>(
    time: impl Time + 'static,
    source: impl TaskSource + 'a,
    handle: TaskHandle,
) -> Waiting<'a> {
    Waiting {
        source: Box::new(source),
        handle,
        options: WaitOptions::new(),
        time: Arc::new(time),
        opening: None,
        on_event: None,
    }
}

/// A wait that is about to begin: set it up, then await it or take its [`stream`](Self::stream).
///
/// Awaiting gives the task once it ended, **completed or failed**: whether a failure is an error is up to you. All else
/// is a [`WaitError`].
///
/// Dropping it at any point stops the looks and nothing else: the task goes on and is billed, and the handle, of which
/// you should keep a copy, finds it again.
#[must_use = "a wait does nothing until it is awaited"]
pub struct Waiting<'a> {
    source: Box<dyn TaskSource + 'a>,
    handle: TaskHandle,
    options: WaitOptions,
    time: Arc<dyn Time>,
    opening: Option<Task>,
    on_event: Option<Callback<'a>>,
}

impl<'a> Waiting<'a> {
    forward_options!();

    /// The clocks and the sleep to use.
    pub fn time(mut self, time: impl Time + 'static) -> Self {
        self.time = Arc::new(time);
        self
    }

    /// A snapshot that is already there, such as the answer of the create call. It is told as the first event, and if
    /// it shows the end of the task, no look is made at all.
    pub fn seen(mut self, task: Task) -> Self {
        self.opening = Some(task);
        self
    }

    /// Is called with every event, the last one included, as soon as it happened. A panic in it is a panic of the wait.
    pub fn on_event(mut self, callback: impl FnMut(&WaitEvent) + Send + 'a) -> Self {
        self.on_event = Some(Box::new(callback));
        self
    }

    /// The events of the wait, one by one. Begins with the first poll.
    ///
    /// Ends after [`WaitEvent::Finished`] or an error. Time that passes between two polls counts as rest.
    pub fn stream(self) -> WaitStream<'a> {
        WaitStream { turn: Some(Box::pin(Driver::new(self).into_turn())) }
    }
}

impl<'a> IntoFuture for Waiting<'a> {
    type Output = Result<Task, WaitError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut driver = Driver::new(self);
            loop {
                if let WaitEvent::Finished(task) = driver.next().await? {
                    return Ok(task);
                }
            }
        })
    }
}

impl fmt::Debug for Waiting<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting")
            .field("handle", &self.handle)
            .field("options", &self.options)
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}

/// The events of a wait, from [`Waiting::stream`].
#[must_use = "a stream does nothing until it is polled"]
pub struct WaitStream<'a> {
    /// The driver on its way to the next event, which hands itself back with it; `None` after the end.
    turn: Option<TurnFuture<'a>>,
}

impl WaitStream<'_> {
    /// The next event; `None` after the end. Dropping the returned future loses nothing.
    pub async fn next(&mut self) -> Option<Result<WaitEvent, WaitError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for WaitStream<'_> {
    type Item = Result<WaitEvent, WaitError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(turn) = &mut self.turn else { return Poll::Ready(None) };
        let Poll::Ready((item, driver)) = turn.as_mut().poll(context) else { return Poll::Pending };
        let is_last = matches!(item, Err(_) | Ok(WaitEvent::Finished(_)));
        self.turn = (!is_last).then(|| Box::pin(driver.into_turn()) as _);
        Poll::Ready(Some(item))
    }
}

impl fmt::Debug for WaitStream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitStream").field("ended", &self.turn.is_none()).finish()
    }
}

struct Driver<'a> {
    source: Box<dyn TaskSource + 'a>,
    time: Arc<dyn Time>,
    session: Session,
    on_event: Option<Callback<'a>>,
}

impl<'a> Driver<'a> {
    fn new(waiting: Waiting<'a>) -> Self {
        let Waiting { source, handle, options, time, opening, on_event } = waiting;
        let session = Session::new(&*time, handle, &options, opening);
        Self { source, time, session, on_event }
    }

    async fn next(&mut self) -> Result<WaitEvent, WaitError> {
        let item = loop {
            match self.session.turn(self.time.monotonic()) {
                Turn::Sleep(rest) => self.time.sleep(rest).await,
                Turn::Look => {
                    let answer = self.source.look(self.session.handle()).await;
                    break self.session.answer(self.time.monotonic(), answer);
                }
                Turn::Tell(event) => break Ok(*event),
                Turn::GiveUp(error) => break Err(error),
            }
        };
        if let (Ok(event), Some(callback)) = (&item, &mut self.on_event) {
            callback(event);
        }
        item
    }

    async fn into_turn(mut self) -> (Result<WaitEvent, WaitError>, Self) {
        let item = self.next().await;
        (item, self)
    }
}

type Callback<'a> = Box<dyn FnMut(&WaitEvent) + Send + 'a>;

type TurnFuture<'a> = Pin<Box<dyn Future<Output = (Result<WaitEvent, WaitError>, Driver<'a>)> + Send + 'a>>;
