//! The emulator from outside: a real server, real requests, and what a client in any language would see.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod account;
mod admin;
mod avatars;
mod creates;
mod deliveries;
mod edges;
mod follow_ups;
mod keys;
mod lifecycles;
mod limits;
mod models;
mod repeats;
mod restoring;
mod results;
mod status;
mod support;
mod uploads;
