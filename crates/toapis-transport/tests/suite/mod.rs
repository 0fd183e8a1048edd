//! The cases that every backend must pass. Each is a function of a backend, so that the suite can run elsewhere.

pub mod answers;
pub mod bodies;
pub mod connecting;
pub mod lost;
pub mod requests;
