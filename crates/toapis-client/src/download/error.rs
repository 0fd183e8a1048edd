//! What can go wrong between a result URL and a file.

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use thiserror::Error;
use toapis_transport::{ErrorKind, TransportError};
use toapis_types::{TaskHandle, clean_text};

use super::target::{Saved, Target};
use crate::outcome::Completed;

/// Some results of a task are not on disk. They can be fetched again, without paying, until they expire: give this error
/// to [`Client::download_rest`](crate::Client::download_rest), which fetches what is missing and nothing else.
#[non_exhaustive]
pub struct DownloadError {
    /// The task whose results they are.
    pub handle: TaskHandle,
    /// What was saved all the same.
    pub saved: Vec<Saved>,
    /// What was not: its place in the result, counted from 1, and why.
    pub failed: Vec<(usize, FetchError)>,
    /// When the files stop being there, in Unix seconds by the server's clock, where that is known.
    pub expires_at: Option<i64>,
    pub(super) done: Completed,
    pub(super) target: Target,
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

    pub(crate) fn target_dir(&self) -> PathBuf {
        self.target.folder()
    }

    /// Whether nothing that is missing can be fetched any more.
    pub fn is_expired(&self) -> bool {
        self.failed.iter().all(|(_, error)| matches!(error, FetchError::Expired { .. }))
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { handle, saved, failed, .. } = self;
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
        if self.is_expired() {
            return f.write_str(
                ". The task was paid for, and its files are gone: the service keeps them for 24 hours. Nothing was created or charged again",
            );
        }
        f.write_str(". The task is paid for and its files stay ")?;
        match self.expires_at {
            Some(at) => write!(f, "until {}", Date(at))?,
            None => f.write_str("for 24 hours")?,
        }
        f.write_str(": download it again, do not create it again")
    }
}

/// Without the URLs, which may be signed.
impl fmt::Debug for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadError")
            .field("handle", &self.handle)
            .field("saved", &self.saved)
            .field("failed", &self.failed)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.failed.first().map(|(_, error)| error as _)
    }
}

/// A moment in Unix seconds, as people read it.
struct Date(i64);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The end of the year 9999.
        const LAST: u64 = 253_402_300_799;

        let seconds = u64::try_from(self.0).unwrap_or(0).min(LAST);
        httpdate::HttpDate::from(UNIX_EPOCH + Duration::from_secs(seconds)).fmt(f)
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
    #[error("{host} answered {status}")]
    Status {
        /// The host.
        host: String,
        /// The HTTP status.
        status: u16,
        /// How long the host asked to wait, as it said it. Up to two minutes of it are waited before another try.
        retry_after: Option<Duration>,
    },
    /// The host does not have the file, or not for us, although it has not expired. It was asked for again and again, with
    /// a fresh URL where the task showed one.
    #[error(
        "{host} answered {status} for {}, although the file has not expired; try again later", seconds(*waited)
    )]
    NotReachable {
        /// The host.
        host: String,
        /// The last HTTP status.
        status: u16,
        /// From the first such answer to the last.
        waited: Duration,
    },
    /// The file's time is over. Nothing brings it back, and no task is ever created again for that by this library.
    #[error("it expired on {}, and it is {} now ({host} answered {status})", Date(*expired_at), Date(*now))]
    Expired {
        /// The host.
        host: String,
        /// The last HTTP status.
        status: u16,
        /// When it expired, in Unix seconds: as the task said, or else 24 hours after it completed or was first asked for.
        expired_at: i64,
        /// When it was asked for last, in Unix seconds by the host's clock where it showed one.
        now: i64,
    },
    /// The connection failed.
    #[error("{0}{advice}", advice = address_advice(.0))]
    Transport(#[from] TransportError),
    /// The host packed the bytes, although it was asked not to.
    #[error("{host} sent it compressed, although the plain file was asked for")]
    Encoded {
        /// The host.
        host: String,
    },
    /// More bytes than allowed.
    #[error("it is larger than the limit of {limit} bytes (max_download)")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// More bytes than allowed for all files of one call together.
    #[error(
        "all files of one call together would be larger than the limit of {limit} bytes (max_download_run)"
    )]
    RunTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The disk has no room for it.
    #[error("there is no room for it in {}: it needs {needed} bytes, and {free} are free", path.display())]
    NoRoom {
        /// The folder.
        path: PathBuf,
        /// How many bytes were announced.
        needed: u64,
        /// How many bytes are free.
        free: u64,
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

/// What another try may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The same again.
    Final,
    /// The host is there, and may have time later.
    Busy,
    /// The way to the host may be free again in a few minutes.
    Network,
    /// The file may come late, or be elsewhere.
    Gone,
    /// Something else came in place of the file.
    Odd,
}

impl FetchError {
    pub(super) fn trouble(&self) -> Trouble {
        match self {
            // 478 is what the service's network was seen answering under load.
            Self::Status { status: 408 | 425 | 429 | 478 | 500..=599, .. } => Trouble::Busy,
            Self::Status { status: 403 | 404 | 410, .. } => Trouble::Gone,
            // A certificate, or a request that cannot be sent, is the same a second later.
            Self::Transport(error) => match error.kind() {
                ErrorKind::Tls
                | ErrorKind::InvalidRequest
                | ErrorKind::TooLarge
                | ErrorKind::Unplanned
                | ErrorKind::Address => Trouble::Final,
                _ => Trouble::Network,
            },
            // A host in trouble shows a page instead of the file, and closes before the end.
            Self::Empty | Self::NotMedia { .. } | Self::CutOff { .. } => Trouble::Odd,
            _ => Trouble::Final,
        }
    }

