//! Generated from `catalog/*.toml` by `cargo xtask codegen`; do not edit.

mod gemini_3_1_flash;
