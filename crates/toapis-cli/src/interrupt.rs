//! Ctrl-C, a closed terminal, a polite kill: what they mean depends on whether money may have moved.

use std::pin::pin;
use std::time::Duration;

use tokio::time::timeout;

/// How long a create that is on its way may take to finish after an interrupt.
const GRACE: Duration = Duration::from_secs(5);

/// Runs `work` until it is done, or until an interrupt: then `None`.
pub(crate) async fn unless_interrupted<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        outcome = work => Some(outcome),
        () = interrupt() => None,
    }
}

/// Runs `work`, which must not be cut off lightly: after an interrupt it gets five more seconds, and a second one ends
/// it. `None` when it was cut off; the flag says whether there was an interrupt at all.
pub(crate) async fn finish_after_interrupt<T>(
    work: impl Future<Output = T>,
    on_interrupt: impl FnOnce(),
) -> (Option<T>, bool) {
    let mut work = pin!(work);
    if let Some(outcome) = unless_interrupted(&mut work).await {
        return (Some(outcome), false);
    }
    on_interrupt();
    let outcome = timeout(GRACE, unless_interrupted(&mut work)).await;
    (outcome.ok().flatten(), true)
}

/// Waits for the next interrupt; for ever where the system cannot tell of one.
#[cfg(unix)]
pub(crate) async fn interrupt() {
    use tokio::signal::unix::{SignalKind, signal};

    let next = async |kind: SignalKind| match signal(kind) {
        Ok(mut signal) => _ = signal.recv().await,
        Err(_) => std::future::pending().await,
    };
    tokio::select! {
        () = next(SignalKind::interrupt()) => {}
        () = next(SignalKind::terminate()) => {}
        () = next(SignalKind::hangup()) => {}
    }
}

/// Waits for the next interrupt; for ever where the system cannot tell of one.
#[cfg(not(unix))]
pub(crate) async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
