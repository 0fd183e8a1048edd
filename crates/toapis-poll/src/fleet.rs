//! Many tasks on one query budget.

mod micros;
mod new_task;
mod news;
mod options;
mod order;
mod queues;
mod schedule;
mod service;
mod slots;

pub use new_task::NewTask;
pub use news::{News, Supply};
pub use options::FleetOptions;
pub use order::{End, Order};
pub use schedule::Schedule;
pub use slots::TaskKey;
