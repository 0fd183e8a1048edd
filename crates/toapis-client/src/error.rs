//! What can go wrong, said so that a person knows what happened, whether money moved, and what to do next.

mod text;

use std::error::Error as _;
use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use http::StatusCode;
use thiserror::Error;
use toapis_poll::{LookError, LookErrorKind, WaitError};
use toapis_transport::{ErrorKind, TransportError};
use toapis_types::catalog::Finding;
use toapis_types::{ApiError, Category, InvalidBusinessId, Task, TaskHandle, Ticket, Upload, clean_text};

use self::text::{
    failure_advice, last_look, list, lost_advice, not_sent_advice, reason, refused_advice, rejected_advice,
    reusable, search, sent_earlier, way_to, without_period,
};
use crate::attempt::{Attempt, listed, looked};
use crate::base_url::InvalidBaseUrl;
use crate::download::DownloadError;
use crate::duplicates::Earlier;
use crate::key::InvalidKey;
use crate::upload::{UploadFile, UploadFileError};

/// Every error of this crate.
///
/// Printed, it is one line: a text of one sentence has no period at its end, one of several sentences has.
///
/// Ask it: [`money`](Self::money) (did it cost anything?), [`ticket`](Self::ticket) and [`task`](Self::task) (how do I get
/// at what I paid for?), [`category`](Self::category) (what do I do about it?), [`is_retryable`](Self::is_retryable).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The client cannot be built, or a request not be named: no key, a bad base URL, a bad business id. Nothing was
    /// sent.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// The request breaks a limit that its model documents. Nothing was sent.
    #[error("nothing was sent: {}", list(.0))]
    Invalid(Vec<Finding>),
    /// The request cannot be written as JSON. Nothing was sent.
    #[error("nothing was sent: the request cannot be written as JSON")]
    Unserialisable,
    /// A local file cannot be uploaded. Nothing of it was sent.
    #[error("nothing was sent: {0}")]
    File(#[from] UploadFileError),
    /// A file of a request was not uploaded, so no create was sent. Nothing was charged.
    #[error("no task was created and nothing was charged: {file} was not uploaded: {error}")]
    Upload {
        /// The name of the file.
        file: String,
        /// What became of its upload. Uploading again is safe.
        #[source]
        error: Box<Error>,
        /// The files before it that were uploaded, in order.
        uploads: Vec<Upload>,
    },
    /// The handle belongs to another API than this client's, so the key was kept back. Nothing was sent.
    #[error("nothing was sent: the task {} lives on {}, this client speaks to {origin}; use a client for that address", .handle.id, .handle.origin.as_deref().unwrap_or("another address"))]
    OtherOrigin {
        /// The handle that was given.
        handle: Box<TaskHandle>,
        /// The origin of this client.
        origin: String,
    },
    /// This client sent the same request a short time ago, see
    /// [`Config::refuse_duplicates`](crate::Config::refuse_duplicates). Nothing was sent, and nothing charged, by this call.
    #[error("nothing was sent: the same request {}; allow_duplicate sends it all the same, and is charged as well", sent_earlier(.earlier, *.ago))]
    Duplicate {
        /// The earlier one, and what finds its task.
        earlier: Box<Earlier>,
        /// How long ago its outcome was known, or since when it is being sent.
        ago: Duration,
    },
    /// Proof that the create did not reach the service. It cost nothing and may be sent again.
    #[error("no task was created and nothing was charged: {0}{advice}", advice = not_sent_advice(.0))]
    NotSent(#[source] Box<NoAnswer>),
    /// Creates of this client are stopped, for the service refused the key (401) or the balance (402). Nothing was sent.
    ///
    /// One create is let pass every minute, and closes the matter when it is accepted; so does
    /// [`Client::resume_creates`](crate::Client::resume_creates). Looks go on all the while.
    #[error("nothing was sent: an earlier create was refused with {}, so that creates are stopped for another {} s; {}, then call resume_creates", .status.as_u16(), .left.as_secs_f64().ceil(), if *.status == StatusCode::PAYMENT_REQUIRED { "top up the balance" } else { "check the key" })]
    Halted {
        /// What the earlier create was answered with: 401 or 402.
        status: StatusCode,
        /// How long until one create may try again.
        left: Duration,
    },
    /// The service refused to create the task. It cost nothing.
    #[error("no task was created and nothing was charged: {}. {}{}", .0.answer(), rejected_advice(.0.category), reusable(&.0.uploads))]
    Rejected(Box<Refusal>),
    /// Nobody knows whether the create was accepted. It may have been paid for, so it must not be sent again: look it
    /// up with the ticket.
    #[error("it is not known whether the task was created, so it may have been charged: {cause}. {}Do not send it again; {}.", search(.looked_up.as_deref()), way_to(.ticket, .looked_up.as_deref()))]
    Unknown {
        /// What finds the task, should it exist.
        ticket: Box<Ticket>,
        /// What happened instead of an answer.
        cause: Box<UnknownCause>,
        /// Why looking it up did not find it: [`NotRecovered`](Self::NotRecovered) or [`OtherTask`](Self::OtherTask), both
        /// without proof that it does not exist. `None` when nobody looked yet: `run` looks, `submit` does not.
        looked_up: Option<Box<Error>>,
    },
    /// Nobody knows whether a token was made. It must not be tried again blindly: its key is shown once, and a second try
    /// makes a second token.
    #[error(
        "it is not known whether a token was made: {0}. Look for it in the console before you try again; its key cannot be seen any more"
    )]
    TokenUnknown(Box<UnknownCause>),
    /// A call that costs nothing was refused.
    #[error("{}. {}", .0.answer(), refused_advice(.0.category))]
    Refused(Box<Refusal>),
    /// A call that costs nothing got no answer.
    #[error("{0}. {advice}", advice = lost_advice(.0))]
    Transport(#[source] Box<NoAnswer>),
    /// The task of an unknown create was not seen. That is no proof that it does not exist. Looking again with
    /// [`Client::recover`](crate::Client::recover) costs nothing and may find it later, however often.
    #[error("the task of business id {} was not found{}: {}. The task may exist all the same, and be charged: do not send it again, look again later or in the console.", .ticket.business_id, looked(.looks), last_look(.last))]
    NotRecovered {
        /// What finds the task, should it exist.
        ticket: Box<Ticket>,
        /// What each look brought, in order: when, the status or kind of error, the id of the request; seven at the most. A
        /// look that showed another task under a salvaged id is not among them.
        looks: Vec<Attempt>,
        /// What the last look brought.
        last: Box<Error>,
    },
    /// The service shows a task under the ticket's business id that is not the one that was sent.
    #[error("the lost create may have been charged, but its task was not found: under its business id {} the service shows the task {}, which is another one ({what}). Do not send it again; look in the console.", .ticket.business_id, .handle.id)]
    OtherTask {
        /// What was looked for.
        ticket: Box<Ticket>,
        /// The task that was found instead.
        handle: Box<TaskHandle>,
        /// What does not fit.
        what: &'static str,
    },
    /// The task ended without a result. A failed task is refunded according to the documentation.
    #[error("the task {} failed: {}. {}", .handle.id, reason(.task), failure_advice(.task))]
    TaskFailed {
        /// Finds the task again.
        handle: Box<TaskHandle>,
        /// The task as it was last seen, with the error.
        task: Box<Task>,
    },
    /// The task shows no file, although it says that it completed.
    #[error("the task {} shows no file, its status is {:?}; it was paid for, so look at its status again rather than making it anew", .handle.id, clean_text(.task.status.as_str()))]
    NoResult {
        /// Finds the task again.
        handle: Box<TaskHandle>,
        /// The task as it was last seen.
        task: Box<Task>,
    },
    /// The wait ended before the task did. The task goes on.
    #[error("{0}")]
    Wait(#[from] WaitError),
    /// A result could not be fetched or written. It is still there until it expires.
    #[error("{0}")]
    Download(#[from] Box<DownloadError>),
}

/// Whether a call cost anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Money {
    /// Nothing was charged by this call.
    NotMoved,
    /// It may have been charged.
    MayHaveMoved,
    /// A task exists and is charged (and refunded by the service, should it fail).
    Moved,
}

impl Error {
    /// Whether money moved.
    pub fn money(&self) -> Money {
        match self {
            Self::Unknown { .. } | Self::NotRecovered { .. } | Self::OtherTask { .. } => Money::MayHaveMoved,
            Self::TaskFailed { .. } | Self::NoResult { .. } | Self::Wait(_) | Self::Download(_) => {
                Money::Moved
            }
            _ => Money::NotMoved,
        }
    }

    /// Whether the same call may be made again without paying twice, and might succeed.
    ///
    /// A create is only retryable when it was not sent, or refused by a rate limit. Once it may have been charged this is
    /// always `false`, also for [`Error::NotRecovered`], so that no loop around create and look-up pays twice: look again
    /// with the [`ticket`](Self::ticket) instead.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Upload { error, .. } => error.is_retryable(),
            Self::NotSent(error) | Self::Transport(error) => !matches!(
                error.kind(),
                ErrorKind::InvalidRequest | ErrorKind::Unplanned | ErrorKind::TooLarge | ErrorKind::Address
            ),
            Self::Rejected(refusal) => refusal.category == Category::RateLimit,
            Self::Refused(refusal) => {
                matches!(
                    refusal.category,
                    Category::RateLimit | Category::Server | Category::Edge | Category::Other
                )
            }
            _ => false,
        }
    }

    /// The category of the service's answer, where there was one.
    pub fn category(&self) -> Option<Category> {
        match self {
            Self::TaskFailed { task, .. } => task.error.as_ref().map(Category::of_failure),
            Self::Invalid(_) => Some(Category::InvalidRequest),
            Self::Upload { error, .. } => error.category(),
            Self::Halted { status, .. } => Some(Category::of(status.as_u16(), None)),
            _ => self.refusal().map(|refusal| refusal.category),
        }
    }

    /// What finds the task again, once there is one.
    pub fn task(&self) -> Option<&TaskHandle> {
        match self {
            Self::TaskFailed { handle, .. }
            | Self::NoResult { handle, .. }
            | Self::OtherOrigin { handle, .. } => Some(handle),
            Self::Duplicate { earlier, .. } => match &**earlier {
                Earlier::Accepted(handle) => Some(handle),
                _ => None,
            },
            Self::Wait(error) => Some(error.handle()),
            Self::Download(error) => error.task(),
            _ => None,
        }
    }

    /// What finds the task of a create whose outcome is unknown.
    pub fn ticket(&self) -> Option<&Ticket> {
        match self {
            Self::Unknown { ticket, .. }
            | Self::NotRecovered { ticket, .. }
            | Self::OtherTask { ticket, .. } => Some(ticket),
            Self::Duplicate { earlier, .. } => match &**earlier {
                Earlier::InFlight(ticket) | Earlier::Unknown(ticket) => Some(ticket),
                Earlier::Accepted(_) => None,
            },
            _ => None,
        }
    }

    /// The files that were uploaded before this happened, in order, when no task was created for them: their URLs can be
    /// used as references in another request. The client gives them out again by itself when it sees the same bytes.
    pub fn uploads(&self) -> &[Upload] {
        match self {
            Self::Upload { uploads, .. } => uploads,
            Self::NotSent(error) => &error.uploads,
            _ => self.refusal().map_or(&[], |refusal| &refusal.uploads),
        }
    }

    /// The HTTP status of the service's answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.refusal().map(|refusal| refusal.status)
    }

    /// The id under which the service logged the request, if it named one. Support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.refusal().and_then(|refusal| refusal.request_id.as_deref())
    }

    /// Every attempt that led to this error, in order; none where nothing was tried.
    pub fn attempts(&self) -> &[Attempt] {
        match self {
            Self::NotSent(error) | Self::Transport(error) => &error.attempts,
            Self::NotRecovered { looks, .. } => looks,
            _ => self.refusal().map_or(&[], |refusal| &refusal.attempts),
        }
    }

    pub(crate) fn with_attempts(mut self, attempts: Vec<Attempt>) -> Self {
        match &mut self {
            Self::NotSent(error) | Self::Transport(error) => error.attempts = attempts,
            Self::Rejected(refusal) | Self::Refused(refusal) => refusal.attempts = attempts,
            Self::Unknown { cause, .. } => {
                if let UnknownCause::Answer(refusal) = &mut **cause {
                    refusal.attempts = attempts;
                }
            }
            _ => {}
        }
        self
    }

    /// How long the service asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.refusal().and_then(|refusal| refusal.retry_after)
    }

    /// The same, in the words of a waiter: is the task gone, are we shut out, or was only this look lost?
    pub(crate) fn into_look_error(self) -> LookError {
        let retry_after = self.retry_after();
        let kind = match self.category() {
            Some(Category::NotFound) => LookErrorKind::Gone,
            Some(Category::Authentication | Category::Permission) => LookErrorKind::Refused,
            Some(Category::RateLimit) => LookErrorKind::RateLimited,
            _ if matches!(self, Self::OtherOrigin { .. } | Self::Config(_)) => LookErrorKind::Refused,
            _ if self.is_timeout() => LookErrorKind::TimedOut,
            _ => LookErrorKind::Lost,
        };
        LookError::new(kind, self).with_retry_after(retry_after)
    }

    /// Notes what was uploaded for a create that ended in this.
    pub(crate) fn after_uploads<'a>(mut self, uploads: impl Iterator<Item = &'a Upload>) -> Self {
        match &mut self {
            Self::Rejected(refusal) => refusal.uploads = uploads.cloned().collect(),
            Self::NotSent(error) => error.uploads = uploads.cloned().collect(),
            Self::Unknown { cause, .. } => {
                if let UnknownCause::Answer(refusal) = &mut **cause {
                    refusal.uploads = uploads.cloned().collect();
                }
            }
            _ => {}
        }
        self
    }

    /// Notes which file it was that could not be uploaded.
    pub(crate) fn of_upload(self, file: &UploadFile, uploads: Vec<Upload>) -> Self {
        Self::Upload { file: clean_text(file.name()), error: Box::new(self), uploads }
    }

    fn is_timeout(&self) -> bool {
        let Self::Transport(error) = self else { return false };
        matches!(error.kind(), ErrorKind::HeadTimeout | ErrorKind::IdleTimeout | ErrorKind::ConnectTimeout)
    }

    fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::NotRecovered { last, .. } => last.refusal(),
            Self::Upload { error, .. } => error.refusal(),
            Self::Rejected(refusal) | Self::Refused(refusal) => Some(refusal),
            Self::Unknown { cause, .. } => match &**cause {
                UnknownCause::Answer(refusal) => Some(refusal),
                _ => None,
            },
            Self::Wait(error) => error.look_error()?.source()?.downcast_ref::<Self>()?.refusal(),
            _ => None,
        }
    }
}

