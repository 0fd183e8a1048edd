//! The command, run the way a person runs it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod common;
mod help;
mod interrupt;
mod keys;
mod models;
mod picture;
mod refusals;
mod wait_many;
mod webhook;
