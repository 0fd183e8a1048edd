//! The async driver.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use toapis_types::{Task, TaskHandle};

use crate::cancel::CancelToken;
use crate::condition::Condition;
use crate::error::WaitError;
use crate::event::{Status, WaitEvent};
use crate::look_error::LookError;
use crate::options::{WaitOptions, forward_options};
use crate::session::{Session, Setup, Turn};
use crate::source::TaskSource;
use crate::time::Time;

/// The setters that the async and the blocking builder share, beside those of the options.
macro_rules! forward_setup {
    () => {
        /// A snapshot that is already there, such as the answer of the create call. It is told as the first event, and if
        /// it shows the end of the task, no look is made at all.
        pub fn seen(mut self, task: toapis_types::Task) -> Self {
            self.opening = Some(task);
            self
        }

        /// Waits until a snapshot shows this, or the task ended: see [`condition`](crate::condition). A closure will do.
        ///
        /// ```
        /// # use toapis_poll::{LookError, TaskSource, Waiting, condition::progress};
        /// # fn half_way(waiting: Waiting<'_>) -> Waiting<'_> {
        /// waiting.until(progress(50..))
        /// # }
        /// ```
        pub fn until(mut self, condition: impl $crate::condition::Condition + 'a) -> Self {
            self.until = Some(Box::new(condition));
            self
        }

        /// Ends with [`Reason::Cancelled`](crate::Reason::Cancelled) once the token is cancelled: at once, in a rest as in a
        /// look. The task goes on and is billed.
        pub fn cancel_with(mut self, token: &$crate::CancelToken) -> Self {
            self.cancel = Some(token.clone());
            self
        }

        /// Is called with every event, the last one included, as soon as it happened. A panic in it is a panic of the wait.
        pub fn on_event(mut self, callback: impl FnMut(&$crate::WaitEvent) + Send + 'a) -> Self {
            self.on_event = Some(Box::new(callback));
            self
        }

        /// Is called whenever the task was seen and is not finished, the first time at once. Beside
        /// [`on_event`](Self::on_event), which also tells of lost looks and of the end.
        pub fn on_progress(mut self, callback: impl FnMut(&$crate::Status) + Send + 'a) -> Self {
            self.on_progress = Some(Box::new(callback));
            self
        }
    };
}

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
        until: None,
        cancel: None,
        on_event: None,
        on_progress: None,
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
    until: Option<Box<dyn Condition + 'a>>,
    cancel: Option<CancelToken>,
    on_event: Option<Callback<'a, WaitEvent>>,
    on_progress: Option<Callback<'a, Status>>,
}

impl<'a> Waiting<'a> {
    forward_options!();
    forward_setup!();

    /// The clocks and the sleep to use.
    pub fn time(mut self, time: impl Time + 'static) -> Self {
        self.time = Arc::new(time);
        self
    }

    /// The events of the wait, one by one. Begins with the first poll.
    ///
    /// Ends after the [last](WaitEvent::is_last) event or an error. Time that passes between two polls counts as rest.
    /// Dropping the future of a `next` loses nothing; dropping the stream stops the looks.
    pub fn stream(self) -> WaitStream<'a> {
        WaitStream { turn: Some(Box::pin(Driver::new(self).into_turn())) }
    }

    /// As awaiting it, and gives the handle back with the task.
    ///
    /// The handle is better than the one that was given where that named the wrong kind: see
    /// [`LookErrorKind::Gone`](crate::LookErrorKind::Gone).
    ///
    /// # Errors
    ///
    /// When the wait ends before the task does; the error carries what finds the task again.
    pub async fn settle(self) -> Result<(TaskHandle, Task), WaitError> {
        let mut driver = Driver::new(self);
        loop {
            if let Some(task) = driver.next().await?.into_end() {
                return Ok((driver.session.into_handle(), task));
            }
        }
    }
}

