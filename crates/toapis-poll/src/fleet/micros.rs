//! Times within a schedule.

use std::time::Duration;

/// Microseconds of monotonic time; a task from before the clock began has a negative birth.
pub(super) type Micros = i64;

/// Never more than a quarter of what there is, so that two of them can be added.
pub(super) fn whole(duration: Duration) -> Micros {
    Micros::try_from(duration.as_micros()).unwrap_or(Micros::MAX / 4).min(Micros::MAX / 4)
}

/// Zero when it is negative.
pub(super) fn length(micros: Micros) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

pub(super) fn secs(micros: Micros) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact for 285 years")]
    let micros = micros as f64;
    micros / 1e6
}

pub(super) fn micros(seconds: f64) -> Micros {
    #[expect(clippy::cast_possible_truncation, reason = "held to thirty years, and `as` saturates")]
    let micros = (seconds.clamp(0.0, 1e9) * 1e6) as Micros;
    micros
}
