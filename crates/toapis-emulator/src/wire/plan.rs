//! What goes over the wire, byte by byte, when a fault speaks in place of the HTTP library.

use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};

use super::bomb;
use crate::faults::{
    Answer, CloseAt, CloseHow, Delivery, Framing, HeadFault, Part, StallAt, base64_bytes, cut, open_object,
};

/// The bytes to send and the end of the connection.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) end: End,
    /// The status in the status line, when one is sent whole.
    pub(super) status: Option<u16>,
}

#[derive(Debug)]
pub(super) enum Step {
    Send(Bytes),
    /// `size` bytes at a time.
    Drip {
        bytes: Bytes,
        size: usize,
        every: Duration,
    },
    /// The block over and over, `total` bytes in all.
    Repeat {
        block: Bytes,
        total: u64,
    },
}

#[derive(Debug)]
pub(super) enum End {
    Close(CloseHow),
    /// The connection stays open, and nothing more is sent.
    Stall,
    /// The same, and nothing more is read.
    Freeze,
    /// The connection is closed when bytes come in.
    NextRequest(CloseHow),
}

const FIN: End = End::Close(CloseHow::Fin);
const PROMISED: &str = "connection: keep-alive";
const CLOSING: &str = "connection: close";

impl Plan {
    /// How this answer is delivered. An answer to HEAD has no body.
    pub(super) fn new(delivery: &Delivery, answer: &Answer, to_head: bool) -> Self {
        let body = if to_head { Bytes::new() } else { answer.body.clone() };
        let writer = Writer { answer, body };
        match delivery {
            Delivery::Close { at, how, bytes } => writer.close(*at, *how, *bytes),
            Delivery::Early { how } => {
                Self { end: End::Close(*how), ..writer.whole(writer.head(&[CLOSING, &writer.length(0)])) }
            }
            Delivery::Drip { part, bytes, every_ms } => writer.drip(
                *part,
                usize::try_from(*bytes).unwrap_or(usize::MAX),
                Duration::from_millis(*every_ms),
            ),
            Delivery::Stall { at } => writer.stall(*at),
            Delivery::Framing(framing) => writer.framing(*framing),
            Delivery::Head(fault) => writer.broken_head(fault),
            Delivery::Interim(statuses) => {
                let lines: Vec<String> = statuses.iter().map(|status| status_line(*status)).collect();
                let interim = lines.join("\r\n\r\n") + "\r\n\r\n";
                let mut plan = writer.whole(writer.head(&[CLOSING, &writer.length(0)]));
                plan.steps.insert(0, Step::Send(interim.into()));
                plan
            }
            Delivery::UnaskedUpgrade => {
                let head = format!("{}\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n", status_line(101));
                Self { steps: vec![Step::Send(head.into())], end: FIN, status: Some(101) }
            }
            Delivery::GzipBomb { bytes } => {
                let bomb = bomb::gzip(&padded(&answer.body), b"\"}", *bytes);
                let length = format!("content-length: {}", bomb.length);
                let mut steps =
                    vec![Step::Send(writer.head(&[CLOSING, "content-encoding: gzip", &length]).into())];
                steps.extend(bomb.steps());
                Self { steps, end: FIN, status: Some(answer.status) }
            }
            Delivery::GiantBody { bytes } => writer.giant(*bytes),
            Delivery::RawText(text) => raw(text.clone().into()),
            // Checked when the fault was made.
            Delivery::RawBase64(text) => raw(base64_bytes(text).unwrap_or_default().into()),
        }
    }
}

/// Bytes that are no answer, then the end.
fn raw(bytes: Bytes) -> Plan {
    let steps = if bytes.is_empty() { Vec::new() } else { vec![Step::Send(bytes)] };
    Plan { steps, end: FIN, status: None }
}

/// The answer as the begin of a JSON object that goes on with blanks in a string.
fn padded(body: &[u8]) -> Vec<u8> {
    let mut begin = open_object(body, "padding");
    begin.extend_from_slice(b"\"padding\":\"");
    begin
}

/// Writes the parts of one answer.
struct Writer<'a> {
    answer: &'a Answer,
    body: Bytes,
}

