//! The blocking driver.

use std::convert::Infallible;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use toapis_types::{Task, TaskHandle};

use crate::cancel::CancelToken;
use crate::condition::Condition;
use crate::error::WaitError;
use crate::event::{Status, WaitEvent};
use crate::future::{Callback, forward_setup, tell};
use crate::options::{WaitOptions, forward_options};
use crate::session::{Session, Setup, Turn};
use crate::source::BlockingTaskSource;
use crate::time::{BlockingTime, ThreadTime};

/// Waits for a task on this thread: [`run`](BlockingWaiting::run) it, or take its [`events`](BlockingWaiting::events).
///
/// No runtime is involved. The source is owned, borrowed, or behind an [`Arc`], as you like.
pub fn wait_blocking<'a>(source: impl BlockingTaskSource + 'a, handle: TaskHandle) -> BlockingWaiting<'a> {
    BlockingWaiting {
        source: Box::new(source),
        handle,
        options: WaitOptions::new(),
        time: Arc::new(ThreadTime::new()),
        opening: None,
        until: None,
        cancel: None,
        on_event: None,
        on_progress: None,
    }
}

/// A wait that is about to begin: set it up, then [`run`](Self::run) it.
///
/// The same wait as [`Waiting`](crate::Waiting), decided by the same state machine: for the same answers and seed it
/// makes the same looks at the same times.
#[must_use = "a wait does nothing until it is run"]
pub struct BlockingWaiting<'a> {
    source: Box<dyn BlockingTaskSource + 'a>,
    handle: TaskHandle,
    options: WaitOptions,
    time: Arc<dyn BlockingTime>,
    opening: Option<Task>,
    until: Option<Box<dyn Condition + 'a>>,
    cancel: Option<CancelToken>,
    on_event: Option<Callback<'a, WaitEvent>>,
    on_progress: Option<Callback<'a, Status>>,
}

impl<'a> BlockingWaiting<'a> {
    forward_options!();
    forward_setup!();

    /// The clocks and the sleep to use. Default: [`ThreadTime`].
    pub fn time(mut self, time: impl BlockingTime + 'static) -> Self {
        self.time = Arc::new(time);
        self
    }

    /// Holds the thread until the task ended, **completed or failed**: whether a failure is an error is up to you.
    ///
    /// # Errors
    ///
    /// When the wait ends before the task does; the error carries what finds the task again.
    pub fn run(self) -> Result<Task, WaitError> {
        Ok(self.settle()?.1)
    }

    /// As [`run`](Self::run), and gives the handle back with the task, see [`Waiting::settle`](crate::Waiting::settle).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn settle(self) -> Result<(TaskHandle, Task), WaitError> {
        let mut driver = Driver::new(self);
        loop {
            if let Some(task) = driver.next()?.into_end() {
                return Ok((driver.session.into_handle(), task));
            }
        }
    }

    /// As [`settle`](Self::settle), unless something beside it is ready first: what a `select` of two futures is to a wait that
    /// holds its thread. `beside` is asked before each step of the wait, and again once it has woken the waker of its
    /// context; the wait goes on where it was, with the deadline that it had.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn settle_or<T>(
        self,
        mut beside: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Result<ControlFlow<T, (TaskHandle, Task)>, WaitError> {
        let mut driver = Driver::new(self);
        loop {
            match driver.next_or(&mut beside)? {
                ControlFlow::Break(other) => return Ok(ControlFlow::Break(other)),
                ControlFlow::Continue(event) => {
                    if let Some(task) = event.into_end() {
                        return Ok(ControlFlow::Continue((driver.session.into_handle(), task)));
                    }
                }
            }
        }
    }

    /// The events of the wait, one by one. Begins with the first `next`.
    ///
    /// Ends after the [last](WaitEvent::is_last) event or an error. Time that passes between two calls counts as rest.
    pub fn events(self) -> BlockingEvents<'a> {
        BlockingEvents { driver: Some(Driver::new(self)) }
    }
}

impl fmt::Debug for BlockingWaiting<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingWaiting")
            .field("handle", &self.handle)
            .field("options", &self.options)
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}

/// The events of a wait, from [`BlockingWaiting::events`].
#[must_use = "an iterator does nothing until it is asked"]
pub struct BlockingEvents<'a> {
    /// `None` after the end.
    driver: Option<Driver<'a>>,
}

impl Iterator for BlockingEvents<'_> {
    type Item = Result<WaitEvent, WaitError>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.driver.as_mut()?.next();
        if item.as_ref().map_or(true, WaitEvent::is_last) {
            self.driver = None;
        }
        Some(item)
    }
}

impl std::iter::FusedIterator for BlockingEvents<'_> {}

impl fmt::Debug for BlockingEvents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingEvents").field("ended", &self.driver.is_none()).finish()
    }
}

struct Driver<'a> {
    source: Box<dyn BlockingTaskSource + 'a>,
    time: Arc<dyn BlockingTime>,
    session: Session<'a>,
    cancel: CancelToken,
    on_event: Option<Callback<'a, WaitEvent>>,
    on_progress: Option<Callback<'a, Status>>,
}

impl<'a> Driver<'a> {
    fn new(waiting: BlockingWaiting<'a>) -> Self {
        let BlockingWaiting { source, handle, options, time, opening, until, cancel, on_event, on_progress } =
            waiting;
        let session = Session::new(&*time, Setup { handle, options, opening, until });
        Self { source, time, session, cancel: cancel.unwrap_or_default(), on_event, on_progress }
    }

    fn next(&mut self) -> Result<WaitEvent, WaitError> {
        match self.next_or(&mut |_: &mut Context<'_>| Poll::<Infallible>::Pending)? {
            ControlFlow::Continue(event) => Ok(event),
            ControlFlow::Break(never) => match never {},
        }
    }

    fn next_or<T>(
        &mut self,
        beside: &mut impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Result<ControlFlow<T, WaitEvent>, WaitError> {
        let item = loop {
            // Of this step alone: whatever wakes it ends the rest, and everything is asked again.
            let woken = CancelToken::new();
            let waker = Waker::from(Arc::new(Woken(woken.clone())));
            if let Poll::Ready(other) = beside(&mut Context::from_waker(&waker)) {
                return Ok(ControlFlow::Break(other));
            }
            let now = self.time.monotonic();
            // Held until the step is over.
            let Some(_called_off) = self.cancel.wake(&waker) else {
                break Err(self.session.cancel(now));
            };
            match self.session.turn(now) {
                Turn::Sleep(rest) => self.time.sleep_unless(rest, &woken),
                Turn::Look(limit) => {
                    let answer = self.source.look_within(self.session.handle(), limit);
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
        item.map(ControlFlow::Continue)
    }
}

/// Ends a rest when it is woken.
struct Woken(CancelToken);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.cancel();
    }
}
