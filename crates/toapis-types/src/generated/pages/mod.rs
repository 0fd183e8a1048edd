//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::Page;

#[cfg(feature = "image")]
pub(crate) mod image;
mod platform;
#[cfg(feature = "video")]
pub(crate) mod video;

/// The pages of each kind, in alphabetical order of the files.
pub(crate) static ALL: &[&[&Page]] = &[
    #[cfg(feature = "image")]
    image::PAGES,
    #[cfg(feature = "video")]
    video::PAGES,
];

/// The models of each kind by id and by alias: the page and the position among its models.
pub(crate) static MODELS: &[&[(&str, &Page, usize)]] = &[
    #[cfg(feature = "image")]
    image::MODELS,
    #[cfg(feature = "video")]
    video::MODELS,
];
