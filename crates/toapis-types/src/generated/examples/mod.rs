//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

#![allow(clippy::too_many_lines, reason = "the examples of a page are one test")]

#[cfg(feature = "image")]
mod image;
#[cfg(feature = "video")]
mod video;
