//! Why a wait ends without a finished task.

use std::fmt;

/// Why a wait ended before its task did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The deadline passed. Wait again, with a longer one.
    Deadline,
    /// More looks in a row were lost than are [tolerated](crate::WaitOptions::tolerate_lost). Wait again when the
    /// network or the service is back.
    LostTooOften,
    /// The server said more often than is [tolerated](crate::WaitOptions::tolerate_gone) that it does not know the task.
    /// Check the kind and the account; no proof that nothing was billed.
    Gone,
    /// The server did not accept the key. Wait again with one that it accepts.
    Refused,
    /// It was [called off](crate::CancelToken). The task goes on and is billed all the same.
    Cancelled,
    /// The handle belongs to another API than the one that is asked. Nothing was sent.
    OtherOrigin,
}

impl Reason {
    /// What to do next, in a sentence without a period.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Deadline => "wait again, with a later deadline",
            Self::LostTooOften => "wait again once the network and the service are well",
            Self::Gone => "check that the kind and the account are right before giving it up",
            Self::Refused => "wait again with a key that the service accepts",
            Self::Cancelled => "wait again whenever you like",
            Self::OtherOrigin => "wait for it where it was made",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deadline => "the deadline passed",
            Self::LostTooOften => "too many looks in a row were lost",
            Self::Gone => "the service says that it does not know the task",
            Self::Refused => "the service did not accept the key",
            Self::Cancelled => "it was called off",
            Self::OtherOrigin => "the handle belongs to another API",
        })
    }
}