/// An answer that was not what was asked for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Refusal {
    /// The HTTP status.
    pub status: StatusCode,
    /// What kind of refusal it is.
    pub category: Category,
    /// What the service said, when it said it in one of its own forms.
    pub error: Option<ApiError>,
    /// The beginning of the body, cleaned, when it was in no known form: a page of a proxy, plain text.
    pub excerpt: Option<String>,
    /// The id under which the service logged the request.
    pub request_id: Option<String>,
    /// How long the service asked to wait.
    pub retry_after: Option<Duration>,
    /// The host that the answer redirects to. It was not followed.
    pub redirect_host: Option<String>,
    /// What was uploaded for the create that was refused, in order: its URLs can be used again.
    pub uploads: Vec<Upload>,
    /// Every attempt that led here, this one included.
    pub attempts: Vec<Attempt>,
}

impl Refusal {
    /// What was answered, without advice and without a period.
    fn answer(&self) -> String {
        let redirect = self.redirect_host.as_ref();
        let to =
            redirect.map_or_else(String::new, |host| format!(", a redirect to {host} that is not followed"));
        let what = match (&self.error, &self.excerpt) {
            (Some(error), _) => format!(": {}", without_period(error)),
            (None, Some(excerpt)) => {
                let comma = if redirect.is_some() { "," } else { "" };
                format!("{comma} with a body that was not expected: {excerpt:?}")
            }
            (None, None) if redirect.is_some() => String::new(),
            (None, None) => " with an empty body".to_owned(),
        };
        let wish = |wait: Duration| format!(", and asks to wait {} s", wait.as_secs_f64().ceil());
        let wish = self.retry_after.map_or_else(String::new, wish);
        let attempts = listed(&self.attempts);
        format!("the service answered {}{to}{what}{wish}{attempts}", self.status.as_u16())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.answer(), self.category.advice())
    }
}

