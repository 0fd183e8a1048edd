//! What can go wrong between a result URL and a file.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;
use toapis_transport::{ErrorKind, TransportError};
use toapis_types::{TaskHandle, clean_text};

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

    /// What was saved all the same, in the order of the results.
    pub fn saved(&self) -> &[Saved] {
        &self.saved
    }

    /// What was not saved, in the order of the results: its place among them, counted from 1, and why.
    pub fn failed(&self) -> impl ExactSizeIterator<Item = (usize, &FetchError)> {
        self.failed.iter().map(|(place, error)| (*place, error))
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
            clean_text(handle.id.as_str())
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
        /// The host, with its port if it is not the usual one: what [`allow_result_host`] takes.
        ///
        /// [`allow_result_host`]: crate::Config::allow_result_host
        host: String,
    },
    /// Plain HTTP to another machine, other than an API that is itself on plain HTTP.
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
    /// The host answered, but not with the file.
    #[error("{host} answered {status}{}", if matches!(status, 403 | 404 | 410) { "; the file may have expired, or not be public" } else { "" })]
    Status {
        /// The host.
        host: String,
        /// The HTTP status.
        status: u16,
        /// How long the host asked to wait, as it said it. Up to 30 s of it are waited before another try.
        retry_after: Option<Duration>,
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
    /// A web page, JSON or other text came instead of the file.
    #[error("what came is {found}, neither a picture nor a film")]
    NotMedia {
        /// What the bytes look like: `text/html`, `text/xml`, `application/json` or `text/plain`.
        found: &'static str,
    },
    /// The file ends earlier than its own format says.
    #[error("it is cut off after {bytes} bytes")]
    CutOff {
        /// How many bytes came.
        bytes: u64,
    },
    /// Inline data that is no base64.
    #[error("its inline data is not base64")]
    Base64,
    /// The target exists and may not be replaced.
    #[error("{} exists already and was left alone", path.display())]
    Exists {
        /// The target.
        path: PathBuf,
    },
    /// The target is a folder, link, device or pipe, which is never replaced.
    #[error("{} exists and is not a regular file, so that it was left alone", path.display())]
    NotAFile {
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
            // A certificate, or a request that cannot be sent, is the same a second later.
            Self::Transport(error) => !matches!(
                error.kind(),
                ErrorKind::Tls
                    | ErrorKind::InvalidRequest
                    | ErrorKind::TooLarge
                    | ErrorKind::Unplanned
                    | ErrorKind::Address
            ),
            // A host in trouble shows a page instead of the file, and closes before the end.
            Self::Empty | Self::NotMedia { .. } | Self::CutOff { .. } => true,
            _ => false,
        }
    }

    /// How long the host asked to wait, if it did.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use toapis_types::{TaskId, TaskKind};

    use super::*;

    #[test]
    fn a_failed_download_lists_what_was_saved_and_what_was_not() {
        let handle = TaskHandle::new(TaskKind::Image, TaskId::new("tsk_img_1").unwrap());
        let saved = Saved { path: "a.png".into(), bytes: 7, media_type: Some("image/png") };
        let failed = vec![(2, FetchError::Empty), (3, FetchError::BadUrl)];
        let error = DownloadError { handle, saved: vec![saved.clone()], failed };
        let text = "2 of 3 results of tsk_img_1 could not be saved; result 2: it is empty; result 3: its URL cannot be used. ";
        assert!(error.to_string().starts_with(text), "{error}");
        assert_eq!(error.saved(), [saved]);
        let failed: Vec<_> = error.failed().map(|(place, error)| (place, error.to_string())).collect();
        assert_eq!(failed, [(2, "it is empty".to_owned()), (3, "its URL cannot be used".to_owned())]);
    }

    #[test]
    fn d21_only_passing_transport_errors_are_tried_again() {
        let passing = |kind| FetchError::from(TransportError::not_sent(kind, "it broke")).is_passing();
        for kind in [
            ErrorKind::Dns,
            ErrorKind::Connect,
            ErrorKind::ConnectTimeout,
            ErrorKind::Proxy,
            ErrorKind::HeadTimeout,
            ErrorKind::IdleTimeout,
            ErrorKind::Closed,
            ErrorKind::Protocol,
            ErrorKind::Truncated,
            ErrorKind::Other,
        ] {
            assert!(passing(kind), "{kind:?}");
        }
        for kind in [ErrorKind::Tls, ErrorKind::InvalidRequest, ErrorKind::TooLarge, ErrorKind::Unplanned] {
            assert!(!passing(kind), "{kind:?}");
        }
    }
}
