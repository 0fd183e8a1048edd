//! The log of the whole suite at its most talkative, for `cargo xtask canary`, which looks for the key in it.

use std::sync::Once;

use crate::support::KEY;

/// Writes everything that is logged to stderr, when it is asked for.
pub(crate) fn when_asked() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("TOAPIS_TRACE_TESTS").is_some() {
            let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
            let _ = subscriber.with_ansi(false).with_writer(std::io::stderr).try_init();
        }
    });
}

/// Not part of a run: it proves that a key in the log would be found.
#[test]
#[ignore = "it leaks on purpose, for cargo xtask canary"]
fn s01_the_canary_sings() {
    when_asked();
    tracing::trace!(key = KEY, "a leak");
}
