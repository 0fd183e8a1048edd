//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

mod gemini_31_flash;
