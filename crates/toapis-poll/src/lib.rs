//! When to look at a ToAPIs task again.
//!
//! A task is made on the server and takes from seconds to many minutes. This crate decides when to ask how it stands,
//! when to stop asking, and what to hand back. It knows no HTTP: *you* say how one look is made, by implementing
//! [`TaskSource`] or [`BlockingTaskSource`].
//!
//! ```
//! use toapis_poll::time::VirtualTime;
//! use toapis_poll::{BlockingTaskSource, LookError, wait_blocking};
//! use toapis_types::{Task, TaskHandle, TaskId, TaskKind};
//!
//! /// A server that finishes everything at once.
//! struct Quick;
//!
//! impl BlockingTaskSource for Quick {
//!     fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
//!         let body = format!(r#"{{"id": "{}", "status": "completed"}}"#, handle.id);
//!         Task::from_slice(body.as_bytes()).map_err(LookError::lost)
//!     }
//! }
//!
//! let handle = TaskHandle::new(TaskKind::Image, TaskId::new("tsk_img_1").unwrap());
//! // Leave `.time(…)` out to wait in real time.
//! let task = wait_blocking(Quick, handle).time(VirtualTime::new()).run()?;
//! assert!(task.is_terminal());
//! # Ok::<(), toapis_poll::WaitError>(())
//! ```
//!
//! # Async
//!
//! `wait(source, handle)` (feature `tokio`) and [`wait_with`] (any runtime, see [`time::Time`]) give a [`Waiting`]: await
//! it, or take its [`stream`](Waiting::stream). Both drivers turn the same state machine, [`Wait`], which has neither a
//! clock nor a runtime and can be driven by hand.
//!
//! ```
//! use std::time::Duration;
//!
//! use toapis_poll::time::VirtualTime;
//! use toapis_poll::{LookError, Reason, TaskSource, WaitEvent, wait_with};
//! use toapis_types::{Task, TaskHandle, TaskId, TaskKind};
//!
//! /// A server that never finishes anything.
//! struct Stuck;
//!
//! #[async_trait::async_trait]
//! impl TaskSource for Stuck {
//!     async fn look(&self, _: &TaskHandle) -> Result<Task, LookError> {
//!         Task::from_slice(br#"{"id": "tsk_vid_1", "status": "in_progress", "progress": 10}"#).map_err(LookError::lost)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let handle = TaskHandle::new(TaskKind::Video, TaskId::new("tsk_vid_1").unwrap());
//! let error = wait_with(VirtualTime::new(), Stuck, handle)
//!     .deadline(Duration::from_secs(60))
//!     .on_event(|event| {
//!         if let WaitEvent::Stalled(status) = event {
//!             println!("still {} after {:?}", status.task.status, status.elapsed);
//!         }
//!     })
//!     .await
//!     .unwrap_err();
//! assert_eq!(error.reason(), Reason::Deadline);
//! // The wait is over, the task is not: store the handle and wait again whenever you like.
//! let handle = error.into_handle();
//! # assert_eq!(handle.id.as_str(), "tsk_vid_1");
//! # }
//! ```
//!
//! # What a wait does
//!
//! - It looks first when the task is 5 s old, and at once when it is older or its age is not known; then as the
//!   [`Strategy`] says, by default [`Documented`], and never more often than the [floor](WaitOptions::floor).
//! - What a look shows is handed over before the next rest, not after it.
//! - A look that got lost is no news about the task. Five in a row are tolerated by default; see [`WaitOptions`] for
//!   this and all other limits.
//! - A task that ended, be it [completed or failed](toapis_types::Phase), ends the wait with `Ok`. Whoever paid for it
//!   decides what a failure means.
//! - All else is a [`WaitError`], which never means that the task failed, and carries what finds it again.
//!
//! - It ends exactly at its deadline. A look that hangs is [lost](LookErrorKind::TimedOut) after the
//!   [look timeout](WaitOptions::look_timeout), and ends at the deadline at the latest.
//!
//! # Less than the end
//!
//! [`until`](Waiting::until) ends a wait when a [condition] holds: `.until(condition::progress(50..))`. A [`CancelToken`]
//! calls it off. No call of the service cancels a task: it goes on, and is billed.
//!
//! # A strategy of your own
//!
//! A list of durations will do, `.strategy([s(5), s(10), s(30)])`, and so will an iterator or a closure:
//!
//! ```
//! use std::time::Duration;
//!
//! use toapis_poll::{LookState, Random, WaitOptions};
//!
//! let options = WaitOptions::new().strategy(|look: &LookState, random: &mut Random| match look.progress {
//!     Some(90..) => Duration::from_secs(5),
//!     _ => random.between(Duration::from_secs(10), Duration::from_secs(20)),
//! });
//! ```
//!
//! # Learning how long tasks take
//!
//! [`Adaptive`] is a strategy that learns the [durations] of each model and looks when that is worth a query. It can be
//! told so by one dial, and what it learned can be kept for the next run.
//!
//! # Thousands of tasks
//!
//! A [fleet] watches any number of tasks on one budget of queries, driven by whoever waits for them: `fleet.watch(handle)` is
//! awaited like a single wait, `fleet.next()` gives the results of all in the order in which they expire.
//!
//! # Staying below the limits
//!
//! A [budget] counts requests against the documented limits, so that the service never has to refuse one.
//!
//! # Features
//!
//! None by default. `tokio` adds `time::TokioTime` and `wait`.

pub mod budget;
pub mod condition;
pub mod durations;
pub mod fleet;
pub mod time;

mod blocking;
mod cancel;
mod error;
mod estimate;
mod event;
mod future;
mod look_error;
mod look_state;
mod options;
mod random;
mod session;
mod source;
mod strategy;
mod wait;

pub use blocking::{BlockingEvents, BlockingWaiting, wait_blocking};
pub use cancel::{CancelToken, Cancelled};
pub use error::WaitError;
pub use estimate::Estimate;
pub use event::{Missed, Status, WaitEvent};
#[cfg(feature = "tokio")]
pub use future::wait;
pub use future::{WaitStream, Waiting, wait_with};
pub use look_error::{LookError, LookErrorKind};
pub use look_state::{LookState, Pace};
pub use options::WaitOptions;
pub use random::Random;
pub use source::{BlockingTaskSource, TaskSource};
pub use strategy::{
    Adaptive, AsItIs, DecorrelatedJitter, Documented, Exponential, Fixed, FullJitter, IntoStrategy,
    InvalidStrategy, Linear, OneByOne, Steps, Strategy,
};
pub use wait::{Action, Input, Reason, Wait};
