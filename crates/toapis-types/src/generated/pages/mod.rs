//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::Page;

pub(crate) mod gemini_3_1_flash;
mod platform;

/// Every page, in alphabetical order of the files.
pub(crate) static PAGES: &[&Page] = &[&gemini_3_1_flash::PAGE];
