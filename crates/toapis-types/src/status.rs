//! Where a task stands: the server's word, and the four things it can mean.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The status word of a task, kept exactly as the server wrote it.
///
/// The words are an open set: `queued`, `in_progress`, `completed` and `failed` are documented (`tasks/image-status`),
/// `pending`, an empty word, `SUCCESS` and others were seen. Ask [`phase`](Self::phase) what a word means; print the
/// status to show the word.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskStatus(String);

impl TaskStatus {
    /// Wraps a word.
    pub fn new(word: impl Into<String>) -> Self {
        Self(word.into())
    }

    /// The server's word.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the word means. Letter case and surrounding blanks do not matter, and an unknown or empty word is
    /// [`Phase::Queued`]: a word we do not know must never end the wait for a result that was paid for.
    pub fn phase(&self) -> Phase {
        const COMPLETED: [&str; 6] = ["completed", "succeeded", "success", "ready", "done", "finished"];
        const FAILED: [&str; 6] = ["failed", "failure", "error", "cancelled", "canceled", "expired"];
        const IN_PROGRESS: [&str; 3] = ["in_progress", "processing", "running"];
        match self {
            _ if self.is_one_of(&COMPLETED) => Phase::Completed,
            _ if self.is_one_of(&FAILED) => Phase::Failed,
            _ if self.is_one_of(&IN_PROGRESS) => Phase::InProgress,
            _ => Phase::Queued,
        }
    }

    /// Whether the word is one this version knows, be it documented or only seen.
    pub fn is_known(&self) -> bool {
        const WAITING: [&str; 5] = ["queued", "pending", "submitted", "not_start", "importing"];
        self.phase() != Phase::Queued || self.is_one_of(&WAITING)
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        let own = self.0.trim();
        words.iter().any(|word| own.eq_ignore_ascii_case(word))
    }
}

impl fmt::Display for TaskStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Phase> for TaskStatus {
    fn from(phase: Phase) -> Self {
        Self::new(phase.as_str())
    }
}

/// What a [`TaskStatus`] means for someone who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// Accepted and not begun, or a word this version does not know.
    Queued,
    /// Being made.
    InProgress,
    /// Done, with a result.
    Completed,
    /// Ended without a result.
    Failed,
}

impl Phase {
    /// Whether nothing more will happen: completed or failed.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }

    /// The documented word of this phase.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p13_unknown_words_keep_waiting_and_keep_their_spelling() {
        for word in ["", "pending", "submitted", "queued", "warming_up", "NOT_START"] {
            let status = TaskStatus::new(word);
            assert_eq!(status.phase(), Phase::Queued, "{word:?}");
            assert_eq!(status.to_string(), word);
        }
        assert_eq!(TaskStatus::new("SUCCESS").phase(), Phase::Completed);
        assert_eq!(TaskStatus::new("FAILURE").phase(), Phase::Failed);
        assert_eq!(TaskStatus::new("In_Progress").phase(), Phase::InProgress);
        assert!(!TaskStatus::new("warming_up").is_known());
        assert!(TaskStatus::new("pending").is_known());
    }
}
