//! The client through its public interface, async and blocking, on scripted transports and virtual time.
//!
//! A test's name begins with the id of the fault case it covers, where there is one.

#![allow(clippy::unwrap_used, reason = "a fixture or a script that does not hold fails the test")]

mod attach;
mod classify;
mod create;
mod create_properties;
mod download;
mod download_gone;
mod download_many;
mod download_resume;
mod download_trouble;
mod duplicates;
mod error_answers;
mod error_texts;
mod films;
mod fleet;
mod free;
mod gateway;
mod json_bodies;
mod logs;
mod odd_transport;
mod poll;
mod recover;
mod request;
mod resubmit;
mod run;
mod secrets;
mod sending;
mod spans;
mod submit_all;
mod support;
mod traced;
mod upload;
mod upload_disk;
mod upload_shared;
mod waiting;
#[cfg(feature = "webhook")]
mod webhooks;
