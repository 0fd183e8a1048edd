//! What one create and one look cost a client, beside what one would use instead.
//!
//! And what it costs to watch many tasks: [`watchers`].
//!
//! [`server`] answers from memory, in a process of its own; [`callers`] are the clients, each behind one small trait, so that
//! the criterion benches (`benches/`) and the counts (`main.rs`) drive the same code.

pub mod answers;
pub mod callers;
pub mod server;
pub mod watchers;
