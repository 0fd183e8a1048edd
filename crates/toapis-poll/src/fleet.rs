//! Many tasks on one query budget.
//!
//! ```
//! use toapis_poll::fleet::{Fleet, FleetOptions};
//! use toapis_poll::time::VirtualTime;
//! # use toapis_poll::{LookError, TaskSource};
//! # use toapis_types::{Task, TaskHandle, TaskId, TaskKind};
//! # struct Quick;
//! # #[async_trait::async_trait]
//! # impl TaskSource for Quick {
//! #     async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
//! #         let body = format!(r#"{{"id": "{}", "status": "completed"}}"#, handle.id);
//! #         Task::from_slice(body.as_bytes()).map_err(LookError::lost)
//! #     }
//! # }
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), toapis_poll::WaitError> {
//! # let source = Quick;
//! # let handles: Vec<_> = (0..100).filter_map(|n| TaskId::new(format!("tsk_img_{n}"))).map(|id| TaskHandle::new(TaskKind::Image, id)).collect();
//! # let mut completed = 0;
//! let fleet = Fleet::new(source, VirtualTime::new(), FleetOptions::new());
//! for handle in handles {
//!     fleet.add(handle)?;
//! }
//! while let Some(finished) = fleet.next().await {
//!     println!("{}: {}", finished.handle.id, finished.result?.status);
//! #   completed += 1;
//! }
//! # assert_eq!(completed, 100);
//! # Ok(())
//! # }
//! ```
//!
//! Or wait for single ones, each wherever you like: `fleet.watch(handle).await` is a wait as any other, and shares its looks
//! with all who wait for the same task.
//!
//! # Who drives
//!
//! Nothing runs by itself: there is no thread, no runtime, and no timer per task. Whoever polls a [`Watch`],
//! [`Fleet::next`] or [`Fleet::run`] drives the fleet for all; looks under way belong to the fleet, so that dropping any of
//! these futures, at any await, loses neither a look nor a result. When nobody is polled nothing happens, and nothing is lost.
//!
//! Those that are kept and not polled hold up nobody for long: two of those who wait are woken for each thing that happens, the
//! one that was polled last and another one, and all of them where neither has come for two seconds.
//!
//! In programs that block, the threads that wait do all this: [`BlockingFleet`]. Both decide nothing and share what does.
//!
//! # What it promises
//!
//! - Each task that was [added](Fleet::add) is handed out by [`next`](Fleet::next) exactly once, and each wait gets the result,
//!   whatever was dropped meanwhile. Of several results, the one whose files expire first is handed out first.
//! - An event from elsewhere, such as a webhook, ends a task [at once](Fleet::tell), also in the middle of a look, and also
//!   when it comes before the task is added.
//! - Looks are taken from one [budget](Fleet::budget), in which a reserve stays for single calls. When the service asks to be
//!   left alone (429, `Retry-After`), everyone who shares the budget is.
//! - A look that is lost, a task that is not known and a key that is not accepted mean what they do in a
//!   [single wait](crate::Waiting), and end it with the same [`WaitError`](crate::WaitError). When the key is refused, all waits end, or
//!   all [hold](FleetOptions::hold_when_refused). A source that panics has lost a look.
//! - What is [pending](Fleet::pending) is plain data: store it, and go on in another process.
//!
//! Other than a single wait, it has no deadline unless you [set](FleetOptions::deadline) one, and makes no last look before it.
//!
//! # Which task comes next
//!
//! That is decided by the [`Schedule`], which has neither clock nor runtime and can be driven by hand.
//!
//! # What a task costs
//!
//! About 270 bytes, of which the schedule takes 56, measured with 10,000 tasks. On top come the handle and the text of the
//! last answer, which are yours to have back, and about 130 for each wait. Time does not grow with the number of tasks, but
//! for some logarithms.

mod bell;
mod blocking;
mod driver;
mod early;
mod entry;
mod finished;
mod looks;
mod micros;
mod new_task;
mod news;
mod options;
mod order;
mod queues;
mod registry;
mod schedule;
mod service;
mod slots;
mod watch;
mod watches;

pub use blocking::{BlockingFleet, BlockingWatch};
pub use finished::Finished;
pub use new_task::NewTask;
pub use news::{News, Supply};
pub use options::FleetOptions;
pub use order::{End, Order};
pub use schedule::Schedule;
pub use slots::TaskKey;
pub use watch::{Fleet, Watch};