    /// How long the host asked to wait, if it did.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// The same, once the file's time is over.
    pub(super) fn into_expired(self, expired_at: i64, now: i64) -> Self {
        match self {
            Self::Status { host, status, .. } => Self::Expired { host, status, expired_at, now },
            other => other,
        }
    }

    /// The same, once it was waited for long enough.
    pub(super) fn into_unreachable(self, waited: Duration) -> Self {
        match self {
            Self::Status { host, status, .. } => Self::NotReachable { host, status, waited },
            other => other,
        }
    }
}

fn seconds(waited: Duration) -> String {
    match waited.as_secs() {
        seconds @ 0..120 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds / 60),
    }
}

fn address_advice(error: &TransportError) -> &'static str {
    if error.kind() == ErrorKind::Address {
        ". Results are fetched from public addresses only; Config::allow_any_result_address lifts that, and so does trust_proxy_with_addresses for a proxy"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use toapis_types::{OutputRole, Task, TaskId, TaskKind};

    use super::*;

    fn failed(expires_at: Option<i64>, failed: Vec<(usize, FetchError)>) -> DownloadError {
        let handle = TaskHandle::new(TaskKind::Image, TaskId::new("tsk_img_1").unwrap());
        let saved = Saved {
            path: "a.png".into(),
            bytes: 7,
            media_type: Some("image/png"),
            place: 1,
            role: OutputRole::Main,
            was_there: false,
        };
        let task = Task::from_value(serde_json::json!({"id": "tsk_img_1", "status": "completed"})).unwrap();
        let done = Completed { handle: handle.clone(), task };
        let target = Target::file("a.png");
        DownloadError { handle, saved: vec![saved], failed, expires_at, done, target }
    }

    #[test]
    fn a_failed_download_lists_what_was_saved_and_what_was_not() {
        let error = failed(None, vec![(2, FetchError::Empty), (3, FetchError::BadUrl)]);
        let text = "2 of 3 results of tsk_img_1 could not be saved; result 2: it is empty; result 3: its URL cannot be used. ";
        assert!(error.to_string().starts_with(text), "{error}");
        assert_eq!(error.saved().len(), 1);
        let listed: Vec<_> = error.failed().map(|(place, error)| (place, error.to_string())).collect();
        assert_eq!(listed, [(2, "it is empty".to_owned()), (3, "its URL cannot be used".to_owned())]);
    }

    #[test]
    fn d09_expired_files_are_said_to_be_with_their_times() {
        let expired = || FetchError::Expired {
            host: "files.toapis.com".to_owned(),
            status: 410,
            expired_at: 784_111_777,
            now: 784_115_377,
        };
        let error = failed(Some(784_111_777), vec![(2, expired())]);
        assert_eq!(
            error.to_string(),
            "1 of 2 results of tsk_img_1 could not be saved; result 2: it expired on Sun, 06 Nov 1994 08:49:37 GMT, and it is \
             Sun, 06 Nov 1994 09:49:37 GMT now (files.toapis.com answered 410). The task was paid for, and its files are gone: \
             the service keeps them for 24 hours. Nothing was created or charged again"
        );
        let both = failed(Some(784_111_777), vec![(2, expired()), (3, FetchError::Empty)]);
        assert!(!both.is_expired());
        assert!(both.to_string().ends_with("its files stay until Sun, 06 Nov 1994 08:49:37 GMT: download it again, do not create it again"), "{both}");
        assert_eq!(Date(i64::MIN).to_string(), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(Date(i64::MAX).to_string(), "Fri, 31 Dec 9999 23:59:59 GMT");
    }

    #[test]
    fn d21_only_passing_transport_errors_are_tried_again() {
        let trouble = |kind| FetchError::from(TransportError::not_sent(kind, "it broke")).trouble();
        for kind in [
            ErrorKind::Dns,
            ErrorKind::Connect,
            ErrorKind::ConnectTimeout,
            ErrorKind::Proxy,
            ErrorKind::HeadTimeout,
            ErrorKind::IdleTimeout,
            ErrorKind::TooSlow,
            ErrorKind::Closed,
            ErrorKind::Protocol,
            ErrorKind::Truncated,
            ErrorKind::Other,
        ] {
            assert_eq!(trouble(kind), Trouble::Network, "{kind:?}");
        }
        for kind in [ErrorKind::Tls, ErrorKind::InvalidRequest, ErrorKind::TooLarge, ErrorKind::Unplanned] {
            assert_eq!(trouble(kind), Trouble::Final, "{kind:?}");
        }
    }

    #[test]
    fn d02_a_refused_address_is_said_how_to_allow() {
        let refused = TransportError::not_sent(ErrorKind::Address, "the address is refused");
        let text = FetchError::from(refused).to_string();
        assert!(
            text.contains("allow_any_result_address") && text.contains("trust_proxy_with_addresses"),
            "{text}"
        );
    }
}
