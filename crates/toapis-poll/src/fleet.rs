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
//! these futures, at any await, loses neither a look nor a result. When nobody is polled, nothing happens, and nothing is lost.
//!
//! # Which task comes next
//!
//! That is decided by the [`Schedule`], which has neither clock nor runtime and can be driven by hand.

mod bell;
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

pub use finished::Finished;
pub use new_task::NewTask;
pub use news::{News, Supply};
pub use options::FleetOptions;
pub use order::{End, Order};
pub use schedule::Schedule;
pub use slots::TaskKey;
pub use watch::{Fleet, Watch};
