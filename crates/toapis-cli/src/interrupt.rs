//! Ctrl-C: what it means depends on whether money may have moved.

use std::pin::pin;
use std::time::Duration;

use tokio::signal::ctrl_c;
use tokio::time::timeout;

/// How long a create that is on its way may take to finish after Ctrl-C.
const GRACE: Duration = Duration::from_secs(5);

/// Runs `work` until it is done, or until Ctrl-C: then `None`.
pub(crate) async fn unless_interrupted<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        outcome = work => Some(outcome),
        Ok(()) = ctrl_c() => None,
    }
}

/// Runs `work`, which must not be cut off lightly: after Ctrl-C it gets five more seconds, and a second Ctrl-C ends it.
/// `None` when it was cut off; the flag says whether Ctrl-C was pressed at all.
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
