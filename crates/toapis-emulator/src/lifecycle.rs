//! How a task moves: queued, in progress, ended; by time, by reads, or by hand.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use toapis_types::Phase;

/// How a task moves, and how it ends.
///
/// It has a text form, which holds everything but commas in a waiting word and colons in a code: for the admin API, the `X-Emulator-Lifecycle` header of a create and the command line:
///
/// ```
/// use std::time::Duration;
/// use toapis_emulator::Lifecycle;
///
/// let life: Lifecycle = "queued=2, running=10".parse()?;
/// assert_eq!(life, Lifecycle::new(Duration::from_secs(2), Duration::from_secs(10)));
/// let life: Lifecycle = "reads=3, waiting=pending, stuck, fail=content_policy_violation: not that".parse()?;
/// assert_eq!(life.to_string(), "reads=3, waiting=pending, stuck, fail=content_policy_violation: not that");
/// # Ok::<(), toapis_emulator::InvalidLifecycle>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Lifecycle {
    /// What moves it. Default: 2 s queued, 10 s in progress.
    pub pace: Pace,
    /// How it ends. Default: completed.
    pub ending: Ending,
    /// Whether the progress sticks at 10 until the end, as was seen in the field. Default: it grows evenly.
    pub stuck: bool,
    /// The status word of the waiting stage. Default: `queued`; `pending`, `submitted` and an empty word occur too.
    pub waiting: String,
}

/// What moves a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Pace {
    /// The emulator's clock.
    Timed {
        /// How long it waits.
        queued: Duration,
        /// How long it is worked on after that.
        running: Duration,
    },
    /// Looks at it: the n-th read shows the end, the first one still shows it waiting.
    Reads(u32),
    /// The admin API, or [`Emulator::finish_task`](crate::Emulator::finish_task) and its siblings.
    Manual,
}

/// How a task ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ending {
    /// With a result.
    Completed,
    /// With an error, and a refund.
    Failed {
        /// The error code, such as `generation_failed`; see [`FAILURE_CODES`].
        code: String,
        /// The error message.
        message: String,
    },
}

/// The codes with which tasks fail on the pages and in the field, each with a message. The service passes on codes of
/// its providers, so the set is open.
pub const FAILURE_CODES: [(&str, &str); 8] = [
    ("generation_failed", "the upstream provider answered 422"),
    ("content_policy_violation", "refused by the content policy"),
    ("content_policy", "blocked by safety review"),
    ("InvalidParameter", "the resolution is not supported for this model"),
    ("InvalidParameter.TaskTypeConstraint", "the task type and the parameters do not fit"),
    ("OutputVideoSensitiveContentDetected.PolicyViolation", "the output may hold sensitive content"),
    ("model_not_found", "no available channel"),
    ("fail_to_fetch_task", "the task could not be fetched from the provider"),
];

impl Lifecycle {
    /// Takes this long in the two stages, then completes.
    pub fn new(queued: Duration, running: Duration) -> Self {
        Self::paced(Pace::Timed { queued, running })
    }

    /// Completes in the moment it is created.
    pub fn instant() -> Self {
        Self::new(Duration::ZERO, Duration::ZERO)
    }

    /// Completes when it is looked at for the `reads`-th time; 0 counts as 1.
    pub fn after_reads(reads: u32) -> Self {
        Self::paced(Pace::Reads(reads.max(1)))
    }

    /// Moves only by hand.
    pub fn manual() -> Self {
        Self::paced(Pace::Manual)
    }

    fn paced(pace: Pace) -> Self {
        Self { pace, ending: Ending::Completed, stuck: false, waiting: Phase::Queued.as_str().to_owned() }
    }

    /// The same, ending in a failure.
    #[must_use]
    pub fn failing(mut self, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.ending = Ending::Failed { code: code.into(), message: message.into() };
        self
    }

    /// The same, with a progress that sticks at 10 and jumps to 100.
    #[must_use]
    pub fn stuck(mut self) -> Self {
        self.stuck = true;
        self
    }

    /// The same, with another word for waiting, such as `pending` or an empty one.
    #[must_use]
    pub fn waiting_as(mut self, word: impl Into<String>) -> Self {
        self.waiting = word.into();
        self
    }

    /// How long it takes from creation to the end, where the clock decides it.
    pub fn total(&self) -> Option<Duration> {
        match self.pace {
            Pace::Timed { queued, running } => Some(queued.saturating_add(running)),
            Pace::Reads(_) | Pace::Manual => None,
        }
    }

    /// Where a task stands that has not ended, and its percentage, given its age and how often it was looked at.
    pub(crate) fn stage(&self, age: Duration, reads: u32) -> (Phase, u8) {
        let share = match self.pace {
            Pace::Timed { queued, running } if age >= queued => {
                Some((age.saturating_sub(queued).as_millis(), running.as_millis()))
            }
            Pace::Reads(all) if reads > 1 => Some((u128::from(reads - 1), u128::from(all))),
            _ => None,
        };
        let Some((done, all)) = share else { return (Phase::Queued, 0) };
        let percent = u8::try_from(done.saturating_mul(100) / all.max(1)).unwrap_or(99).clamp(1, 99);
        (Phase::InProgress, if self.stuck { 10 } else { percent })
    }
}

impl Default for Lifecycle {
    fn default() -> Self {
        Self::new(Duration::from_secs(2), Duration::from_secs(10))
    }
}

impl fmt::Display for Lifecycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pace {
            Pace::Timed { queued, running } => {
                write!(f, "queued={}, running={}", in_seconds(queued), in_seconds(running))?;
            }
            Pace::Reads(reads) => write!(f, "reads={reads}")?,
            Pace::Manual => f.write_str("manual")?,
        }
        if self.waiting != Phase::Queued.as_str() {
            write!(f, ", waiting={}", self.waiting)?;
        }
        if self.stuck {
            f.write_str(", stuck")?;
        }
        match &self.ending {
            Ending::Completed => Ok(()),
            Ending::Failed { code, message } => write!(f, ", fail={code}: {message}"),
        }
    }
}

