//! The server's side of a connection that speaks HTTP/2 (RFC 9113), frame by frame, as far as the scripts need it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;
use std::thread;

use super::hpack::Decoder;
use super::server::{Ending, Field, LastStream, Line, Step};

/// Requests are recorded as soon as they are complete, whatever the script is doing.
pub(super) struct Conversation<'a> {
    line: &'a mut dyn Line,
    record: &'a dyn Fn(String),
    headers: Decoder,
    open: HashMap<u32, Request>,
    /// The stream that was read last.
    current: u32,
    complete: usize,
    taken: usize,
}

#[derive(Default)]
struct Request {
    block: Vec<u8>,
    head: Option<String>,
    body: Vec<u8>,
    ended: bool,
}

impl<'a> Conversation<'a> {
    pub(super) fn begin(
        line: &'a mut dyn Line,
        script: &[Step],
        record: &'a dyn Fn(String),
    ) -> io::Result<Self> {
        let mut this = Self {
            line,
            record,
            headers: Decoder::new(),
            open: HashMap::new(),
            current: 0,
            complete: 0,
            taken: 0,
        };
        let mut preface = [0; 24];
        this.line.read_exact(&mut preface)?;
        if &preface != b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" {
            return Err(io::Error::other("no HTTP/2 preface"));
        }
        let window = match script.first() {
            Some(Step::Window(window)) => *window,
            _ => MOST,
        };
        let [a, b, c, d] = window.to_be_bytes();
        this.frame(SETTINGS, 0, 0, &[0, 4, a, b, c, d])?;
        this.frame(WINDOW_UPDATE, 0, 0, &(MOST - 65_535).to_be_bytes())?;
        Ok(this)
    }

    pub(super) fn follow(mut self, script: Vec<Step>) -> io::Result<Ending> {
        let mut wanted = 0;
        for step in script {
            match step {
                Step::Read => {
                    wanted += 1;
                    while self.complete < wanted {
                        self.receive()?;
                    }
                }
                Step::ReadSome(least) => {
                    let before = self.taken;
                    while self.taken - before < least {
                        self.receive()?;
                    }
                }
                Step::Answer(status, mut fields, body) => {
                    fields.push(("content-length", body.len().to_string()));
                    self.head(status, &fields)?;
                    self.data(&body, END_STREAM)?;
                }
                Step::Head(status, fields) => self.head(status, &fields)?,
                Step::Body(bytes) => self.data(&bytes, 0)?,
                Step::Raw(bytes) => self.send(&bytes)?,
                Step::Drip(bytes, pause) => loop {
                    self.data(&bytes, 0)?;
                    thread::sleep(pause);
                },
                Step::ResetStream(reason) => {
                    self.frame(RST_STREAM, 0, self.current, &reason.to_be_bytes())?;
                }
                Step::GoAway(last) => {
                    let last = match last {
                        LastStream::Included => self.current,
                        LastStream::Excluded => self.current.saturating_sub(2),
                    };
                    let payload = [last.to_be_bytes(), [0; 4]].concat();
                    self.frame(GOAWAY, 0, 0, &payload)?;
                }
                Step::Window(_) => {}
                Step::Pause(duration) => thread::sleep(duration),
                Step::Hold => while self.receive().is_ok() {},
                Step::Reset => return Ok(Ending::Reset),
                Step::Cut => return Ok(Ending::Cut),
                Step::Sip(..) => return Err(io::Error::other("this step exists on HTTP/1.1 only")),
            }
        }
        Ok(Ending::Fin)
    }

    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.line.write_all(bytes)?;
        self.line.flush()
    }

    fn frame(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> io::Result<()> {
        let length = u32::try_from(payload.len()).map_err(io::Error::other)?.to_be_bytes();
        let mut bytes = vec![length[1], length[2], length[3], kind, flags];
        bytes.extend(stream.to_be_bytes());
        bytes.extend(payload);
        self.send(&bytes)
    }

    /// Every field as a literal that is never indexed: no state, and short enough for lengths of one byte or two.
    fn head(&mut self, status: u16, fields: &[Field]) -> io::Result<()> {
        let mut block = Vec::new();
        for (name, value) in [(":status", status.to_string())].iter().chain(fields) {
            block.push(0x10);
            literal(&mut block, &name.to_ascii_lowercase());
            literal(&mut block, value);
        }
        self.frame(HEADERS, END_HEADERS, self.current, &block)
    }

    fn data(&mut self, body: &[u8], last: u8) -> io::Result<()> {
        let mut pieces = body.chunks(16_384).peekable();
        if pieces.peek().is_none() {
            return self.frame(DATA, last, self.current, &[]);
        }
        while let Some(piece) = pieces.next() {
            let flags = if pieces.peek().is_none() { last } else { 0 };
            self.frame(DATA, flags, self.current, piece)?;
        }
        Ok(())
    }

    /// Takes one frame.
    fn receive(&mut self) -> io::Result<()> {
        let mut head = [0; 9];
        self.line.read_exact(&mut head)?;
        let [a, b, c, kind, flags, s0, s1, s2, s3] = head;
        let length = u32::from_be_bytes([0, a, b, c]);
        let stream = u32::from_be_bytes([s0, s1, s2, s3]) & MOST;
        let mut payload = vec![0; usize::try_from(length).map_err(io::Error::other)?];
        self.line.read_exact(&mut payload)?;
        match kind {
            SETTINGS if flags & ACK == 0 => return self.frame(SETTINGS, ACK, 0, &[]),
            PING if flags & ACK == 0 => return self.frame(PING, ACK, 0, &payload),
            HEADERS | DATA | CONTINUATION => {}
            _ => return Ok(()),
        }
        let mut content = payload.as_slice();
        if kind != CONTINUATION && flags & PADDED != 0 {
            let (&padding, rest) = content.split_first().ok_or(io::ErrorKind::InvalidData)?;
            content = rest.get(..rest.len().saturating_sub(padding.into())).unwrap_or_default();
        }
        if kind == HEADERS && flags & PRIORITY != 0 {
            content = content.get(5..).unwrap_or_default();
        }
        self.taken += content.len();
        let request = self.open.entry(stream).or_default();
        if kind == DATA {
            request.body.extend_from_slice(content);
        } else {
            request.block.extend_from_slice(content);
            if flags & END_HEADERS != 0 {
                let fields = self.headers.decode(&request.block).ok_or(io::ErrorKind::InvalidData)?;
                request.head = Some(as_text(&fields));
                self.current = stream;
            }
        }
        request.ended |= kind != CONTINUATION && flags & END_STREAM != 0;
        if request.ended && request.head.is_some() {
            if let Some(request) = self.open.remove(&stream) {
                let body = String::from_utf8_lossy(&request.body);
                (self.record)(request.head.unwrap_or_default() + &body);
            }
            self.current = stream;
            self.complete += 1;
        }
        Ok(())
    }
}

fn literal(block: &mut Vec<u8>, text: &str) {
    match u8::try_from(text.len()) {
        Ok(length) if length < 127 => block.push(length),
        _ => {
            // The scripts have no value longer than this.
            let rest = text.len().saturating_sub(127);
            block.push(127);
            block.push(u8::try_from(rest % 128).unwrap_or_default() | 0x80);
            block.push(u8::try_from(rest / 128).unwrap_or(127));
        }
    }
    block.extend_from_slice(text.as_bytes());
}

/// In the shape that a request has on HTTP/1.1.
fn as_text(fields: &[(String, String)]) -> String {
    let pseudo = |name: &str| fields.iter().find(|field| field.0 == name).map_or("", |field| &field.1);
    let mut text =
        format!("{} {} HTTP/2\r\nhost: {}\r\n", pseudo(":method"), pseudo(":path"), pseudo(":authority"));
    for (name, value) in fields.iter().filter(|field| !field.0.starts_with(':')) {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    text + "\r\n"
}

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;

const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const PADDED: u8 = 8;
const PRIORITY: u8 = 32;

/// The largest window and the largest stream id.
const MOST: u32 = 0x7fff_ffff;
