//! How long one exchange may take.

use std::time::Duration;

use http::Extensions;

use crate::Pace;

/// Time limits for one exchange. Put it into the extensions of a request to replace the defaults.
///
/// Every backend of this crate honours it. There is no limit on the whole exchange on purpose: a large answer that
/// keeps coming is not an error. Bound the total from outside if you need to.
///
/// A head limit of zero fails at once, without sending; `Duration::MAX` is in effect no limit.
///
/// ```
/// use std::time::Duration;
/// use toapis_transport::{Request, RequestBody, Timeouts, http};
///
/// let request: Request = http::Request::post("https://api.example/v1/things")
///     .extension(Timeouts { head: Duration::from_secs(20), ..Timeouts::default() })
///     .body(RequestBody::from("{}"))?;
/// assert_eq!(Timeouts::of(request.extensions()).head.as_secs(), 20);
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// From the call to `send` until the complete response head: connecting, sending the request and waiting for
    /// the answer. Default [`DEFAULT_HEAD_TIMEOUT`].
    ///
    /// The time in which a large request body moves does not count: that is bounded by [`idle`](Self::idle) and
    /// [`pace`](Self::pace), so that a slow line can upload a large file.
    pub head: Duration,
    /// The longest silence between two pieces of the response body, or between two pieces that the server takes of
    /// the request body. Default [`DEFAULT_IDLE_TIMEOUT`].
    ///
    /// It does not end a body that drips one byte at a time; [`pace`](Self::pace) does.
    pub idle: Duration,
    /// The slowest pace at which a body may move, in both directions. Default [`Pace::DEFAULT`]; `None` for no such
    /// limit.
    pub pace: Option<Pace>,
}

impl Timeouts {
    /// The limits in the extensions of a request, or the defaults.
    pub fn of(extensions: &Extensions) -> Self {
        extensions.get().copied().unwrap_or_default()
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { head: DEFAULT_HEAD_TIMEOUT, idle: DEFAULT_IDLE_TIMEOUT, pace: Some(Pace::DEFAULT) }
    }
}

/// 120 s: the edge in front of the service gives up on a slow answer after 100 s, and its word is better than none.
pub const DEFAULT_HEAD_TIMEOUT: Duration = Duration::from_secs(120);

/// 30 s of silence in a body.
pub const DEFAULT_IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// 10 s to make a connection, TLS included; a setting of each backend's builder.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
