//! Suites that cross crates. They are in `tests/`; this library exists so that the programs in the README are compiled,
//! and run where they need no key.
//!
#![doc = include_str!("../../README.md")]

/// The page about the emulator.
#[doc = include_str!("../../docs/emulator.md")]
#[derive(Debug)]
pub struct EmulatorPage;

/// The page about webhooks.
#[doc = include_str!("../../docs/webhooks.md")]
#[derive(Debug)]
pub struct WebhooksPage;
