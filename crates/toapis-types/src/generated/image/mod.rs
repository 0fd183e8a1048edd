//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

pub mod gemini_31_flash;

pub use gemini_31_flash::Gemini31FlashImage;