impl Writer<'_> {
    fn status_line(&self) -> String {
        status_line(self.answer.status)
    }

    /// `content-length`, so much more than it is.
    fn length(&self, more: u64) -> String {
        format!("content-length: {}", self.body.len() as u64 + more)
    }

    fn head(&self, lines: &[&str]) -> Vec<u8> {
        head(&self.status_line(), &self.answer.headers, lines)
    }

    fn plan(&self, steps: Vec<Vec<u8>>, end: End) -> Plan {
        let steps = steps.into_iter().filter(|bytes| !bytes.is_empty());
        Plan {
            steps: steps.map(|bytes| Step::Send(bytes.into())).collect(),
            end,
            status: Some(self.answer.status),
        }
    }

    /// Head and body in one piece, then FIN.
    fn whole(&self, head: Vec<u8>) -> Plan {
        self.plan(vec![[head, self.body.to_vec()].concat()], FIN)
    }

    fn close(&self, at: CloseAt, how: CloseHow, bytes: Option<u64>) -> Plan {
        let end = End::Close(how);
        let head = self.head(&[PROMISED, &self.length(0)]);
        let cut_body = &self.body[..cut(self.body.len(), bytes)];
        match at {
            CloseAt::BeforeBody | CloseAt::BeforeAnswer => Plan { steps: Vec::new(), end, status: None },
            CloseAt::MidHead => {
                let size = cut(head.len(), bytes);
                let told = size >= self.status_line().len() + 2;
                let status = told.then_some(self.answer.status);
                Plan { status, ..self.plan(vec![head[..size].to_vec()], end) }
            }
            CloseAt::MidBody => self.plan(vec![[&head, cut_body].concat()], end),
            CloseAt::MidUnannouncedBody => self.plan(vec![[&self.head(&[CLOSING]), cut_body].concat()], end),
            CloseAt::AfterAnswer => Plan { end, ..self.whole(head) },
            CloseAt::NextRequest => Plan { end: End::NextRequest(how), ..self.whole(head) },
        }
    }

    fn drip(&self, part: Part, size: usize, every: Duration) -> Plan {
        let head: Bytes = self.head(&[CLOSING, &self.length(0)]).into();
        let body = self.body.clone();
        let steps = match part {
            Part::Head => vec![Step::Drip { bytes: head, size, every }, Step::Send(body)],
            Part::Body => vec![Step::Send(head), Step::Drip { bytes: body, size, every }],
        };
        Plan { steps, end: FIN, status: Some(self.answer.status) }
    }

    fn stall(&self, at: StallAt) -> Plan {
        let head = self.head(&[PROMISED, &self.length(0)]);
        match at {
            StallAt::BeforeBody => Plan { steps: Vec::new(), end: End::Freeze, status: None },
            StallAt::BeforeAnswer => Plan { steps: Vec::new(), end: End::Stall, status: None },
            StallAt::AfterHead => self.plan(vec![head], End::Stall),
            StallAt::MidBody => {
                let half = &self.body[..cut(self.body.len(), None)];
                self.plan(vec![[head.as_slice(), half].concat()], End::Stall)
            }
        }
    }

    fn framing(&self, framing: Framing) -> Plan {
        let real = self.length(0);
        let chunk = |size: &str| [size.as_bytes(), b"\r\n", &self.body, b"\r\n"].concat();
        let chunks = |size: &str, end: &[u8]| {
            let head = self.head(&["transfer-encoding: chunked"]);
            self.plan(vec![[head, chunk(size), end.to_vec()].concat()], FIN)
        };
        let hex = format!("{:x}", self.body.len());
        let with = |lines: &[&str]| self.whole(self.head(lines));
        match framing {
            Framing::LengthTooLong => with(&[&self.length(10)]),
            Framing::LengthTooShort => with(&[&format!("content-length: {}", self.body.len() / 2)]),
            Framing::LengthTwice => with(&[&real, &self.length(7)]),
            Framing::LengthNegative => with(&["content-length: -1"]),
            Framing::LengthSuffix => with(&[&format!("{real}abc")]),
            Framing::LengthOverflow => with(&["content-length: 99999999999999999999999999"]),
            Framing::LengthAndChunked => {
                let head = self.head(&[&real, "transfer-encoding: chunked"]);
                self.plan(vec![[head, chunk(&hex), b"0\r\n\r\n".to_vec()].concat()], FIN)
            }
            Framing::ChunkedNoEnd => chunks(&hex, b""),
            Framing::ChunkedBadSize => chunks("zz", b"0\r\n\r\n"),
            Framing::ChunkedOverflow => chunks("fffffffffffffffffff", b"0\r\n\r\n"),
        }
    }

    fn broken_head(&self, fault: &HeadFault) -> Plan {
        let length = self.length(0);
        let line = match fault {
            HeadFault::StatusWord(word) => {
                let head = head(&format!("HTTP/1.1 {word} Odd"), &self.answer.headers, &[CLOSING, &length]);
                return Plan { status: word.parse().ok(), ..self.whole(head) };
            }
            HeadFault::Line(line) => line.clone(),
            HeadFault::Giant(size) => {
                format!("x-giant: {}", "g".repeat(usize::try_from(*size).unwrap_or(usize::MAX)))
            }
            HeadFault::Many(count) => {
                let lines: Vec<String> =
                    (0..*count).map(|index| format!("x-many-{index}: {index}")).collect();
                lines.join("\r\n")
            }
        };
        // No more line at all, where one more would be an empty one that ends the head.
        let lines = [CLOSING, length.as_str(), line.as_str()];
        self.whole(self.head(if line.is_empty() { &lines[..2] } else { &lines }))
    }

    fn giant(&self, bytes: u64) -> Plan {
        let (begin, end) = (padded(&self.answer.body), b"\"}");
        let blanks = bytes.saturating_sub((begin.len() + end.len()) as u64);
        let length = blanks + (begin.len() + end.len()) as u64;
        let head = self.head(&[CLOSING, &format!("content-length: {length}")]);
        let steps = vec![
            Step::Send([head, begin].concat().into()),
            Step::Repeat { block: vec![b' '; 1 << 16].into(), total: blanks },
            Step::Send(Bytes::from_static(end)),
        ];
        Plan { steps, end: FIN, status: Some(self.answer.status) }
    }
}

fn status_line(status: u16) -> String {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    format!("HTTP/1.1 {status} {}", reason.unwrap_or("Odd"))
}

/// A head with these headers, a date, and these lines as they are.
fn head(status_line: &str, headers: &HeaderMap, lines: &[&str]) -> Vec<u8> {
    let mut head = format!("{status_line}\r\n").into_bytes();
    for (name, value) in headers {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    if !headers.contains_key("date") {
        head.extend(format!("date: {}\r\n", httpdate::fmt_http_date(SystemTime::now())).into_bytes());
    }
    for line in lines {
        head.extend([line.as_bytes(), b"\r\n"].concat());
    }
    head.extend(b"\r\n");
    head
}
