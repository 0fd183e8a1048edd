//! How a task moves: queued, in progress, ended; a function of its age alone.

use std::time::Duration;

use toapis_types::Phase;

/// How long the stages of a task take, by the emulator's clock, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lifecycle {
    /// How long it waits. Default: 2 s.
    pub queued: Duration,
    /// How long it is worked on after that. Default: 10 s.
    pub running: Duration,
    /// How it ends. Default: completed.
    pub ending: Ending,
}

/// How a task ends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// With pictures.
    Completed,
    /// With an error, and a refund.
    Failed {
        /// The error code, such as `generation_failed`.
        code: String,
        /// The error message.
        message: String,
    },
}

impl Lifecycle {
    /// Takes this long in the two stages, then completes.
    pub fn new(queued: Duration, running: Duration) -> Self {
        Self { queued, running, ending: Ending::Completed }
    }

    /// Completes in the moment it is created.
    pub fn instant() -> Self {
        Self::new(Duration::ZERO, Duration::ZERO)
    }

    /// The same, ending in a failure.
    #[must_use]
    pub fn failing(mut self, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.ending = Ending::Failed { code: code.into(), message: message.into() };
        self
    }

    /// How long it takes from creation to the end.
    pub fn total(&self) -> Duration {
        self.queued.saturating_add(self.running)
    }

    /// Where a task of this age stands, and its percentage.
    pub(crate) fn at(&self, age: Duration) -> (Phase, u8) {
        if age < self.queued {
            return (Phase::Queued, 0);
        }
        let worked = age.saturating_sub(self.queued);
        if worked < self.running {
            let percent = worked.as_millis().saturating_mul(100) / self.running.as_millis().max(1);
            return (Phase::InProgress, u8::try_from(percent).unwrap_or(99).clamp(1, 99));
        }
        match self.ending {
            Ending::Completed => (Phase::Completed, 100),
            Ending::Failed { .. } => (Phase::Failed, 0),
        }
    }
}

impl Default for Lifecycle {
    fn default() -> Self {
        Self::new(Duration::from_secs(2), Duration::from_secs(10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_follow_age() {
        let life = Lifecycle::new(Duration::from_secs(2), Duration::from_secs(10));
        let at = |millis| life.at(Duration::from_millis(millis));
        assert_eq!(at(0), (Phase::Queued, 0));
        assert_eq!(at(1999), (Phase::Queued, 0));
        assert_eq!(at(2000), (Phase::InProgress, 1));
        assert_eq!(at(7000), (Phase::InProgress, 50));
        assert_eq!(at(11_999), (Phase::InProgress, 99));
        assert_eq!(at(12_000), (Phase::Completed, 100));
        assert_eq!(life.clone().failing("c", "m").at(Duration::MAX), (Phase::Failed, 0));
        assert_eq!(Lifecycle::instant().at(Duration::ZERO), (Phase::Completed, 100));
    }
}
