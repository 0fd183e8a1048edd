//! The command, run the way a person runs it.

mod common;
mod help;
mod interrupt;
mod models;
mod picture;
mod refusals;
