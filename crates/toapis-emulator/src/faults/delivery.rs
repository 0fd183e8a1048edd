//! How an answer goes over the wire: cut, slow, framed wrongly, or not as HTTP at all.

use serde::{Deserialize, Serialize};

/// What happens to the bytes of the answer. A fault has at most one.
///
/// Everything here is written to the socket below the HTTP library, and ends the connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Delivery {
    /// The connection ends too early, or at an unexpected moment.
    Close {
        /// When.
        at: CloseAt,
        /// How. Default: FIN.
        #[serde(default)]
        how: CloseHow,
        /// With `mid-head` and `mid-body`: how many bytes of that part are sent. Default: half of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bytes: Option<u64>,
    },
    /// The answer is sent without reading the body of the request; then the connection ends.
    Early {
        /// How it ends. Default: FIN.
        #[serde(default)]
        how: CloseHow,
    },
    /// A part of the answer comes slowly, in real time. The rest comes at once, and the answer is whole.
    Drip {
        /// Which part.
        part: Part,
        /// Bytes at a time, 1 or more.
        bytes: u32,
        /// Milliseconds between them, up to 600,000.
        every_ms: u64,
    },
    /// Nothing more comes, and the connection stays open until the client or the emulator ends it.
    Stall {
        /// When.
        at: StallAt,
    },
    /// The length of the body is told wrongly, in a head and body that are otherwise whole.
    Framing(Framing),
    /// The head is not what HTTP allows, or very large.
    Head(HeadFault),
    /// Interim answers of these statuses (100 to 199) before the real one.
    Interim(Vec<u16>),
    /// Only the head of `101 Switching Protocols`, which nobody asked for.
    UnaskedUpgrade,
    /// About a thousandth of this many bytes, which inflate to them: the answer, padded with blanks, as gzip.
    GzipBomb {
        /// The size when inflated, 1 to 2^40 bytes.
        bytes: u64,
    },
    /// The answer, padded with blanks to this many bytes. It stays valid JSON when it was.
    GiantBody {
        /// The size of the body, 1 to 2^40 bytes.
        bytes: u64,
    },
    /// These characters in place of an answer, as UTF-8.
    RawText(String),
    /// These bytes in place of an answer, as Base64.
    RawBase64(String),
}

/// When a connection is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CloseAt {
    /// The head of the request was read, its body was not. The request is never processed.
    BeforeBody,
    /// The request was read, and nothing was answered.
    BeforeAnswer,
    /// Inside the head of the answer.
    MidHead,
    /// Inside the body of the answer, whose full length was announced.
    MidBody,
    /// Inside a body whose length was not announced, so that the end of the connection looks like its end.
    MidUnannouncedBody,
    /// After the whole answer, which promised to keep the connection.
    AfterAnswer,
    /// After the whole answer, in the moment the next request arrives on the connection. That one is not read, not
    /// processed, and not in the log of requests.
    NextRequest,
}

/// How a connection is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CloseHow {
    /// An orderly end, FIN: the client reads to the end of the stream.
    #[default]
    Fin,
    /// An abort, RST: the client gets "connection reset by peer".
    Rst,
}

/// A part of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Part {
    /// Status line and headers.
    Head,
    /// The rest.
    Body,
}

/// When an answer stops coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StallAt {
    /// The head of the request was read; its body never is, so that a large one fills the buffers and stops. The
    /// request is never processed.
    BeforeBody,
    /// The request was read.
    BeforeAnswer,
    /// After the head of the answer.
    AfterHead,
    /// After half of its body.
    MidBody,
}

/// A wrong word about the length of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Framing {
    /// `Content-Length` is 10 more than the body has; then the connection ends.
    LengthTooLong,
    /// `Content-Length` is half of the body.
    LengthTooShort,
    /// Two `Content-Length` headers that differ.
    LengthTwice,
    /// `Content-Length: -1`.
    LengthNegative,
    /// `Content-Length: 5abc`, with the real number.
    LengthSuffix,
    /// A `Content-Length` beyond 64 bits.
    LengthOverflow,
    /// A right `Content-Length` together with `Transfer-Encoding: chunked` and a chunked body.
    LengthAndChunked,
    /// A chunked body without its last chunk.
    ChunkedNoEnd,
    /// A chunk whose size is no number.
    ChunkedBadSize,
    /// A chunk whose size is beyond 64 bits.
    ChunkedOverflow,
}

/// Something wrong with the head of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HeadFault {
    /// This in place of the status in the status line, such as `1000`. Control characters are refused.
    StatusWord(String),
    /// One more line, whatever it holds. A line break in it starts another one.
    Line(String),
    /// One header with a value of this many bytes, up to 2^30.
    Giant(u32),
    /// This many more headers, up to 1,000,000.
    Many(u32),
}

/// No fault makes a body larger than this: 2^40 bytes.
const MAX_BYTES: u64 = 1 << 40;

impl Delivery {
    /// Whether it acts before the body of the request is read, which keeps the request from being processed.
    pub(crate) fn acts_before_body(&self) -> bool {
        matches!(
            self,
            Self::Close { at: CloseAt::BeforeBody, .. }
                | Self::Stall { at: StallAt::BeforeBody }
                | Self::Early { .. }
        )
    }

    /// What is wrong with its numbers, if anything.
    pub(crate) fn problem(&self) -> Option<String> {
        match self {
            Self::Close { at, bytes: Some(_), .. }
                if !matches!(at, CloseAt::MidHead | CloseAt::MidBody | CloseAt::MidUnannouncedBody) =>
            {
                Some(
                    "`bytes` says where a head or body is cut; it has no meaning at another moment"
                        .to_owned(),
                )
            }
            Self::Drip { bytes: 0, .. } => Some("a drip sends at least 1 byte at a time".to_owned()),
            Self::Drip { every_ms: 600_001.., .. } => {
                Some("a drip waits at most 600000 ms; to wait for ever, use a stall".to_owned())
            }
            Self::Interim(statuses) => interim_problem(statuses),
            Self::GzipBomb { bytes } | Self::GiantBody { bytes } if *bytes == 0 || *bytes > MAX_BYTES => {
                Some(format!("the size must be 1 to {MAX_BYTES} bytes, not {bytes}"))
            }
            Self::Head(HeadFault::StatusWord(word)) if word.chars().any(char::is_control) => {
                Some("a status word has no control characters".to_owned())
            }
            Self::Head(HeadFault::Giant(size)) if *size > 1 << 30 => {
                Some(format!("a header may have up to 2^30 bytes, not {size}"))
            }
            Self::Head(HeadFault::Many(count)) if *count > 1_000_000 => {
                Some(format!("there may be up to 1000000 more headers, not {count}"))
            }
            Self::RawBase64(text) => super::base64_bytes(text).err(),
            _ => None,
        }
    }
}

fn interim_problem(statuses: &[u16]) -> Option<String> {
    let odd = statuses.iter().find(|status| !(100..200).contains(*status));
    match odd {
        Some(status) => Some(format!("an interim answer has a status of 100 to 199, not {status}")),
        None if statuses.is_empty() => Some("name at least one interim status".to_owned()),
        None if statuses.len() > 100_000 => Some("at most 100000 interim answers are sent".to_owned()),
        None => None,
    }
}
