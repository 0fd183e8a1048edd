//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

#[cfg(test)]
#[cfg(feature = "catalog")]
mod examples;
#[cfg(feature = "image")]
pub(crate) mod image;
#[cfg(feature = "catalog")]
pub(crate) mod pages;
#[cfg(any(feature = "image", feature = "video"))]
pub(crate) mod paths;
#[cfg(feature = "video")]
pub(crate) mod video;
