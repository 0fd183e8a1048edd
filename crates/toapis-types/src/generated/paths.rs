//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

/// Models whose create call does not go to `/v1/images/generations`.
#[cfg(feature = "image")]
pub(crate) static IMAGE: &[(&str, &str)] = &[("grok-imagine-1.0-edit", "/v1/images/edits")];
/// Models whose create call does not go to `/v1/videos/generations`.
#[cfg(feature = "video")]
pub(crate) static VIDEO: &[(&str, &str)] = &[];
