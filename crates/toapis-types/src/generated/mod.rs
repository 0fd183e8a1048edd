//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

#[cfg(test)]
mod examples;
pub(crate) mod image;
pub(crate) mod pages;
