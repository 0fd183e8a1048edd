//! The log of the whole suite at its most talkative, for `cargo xtask canary`, which looks for the key in it.

use std::sync::Once;

use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{Interest, set_global_default};
use tracing::{Event, Metadata, Subscriber};

use crate::support::KEY;

/// Writes everything that is logged to stderr, when it is asked for.
pub(crate) fn when_asked() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("TOAPIS_TRACE_TESTS").is_some() {
            let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
            let _ = subscriber.with_ansi(false).with_writer(std::io::stderr).try_init();
        } else {
            set_global_default(Undecided).expect("nobody else sets one");
        }
    });
}

/// Takes nothing, and keeps every place that logs asking. Without it, a place that one test reaches for the first time while
/// another test sets up its own log may be switched off for good, and that log then lacks a line.
struct Undecided;

impl Subscriber for Undecided {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        false
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Not part of a run: it proves that a key in the log would be found.
#[test]
#[ignore = "it leaks on purpose, for cargo xtask canary"]
fn s01_the_canary_sings() {
    when_asked();
    tracing::trace!(key = KEY, "a leak");
}
