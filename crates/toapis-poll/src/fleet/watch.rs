//! Many tasks, watched by whoever waits for them.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use toapis_types::{Task, TaskHandle, TaskId};

use super::driver::Shared;
use super::finished::Finished;
use super::options::FleetOptions;
use super::registry::{Next, Registry};
use super::watches::{Outcome, Seat, WatchId};
use crate::budget::SharedBudget;
use crate::cancel::{CancelToken, Cancelled};
use crate::error::WaitError;
use crate::source::TaskSource;
use crate::time::Time;
use crate::wait::Reason;

/// Watches any number of tasks on one query budget, for whoever waits: see [the module](super). Clones are one fleet.
///
/// Nothing runs by itself: the futures that it hands out drive it for all others, so the tasks are looked at as long as one of
/// them is polled. Dropping any of them, at any await, loses neither a look nor a result.
#[derive(Clone)]
pub struct Fleet {
    shared: Arc<Shared>,
}

impl Fleet {
    /// A fleet without tasks.
    #[expect(clippy::needless_pass_by_value, reason = "cheap to clone, and one writes them in place")]
    pub fn new(source: impl TaskSource + 'static, time: impl Time + 'static, options: FleetOptions) -> Self {
        Self { shared: Arc::new(Shared::new(Arc::new(source), Arc::new(time), &options)) }
    }

    /// Takes every look from this budget, as one [bulk](crate::budget::Class::Bulk) user of it, which leaves a reserve to
    /// single calls. When the service asks to be left alone, the budget is paused, and with it everyone who shares it.
    ///
    /// By default there is no budget: the looks are as many as the [dial](FleetOptions::dial) asks for.
    pub fn budget(self, budget: SharedBudget) -> Self {
        self.shared.desk().budget = Some(budget);
        self
    }

    /// Ends all waits with [`Reason::Cancelled`](crate::Reason::Cancelled) once the token is cancelled, and takes no task on
    /// any more. The tasks go on and are billed.
    pub fn cancel_with(self, token: &CancelToken) -> Self {
        self.shared.desk().cancel = Some(token.clone());
        self
    }

    /// Waits for one task, which is taken on if it is not watched yet: with the call, not with the first poll. Several
    /// waits for one task share its looks, and each gets the result.
    pub fn watch(&self, handle: impl Into<TaskHandle>) -> Watch {
        let (handle, time) = (handle.into(), &self.shared.time);
        let (now, unix) = (time.monotonic(), time.unix());
        let (id, seat) = self.shared.change(|registry| registry.watch(now, unix, handle));
        Watch { shared: Arc::clone(&self.shared), id: Some(id), seat, cancel: None }
    }

    /// Takes a task on, to be handed out by [`next`](Self::next) when it ended. Adding one that is there already, or whose
    /// result was not taken yet, is harmless.
    ///
    /// # Errors
    ///
    /// [`Reason::OtherOrigin`](crate::Reason::OtherOrigin) for a handle of another [origin](FleetOptions::origin), and
    /// [`Reason::Cancelled`](crate::Reason::Cancelled) after the fleet was called off. The error has the handle.
    pub fn add(&self, handle: impl Into<TaskHandle>) -> Result<(), WaitError> {
        let (handle, time) = (handle.into(), &self.shared.time);
        let (now, unix) = (time.monotonic(), time.unix());
        self.shared.change(|registry| registry.add(now, unix, handle))
    }

    /// The next of the [added](Self::add) tasks that is not watched any more, each one once; `None` when none is left. Of those
    /// that are there, the one whose files expire first.
    ///
    /// Dropping the future loses nothing. Any number of them may wait at once.
    pub async fn next(&self) -> Option<Finished> {
        let seated = self.sit();
        poll_fn(|context| {
            seated.poll(context, |shared| match shared.change(|registry| registry.next(seated.seat)) {
                Next::Finished(finished) => Some(Some(*finished)),
                Next::Nothing => Some(None),
                Next::Wait => None,
            })
        })
        .await
    }

    /// Watches until no task is left, for those who wait elsewhere and are not polled. Dropping the future loses nothing.
    pub async fn run(&self) {
        let seated = self.sit();
        poll_fn(|context| {
            seated
                .poll(context, |shared| shared.change(|registry| registry.is_idle(seated.seat)).then_some(()))
        })
        .await;
    }

    /// Takes a snapshot that came from elsewhere, such as a webhook. One that shows the end ends all waits for its task at
    /// once, also in the middle of a look, whose answer then counts for nothing.
    ///
    /// Whether the task is one of this fleet, by the server's id, or by the id under which it was added. The end of another one
    /// is held, for the task may be added yet: a webhook can be faster than the answer of the create call. The last
    /// 1,000 are.
    pub fn tell(&self, task: &Task) -> bool {
        let now = self.shared.time.monotonic();
        self.shared.change(|registry| registry.tell(now, task))
    }

    /// What finds the task of a snapshot, by the server's id or by the id under which it was added; `None` when it is not
    /// watched here.
    pub fn find(&self, task: &Task) -> Option<TaskHandle> {
        self.shared.desk().registry.find(task).cloned()
    }

    /// Looks at a task before all others, because something says that it may have ended. Whether it is watched.
    pub fn look_soon(&self, id: &TaskId) -> bool {
        let now = self.shared.time.monotonic();
        self.shared.change(|registry| registry.look_soon(now, id))
    }

