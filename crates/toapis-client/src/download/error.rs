//! What can go wrong between a result URL and a file.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;
use toapis_transport::TransportError;
use toapis_types::TaskHandle;

use super::target::Saved;

/// Some results of a task are not on disk. They can be fetched again, without paying, until they expire.
#[derive(Debug)]
#[non_exhaustive]
pub struct DownloadError {
    /// The task whose results they are.
    pub handle: TaskHandle,
    /// What was saved all the same.
    pub saved: Vec<Saved>,
    /// What was not: its place in the result, counted from 1, and why.
    pub failed: Vec<(usize, FetchError)>,
}

impl DownloadError {
    /// Finds the task again.
    pub fn task(&self) -> Option<&TaskHandle> {
        Some(&self.handle)
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { handle, saved, failed } = self;
        write!(
            f,
            "{} of {} results of {} could not be saved",
            failed.len(),
            failed.len() + saved.len(),
            handle.id
        )?;
        for (place, error) in failed {
            write!(f, "; result {place}: {error}")?;
        }
        write!(
            f,
            ". The task is paid for and its files stay for 24 hours: download it again, do not create it again"
        )
    }
}

impl std::error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.failed.first().map(|(_, error)| error as _)
    }
}

/// Why one result is not on disk. No message shows a query, which may hold a signature.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Not a URL that can be fetched.
    #[error("its URL cannot be used")]
    BadUrl,
    /// A host that is not on the allow-list.
    #[error(
        "its host {host} is not one of the service's file hosts; if you trust it, allow it with allow_result_host({host:?}) or --allow-host"
    )]
    HostNotAllowed {
        /// The host, with its port if it is not the usual one.
        host: String,
    },
    /// Plain HTTP to another machine.
    #[error("its URL on {host} is not https")]
    NotEncrypted {
        /// The host.
        host: String,
    },
    /// More redirects than allowed, or one without a target.
    #[error("{host} redirects too often or to nowhere")]
    Redirect {
        /// The host that redirected last.
        host: String,
    },
    /// The file is gone or not public.
    #[error("{host} answered {status}{}", if matches!(status, 403 | 404 | 410) { "; the file may have expired" } else { "" })]
    Status {
        /// The host.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// The connection failed.
    #[error("{0}")]
    Transport(#[from] TransportError),
    /// More bytes than allowed.
    #[error("it is larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// An answer without a single byte.
    #[error("it is empty")]
    Empty,
    /// Inline data that is no base64.
    #[error("its inline data is not base64")]
    Base64,
    /// The target exists and may not be replaced.
    #[error("{} exists already and was left alone", path.display())]
    Exists {
        /// The target.
        path: PathBuf,
    },
    /// The disk said no.
    #[error("{} cannot be written: {source}", path.display())]
    Disk {
        /// The target.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl FetchError {
    /// Whether another try of the same URL may help.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            // 478 is what the service's network was seen answering under load.
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 478 | 500..=599),
            Self::Transport(_) | Self::Empty => true,
            _ => false,
        }
    }
}
