//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

#[cfg(feature = "image")]
mod image;
#[cfg(feature = "video")]
mod video;