    /// Lets a task go: waits for it end with [`Reason::Cancelled`](crate::Reason::Cancelled), and it is not handed out. The task
    /// goes on and is billed. Whether it was there; a result that waits to be handed out stays.
    pub fn remove(&self, id: &TaskId) -> bool {
        let now = self.shared.time.monotonic();
        self.shared.change(|registry| registry.remove(now, id))
    }

    /// How many tasks are watched.
    pub fn len(&self) -> usize {
        self.shared.desk().registry.len()
    }

    /// Whether no task is watched. There may be results that nobody has taken yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What finds every task whose result nobody has taken yet: store it, and [add](Self::add) it again in another process.
    pub fn pending(&self) -> Vec<TaskHandle> {
        self.shared.desk().registry.pending()
    }

    /// How a task of this fleet stood when it was last seen.
    pub fn snapshot(&self, id: &TaskId) -> Option<Task> {
        self.shared.desk().registry.snapshot(id)
    }

    /// Whether the service does not accept the key, and the tasks are [held](FleetOptions::hold_when_refused).
    pub fn is_refused(&self) -> bool {
        self.shared.desk().registry.is_refused()
    }

    /// Looks again after the key was [refused](Self::is_refused), with one that is accepted.
    pub fn resume(&self) {
        self.shared.change(Registry::resume);
    }

    fn sit(&self) -> Seated {
        let seat = self.shared.desk().registry.seat();
        Seated { shared: Arc::clone(&self.shared), seat }
    }
}

impl fmt::Debug for Fleet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fleet").field("tasks", &self.len()).finish_non_exhaustive()
    }
}

/// A wait for one task of a [`Fleet`]: await it.
///
/// Gives the task once it ended, **completed or failed**: whether a failure is an error is up to you. All else is a
/// [`WaitError`], as for a [single wait](crate::Waiting). Without a [deadline](Self::deadline) it waits however long it takes.
///
/// Dropping it leaves the other waits for the same task alone. With the last one, the task is let go, unless it was
/// [added](Fleet::add).
#[must_use = "dropping it lets the task go"]
pub struct Watch {
    shared: Arc<Shared>,
    /// `None` after the end.
    id: Option<WatchId>,
    seat: Seat,
    cancel: Option<Cancelled>,
}

impl Watch {
    /// When to stop waiting, counted from when the wait was made. It ends exactly there; the task goes on.
    pub fn deadline(self, deadline: Duration) -> Self {
        if let Some(id) = self.id {
            self.shared.change(|registry| registry.set_deadline(id, deadline));
        }
        self
    }

    /// Ends with [`Reason::Cancelled`](crate::Reason::Cancelled) once the token is cancelled. The task goes on and is billed.
    pub fn cancel_with(mut self, token: &CancelToken) -> Self {
        self.cancel = Some(token.cancelled());
        self
    }

    /// As awaiting it, and gives the handle back with the task: see [`Waiting::settle`](crate::Waiting::settle).
    ///
    /// # Errors
    ///
    /// When the wait ends before the task does; the error carries what finds the task again.
    pub async fn settle(mut self) -> Outcome {
        poll_fn(|context| self.poll_outcome(context)).await
    }

    fn poll_outcome(&mut self, context: &mut Context<'_>) -> Poll<Outcome> {
        let Some(id) = self.id else { return Poll::Pending };
        let is_cancelled =
            self.cancel.as_mut().is_some_and(|cancel| Pin::new(cancel).poll(context).is_ready());
        if is_cancelled {
            let now = self.shared.time.monotonic();
            self.shared.change(|registry| registry.give_up(now, id, Reason::Cancelled));
        }
        let polled = poll_seated(&self.shared, self.seat, context, |shared| shared.desk().registry.take(id));
        if polled.is_ready() {
            self.id = None;
            self.shared.leave(self.seat);
        }
        polled
    }
}

impl Future for Watch {
    type Output = Result<Task, WaitError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_outcome(context).map_ok(|(_, task)| task)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(id) = self.id.take() {
            self.shared.change(|registry| registry.drop_watch(id));
            self.shared.leave(self.seat);
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").field("ended", &self.id.is_none()).finish_non_exhaustive()
    }
}

/// A place among those who wait. Dropping it gives it up.
struct Seated {
    shared: Arc<Shared>,
    seat: Seat,
}

impl Seated {
    fn poll<T>(&self, context: &mut Context<'_>, found: impl FnMut(&Shared) -> Option<T>) -> Poll<T> {
        poll_seated(&self.shared, self.seat, context, found)
    }
}

impl Drop for Seated {
    fn drop(&mut self) {
        self.shared.change(|registry| registry.leave(self.seat));
        self.shared.leave(self.seat);
    }
}

/// Looks for what is waited for, before and after it drives. Who finds it at once does not take the lead.
fn poll_seated<T>(
    shared: &Shared,
    seat: Seat,
    context: &mut Context<'_>,
    mut found: impl FnMut(&Shared) -> Option<T>,
) -> Poll<T> {
    if let Some(found) = found(shared) {
        return Poll::Ready(found);
    }
    shared.bell.sit(seat, context.waker());
    shared.drive(seat);
    found(shared).map_or(Poll::Pending, Poll::Ready)
}