impl<'a> IntoFuture for Waiting<'a> {
    type Output = Result<Task, WaitError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.settle().await?.1) })
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
        let is_last = item.as_ref().map_or(true, WaitEvent::is_last);
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
    session: Session<'a>,
    cancel: CancelToken,
    on_event: Option<Callback<'a, WaitEvent>>,
    on_progress: Option<Callback<'a, Status>>,
}

impl<'a> Driver<'a> {
    fn new(waiting: Waiting<'a>) -> Self {
        let Waiting { source, handle, options, time, opening, until, cancel, on_event, on_progress } =
            waiting;
        let session = Session::new(&*time, Setup { handle, options, opening, until });
        Self { source, time, session, cancel: cancel.unwrap_or_default(), on_event, on_progress }
    }

    async fn next(&mut self) -> Result<WaitEvent, WaitError> {
        let item = loop {
            let now = self.time.monotonic();
            if self.cancel.is_cancelled() {
                break Err(self.session.cancel(now));
            }
            match self.session.turn(now) {
                Turn::Sleep(rest) => sleep(&*self.time, rest, &self.cancel).await,
                Turn::Look(limit) => {
                    let handle = self.session.handle();
                    let answer = look(&*self.time, &*self.source, handle, limit, &self.cancel).await;
                    let Some(answer) = answer else { continue };
                    if let Some(item) = self.session.answer(self.time.monotonic(), answer) {
                        break item;
                    }
                }
                Turn::Tell(event) => break Ok(*event),
                Turn::GiveUp(error) => break Err(error),
            }
        };
        if let Ok(event) = &item {
            tell(event, &mut self.on_event, &mut self.on_progress);
        }
        item
    }

    async fn into_turn(mut self) -> (Result<WaitEvent, WaitError>, Self) {
        let item = self.next().await;
        (item, self)
    }
}

/// Sleeps, or until it is cancelled.
async fn sleep(time: &dyn Time, rest: Duration, cancel: &CancelToken) {
    let mut sleep = time.sleep(rest);
    let mut cancelled = cancel.cancelled();
    poll_fn(|context| match Pin::new(&mut cancelled).poll(context) {
        Poll::Ready(()) => Poll::Ready(()),
        Poll::Pending => sleep.as_mut().poll(context),
    })
    .await;
}

/// Looks, for at most this long; `None` when it was cancelled meanwhile.
async fn look(
    time: &dyn Time,
    source: &dyn TaskSource,
    handle: &TaskHandle,
    limit: Duration,
    cancel: &CancelToken,
) -> Option<Result<Task, LookError>> {
    let end = time.monotonic().saturating_add(limit);
    let mut look = source.look(handle);
    let mut guard = time.guard(limit);
    let mut cancelled = cancel.cancelled();
    poll_fn(|context| {
        if let Poll::Ready(answer) = look.as_mut().poll(context) {
            return Poll::Ready(Some(answer));
        }
        if Pin::new(&mut cancelled).poll(context).is_ready() {
            return Poll::Ready(None);
        }
        while guard.as_mut().poll(context).is_ready() {
            let left = end.saturating_sub(time.monotonic());
            if left.is_zero() {
                return Poll::Ready(Some(Err(LookError::timed_out(limit))));
            }
            guard = time.guard(left);
        }
        Poll::Pending
    })
    .await
}

/// Tells both callbacks what happened.
pub(crate) fn tell(
    event: &WaitEvent,
    on_event: &mut Option<Callback<'_, WaitEvent>>,
    on_progress: &mut Option<Callback<'_, Status>>,
) {
    if let Some(callback) = on_event {
        callback(event);
    }
    if let (Some(status), Some(callback)) = (event.status(), on_progress) {
        callback(status);
    }
}

pub(crate) use forward_setup;

pub(crate) type Callback<'a, T> = Box<dyn FnMut(&T) + Send + 'a>;

type TurnFuture<'a> = Pin<Box<dyn Future<Output = (Result<WaitEvent, WaitError>, Driver<'a>)> + Send + 'a>>;