/// A call that got no answer, and every attempt to get one.
#[derive(Debug)]
#[non_exhaustive]
pub struct NoAnswer {
    /// What happened to the last attempt.
    pub error: TransportError,
    /// All attempts, the last one included.
    pub attempts: Vec<Attempt>,
    /// What was uploaded for the create that was not sent, in order: its URLs can be used again.
    pub uploads: Vec<Upload>,
}

impl NoAnswer {
    pub(crate) fn new(error: TransportError) -> Self {
        Self { error, attempts: Vec::new(), uploads: Vec::new() }
    }
}

impl Deref for NoAnswer {
    type Target = TransportError;

    fn deref(&self) -> &TransportError {
        &self.error
    }
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.error, listed(&self.attempts))
    }
}

impl std::error::Error for NoAnswer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

/// Why the outcome of a create is unknown.
#[derive(Debug)]
#[non_exhaustive]
pub enum UnknownCause {
    /// The connection failed after the request may have left.
    Transport(TransportError),
    /// An answer came that neither shows a task nor is a readable refusal.
    Answer(Refusal),
    /// The answer shows a task, but one with another business id than was sent.
    OtherTask {
        /// The task in the answer.
        task: Box<Task>,
    },
}

impl fmt::Display for UnknownCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(f),
            Self::Answer(refusal) => f.write_str(&refusal.answer()),
            Self::OtherTask { task } => write!(
                f,
                "the answer shows the task {} with another business id ({})",
                task.id,
                clean_text(task.client_business_id.as_deref().unwrap_or_default())
            ),
        }
    }
}

