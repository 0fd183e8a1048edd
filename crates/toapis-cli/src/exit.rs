//! Exit codes: one for each thing a script would do something else about.

use std::process::ExitCode;

use toapis_client::Error;
use toapis_client::types::Category;

/// How the command ended. The numbers are listed in `toapis --help` and are not to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    Done = 0,
    Other = 1,
    Usage = 2,
    Rejected = 3,
    Unknown = 4,
    GoesOn = 5,
    Failed = 6,
    NotSaved = 7,
    Key = 8,
    Balance = 9,
    NotReached = 10,
    Partial = 11,
    Interrupted = 130,
}

impl Exit {
    /// The code of an error of the client.
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::Config(_) | Error::Invalid(_) | Error::File(_) | Error::OtherOrigin { .. } => Self::Usage,
            Error::Upload { error, .. } => Self::of(error),
            Error::NotSent(_) | Error::Transport(_) => Self::NotReached,
            Error::Rejected(refusal) | Error::Refused(refusal) => match refusal.category {
                Category::Authentication | Category::Permission => Self::Key,
                Category::Balance => Self::Balance,
                _ => Self::Rejected,
            },
            Error::Unknown { .. } | Error::NotRecovered { .. } | Error::OtherTask { .. } => Self::Unknown,
            Error::Wait(_) => Self::GoesOn,
            Error::TaskFailed { .. } => Self::Failed,
            Error::NoResult { .. } | Error::Download(_) => Self::NotSaved,
            _ => Self::Other,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
