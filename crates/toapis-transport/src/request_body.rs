//! The body of a request.

use std::fmt;

use bytes::Bytes;

/// The body of a request: bytes in memory, cheap to clone, the same each time they are sent.
///
/// Opaque on purpose, so that bodies read from a file can come later without a breaking change. `Debug` shows the
/// length only, because prompts and pictures belong to the user.
///
/// ```
/// use toapis_transport::RequestBody;
///
/// let body = RequestBody::from(r#"{"prompt":"a lighthouse"}"#);
/// assert_eq!(body.len(), 25);
/// assert!(RequestBody::empty().is_empty());
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RequestBody {
    bytes: Bytes,
}

impl RequestBody {
    /// No body, as for a GET.
    pub const fn empty() -> Self {
        Self { bytes: Bytes::new() }
    }

    /// The length in bytes; sent as `Content-Length`.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes, without a share in them staying behind.
    #[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
    pub(crate) fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The bytes as they will be sent.
    pub fn as_bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestBody({} bytes)", self.bytes.len())
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self { bytes }
    }
}

impl From<Vec<u8>> for RequestBody {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes: bytes.into() }
    }
}

impl From<String> for RequestBody {
    fn from(text: String) -> Self {
        Self { bytes: text.into() }
    }
}

impl From<&'static str> for RequestBody {
    fn from(text: &'static str) -> Self {
        Self { bytes: Bytes::from_static(text.as_bytes()) }
    }
}

impl From<&'static [u8]> for RequestBody {
    fn from(bytes: &'static [u8]) -> Self {
        Self { bytes: Bytes::from_static(bytes) }
    }
}