impl FromStr for Lifecycle {
    type Err = InvalidLifecycle;

    /// Parts between commas: `instant`, `queued=SECONDS`, `running=SECONDS`, `reads=N` or `manual`; `stuck`;
    /// `waiting=WORD`; and, at the end, `fail`, `fail=CODE` or `fail=CODE: message`.
    fn from_str(text: &str) -> Result<Self, InvalidLifecycle> {
        let mut life = Self::default();
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(InvalidLifecycle(text.to_owned()));
        }
        while !rest.is_empty() {
            if let Some(failure) = rest.strip_prefix("fail") {
                life.ending = failure_of(failure).ok_or_else(|| InvalidLifecycle(rest.to_owned()))?;
                break;
            }
            let (part, after) = rest.split_once(',').unwrap_or((rest, ""));
            life.take(part.trim()).ok_or_else(|| InvalidLifecycle(part.trim().to_owned()))?;
            rest = after.trim_start();
        }
        Ok(life)
    }
}

impl Lifecycle {
    /// Applies one part of the text form.
    fn take(&mut self, part: &str) -> Option<()> {
        let (name, value) = part.split_once('=').map_or((part, None), |(name, value)| (name, Some(value)));
        match (name, value) {
            ("instant", None) => self.pace = Self::instant().pace,
            ("manual", None) => self.pace = Pace::Manual,
            ("stuck", None) => self.stuck = true,
            ("reads", Some(reads)) => self.pace = Pace::Reads(reads.parse().ok().filter(|reads| *reads > 0)?),
            ("waiting", Some(word)) => word.clone_into(&mut self.waiting),
            ("queued" | "running", Some(seconds)) => {
                let time = Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?;
                let Pace::Timed { queued, running } = &mut self.pace else { return None };
                *(if name == "queued" { queued } else { running }) = time;
            }
            _ => return None,
        }
        Some(())
    }
}

/// Seconds that can be read back: the nearest number to the longest duration is already longer than that.
fn in_seconds(time: Duration) -> f64 {
    const LONGEST: f64 = 18_446_744_073_709_549_568.0;
    time.as_secs_f64().min(LONGEST)
}

/// What follows `fail`: nothing, `=code` or `=code: message`.
fn failure_of(text: &str) -> Option<Ending> {
    let (code, message) = match text.strip_prefix('=') {
        None if text.trim().is_empty() => (FAILURE_CODES[0].0, None),
        None => return None,
        Some(rest) => match rest.split_once(':') {
            Some((code, message)) => (code.trim(), Some(message.trim())),
            None => (rest.trim(), None),
        },
    };
    let known = FAILURE_CODES.iter().find(|(known, _)| *known == code).map(|(_, message)| *message);
    let message = message.or(known).unwrap_or("the task failed").to_owned();
    (!code.is_empty()).then(|| Ending::Failed { code: code.to_owned(), message })
}

/// A text that is not a [`Lifecycle`]. It holds the part that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no life cycle; write instant, queued=SECONDS, running=SECONDS, reads=N or manual, then stuck, \
     waiting=WORD, and last fail=CODE: MESSAGE, with commas between"
)]
pub struct InvalidLifecycle(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_follow_age() {
        let life = Lifecycle::default();
        let at = |millis| life.stage(Duration::from_millis(millis), 9);
        assert_eq!(at(0), (Phase::Queued, 0));
        assert_eq!(at(1999), (Phase::Queued, 0));
        assert_eq!(at(2000), (Phase::InProgress, 1));
        assert_eq!(at(7000), (Phase::InProgress, 50));
        assert_eq!(at(11_999), (Phase::InProgress, 99));
        assert_eq!(life.clone().stuck().stage(Duration::from_secs(7), 0), (Phase::InProgress, 10));
    }

    #[test]
    fn stages_follow_reads_or_nothing() {
        let stage = |reads| Lifecycle::after_reads(4).stage(Duration::MAX, reads);
        assert_eq!([stage(0), stage(1)], [(Phase::Queued, 0); 2]);
        assert_eq!(stage(3), (Phase::InProgress, 50));
        assert_eq!(Lifecycle::manual().stage(Duration::MAX, u32::MAX), (Phase::Queued, 0));
    }

    #[test]
    fn the_text_form_goes_there_and_back() {
        for text in [
            "queued=2, running=10",
            "queued=0, running=0.5, waiting=pending",
            "reads=3, waiting=, stuck",
            "manual, fail=generation_failed: the upstream provider answered 422",
            "queued=2, running=10, fail=odd: a message, with: marks",
        ] {
            assert_eq!(text.parse::<Lifecycle>().unwrap().to_string(), text);
        }
        assert_eq!("instant".parse(), Ok(Lifecycle::instant()));
        let failing = Lifecycle::default().failing("generation_failed", "the upstream provider answered 422");
        assert_eq!("fail".parse(), Ok(failing));
    }

    #[test]
    fn what_is_no_life_cycle_is_said() {
        for (text, part) in [
            ("", ""),
            ("soon", "soon"),
            ("reads=0", "reads=0"),
            ("queued=-1", "queued=-1"),
            ("queued=1e99", "queued=1e99"),
            ("manual, running=3", "running=3"),
            ("instant, failure", "failure"),
            ("fail=", "fail="),
        ] {
            assert_eq!(text.parse::<Lifecycle>(), Err(InvalidLifecycle(part.to_owned())), "{text}");
        }
    }
}
