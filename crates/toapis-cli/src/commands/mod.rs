//! One file a command.

pub(crate) mod download;
pub(crate) mod emulator;
pub(crate) mod make;
pub(crate) mod model;
pub(crate) mod models;
pub(crate) mod status;
pub(crate) mod wait;
pub(crate) mod wait_many;
pub(crate) mod webhook;
