//! Connections, and the idle ones among them.

use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use http::uri::Authority;

use super::dial::{Dial, DialError, Target};
use super::tcp::{Stream, Tcp};
use crate::error::host_name;
use crate::exchange::POOL_IDLE;

/// A connection with what was read from it and not used yet.
pub(super) struct Connection {
    stream: Stream,
    input: Vec<u8>,
    start: usize,
    end: usize,
    https: bool,
    authority: Authority,
}

impl Connection {
    pub(super) fn new(stream: Stream, target: &Target<'_>) -> Self {
        let (https, authority) = (target.https, target.authority.clone());
        Self { stream, input: vec![0; INPUT], start: 0, end: 0, https, authority }
    }

    /// The connection below, which keeps the limits.
    pub(super) fn tcp(&mut self) -> &mut Tcp {
        self.stream.tcp()
    }

    /// The host, as errors name it.
    pub(super) fn host(&self) -> Box<str> {
        host_name(&self.authority)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)?;
        self.stream.flush()
    }

    /// What was read and not used yet.
    pub(super) fn input(&self) -> &[u8] {
        self.input.get(self.start..self.end).unwrap_or_default()
    }

    pub(super) fn consume(&mut self, length: usize) {
        self.start = self.end.min(self.start + length);
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
    }

    /// Reads more, and makes room for it. Zero is the end.
    pub(super) fn fill(&mut self) -> io::Result<usize> {
        if self.start > 0 {
            self.input.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.end == self.input.len() {
            self.input.resize(2 * self.end, 0);
        }
        let length = self.stream.read(self.input.get_mut(self.end..).unwrap_or_default())?;
        self.end += length;
        Ok(length)
    }

    fn is_for(&self, target: &Target<'_>) -> bool {
        self.https == target.https && self.authority == *target.authority
    }
}

/// The connections under one address policy. Clones share them.
#[derive(Clone)]
pub(super) struct Pool(Arc<Shared>);

struct Shared {
    dial: Dial,
    /// The one that came back last stands last.
    idle: Mutex<Vec<(Connection, Instant)>>,
}

impl Pool {
    pub(super) fn new(dial: Dial) -> Self {
        Self(Arc::new(Shared { dial, idle: Mutex::default() }))
    }

    /// An idle connection that is still open, or a new one.
    pub(super) fn connection(&self, target: &Target<'_>) -> Result<Connection, DialError> {
        while let Some(mut connection) = self.take(target) {
            if connection.stream.is_open() {
                return Ok(connection);
            }
        }
        Ok(Connection::new(self.0.dial.connect(target)?, target))
    }

    /// The one that was used last.
    fn take(&self, target: &Target<'_>) -> Option<Connection> {
        let mut idle = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let now = target.began;
        if idle.first().is_some_and(|(_, since)| is_old(now, *since)) {
            idle.retain(|(_, since)| !is_old(now, *since));
        }
        let last = idle.iter().rposition(|(connection, _)| connection.is_for(target))?;
        Some(idle.remove(last).0)
    }

    /// Takes a connection back after an exchange that is over, unless there is something left on it.
    pub(super) fn give_back(&self, mut connection: Connection) {
        if !connection.input().is_empty() || !connection.stream.is_drained() {
            return;
        }
        if connection.input.len() > INPUT {
            connection.input.truncate(INPUT);
            connection.input.shrink_to_fit();
        }
        let mut idle = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() == MOST_IDLE {
            idle.remove(0);
        }
        idle.push((connection, Instant::now()));
    }
}

fn is_old(now: Instant, since: Instant) -> bool {
    now.saturating_duration_since(since) >= POOL_IDLE
}

/// A whole record of TLS, and the head of any usual answer.
const INPUT: usize = 16 * 1024;

/// One for each thread that sends at the same time, in any program that was thought of.
const MOST_IDLE: usize = 64;
