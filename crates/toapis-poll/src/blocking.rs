//! The blocking driver.

use std::fmt;
use std::sync::Arc;

use toapis_types::{Task, TaskHandle};

use crate::error::WaitError;
use crate::event::WaitEvent;
use crate::options::{WaitOptions, forward_options};
use crate::session::{Session, Turn};
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
        on_event: None,
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
    on_event: Option<Callback<'a>>,
}

impl<'a> BlockingWaiting<'a> {
    forward_options!();

    /// The clocks and the sleep to use. Default: [`ThreadTime`].
    pub fn time(mut self, time: impl BlockingTime + 'static) -> Self {
        self.time = Arc::new(time);
        self
    }

    /// A snapshot that is already there, see [`Waiting::seen`](crate::Waiting::seen).
    pub fn seen(mut self, task: Task) -> Self {
        self.opening = Some(task);
        self
    }

    /// Is called with every event, see [`Waiting::on_event`](crate::Waiting::on_event).
    pub fn on_event(mut self, callback: impl FnMut(&WaitEvent) + Send + 'a) -> Self {
        self.on_event = Some(Box::new(callback));
        self
    }

    /// Holds the thread until the task ended, **completed or failed**: whether a failure is an error is up to you.
    ///
    /// # Errors
    ///
    /// When the wait ends before the task does; the error carries what finds the task again.
    pub fn run(self) -> Result<Task, WaitError> {
        let mut driver = Driver::new(self);
        loop {
            if let WaitEvent::Finished(task) = driver.next()? {
                return Ok(task);
            }
        }
    }

    /// The events of the wait, one by one. Begins with the first `next`.
    ///
    /// Ends after [`WaitEvent::Finished`] or an error. Time that passes between two calls counts as rest.
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
        if matches!(item, Err(_) | Ok(WaitEvent::Finished(_))) {
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
    session: Session,
    on_event: Option<Callback<'a>>,
}

impl<'a> Driver<'a> {
    fn new(waiting: BlockingWaiting<'a>) -> Self {
        let BlockingWaiting { source, handle, options, time, opening, on_event } = waiting;
        let session = Session::new(&*time, handle, &options, opening);
        Self { source, time, session, on_event }
    }

    fn next(&mut self) -> Result<WaitEvent, WaitError> {
        let item = loop {
            match self.session.turn(self.time.monotonic()) {
                Turn::Sleep(rest) => self.time.sleep(rest),
                Turn::Look => {
                    let answer = self.source.look(self.session.handle());
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
}

type Callback<'a> = Box<dyn FnMut(&WaitEvent) + Send + 'a>;
