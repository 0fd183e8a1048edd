//! The fleet with its drivers, on virtual time. Names begin with the fault case they cover.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod batches;
mod blocking;
mod dropping;
mod life_cycle;
mod many;
mod memory;
mod server;
mod trouble;
