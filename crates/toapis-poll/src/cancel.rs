//! A way to call a wait off from elsewhere.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Calls waits off, from any thread or task. Clones are one token.
///
/// Dropping the future of a wait stops it as well; a token gets a [`WaitError`](crate::WaitError) out of it, with the
/// handle and the last snapshot, and it also reaches a wait that holds its thread.
///
/// **To stop waiting stops nothing else.** No call of the service cancels a task: it goes on, and is billed.
///
/// ```
/// use std::time::Duration;
///
/// use toapis_poll::{BlockingTaskSource, CancelToken, LookError, Reason, wait_blocking};
/// use toapis_types::{Task, TaskHandle, TaskId, TaskKind};
///
/// struct Endless;
///
/// impl BlockingTaskSource for Endless {
///     fn look(&self, _: &TaskHandle) -> Result<Task, LookError> {
///         Task::from_slice(br#"{"id": "tsk_1", "status": "queued"}"#).map_err(LookError::lost)
///     }
/// }
///
/// let token = CancelToken::new();
/// let elsewhere = token.clone();
/// let handle = TaskHandle::new(TaskKind::Image, TaskId::new("tsk_1").unwrap());
/// let error = wait_blocking(Endless, handle)
///     .cancel_with(&token)
///     .on_event(move |_| elsewhere.cancel())
///     .run()
///     .unwrap_err();
/// assert_eq!(error.reason(), Reason::Cancelled);
/// assert!(error.may_still_finish());
/// ```
#[derive(Clone, Default)]
pub struct CancelToken {
    state: Arc<Mutex<State>>,
}

impl CancelToken {
    /// A token that nobody has used yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls off every wait with this token, now and later. More than once is the same as once.
    pub fn cancel(&self) {
        let mut state = self.lock();
        state.is_cancelled = true;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        // Woken without the lock, for a waker may run what it wakes.
        for (_, waker) in waiting {
            waker.wake();
        }
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.lock().is_cancelled
    }

    /// Is ready once it is cancelled. For work of your own beside the wait.
    pub fn cancelled(&self) -> Cancelled {
        Cancelled { registration: Registration { token: self.clone(), key: None } }
    }

    /// Wakes `waker` when it is cancelled, for as long as what is returned lives; `None` when it is cancelled already.
    pub(crate) fn wake(&self, waker: &Waker) -> Option<Registration> {
        let mut registration = Registration { token: self.clone(), key: None };
        registration.register(waker).then_some(registration)
    }

    /// A panic in a waker left nothing half done.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for CancelToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancelToken").field("is_cancelled", &self.is_cancelled()).finish()
    }
}

/// The future of [`CancelToken::cancelled`].
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Cancelled {
    registration: Registration,
}

impl Future for Cancelled {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.registration.register(context.waker()) { Poll::Pending } else { Poll::Ready(()) }
    }
}

#[derive(Default)]
struct State {
    is_cancelled: bool,
    waiting: Vec<(u64, Waker)>,
    next_key: u64,
}

/// A place among those who are woken; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Registration {
    token: CancelToken,
    key: Option<u64>,
}

impl Registration {
    /// False when there is nothing to wait for any more.
    fn register(&mut self, waker: &Waker) -> bool {
        let mut state = self.token.lock();
        if state.is_cancelled {
            return false;
        }
        if let Some((_, own)) = state.waiting.iter_mut().find(|(key, _)| Some(*key) == self.key) {
            own.clone_from(waker);
            return true;
        }
        let key = state.next_key;
        state.next_key += 1;
        state.waiting.push((key, waker.clone()));
        self.key = Some(key);
        true
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        if let Some(own) = self.key {
            self.token.lock().waiting.retain(|(key, _)| *key != own);
        }
    }
}
