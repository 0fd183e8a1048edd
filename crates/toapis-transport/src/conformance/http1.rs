//! The server's side of a connection that speaks HTTP/1.1, as far as the scripts need it.

use std::fmt::Write as _;
use std::io;
use std::thread;

use super::server::{Ending, Field, Line, Step};

pub(super) struct Conversation<'a> {
    line: &'a mut dyn Line,
    record: &'a dyn Fn(String),
}

impl<'a> Conversation<'a> {
    pub(super) fn new(line: &'a mut dyn Line, record: &'a dyn Fn(String)) -> Self {
        Self { line, record }
    }

    pub(super) fn follow(mut self, script: Vec<Step>) -> io::Result<Ending> {
        for step in script {
            match step {
                Step::Read => {
                    let request = self.request(16 * 1024, || ())?;
                    (self.record)(request);
                }
                Step::Sip(most, pause) => {
                    let request = self.request(most, || thread::sleep(pause))?;
                    (self.record)(request);
                }
                Step::ReadSome(least) => {
                    let mut length = 0;
                    while length < least {
                        length += self.read(&mut [0; 4096])?;
                    }
                }
                Step::Answer(status, mut fields, body) => {
                    fields.push(("Content-Length", body.len().to_string()));
                    let mut bytes = head(status, &fields).into_bytes();
                    bytes.extend(body);
                    self.send(&bytes)?;
                }
                Step::Head(status, fields) => self.send(head(status, &fields).as_bytes())?,
                Step::Body(bytes) | Step::Raw(bytes) => self.send(&bytes)?,
                Step::Drip(bytes, pause) => loop {
                    self.send(&bytes)?;
                    thread::sleep(pause);
                },
                Step::Pause(duration) => thread::sleep(duration),
                Step::Hold => while self.read(&mut [0; 4096]).is_ok() {},
                Step::Reset => return Ok(Ending::Reset),
                Step::Cut => return Ok(Ending::Cut),
                Step::ResetStream(_) | Step::GoAway(_) | Step::Window(_) => {
                    return Err(io::Error::other("this step exists on HTTP/2 only"));
                }
            }
        }
        Ok(Ending::Fin)
    }

    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.line.write_all(bytes)?;
        self.line.flush()
    }

    /// At least one byte; the end of the connection is an error.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.line.read(buffer)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            length => Ok(length),
        }
    }

    fn request(&mut self, most: usize, mut pause: impl FnMut()) -> io::Result<String> {
        let mut bytes = Vec::new();
        let mut buffer = vec![0; most];
        let mut whole = None;
        loop {
            if whole.is_none() {
                whole = length_of_request(&bytes);
            }
            if whole.is_some_and(|whole| bytes.len() >= whole) {
                return Ok(String::from_utf8_lossy(&bytes).into_owned());
            }
            let length = self.read(&mut buffer)?;
            bytes.extend_from_slice(buffer.get(..length).unwrap_or_default());
            pause();
        }
    }
}

fn head(status: u16, fields: &[Field]) -> String {
    let mut head = format!("HTTP/1.1 {status} Whatever\r\n");
    for (name, value) in fields {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head + "\r\n"
}

/// Known once the head is there.
fn length_of_request(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(bytes.get(..end)?).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    Some(end + length.map_or(0, |length| length.trim().parse().unwrap_or(0)))
}