impl std::error::Error for UnknownCause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }
}

/// Why a client cannot be built, or a request not be named.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// No key was given.
    #[error(
        "no API key: set TOAPIS_API_KEY (make one in the console at https://toapis.com), or pass one to Config::new"
    )]
    NoKey,
    /// The key cannot be used.
    #[error(transparent)]
    Key(#[from] InvalidKey),
    /// The base URL cannot be used.
    #[error(transparent)]
    BaseUrl(#[from] InvalidBaseUrl),
    /// An environment variable is not text.
    #[error("the environment variable {0} is not valid Unicode")]
    Environment(&'static str),
    /// No transport was given, and no backend is compiled in.
    #[error(
        "no HTTP backend: enable a feature of toapis-client (hyper or reqwest; ureq for the blocking client), or pass a transport to Client::with"
    )]
    NoTransport,
    /// The backend could not be set up.
    #[error("the HTTP backend could not be set up: {0}")]
    Transport(#[source] Box<TransportError>),
    /// The business id of a request cannot be sent.
    #[error(transparent)]
    BusinessId(#[from] InvalidBusinessId),
    /// The API key was given as the id of a task. It would end up in a URL.
    #[error("the API key, or a text that holds it, was given as the id of a task")]
    KeyAsId,
    /// The base URL is too long for the path of a request to follow it.
    #[error("the base URL is too long")]
    Address,
    /// The user agent holds characters that a header cannot.
    #[error("the user agent must be visible ASCII")]
    UserAgent,
}
