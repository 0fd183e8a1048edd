//! What the suites against the emulator share.

use std::sync::Once;

/// The end of the emulator's key. It looks like nothing else, so that it is found wherever it leaks to.
pub(crate) const CANARY: &str = "canary-0123456789abcdef";

/// Writes everything that is logged to stderr, when `cargo xtask canary` asks for it.
pub(crate) fn trace_when_asked() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("TOAPIS_TRACE_TESTS").is_some() {
            let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
            let _ = subscriber.with_ansi(false).with_writer(std::io::stderr).try_init();
        }
    });
}
