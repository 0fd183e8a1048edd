//! Many tasks on one query budget.

mod options;
mod queues;
mod schedule;
mod slots;

pub use options::FleetOptions;
pub use schedule::{End, NewTask, News, Order, Schedule, Supply};
pub use slots::TaskKey;
