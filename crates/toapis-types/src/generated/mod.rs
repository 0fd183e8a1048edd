//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

pub(crate) mod image;
pub(crate) mod pages;
