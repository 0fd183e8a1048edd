//! The schedule of deliveries: the documented one, or another.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How events are delivered. The default is what `webhooks/task-webhooks` documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct DeliverySettings {
    retry_after_s: Vec<u64>,
    timeout_ms: u64,
    keep: usize,
}

impl DeliverySettings {
    /// The most retries: 100.
    pub const MAX_RETRIES: usize = 100;
    /// The longest wait of an attempt for its answer: 10 minutes.
    pub const MAX_TIMEOUT: Duration = Duration::from_secs(600);
    /// The most deliveries that are kept: 100,000.
    pub const MAX_KEEP: usize = 100_000;

    /// How long after the end of a failed attempt the next one begins, in whole seconds of the emulator's clock, one entry
    /// a retry; none for no retries. Default: 10 s, 30 s, 2 min, 10 min, 1 h, 6 h, 24 h.
    ///
    /// # Errors
    ///
    /// For more than [`MAX_RETRIES`](Self::MAX_RETRIES).
    pub fn retry_after(self, seconds: impl Into<Vec<u64>>) -> Result<Self, InvalidDeliverySettings> {
        Self { retry_after_s: seconds.into(), ..self }.checked()
    }

    /// How long an attempt may take as a whole, in real time. Default: 10 s.
    ///
    /// # Errors
    ///
    /// Below a millisecond and above [`MAX_TIMEOUT`](Self::MAX_TIMEOUT).
    pub fn timeout(self, timeout: Duration) -> Result<Self, InvalidDeliverySettings> {
        Self { timeout_ms: u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX), ..self }.checked()
    }

    /// How many deliveries are kept in the log. Default: 10,000. Beyond that the oldest goes: of those that came to an end
    /// first, and only then of those that still wait, which are then never sent.
    ///
    /// # Errors
    ///
    /// For 0 and above [`MAX_KEEP`](Self::MAX_KEEP).
    pub fn keep(self, keep: usize) -> Result<Self, InvalidDeliverySettings> {
        Self { keep, ..self }.checked()
    }

    /// The wait after the failure of this many attempts; `None` when there is no other.
    pub(super) fn wait_after(&self, failures: u32) -> Option<Duration> {
        let index = usize::try_from(failures).ok()?.checked_sub(1)?;
        self.retry_after_s.get(index).copied().map(Duration::from_secs)
    }

    pub(super) fn attempt_timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }

    pub(super) fn kept(&self) -> usize {
        self.keep
    }

    fn checked(self) -> Result<Self, InvalidDeliverySettings> {
        if self.retry_after_s.len() > Self::MAX_RETRIES {
            return Err(InvalidDeliverySettings::TooManyRetries { given: self.retry_after_s.len() });
        }
        if self.timeout_ms == 0 || self.attempt_timeout() > Self::MAX_TIMEOUT {
            return Err(InvalidDeliverySettings::Timeout { given_ms: self.timeout_ms });
        }
        if !(1..=Self::MAX_KEEP).contains(&self.keep) {
            return Err(InvalidDeliverySettings::Keep { given: self.keep });
        }
        Ok(self)
    }
}

impl Default for DeliverySettings {
    fn default() -> Self {
        Self {
            retry_after_s: vec![10, 30, 120, 600, 3_600, 21_600, 86_400],
            timeout_ms: 10_000,
            keep: 10_000,
        }
    }
}

/// [`DeliverySettings`] before they were checked.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Unchecked {
    retry_after_s: Vec<u64>,
    timeout_ms: u64,
    keep: usize,
}

impl Default for Unchecked {
    fn default() -> Self {
        let DeliverySettings { retry_after_s, timeout_ms, keep } = DeliverySettings::default();
        Self { retry_after_s, timeout_ms, keep }
    }
}

impl TryFrom<Unchecked> for DeliverySettings {
    type Error = InvalidDeliverySettings;

    fn try_from(unchecked: Unchecked) -> Result<Self, InvalidDeliverySettings> {
        let Unchecked { retry_after_s, timeout_ms, keep } = unchecked;
        Self { retry_after_s, timeout_ms, keep }.checked()
    }
}

/// A setting that is out of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidDeliverySettings {
    /// The schedule is too long.
    #[error("retry_after_s has {given} entries; at most {} are taken", DeliverySettings::MAX_RETRIES)]
    TooManyRetries {
        /// How many were given.
        given: usize,
    },
    /// The timeout is zero or too long.
    #[error("timeout_ms is {given_ms}; it must be from 1 to {}", DeliverySettings::MAX_TIMEOUT.as_millis())]
    Timeout {
        /// What was given.
        given_ms: u64,
    },
    /// The log is too short or too long.
    #[error("keep is {given}; it must be from 1 to {}", DeliverySettings::MAX_KEEP)]
    Keep {
        /// What was given.
        given: usize,
    },
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_documented_schedule_ends_about_31_hours_after_the_first_attempt() {
        let settings = DeliverySettings::default();
        let waits: Vec<_> = (1..).map_while(|failures| settings.wait_after(failures)).collect();
        assert_eq!(waits.len(), 7);
        assert_eq!(waits.iter().sum::<Duration>(), Duration::from_secs(112_360));
        assert_eq!(settings.wait_after(0), None);
        assert_eq!(settings.attempt_timeout(), Duration::from_secs(10));
    }

    #[test]
    fn settings_are_checked_also_when_read() {
        let read = |value| serde_json::from_value::<DeliverySettings>(value);
        assert_eq!(read(json!({})).unwrap(), DeliverySettings::default());
        let short = DeliverySettings::default().retry_after([1]).unwrap();
        let short = short.timeout(Duration::from_millis(50)).unwrap().keep(3).unwrap();
        let value = serde_json::to_value(&short).unwrap();
        assert_eq!(value, json!({"retry_after_s": [1], "timeout_ms": 50, "keep": 3}));
        assert_eq!(read(value).unwrap(), short);
        assert!(DeliverySettings::default().timeout(Duration::from_nanos(1)).is_err());
        for odd in [
            json!({"timeout_ms": 0}),
            json!({"timeout_ms": 600_001}),
            json!({"keep": 0}),
            json!({"keep": 100_001}),
            json!({"retry_after_s": vec![1; 101]}),
            json!({"retry_after_s": [-1]}),
            json!({"timeout": 5}),
        ] {
            assert!(read(odd.clone()).is_err(), "{odd}");
        }
        let error = read(json!({"keep": 0})).unwrap_err().to_string();
        assert_eq!(error, "keep is 0; it must be from 1 to 100000");
    }
}
